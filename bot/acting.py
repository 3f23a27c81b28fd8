"""Somebody who does something to a debrief: both as they are at this moment.

Whatever a button or a modal says of a debrief may be old, so every request reads the record and
asks the directory who the person is. What they may do is then for `hiring.debriefs.access`.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from blocks.debriefs.ref import Ref
from bot.slack.requests import Submission
from bot.store.debriefs import Act
from hiring.debriefs.access import Actor
from hiring.debriefs.access import has_permission as allows
from hiring.debriefs.errors import NotAllowedError, NotGoneError
from hiring.debriefs.state import Timing
from hiring.debriefs.succession import promote_decider
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.desk import Desk
    from bot.slack.directory import Channel
    from bot.slack.requests import Action, Command, Shortcut
    from bot.store.debriefs import Kept
    from hiring.debriefs import access
    from hiring.debriefs.debrief import Debrief, Seat

    Request: TypeAlias = Action | Command | Shortcut | Submission
    Transition: TypeAlias = Callable[[Debrief, int], Debrief]

LOOKUP_SECONDS = 1.2
"""For what must be asked of Slack before a form is saved: three calls, one after the other.

The guard ends what takes longer in all than Slack waits, and the text stays in the form.
"""
PEOPLE_SECONDS = 0.8
"""For the people chosen in it, who are asked for at once. The rest of 2.4 s is the store's."""
PATIENT_SECONDS = 1.5
"""The same for a press, which loses no text."""

SLACK_SLOW = "Slack didn't say in time who you are, so nothing was saved yet. Please try again."
STALE = "That is from an older version of the app. Type `/debrief` for what there is now."
GUESTS = "Guests and deactivated accounts take no part in debriefs. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Acting:
    """A person at a debrief. `gone`: which of owner and decider have left the workspace.

    `outside`: who could not read its reveal; nobody where the channel was not asked for.
    """

    by: Actor
    kept: Kept[Debrief]
    settings: Timing
    gone: frozenset[str]
    outside: tuple[str, ...] = ()

    @property
    def record(self) -> Debrief:
        """The debrief as it was read."""
        return self.kept.record

    @property
    def now(self) -> int:
        """The time at which it was read, in seconds."""
        return self.kept.now

    def may(self, action: access.Permission, seat: Seat | None = None) -> bool:
        """Whether the table allows it now."""
        return allows(self.record, action, self.by, self.now, seat)


async def acting(request: Request, desk: Desk, debrief: str, *, member: bool = False) -> Acting:
    """Read a debrief and who acts; `member` asks whether they are in its channel, too.

    The decider follows an owner who is gone, which is seen here at the latest. Raises
    DebriefMissing, NotAllowedError, and HiringDeskError where Slack is too slow.
    """
    kept = await desk.debriefs.load(request.tenant, debrief)
    return await with_people(request, desk, kept, member=member)


async def with_people(
    request: Request, desk: Desk, kept: Kept[Debrief], *, member: bool = False
) -> Acting:
    """The same for a debrief that was just read."""
    tenant, record = request.tenant, kept.record
    try:
        within = LOOKUP_SECONDS if isinstance(request, Submission) else PATIENT_SECONDS
        async with asyncio.timeout(within):
            person, owner, decider = await asyncio.gather(
                *(
                    desk.directory.person(tenant, user)
                    for user in (request.user, record.owner, record.decider)
                )
            )
            channel = await desk.directory.channel(tenant, record.channel) if member else None
    except TimeoutError:
        raise HiringDeskError(SLACK_SLOW) from None
    if person.guest or person.gone:
        raise NotAllowedError(GUESTS)
    gone = frozenset(one.id for one in (owner, decider) if one.gone)
    if owner.gone and not decider.gone:
        kept = await succeed(tenant, desk, kept, gone)
    by = Actor(
        request.user,
        member=channel is not None and request.user in channel.members,
        administrator=person.administrator,
    )
    without = outside(kept.record, channel)
    return Acting(by, kept, Timing(desk.reveal_grace, owner.utc_offset), gone, without)


def outside(record: Debrief, channel: Channel | None) -> tuple[str, ...]:
    """Those seated and the decider, as far as they are not in the channel, each once."""
    seated = (seat.person for seat in record.seats if not seat.released)
    members = channel.members if channel else (*record.interviewers, record.decider)
    return tuple(one for one in dict.fromkeys((*seated, record.decider)) if one not in members)


async def succeed(
    tenant: str, desk: Desk, kept: Kept[Debrief], gone: frozenset[str]
) -> Kept[Debrief]:
    """The debrief with its decider in the place of an owner who is gone, if it is so."""

    def transition(record: Debrief, now: int) -> Debrief:
        try:
            return promote_decider(record, gone, now)
        except (NotGoneError, NotAllowedError):
            return record

    act = Act(f"follow {kept.record.owner}", kept.record.decider, "follow")
    return await desk.debriefs.change(tenant, kept.id, act, transition)


def ref_of(action: Action) -> Ref:
    """What a button is about. Raises HiringDeskError for one that no version of ours made."""
    return _read(action.value)


def ref_of_view(request: Action | Submission) -> Ref:
    """What a modal is about."""
    return _read(request.view.private_metadata if request.view else "")


def _read(text: str) -> Ref:
    try:
        return Ref.read(text)
    except ValueError:
        raise HiringDeskError(STALE) from None


async def change(
    request: Action | Submission, desk: Desk, there: Acting, name: str, transition: Transition
) -> Kept[Debrief]:
    """Make a change for whoever acts, once for each act; `name` stands in the history."""
    act = Act(command_id(request), request.user, name)
    return await desk.debriefs.change(request.tenant, there.kept.id, act, transition)


def command_id(request: Action | Submission) -> str:
    """What a repetition of an act shares with it, and another act does not.

    A form that is sent twice is the same view with the same content; a double click is the same
    button in the same message, or in the same state of a view.
    """
    if isinstance(request, Submission):
        values = json.dumps(request.view.values, sort_keys=True)
        return f"{request.view.id} {hashlib.sha256(values.encode()).hexdigest()}"
    view = request.view
    where = f"{view.id} {view.hash}" if view else f"{request.channel} {request.message_ts}"
    return f"{where} {request.action_id} {request.user} {request.value}"
