"""The guides that tests read. They are frozen, so each is loaded once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hiring.guide import content

if TYPE_CHECKING:
    from hiring.guide.role import Guide

SAMPLE_CONTENT = Path(__file__).parent / "sample_content"
SHIPPED_CONTENT = Path(__file__).parents[1] / "content"


@cache
def load_sample_guide() -> Guide:
    """Sample content, so that a change of the shipped content changes no test."""
    return content.load(SAMPLE_CONTENT)


@cache
def load_shipped_guide() -> Guide:
    """The content that ships with the app."""
    return content.load(SHIPPED_CONTENT)
