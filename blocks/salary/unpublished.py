"""A job without figures in an area: where there are some, and what comes near."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks.mrkdwn import Mrkdwn, join, md
from blocks.salary.pay_source import build_pay_button, build_pay_choices

if TYPE_CHECKING:
    from blocks.kit import Message
    from blocks.salary.pay_source import PaySource
    from hiring.pay_statistics.query import AskedArea, AskedJob, PayQuestion

MOST_WAYS: Final = 5
MOST_PLACES: Final = 5


def describe_unpublished(job: AskedJob, area: AskedArea) -> Mrkdwn:
    """That a job has no figures in an area."""
    return md("*I have no figures for {job} in {area}.*", job=job.name, area=area.name)


def build_unpublished(
    source: PaySource, question: PayQuestion, job: AskedJob, area: AskedArea
) -> Message:
    """Why, where a company's own figures are, and a button for each way on.

    A band for one place says nothing of another: what is known of the title without it is said.
    """
    is_official = any(each.code for each in area.areas) and any(each.code for each in job.jobs)
    why = Mrkdwn("The publisher leaves out what too few employers have told it.")
    text = join(
        [
            describe_unpublished(job, area),
            _describe_own_places(source, job),
            why if is_official else Mrkdwn(),
        ],
        " ",
    )
    alike = [
        each for each in source.names.jobs.list_counted_alike(job) if source.find_rows(each, area)
    ]
    title = source.names.jobs.find_without_occupation(job)
    near = source.names.jobs.list_near(title) if title else ()
    lines = [
        *(
            md("• *{job}*: your own figures, counted as the same occupation.", job=each.name)
            for each in alike
        ),
        *(md("• *{job}*: {why}", job=each.job.name, why=each.why) for each in near),
    ]
    if title:
        text = join([text, md("{why}", why=title.why)], " ")
    if lines:
        text = join([text, Mrkdwn("These come near:"), *lines])
    ways = [
        *((each.name, question.only_of(each)) for each in alike),
        *((each.job.name, question.only_of(each.job)) for each in near),
        *(
            (each.name, question.only_in(each))
            for each in source.names.areas.widen(area)
            if source.find_rows(job, each)
        ),
    ]
    buttons = [
        build_pay_button(name[:75], way, number)
        for number, (name, way) in enumerate(ways[:MOST_WAYS])
    ]
    return build_pay_choices(text, buttons)


def _describe_own_places(source: PaySource, job: AskedJob) -> Mrkdwn:
    places = dict.fromkeys(row.area.name for row in source.statistics.own.find_rows(job.jobs))
    shown = ", ".join([*places][:MOST_PLACES])
    return md("Your own are for {places}.", places=shown) if shown else Mrkdwn()
