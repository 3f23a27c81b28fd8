"""What Slack says about people and channels, cached for a short time.

Events make it forget what has changed (`forget_channel`, `forget_person`), but an event reaches one
process only, and Slack sends none if a private channel is made public. So callers say how old an
answer may be (`max_age`, in seconds; 0 asks Slack again).
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, cast

from bot.slack.client import SlackRefusedError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterable

    from bot.slack.client import Slack

    Json: TypeAlias = dict[str, Any]

T = TypeVar("T")

Reason: TypeAlias = Literal[
    "public", "shared", "org_shared", "archived", "direct", "guest", "stranger", "removed"
]
"""Why a channel can't hold a debrief.

"shared": with another organisation; "org_shared": between workspaces of one organisation. "direct":
a group's direct messages. "stranger": Slack doesn't tell who a member is. "removed": the bot is not
in it, or it is deleted. A deactivated member is no reason: that account can't read anything.
"""

CHANNEL_SECONDS = 10
PERSON_SECONDS = 600
DM_SECONDS = 24 * 60 * 60
MOST_CACHED = 20_000  # of answers cached; the oldest go first
SLACKBOT = "USLACKBOT"
"""Slack itself, which says of this user that it is no bot."""
_PAGE = 200
_AT_ONCE = 10


@dataclass(frozen=True)
class Person:
    """A member of the workspace.

    `zone` is the name of a time zone, which Slack may leave empty, and `utc_offset` its present
    offset in seconds east of UTC. Unknown users have an empty name.
    """

    id: str
    name: str = ""
    guest: bool = False
    gone: bool = False  # deactivated, or not of this workspace
    stranger: bool = False  # of another organisation, or Slack doesn't tell about them
    bot: bool = False  # an app's user, or Slackbot
    zone: str = ""
    utc_offset: int = 0


@dataclass(frozen=True)
class Channel:
    """A conversation that the bot can see. `members` is empty if the bot isn't one.

    `shared`: with another organisation. `org_shared`: between workspaces of one organisation.
    `group`: a group's direct messages.
    """

    id: str
    private: bool
    shared: bool
    org_shared: bool
    archived: bool
    group: bool
    joined: bool  # the bot is a member
    members: tuple[str, ...]


class Directory:
    """Looks up people and channels.

    Every method raises SlackRefusedError, SlackUnreachableError, and what the store raises.

    `clock` returns seconds since any time. `allow_org_shared`: a channel that workspaces of one
    organisation share may hold debriefs.
    """

    def __init__(
        self,
        slack: Slack,
        clock: Callable[[], float] = time.monotonic,
        *,
        allow_org_shared: bool = False,
    ) -> None:
        self._slack = slack
        self._clock = clock
        self._allow_org_shared = allow_org_shared
        self._cache: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()

    async def find_person(
        self, tenant: str, user: str, *, max_age: float = PERSON_SECONDS
    ) -> Person:
        """Find a person. An unknown person is `gone` and a `stranger`."""

        async def ask() -> Person:
            try:
                client = await self._slack.get_client(tenant)
                answer = await client.users_info(user=user)
            except SlackRefusedError as refusal:
                if refusal.code not in {"user_not_found", "user_not_visible"}:
                    raise
                return Person(user, gone=True, stranger=True)
            return _read_person(answer["user"], tenant)

        return await self._find_cached(("person", tenant, user), max_age, ask)

    async def find_gone(self, tenant: str, users: Iterable[str]) -> frozenset[str]:
        """Find those of some people whose account is gone."""
        people = await self.find_people(tenant, dict.fromkeys(users))
        return frozenset(person.id for person in people if person.gone)

    async def find_guests(self, tenant: str, users: Iterable[str]) -> frozenset[str]:
        """Find those of some people who are guests and still have their account."""
        people = await self.find_people(tenant, dict.fromkeys(users))
        return frozenset(person.id for person in people if person.guest and not person.gone)

    async def find_channel(
        self, tenant: str, channel: str, *, max_age: float = CHANNEL_SECONDS
    ) -> Channel | None:
        """Find a channel with its members; None if the bot is not in it."""
        described = await self._find_visible_channel(tenant, channel, max_age)
        return described if described and described.joined else None

    async def find_private_channels(
        self, tenant: str, user: str = "", *, max_age: float = CHANNEL_SECONDS
    ) -> frozenset[str]:
        """Find the private channels that the bot is in, with a person if one is given.

        Slack lists no others to the bot: docs.slack.dev/reference/methods/users.conversations. None
        of an unknown person.
        """

        async def ask() -> frozenset[str]:
            try:
                listed = [channel async for channel in self._list_private_channels(tenant, user)]
            except SlackRefusedError as refusal:
                if refusal.code not in {"user_not_found", "user_not_visible"}:
                    raise
                return frozenset()
            return frozenset(listed)

        return await self._find_cached(("channels", tenant, user), max_age, ask)

    async def _list_private_channels(self, tenant: str, user: str) -> AsyncIterator[str]:
        client, cursor = await self._slack.get_client(tenant), ""
        while True:
            answer = await client.users_conversations(
                user=user or None, types="private_channel", limit=_PAGE, cursor=cursor
            )
            for channel in answer["channels"]:
                yield str(channel["id"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return

    async def is_public(self, tenant: str, channel: str) -> bool:
        """Whether everyone in the workspace can read a channel, which the bot need not be in.

        Slack shows every public channel to an app, and of the others only those that it is in.
        """

        async def ask() -> bool:
            data = await self._describe_channel(tenant, channel)
            if data is None:
                return False
            described = _read_channel(data)
            return not (described.private or described.group)

        return await self._find_cached(("public", tenant, channel), CHANNEL_SECONDS, ask)

    async def find_objection(
        self,
        tenant: str,
        channel: str,
        *,
        max_age: float = CHANNEL_SECONDS,
        people_max_age: float = PERSON_SECONDS,
        since: float = math.inf,
    ) -> Reason | None:
        """Find why nothing of a debrief may be posted to a channel; None if it may.

        `people_max_age`: how old an answer about a member may be, or as many seconds as there are
        members: Slack takes about a hundred questions about people a minute, so asking about all of
        a large channel would never come to an end otherwise. `since`: it may never be of before
        something that happened so many seconds ago.
        """
        described = await self._find_visible_channel(tenant, channel, max_age)
        if described is None:
            return "removed"
        if why := self._find_objection_to_kind(described):
            return why
        people_max_age = min(max(people_max_age, len(described.members)), since)
        people = await self.find_people(tenant, described.members, max_age=people_max_age)
        if any(person.stranger for person in people):
            return "stranger"
        return "guest" if any(person.guest and not person.gone for person in people) else None

    def _find_objection_to_kind(self, channel: Channel) -> Reason | None:
        """Find what is wrong with a channel, whoever is in it."""
        objections: tuple[tuple[bool, Reason], ...] = (
            (channel.group, "direct"),
            (channel.archived, "archived"),
            (channel.shared, "shared"),
            (channel.org_shared and not self._allow_org_shared, "org_shared"),
            (not channel.private, "public"),
            (not channel.joined, "removed"),
        )
        return next((why for applies, why in objections if applies), None)

    async def _find_visible_channel(
        self, tenant: str, channel: str, max_age: float
    ) -> Channel | None:
        """Find what Slack shows the bot of a channel; None if it doesn't."""

        async def ask() -> Channel | None:
            data = await self._describe_channel(tenant, channel)
            if data is None:
                return None
            joined = data.get("is_member")
            return _read_channel(data, await self._list_members(tenant, channel) if joined else ())

        return await self._find_cached(("channel", tenant, channel), max_age, ask)

    async def _describe_channel(self, tenant: str, channel: str) -> Json | None:
        """Ask Slack what a channel is; None if it doesn't show it to the bot."""
        try:
            client = await self._slack.get_client(tenant)
            answer = await client.conversations_info(channel=channel)
        except SlackRefusedError as refusal:
            if refusal.code != "channel_not_found":
                raise
            return None
        described: Json = answer["channel"]
        return described

    async def find_people(
        self, tenant: str, users: Iterable[str], *, max_age: float = PERSON_SECONDS
    ) -> list[Person]:
        """Find several at a time: one after the other would take longer than people wait."""
        room = asyncio.Semaphore(_AT_ONCE)

        async def find_one_person(user: str) -> Person:
            async with room:
                return await self.find_person(tenant, user, max_age=max_age)

        return await asyncio.gather(*map(find_one_person, users))

    async def find_by_address(self, tenant: str, address: str) -> str:
        """Find the id of the person with an e-mail address; empty if it is nobody's here.

        docs.slack.dev/reference/methods/users.lookupByEmail: it takes the scope users:read.email.
        """
        client = await self._slack.get_client(tenant)
        try:
            answer = await client.users_lookupByEmail(email=address)
        except SlackRefusedError as refusal:
            if refusal.code != "users_not_found":
                raise
            return ""
        return str(answer["user"]["id"])

    async def find_dm(self, tenant: str, user: str) -> str:
        """Find the channel id of the direct messages with a person."""

        async def ask() -> str:
            return await self._slack.open_dm(tenant, user)

        return await self._find_cached(("dm", tenant, user), DM_SECONDS, ask)

    async def find_permalink(self, tenant: str, channel: str, ts: str) -> str:
        """Find the address of a message, which never changes."""

        async def ask() -> str:
            return await self._slack.find_permalink(tenant, channel, ts)

        return await self._find_cached(("permalink", tenant, channel, ts), DM_SECONDS, ask)

    def forget_channel(self, tenant: str, channel: str) -> None:
        """Ask Slack again about a channel: it or its members have changed."""
        self._cache.pop(("channel", tenant, channel), None)

    def forget_channels_of(self, tenant: str, user: str) -> None:
        """Ask Slack again which channels a person is in."""
        self._cache.pop(("channels", tenant, user), None)

    def forget_person(self, tenant: str, user: str) -> Person | None:
        """Ask Slack again about a person. Returns what was cached, if anything was."""
        _, person = self._cache.pop(("person", tenant, user), (0, None))
        return cast("Person | None", person)

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
        self, key: Hashable, max_age: float, ask: Callable[[], Awaitable[T]]
    ) -> T:
        asked_at, cached = self._cache.get(key, (-math.inf, None))
        now = self._clock()
        if now < asked_at + max_age:
            return cast("T", cached)
        answer = await ask()
        self._cache[key] = (now, answer)
        self._cache.move_to_end(key)
        while len(self._cache) > MOST_CACHED:
            self._cache.popitem(last=False)
        return answer


