"""What a debrief waits for, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks.mrkdwn import Mrkdwn, format_local_time, join, md, mention
from hiring.debriefs.waiting import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiring.debriefs.waiting import Waiting

MOST_NAMES: Final = 8
YOU: Final = Mrkdwn("*you*")


def describe_wait(wait: Waiting | None, reader: str) -> Mrkdwn:
    """Who has to do what next; empty where the debrief's state says that already."""
    if wait is None:
        return Mrkdwn()
    if wait.overdue and wait.due_at:
        since = md("*Overdue* since {at}.", at=format_local_time(wait.due_at))
        return join([since, _describe_step(wait, Mrkdwn(), reader)], " ")
    due = md(" by {at}", at=format_local_time(wait.due_at)) if wait.due_at else Mrkdwn()
    return _describe_step(wait, due, reader)


def _describe_step(wait: Waiting, due: Mrkdwn, reader: str) -> Mrkdwn:
    people = _list_people(wait.people, reader)
    match wait.step:
        case Step.SCORECARDS if wait.people:
            return md("Not filed yet: {people}", people=people)
        case Step.CHOICE:
            return md("To advance or stop: {people}", people=people)
        case Step.DECISION:
            return md("To decide{due}: {people}", people=people, due=due)
        case Step.CANDIDATE:
            return md("To tell the candidate{due}: {people}", people=people, due=due)
    return Mrkdwn()


def _list_people(people: Sequence[str], reader: str) -> Mrkdwn:
    """Some of their names, the reader's first."""
    names = [YOU for person in people if person == reader]
    names += [mention(person) for person in people if person != reader]
    hidden = len(names) - MOST_NAMES
    more = [md("{hidden} more", hidden=hidden)] if hidden > 0 else []
    return join([*names[:MOST_NAMES], *more], ", ")
