"""Any content of a debrief as messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from blocks.debriefs import card, endings, interviewer, owner, reveal, root
from blocks.debriefs.wording import RoleWords
from hiring.debriefs.contents import (
    ClosedNote,
    DecisionNote,
    Kit,
    Overdue,
    OwnerBoard,
    Reminder,
    Root,
    RoundComplete,
    RoundNote,
)
from hiring.debriefs.reveal_contents import Matrix, RevealedScorecard, RunSheet, Summary
from hiring.debriefs.trouble import Trouble

if TYPE_CHECKING:
    from blocks.kit import Message
    from hiring.debriefs.planned_messages import Content
    from hiring.guide.role import Role


def render(content: Content | Trouble, role: Role | None, *, native: bool) -> list[Message]:  # noqa: C901, PLR0911, PLR0912 - a line each
    """One message, or as many as its length takes.

    `role` is the debrief's, None where the content folder has it no more: ids are shown then.
    """
    words = RoleWords(role)
    match content:
        case Root():
            return root.root(content, words)
        case RoundNote():
            return root.round_note(content)
        case Kit():
            return interviewer.kit_message(content, words)
        case Reminder():
            return interviewer.reminder(content, words)
        case OwnerBoard():
            return owner.board(content, words)
        case Overdue():
            return owner.overdue(content)
        case RoundComplete():
            return owner.round_complete(content)
        case Trouble():
            return owner.trouble(content)
        case Summary():
            return reveal.summary(content, words, native=native)
        case Matrix():
            return reveal.matrix(content, words, native=native)
        case RevealedScorecard():
            return card.card(content, words)
        case RunSheet():
            return reveal.run_sheet(content, words)
        case DecisionNote():
            return endings.decision(content)
        case ClosedNote():
            return endings.closed(content)
        case _:
            assert_never(content)
