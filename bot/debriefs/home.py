"""A person's Home: what it shows, and bringing one that is open up to date.

It is published when somebody opens it, and again by the reconciler's loop for people whenever what
it shows has changed (`refresh_home`). It is compared with what was published last, so that Slack
is not asked twice for the same.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from blocks.commands import COMMANDS
from blocks.debriefs.home import (
    MOST,
    MOST_LATELY,
    OWED,
    ComingInterview,
    CommandExample,
    Home,
    PostingDraft,
    RunDebrief,
    build_home,
    build_refused_home,
    build_rest,
)
from blocks.debriefs.lists import COMMAND
from blocks.unanswered import build_unanswered_words
from bot.answers.posting import list_unshared_drafts
from bot.debriefs.administrators import is_administrator
from bot.debriefs.lists import list_debriefs, list_owed_scorecards
from bot.debriefs.people import explain_refused_person, require_participant
from bot.debriefs.preferences import (
    build_preferences_section,
    build_workspace_preferences_section,
)
from bot.slack.client import SlackError, SlackRefusedError
from bot.slack.directory import CHANNEL_SECONDS
from bot.slack.refusals import ACCESS_LOST
from bot.store.debrief_index import list_busy_people
from hiring.debriefs.access import Actor
from hiring.debriefs.debrief import NO_DUE_TIME
from hiring.debriefs.inbox_lines import list_snooze_choices
from hiring.debriefs.role_snapshot import find_role_text
from hiring.debriefs.state import apply_due_reveal, list_later_seats
from hiring.debriefs.waiting import find_wait

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blocks.debriefs.lists import DebriefLine, OwedScorecard
    from blocks.kit import Block, View
    from bot.desk import Desk
    from bot.store.debriefs import StoredDebrief
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.inbox_contents import SnoozeChoice

CHANNELS_SECONDS: Final = 60
"""How old an answer may be in which channels somebody is, where nobody waits for the Home."""
COMMANDS_WITHOUT_DEBRIEFS: Final = [each for each in COMMANDS if each != COMMAND]
MOST_READ_LATELY: Final = 100
LATELY_SECONDS: Final = 0.5

log = logging.getLogger(__name__)


async def publish_home(tenant: str, desk: Desk, user: str) -> None:
    """Show a person their Home, and remember that they have opened it."""
    view = await load_home(tenant, desk, user)
    await desk.slack.publish_home(tenant, user, view)
    await desk.homes.save(tenant, user, desk.homes.make_fingerprint(view.payload))


async def refresh_home(desk: Desk, tenant: str, user: str) -> None:
    """Publish a Home again if it was ever opened and shows something else by now.

    Raises SlackUnreachableError, SlackRefusedError where Slack wants a pause or refuses the token,
    and what the store raises.
    """
    published = await desk.homes.load(tenant, user)
    if published is None or (await desk.directory.find_person(tenant, user)).gone:
        return
    view = await load_home(tenant, desk, user, max_age=CHANNELS_SECONDS)
    fingerprint = desk.homes.make_fingerprint(view.payload)
    if fingerprint == published:
        return
    try:
        await desk.slack.publish_home(tenant, user, view)
    except SlackRefusedError as refusal:
        if refusal.retry_after or refusal.code in ACCESS_LOST:
            raise
        log.info("a Home is left as it is: %s", refusal.code)
    await desk.homes.save(tenant, user, fingerprint)


async def load_home(
    tenant: str, desk: Desk, user: str, *, max_age: float = CHANNEL_SECONDS
) -> View:
    """A person's Home; to those who can't take part in debriefs it says that.

    `max_age`: how old Slack's answer may be in which channels the person is, in seconds.
    """
    if why := explain_refused_person(await desk.directory.find_person(tenant, user)):
        return build_refused_home(why, _list_commands(desk, COMMANDS_WITHOUT_DEBRIEFS))
    owed, running = await asyncio.gather(
        desk.debriefs.list_owed_by(tenant, user), desk.debriefs.list_run_by(tenant, user)
    )
    scorecards = await list_owed_scorecards(tenant, desk, owed.readable, user)
    shown = [
        replace(each, begun=await has_begun(tenant, desk, each, user)) for each in scorecards[:MOST]
    ]
    home = Home(
        reader=user,
        owed=shown,
        more_owed=len(scorecards) - len(shown) + owed.more,
        coming=list_coming_interviews(desk, owed.readable, user),
        runs=await list_runs(tenant, desk, running.readable, user, MOST),
        more_runs=max(len(running.readable) - MOST, 0) + running.more,
        postings=await _list_postings(tenant, desk, user),
        lately=await _list_lately(tenant, desk, user, max_age),
        unreadable=len({*owed.unreadable, *running.unreadable}),
        snoozes=await _list_snoozes(tenant, desk, owed.readable, user),
        preferences=await build_preferences_section(tenant, desk, user),
        workspace=[
            *await build_workspace_preferences_section(tenant, desk, user),
            *await _load_unanswered_words(tenant, desk, user),
        ],
        commands=_list_commands(desk),
    )
    return build_home(home)


async def load_rest(tenant: str, desk: Desk, user: str, kind: str) -> View:
    """What a person's Home has no room for: the scorecards that they owe, or what they run.

    Raises NotAllowedError for those who can't take part in debriefs.
    """
    await require_participant(tenant, desk, user)
    if kind == OWED:
        owed = await desk.debriefs.list_owed_by(tenant, user)
        scorecards = await list_owed_scorecards(tenant, desk, owed.readable, user)
        shown = scorecards[MOST:]
        snoozes = await _list_snoozes(tenant, desk, owed.readable, user)
        return build_rest(Home(user, owed=shown, more_owed=owed.more, snoozes=snoozes), kind)
    running = await desk.debriefs.list_run_by(tenant, user)
    runs = await list_runs(tenant, desk, running.readable, user, len(running.readable))
    return build_rest(Home(user, runs=runs[MOST:], more_runs=running.more), kind)


def list_coming_interviews(
    desk: Desk, debriefs: Iterable[StoredDebrief], user: str
) -> list[ComingInterview]:
    """A person's interviews of rounds that haven't started; those without a time come last."""
    coming = [
        ComingInterview(
            stored.debrief.label,
            find_role_text(stored.debrief, desk.guide.roles),
            seat.stage,
            stored.debrief.channel,
            seat.round,
            seat.at,
        )
        for stored in debriefs
        for seat in list_later_seats(stored.debrief)
        if seat.person == user
    ]
    return sorted(coming, key=lambda interview: interview.at or NO_DUE_TIME)


async def _list_snoozes(
    tenant: str, desk: Desk, owed: Sequence[StoredDebrief], user: str
) -> list[SnoozeChoice]:
    """Until when a person can put off what they owe."""
    if not owed:
        return []
    calendars = await desk.calendars.find(tenant, [user])
    return [*list_snooze_choices(owed[0].now, calendars[user])]


async def has_begun(tenant: str, desk: Desk, owed: OwedScorecard, user: str) -> bool:
    """Whether a person has begun a scorecard that they owe."""
    return await desk.form_drafts.exists(tenant, owed.debrief_id, f"card.{owed.seat}", user)


async def list_runs(
    tenant: str, desk: Desk, running: Sequence[StoredDebrief], user: str, most: int
) -> list[RunDebrief]:
    """The first of the debriefs that a person runs.

    Those that wait for them come first, and of these what is due first.
    """
    calendars = await desk.calendars.find(tenant, {each.debrief.decider for each in running})
    waits = {
        stored.debrief.id: find_wait(
            apply_due_reveal(stored.debrief, stored.now),
            Actor(user),
            calendars[stored.debrief.decider],
            stored.now,
        )
        for stored in running
    }

    def rank(stored: StoredDebrief) -> tuple[bool, int, int]:
        wait = waits[stored.debrief.id]
        due_at = NO_DUE_TIME if wait is None else wait.due_at or NO_DUE_TIME
        return wait is None or user not in wait.people, due_at, -stored.debrief.opened_at

    first = sorted(running, key=rank)[:most]
    lines = await list_debriefs(tenant, desk, first)
    return [
        RunDebrief(line, waits[stored.debrief.id])
        for line, stored in zip(lines, first, strict=True)
    ]


async def _list_postings(tenant: str, desk: Desk, user: str) -> list[PostingDraft]:
    drafts = await list_unshared_drafts(tenant, desk, user)
    roles = desk.guide.roles
    return [
        PostingDraft(roles[draft.role].about.title, draft.channel)
        for draft in drafts
        if draft.role in roles
    ]


async def _list_lately(tenant: str, desk: Desk, user: str, max_age: float) -> list[DebriefLine]:
    """The newest debriefs that a person has filed in, or ran, of channels that they are in."""
    try:
        channels = await desk.directory.find_private_channels(tenant, user, max_age=max_age)
    except SlackError:
        return []

    def pick(debriefs: Iterable[StoredDebrief]) -> list[StoredDebrief]:
        return [stored for stored in debriefs if _has_taken_part(stored.debrief, user)]

    newest = await desk.archive.list_newest(
        tenant,
        channels,
        most=MOST_READ_LATELY,
        seconds=LATELY_SECONDS,
        is_enough=lambda read: len(pick(read)) >= MOST_LATELY,
    )
    return await list_debriefs(tenant, desk, pick(newest.readable)[:MOST_LATELY])


def _has_taken_part(debrief: Debrief, user: str) -> bool:
    """Whether a person has done their part in a debrief, and has nothing to do in it now."""
    if user in list_busy_people(debrief):
        return False
    return user in {debrief.owner, debrief.decider} or _has_filed(debrief, user)


def _has_filed(debrief: Debrief, user: str) -> bool:
    return any(seat.filing for seat in debrief.seats_of(user))


def _list_commands(desk: Desk, commands: Iterable[str] = COMMANDS) -> list[CommandExample]:
    """Each command with the first example of its help."""
    examples = []
    for command in commands:
        texts = getattr(desk.guide.help, command.removeprefix("/").replace("-", "_"))
        first = next(iter(texts.examples), None)
        examples.append(
            CommandExample(command, first.typed, first.gives) if first else CommandExample(command)
        )
    return examples


async def _load_unanswered_words(tenant: str, desk: Desk, user: str) -> Iterable[Block]:
    if not is_administrator(tenant, desk, user):
        return ()
    counts = await desk.unanswered_words.load(tenant)
    return build_unanswered_words(counts.words if counts.on else None)
