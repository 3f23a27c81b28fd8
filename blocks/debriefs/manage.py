"""What somebody can do to a debrief, in one modal; what needs more input opens a form over it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs import invite
from blocks.debriefs.manage_own import (
    build_ending,
    build_nothing_to_do,
    build_own_seats,
    build_thread_link,
    describe_course,
)
from blocks.debriefs.next_steps import NextSteps, build_next_steps, describe_reveal_requests
from blocks.debriefs.ref import Ref
from blocks.debriefs.removal import build_post_again_button, build_remove_button
from blocks.debriefs.wording import (
    RoleWords,
    describe_duties,
    describe_people_in_charge,
    describe_time_to_keep,
    describe_times,
    shorten_label,
)
from blocks.mrkdwn import Mrkdwn, format_local_time, join, md, mention
from hiring.debriefs.access import Permission
from hiring.debriefs.debrief import SeatState

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from blocks.debriefs.manage_own import OwnPart
    from blocks.kit import Block, Element, View
    from hiring.debriefs.contents import SeatStatus
    from hiring.debriefs.debrief import Duty
    from hiring.debriefs.role_text import RoleText

NO_STEPS = NextSteps()
# Slack: a modal holds 100 blocks; a seat takes one, and a few are around them.
PAGE = 40
SEAT_STATES = {
    SeatState.EMPTY: "not filed",
    SeatState.FILED: "filed",
    SeatState.EXCUSED: "excused",
    SeatState.GIVEN_UP: "can't file",
}


GONE = Mrkdwn("their account is gone or a guest's")
EXPOSED = Mrkdwn(
    "*Others can read this debrief* in its channel now. You can remove what was posted, and post it"
    " again later."
)
WITHDRAWN = Mrkdwn(
    "*You removed this debrief from its channel.* Once only the hiring team can read the channel,"
    " press *Post again*."
)


class SeatChoice(StrEnum):
    """What can be done to one seat."""

    REMIND = "nudge"  # values are in buttons of messages that were sent
    REPLACE = "swap"
    RESCHEDULE = "reschedule"
    EXCUSE = "excuse"
    REVEAL = "reveal"  # without all that are missing: *Manage* asks before it does it


SEAT_CHOICES = {
    SeatChoice.REMIND: (Permission.REMIND, "Send a reminder"),
    SeatChoice.REPLACE: (Permission.REPLACE, "Replace interviewer"),
    SeatChoice.RESCHEDULE: (Permission.RESCHEDULE, "Schedule"),
    SeatChoice.EXCUSE: (Permission.EXCUSE, "Excuse interviewer"),
}
SEAT_CHOICES_IF_GONE = {
    SeatChoice.REPLACE: (Permission.REPLACE, "Reassign"),
    SeatChoice.EXCUSE: SEAT_CHOICES[SeatChoice.EXCUSE],
}


NOT_IF_KEPT = {SeatChoice.REPLACE, SeatChoice.EXCUSE}
KEPT = Mrkdwn("keeps the seat until then")


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """Someone was asked to take over `duties` and hasn't answered; it lapses at a time."""

    duties: tuple[Duty, ...]
    to: str
    lapses_at: int


@dataclass(frozen=True, slots=True)
class ManagedDebrief:
    """A debrief as its owner may know it, and what they may do to it now (`allowed`).

    `current` is the number of the running round; later ones have not started.

    `seats` is empty once everything is revealed. `next_steps` is what they can do about what it
    waits for. `outside`: people who can't read the reveal.
    """

    debrief_id: str
    label: str
    owner: str
    decider: str
    seats: tuple[SeatStatus, ...]
    allowed: Collection[Permission]
    next_steps: NextSteps = NO_STEPS
    channel: str = ""
    outside: tuple[str, ...] = ()
    deputy: str = ""
    requests: tuple[OpenRequest, ...] = ()
    current: int = 1
    gone: Collection[str] = ()
    """People whose account is gone."""
    exposed: bool = False
    """The person may remove what was posted, since others can read it."""
    withdrawn: bool = False
    """They may post again what was removed."""
    own: OwnPart | None = None
    """What the debrief is to the person who looks, and theirs to do."""


