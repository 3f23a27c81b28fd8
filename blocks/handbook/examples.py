"""Examples of every `/hiring-guide` answer."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from blocks.details import split_off_details
from blocks.handbook.answers import build_answer, build_shared_answer
from blocks.handbook.ask_form import build_answer_view, build_ask_form
from blocks.handbook.source import HandbookSource
from blocks.modal_origin import ModalOrigin
from hiring.guide.handbook import AboutPay, Described, DidYouMean, Found, NotCovered
from hiring.guide.passage import MissingTopic, Topic
from hiring.guide.passages import list_passages
from hiring.guide.salary_query import EquityAt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message | View]

PERSON = "U0000000001"


@cache  # a guide takes half a second to index
def _find_source(guide: Guide, *, native: bool) -> HandbookSource:
    role = next(role for role in guide.roles.values() if role.about.functions)
    return HandbookSource.from_role(role, guide, native=native)


def _answer_typed(text: str) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        asking = _find_source(guide, native=native)
        question, detailed = split_off_details(text)
        return build_answer(asking, asking.handbook.ask(question), detailed=detailed)

    return example


def _answer_unknown(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    return build_answer(_find_source(guide, native=native), NotCovered(typed))


def _answer_subject(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    subject = guide.not_covered.subjects[0].name
    return build_answer(_find_source(guide, native=native), NotCovered(typed, subject))


def _answer_described(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    told = {"engineers": {"enough"}, "owner": {"nobody"}, "signals": {"debt"}}
    described = Described(typed, told)
    return build_answer(_find_source(guide, native=native), described)


def _answer_missing(topic: Topic) -> Example:
    return lambda guide, _typed, native: build_answer(
        _find_source(guide, native=native), MissingTopic(topic)
    )


def _ask_back(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    asking = _find_source(guide, native=native)
    passages = list_passages(asking.role, guide.places)
    return build_answer(asking, DidYouMean(typed, passages[:3]))


def _build_shared(text: str) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        asking = _find_source(guide, native=native)
        typed, detailed = split_off_details(text)
        shown = build_shared_answer(asking, asking.handbook.ask(typed), PERSON, detailed=detailed)
        assert shown is not None  # noqa: S101 - the texts below can all be shared
        return shown

    return example


def _answer_with_related(passage_id: str, *, detailed: bool = False) -> Example:
    """The answer with a passage and the two after it in the role's folder."""

    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        asking = _find_source(guide, native=native)
        passages = list_passages(asking.role, guide.places)
        at = [passage.id for passage in passages].index(passage_id)
        query = Found(passages[at], passages[at + 1 : at + 3])
        return build_answer(asking, query, detailed=detailed)

    return example


def _answer_about_pay(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
    return build_answer(_find_source(guide, native=native), AboutPay(EquityAt()))


def _build_ask_form(guide: Guide, _: str, native: bool) -> View:  # noqa: FBT001
    asking = _find_source(guide, native=native)
    return build_ask_form(asking, ModalOrigin(asking.role.id))


def _answer_in_modal(guide: Guide, typed: str, native: bool) -> View:  # noqa: FBT001
    asking = _find_source(guide, native=native)
    passages = list_passages(asking.role, guide.places)
    return build_answer_view(asking, DidYouMean(typed, passages[:3]))


EXAMPLES: Mapping[str, Example] = {
    "guide.home": _answer_typed(""),
    "guide.help": _answer_typed("help"),
    **{f"guide.topic.{topic.name.lower()}": _answer_typed(topic.value) for topic in Topic},
    **{
        f"guide.topic.{name}.details": _answer_typed(f"{topic.value} details")
        for name, topic in (("role", Topic.ROLE), ("flags", Topic.RED_FLAGS), ("time", Topic.TIME))
    },
    "guide.found": _answer_typed("time-to-hire"),
    "guide.found.pay": _answer_typed("salary/equity"),
    "guide.found_with_others": _answer_with_related("role/function/review"),
    "guide.found_too_tall_for_others": _answer_with_related("role/summary"),
    "guide.found.related": _answer_with_related("role/summary", detailed=True),
    "guide.nothing": _answer_unknown,
    "guide.not_covered": _answer_subject,
    "guide.not_to_ask": _answer_typed("what can't I ask"),
    "guide.not_to_ask.details": _answer_typed("what can't I ask details"),
    "guide.not_to_ask.place": _answer_typed("what can't I ask in California"),
    "guide.not_to_ask.place.details": _answer_typed("what can't I ask in California details"),
    "guide.not_to_ask.elsewhere": _answer_typed("what can't I ask in Texas"),
    "guide.not_to_ask.subject": _answer_typed("can I ask about kids"),
    "guide.not_to_ask.subject.details": _answer_typed("can I ask about health details"),
    "guide.not_to_ask.subject.place": _answer_typed("may I ask how old she is in Munich"),
    "guide.not_to_ask.subject.elsewhere": _answer_typed(
        "can I ask for the current salary in Spain"
    ),
    "guide.not_to_ask.subject.unknown": _answer_typed("can I ask about religion in Japan"),
    "guide.not_to_ask.allowed": _answer_typed("can I ask whether they need a visa"),
    "guide.not_to_ask.told": _answer_typed("what if they mention something private"),
    "guide.not_to_ask.told.subject": _answer_typed("she told me that she is pregnant"),
    "guide.missing": _answer_missing(Topic.TIME),
    "guide.missing.need": _answer_missing(Topic.NEED),
    "guide.described": _answer_described,
    "guide.did_you_mean": _ask_back,
    "guide.about_pay": _answer_about_pay,
    "guide.ask": _build_ask_form,
    "guide.asked": _answer_in_modal,
    "guide.shared.topic": _build_shared("time to hire"),
    "guide.shared.topic.details": _build_shared("time to hire details"),
    "guide.shared.passage": _build_shared("mistakes/all"),
    "guide.shared.not_to_ask": _build_shared("can I ask about kids in Germany"),
}
