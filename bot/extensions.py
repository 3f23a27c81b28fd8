"""Loads the modules that EXTENSIONS names; each adds its listeners to Bolt's app.

docs/extensions.md is for people who write one.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from bot.slack.bolt import ExtensionApp
from bot.slack.tasks import describe
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    import aiohttp
    from slack_bolt.async_app import AsyncApp

    from bot.slack.client import Slack
    from bot.slack.tasks import Tasks
    from bot.slack.tokens import Tokens


class ExtensionError(HiringDeskError):
    """An extension can't be used. Names EXTENSIONS and the module."""


def load_extensions(names: Iterable[str]) -> list[ModuleType]:
    """Import the modules. Raises ExtensionError."""
    return [_load(name) for name in names]


def start_extensions(
    names: Iterable[str],
    slack: Slack,
    session: aiohttp.ClientSession,
    tokens: Tokens,
    tasks: Tasks,
) -> ExtensionApp | None:
    """Bolt's app with the listeners of these modules; None where there are no modules.

    Raises ExtensionError.
    """
    modules = load_extensions(names)
    if not modules:
        return None
    app = ExtensionApp(slack, session, tokens, tasks)
    register_extensions(modules, app)
    return app


def register_extensions(modules: Iterable[ModuleType], app: AsyncApp) -> None:
    """Let each extension register its listeners. Raises ExtensionError."""
    for module in modules:
        try:
            module.register(app)
        except Exception as error:
            raise ExtensionError(
                f"EXTENSIONS: register() of {module.__name__} failed with {describe(error)}."
            ) from error


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
            f"EXTENSIONS: importing {name} failed with {describe(error)}."
        ) from error
    if not callable(getattr(module, "register", None)):
        raise ExtensionError(
            f"EXTENSIONS names {name}, but it has no function register(app). "
            "docs/extensions.md shows one."
        )
    return module
