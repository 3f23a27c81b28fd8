"""The debriefs that a text names by their labels, among those that a person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs.command_answers import NamedDebrief
from blocks.debriefs.lists import SHOWN
from bot.debriefs.lists import describe_debrief, list_debriefs
from hiring.debriefs.label_search import Likeness, compare_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.desk import Desk
    from bot.store.debriefs import StoredDebrief


def find_most_alike(
    text: str, debriefs: Iterable[StoredDebrief], worst: Likeness = Likeness.MISSPELT
) -> list[StoredDebrief]:
    """Those whose labels no other label is more like the text than, but not less than `worst`."""
    ranked = _rank(text, debriefs)
    best = min([worst, *(rank for rank, _ in ranked)])
    return [stored for rank, stored in ranked if rank == best]


def _rank(text: str, debriefs: Iterable[StoredDebrief]) -> list[tuple[Likeness, StoredDebrief]]:
    compared = [(compare_label(text, stored.debrief.label), stored) for stored in debriefs]
    ranked = [(rank, stored) for rank, stored in compared if rank is not None]
    return sorted(ranked, key=lambda each: each[0])


async def describe_named(
    tenant: str, desk: Desk, user: str, debriefs: Sequence[StoredDebrief]
) -> list[NamedDebrief]:
    """These debriefs as everybody in their channel may see them; only the first ones with links."""
    lines = await list_debriefs(tenant, desk, debriefs[:SHOWN])
    lines += [describe_debrief(stored, desk) for stored in debriefs[SHOWN:]]
    return [
        NamedDebrief(
            line, stored.debrief.owner, user in {stored.debrief.owner, stored.debrief.decider}
        )
        for line, stored in zip(lines, debriefs, strict=True)
    ]
