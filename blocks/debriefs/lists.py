"""The scorecards a person owes and the open debriefs: for a channel, as a list, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.command_help import build_command_help
from blocks.debriefs import parts
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import CLOSINGS, OUTCOMES, RoleWords, describe_times, shorten_label
from blocks.mrkdwn import (
    Mrkdwn,
    channel,
    clean,
    escape,
    format_local_date,
    format_local_time,
    format_past_time,
    join,
    md,
    mention,
)
from hiring.debriefs.state import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blocks.kit import Block, Element, Message
    from hiring.debriefs.debrief import CloseKind, Outcome
    from hiring.debriefs.role_text import RoleText
    from hiring.guide.role import CommandHelp

COMMAND: Final = "/debrief"
SHOWN: Final = 5
"""How many of each kind a channel's answer and a page of the list show."""

BEGUN: Final = Mrkdwn(". You have begun it.")

LONGEST_IN_BUTTON: Final = 200
"""How much of what was typed a button holds. A label is shorter, so the form says what is cut."""

PHASES: Final = {
    Phase.RUNNING: "waiting for scorecards",
    Phase.BETWEEN: "a round is complete",
    Phase.GRACE: "all scorecards are in",
    Phase.REVEALED: "revealed, waiting for a decision",
    Phase.DECIDED: "decided",
    Phase.CLOSED: "closed",
}
REMOVED: Final = "removed"
REFUSALS: Final = {
    "public": "this channel is public, so everyone at work could read about the candidate",
    "shared": "another organisation shares this channel",
    "org_shared": "other workspaces of your organisation share this channel",
    "archived": "this channel is archived",
    "guest": "a guest is in this channel",
    "stranger": "someone who isn't in this workspace is in this channel",
    REMOVED: "I am not in this channel; `/invite` me first",
    "direct": "a debrief needs a private channel where the team reads the reveal",
}


@dataclass(frozen=True)
class OwedScorecard:
    """A scorecard that the person who looks has to file.

    `at` is when the interview begins, None while nobody has said. `late`: it was due before;
    `overdue`: a working day ago. `reminded`: reminders may have come. `begun`: a draft of it is
    stored. `thread` and `kit` are addresses of messages, or empty.
    """

    debrief_id: str
    seat: str
    label: str
    role_text: RoleText
    stage: str
    due_at: int | None
    thread: str = ""
    channel: str = ""
    at: int | None = None
    late: bool = False
    overdue: bool = False
    reminded: bool = False
    begun: bool = False
    kit: str = ""


@dataclass(frozen=True)
class Progress:
    """How far the running round is, as the channel's message says it. `due_at` is the last one."""

    number: int
    rounds: int
    filed: int
    seats: int
    due_at: int | None


@dataclass(frozen=True)
class DebriefLine:
    """A debrief as everybody in its channel may know it. `thread` is an address, or empty.

    `outcome_at` is when the `outcome` was decided, or when it was `closed`.
    """

    debrief_id: str
    label: str
    role_text: RoleText
    channel: str
    phase: Phase
    opened_at: int
    thread: str = ""
    outcome: Outcome | None = None
    closed: CloseKind | None = None
    progress: Progress | None = None
    outcome_at: int | None = None


def build_debrief_help(texts: CommandHelp, host_note: str) -> Message:
    """The answer to `/debrief help`. `host_note` says who runs the server, or is empty."""
    return build_command_help(COMMAND, texts, note=describe_host(host_note))


def describe_host(host_note: str) -> Mrkdwn:
    """From whom scorecards are not sealed. `host_note` says who that is, or is empty."""
    host = Mrkdwn(
        "Scorecards are sealed in Slack for everyone, but not from whoever runs the server of"
        " Hiring Desk, who holds the data and its keys."
    )
    return join([host, escape(host_note)], " ")


