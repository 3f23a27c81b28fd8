"""Examples of an interviewer's notes, and of the scorecard with them beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs.file_form import ScorecardToFill, build_scorecard_form
from blocks.debriefs.notes_form import NotesToTake, build_notes_form, build_notes_view
from blocks.debriefs.sample import ARCHITECTURE, AT, DEBRIEF, make_role_text
from blocks.debriefs.wording import RoleWords
from hiring.debriefs.notes import (
    GENERAL,
    PROBE,
    SeatNotes,
    TypedNote,
    Typing,
    name_question,
    quote_notes,
    save_notes,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message | View]

STAGE = "architecture"


def _take_notes(typed: str) -> SeatNotes:
    """Of two windows that were open at once, and one note to a question that is gone."""
    fields = (name_question(0), name_question(2), PROBE, GENERAL, name_question(50))
    first = tuple(TypedNote(name, 0, typed) for name in fields)
    second = (TypedNote(name_question(0), 0, f"{typed}\nFrom a phone."),)
    notes = save_notes(SeatNotes(), Typing("V1", first, 3000))
    return save_notes(notes, Typing("V2", second, 3000))


def _build_form(guide: Guide, typed: str, _native: bool) -> View:  # noqa: FBT001 - an example
    to_take = NotesToTake(DEBRIEF, "2", typed, STAGE, AT, (typed,))
    words = RoleWords(make_role_text(guide))
    return build_notes_form(to_take, _take_notes(typed), words)


def _build_first_form(guide: Guide, typed: str, _native: bool) -> View:  # noqa: FBT001
    to_take = NotesToTake(DEBRIEF, "2", typed, STAGE)
    words = RoleWords(make_role_text(guide))
    return build_notes_form(to_take, SeatNotes(), words, trouble="They can't be read any more.")


def _build_view(guide: Guide, typed: str, _native: bool) -> View:  # noqa: FBT001
    to_take = NotesToTake(DEBRIEF, "2", typed, STAGE, AT)
    return build_notes_view(to_take, _take_notes(typed), RoleWords(make_role_text(guide)))


def _build_scorecard(guide: Guide, typed: str, _native: bool) -> View:  # noqa: FBT001
    text = make_role_text(guide)
    stage = RoleWords(text).stages[STAGE]
    to_fill = ScorecardToFill(
        DEBRIEF,
        "2",
        typed,
        STAGE,
        ARCHITECTURE,
        AT,
        notes=quote_notes(_take_notes(typed), stage),
    )
    return build_scorecard_form(to_fill, text)


EXAMPLES: Mapping[str, Example] = {
    "debrief.form.notes": _build_form,
    "debrief.form.notes_first": _build_first_form,
    "debrief.form.notes_over": _build_view,
    "debrief.form.file_notes": _build_scorecard,
}
