"""Roles that `new-role` began, as if somebody had written what is still to be written in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.guide.content_model import PLACEHOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.new_role import NewRole


def write_texts(new: NewRole) -> Path:
    """Have every text of a new role written, and its folder."""
    for name in new.files:
        file = new.folder / name
        text = file.read_text(encoding="utf-8").replace(f"code: {PLACEHOLDER}", "code: 15-1252")
        file.write_text(text.replace(PLACEHOLDER, "Said"), encoding="utf-8")
    return new.folder
