"""What Slack says about people and channels, cached for a short time.

Events make it forget what has changed (`forget_channel`, `forget_person`). Slack does not tell us
that a private channel was made public, so before a post it is asked again (`fresh`).
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, cast

from bot.slack.client import SlackRefusedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Sequence

    from bot.slack.client import Slack

    Json: TypeAlias = dict[str, Any]

T = TypeVar("T")

Reason: TypeAlias = Literal["public", "shared", "archived", "guest", "removed"]
"""Why a channel can't hold a debrief. "removed": the bot is not in it, or it is deleted."""

CHANNEL_SECONDS = 60
PERSON_SECONDS = 600
DM_SECONDS = 24 * 60 * 60
MOST_CACHED = 20_000  # of answers cached; the oldest go first
_PAGE = 200
_AT_ONCE = 10


@dataclass(frozen=True)
class Person:
    """A member of the workspace. `utc_offset`: seconds east of UTC.

    Unknown users have an empty name.
    """

    id: str
    name: str = ""
    guest: bool = False
    gone: bool = False  # deactivated, or not of this workspace
    bot: bool = False
    utc_offset: int = 0


@dataclass(frozen=True)
class Channel:
    """A conversation that the bot is in."""

    id: str
    private: bool
    shared: bool
    archived: bool
    members: tuple[str, ...]


class Directory:
    """Looks up people and channels.

    Every method raises SlackRefusedError, SlackUnreachableError, and what the store raises.

    `clock` returns seconds since any time.
    """

    def __init__(self, slack: Slack, clock: Callable[[], float] = time.monotonic) -> None:
        self._slack = slack
        self._clock = clock
        self._cache: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()

    async def find_person(self, tenant: str, user: str) -> Person:
        """Find a person. An unknown person is `gone`."""

        async def ask() -> Person:
            try:
                client = await self._slack.get_client(tenant)
                answer = await client.users_info(user=user)
            except SlackRefusedError as refusal:
                if refusal.code not in {"user_not_found", "user_not_visible"}:
                    raise
                return Person(user, gone=True)
            return _read_person(answer["user"])

        return await self._find_cached(("person", tenant, user), PERSON_SECONDS, ask)

    async def find_channel(
        self, tenant: str, channel: str, *, fresh: bool = False
    ) -> Channel | None:
        """Find a channel with its members; None if the bot is not in it."""

        async def ask() -> Channel | None:
            try:
                client = await self._slack.get_client(tenant)
                answer = await client.conversations_info(channel=channel)
            except SlackRefusedError as refusal:
                if refusal.code != "channel_not_found":
                    raise
                return None
            channel_data = answer["channel"]
            if not channel_data.get("is_member"):
                return None
            return _read_channel(channel_data, await self._list_members(tenant, channel))

        if fresh:
            self.forget_channel(tenant, channel)
        return await self._find_cached(("channel", tenant, channel), CHANNEL_SECONDS, ask)

    async def find_objection(
        self, tenant: str, channel: str, *, fresh: bool = False
    ) -> Reason | None:
        """Find why nothing of a debrief may be posted to a channel; None if it may."""
        described = await self.find_channel(tenant, channel, fresh=fresh)
        if described is None:
            return "removed"
        if described.archived:
            return "archived"
        if described.shared:
            return "shared"
        if not described.private:
            return "public"
        people = await self._find_people(tenant, described.members)
        return "guest" if any(map(_is_outsider, people)) else None

    async def _find_people(self, tenant: str, users: Sequence[str]) -> list[Person]:
        """Find several at a time: one after the other would take longer than people wait."""
        room = asyncio.Semaphore(_AT_ONCE)

        async def find_one_person(user: str) -> Person:
            async with room:
                return await self.find_person(tenant, user)

        return await asyncio.gather(*map(find_one_person, users))

    async def find_dm(self, tenant: str, user: str) -> str:
        """Find the channel id of the direct messages with a person."""

        async def ask() -> str:
            return await self._slack.open_dm(tenant, user)

        return await self._find_cached(("dm", tenant, user), DM_SECONDS, ask)

    def forget_channel(self, tenant: str, channel: str) -> None:
        """Ask Slack again about a channel: it or its members have changed."""
        self._cache.pop(("channel", tenant, channel), None)

    def forget_person(self, tenant: str, user: str) -> None:
        """Ask Slack again about a person."""
        self._cache.pop(("person", tenant, user), None)

    async def _list_members(self, tenant: str, channel: str) -> tuple[str, ...]:
        members: list[str] = []
        cursor = ""
        client = await self._slack.get_client(tenant)
        while True:
            answer = await client.conversations_members(channel=channel, limit=_PAGE, cursor=cursor)
            members += answer["members"]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return tuple(members)

    async def _find_cached(
        self, key: Hashable, seconds: float, ask: Callable[[], Awaitable[T]]
    ) -> T:
        until, cached = self._cache.get(key, (0.0, None))
        if until > self._clock():
            return cast("T", cached)
        answer = await ask()
        self._cache[key] = (self._clock() + seconds, answer)
        self._cache.move_to_end(key)
        while len(self._cache) > MOST_CACHED:
            self._cache.popitem(last=False)
        return answer


def _is_outsider(person: Person) -> bool:
    return not person.bot and (person.guest or person.gone)


def _read_person(user: Json) -> Person:
    names = (user.get("profile") or {}).get("display_name"), user.get("real_name")
    return Person(
        id=str(user["id"]),
        name=next((str(name) for name in names if name), ""),
        guest=bool(
            user.get("is_restricted") or user.get("is_ultra_restricted") or user.get("is_stranger")
        ),
        gone=bool(user.get("deleted")),
        bot=bool(user.get("is_bot")),
        utc_offset=int(user.get("tz_offset") or 0),
    )


def _read_channel(channel: Json, members: tuple[str, ...]) -> Channel:
    shared = ("is_shared", "is_ext_shared", "is_org_shared", "is_pending_ext_shared")
    return Channel(
        id=str(channel["id"]),
        private=bool(channel.get("is_private")),
        shared=any(channel.get(flag) for flag in shared),
        archived=bool(channel.get("is_archived")),
        members=members,
    )
