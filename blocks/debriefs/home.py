"""A person's App Home: what they owe, what they run, and what else is theirs.

Slack: a Home holds a hundred blocks. So of each kind only the first few are shown, and how many
more there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs.inbox import build_snooze_menu
from blocks.debriefs.lists import (
    build_file_button,
    build_manage_button,
    build_open_button,
    build_thread_button,
    describe_debrief,
    describe_owed_scorecard,
    describe_unreadable,
)
from blocks.debriefs.ref import Ref
from blocks.debriefs.waiting import describe_wait
from blocks.debriefs.wording import RoleWords, describe_times, shorten_label
from blocks.mrkdwn import Mrkdwn, channel, escape, join, md

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from blocks.debriefs.lists import DebriefLine, OwedScorecard
    from blocks.kit import Block, Element, View
    from hiring.debriefs.inbox_contents import SnoozeChoice
    from hiring.debriefs.role_text import RoleText
    from hiring.debriefs.waiting import Waiting

MOST: Final = 10
"""Of the scorecards and of the debriefs that a person runs. Each takes two blocks."""
MOST_IN_REST: Final = 45
OWED: Final = "owed"
RUNS: Final = "runs"
KINDS: Final = (OWED, RUNS)
MOST_DRAFTS: Final = 5
MOST_LATELY: Final = 5
MOST_COMING: Final = 5

FIND: Final = Mrkdwn("To look for any other, type `/debrief find` and a label, a role or a month.")


@dataclass(frozen=True)
class RunDebrief:
    """A debrief that the person owns or decides, or whose candidate they are to tell."""

    line: DebriefLine
    wait: Waiting | None


@dataclass(frozen=True)
class ComingInterview:
    """An interview of a round that hasn't started; `at` is None if it isn't scheduled yet."""

    label: str
    role_text: RoleText
    stage: str
    channel: str
    round: int
    at: int | None = None


@dataclass(frozen=True)
class PostingDraft:
    """A posting that was begun and not shared: its role's title, and where it was begun."""

    title: str
    channel: str


@dataclass(frozen=True)
class CommandExample:
    """What can be typed after a command, and what it gives; both are empty if there is none."""

    command: str
    typed: str = ""
    gives: str = ""


@dataclass(frozen=True)
class Home:
    """What the Home of `reader` shows.

    `owed` are the scorecards that they have to file, the soonest due first, `coming` their
    interviews of later rounds, the first ones first. `runs` are the debriefs
    that they own or decide, or whose candidate they tell, those that wait for them first.
    `more_owed` and `more_runs`: how many there are beside these. `unreadable`: how many debriefs
    can't be read, which belong in one of the two lists. `preferences` are blocks about the person's
    own settings, `workspace` those for an administrator.
    """

    reader: str
    owed: Sequence[OwedScorecard] = ()
    more_owed: int = 0
    coming: Sequence[ComingInterview] = ()
    runs: Sequence[RunDebrief] = ()
    more_runs: int = 0
    postings: Sequence[PostingDraft] = ()
    lately: Sequence[DebriefLine] = ()
    unreadable: int = 0
    snoozes: Sequence[SnoozeChoice] = ()
    preferences: Sequence[Block] = ()
    workspace: Sequence[Block] = ()
    commands: Sequence[CommandExample] = ()


def build_home(home: Home) -> View:
    """A person's Home."""
    unread = describe_unreadable(home.unreadable)
    busy = home.owed or home.coming or home.runs or home.postings or home.lately or unread
    return kit.home(
        [
            *([kit.context(unread, "unreadable")] if unread else []),
            *(_build_contents(home) if busy else _build_introduction()),
            *home.preferences,
            *home.workspace,
            *_build_commands(home.commands),
        ]
    )


def build_refused_home(why: str, commands: Iterable[CommandExample]) -> View:
    """The Home of someone who can't take part in debriefs: `why`, and what else they can type."""
    return kit.home([kit.section(escape(why), "refused"), *_build_commands(commands)])


def build_rest(home: Home, kind: str) -> View:
    """What a Home has no room for, to read over it: OWED or RUNS. Slack: a hundred blocks."""
    if kind == OWED:
        title, none, more = "Scorecards you owe", "No more scorecards.", home.more_owed
        lines = [*_build_owed_lines(home.owed[:MOST_IN_REST], home.snoozes)]
    else:
        title, none, more = "Debriefs you run", "No more debriefs.", home.more_runs
        lines = [*_build_run_lines(home.runs[:MOST_IN_REST], home.reader)]
    hidden = md("And {more} more. `/debrief find open` lists them.", more=f"{more:,}")
    return kit.modal(
        ids.HOME_REST_VIEW,
        title,
        [
            *(lines or [kit.section(md("{none}", none=none), "none")]),
            *([kit.context(hidden, "more")] if more else []),
        ],
    )


def _build_contents(home: Home) -> Iterator[Block]:
    yield from _build_owed(home)
    yield from _build_coming(home.coming)
    yield kit.divider("line")
    yield from _build_own_debriefs(home)
    yield kit.actions([build_open_button()], "acts")
    yield from _build_drafts(home.postings)
    yield from _build_lately(home.lately)


def _build_introduction() -> Iterator[Block]:
    """For a person without any debrief: what this is, and the first step."""
    yield kit.header("Interview feedback that arrives, and can be trusted", "welcome")
    text = Mrkdwn(
        "Everyone who interviews a candidate files a scorecard. Nobody can read another's until"
        " all have filed. Then the team's private channel reads them together and decides.\n"
        "You have no scorecard to file and run no debrief. Both will be shown on this page."
    )
    yield kit.section(text, "welcome.text")
    yield kit.actions([build_open_button(primary=True)], "acts")


