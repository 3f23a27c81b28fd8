"""The part of the form *Open a debrief* that says when the first interviews are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Self

from blocks import ids, kit
from blocks.debriefs.time_field import (
    FILE_TEXT,
    ReadInvitation,
    ask_when,
    build_invitation_fields,
    build_time_field,
)
from blocks.mrkdwn import Mrkdwn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from blocks.debriefs.zones import Panel
    from blocks.kit import Block
    from blocks.modal_origin import ModalOrigin
    from hiring.guide.interview import Stage

FROM_LAST: Final = Mrkdwn(
    "*From your last debrief here:* the interviewers below. Change them if the panel is different."
)


@dataclass(frozen=True)
class FormState:
    """What the form remembers besides what is filled in.

    `from_last`: its interviewers are those of the last debrief here. `pasting`: it shows the field
    for an invitation. `invited_at` is the time of the last invitation that was read for a stage:
    whoever is chosen for the stage gets it. `filled` counts how often it was filled in by us; the
    fields have other ids then, or Slack would keep what was in them.
    """

    from_last: bool = False
    pasting: bool = False
    filled: int = 0
    invited_at: Mapping[str, int] = field(default_factory=dict)

    def write(self, origin: ModalOrigin) -> ModalOrigin:
        """The origin that the form carries, with this in it."""
        flags = {"from_last": self.from_last, "pasting": self.pasting}
        chosen = {name: ["1"] for name, is_set in flags.items() if is_set}
        if self.invited_at:
            chosen["invited_at"] = [f"{at}:{stage}" for stage, at in self.invited_at.items()]
        return replace(origin, chosen={**chosen, "filled": [str(self.filled)]})

    @classmethod
    def read(cls, origin: ModalOrigin) -> Self:
        """The state in an origin. A form of an earlier version has none."""
        [filled] = origin.chosen.get("filled") or ["0"]
        times = (each.partition(":") for each in origin.chosen.get("invited_at", ()))
        invited_at = {stage: int(at) for at, _, stage in times}
        return cls(
            "from_last" in origin.chosen, "pasting" in origin.chosen, int(filled), invited_at
        )

    def name_field(self, name: str) -> str:
        """The block_id of a field that we fill in."""
        return f"{name}:{self.filled}" if self.filled else name


def build_stage_fields(  # noqa: PLR0913, PLR0917 - a stage, who is in it, and when
    number: int,
    stage: Stage,
    chosen: Sequence[str],
    times: Mapping[str, int],
    panel: Panel,
    state: FormState,
    *,
    asks_times: bool,
) -> Iterator[Block]:
    """Who interviews in a stage and, in the first round, when each of them does."""
    block_id = f"seats/{stage.id}"
    people = kit.people(
        ids.number_id(ids.DEBRIEF_OPEN_PEOPLE, number), "Who interviews?", initial=chosen
    )
    yield kit.input_block(
        stage.name, people, state.name_field(block_id), optional=True, dispatch=True
    )
    if not asks_times:
        return
    for person in chosen:
        name, who = f"{stage.id}/{person}", panel.find(person)
        yield build_time_field(
            ask_when(stage.name, who),
            f"{ids.DEBRIEF_OPEN_TIME}:{name}",
            state.name_field(f"at/{name}"),
            times.get(name),
            panel.reader,
            who,
        )


def build_last_panel_note() -> Block:
    """That the interviewers are those of the last debrief, and a button to take them out."""
    clear = kit.button("Clear them", ids.DEBRIEF_OPEN_CLEAR)
    return kit.section(FROM_LAST, "from_last", clear)


def build_invited_stage_fields(
    stages: Sequence[Stage], state: FormState, invitation: str, read: ReadInvitation
) -> Iterator[Block]:
    """For which stage an invitation is, and where it is pasted. `read`: what was read out of it."""
    options = {stage.id: stage.name[:75] for stage in stages}
    pick = kit.select("invitation_stage", "Stage", options, initial=stages[0].id)
    yield kit.input_block("The invitation is for", pick, "invitation_stage")
    yield from build_invitation_fields(
        FILE_TEXT,
        state.name_field("invitation"),
        invitation,
        "the time and the interviewers are taken from it",
        ids.DEBRIEF_OPEN_READ,
        read,
    )
