"""What a submitted scorecard's form becomes: that it is saved, and who can read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs.wording import list_people, shorten_label
from blocks.mrkdwn import Mrkdwn, format_local_time, join, md

if TYPE_CHECKING:
    from blocks.debriefs.wording import RoleWords
    from blocks.kit import View


@dataclass(frozen=True, slots=True)
class FiledScorecard:
    """What became of a submitted scorecard.

    `changed`: it had been filed before. `complete`: its round waits for nobody any
    more. `public`: the channel can read it. `readers` can read it before that.
    `reveal_at` is when the channel can, if that is known. `needs_reason`: a change needs one.
    """

    label: str
    stage: str
    changed: bool = False
    complete: bool = False
    public: bool = False
    readers: tuple[str, ...] = ()
    reveal_at: int | None = None
    needs_reason: bool = False


def build_filed_view(filed: FiledScorecard, words: RoleWords) -> View:
    """What happened to the scorecard, and how to change it."""
    head = md(
        "*{label}*, {stage}",
        label=shorten_label(filed.label),
        stage=words.stage_name(filed.stage),
    )
    what = md("*{saved}* {sight}", saved="Saved." if filed.changed else "Filed.", sight=_say(filed))
    change = Mrkdwn(
        "There is nothing left to do. To change it, press *Edit feedback* in my message."
    )
    reason = Mrkdwn("A change needs a reason, and both versions stay.")
    next_step = join([change, reason if filed.needs_reason else Mrkdwn()], " ")
    return kit.modal(
        ids.DEBRIEF_FILED,
        "Your scorecard",
        [kit.section(join([head, what]), "filed"), kit.context(next_step, "next")],
        close="Done",
    )


def _say(filed: FiledScorecard) -> Mrkdwn:
    """Who can read it, and from when on."""
    if filed.public:
        return Mrkdwn("The channel can read it, marked “after the reveal”.")
    if not filed.complete:
        return Mrkdwn("Sealed until everyone in this round has filed.")
    complete = Mrkdwn("All scorecards of this round are in.")
    if filed.readers:
        return md(
            "{complete} {who} can read it.", complete=complete, who=list_people(filed.readers)
        )
    if filed.reveal_at is not None:
        at = format_local_time(filed.reveal_at)
        return md("{complete} They are revealed {at}.", complete=complete, at=at)
    return complete
