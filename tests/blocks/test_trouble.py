"""Why messages wait is said in words, never as Slack's code."""

from __future__ import annotations

import pytest

from blocks.debriefs.reasons import REASONS, describe_reasons
from blocks.debriefs.render import build_messages
from bot.reconciler.gate import LEFT, LEFT_CODES
from hiring.debriefs.role_text import RoleText
from hiring.debriefs.trouble import Trouble


def told(*held: str) -> str:
    [message] = build_messages(Trouble("D1", "JS", "C1", held, ()), RoleText(), native=True)
    return message.text


@pytest.mark.parametrize("code", [*REASONS, LEFT])
def test_no_code_of_slacks_is_shown_where_there_are_words_for_it(code: str) -> None:
    assert code not in told(code) or code.isalpha()
    assert REASONS[code] in told(code)


def test_a_code_without_words_is_not_shown_and_sends_people_to_who_runs_the_app() -> None:
    assert "new_code" not in told("new_code")
    assert "tell the person who runs the app" in told("new_code")


def test_codes_that_mean_the_same_are_said_once() -> None:
    assert describe_reasons(["removed", "channel_not_found", "not_in_channel"]) == [
        REASONS["removed"]
    ]


def test_who_has_left_is_never_shown_as_a_code() -> None:
    assert not LEFT_CODES & REASONS.keys()
    assert "has left the workspace" in told(LEFT)
