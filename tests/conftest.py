from __future__ import annotations

import gc
import logging

import pytest
from hypothesis import settings

from bot.logs import QUIET

pytest_plugins = ["tests.valkey", "tests.desk"]

# A run tries the same examples on every machine. `make search` tries others.
settings.register_profile("same", derandomize=True)
settings.register_profile("search", max_examples=3000)
settings.load_profile("same")


SLOWEST = ("tests/chaos/", "tests/app/", "tests/browser/")
"""The folders of the files that take longest: they start processes, and wait for them."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with the slowest, so that no process is left alone with them at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(SLOWEST))


def pytest_collection_finish() -> None:
    """Have the garbage collector leave alone what was imported and collected: it stays anyway.

    And have bm25s say no more than in the app, where a test fails and its logs are shown.
    """
    gc.collect()
    gc.freeze()
    logging.getLogger("bm25s").setLevel(QUIET["bm25s"])


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write the golden files again")
