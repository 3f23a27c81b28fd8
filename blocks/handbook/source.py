"""What every `/hiring-guide` answer is drawn from, and the buttons that several show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.details import add_details
from blocks.handbook.not_to_ask import build_not_to_ask_button
from blocks.interview.interviews import Interviews
from blocks.need.questions import build_questions_button
from blocks.roles import RoleAsker
from blocks.salary.benchmark import Benchmark
from hiring.guide.handbook import load_handbook
from hiring.guide.interview_query import AtPlan, AtSheet, find_subject_of
from hiring.guide.passage import Topic
from hiring.guide.salary_query import AtPlace, EquityAt, Overview

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from blocks.kit import Block, Element
    from hiring.guide.handbook import Handbook
    from hiring.guide.not_to_ask import NotToAsk
    from hiring.guide.passage import Passage
    from hiring.guide.role import CommandHelp, Guide, Role
    from hiring.guide.salary_query import Answerable
    from hiring.guide.sources import Citing

COMMAND = "/hiring-guide"
ASKER = RoleAsker(COMMAND, ids.GUIDE_SHOW)
LABELS = {
    Topic.ROLE: "The role",
    Topic.NEIGHBOURS: "Neighbouring roles",
    Topic.RED_FLAGS: "Red flags",
    Topic.MISTAKES: "Common mistakes",
    Topic.TIME: "Time to hire",
    Topic.QUESTIONS: "Questions people ask",
    Topic.SALARY: "Salary",
    Topic.INTERVIEW: "Interview plan",
    Topic.POSTING: "Job description",
    Topic.NEED: "Do we need one?",
}
# Topics that another command is about, with the action that shows its answer.
ANSWERED_BY = {
    Topic.SALARY: ids.SALARY_READ,
    Topic.INTERVIEW: ids.INTERVIEW_SHOW,
    Topic.POSTING: ids.JD_OPEN,
    Topic.NEED: ids.NEED_OPEN,
}


@dataclass(frozen=True)
class HandbookSource:
    """A role's guide, the other roles that have one, and whether Slack's own charts are used.

    `benchmark` and `interviews` are None where the role's folder has no figures or no interviews.
    `citing` describes where figures come from.
    """

    handbook: Handbook
    others: Sequence[Role]
    help: CommandHelp
    native: bool
    benchmark: Benchmark | None
    interviews: Interviews | None
    citing: Citing
    not_to_ask: NotToAsk

    @classmethod
    def from_role(cls, role: Role, guide: Guide, *, native: bool) -> HandbookSource:
        """The guide of a role; other roles count if their functions are described."""
        others = [
            other for other in guide.roles.values() if other.about.functions and other is not role
        ]
        return cls(
            load_handbook(role.id, guide),
            others,
            guide.help.hiring_guide,
            native,
            Benchmark.from_role(role, guide, native=native),
            Interviews.from_role(role, guide, native=native, public=False),
            guide.citing,
            guide.not_to_ask,
        )

    def on(self, today: date) -> HandbookSource:
        """The guide as it is read on a date."""
        return replace(
            self,
            benchmark=self.benchmark and self.benchmark.on(today),
            interviews=self.interviews and self.interviews.on(today),
            citing=replace(self.citing, today=today),
        )

    @property
    def role(self) -> Role:
        """The role whose guide is asked."""
        return self.handbook.role

    def value(self, what: str = "") -> str:
        """A topic or a passage as the value of a button, as it could be typed."""
        return f"{self.role.id} {what}".rstrip()


def build_topic_rows(asking: HandbookSource) -> list[Block]:
    """The topics in a row, then those of other commands."""
    buttons = [
        (topic, _build_topic_button(asking, topic, number))
        for number, topic in enumerate(asking.handbook.topics)
    ]
    own = [button for topic, button in buttons if topic not in ANSWERED_BY]
    own.append(build_not_to_ask_button(asking))
    elsewhere = [button for topic, button in buttons if topic in ANSWERED_BY]
    return [
        kit.actions(own, "guide.topics"),
        *([kit.actions(elsewhere, "guide.elsewhere")] if elsewhere else []),
    ]


def build_all_topics_button(asking: HandbookSource) -> Element:
    """A button that leads back to the topics."""
    return kit.button("All topics", ids.number_id(ids.GUIDE_SHOW, 99), value=asking.value())


def build_ask_button(asking: HandbookSource, label: str = "Ask again") -> Element:
    """A button that opens a field for a question."""
    return kit.button(label, ids.GUIDE_ASK, value=asking.value())


def build_share_button(asking: HandbookSource, what: str, *, detailed: bool = False) -> Element:
    """A button that shares a topic or a passage, short or long as it is shown."""
    value = add_details(asking.value(what), detailed=detailed)
    return kit.button("Share in channel", ids.GUIDE_SHARE, value=value)


def build_follow_up(asking: HandbookSource, passage: Passage) -> list[Element]:
    """The button that leads on from a passage: to its figures, or to what a command shows of it."""
    if passage.topic is Topic.SALARY and asking.benchmark:
        value = asking.benchmark.value(_choose_figures(asking.benchmark, passage))
        return [kit.button("Show the figures", ids.SALARY_READ, value=value)]
    if passage.topic is Topic.TIME and asking.native:
        value = add_details(asking.value(Topic.TIME), detailed=True)
        return [kit.button("Show the figures", ids.number_id(ids.GUIDE_SHOW, 97), value=value)]
    interviews = asking.interviews
    shown = find_subject_of(passage, interviews.interview) if interviews else None
    if interviews and isinstance(shown, AtPlan | AtSheet):
        label = "Show this plan" if isinstance(shown, AtPlan) else "Show the example"
        value = add_details(interviews.value(shown), detailed=isinstance(shown, AtSheet))
        return [kit.button(label, ids.INTERVIEW_SHOW, value=value)]
    return build_command_button(asking, passage.topic)


def build_command_button(asking: HandbookSource, topic: Topic) -> list[Element]:
    """The button that does what the command on a topic does, if there is such a command."""
    role = asking.role
    match topic:
        case Topic.INTERVIEW if role.interview:
            return [kit.button("Show the interviews", ids.INTERVIEW_SHOW, value=role.id)]
        case Topic.POSTING if role.posting:
            return [kit.button("Write the posting", ids.JD_OPEN, value=role.id)]
        case Topic.NEED if role.need:
            return [build_questions_button(role, role.need)]
        case _:
            return []


def _choose_figures(benchmark: Benchmark, passage: Passage) -> Answerable:
    """What `/salary` shows on the subject of a passage: its place, equity, or every place."""
    subject = passage.id.rpartition("/")[2]
    if subject == "equity":
        return EquityAt()
    place = next((place for place in benchmark.priced() if place.id == subject), None)
    return AtPlace(place) if place else Overview()


def _build_topic_button(asking: HandbookSource, topic: Topic, number: int) -> Element:
    """Show a topic, here or as the command that is about it does."""
    if elsewhere := ANSWERED_BY.get(topic):
        return kit.button(LABELS[topic], ids.number_id(elsewhere, number), value=asking.value())
    return kit.button(
        LABELS[topic], ids.number_id(ids.GUIDE_SHOW, number), value=asking.value(topic.value)
    )
