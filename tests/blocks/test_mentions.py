"""A message that notifies nobody: plain names instead of mentions."""

from __future__ import annotations

import json

import pytest

from blocks import kit
from blocks.mrkdwn import escape, join, md, mention

ANA, BO = "U012ABCDEFG", "U034ABCDEFG"


def message() -> kit.Message:
    text = md("{a} and {b}: {typed}", a=mention(ANA), b=mention(BO), typed="<@U9> says")
    return kit.message(
        text,
        [
            kit.section(text, "a"),
            kit.context(mention(ANA), "b"),
            kit.header(f"<@{ANA}>", "c"),
            kit.actions([kit.button(f"<@{ANA}>", "d")], "d"),
        ],
    )


def test_everybody_who_is_mentioned_is_found_and_what_is_typed_mentions_nobody() -> None:
    assert kit.list_mentioned_people(message()) == {ANA, BO}
    assert kit.list_mentioned_people(
        kit.message(mention(BO), [kit.section(mention(ANA), "a")])
    ) == {ANA, BO}


def test_names_stand_for_mentions_where_slack_parses_text_and_nothing_else_changes() -> None:
    quiet = kit.replace_mentions_with_names(message(), {ANA: "Ana", BO: "Bo & Co"})
    assert quiet.text == "Ana and Bo &amp; Co: &lt;@U9&gt; says"
    assert kit.list_mentioned_people(quiet) == set()
    parsed, context, header, buttons = quiet.blocks
    assert parsed["text"]["text"] == quiet.text
    assert context["elements"][0]["text"] == "Ana"
    assert (header, buttons) == message().blocks[2:]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ana", "Ana"),
        ("", "someone"),
        ("Ana Maria Lindqvist", "Ana"),
        ("Anamarialindqvist", "someone"),
        ("\u05d0\u05d1 \u05d2", "\u05d0\u05d1"),
        ("\u05d0\u05d1\u05d2", "someone"),
        ("<!here>", "&lt;!here&gt;"),
        ("\u202e <x\n", "&lt;x"),
    ],
)
def test_a_name_is_shortened_rather_than_making_the_message_longer(name: str, shown: str) -> None:
    """Measured in JSON, where a Hebrew letter takes six characters."""
    quiet = kit.replace_mentions_with_names(message(), {ANA: name, BO: "Bo"})
    assert quiet.text.startswith(f"{shown} and Bo")
    assert len(json.dumps(quiet.blocks)) <= len(json.dumps(message().blocks))


def test_a_message_that_mentions_nobody_stays_as_it_is() -> None:
    plain = kit.message(escape("Hi"), [kit.section(join([escape("Hi")]), "a")])
    assert kit.replace_mentions_with_names(plain, {}) == plain
