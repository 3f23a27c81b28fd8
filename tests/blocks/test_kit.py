"""Block Kit as the kit makes it: what slackblocks leaves unchecked is checked here."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks import kit
from blocks.mrkdwn import Mrkdwn, escape, md
from local_slack.block_kit import check
from tests.blocks.test_mrkdwn import unescape_three


def test_a_message_that_slack_would_refuse_is_not_made() -> None:
    """Too much text, too many characters of blocks as they are sent, or an id used twice."""
    long = kit.section(escape("x" * 2900), "a")
    with pytest.raises(kit.BlockError, match="text has 4001"):
        kit.message(escape("x" * 4001), [long])
    with pytest.raises(kit.BlockError, match="at most 9000"):
        kit.message(Mrkdwn("x"), [kit.section(escape("x" * 2900), f"{n}") for n in range(4)])
    with pytest.raises(kit.BlockError, match="twice"):
        kit.message(Mrkdwn("x"), [long, long])
    with pytest.raises(kit.BlockError, match="twice"):
        kit.modal("id", "Title", [kit.divider("a"), kit.divider("a")])


def test_characters_beyond_ascii_count_as_they_are_sent() -> None:
    """A Hebrew letter is six characters of JSON, an emoji twelve."""
    with pytest.raises(kit.BlockError, match="at most 9000"):
        kit.message(Mrkdwn("x"), [kit.section(escape("\u05d0" * 2000), "a")])


def test_an_error_names_the_limit_and_not_the_content() -> None:
    with pytest.raises(kit.BlockError) as raised:
        kit.message(escape("secret " * 1000), [kit.divider("a")])
    assert "secret" not in str(raised.value)


@given(st.text(max_size=200))
def test_labels_are_cleaned(text: str) -> None:
    """Plain text is not parsed, but what is unseen would be seen nowhere else either."""
    shown = kit.message(Mrkdwn("x"), [kit.header(f"Title {text}"[:150], "a")])
    check.message(shown.text, list(shown.blocks))


@given(st.lists(st.text("ab`\n<&\u202e", max_size=8), min_size=1, max_size=4))
def test_a_table_of_text_stays_in_its_box(cells: list[str]) -> None:
    """A backtick or a newline in a cell does not end the fixed-width block or break a row."""
    block = kit.table("Caption", ["Head"], [[f"x{cell}"] for cell in cells], "a", native=False)
    shown = kit.message(Mrkdwn("x"), [block])
    text = shown.blocks[0]["text"]["text"]
    assert text.startswith("```\n")
    assert text.endswith("\n```")
    assert "`" not in text[3:-3]
    assert len(text.splitlines()) == len(cells) + 3


words = st.lists(st.text("ab&<> .", min_size=1, max_size=40), max_size=40).map(" ".join)
lines = st.lists(words | st.integers(600, 2000).map(lambda n: "x" * (n % 7) + "&" * n), max_size=6)


@settings(max_examples=50, deadline=None)
@given(lines.map("\n".join))
def test_a_text_of_any_length_is_split_and_never_cut(text: str) -> None:
    """Each part fits into a section, no escaped character is torn, and no word is lost."""
    blocks = kit.paragraphs(md("{text}", text=text), "text")
    shown = [part for block in blocks for part in kit.message(Mrkdwn("x"), [block]).blocks]
    parts = [block["text"]["text"] for block in shown]
    assert all(0 < len(part) <= kit.SECTION_CHARACTERS for part in parts)
    assert not [part for part in parts if re.search(r"&(?!(amp|lt|gt);)", part)]
    whole = "".join(unescape_three(part) for part in parts)
    assert "".join(whole.split()) == "".join(text.split())
    assert len({block["block_id"] for block in shown}) == len(blocks)
