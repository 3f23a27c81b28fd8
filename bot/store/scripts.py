"""The Lua scripts of this package, each in a file of its own."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redis.commands.core import AsyncScript

    from bot.store.connection import Store


def load_script(store: Store, name: str) -> AsyncScript:
    """The script `name`.lua, run by its digest; a server that does not know it is given it."""
    return store.register_script((files(__package__) / f"{name}.lua").read_text())
