"""What *Manage* shows anybody: how far the debrief is, what is theirs to do, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs.candidate import describe_task
from blocks.debriefs.lists import build_thread_button, describe_debrief
from blocks.debriefs.ref import Ref
from blocks.debriefs.seat_menu import build_seat_menu
from blocks.debriefs.waiting import describe_wait
from blocks.debriefs.wording import CLOSINGS, OUTCOMES, describe_times, quote_beginning
from blocks.mrkdwn import Mrkdwn, format_past_time, join, md, mention
from hiring.debriefs.debrief import SeatState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blocks.debriefs.lists import DebriefLine
    from blocks.debriefs.wording import RoleWords
    from blocks.kit import Block, Element
    from hiring.debriefs.contents import SeatStatus
    from hiring.debriefs.debrief import CandidateTask, Closing, Decision
    from hiring.debriefs.waiting import Waiting

KEPT: Final = Mrkdwn(
    "*What is kept:* the debrief with its scorecards and its history, and what was posted to the"
    " channel, until somebody removes them. Nothing is deleted by itself. Scorecards that weren't"
    " revealed stay sealed."
)


@dataclass(frozen=True)
class OwnSeat:
    """A seat of the person who looks, and whether they can file or edit, or give it up.

    `later`: its round has not started.
    """

    status: SeatStatus
    may_file: bool
    may_give_up: bool
    later: bool = False


@dataclass(frozen=True)
class OwnPart:
    """What a debrief is to `reader`.

    `decision` and `closed` are how it ended, `task` is to tell the candidate.
    """

    reader: str
    owner: str
    line: DebriefLine
    wait: Waiting | None = None
    seats: Sequence[OwnSeat] = ()
    decision: Decision | None = None
    closed: Closing | None = None
    task: CandidateTask | None = None


def describe_course(own: OwnPart) -> Mrkdwn:
    """The candidate, how far the debrief is, and what it waits for."""
    return join([describe_debrief(own.line), describe_wait(own.wait, own.reader)])


def build_thread_link(own: OwnPart) -> Element | None:
    """A button to the debrief's thread, if its address is known."""
    return build_thread_button(own.line.thread, 0)


def build_ending(own: OwnPart) -> Iterator[Block]:
    """How it ended, who tells the candidate by when, and what is kept."""
    if ending := _describe_ending(own):
        yield kit.section(ending, "ending")
        yield kit.context(KEPT, "kept")


def build_own_seats(own: OwnPart, words: RoleWords) -> Iterator[Block]:
    """The person's seats, with what they can do about each."""
    for number, seat in enumerate(own.seats):
        yield from _build_seat(own, seat, words, number)


def build_nothing_to_do(own: OwnPart | None) -> Block:
    """That a person can do nothing, and whom they can ask. `own`: what the debrief is to them."""
    text = _describe_nothing(own) if own else Mrkdwn("There is nothing left to manage.")
    return kit.section(text, "nothing")


def _describe_ending(own: OwnPart) -> Mrkdwn:
    if own.closed:
        return md(
            "*Closed* by {by}, {at}. {why}.",
            by=mention(own.closed.by),
            at=format_past_time(own.closed.at),
            why=CLOSINGS[own.closed.kind],
        )
    if own.decision:
        decided = md(
            "*{outcome}*, decided by {by}, {at}",
            outcome=OUTCOMES[own.decision.outcome],
            by=mention(own.decision.by),
            at=format_past_time(own.decision.at),
        )
        task = own.task
        told = describe_task(task) if task and task.told_at is not None else Mrkdwn()
        return join([decided, quote_beginning(own.decision.reason), told])
    return Mrkdwn()


def _describe_nothing(own: OwnPart) -> Mrkdwn:
    if own.closed or own.decision:
        return Mrkdwn("There is nothing left to do here.")
    if own.reader == own.owner:
        return Mrkdwn("There is nothing to do here at the moment.")
    return md(
        "*There is nothing for you to do here.* You can read the scorecards in the thread once they"
        " are revealed. If something should change, ask {owner}, who runs this debrief.",
        owner=mention(own.owner),
    )


_STATES: Final = {
    SeatState.EMPTY: "Not filed yet",
    SeatState.FILED: "Filed",
    SeatState.EXCUSED: "You were excused",
    SeatState.GIVEN_UP: "You said that you can't file",
}


def _describe_later_seat(status: SeatStatus, words: RoleWords) -> Mrkdwn:
    """An interview of a round that has not started."""
    interview = md(
        "*You interview in round {number}:* {stage}",
        number=status.round,
        stage=words.stage(status.stage),
    )
    times = describe_times(status.at, status.due_at, start=True)
    return join([interview, times, Mrkdwn("You can file once that round has started.")])


def _build_seat(own: OwnPart, seat: OwnSeat, words: RoleWords, number: int) -> Iterator[Block]:
    status = seat.status
    empty = status.state is SeatState.EMPTY
    due = describe_times(status.at, status.due_at) if empty and seat.may_file else Mrkdwn()
    state = join([md("{state}", state=_STATES[status.state]), due], ", ")
    text = md("*Your scorecard:* {stage}\n{state}", stage=words.stage(status.stage), state=state)
    yield kit.section(_describe_later_seat(status, words) if seat.later else text, f"own/{number}")
    ref = Ref(own.line.debrief_id, status.seat).text()
    name = "Edit my feedback" if status.state is SeatState.FILED else "File feedback"
    file = kit.button(name, ids.number_id(ids.DEBRIEF_FILE, number), value=ref)
    has_due_time = status.due_at is not None
    menu = build_seat_menu(own.line.debrief_id, status.seat, has_due_time=has_due_time)
    buttons = [*([file] if seat.may_file else []), *([menu] if seat.may_give_up else [])]
    if buttons:
        yield kit.actions(buttons, f"own/{number}/acts")