def build_manage_view(
    managing: ManagedDebrief, role_text: RoleText, *, note: str = "", page: int = 0
) -> View:
    """The modal. `note` says what was just done. Its metadata is the debrief and the page."""
    words = RoleWords(role_text)
    people = describe_people_in_charge(managing.owner, managing.decider, managing.deputy)
    head = join(
        [
            describe_course(managing.own)
            if managing.own
            else md("*{label}*", label=shorten_label(managing.label)),
            people,
            *(_describe_request(request) for request in managing.requests),
        ]
    )
    offers = managing.exposed or managing.withdrawn
    others = bool(offers or {*managing.allowed} - {Permission.SEE_HISTORY})
    shown = managing.seats[page * PAGE : (page + 1) * PAGE]
    return kit.modal(
        ids.DEBRIEF_MANAGE_VIEW,
        "Manage the debrief",
        [
            kit.section(head, "head", build_thread_link(managing.own) if managing.own else None),
            *([kit.context(md("{note}", note=note), "note")] if note.strip() else []),
            *([kit.section(EXPOSED, "exposed")] if managing.exposed else []),
            *([kit.section(WITHDRAWN, "withdrawn")] if managing.withdrawn else []),
            *_build_own(managing, words, others=others),
            *_build_outsiders(managing),
            *(block for seat in shown for block in _build_seat(managing, seat, words)),
            *_build_buttons(managing, page),
        ],
        close="Done",
        private_metadata=Ref(managing.debrief_id, page=page).text(),
    )


def _build_own(managing: ManagedDebrief, words: RoleWords, *, others: bool) -> Iterator[Block]:
    """How it ended, the next steps, and the person's own seats; or that nothing is left to do.

    `others`: more is offered to them elsewhere.
    """
    own, steps = managing.own, managing.next_steps
    teller = own is not None and steps.task is not None and steps.task.person == own.reader
    buttons = build_next_steps(managing.debrief_id, steps, teller=teller)
    if own:
        yield from build_ending(own)
    if requests := describe_reveal_requests(managing.owner, managing.decider, steps.asked_now):
        yield kit.section(requests, "asked_now")
    if buttons:
        yield kit.actions(buttons, "next")
    if own:
        yield from build_own_seats(own, words)
    if not (others or buttons or (own and own.seats)):
        yield build_nothing_to_do(own)


def read_seat_choice(value: str) -> tuple[SeatChoice, Ref]:
    """What was chosen beside a seat. Raises ValueError for any other text."""
    name, _, ref = value.partition(" ")
    return SeatChoice(name), Ref.read(ref)


def _describe_request(request: OpenRequest) -> Mrkdwn:
    return md(
        "Asked {to} to {duties}. They can accept until {until}.",
        to=mention(request.to),
        duties=describe_duties(request.duties),
        until=format_local_time(request.lapses_at),
    )


def _build_outsiders(managing: ManagedDebrief) -> Iterator[Block]:
    if managing.outside and Permission.INVITE in managing.allowed:
        text = invite.describe_outsiders(managing.label, managing.channel, managing.outside)
        yield kit.section(text, "outside", invite.build_invite_button(managing.debrief_id))


