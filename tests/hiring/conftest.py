from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiring.guide.salary_parser import parse
from tests.guides import SAMPLE_CONTENT, load_sample_guide

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiring.guide.places import Places
    from hiring.guide.role import Guide
    from hiring.guide.salary import Salary
    from hiring.guide.salary_query import Query

CONTENT = SAMPLE_CONTENT


@pytest.fixture(scope="session")
def guide() -> Guide:
    """Sample content, so that a change of the shipped content changes no test."""
    return load_sample_guide()


@pytest.fixture(scope="session")
def places(guide: Guide) -> Places:
    return guide.places


@pytest.fixture(scope="session")
def salary(guide: Guide) -> Salary:
    salary = guide.roles["ai-tech-lead"].salary
    assert salary is not None
    return salary


@pytest.fixture(scope="session")
def ask(guide: Guide, places: Places, salary: Salary) -> Callable[[str], Query]:
    """What a text typed after `/salary` is read as."""
    names = guide.roles["ai-tech-lead"].typed_names
    return lambda text: parse(text, places, salary, names)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample content, to break."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))
