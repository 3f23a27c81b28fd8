"""The form *Advance*: who is told what when the next round starts, and when its interviews are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs import values as v
from blocks.debriefs.ref import Ref
from blocks.debriefs.time_field import (
    LATER,
    MOST_TIMES,
    ask_when,
    build_time_field,
    find_far_times,
)
from blocks.debriefs.wording import KIT_COMES, RoleWords, list_people, shorten_label
from blocks.mrkdwn import Mrkdwn, channel, join, md
from hiring.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from blocks.debriefs.zones import ZonedPerson
    from blocks.kit import Block, View
    from hiring.debriefs.role_text import RoleText


@dataclass(frozen=True, slots=True)
class NextSeat:
    """An interview of the next round, and when it is as far as that is known."""

    seat: str
    stage: str
    person: ZonedPerson
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Advance:
    """The round that is complete, and the interviews of the one after it.

    `reader` fills in the form.
    """

    debrief_id: str
    label: str
    channel: str
    number: int
    seats: tuple[NextSeat, ...]
    reader: ZonedPerson


def build_advance_form(advance: Advance, role_text: RoleText) -> View:
    """The form. A field's block_id is `at/<seat>`."""
    words = RoleWords(role_text)
    return kit.modal(
        ids.DEBRIEF_ADVANCE_FORM,
        f"Start round {advance.number + 1}",
        [
            kit.section(_describe_messages(advance), "told"),
            *(
                _build_time_field(number, seat, advance.reader, words)
                for number, seat in enumerate(advance.seats[:MOST_TIMES])
            ),
            *([kit.context(LATER, "later")] if len(advance.seats) > MOST_TIMES else []),
        ],
        submit="Advance",
        close="Cancel",
        private_metadata=Ref(advance.debrief_id, round=advance.number).text(),
    )


def read_times(values: v.Values) -> dict[str, int | None]:
    """The time of each interview that the form shows, by seat; None if it has none."""
    fields = v.read_fields(values)
    return {
        block.partition("/")[2]: v.get_time(fields, block)
        for block in values
        if block.startswith("at/")
    }


def read_complete_times(values: v.Values, now: int) -> Mapping[str, int | None]:
    """The times to save. Raises FormError, by block_id."""
    times = read_times(values)
    if errors := find_far_times({f"at/{seat}": at for seat, at in times.items()}, now):
        raise FormError(errors)
    return times


def _describe_messages(advance: Advance) -> Mrkdwn:
    """Who is told what, and when."""
    following = advance.number + 1
    people = list_people(dict.fromkeys(seat.person.id for seat in advance.seats))
    each = len({seat.person.id for seat in advance.seats}) > 1
    told = (
        md(
            "• {people}: {a} message now, and {kit}. Without a time, the kit comes now.",
            people=people,
            kit=KIT_COMES,
            a="each a" if each else "a",
        )
        if advance.seats
        else Mrkdwn("• Nobody interviews in this round yet. You can add people in *Manage*.")
    )
    public = md(
        "• {channel}: that round {over} is complete and round {following} has started. What was"
        " filed stays sealed.",
        channel=channel(advance.channel),
        over=advance.number,
        following=following,
    )
    head = md("*{label}.* When you press *Advance*:", label=shorten_label(advance.label))
    return join([head, told, public])


def _build_time_field(number: int, seat: NextSeat, reader: ZonedPerson, words: RoleWords) -> Block:
    return build_time_field(
        ask_when(words.stage_name(seat.stage), seat.person),
        ids.number_id(ids.DEBRIEF_ADVANCE_TIME, number),
        f"at/{seat.seat}",
        seat.at,
        reader,
        seat.person,
    )
