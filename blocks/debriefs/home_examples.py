"""Examples of the Home: of a person without debriefs, of busy ones, and of an administrator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.debriefs.command_examples import list_sample_debriefs
from blocks.debriefs.home import (
    KINDS,
    ComingInterview,
    CommandExample,
    Home,
    PostingDraft,
    RunDebrief,
    build_home,
    build_refused_home,
    build_rest,
)
from blocks.debriefs.lists import OwedScorecard, Progress
from blocks.debriefs.sample import AT, CHANNEL, DEBRIEF, INES, SAM, TARIQ, THREAD, make_role_text
from blocks.debriefs.welcome import build_welcome
from blocks.unanswered import build_unanswered_words
from hiring.debriefs.inbox_contents import SnoozeChoice
from hiring.debriefs.waiting import Step, Waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message | View]

DAY = 24 * 60 * 60


def make_sample_owed(guide: Guide, typed: str) -> list[OwedScorecard]:
    """One that is overdue, one that was due, one with an interview to come, one without a time."""
    first = OwedScorecard(
        DEBRIEF, "1", typed, make_role_text(guide), "architecture", AT, THREAD, CHANNEL
    )
    return [
        replace(first, late=True, overdue=True, reminded=True, begun=True, kit=THREAD),
        replace(first, late=True),
        replace(first, at=AT, due_at=AT + DAY, kit=THREAD),
        replace(first, due_at=None),
    ]


def make_sample_runs(guide: Guide, typed: str) -> list[RunDebrief]:
    """A debrief for each thing that one can wait for."""
    running, revealed, decided, _ = list_sample_debriefs(guide, typed)
    running = replace(running, progress=Progress(1, 2, 1, 3, AT))
    people = tuple(f"U0PERSON{number}" for number in range(11))
    return [
        RunDebrief(running, Waiting(Step.SCORECARDS, (SAM, INES))),
        RunDebrief(running, Waiting(Step.SCORECARDS, people)),
        RunDebrief(running, Waiting(Step.SCORECARDS)),
        RunDebrief(running, Waiting(Step.CHOICE, (SAM, TARIQ))),
        RunDebrief(running, Waiting(Step.REVEAL)),
        RunDebrief(revealed, Waiting(Step.DECISION, (TARIQ,))),
        RunDebrief(decided, Waiting(Step.CANDIDATE, (SAM,), AT)),
        RunDebrief(decided, Waiting(Step.CANDIDATE, (SAM,), AT, overdue=True)),
    ]


def _make_busy(guide: Guide, typed: str) -> Home:
    return Home(
        reader=SAM,
        owed=make_sample_owed(guide, typed),
        runs=make_sample_runs(guide, typed),
        coming=[
            ComingInterview(typed, make_role_text(guide), "team", CHANNEL, 2, AT),
            ComingInterview("JS", make_role_text(guide), "leadership", CHANNEL, 3),
        ],
        snoozes=[SnoozeChoice.HOUR, SnoozeChoice.TOMORROW],
        postings=[PostingDraft(typed[:100], CHANNEL), PostingDraft("AI Tech Lead", "D0SAM")],
        lately=list_sample_debriefs(guide, typed)[2:],
        commands=COMMANDS,
    )


def _make_full(guide: Guide, typed: str) -> Home:
    """As much of everything as there can be."""
    busy = _make_busy(guide, typed)
    return replace(
        busy,
        owed=[*busy.owed] * 20,
        more_owed=1_000,
        coming=[*busy.coming] * 20,
        runs=[*busy.runs] * 20,
        more_runs=1_000,
        postings=[*busy.postings] * 20,
        lately=[*busy.lately] * 20,
        unreadable=2,
        workspace=[*build_unanswered_words({"visa": 12, "notice": 2, "email": 1})],
    )


COMMANDS = (
    CommandExample("/debrief", "JS", "the form to open one, with the candidate's label filled in"),
    CommandExample("/salary", "london", "the range there"),
    CommandExample("/jd"),
)


def _build(make: Callable[[Guide, str], Home]) -> Example:
    return lambda guide, typed, _native: build_home(make(guide, typed))


EXAMPLES: Mapping[str, Example] = {
    "debrief.welcome": lambda _guide, _typed, _native: build_welcome(),
    "debrief.home": _build(_make_busy),
    "debrief.home.full": _build(_make_full),
    "debrief.home.refused": lambda _guide, _typed, _native: build_refused_home(
        "Guests can't take part in debriefs.", COMMANDS[1:]
    ),
    **{
        f"debrief.home.rest.{kind}": lambda guide, typed, _native, kind=kind: build_rest(  # type: ignore[misc]
            _make_full(guide, typed), kind
        )
        for kind in KINDS
    },
    "debrief.home.rest.none": lambda _guide, _typed, _native: build_rest(Home(SAM), KINDS[0]),
    "debrief.home.empty": _build(lambda _guide, _typed: Home(SAM, commands=COMMANDS)),
    "debrief.home.unreadable": _build(lambda _guide, _typed: Home(SAM, unreadable=2)),
    **{
        f"debrief.home.words{name}": _build(
            lambda _guide, _typed, words=words: Home(  # type: ignore[misc]
                SAM, workspace=[*build_unanswered_words(words)]
            )
        )
        for name, words in {
            "": {"visa": 12, "notice": 2, "email": 1},
            ".none": {},
            ".off": None,
        }.items()
    },
}
