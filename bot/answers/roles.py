"""Which role a command or a press is about: named first in the text, or the channel's last one."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.slack.requests import Command
from bot.store.errors import StoreUnavailable
from hiring.errors import HiringDeskError
from hiring.guide.role_names import split_off_role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.slack.requests import Action
    from bot.store.channel_roles import ChannelRoles
    from hiring.guide.role import Guide, Role

NO_ROLE = "No role's folder in the content has what that needs."
NOT_REMEMBERED = (
    "The store did not answer, so this channel's role is neither read nor remembered just now."
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a text is about; `warning` where the channel's memory could not be used."""

    role: Role
    text: str
    warning: str | None = None


class Roles:
    """The roles of the guide, and each channel's memory of the last one.

    With one role that has what a command needs, there is nothing to choose and the store is not
    asked.
    """

    def __init__(self, guide: Guide, memory: ChannelRoles) -> None:
        self._guide = guide
        self._memory = memory

    def having(self, part: Callable[[Role], object]) -> Sequence[Role]:
        """The roles whose folder has this part, such as `lambda role: role.salary`."""
        return [role for role in self._guide.roles.values() if part(role)]

    async def subject(self, request: Command | Action, part: Callable[[Role], object]) -> Subject:
        """The role and the rest of the text, of a command's text or a button's value."""
        typed = request.text if isinstance(request, Command) else request.value
        roles = self.having(part)
        if not roles:
            raise HiringDeskError(NO_ROLE)
        named, rest = split_off_role(typed, roles)
        if len(roles) == 1:
            return Subject(roles[0], rest)
        try:
            if named and request.channel:
                await self._memory.save(request.tenant, request.channel, named.id)
            if named:
                return Subject(named, rest)
            last = await self._memory.load(request.tenant, request.channel)
        except StoreUnavailable:
            return Subject(named or roles[0], rest, NOT_REMEMBERED)
        return Subject(next((role for role in roles if role.id == last), roles[0]), rest)

    async def remember(self, tenant: str, channel: str, role: Role) -> None:
        """Make this the channel's role, as naming it does; without a store it is not remembered."""
        with suppress(StoreUnavailable):
            await self._memory.save(tenant, channel, role.id)