def _build_owed(home: Home) -> Iterator[Block]:
    yield kit.header("Scorecards you owe", "owed")
    yield from _build_owed_lines(home.owed[:MOST], home.snoozes)
    if not home.owed:
        yield kit.section(Mrkdwn("None."), "owed/none")
    yield from _build_count_of_more(len(home.owed) + home.more_owed, OWED)


def _build_owed_lines(
    owed: Iterable[OwedScorecard], snoozes: Sequence[SnoozeChoice]
) -> Iterator[Block]:
    for number, scorecard in enumerate(owed):
        yield kit.section(describe_owed_scorecard(scorecard, with_place=True), f"owed/{number}")
        buttons = _build_owed_buttons(scorecard, number, snoozes)
        yield kit.actions(buttons, f"owed/{number}/acts")


def _build_owed_buttons(
    scorecard: OwedScorecard, number: int, snoozes: Sequence[SnoozeChoice]
) -> list[Element]:
    ref = Ref(scorecard.debrief_id, scorecard.seat).text()
    kit_link = build_thread_button(scorecard.kit, MOST + number, "Open kit")
    buttons = [
        build_file_button(scorecard, number),
        kit.button("Take notes", ids.number_id(ids.DEBRIEF_NOTES, number), value=ref),
        *([kit_link] if kit_link else []),
    ]
    if scorecard.reminded and snoozes:
        snooze = build_snooze_menu(scorecard.debrief_id, scorecard.seat, snoozes, number)
        buttons.append(snooze)
    return buttons


def _build_coming(coming: Sequence[ComingInterview]) -> Iterator[Block]:
    if not coming:
        return
    yield kit.header("Coming up", "coming")
    hidden = len(coming) - MOST_COMING
    more = md("And {count} more.", count=f"{hidden:,}") if hidden > 0 else Mrkdwn()
    lines = [*map(_describe_coming, coming[:MOST_COMING]), more]
    yield kit.section(join(lines), "coming/list")


def _describe_coming(interview: ComingInterview) -> Mrkdwn:
    return md(
        "• *{label}*, {stage}, in {channel}: round {round}, {time}",
        label=shorten_label(interview.label),
        stage=RoleWords(interview.role_text).stage(interview.stage),
        channel=channel(interview.channel),
        round=interview.round,
        time=describe_times(interview.at, None),
    )


def _build_own_debriefs(home: Home) -> Iterator[Block]:
    yield kit.header("Debriefs you run", "runs")
    yield from _build_run_lines(home.runs[:MOST], home.reader)
    if not home.runs:
        text = Mrkdwn("None. Open one for a candidate your team is interviewing.")
        yield kit.section(text, "runs/none")
    yield from _build_count_of_more(len(home.runs) + home.more_runs, RUNS)


def _build_run_lines(runs: Iterable[RunDebrief], reader: str) -> Iterator[Block]:
    for number, run in enumerate(runs):
        yield kit.section(describe_run(run, reader), f"runs/{number}")
        thread = build_thread_button(run.line.thread, number)
        manage = build_manage_button(run.line.debrief_id, number)
        yield kit.actions([manage, *([thread] if thread else [])], f"runs/{number}/acts")


def describe_run(run: RunDebrief, reader: str) -> Mrkdwn:
    """A debrief that a person runs, and what it waits for."""
    return join([describe_debrief(run.line, with_place=True), describe_wait(run.wait, reader)])


def _build_count_of_more(count: int, kind: str) -> Iterator[Block]:
    if count > MOST:
        show = kit.button(
            "Show the rest", ids.number_id(ids.HOME_REST, KINDS.index(kind)), value=kind
        )
        text = md("And {count} more.", count=f"{count - MOST:,}")
        yield kit.section(text, f"{kind}/more", show)


def _build_drafts(postings: Sequence[PostingDraft]) -> Iterator[Block]:
    if not postings:
        return
    yield kit.header("Drafts", "drafts")
    lines = (
        md(
            "• Posting for {title}: type `/jd` in {where}",
            title=each.title,
            where=_name_place(each),
        )
        for each in postings[:MOST_DRAFTS]
    )
    yield kit.section(join(lines), "drafts/postings")


def _name_place(draft: PostingDraft) -> Mrkdwn:
    """A channel's name as Slack shows it; direct messages have none."""
    return (
        Mrkdwn("the direct messages where you began it")
        if draft.channel.startswith("D")
        else channel(draft.channel)
    )


def _build_lately(lately: Sequence[DebriefLine]) -> Iterator[Block]:
    if not lately:
        return
    yield kit.header("You took part lately", "lately")
    for number, line in enumerate(lately[:MOST_LATELY]):
        thread = build_thread_button(line.thread, 2 * MOST + number)
        yield kit.section(describe_debrief(line, with_place=True), f"lately/{number}", thread)
    yield kit.context(FIND, "lately/find")


def _build_commands(commands: Iterable[CommandExample]) -> Iterator[Block]:
    lines = join(map(_describe_command, commands))
    if lines:
        yield kit.header("What you can type", "commands")
        yield kit.section(lines, "commands/list")


def _describe_command(example: CommandExample) -> Mrkdwn:
    typed = f"{example.command} {example.typed}".strip()
    return md("`{typed}`  {gives}", typed=typed, gives=example.gives)
