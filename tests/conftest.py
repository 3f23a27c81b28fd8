from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

pytest_plugins = ["tests.valkey", "tests.desk"]

# A run tries the same examples on every machine. `make search` tries others.
settings.register_profile("same", derandomize=True)
settings.register_profile("search", max_examples=3000)
settings.load_profile("same")


def pytest_collection_finish() -> None:
    """Have the garbage collector leave alone what was imported and collected: it stays anyway."""
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-golden", action="store_true", help="write the golden files of tests/blocks again"
    )
