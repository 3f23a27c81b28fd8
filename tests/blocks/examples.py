"""Examples of everything that a block builder makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from blocks.gallery import EXAMPLES
from blocks.kit import Message

if TYPE_CHECKING:
    from hiring.guide.role import Guide

    JSON = dict[str, Any]


def example(name: str, guide: Guide, typed: str = "sample text", *, native: bool = True) -> JSON:
    """The arguments of `chat.postMessage` that carry content, or a view."""
    shown = EXAMPLES[name](guide, typed, native)
    return shown.payload() if isinstance(shown, Message) else shown.payload
