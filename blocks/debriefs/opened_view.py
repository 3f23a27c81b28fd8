"""What the form *Open a debrief* becomes: that it is open, who is told what, and the times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs.wording import KIT_COMES, list_people, shorten_label
from blocks.debriefs.zones import describe_all_elsewhere
from blocks.mrkdwn import Mrkdwn, channel, format_local_time, join, md, mention

if TYPE_CHECKING:
    from blocks.debriefs.zones import Panel
    from blocks.kit import View
    from hiring.debriefs.debrief import Debrief


@dataclass(frozen=True, slots=True)
class OpenedDebrief:
    """A debrief that was just opened, for its owner, who is the reader of `panel`."""

    debrief: Debrief
    panel: Panel


def build_opened_view(opened: OpenedDebrief) -> View:
    """What happens now."""
    debrief, panel = opened.debrief, opened.panel
    seats = debrief.seats_in(1)
    unscheduled = dict.fromkeys(seat.person for seat in seats if seat.at is None)
    times = [(seat.person, seat.at) for seat in seats if seat.at is not None]
    lines = [
        md("• {person} interviews {at}.", person=mention(person), at=format_local_time(at))
        for person, at in times
    ]
    kits = md("• They get {kit}.", kit=KIT_COMES) if lines else Mrkdwn()
    waiting = (
        md(
            "• {people}: not scheduled yet, so the kit comes now. Once you know the time, press"
            " *Manage*, then *Schedule*.",
            people=list_people(unscheduled),
        )
        if unscheduled
        else Mrkdwn()
    )
    elsewhere = describe_all_elsewhere(
        ((at, panel.find(person)) for person, at in times), panel.reader
    )
    head = md(
        "*{label} is open* in {channel}. Scorecards stay sealed until everyone in the round has"
        " filed.",
        label=shorten_label(debrief.label),
        channel=channel(debrief.channel),
    )
    return kit.modal(
        ids.DEBRIEF_OPENED,
        "Debrief opened",
        [
            *kit.paragraphs(join([head, *lines, kits, waiting]), "opened"),
            *(
                kit.paragraphs(join(md("{line}", line=line) for line in elsewhere), "elsewhere")
                if elsewhere
                else []
            ),
        ],
        close="Done",
    )
