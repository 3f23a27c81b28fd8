"""Which role a command or a press is about.

The role that the text names (`hiring.guide.role_names`), else the channel's, else the one that the
person chose here last; else the person is asked. Only *Use in this channel* sets the channel's.
A person's own choice counts for them alone: it is what they named, picked or were asked for last.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from blocks.ids import is_role_choice
from blocks.roles import ANY_ROLE
from bot.store.channel_roles import RememberedRoles
from bot.store.errors import StoreUnavailableError
from hiring.errors import HiringDeskError
from hiring.guide.other_jobs import find_other_job, sort_by_nearness
from hiring.guide.role_names import read_roles, split_off_role
from hiring.language.help_words import asks_for_help

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.slack.requests import Action, Command, Shortcut
    from bot.store.channel_roles import ChannelRoles
    from hiring.guide.other_jobs import OtherJob
    from hiring.guide.role import Guide, Role
    from hiring.guide.role_names import RolesNamed

NO_ROLE = "No role has content for this yet. Ask the person who looks after the content to add it."
ROLE_GONE = "This role is gone. Type the command again to choose another one."
NOT_REMEMBERED = "I can't reach my storage right now, so I don't know which role this channel uses."


class Job(Enum):
    """Whether a text may name a job that no role is about: never, in a question, or of a posting.

    A question to a role that is known may have a job in it that it isn't about.
    """

    NONE = "none"
    QUESTION = "question"
    POSTING = "posting"


@dataclass(frozen=True, slots=True)
class Subject:
    """The role that a text is about, and the rest of the text.

    `warning` is a sentence for people: the store is away, or a misspelt role was guessed.
    `may_use`: the channel's role is another or none, so *Use in this channel* is offered.
    """

    role: Role
    text: str
    warning: str | None = None
    may_use: bool = False


@dataclass(frozen=True, slots=True)
class WhichRole:
    """Nothing says which role is meant, so it is one of these.

    `is_near`: the text has a misspelt name that may be any of them.
    """

    roles: Sequence[Role]
    text: str
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class ComparedRoles:
    """The text compares two to four roles; `left_out` are those that it names beyond."""

    roles: Sequence[Role]
    left_out: Sequence[Role] = ()


@dataclass(frozen=True, slots=True)
class RoleWithout:
    """The role of the text or the channel has nothing for this command; `roles` have it."""

    role: Role
    roles: Sequence[Role]
    text: str


@dataclass(frozen=True, slots=True)
class JobWithout:
    """The text names a job that no role is about; `roles` have what is asked, the nearest first."""

    job: str
    roles: Sequence[Role]
    text: str


NoSubject: TypeAlias = WhichRole | ComparedRoles | RoleWithout | JobWithout
Choice: TypeAlias = Subject | NoSubject


class Roles:
    """The roles of the guide, the one of each channel, and what each person chose in it.

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

    async def choose_subject(  # noqa: PLR0911 - a case each
        self,
        command: Command,
        part: Callable[[Role], object],
        named: RolesNamed | None = None,
        job: Job = Job.NONE,
    ) -> Choice:
        """What a command is about; anything but a Subject is answered by `answer_choice`.

        `named` is what its text says, where it was read already. `job`: when a job counts that the
        text names and that no role is about.
        """
        roles = self._require_roles_with(part)
        named = named or read_roles(command.text, self._guide.roles.values())
        if near := [role for role in named.near if part(role)]:
            return WhichRole(near, command.text, is_near=True)
        if named.compared:
            return ComparedRoles(named.compared, named.left_out)
        if named.role and not part(named.role):
            return RoleWithout(named.role, roles, named.rest)
        guessed = named.role and named.read_as and _describe_guess(named.read_as, named.role)
        if len(roles) == 1:
            return Subject(roles[0], named.rest, guessed or None)
        try:
            remembered = await self._load(command)
            if named.role and remembered.own != named.role.id:  # a write takes milliseconds
                await self._save_own(command, named.role)
        except StoreUnavailableError:
            return Subject(named.role or roles[0], named.rest, NOT_REMEMBERED)
        by_id = {role.id: role for role in roles}
        role = named.role or by_id.get(remembered.channel or "") or by_id.get(remembered.own or "")
        if not (named.role or named.beside) and (
            other := self._find_other_job(command.text, job, is_known=role is not None)
        ):
            return JobWithout(other.typed, sort_by_nearness(roles, other.typed), other.rest)
        if role is None:
            channels = self._guide.roles.get(remembered.channel or "")
            if channels and not asks_for_help(command.text):
                return RoleWithout(channels, roles, command.text)
            return WhichRole(roles, command.text)
        return Subject(
            role, named.rest, guessed or None, _may_use(command, remembered.channel, role)
        )

    def find_asked(self, action: Action, part: Callable[[Role], object]) -> WhichRole | None:
        """All roles with this part, and the text to ask again, if *All roles* was pressed."""
        if not action.value.startswith(ANY_ROLE):
            return None
        text = action.value.removeprefix(ANY_ROLE).strip()
        return WhichRole(self._require_roles_with(part), text)

    async def find_pressed(self, action: Action, part: Callable[[Role], object]) -> Subject:
        """The role that a button's or an option's value begins with, and the rest of the value.

        An empty value is about the channel's role, the person's, or the first. The role of another
        value is gone where the content doesn't have it: it is never taken for another role's.
        """
        roles = self._require_roles_with(part)
        named, rest = split_off_role(action.value, roles)
        if action.value and not named:
            raise HiringDeskError(ROLE_GONE)
        if len(roles) == 1:
            return Subject(roles[0], rest)
        try:
            remembered = await self._load(action)
            if named and is_role_choice(action.action_id) and remembered.own != named.id:
                await self._save_own(action, named)
        except StoreUnavailableError:
            return Subject(named or roles[0], rest, None if named else NOT_REMEMBERED)
        by_id = {role.id: role for role in roles}
        role = named or by_id.get(remembered.channel or "") or by_id.get(remembered.own or "")
        role = role or roles[0]
        return Subject(role, rest, may_use=_may_use(action, remembered.channel, role))

    async def find_remembered(
        self, request: Action | Shortcut, part: Callable[[Role], object]
    ) -> tuple[Role | None, bool]:
        """The channel's role, else the person's own, and whether the channel may be set to it.

        None where neither is known or has this part; the first role where there is no store.
        """
        roles = {role.id: role for role in self._require_roles_with(part)}
        first = next(iter(roles.values()))
        if len(roles) == 1:
            return first, False
        try:
            remembered = await self._load(request)
        except StoreUnavailableError:
            return first, False
        role = roles.get(remembered.channel or "") or roles.get(remembered.own or "")
        return role, role is not None and _may_use(request, remembered.channel, role)

    async def choose_own(self, tenant: str, channel: str, user: str, role: Role) -> None:
        """Remember what a person picked in a modal, if there is a store."""
        if channel:
            with suppress(StoreUnavailableError):
                await self._channel_roles.save_own(tenant, channel, user, role.id)

    async def use_in_channel(self, tenant: str, channel: str, role_id: str) -> str:
        """Make a role the channel's, or none with an empty id; returns the id of the former one.

        Raises StoreUnavailableError.
        """
        return await self._channel_roles.replace(tenant, channel, role_id) or ""

    def _find_other_job(self, text: str, job: Job, *, is_known: bool) -> OtherJob | None:
        if job is Job.NONE:
            return None
        is_certain = is_known and job is Job.QUESTION
        return find_other_job(text, self._guide.places.gazetteer, is_certain=is_certain)

    def _require_roles_with(self, part: Callable[[Role], object]) -> Sequence[Role]:
        roles = self.list_roles_with(part)
        if not roles:
            raise HiringDeskError(NO_ROLE)
        return roles

    async def _load(self, request: Action | Command | Shortcut) -> RememberedRoles:
        if not request.channel:
            return RememberedRoles(None, None)
        return await self._channel_roles.load(request.tenant, request.channel, request.user)

    async def _save_own(self, request: Action | Command, role: Role) -> None:
        if request.channel:
            channel, user = request.channel, request.user
            await self._channel_roles.save_own(request.tenant, channel, user, role.id)


def _may_use(request: Action | Command | Shortcut, channel_role: str | None, role: Role) -> bool:
    """Whether the channel may be set: in direct messages there is nobody else to set it for."""
    return request.channel[:1] not in {"", "D"} and channel_role != role.id


def _describe_guess(typed: str, role: Role) -> str:
    return f"I read “{typed}” as {role.about.title}."
