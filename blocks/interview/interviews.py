"""What every `/interview-questions` answer is drawn from, and the buttons that several show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.details import add_details, build_details_button
from blocks.mrkdwn import Mrkdwn
from blocks.roles import RoleAsker
from blocks.sources import build_guide_source
from hiring.guide.interview_query import (
    OTHER_PLANS,
    AtPlan,
    AtSheet,
    AtStage,
    OtherPlans,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from blocks.kit import Block, Element
    from hiring.guide.interview import Interview, Stage
    from hiring.guide.interview_query import Shown
    from hiring.guide.not_to_ask import NotToAsk
    from hiring.guide.red_flags import RedFlag
    from hiring.guide.role import CommandHelp, Guide, Role
    from hiring.guide.sources import Citing

COMMAND = "/interview-questions"
ASKER = RoleAsker(COMMAND, ids.INTERVIEW_SHOW)
PREPARE = 97  # the number of its button


@dataclass(frozen=True)
class Interviews:
    """The interviews of one role.

    `native`: Slack's own charts and tables are used. `public`: everyone in the workspace can read
    the channel of the answer, so that sharing asks first.
    """

    role: Role
    interview: Interview
    others: Sequence[Role]  # the other roles with interviews
    help: CommandHelp
    native: bool
    public: bool
    citing: Citing
    not_to_ask: NotToAsk

    @classmethod
    def from_role(
        cls, role: Role, guide: Guide, *, native: bool, public: bool
    ) -> Interviews | None:
        """The interviews of a role; None if its folder has none."""
        if role.interview is None:
            return None
        others = [other for other in guide.roles.values() if other.interview and other is not role]
        texts = guide.help.interview_questions
        return cls(
            role, role.interview, others, texts, native, public, guide.citing, guide.not_to_ask
        )

    def on(self, today: date) -> Interviews:
        """The interviews as they are read on a date."""
        return replace(self, citing=replace(self.citing, today=today))

    def list_flags(self, stage: Stage) -> list[RedFlag]:
        """The red flags that a stage probes; the content check proves they exist."""
        flags = self.role.red_flags
        return [flags.get(flag) for flag in stage.red_flags] if flags else []

    def value(self, shown: Shown) -> str:
        """What is shown as the value of a button, as it could be typed."""
        match shown:
            case AtStage(stage=stage):
                return f"{self.role.id} {stage.id}"
            case AtPlan(plan=plan):
                return f"{self.role.id} {plan.names[0]}"
            case AtSheet(sheet=sheet):
                return f"{self.role.id} {sheet.names[0]}"
            case OtherPlans():
                return f"{self.role.id} {OTHER_PLANS[0]}"
            case _:
                return self.role.id

    def details_button(self, shown: Shown, *, detailed: bool) -> Element:
        """*Details* under the short answer, *Less* under the long one."""
        value = self.value(shown)
        return build_details_button(ids.INTERVIEW_SHOW, value, detailed=detailed)

    def share_button(self, shown: Shown, *, detailed: bool) -> Element:
        """A button that shares what is shown; in a public channel it asks first."""
        warning = kit.confirm(
            "Share in a public channel?",
            "Everyone in the workspace can read it here, including friends of your candidates. "
            "In a private channel only the interviewers can.",
            "Share anyway",
        )
        return kit.button(
            "Share in channel",
            ids.INTERVIEW_SHARE,
            value=add_details(self.value(shown), detailed=detailed),
            confirm=warning if self.public else None,
        )

    def kit_button(self, shown: Shown) -> Element:
        """A button that sends the kit as a direct message, with a file."""
        return kit.button("Send me the kit", ids.INTERVIEW_KIT, value=self.value(shown))


def build_show_button(interviews: Interviews, shown: Shown, label: str, number: int) -> Element:
    """A button that shows a part. `number` tells buttons of one message apart."""
    return kit.button(
        label, ids.number_id(ids.INTERVIEW_SHOW, number), value=interviews.value(shown)
    )


def build_prepare_buttons(interviews: Interviews, stage: Stage | None = None) -> list[Element]:
    """The button that shows the preparation sheet, where the role has one (and the stage asks)."""
    sheet = interviews.interview.own_problem
    if sheet is None or (stage and not interviews.interview.needs_own_problem(stage)):
        return []
    return [build_show_button(interviews, AtSheet(sheet), "Prepare your problem", PREPARE)]


def build_source(interviews: Interviews) -> Block:
    """What the interviews rest on, and that they are from the team's own guide."""
    return build_guide_source(
        interviews.role, citing=interviews.citing, source=interviews.interview.source
    )


def build_shortened_note() -> Block:
    """What is said under a message that could not hold all of a team's own content."""
    note = Mrkdwn("Shortened to fit: the kit has all of it.")
    return kit.context(note, "interview.shortened")


def format_duration(minutes: int) -> str:
    """A duration in words, such as `45 minutes` or `3 hours 15 minutes`."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
    return " ".join([*parts, f"{rest} minutes"] if rest else parts)
