"""Counts the known words of questions that the guide couldn't answer, where that is on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiring.guide.handbook import NotCovered

if TYPE_CHECKING:
    from bot.desk import Desk
    from hiring.guide.handbook import GuideQuery

COUNTED: Final = (
    "Your company counts which known words occur in unanswered questions, never who asked."
)


def count_unanswered(tenant: str, desk: Desk, query: GuideQuery) -> str | None:
    """Count in the background what has no answer; what people read about that.

    Words are only counted if that is said. The answer doesn't wait for the store.
    """
    if not isinstance(query, NotCovered):
        return None
    told = desk.unanswered_words.seems_on(tenant)
    counting = desk.unanswered_words.count(tenant, query.typed if told else "")
    desk.tasks.start(counting, "counting")
    return COUNTED if told else None
