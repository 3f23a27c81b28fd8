"""What the store must know of debriefs: their written form, and the lists that they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.debriefs import IndexEntries
from hiring.debriefs import codec
from hiring.debriefs.debrief import Outcome

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief


class DebriefRecords:
    """Debriefs for `bot.store.debriefs`, which knows no record by itself."""

    def dump(self, record: Debrief) -> bytes:
        """The record as JSON."""
        return codec.dump(record)

    def load(self, data: bytes) -> Debrief:
        """The record that was dumped. Raises UnreadableError."""
        return codec.load(data)

    def listed(self, record: Debrief) -> IndexEntries:
        """By channel; by person who owes a card, soonest due first; by person who runs it."""
        over = ended_at(record)
        return IndexEntries(
            channel=record.channel,
            open=over is None,
            at=record.opened_at if over is None else over,
            owes=_owes(record),
            runs={}
            if over is not None
            else dict.fromkeys((record.owner, record.decider), record.opened_at),
        )


def ended_at(record: Debrief) -> int | None:
    """When it was decided or closed, None while it is open. *Hold* leaves it open."""
    if record.closed:
        return record.closed.at
    decision = record.decision
    return decision.at if decision and decision.outcome is not Outcome.HOLD else None


def _owes(record: Debrief) -> dict[str, int]:
    """Who has to file, and by when: the empty seats of the running round."""
    if record.closed or record.public_through >= record.current_round.number:
        return {}
    empty = [seat for seat in record.seats_in(record.current_round.number) if seat.is_empty]
    return {seat.person: seat.due_at for seat in sorted(empty, key=lambda one: -one.due_at)}