def _read_person(user: Json, tenant: str) -> Person:
    """Read a person.

    Slack sets `is_stranger` only for people who share no channel with the app. Anybody else from
    another company is recognised by their `team_id`. People of one organisation have an
    `enterprise_user`. Without a `tenant` we don't know which workspace the token is for.
    """
    elsewhere = tenant and user.get("team_id", tenant) != tenant and not user.get("enterprise_user")
    names = (user.get("profile") or {}).get("display_name"), user.get("real_name")
    return Person(
        id=str(user["id"]),
        name=next((str(name) for name in names if name), ""),
        guest=bool(
            user.get("is_restricted") or user.get("is_ultra_restricted") or user.get("is_stranger")
        ),
        gone=bool(user.get("deleted")),
        stranger=bool(user.get("is_stranger") or elsewhere),
        bot=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
        zone=str(user.get("tz") or ""),
        utc_offset=int(user.get("tz_offset") or 0),
    )


def _read_channel(channel: Json, members: tuple[str, ...] = ()) -> Channel:
    """Read a channel. Slack: `is_shared` is set of both kinds of shared channels."""
    org_shared = bool(channel.get("is_org_shared"))
    shared = channel.get("is_ext_shared") or channel.get("is_pending_ext_shared")
    return Channel(
        id=str(channel["id"]),
        private=bool(channel.get("is_private")),
        shared=bool(shared or (channel.get("is_shared") and not org_shared)),
        org_shared=org_shared,
        archived=bool(channel.get("is_archived")),
        group=bool(channel.get("is_mpim") or channel.get("is_im")),
        joined=bool(channel.get("is_member")),
        members=members,
    )
