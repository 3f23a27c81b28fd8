"""What an interviewer can do with their own seat besides filing, behind three dots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs.ref import Ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from blocks.kit import Element

SEAT_ACTS: Final[Mapping[str, str]] = {
    ids.DEBRIEF_DID_NOT_INTERVIEW: "I didn't interview",
    ids.DEBRIEF_OFFER_SEAT: "Hand over to…",
    ids.DEBRIEF_MORE_TIME: "I need more time",
    ids.DEBRIEF_GIVE_UP: "I can't file this",
}
"""What is in the menu, by the action's id."""


def build_seat_menu(debrief_id: str, seat: str, *, has_due_time: bool) -> Element:
    """The menu of an empty seat. More time is offered where a scorecard has a due time."""
    ref = Ref(debrief_id, seat).text()
    return kit.overflow(
        ids.DEBRIEF_SEAT_MENU,
        {
            f"{act} {ref}": name
            for act, name in SEAT_ACTS.items()
            if has_due_time or act != ids.DEBRIEF_MORE_TIME
        },
    )


def read_seat_act(value: str) -> tuple[str, str]:
    """The action's id that was chosen, and the text of its Ref. Raises ValueError for any other."""
    act, _, ref = value.partition(" ")
    if act not in SEAT_ACTS:
        raise ValueError(value)
    return act, ref
