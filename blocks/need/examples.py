"""Examples of the questions and of each kind of answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.modal_origin import ModalOrigin
from blocks.need import answers, next_steps, questions
from blocks.need.questions import NeedSource
from hiring.guide.need import keep_known_options
from hiring.guide.weighing import decide

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message | View]

LEAD = {
    "engineers": {"enough"},
    "owner": {"nobody"},
    "signals": {"inconsistent", "product", "seniors", "debt"},
    "problems": {"open"},
    "stuck": {"architecture"},
    "time": {"outside"},
}
QUIET = {**LEAD, "signals": set(), "stuck": {"nothing"}, "time": {"unsure"}}
CHOSEN = {
    "lead": LEAD,
    "staff_ic": {**QUIET, "stuck": {"hard-problems"}, "time": {"building"}},
    "manager": {**QUIET, "owner": {"executive"}, "stuck": {"growing"}},
    "both": {**LEAD, "stuck": {"growing"}},
    "not_yet": {**QUIET, "owner": {"executive"}, "problems": {"defined"}},
    "close": QUIET,
    "clash": {**LEAD, "owner": {"executive"}, "time": {"unsure"}},
    "in_name": {**LEAD, "owner": {"executive-in-name"}},
}
STEPS = (
    next_steps.SALARY,
    next_steps.INTERVIEWS,
    next_steps.TIME,
    next_steps.COMPARE,
    next_steps.SIGNS,
)


def _find_source(guide: Guide) -> NeedSource:
    role = next(role for role in guide.roles.values() if role.need)
    asking = NeedSource.from_role(role, guide)
    assert asking is not None  # noqa: S101 - the role has questions
    return asking


def _build_form(guide: Guide, _: str, _native: bool) -> View:  # noqa: FBT001
    asking = _find_source(guide)
    return questions.build_form(
        asking, ModalOrigin(asking.role.id), keep_known_options(asking.need, LEAD)
    )


def _build_form_from_typed(guide: Guide, _: str, _native: bool) -> View:  # noqa: FBT001
    asking = _find_source(guide)
    told = keep_known_options(asking.need, {"engineers": {"enough"}, "signals": {"debt"}})
    return questions.build_form(asking, ModalOrigin(asking.role.id), told, told=True)


def _build_answer(name: str, note: str = "") -> Example:
    def example(guide: Guide, _: str, _native: bool) -> View:  # noqa: FBT001
        asking = _find_source(guide)
        result = decide(asking.need, keep_known_options(asking.need, CHOSEN[name]))
        return answers.build_answer(asking, result, ModalOrigin(asking.role.id), note)

    return example


def _build_shared(name: str) -> Example:
    def example(guide: Guide, _: str, _native: bool) -> Message:  # noqa: FBT001
        asking = _find_source(guide)
        result = decide(asking.need, keep_known_options(asking.need, CHOSEN[name]))
        return answers.build_shared_answer(asking, result, "U0000000001")

    return example


def _build_details(name: str) -> Example:
    def example(guide: Guide, _: str, _native: bool) -> View:  # noqa: FBT001
        asking = _find_source(guide)
        result = decide(asking.need, keep_known_options(asking.need, CHOSEN[name]))
        return answers.build_details(asking, result)

    return example


def _build_next_step(step: str) -> Example:
    def example(guide: Guide, _: str, _native: bool) -> View:  # noqa: FBT001
        role = _find_source(guide).role
        view = next_steps.build_next_step(step, role, role, guide)
        assert view is not None  # noqa: S101 - the role has all of these
        return view

    return example


EXAMPLES: Mapping[str, Example] = {
    "need.form": _build_form,
    "need.form.told": _build_form_from_typed,
    **{f"need.answer.{name}": _build_answer(name) for name in CHOSEN},
    "need.answer.done": _build_answer("lead", "Shared in this channel."),
    **{f"need.shared.{name}": _build_shared(name) for name in ("lead", "both", "close", "clash")},
    **{f"need.details.{name}": _build_details(name) for name in ("lead", "clash")},
    **{f"need.next.{step}": _build_next_step(step) for step in STEPS},
}
