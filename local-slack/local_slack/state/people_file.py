"""The file that says who is in a workspace: `people.yml`.

It is read at every start. What is wrong with it is said in one sentence, with the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from local_slack.errors import StartError
from local_slack.state import yaml_file
from local_slack.state.people_keys import FILE, SINGLE, Entry, WrongError, read_mapping
from local_slack.state.spelling import suggest
from local_slack.state.workspace import Channel, Team, User, UserGroup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yaml.nodes import Node

GENERAL = "general"
COLOURS = ("7c5cbf", "2f7f6f", "b0572c", "2d6cb5", "b23a6f", "6b6b23", "8a4033", "4a5fb0")


@dataclass
class PeopleFile:
    """What the file says: everything of a new workspace but its apps."""

    id: str
    name: str
    domain: str
    teams: dict[str, Team] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, UserGroup] = field(default_factory=dict)
    messages: list[tuple[str, str, str]] = field(default_factory=list)
    """Channel, author and text, oldest first."""


def load(path: Path) -> PeopleFile:
    """Read the file. Raises StartError with a sentence that names the line."""
    root = yaml_file.compose(path, yaml_file.read_text(path))
    if root is None:
        raise StartError(f"{path} is empty. It needs at least one person under `people`.")
    try:
        return _build(read_mapping(root, FILE, "the file"))
    except WrongError as error:
        raise StartError(f"{path}, line {error.line}: {error}") from error


def make_id(prefix: str, name: str) -> str:
    """An id that tells a reader whose it is: U0MAYA, C0GENERAL."""
    return f"{prefix}0{re.sub(r'[^A-Z0-9]', '', name.upper()) or 'X'}"


def _build(given: Entry) -> PeopleFile:
    workspace: Entry = given.get("workspace") or Entry(given.node, {}, {})
    people = PeopleFile(
        id=workspace.get("id", "T0LOCAL"),
        name=workspace.get("name", "Local workspace"),
        domain=workspace.get("domain", "local-workspace"),
    )
    _add_teams(people, given.get("other_workspaces", []))
    _add_people(people, given.get("people", []))
    if not any(user.is_member for user in people.users.values()):
        raise WrongError(
            given.node_of("people"),
            "At least one person must be a member: no guest, not deactivated, of this workspace.",
        )
    _add_channels(people, given.get("channels", []))
    for group in given.get("groups", []):
        _add_group(people, group)
    return people


def _add_teams(people: PeopleFile, given: list[Entry]) -> None:
    for entry in given:
        team = Team(
            id=entry.get("id") or make_id("T", entry.get("name")),
            name=entry.get("name"),
            domain=entry.get("domain") or re.sub(r"[^a-z0-9]+", "-", entry.get("name").lower()),
            same_organisation=entry.get("same_organisation", False),
        )
        if team.id in people.teams or team.id == people.id:
            raise WrongError(entry.node_of("id"), f"Two workspaces have the id {team.id}.")
        people.teams[team.id] = team


def _add_people(people: PeopleFile, given: list[Entry]) -> None:
    handles: set[str] = set()
    for number, entry in enumerate(given):
        user = _read_user(people, entry, COLOURS[number % len(COLOURS)])
        if user.name in handles:
            raise WrongError(entry.node_of("name"), f"Two people are called {user.name}.")
        if user.id in people.users:
            raise WrongError(entry.node_of("id"), f"Two people have the id {user.id}.")
        handles.add(user.name)
        people.users[user.id] = user


def _read_user(people: PeopleFile, entry: Entry, color: str) -> User:
    handle, guest = entry.get("name"), entry.get("guest")
    is_owner = entry.get("owner", False)
    is_admin = is_owner or entry.get("admin", False)
    team = _find_team(people, entry.get("workspace"), entry.node_of("workspace"))
    if is_admin and (guest or team):
        raise WrongError(entry.node, f"{handle} can't be an administrator and a guest or outsider.")
    emoji, text = _split_status(entry.get("status", ""))
    domain = people.teams[team].domain if team else people.domain
    return User(
        id=entry.get("id") or make_id("U", handle),
        name=handle,
        real_name=entry.get("real_name", handle),
        title=entry.get("title", ""),
        color=entry.get("color", color),
        is_admin=is_admin,
        is_owner=is_owner,
        is_restricted=bool(guest),
        is_ultra_restricted=guest == SINGLE,
        deleted=entry.get("deactivated", False),
        tz=entry.get("time_zone", "Europe/London"),
        email=entry.get("email", f"{handle}@{domain}.example"),
        team=team,
        status_emoji=emoji,
        status_text=text,
    )


def _split_status(status: str) -> tuple[str, str]:
    """The emoji that a status begins with, and its text."""
    match = re.fullmatch(r"(:[a-z0-9_+-]+:)?\s*(.*)", status, re.DOTALL)
    return (match[1] or "", match[2]) if match else ("", status)


def _find_team(people: PeopleFile, word: str | None, node: Node) -> str:
    """The id of another workspace, given by name or id; empty for none."""
    if word is None:
        return ""
    for team in people.teams.values():
        if word in {team.id, team.name, team.domain}:
            return team.id
    names = [team.name for team in people.teams.values()]
    hint = suggest(word, names) or " List it under other_workspaces."
    raise WrongError(node, f"No other workspace is called {word}.{hint}")


def _add_channels(people: PeopleFile, given: list[Entry]) -> None:
    names: set[str] = set()
    for entry in given:
        channel = _read_channel(people, entry)
        if channel.name in names:
            raise WrongError(entry.node_of("name"), f"Two channels are called {channel.name}.")
        if channel.id in people.channels:
            raise WrongError(entry.node_of("id"), f"Two channels have the id {channel.id}.")
        names.add(channel.name)
        people.channels[channel.id] = channel
        for message in entry.get("messages", []):
            author = _find_person(people, message.get("from"), message.node_of("from"))
            people.messages.append((channel.id, author.id, message.get("text")))
    if GENERAL not in names:
        everyone = [user.id for user in people.users.values() if user.is_member]
        channel = Channel(make_id("C", GENERAL), GENERAL, "public", everyone, takes_apps=True)
        people.channels[channel.id] = channel
    for user in people.users.values():
        rooms = [each for each in people.channels.values() if user.id in each.members]
        if user.is_ultra_restricted and len(rooms) > 1:
            names_of_rooms = " and ".join(f"#{room.name}" for room in rooms)
            entry = next(e for e in given if user.id in _ids(people, e))
            sentence = f"{user.name} is a single-channel guest, but in {names_of_rooms}."
            raise WrongError(entry.node, sentence)


def _ids(people: PeopleFile, entry: Entry) -> Iterator[str]:
    for word, node in entry.get("members") or ():
        yield _find_person(people, word, node).id


def _read_channel(people: PeopleFile, entry: Entry) -> Channel:
    shared_with = [_find_team(people, word, node) for word, node in entry.get("shared_with", [])]
    organisation = [people.teams[team].same_organisation for team in shared_with]
    channel = Channel(
        id=entry.get("id") or make_id("C", entry.get("name")),
        name=entry.get("name"),
        kind="private" if entry.get("private", False) else "public",
        members=[],
        topic=entry.get("topic", ""),
        purpose=entry.get("purpose", ""),
        is_archived=entry.get("archived", False),
        takes_apps=entry.get("app", True),
        shared_with=shared_with,
        is_ext_shared=not all(organisation),
        is_org_shared=any(organisation),
    )
    members = entry.get("members")
    if members is None:
        channel.members = [user.id for user in people.users.values() if user.is_member]
    for word, node in members or ():
        user = _find_person(people, word, node)
        if user.deleted:
            raise WrongError(node, f"{word} is deactivated, so they are in no channel.")
        if user.team and user.team not in shared_with:
            name = people.teams[user.team].name
            raise WrongError(
                node, f"{word} is of {name}, and #{channel.name} isn't shared with it."
            )
        if user.id in channel.members:
            raise WrongError(node, f"{word} is listed twice.")
        channel.members.append(user.id)
    return channel


def _add_group(people: PeopleFile, entry: Entry) -> None:
    handle = entry.get("handle")
    group = UserGroup(
        id=entry.get("id") or make_id("S", handle),
        handle=handle,
        name=entry.get("name", handle),
        description=entry.get("description", ""),
        users=[_find_person(people, word, node).id for word, node in entry.get("members", [])],
    )
    if group.id in people.groups or handle in {user.name for user in people.users.values()}:
        raise WrongError(entry.node_of("handle"), f"{handle} is taken already.")
    people.groups[group.id] = group


def _find_person(people: PeopleFile, word: str, node: Node) -> User:
    for user in people.users.values():
        if word in {user.name, user.id}:
            return user
    hint = suggest(word, [user.name for user in people.users.values()])
    raise WrongError(node, f"Nobody is called {word}.{hint}")
