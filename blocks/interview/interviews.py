"""What every `/interview-questions` answer is drawn from, and the buttons that several show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.details import add_details, build_details_button
from blocks.roles import build_picker_of_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Element
    from hiring.guide.interview import Interview, Stage
    from hiring.guide.red_flags import RedFlag
    from hiring.guide.role import CommandHelp, Guide, Role

COMMAND = "/interview-questions"


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

    @classmethod
    def from_role(
        cls, role: Role, guide: Guide, *, native: bool, public: bool
    ) -> Interviews | None:
        """The interviews of a role; None if its folder has none."""
        if role.interview is None:
            return None
        others = [other for other in guide.roles.values() if other.interview and other is not role]
        texts = guide.help.interview_questions
        return cls(role, role.interview, others, texts, native, public)

    def flags(self, stage: Stage) -> list[RedFlag]:
        """The red flags that a stage probes; the content check proves they exist."""
        flags = self.role.red_flags
        return [flags.get(flag) for flag in stage.red_flags] if flags else []

    def value(self, stage: Stage | None) -> str:
        """The plan or a stage as the value of a button, as it could be typed."""
        return f"{self.role.id} {stage.id}" if stage else self.role.id

    def role_picker(self) -> list[Element]:
        """A picker of the other roles' plans."""
        return build_picker_of_roles(ids.INTERVIEW_SHOW, self.others, lambda role: role.id)

    def details_button(self, stage: Stage | None, *, detailed: bool) -> Element:
        """*Details* under the short answer, *Less* under the long one."""
        return build_details_button(ids.INTERVIEW_SHOW, self.value(stage), detailed=detailed)

    def share_button(self, stage: Stage | None, *, detailed: bool) -> Element:
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
            value=add_details(self.value(stage), detailed=detailed),
            confirm=warning if self.public else None,
        )

    def kit_button(self, stage: Stage | None) -> Element:
        """A button that sends the kit as a direct message, with a file."""
        return kit.button("Send me the kit", ids.INTERVIEW_KIT, value=self.value(stage))


def build_show_button(
    interviews: Interviews, stage: Stage | None, label: str, number: int
) -> Element:
    """A button that shows the plan or a stage. `number` tells buttons of one message apart."""
    return kit.button(
        label, ids.number_id(ids.INTERVIEW_SHOW, number), value=interviews.value(stage)
    )


def format_duration(minutes: int) -> str:
    """A duration in words, such as `45 minutes` or `3 hours 15 minutes`."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
    return " ".join([*parts, f"{rest} minutes"] if rest else parts)
