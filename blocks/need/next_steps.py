"""What comes after the answer: buttons that fit the verdict, and what they lay over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.handbook.pages import build_page
from blocks.interview.answers import build_plan
from blocks.interview.interviews import Interviews
from blocks.mrkdwn import escape, escape_sentence, join, md
from blocks.salary.benchmark import Benchmark, build_source, format_range
from blocks.sources import build_guide_source
from hiring.guide.passage import Topic
from hiring.money import Basis

if TYPE_CHECKING:
    from blocks.kit import Block, Element, View
    from hiring.guide.role import Guide, Role
    from hiring.guide.weighing import Decision

# What comes next, by the value of its button.
POSTING, SALARY, INTERVIEWS, TIME = "posting", "salary", "interviews", "time"
COMPARE, SIGNS, DETAILS = "compare", "signs", "details"


def build_next_buttons(role: Role, decision: Decision) -> list[Element]:
    """For the role what its folder has, if the role is needed; otherwise what helps to tell."""
    return [
        kit.button(label, ids.number_id(ids.NEED_NEXT, number), value=step, primary=step == POSTING)
        for number, (step, label) in enumerate(_list_steps(role, decision), start=1)
    ]


def _list_steps(role: Role, decision: Decision) -> list[tuple[str, str]]:
    """The values and labels of the buttons: nothing of the role's own where it isn't needed."""
    verdict = decision.verdict
    parts = {verdict.id, *verdict.joins} if verdict else set()
    needed = any(
        entry.verdict.id in parts and entry.verdict.neighbour == role.about.title
        for entry in decision.weighed
    )
    roles = [entry for entry in decision.likely if entry.neighbour or entry.joins]
    is_split = verdict is not None and bool(verdict.joins)
    compared = bool(role.about.neighbours and roles) and (is_split or not needed)
    posting = "Write the lead's posting" if is_split else "Write the posting"
    steps = [
        (POSTING, posting, needed and role.posting),
        (SALARY, "Salary", needed and role.salary),
        (INTERVIEWS, "Interview plan", needed and not is_split and role.interview),
        (TIME, "Time to hire", needed and not is_split and role.time_to_hire),
        (COMPARE, "Compare the roles", compared),
        (SIGNS, "Signs to watch for", len(roles) < len(decision.likely) and _has_signs(role)),
    ]
    return [(step, label) for step, label, shown in steps if shown]


def _has_signs(role: Role) -> bool:
    return role.need is not None and role.need.signs is not None


def build_next_step(step: str, role: Role, guide: Guide) -> View | None:
    """What a button of *Next* lays over the answer; None if the role's folder no longer has it.

    A modal has neither charts nor data tables, so all of it is made with text ones.
    """
    if step == SALARY:
        benchmark = Benchmark.from_role(role, guide, native=False)
        if benchmark is not None:
            return kit.modal(ids.NEED_SHOWN, "Salary", _build_salary(benchmark), close="Back")
    if step == INTERVIEWS:
        interviews = Interviews.from_role(role, guide, native=False, public=False)
        if interviews is not None:
            return kit.modal_of(
                ids.NEED_SHOWN, "Interview plan", build_plan(interviews, [], detailed=True)
            )
    pages = {
        TIME: ("Time to hire", Topic.TIME, role.time_to_hire),
        SIGNS: ("Signs to watch for", Topic.NEED, role.need),
        COMPARE: ("Compare the roles", Topic.NEIGHBOURS, role.about.neighbours),
    }
    title, topic, exists = pages.get(step, ("", Topic.ROLE, None))
    if not exists:
        return None
    between = role.about.between if step == COMPARE else None
    page = build_page(role, topic, native=False, detailed=False)
    blocks = [
        *([kit.section(escape(between), "need.between")] if between else []),
        *page.blocks,
        build_guide_source(role, citing=guide.citing, source=page.source),
    ]
    return kit.modal(ids.NEED_SHOWN, title, blocks, close="Back")


def _build_salary(benchmark: Benchmark) -> list[Block]:
    """A line for each place: a table in text would wrap, being wider than a modal."""
    bands = join(
        md(
            "*{place}*\n{base} base, {total} total",
            place=benchmark.place(band).name,
            base=format_range(band, Basis.BASE),
            total=format_range(band, Basis.TOTAL),
        )
        for band in benchmark.salary.bands
    )
    more = "Type `/salary` to check an offer, see equity or share."
    return [
        kit.header(f"{benchmark.title}: yearly pay by place", "need.salary.title"),
        *kit.paragraphs(bands, "need.salary"),
        build_source(benchmark),
        kit.context(escape_sentence(more), "need.salary.more"),
    ]