def _build_seat(managing: ManagedDebrief, seat: SeatStatus, words: RoleWords) -> Iterator[Block]:
    started = seat.round <= managing.current
    text = md(
        "*{stage}*, {person}\nRound {round}, {state}",
        stage=words.stage_name(seat.stage),
        person=mention(seat.person),
        round=seat.round,
        state=name_seat_state(seat, managing.current),
    )
    waiting = seat.state is SeatState.EMPTY
    gone = waiting and seat.person in managing.gone
    due = describe_seat_times(seat, managing.current) if waiting else Mrkdwn()
    keeps = KEPT if seat.kept_until else describe_time_to_keep(seat.keeps_until)
    ref = Ref(managing.debrief_id, seat.seat).text()
    choices = [*(SEAT_CHOICES_IF_GONE if gone else SEAT_CHOICES).items()]
    if seat.at is None:  # what such a seat wants first
        choices.sort(key=lambda each: each[0] is not SeatChoice.RESCHEDULE)
    options = {
        f"{choice.value} {ref}": name
        for choice, (permission, name) in choices
        if waiting and permission in managing.allowed
        if gone or not seat.kept_until or choice not in NOT_IF_KEPT
        if started or choice is not SeatChoice.REMIND
    }
    if seat.can_fill and Permission.REPLACE in managing.allowed:
        options = {f"{SeatChoice.REPLACE.value} {ref}": "Reassign"}
    more = kit.overflow(_seat_action_id(seat.seat), options) if options else None
    absent = GONE if gone else Mrkdwn()
    progress = describe_progress(seat) if waiting else ()
    yield kit.section(join([text, *progress, due, keeps, absent], ", "), f"seat/{seat.seat}", more)


def describe_progress(seat: SeatStatus) -> Iterator[Mrkdwn]:
    """What the owner may know of an empty seat."""
    if seat.rated:
        yield Mrkdwn("rated, words to follow")
    if seat.more_time:
        yield Mrkdwn("asked for more time")


def name_seat_state(seat: SeatStatus, current: int) -> str:
    """How far a seat's interviewer is; `current` is the number of the running round."""
    waits = seat.state is SeatState.EMPTY and seat.round > current
    return "not started" if waits else SEAT_STATES[seat.state]


def describe_seat_times(seat: SeatStatus, current: int) -> Mrkdwn:
    """Of a round that hasn't started nothing is due, but an interview may have its time."""
    if seat.round <= current:
        return describe_times(seat.at, seat.due_at, overdue=seat.overdue)
    return describe_times(seat.at, None) if seat.at is not None else Mrkdwn()


def build_reassign_button(debrief_id: str, seat: str) -> Element:
    """The button that opens the form *Replace interviewer* for a seat."""
    ref = Ref(debrief_id, seat).text()
    return kit.button("Reassign", _seat_action_id(seat), value=f"{SeatChoice.REPLACE.value} {ref}")


def build_excuse_button(debrief_id: str, seat: str) -> Element:
    """The button that opens the form *Excuse interviewer* for a seat."""
    ref = Ref(debrief_id, seat).text()
    action_id = f"{_seat_action_id(seat)}:excuse"
    return kit.button("Excuse", action_id, value=f"{SeatChoice.EXCUSE.value} {ref}")


def _seat_action_id(seat: str) -> str:
    return f"{ids.DEBRIEF_MANAGE_SEAT}:{seat}"


def _build_buttons(managing: ManagedDebrief, page: int) -> Iterator[Block]:
    ref = Ref(managing.debrief_id).text()
    pages = [
        kit.button(
            name,
            ids.number_id(ids.DEBRIEF_MANAGE, other),
            value=Ref(managing.debrief_id, page=other).text(),
        )
        for name, other in (("Previous page", page - 1), ("Next page", page + 1))
        if 0 <= other * PAGE < len(managing.seats)
    ]
    acts: list[Element] = [
        kit.button(name, action_id, value=ref)
        for permission, action_id, name in (
            (Permission.ADD_SEAT, ids.DEBRIEF_ADD_SEAT, "Add interviewer"),
            (Permission.HAND_OVER_DECISION, ids.DEBRIEF_HAND_OVER, "Hand over"),
            (Permission.SEE_HISTORY, ids.DEBRIEF_HISTORY, "History"),
            (Permission.CLOSE, ids.DEBRIEF_CLOSE, "Close without a decision"),
        )
        if permission in managing.allowed
    ]
    if managing.exposed:
        acts.append(build_remove_button(managing.debrief_id))
    if managing.withdrawn:
        acts.append(build_post_again_button(managing.debrief_id, primary=False))
    if pages:
        yield kit.actions(pages, "pages")
    if acts:
        yield kit.actions(acts, "acts")
