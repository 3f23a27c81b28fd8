"""What comes after the answer: buttons that fit the verdict, and what they lay over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.handbook.pages import build_page
from blocks.interview.answers import build_plan
from blocks.interview.interviews import Interviews
from blocks.mrkdwn import escape
from blocks.need.questions import COMMAND
from blocks.role_comparison import build_comparison
from blocks.salary.role_pay import build_role_pay
from blocks.sources import build_guide_source
from hiring.guide.interview_query import Plan
from hiring.guide.passage import Topic
from hiring.guide.role_names import find_by_label

if TYPE_CHECKING:
    from blocks.kit import Element, View
    from blocks.need.questions import NeedSource
    from hiring.guide.role import Guide, Role
    from hiring.guide.weighing import Decision

# What comes next, by the value of its button.
POSTING, SALARY, INTERVIEWS, TIME = "posting", "salary", "interviews", "time"
COMPARE, SIGNS, DETAILS = "compare", "signs", "details"


def build_next_buttons(asking: NeedSource, decision: Decision) -> list[Element]:
    """For the role that the verdict names, what its folder has; else what helps to tell."""
    steps = _list_steps(asking, decision)
    return [
        kit.button(label, ids.number_id(ids.NEED_NEXT, number), value=value, primary=number == 1)
        if value.startswith(POSTING)
        else kit.button(label, ids.number_id(ids.NEED_NEXT, number), value=value)
        for number, (value, label) in enumerate(steps, start=1)
    ]


def _list_steps(asking: NeedSource, decision: Decision) -> list[tuple[str, str]]:
    """The values and labels of the buttons: a step, and the id of the role where it is another."""
    needed, own = _list_needed(asking, decision), asking.role
    is_split = decision.verdict is not None and bool(decision.verdict.joins)
    steps: list[tuple[str, str, object]] = []
    for role in needed:
        is_plain = role is own and not is_split
        label = "Write the posting" if is_plain else f"{role.about.title} posting"
        steps += [
            (_write(POSTING, role, own), label, role.posting),
            (_write(SALARY, role, own), "Salary", role.has_pay and len(needed) == 1),
            (_write(INTERVIEWS, role, own), "Interview plan", role.interview and not is_split),
            (_write(TIME, role, own), "Time to hire", role.time_to_hire and not is_split),
        ]
    other = next((role for role in needed if role.id != own.id), own)
    named = [entry for entry in decision.likely if entry.neighbour or entry.joins]
    is_compared = bool(own.about.neighbours and named) and (is_split or own not in needed)
    is_compared = is_compared and len(needed) <= 1  # else there is a button for each already
    return [
        (value, label)
        for value, label, shown in [
            *steps,
            (_write(COMPARE, other, own), "Compare the roles", is_compared),
            (SIGNS, "Signs to watch for", len(named) < len(decision.likely) and _has_signs(own)),
        ]
        if shown
    ]


def _list_needed(asking: NeedSource, decision: Decision) -> list[Role]:
    """The roles that the verdict names, as far as there are packs of them."""
    verdict = decision.verdict
    parts = {verdict.id, *verdict.joins} if verdict else set()
    labels = [entry.verdict.neighbour for entry in decision.weighed if entry.verdict.id in parts]
    roles = [find_by_label(label, asking.packs) for label in labels if label]
    return [role for role in roles if role]


def _write(step: str, role: Role, own: Role) -> str:
    return step if role is own else f"{step} {role.id}"


def _has_signs(role: Role) -> bool:
    return role.need is not None and role.need.signs is not None


def build_next_step(step: str, role: Role, own: Role, guide: Guide) -> View | None:
    """What a button of *Next* lays over the answer; None if the role's folder no longer has it.

    `own` is the role whose questions were answered, `role` the one that the step is about. A modal
    has neither charts nor data tables, so all of it is made with text ones.
    """
    if step == SALARY and (pay := build_role_pay(guide, role)):
        return kit.modal(ids.NEED_SHOWN, "Salary", pay, close="Back")
    if step == INTERVIEWS:
        interviews = Interviews.from_role(role, guide, native=False, public=False)
        if interviews is not None:
            plan = build_plan(interviews, [], detailed=True)
            end = [kit.actions([interviews.kit_button(Plan())], "need.kit")]
            return kit.modal_of(ids.NEED_SHOWN, "Interview plan", plan, end)
    if step == COMPARE and role.id != own.id:
        compared = build_comparison(guide, [own, role], COMMAND, detailed=True)
        return kit.modal_of(ids.NEED_SHOWN, "Compare the roles", compared)
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
