"""How a new year's occupations and areas differ from the former ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hiring.pay_statistics.figures import Area, Job


def describe_changes(
    what: str, former: Iterable[Job | Area], present: Iterable[Job | Area]
) -> Iterator[str]:
    """A line for each that is gone, new, or called by another name. `what`: such as area."""
    before, after = _by_code(former), _by_code(present)
    for code in sorted({*before, *after}):
        old, new = before.get(code), after.get(code)
        if new is None:
            yield f"{what} gone: {code} {old}"
        elif old is None:
            yield f"{what} new: {code} {new}"
        elif old != new:
            yield f"{what} renamed: {code} {old} -> {new}"


def _by_code(entries: Iterable[Job | Area]) -> Mapping[str, str]:
    return {entry.code: entry.name for entry in entries}
