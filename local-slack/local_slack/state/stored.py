"""The workspace as JSON: in the file that survives a restart, and in one that somebody loads."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import types
import typing
from dataclasses import MISSING, asdict, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from local_slack.errors import StartError, StateError
from local_slack.state.views import View
from local_slack.state.workspace import Message, Workspace

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator

    JSON = dict[str, Any]

VERSION = 2
_FIELDS_OF_ONE_APP = {"id": "app_id", "bot_id": "bot_id", "bot_user": "bot_user"}
_NAMES = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def describe(workspace: Workspace) -> JSON:
    """The workspace as JSON, without the ephemeral messages."""
    stored = asdict(workspace) | {"version": VERSION}
    for channel, messages in stored["messages"].items():
        stored["messages"][channel] = [m for m in messages if not m["visible_to"]]
    return stored


def read(stored: object) -> Workspace:
    """The workspace that `describe` has described, in this version or the one before.

    Raises StateError with what is wrong, and where.
    """
    if not isinstance(stored, dict) or "version" not in stored:
        raise StateError("This is not a saved workspace: it has no version.")
    version = stored["version"]
    whole = {name: value for name, value in stored.items() if name != "version"}
    if version == 1:
        whole = _read_one_app(whole)
    elif version != VERSION:
        raise StateError(
            f"This is a workspace of version {version!r}; version {VERSION} is needed."
        )
    workspace: Workspace = _read_value(Workspace, whole, "")
    problem = next(_find_loose_ends(workspace), None)
    if problem:
        raise StateError(problem)
    return workspace


@contextlib.contextmanager
def hold_folder(folder: Path) -> Iterator[None]:
    """Create the folder for the file, and let nobody else save in it until the block ends.

    Raises StartError if nothing can be written in it, or another workspace is saved in it.
    """
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = stack.enter_context((folder / "workspace.lock").open("w"))
            if sys.platform != "win32":
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StartError(
                f"Another local-slack saves its workspace in {folder}. "
                "Stop it, or name another folder."
            ) from error
        except OSError as error:
            reason = (error.strerror or "").lower()
            raise StartError(f"The folder {folder} cannot be used: {reason}.") from error
        yield


def load(path: Path) -> Workspace | None:
    """The workspace saved in a file; None if the file doesn't exist yet.

    Raises StartError if the file is not a workspace of this version or the one before.
    """
    try:
        return read(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise StartError(f"The local workspace {path} cannot be read: {error}") from error
    except StateError as error:
        raise StartError(f"The local workspace {path} is damaged; delete it. {error}") from error


def save(workspace: Workspace, path: Path) -> None:
    """Save the workspace to a file in one step."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with contextlib.closing(os.fdopen(descriptor, "w", encoding="utf-8")) as file:
        json.dump(describe(workspace), file, ensure_ascii=False)
    Path(draft).replace(path)


def _read_one_app(stored: JSON) -> JSON:
    """Version 1 had one app, whose name it did not save."""
    names = set(_FIELDS_OF_ONE_APP.values())
    absent = sorted(names - stored.keys())
    if absent or not isinstance(stored.get("homes"), dict):
        raise StateError(f"A workspace of version 1 needs {', '.join(absent) or 'homes'}.")
    ids = {key: stored[name] for key, name in _FIELDS_OF_ONE_APP.items()}
    homes = {
        user: {**view, "app": ids["id"]} if isinstance(view, dict) else view
        for user, view in stored["homes"].items()
    }
    rest = {name: value for name, value in stored.items() if name not in names}
    return rest | {"apps": {"": ids}, "homes": {ids["id"]: homes}}


def _read_value(kind: Any, value: Any, at: str) -> Any:  # noqa: ANN401 - JSON
    """A value of a type from its JSON. Raises StateError."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind is Any:
        return value
    if origin in {types.UnionType, typing.Union}:
        return None if value is None else _read_value(arguments[0], value, at)
    if is_dataclass(kind):
        return _read_object(kind, value, at)
    if origin is dict:
        items = _expect(dict, value, at, "an object").items()
        return {key: _read_value(arguments[1], each, f"{at}/{key}") for key, each in items}
    if origin is list:
        items = enumerate(_expect(list, value, at, "a list"))
        return [_read_value(arguments[0], each, f"{at}/{index}") for index, each in items]
    if isinstance(value, bool) and kind is not bool:
        raise StateError(f"{at} must be {_NAMES[kind]}.")
    accepted = int | float if kind is float else kind
    return _expect(accepted, value, at, _NAMES[kind])


def _read_object(kind: Any, value: Any, at: str) -> Any:  # noqa: ANN401 - JSON, and what it becomes
    given = _expect(dict, value, at, "an object")
    known = {each.name: each for each in fields(kind)}
    hints = get_type_hints(kind)
    for name in given:
        if name not in known:
            raise StateError(f"{at}/{name} is not known to this version of local-slack.")
    for name, each in known.items():
        optional = each.default is not MISSING or each.default_factory is not MISSING
        if name not in given and not optional:
            raise StateError(f"{at or 'The workspace'} needs {name}.")
    return kind(
        **{name: _read_value(hints[name], each, f"{at}/{name}") for name, each in given.items()}
    )


def _expect(kind: Any, value: Any, at: str, name: str) -> Any:  # noqa: ANN401 - JSON
    if not isinstance(value, kind):
        raise StateError(f"{at} must be {name}.")
    return value


def _find_loose_ends(workspace: Workspace) -> Iterator[str]:
    """What the workspace names although it is not there."""
    if not any(user.is_member for user in workspace.users.values()):
        yield "/users needs a member of the workspace."
    for key, channel in workspace.channels.items():
        for member in channel.members:
            if member not in workspace.users:
                yield f"/channels/{key}/members names {member}, whom /users does not have."
    for key, messages in workspace.messages.items():
        if key not in workspace.channels:
            yield f"/messages/{key} is of a channel that /channels does not have."
        for index, message in enumerate(messages):
            yield from _find_loose_ends_of(workspace, message, f"/messages/{key}/{index}", key)
    for app, homes in workspace.homes.items():
        for user, home in homes.items():
            _read_value(View, home, f"/homes/{app}/{user}")


def _find_loose_ends_of(
    workspace: Workspace, message: Message, at: str, channel: str
) -> Iterator[str]:
    if message.channel != channel:
        yield f"{at}/channel must be {channel}."
    if message.user not in workspace.users:
        yield f"{at}/user is {message.user}, whom /users does not have."
    for file in message.files:
        if file not in workspace.files:
            yield f"{at}/files names {file}, which /files does not have."
