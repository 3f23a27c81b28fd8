"""Which role a command or a press is about: the one named first in the text, or the channel's."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.slack.requests import Command
from bot.store.errors import StoreUnavailableError
from hiring.errors import HiringDeskError
from hiring.guide.role_names import split_off_role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.slack.requests import Action
    from bot.store.channel_roles import ChannelRoles
    from hiring.guide.role import Guide, Role

NO_ROLE = "No role has content for this yet. Ask the person who looks after the content to add it."
NOT_REMEMBERED = "I can't reach my storage right now, so I don't know which role this channel uses."


@dataclass(frozen=True, slots=True)
class Subject:
    """The role that a text is about, and the rest of the text.

    `warning` is a sentence for people where the channel's role could not be read or saved.
    """

    role: Role
    text: str
    warning: str | None = None


class Roles:
    """The roles of the guide, and the one that each channel used last.

    If only one role has what a command needs, there is nothing to choose, and the store is not
    asked.
    """

    def __init__(self, guide: Guide, channel_roles: ChannelRoles) -> None:
        self._guide = guide
        self._channel_roles = channel_roles

    def with_guide(self, guide: Guide) -> Roles:
        """The roles of another guide, with what the channels used last."""
        return Roles(guide, self._channel_roles)

    def list_roles_with(self, part: Callable[[Role], object]) -> Sequence[Role]:
        """The roles that have this part, such as `lambda role: role.salary`."""
        return [role for role in self._guide.roles.values() if part(role)]

    async def find_subject(
        self, request: Command | Action, part: Callable[[Role], object]
    ) -> Subject:
        """The role that a command's text or a button's value is about, and the rest of it."""
        typed = request.text if isinstance(request, Command) else request.value
        roles = self.list_roles_with(part)
        if not roles:
            raise HiringDeskError(NO_ROLE)
        named, rest = split_off_role(typed, roles)
        if len(roles) == 1:
            return Subject(roles[0], rest)
        try:
            if named and request.channel:
                await self._channel_roles.save(request.tenant, request.channel, named.id)
            if named:
                return Subject(named, rest)
            last = await self._channel_roles.load(request.tenant, request.channel)
        except StoreUnavailableError:
            return Subject(named or roles[0], rest, NOT_REMEMBERED)
        return Subject(next((role for role in roles if role.id == last), roles[0]), rest)

    async def remember(self, tenant: str, channel: str, role: Role) -> None:
        """Make this the channel's role, as naming it does, if there is a store."""
        with suppress(StoreUnavailableError):
            await self._channel_roles.save(tenant, channel, role.id)
