"""Several names as a sentence has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def join_names(names: Sequence[str], link: str = "and") -> str:
    """`PyTorch, Ray and Kubernetes`; empty without names."""
    if len(names) < 2:  # noqa: PLR2004 - a list
        return ", ".join(names)
    return f"{', '.join(names[:-1])} {link} {names[-1]}"
