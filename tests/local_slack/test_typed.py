"""What people type, as the workspace sends and stores it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from local_slack.client import Person


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("@sam, and @Sam.", "<@U0SAM>, and <@U0SAM>."),
        ("#general and #leadership", "<#C0GENERAL|general> and <#C0LEADERS|>"),
        ("@here @channel @everyone", "<!here> <!channel> <!everyone>"),
        ("a@sam.org @nobody #nowhere @samantha", "a@sam.org @nobody #nowhere @samantha"),
        ("`@sam` ```#general``` @sam", "`@sam` ```#general``` <@U0SAM>"),
        ("See https://example.com/a?b=@sam&c#general.", None),
    ],
)
async def test_names_in_a_message_are_sent_as_mentions(
    maya: Person, typed: str, text: str | None
) -> None:
    await maya.say("#general", typed)
    shown = text or "See <https://example.com/a?b=@sam&amp;c#general>."
    assert (await maya.sees("#general"))[-1]["text"] == shown
