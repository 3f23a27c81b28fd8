"""Loads the modules that EXTENSIONS names; each adds its listeners to Bolt's app.

docs/extensions.md is for people who write one.
"""

from __future__ import annotations

import importlib
import logging
from typing import TYPE_CHECKING

from blocks import ids
from bot.slack.environment import without_slack_variables
from bot.slack.recording import RecordingApp
from bot.slack.tasks import describe_error
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from types import ModuleType

    from bot.slack.bolt import ExtensionApp
    from bot.slack.recording import Kind, Listener
    from bot.slack.routes import Routes

WORDS: dict[Kind, str] = {
    "command": "the command",
    "action": "the action_id",
    "view": "the modal",
    "shortcut": "the shortcut",
}
NO_NAME = "a name that nobody gives to anything"

log = logging.getLogger(__name__)


class ExtensionError(HiringDeskError):
    """An extension can't be used. Names EXTENSIONS and the module."""


def load_extensions(names: Iterable[str]) -> list[ModuleType]:
    """Import the modules. Raises ExtensionError."""
    return [_load(name) for name in names]


def register_extensions(modules: Iterable[ModuleType], app: RecordingApp) -> None:
    """Let each extension register its listeners. Raises ExtensionError."""
    for module in modules:
        app.module = module.__name__
        try:
            module.register(app)
        except Exception as error:
            raise ExtensionError(
                f"EXTENSIONS: register() of {module.__name__} failed with {describe_error(error)}."
            ) from error


def start_extensions(
    names: Sequence[str], routes: Routes, make_app: Callable[[], ExtensionApp]
) -> ExtensionApp | None:
    """Start Bolt's app with the listeners of these modules; None if there are no modules.

    What is never reached is logged. Raises ExtensionError.
    """
    if not names:
        return None
    modules = load_extensions(names)
    app = make_app()
    register_extensions(modules, app)
    for problem in find_problems(modules, app.listeners, routes):
        log.warning("%s", problem)
    return app


def check_extensions(names: Sequence[str], routes: Routes) -> list[str]:
    """Find what is wrong with these modules without running them. Raises ExtensionError."""
    modules = load_extensions(names)
    with without_slack_variables():
        # Nothing is called, so any token will do.
        app = RecordingApp(name="check", token="none", request_verification_enabled=False)  # noqa: S106
    register_extensions(modules, app)
    return find_problems(modules, app.listeners, routes)


def find_problems(
    modules: Sequence[ModuleType], listeners: Sequence[Listener], routes: Routes
) -> list[str]:
    """Find listeners that are never reached, each as a sentence. `routes`: as Slack names them."""
    return [
        f"EXTENSIONS: {problem}"
        for problem in (
            *_find_ours(listeners, routes),
            *_find_twice(listeners),
            *_find_undeclared(modules, listeners),
        )
    ]


def _find_ours(listeners: Iterable[Listener], routes: Routes) -> Iterator[str]:
    tables: dict[Kind, Collection[str]] = {
        "command": routes.commands.keys(),
        "action": routes.actions.keys(),
        "view": routes.views.keys(),
        "shortcut": routes.shortcuts.keys(),
    }
    for listener in listeners:
        for name in tables[listener.kind]:
            if _takes(listener, name) and not _takes(listener, NO_NAME):
                yield (
                    f"{listener.module} listens to {WORDS[listener.kind]} {name}, which is "
                    "Hiring Desk's own, so that listener is never reached."
                )


def _takes(listener: Listener, name: str) -> bool:
    if not isinstance(listener.name, str):
        return listener.name.search(name) is not None
    # Our buttons have a number at the end of their action_id, which the table leaves out.
    taken = ids.strip_number(listener.name) if listener.kind == "action" else listener.name
    return taken == name


def _find_twice(listeners: Sequence[Listener]) -> Iterator[str]:
    for number, later in enumerate(listeners):
        for earlier in listeners[:number]:
            both = (earlier.kind, earlier.name) == (later.kind, later.name)
            if both and earlier.module != later.module and not earlier.narrowed:
                yield (
                    f"{earlier.module} and {later.module} both listen to {WORDS[later.kind]} "
                    f"{later.name}, so the listener of {later.module} is never reached."
                )


def _find_undeclared(modules: Iterable[ModuleType], listeners: Sequence[Listener]) -> Iterator[str]:
    """Commands and shortcuts have to be in the manifest, or Slack never sends them."""
    fields: dict[Kind, tuple[str, str]] = {
        "command": ("slash_commands", "command"),
        "shortcut": ("shortcuts", "callback_id"),
    }
    for kind, (part, field) in fields.items():
        declared = {
            entry[field]: module.__name__
            for module in modules
            for entry in getattr(module, "MANIFEST", {}).get("features", {}).get(part, ())
        }
        own = [listener for listener in listeners if listener.kind == kind]
        for listener in own:
            if isinstance(listener.name, str) and listener.name not in declared:
                yield (
                    f"{listener.module} listens to {WORDS[kind]} {listener.name}, but no MANIFEST "
                    "declares it, so Slack never sends it."
                )
        for name, module in declared.items():
            if not any(_takes(listener, name) for listener in own):
                yield f"{module} declares {WORDS[kind]} {name}, but nothing listens to it."


def _load(name: str) -> ModuleType:
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        missing = error.name or name
        if name == missing or name.startswith(f"{missing}."):
            raise ExtensionError(
                f"EXTENSIONS names {name}, but there is no module {missing}. Install it, or put "
                "its folder on PYTHONPATH."
            ) from None
        raise ExtensionError(
            f"EXTENSIONS: {name} needs the module {missing}, which is not installed."
        ) from error
    except Exception as error:
        raise ExtensionError(
            f"EXTENSIONS: importing {name} failed with {describe_error(error)}."
        ) from error
    if not callable(getattr(module, "register", None)):
        raise ExtensionError(
            f"EXTENSIONS names {name}, but it has no function register(app). "
            "docs/extensions.md shows one."
        )
    return module