def build_channel_answer(
    owed: Sequence[OwedScorecard], debriefs: Sequence[DebriefLine], unreadable: int = 0
) -> Message:
    """`/debrief` in a channel: what I owe first, then what is open, and how many can't be read."""
    if not owed and not debriefs and not unreadable:
        return build_empty_answer()
    left = max(len(owed) - SHOWN, 0) + max(len(debriefs) - SHOWN, 0)
    lines = [
        *add_heading(
            "You owe",
            "owed",
            (build_owed_line(scorecard, n) for n, scorecard in enumerate(owed[:SHOWN])),
        ),
        *add_heading(
            "Open here",
            "open",
            (_build_debrief_line(line, SHOWN + n) for n, line in enumerate(debriefs[:SHOWN])),
        ),
    ]
    return fit_in_one_message(
        parts.build_small_text(describe_unreadable(unreadable), "unreadable"),
        lines,
        parts.build_buttons(
            [build_open_button(primary=not owed), build_list_button("See all debriefs", 0)], "acts"
        ),
        left=left,
    )


def build_running_answer(
    owed: Sequence[OwedScorecard], line: DebriefLine, *, manage: bool
) -> Message:
    """`/debrief JS` while a debrief of that label is open: that one, and a way to another."""
    another = Ref(line.debrief_id).text()
    acts: list[Element] = [
        *([build_manage_button(line.debrief_id)] if manage else []),
        kit.button("Open another", ids.DEBRIEF_OPEN_ANOTHER, value=another),
    ]
    head = md("*“{label}” already has an open debrief here.*", label=shorten_label(line.label))
    return parts.join_parts(
        parts.build_text(head, "head"),
        _build_debrief_line(line, 0),
        *(build_owed_line(scorecard, n) for n, scorecard in enumerate(owed[:SHOWN])),
        parts.build_buttons(acts, "acts"),
    )[0]


def build_list_page(
    debriefs: Sequence[DebriefLine], number: int, *, more: bool, unreadable: int = 0
) -> Message:
    """`/debrief list`: a page (from 0) of SHOWN at most, newest first; `more` pages follow.

    `unreadable`: how many debriefs of this page can't be read.
    """
    if not debriefs and not number and not unreadable:
        return build_empty_answer()
    turns = [
        *([build_list_button("Newer", number - 1)] if number else []),
        *([build_list_button("Older", number + 1)] if more else []),
    ]
    lines = [_build_debrief_line(line, place) for place, line in enumerate(debriefs)]
    title = md("*Debriefs in this channel*, newest first, page {page}", page=number + 1)
    unread = parts.build_small_text(describe_unreadable(unreadable), "unreadable")
    return fit_in_one_message(
        [*parts.build_text(title, "title"), *unread],
        lines or [parts.build_text(Mrkdwn("No more debriefs."), "none")],
        parts.build_buttons([*turns, build_open_button(primary=False)], "acts"),
    )


def describe_unreadable(count: int) -> Mrkdwn:
    """A sentence that some debriefs can't be read; empty if `count` is 0."""
    if not count:
        return Mrkdwn()
    return md(
        "{count} {debriefs} can't be read at the moment. Nothing was changed. Ask the person who"
        " runs Hiring Desk to look at its log.",
        count=count,
        debriefs="debrief" if count == 1 else "debriefs",
    )


def build_empty_answer() -> Message:
    """The answer if no debrief is open: how to open one."""
    text = Mrkdwn(
        "*No debrief is open here.* To open one, enter the candidate's initials and pick the"
        " interviewers. Each files a sealed scorecard. When all are in, the channel reads them"
        " together."
    )
    return parts.join_parts(
        parts.build_text(text, "empty"),
        parts.build_buttons([build_open_button(primary=True)], "acts"),
    )[0]


def build_refusal(why: str) -> Message:
    """The answer in a channel where debriefs aren't shown; `why` is a key of REFUSALS."""
    text = describe_refusal(why)
    return kit.message(text, [kit.section(text, "refused")])


