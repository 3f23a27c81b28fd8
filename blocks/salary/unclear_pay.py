"""What to choose instead: a title or a place that is unclear, or that no survey has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from blocks import kit
from blocks.mrkdwn import Mrkdwn, escape_sentence, join, md, quote
from blocks.salary.benchmark import build_left_out
from blocks.salary.hints import UNLIKE, WHY_NOT
from blocks.salary.pay_source import build_pay_button, build_pay_choices
from hiring.guide.salary_query import NotComparable, NotUnderstood, NotYearly, UnknownUnit
from hiring.pay_statistics.query import (
    MOST_COMPARED,
    NearArea,
    NoOccupation,
    NotMeasured,
    OutsideUnitedStates,
    TooManyCompared,
    UnclearPay,
    UnknownTitle,
    WhichArea,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Element, Message
    from hiring.pay_statistics.query import AskedArea, AskedJob, PayQuestion

_OWN_FIGURES: Final = "Whoever looks after this guide can add your company's own figures."


UnclearReading: TypeAlias = UnclearPay | NotUnderstood | NotComparable | NotYearly | UnknownUnit


def build_unclear_pay(query: UnclearReading) -> Message:
    """What is unclear, a button for each way on, and what these leave out."""
    message = _build_unclear(query)
    if isinstance(query, NotUnderstood | NotComparable | NotYearly | UnknownUnit):
        return message
    if not query.rest.left_out:
        return message
    first, *others = message.blocks
    left_out = kit.message(message.text, build_left_out(query.rest.left_out)).blocks
    return kit.Message(message.text, (first, *left_out, *others))


def _build_unclear(query: UnclearReading) -> Message:  # noqa: C901, PLR0911 - a case each
    match query:
        case NotUnderstood():
            return _build_hint(md("*{why}*", why=WHY_NOT[query.reason]))
        case NotComparable():
            why, amount = UNLIKE[query.unlike]
            return _build_hint(
                md("*{why}.* Give the yearly amount {amount}.", why=why, amount=amount)
            )
        case NotYearly():
            return _build_hint(
                md(
                    "*That is pay per {period}; the figures are per year.* Give the yearly amount.",
                    period=query.period.value,
                )
            )
        case UnknownUnit():
            what = md("*I don't know the currency or unit {typed}.*", typed=quote(query.typed))
            return _build_hint(what)
        case NoOccupation():
            return _build_no_occupation(query)
        case UnknownTitle():
            return _build_unknown_title(query)
        case WhichArea():
            return _build_which_area(query)
        case NearArea():
            names = " or ".join(area.name for area in query.candidates)
            text = md(
                "I don't know the place {typed}. *Did you mean {names}?*",
                typed=quote(query.typed),
                names=names,
            )
            return build_pay_choices(text, _build_area_buttons(query.rest, query.candidates))
        case NotMeasured():
            return _build_not_measured(query)
        case OutsideUnitedStates():
            return _build_outside(query)
        case TooManyCompared():
            return _build_too_many(query.rest)
        case _:
            assert_never(query)


def _build_hint(why: Mrkdwn) -> Message:
    """Why a text can't be answered, then what can."""
    example = Mrkdwn("Type a job and a place, such as `/salary data scientist austin`.")
    return build_pay_choices(join([why, example], " "), [])


def _build_which_area(query: WhichArea) -> Message:
    typed = quote(query.typed)
    text = md("*{typed} is the name of several areas.* Which one?", typed=typed)
    if query.abroad:
        text = md(
            "*Which {typed} is meant?* I have no official figures for the one in {abroad}.",
            typed=typed,
            abroad=query.abroad,
        )
    return build_pay_choices(text, _build_area_buttons(query.rest, query.candidates))


def _build_outside(query: OutsideUnitedStates) -> Message:
    text = join(
        [
            md(
                "*I have no official figures for {jobs} in {typed}.*",
                jobs=" or ".join(job.name for job in query.rest.jobs),
                typed=quote(query.typed),
            ),
            Mrkdwn("The statistics that I have are those of the United States."),
            escape_sentence(_OWN_FIGURES),
        ],
        " ",
    )
    return build_pay_choices(text, _build_area_buttons(query.rest, query.instead))


def _build_no_occupation(query: NoOccupation) -> Message:
    """The title as typed leads: the content's own name for it can be a wider one."""
    why = md(
        "*I have no official figures for {typed}.* {why}", typed=quote(query.typed), why=query.why
    )
    if not query.near:
        return build_pay_choices(join([why, escape_sentence(_OWN_FIGURES)], " "), [])
    lines = [md("• *{job}*: {why}", job=near.job.name, why=near.why) for near in query.near]
    text = join([why, Mrkdwn("These come near:"), *lines])
    return build_pay_choices(text, _build_job_buttons(query.rest, [n.job for n in query.near]))


def _build_unknown_title(query: UnknownTitle) -> Message:
    unknown = md("I don't know the job {typed}.", typed=quote(query.typed))
    if not query.near:
        text = join([md("*{unknown}*", unknown=unknown), escape_sentence(_OWN_FIGURES)], " ")
        return build_pay_choices(text, [])
    names = " or ".join(job.name for job in query.near)
    text = join([unknown, md("*Did you mean {names}?*", names=names)], " ")
    return build_pay_choices(text, _build_job_buttons(query.rest, query.near))


def _build_not_measured(query: NotMeasured) -> Message:
    typed = quote(query.typed)
    if query.is_known:
        text = md("*There are no figures for {typed} by itself.*", typed=typed)
    else:
        text = md("*I don't know the place {typed}.*", typed=typed)
    if query.instead:
        text = join([text, Mrkdwn("I have these:")], " ")
    return build_pay_choices(text, _build_area_buttons(query.rest, query.instead))


def _build_too_many(rest: PayQuestion) -> Message:
    text = md(
        "*That is {count} comparisons; I show {most} at most.* Which do you want?",
        count=len(rest.pairs),
        most=MOST_COMPARED,
    )
    if len(rest.areas) > 1:
        buttons = [
            build_pay_button(area.short, rest.only_in(area), number)
            for number, area in enumerate(rest.areas[:5])
        ]
    else:
        buttons = [
            build_pay_button(job.name[:75], rest.only_of(job), number)
            for number, job in enumerate(rest.jobs[:5])
        ]
    return build_pay_choices(text, buttons)


def _build_area_buttons(rest: PayQuestion, areas: Sequence[AskedArea]) -> list[Element]:
    return [
        build_pay_button(area.name[:75], rest.with_area(area), number)
        for number, area in enumerate(areas[:5])
    ]


def _build_job_buttons(rest: PayQuestion, jobs: Sequence[AskedJob]) -> list[Element]:
    return [
        build_pay_button(job.name[:75], rest.with_job(job), number)
        for number, job in enumerate(jobs[:5])
    ]
