"""Loads the modules that EXTENSIONS names; each adds its listeners to Bolt's app.

docs/extensions.md is for people who write one.
"""

from __future__ import annotations

import importlib
import inspect
import logging
import traceback
from typing import TYPE_CHECKING

from blocks import ids
from bot.slack.environment import without_slack_variables
from bot.slack.recording import RecordingApp
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

# The list in `features` that Slack has to know a name from, and the field that holds it.
DECLARED_IN: dict[Kind, tuple[str, str]] = {
    "command": ("slash_commands", "command"),
    "shortcut": ("shortcuts", "callback_id"),
}

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
                f"EXTENSIONS: register() of {module.__name__} failed with "
                f"{_describe_error(error, module.__name__)}."
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


def list_declared(module: ModuleType, kind: Kind) -> list[str]:
    """List the commands or shortcuts that MANIFEST of a loaded module declares."""
    part, field = DECLARED_IN[kind]
    features = getattr(module, "MANIFEST", {}).get("features", {})
    return [entry[field] for entry in features.get(part, ())]


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
        name = next((name for name in tables[listener.kind] if _takes(listener, name)), None)
        if name is None:
            continue
        if isinstance(listener.name, str):
            yield (
                f"{listener.module} listens to {WORDS[listener.kind]} {name}, which is "
                "Hiring Desk's own, so that listener is never reached."
            )
        elif not listener.narrowed:
            yield (
                f"{listener.module} listens to the pattern {listener.name.pattern}, which also "
                f"matches Hiring Desk's own, such as {WORDS[listener.kind]} {name}. Those never "
                "reach it, so narrow the pattern."
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
    for kind in DECLARED_IN:
        declared = {
            name: module.__name__ for module in modules for name in list_declared(module, kind)
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
            f"EXTENSIONS: importing {name} failed with {_describe_error(error, name)}."
        ) from error
    _check_register(module)
    _check_manifest(module)
    return module


def _describe_error(error: Exception, name: str) -> str:
    """Describe an error by its type and its last place in the extension, without its text."""
    kind = type(error).__name__
    if isinstance(error, SyntaxError) and error.filename and not error.filename.startswith("<"):
        return f"{kind} ({error.filename}:{error.lineno})"
    package = name.partition(".")[0]
    places = [
        f"{kind} in {frame.f_code.co_qualname} ({frame.f_code.co_filename}:{line})"
        for frame, line in traceback.walk_tb(error.__traceback__)
        if str(frame.f_globals.get("__name__")).partition(".")[0] == package
    ]
    return places[-1] if places else kind


def _check_register(module: ModuleType) -> None:
    register = getattr(module, "register", None)
    if not callable(register):
        raise ExtensionError(
            f"EXTENSIONS names {module.__name__}, but it has no function register(app). "
            "docs/extensions.md shows one."
        )
    if inspect.iscoroutinefunction(register):
        raise ExtensionError(
            f"EXTENSIONS: in {module.__name__}, register must be an ordinary function, not async."
        )
    try:
        inspect.signature(register).bind(None)
    except (TypeError, ValueError):
        raise ExtensionError(
            f"EXTENSIONS: in {module.__name__}, register must take one argument, the app."
        ) from None


def _check_manifest(module: ModuleType) -> None:
    """Check the shape of what we read in MANIFEST. Slack checks the rest."""
    where = f"EXTENSIONS: in {module.__name__}, MANIFEST"
    addition = getattr(module, "MANIFEST", {})
    if not isinstance(addition, dict):
        raise ExtensionError(f"{where} isn't a mapping. docs/extensions.md shows one.")
    features = addition.get("features", {})
    if not isinstance(features, dict):
        raise ExtensionError(f"{where} has features that aren't a mapping.")
    for part, field in DECLARED_IN.values():
        entries = features.get(part, [])
        if not isinstance(entries, list):
            raise ExtensionError(f"{where} has features.{part} that isn't a list.")
        for entry in entries:
            name = entry.get(field) if isinstance(entry, dict) else None
            if not name or not isinstance(name, str):
                raise ExtensionError(f"{where} has an entry of features.{part} with no {field}.")