def describe_refusal(why: str) -> Mrkdwn:
    """Why debriefs aren't shown in a channel; `why` is a key of REFUSALS."""
    reason = REFUSALS.get(why, "scorecards could be read by others here")
    if why == REMOVED:
        return md("*No debriefs here yet:* {reason}, then type `/debrief` again.", reason=reason)
    return md(
        "*No debriefs here:* {reason}. Use a private channel with only the hiring team, and"
        " type `/debrief` there.",
        reason=reason,
    )


def build_open_button(role: str = "", *, label: str = "", primary: bool = False) -> Element:
    """A button that opens the form; `role` is an id, or empty for the channel's own role.

    `label` is what the person who looks has typed: the form is filled in with it.
    """
    name = f"Open one labelled “{shorten_label(label)}”" if label else "Open a debrief"
    value = f"{role}:{clean(label)[:LONGEST_IN_BUTTON]}" if label else role
    return kit.button(name, ids.DEBRIEF_OPEN, value=value or None, primary=primary)


def build_appoint_button(debrief_id: str) -> Element:
    """A button for an administrator if owner and decider have left."""
    return kit.button("Appoint an owner", ids.DEBRIEF_APPOINT, value=Ref(debrief_id).text())


def build_orphan_note(debrief_id: str, candidate: str) -> Message:
    """To an administrator: a debrief needs a new owner."""
    text = md(
        "*{label}:* the owner and the decider have both left. Appoint someone to take over."
        " You won't get to read the scorecards.",
        label=shorten_label(candidate),
    )
    return parts.join_parts(
        parts.build_text(text, "orphaned"),
        parts.build_buttons([build_appoint_button(debrief_id)], "acts"),
    )[0]


def build_orphans_hint(candidates: Sequence[str], administrators: Sequence[str]) -> Message:
    """To people who can't appoint an owner: who can. `administrators` are user ids."""
    who = (
        md(
            "Ask {people} to appoint someone. They need to be in this channel, and type `/debrief`"
            " in it.",
            people=join(map(mention, administrators[:SHOWN]), " or "),
        )
        if administrators
        else Mrkdwn(
            "Ask the person who runs Hiring Desk to name someone in its setting `ADMINISTRATORS`,"
            " who can then appoint a new owner."
        )
    )
    text = md(
        "*{labels}:* the owner and the decider have both left. Nothing is lost. {who}",
        labels=", ".join(map(shorten_label, candidates[:SHOWN])),
        who=who,
    )
    return parts.join_parts(parts.build_text(text, "orphaned"))[0]


def describe_owed_scorecard(scorecard: OwedScorecard, *, with_place: bool = False) -> Mrkdwn:
    """The candidate, the stage, and when the scorecard is due; `with_place`: and the channel."""
    return md(
        "*{label}*, {stage}{place}\n{times}{begun}",
        label=shorten_label(scorecard.label),
        stage=RoleWords(scorecard.role_text).stage(scorecard.stage),
        place=_describe_place(scorecard.channel if with_place else ""),
        times=_describe_times(scorecard),
        begun=BEGUN if scorecard.begun else "",
    )


def _describe_times(scorecard: OwedScorecard) -> Mrkdwn:
    """When the interview is, and when the scorecard is due, or was."""
    if scorecard.due_at is None:
        return describe_times(scorecard.at, None, start=True)
    at = format_local_time(scorecard.due_at)
    if scorecard.overdue:
        return md("*Overdue*: it was due {at}", at=at)
    if scorecard.late:
        return md("It was due {at}", at=at)
    return describe_times(scorecard.at, scorecard.due_at, start=True)


def _describe_place(channel_id: str) -> Mrkdwn:
    return md(", in {channel}", channel=channel(channel_id)) if channel_id else Mrkdwn()


