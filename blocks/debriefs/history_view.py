"""The history of a debrief as a modal: who did what when, and nothing of what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import (
    CLOSINGS,
    DUTIES,
    OUTCOMES,
    RELEASE_REASONS,
    shorten_label,
)
from blocks.mrkdwn import Mrkdwn, format_past_time, join, md, mention
from hiring.debriefs.role_text import read_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from blocks.kit import View
    from hiring.debriefs.history import HistoryEvent

PAGE: Final = 50
"""How many events a page holds: in a few sections, each of which Slack lets grow to a screen."""


def build_history_view(
    debrief_id: str,
    candidate: str,
    events: Sequence[HistoryEvent],
    *,
    hidden_until_reveal: bool,
    page: int = 0,
) -> View:
    """A page (from 0) of the events, newest first; `events` are oldest first.

    `hidden_until_reveal`: the seal hides who files when, so such events are not among them.
    """
    last_page = max(len(events) - 1, 0) // PAGE
    page = min(max(page, 0), last_page)
    shown = [*reversed(events)][page * PAGE : (page + 1) * PAGE]
    head = md("*{label}*, newest first", label=shorten_label(candidate))
    sealed = (
        Mrkdwn("Who has filed, and when, isn't shown before the reveal.")
        if hidden_until_reveal
        else Mrkdwn()
    )
    turns = [
        kit.button(
            name,
            ids.number_id(ids.DEBRIEF_HISTORY, other),
            value=Ref(debrief_id, page=other).text(),
        )
        for name, other in (("Newer", page - 1), ("Older", page + 1))
        if 0 <= other <= last_page
    ]
    lines = join(describe_event(event) for event in shown)
    return kit.modal(
        ids.DEBRIEF_HISTORY_VIEW,
        "History",
        [
            kit.section(join([head, sealed]), "head"),
            *kit.paragraphs(lines or Mrkdwn("Nothing to show yet."), "events"),
            *([kit.actions(turns, "pages")] if turns else []),
        ],
        close="Done",
        private_metadata=Ref(debrief_id, page=page).text(),
    )


def describe_event(event: HistoryEvent) -> Mrkdwn:
    """One event on one line. If its name isn't known, it is shown as words."""
    person = mention(event.person) if event.person else Mrkdwn("an interviewer")
    who = mention(event.actor) if event.actor and event.name not in _BY_ITSELF else Mrkdwn()
    if event.name in _PHRASES_OF_PEOPLE:
        what = _PHRASES_OF_PEOPLE[event.name](person)
    else:
        what = _PHRASES.get(event.name) or md("{name}", name=_read_name(event.name).lower())
    return md(
        "• {what}, {at}",
        what=join([join([who, what], " "), _describe_detail(event)], ": "),
        at=format_past_time(event.at),
    )


_BY_ITSELF: Final = frozenset({"follow", "move"})
_PHRASES: Final[Mapping[str, Mrkdwn]] = {
    "open": Mrkdwn("opened the debrief"),
    "file": Mrkdwn("filed a scorecard"),
    "edit": Mrkdwn("saved their scorecard again"),
    "give_up": Mrkdwn("said that they can't file"),
    "rate_now": Mrkdwn("saved ratings, with the words to follow"),
    "more_time": Mrkdwn("took more time to file"),
    "decline_seat": Mrkdwn("declined to take over a seat"),
    "keep": Mrkdwn("kept their seat"),
    "agree": Mrkdwn("agreed to be excused"),
    "read": Mrkdwn("read the scorecards"),
    "advance": Mrkdwn("advanced the debrief"),
    "stop": Mrkdwn("dropped the later rounds"),
    "reveal_without": Mrkdwn("revealed without the missing scorecards"),
    "reveal_now": Mrkdwn("asked to reveal at once"),
    "decide": Mrkdwn("decided"),
    "candidate_told": Mrkdwn("ticked off that the candidate was told"),
    "dissent": Mrkdwn("dissented"),
    "accept": Mrkdwn("took over"),
    "decline": Mrkdwn("declined to take over"),
    "close": Mrkdwn("closed the debrief"),
    "withdraw": Mrkdwn("removed what was posted in the channel"),
    "post_again": Mrkdwn("had what is missing posted again"),
    "move": Mrkdwn("The debrief moved with its channel"),
}
_PHRASES_OF_PEOPLE: Final[Mapping[str, Callable[[Mrkdwn], Mrkdwn]]] = {
    "seat": lambda person: md("added {person}", person=person),
    "swap": lambda person: md("replaced {person}", person=person),
    "reschedule": lambda person: md("changed when {person} is to file", person=person),
    "schedule": lambda person: md("set when {person} interviews", person=person),
    "excuse": lambda person: md("excused {person}", person=person),
    "nudge": lambda person: md("reminded {person}", person=person),
    "offer_seat": lambda person: md("asked {person} to take their seat", person=person),
    "accept_seat": lambda person: md("took over the seat of {person}", person=person),
    "hand_over": lambda person: md("asked {person} to take over", person=person),
    "candidate_task": lambda person: md("asked {person} to tell the candidate", person=person),
    "deputy": lambda person: md("handed over to {person}, the deputy", person=person),
    "appoint": lambda person: md("asked {person} to own the debrief and decide", person=person),
    "follow": lambda person: md("{person} took over from someone who has left", person=person),
}
_DETAILS: Final[Mapping[str, str]] = {
    **{reason.value: words for reason, words in RELEASE_REASONS.items()},
    **{outcome.value: words.lower() for outcome, words in OUTCOMES.items()},
    **{kind.value: words[:1].lower() + words[1:] for kind, words in CLOSINGS.items()},
    **{duty.value: words for duty, words in DUTIES.items()},
}


def _describe_detail(event: HistoryEvent) -> Mrkdwn:
    """The words for what an event holds as an id; an id that isn't known is shown as words."""
    if not event.detail:
        return Mrkdwn()
    match event.name:
        case "swap":
            return md("now {person}", person=mention(event.detail))
        case "read" | "advance":
            return md("round {number}", number=event.detail)
        case "seat":
            return md("{stage}", stage=_read_name(event.detail))
        case _:
            words = (_DETAILS.get(word) or _read_name(word) for word in event.detail.split())
            return md("{words}", words=" and ".join(words))


def _read_name(name: str) -> str:
    return read_id(name.replace("_", "-"))
