"""Forms submit codes of ratings; those that were opened before an update have the former ones."""

from __future__ import annotations

import json
from typing import Any

from blocks.debriefs import file_form
from hiring.debriefs.role_text import RoleText
from hiring.debriefs.scorecard import FORMER_CODES, NOT_RATED, Rating
from tests.blocks.test_debriefs import CARD, make_scorecard_to_fill, submit


def test_a_form_that_was_opened_before_an_update_is_read_with_its_former_codes() -> None:
    view = file_form.build_scorecard_form(
        make_scorecard_to_fill(), RoleText(), file_form.fill_from_scorecard(CARD)
    )
    former = {code: former for former, code in FORMER_CODES.items()}
    present = submit(view)
    before = json.loads(
        json.dumps(present), object_hook=lambda state: _replace_value(state, former)
    )
    assert before != present
    assert file_form.read_scorecard(before) == file_form.read_scorecard(present)
    assert file_form.read_draft(before) == file_form.read_draft(present)


def _replace_value(state: dict[str, Any], codes: dict[str, str]) -> dict[str, Any]:
    value = state.get("value")
    return state | {"value": codes[value]} if value in codes else state


def test_the_reason_may_read_like_a_former_code() -> None:
    values = {"reason": {"e": {"type": "plain_text_input", "value": "NO"}}}
    assert file_form.read_draft(values) == {"reason": "NO"}


def test_which_rating_was_chosen_does_not_show_in_the_size_of_a_draft() -> None:
    """Wherever the border between two sizes lies, another rating can't cross it."""
    view = file_form.build_scorecard_form(
        make_scorecard_to_fill(), RoleText(), file_form.fill_from_scorecard(CARD)
    )
    drafts = [
        json.dumps(file_form.read_draft(submit(view, rating__clarity=code)))
        for code in (*Rating, NOT_RATED)
    ]
    assert len(set(drafts)) == len(drafts)
    assert len({len(draft) for draft in drafts}) == 1