def describe_debrief(line: DebriefLine, *, with_place: bool = False) -> Mrkdwn:
    """The candidate, the role, and how far the debrief is; `with_place`: and the channel."""
    state, place = PHASES[line.phase], _describe_place(line.channel if with_place else "")
    if line.progress:
        return md(
            "*{label}*, {title}{place}\n{state}: {progress}, opened {at}",
            label=shorten_label(line.label),
            title=RoleWords(line.role_text).title,
            place=place,
            state=state.capitalize(),
            progress=_describe_progress(line.progress),
            at=format_past_time(line.opened_at),
        )
    if line.outcome:
        state = OUTCOMES[line.outcome].lower()
    elif line.closed:
        state = f"closed: {CLOSINGS[line.closed].lower()}"
    return md(
        "*{label}*, {title}{place}\n{state}{when}, opened {at}",
        label=shorten_label(line.label),
        title=RoleWords(line.role_text).title,
        place=place,
        state=state.capitalize(),
        when=md(" on {day}", day=format_local_date(line.outcome_at)) if line.outcome_at else "",
        at=format_past_time(line.opened_at),
    )


def _describe_progress(progress: Progress) -> Mrkdwn:
    several = md("round {n} of {rounds}, ", n=progress.number, rounds=progress.rounds)
    filed = md(
        "{filed} of {seats} filed{due}",
        filed=progress.filed,
        seats=progress.seats,
        due=md(", due by {at}", at=format_local_time(progress.due_at)) if progress.due_at else "",
    )
    return join([several if progress.rounds > 1 else Mrkdwn(), filed], "")


def build_thread_button(address: str, number: int, name: str = "Open thread") -> Element | None:
    """A button to the thread, if its address is known; `number` tells such buttons apart."""
    return (
        kit.button(name, ids.number_id(ids.DEBRIEF_LINK, number), url=address) if address else None
    )


def build_manage_button(debrief_id: str, number: int | None = None) -> Element:
    """A button to what its owner and decider can do; `number` tells several in a message apart."""
    name = ids.DEBRIEF_MANAGE if number is None else ids.number_id(ids.DEBRIEF_MANAGE, number)
    return kit.button("Manage", name, value=Ref(debrief_id).text())


def build_file_button(scorecard: OwedScorecard, number: int) -> Element:
    """A button that opens the scorecard; `number` tells such buttons apart."""
    ref = Ref(scorecard.debrief_id, scorecard.seat).text()
    return kit.button("File feedback", ids.number_id(ids.DEBRIEF_FILE, number), value=ref)


def build_owed_line(
    scorecard: OwedScorecard, number: int, *, with_place: bool = False
) -> list[Message]:
    """A scorecard with the button that opens it."""
    text = describe_owed_scorecard(scorecard, with_place=with_place)
    return _build_line(text, f"owed/{number}", build_file_button(scorecard, number))


def _build_debrief_line(line: DebriefLine, number: int) -> list[Message]:
    return _build_line(
        describe_debrief(line), f"open/{number}", build_thread_button(line.thread, number)
    )


def _build_line(text: Mrkdwn, block_id: str, accessory: Element | None) -> list[Message]:
    block: Block = kit.section(text, block_id, accessory)
    return parts.build_block(text, block)


def add_heading(title: str, block_id: str, lines: Iterable[list[Message]]) -> list[list[Message]]:
    """These lines, if there are any, with a heading on the first."""
    shown = [*lines]
    if shown:
        head = parts.build_text(md("*{title}*", title=title), block_id)
        shown[0] = [*head, *shown[0]]
    return shown


def build_list_button(name: str, number: int) -> Element:
    """A button that shows a page of the list, counted from 0."""
    return kit.button(name, ids.number_id(ids.DEBRIEF_LIST, number), value=str(number))


def fit_in_one_message(
    head: list[Message], lines: Sequence[list[Message]], end: list[Message], left: int = 0
) -> Message:
    """One message of as many lines as fit; a last line says how many more there are."""
    for count in range(len(lines), 0, -1):
        hidden = left + len(lines) - count
        more = md("{hidden} more: type `/debrief list`.", hidden=hidden) if hidden else Mrkdwn()
        shown = parts.join_parts(head, *lines[:count], parts.build_small_text(more, "more"), end)
        if len(shown) == 1:
            return shown[0]
    return parts.join_parts(head, end)[0]
