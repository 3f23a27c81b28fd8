"""Answers from pay statistics and a company's own figures: a job in an area, or several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks import kit
from blocks.mrkdwn import Mrkdwn, join, md, mention, quote
from blocks.salary import rows as figures
from blocks.salary.benchmark import build_left_out, build_read_as, format_money
from blocks.salary.pay_focus import describe_focus
from blocks.salary.pay_source import (
    build_about_figures,
    build_pay_button,
    build_pay_more_button,
    build_pay_share_buttons,
)
from blocks.salary.unpublished import build_unpublished, describe_unpublished
from hiring.money import Basis, Currency, Money
from hiring.normalize import normalize
from hiring.pay_statistics.area_titles import cut_name
from hiring.pay_statistics.figures import SurveyKind
from hiring.pay_statistics.offer_reading import list_marks
from hiring.pay_statistics.query import PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from blocks.kit import Block, Element, Message
    from blocks.salary.pay_source import PaySource
    from hiring.guide.offers import Offer
    from hiring.pay_statistics.figures import PayRow
    from hiring.pay_statistics.query import AskedArea, AskedJob, PayQuestion

MOST_IN_TITLE: Final = 50
"""Slack: so many characters has the title of a chart."""
MOST_ALSO: Final = 3
FIRST_ALSO: Final = 10
"""The number of the first button for another area; those before are for a choice."""


def build_pay_answer(
    source: PaySource, question: PayQuestion, *, detailed: bool, shared: Block | None = None
) -> Message:
    """What one job is paid in one area, or several beside each other."""
    pairs = question.pairs
    if len(pairs) == 1:
        return _build_one(source, question, *pairs[0], detailed=detailed, shared=shared)
    return _build_comparison(source, question, pairs, detailed=detailed, shared=shared)


def _build_one(  # noqa: PLR0913 - a job and an area of a question, and how it is shown
    source: PaySource,
    question: PayQuestion,
    job: AskedJob,
    area: AskedArea,
    *,
    detailed: bool,
    shared: Block | None,
) -> Message:
    rows = source.find_rows(job, area)
    if not rows:
        return build_unpublished(source, question, job, area)
    lead, *others = rows
    headline = [
        *_describe_offers(source, question, job, area, lead),
        *describe_focus(question, job, area, lead),
    ] or [_describe_lead(source, job, area, lead, bold=True)]
    if question.offers or question.percentile or question.focus:
        headline.append(md("{figures} per year.", figures=_capitalize(_describe_whose(lead))))
    text = join(
        [
            *headline,
            *_explain_lead(source, job, lead, detailed=detailed),
            *(_describe_other(source, job, lead, row, detailed=detailed) for row in others),
        ]
    )
    alike = [row for row in rows if row.currency is lead.currency and _is_alike(row, lead)]
    names = [_name_column(row, rows) for row in alike]
    title = cut_name(f"{job.name}, {area.short}", MOST_IN_TITLE)
    return kit.message(
        join([text, *(figures.describe_table(alike, names) if detailed else [])]),
        [
            kit.section(text, "salary.pay"),
            *build_left_out(question.left_out),
            *_build_notes(question, [lead]),
            *(_build_details(source, alike, names, title) if detailed else []),
            *figures.build_cautions(rows, "salary.caution"),
            *build_about_figures(rows, detailed=detailed),
            shared or _build_buttons(source, question, detailed=detailed),
        ],
    )


def _describe_lead(
    source: PaySource, job: AskedJob, area: AskedArea, row: PayRow, *, bold: bool
) -> Mrkdwn:
    """`Data Scientists, Austin …: middle half $85,780–$161,560, median $127,360 per year`.

    Of a role that an occupation stands for, these are said to be the occupation's.
    """
    nearest = f"nearest occupation {row.job.name}, " if _stands_in(source, job, row) else ""
    line = md(
        "{who}, {area}: {nearest}{figures} per year.",
        who=job.name,
        area=area.name,
        nearest=nearest,
        figures=_describe_whose(row),
    )
    return md("*{line}*", line=line) if bold else line


def _stands_in(source: PaySource, job: AskedJob, row: PayRow) -> bool:
    """Whether a row is of an occupation that comes near to a role, and not of the role."""
    is_official = row.survey.kind is SurveyKind.OFFICIAL
    return is_official and job.is_role and not source.is_role_itself(job, row)


def _describe_whose(row: PayRow) -> str:
    whose = "your band is " if row.survey.kind is SurveyKind.BANDS else ""
    return f"{whose}{figures.describe_figures(row)}"


def _capitalize(sentence: str) -> str:
    return f"{sentence[0].upper()}{sentence[1:]}"


def _explain_lead(source: PaySource, job: AskedJob, row: PayRow, *, detailed: bool) -> list[Mrkdwn]:
    """Whose figures come first, where it isn't plain: own ones, or an occupation for a role."""
    if row.survey.kind is not SurveyKind.OFFICIAL:
        return [md("From: {survey}.", survey=figures.name_survey(row))]
    if _stands_in(source, job, row):
        why = source.explain_occupation(job, row) if detailed else ""
        return [md("{why}", why=why)]
    if job.is_role:
        return [md("Counted as _{occupation}_.", occupation=row.job.name)]
    return [_describe_occupation(row)] if row.job not in job.jobs[:1] else []


def _describe_occupation(row: PayRow) -> Mrkdwn:
    """Of a company's own title: what official statistics count it as."""
    return md(
        "{survey} count it as _{occupation}_.", survey=row.survey.name, occupation=row.job.name
    )


def _describe_other(
    source: PaySource, job: AskedJob, lead: PayRow, row: PayRow, *, detailed: bool
) -> Mrkdwn:
    """A further row: of the same survey another occupation, else another survey."""
    if row.survey == lead.survey:
        line = md("{job}: {figures}", job=row.job.name, figures=figures.describe_figures(row))
    else:
        line = figures.describe_row(row)
    why = source.explain_occupation(job, row) if detailed else ""
    return join([line, md("{why}", why=why)], ". " if why else "")


def _describe_offers(
    source: PaySource, question: PayQuestion, job: AskedJob, area: AskedArea, row: PayRow
) -> Iterable[Mrkdwn]:
    """Where each offer lies, and among whom: of a role, the occupation that stands for it."""
    stands_in = _stands_in(source, job, row)
    nearest = f", the nearest occupation to {job.name}" if stands_in else ""
    for offer in question.offers:
        if offer.currency not in (None, row.currency):
            yield md(
                "*The figures are in {expected}, the offer in {typed}.* I don't convert"
                " currencies. Give the offer in {expected}.",
                expected=row.currency.value,
                typed=offer.currency,
            )
            continue
        is_own = row.survey.kind is not SurveyKind.OFFICIAL
        if is_own and (not_compared := figures.describe_other_basis(row, offer)):
            yield not_compared
            continue
        yield md(
            "*{standing}* for {job}, {area}{nearest}.",
            standing=figures.describe_offer(row, offer),
            job=row.job.name if stands_in else job.name,
            area=area.name,
            nearest=nearest,
        )
        if offer.basis is Basis.TOTAL and row.survey.kind is SurveyKind.OFFICIAL:
            yield Mrkdwn(
                "You typed total pay. The figures have neither year-end bonuses nor stock, so"
                " compare base pay with them."
            )


def _build_notes(question: PayQuestion, leads: Sequence[PayRow]) -> list[Block]:
    """How the text was read, where it is not what was typed."""
    lines = [
        *(
            md("{typed} counts as *{job}*.", typed=quote(typed), job=job.name)
            for job in question.jobs
            for typed in job.typed
            if not normalize(typed).startswith(normalize(job.name))  # only a plural
        ),
        *(
            md("I read {typed} as *{area}*.", typed=quote(area.typed), area=area.name)
            for area in question.areas
            if area.typed
        ),
        *_describe_period(question),
    ]
    if question.assumes_nation:
        lines.append(
            Mrkdwn("You named no place, so this is the whole country. Add a city or a state.")
        )
    is_counted = any(row.survey.kind is not SurveyKind.BANDS for row in leads)
    if question.seniority and is_counted:  # a band is of one level
        lines.append(
            md(
                "The figures count every seniority, so they can't tell {seniority} from others.",
                seniority=quote(question.seniority),
            )
        )
    notes = [kit.context(join(lines), "salary.read_as")] if lines else []
    jobs = ", ".join(job.name for job in question.jobs)
    areas = ", ".join(area.name for area in question.areas)
    return [*notes, *build_read_as(question.ignored, f"{jobs}, {areas}")]


def _describe_period(question: PayQuestion) -> Iterable[Mrkdwn]:
    """Official statistics turn an hour's pay into a year's in the same way."""
    if question.period is None or not question.offers:
        return
    times = PER_YEAR[question.period]
    for offer in question.offers:
        yearly = _format_in_full(offer.low, offer)
        yield md(
            "Read as {yearly} a year: {times} × what you typed per {period}.",
            yearly=yearly,
            times=f"{times:,}",
            period=question.period.value,
        )


def _build_details(
    source: PaySource, rows: Sequence[PayRow], names: Sequence[str], title: str
) -> list[Block]:
    """A chart and a table of rows whose points mean the same, in one currency."""
    has_chart = source.native and any(list_marks(row) for row in rows)
    chart = [figures.build_chart(rows, names, title)] if has_chart else []
    return [*chart, figures.build_table(rows, names, native=source.native)]


def _is_alike(row: PayRow, other: PayRow) -> bool:
    """Whether the points of two rows mean the same: a band has no percentiles."""
    return (row.survey.kind is SurveyKind.BANDS) == (other.survey.kind is SurveyKind.BANDS)


def _name_column(row: PayRow, rows: Sequence[PayRow]) -> str:
    """A row by what tells it from the others, in the 20 characters that a chart has."""
    names = {each.job.name for each in rows}
    return cut_name(row.job.name if len(names) > 1 else row.survey.name)


def _build_comparison(
    source: PaySource,
    question: PayQuestion,
    pairs: Sequence[tuple[AskedJob, AskedArea]],
    *,
    detailed: bool,
    shared: Block | None,
) -> Message:
    lines: list[Mrkdwn] = []
    leads: list[tuple[AskedJob, AskedArea, PayRow]] = []
    for job, area in pairs:
        rows = source.find_rows(job, area)
        if not rows:
            lines.append(describe_unpublished(job, area))
            continue
        leads.append((job, area, rows[0]))
        lines.extend(_describe_offers(source, question, job, area, rows[0]))
        lines.extend(describe_focus(question, job, area, rows[0]))
        lines.append(md("• {line}", line=_describe_lead(source, job, area, rows[0], bold=False)))
        lines += _explain_lead(source, job, rows[0], detailed=detailed) if job.is_role else []
        lines += source.describe_estimate(job, area)
    text = join([*_describe_difference(source, question, leads), *lines])
    shown = [row for _, _, row in leads]
    alike = [lead for lead in leads if lead[2].currency is shown[0].currency]
    alike = [lead for lead in alike if _is_alike(lead[2], shown[0])]
    rows, names = [row for _, _, row in alike], _name_pairs(question, alike)
    is_detailed = detailed and bool(rows)
    return kit.message(
        join([text, *(figures.describe_table(rows, names) if is_detailed else [])]),
        [
            kit.section(text, "salary.pay"),
            *build_left_out(question.left_out),
            *_build_notes(question, shown),
            *(_build_details(source, rows, names, "Yearly pay") if is_detailed else []),
            *_build_currencies(shown),
            *figures.build_cautions(shown, "salary.caution"),
            *build_about_figures(shown, detailed=detailed),
            shared or _build_buttons(source, question, detailed=detailed),
        ],
    )


def _build_currencies(rows: Sequence[PayRow]) -> list[Block]:
    if len({row.currency for row in rows}) < 2:  # noqa: PLR2004 - a pair
        return []
    return [
        kit.context(
            Mrkdwn("These are different currencies, and nothing is converted. Compare with care."),
            "salary.currencies",
        )
    ]


def _describe_difference(
    source: PaySource,
    question: PayQuestion,
    leads: Sequence[tuple[AskedJob, AskedArea, PayRow]],
) -> Iterable[Mrkdwn]:
    """Which of two has the higher median, where one survey has both.

    Of roles that other occupations stand for, the occupations are compared and not the roles.
    """
    if len(leads) != 2 or question.offers or question.focus or question.percentile:  # noqa: PLR2004 - a pair
        return
    (first, second) = leads
    stands_in = any(_stands_in(source, job, row) for job, _, row in (first, second))
    if len(question.jobs) > 1 and first[2].job == second[2].job:
        yield md(
            "*Both are counted as {occupation}, so these figures can't tell them apart.*",
            occupation=first[2].job.name,
        )
        return
    if len(question.jobs) > 1 and stands_in:
        yield Mrkdwn("*These are figures of the nearest occupations, not of the roles themselves.*")
        return
    low, high = sorted((first, second), key=lambda lead: lead[2].median or 0)
    if not low[2].median or not high[2].median or low[2].survey != high[2].survey:
        return
    if low[2].currency is not high[2].currency or low[2].survey.kind is SurveyKind.BANDS:
        return
    difference = high[2].median - low[2].median
    percent = round(100 * difference / low[2].median)
    names = [job.name if len(question.jobs) > 1 else area.name for job, area, _ in (high, low)]
    if not percent:
        yield md(
            "*The medians are about the same* for {high} and {low}.", high=names[0], low=names[1]
        )
        return
    yield md(
        "*{high}: the median is {amount} ({percent}%) higher than {than}.*",
        high=names[0],
        than=f"that of {names[1]}" if len(question.jobs) > 1 else f"in {names[1]}",
        amount=figures.format_amount(high[2], difference),
        percent=percent,
    )


def _name_pairs(
    question: PayQuestion, leads: Sequence[tuple[AskedJob, AskedArea, PayRow]]
) -> list[str]:
    """Each by what tells it from the others; numbered where 20 characters can't."""
    names = []
    for job, area, _ in leads:
        parts = [job.name] if len(question.jobs) > 1 else []
        parts += [area.short] if len(question.areas) > 1 else []
        names.append(cut_name(", ".join(parts)))
    if len(set(names)) == len(names):
        return names
    return [f"{number} {name}"[:20] for number, name in enumerate(names, start=1)]


def _build_buttons(source: PaySource, question: PayQuestion, *, detailed: bool) -> Block:
    amounts = [_name_amount(offer) for offer in question.offers]
    are_own = any(
        row.survey.kind is not SurveyKind.OFFICIAL
        for job in question.jobs
        for area in question.areas
        for row in source.find_rows(job, area)
    )
    elements: list[Element] = [
        *build_pay_share_buttons(question, amounts, detailed=detailed, are_own=are_own),
        build_pay_more_button(question, detailed=detailed),
        *_build_other_areas(source, question),
    ]
    return kit.actions(elements, "salary.actions")


def _build_other_areas(source: PaySource, question: PayQuestion) -> list[Element]:
    """Other areas that a name could mean; else the whole country beside the only area."""
    also = [other for area in question.areas for other in area.also][:MOST_ALSO]
    if also and len(question.areas) == 1:
        return [
            build_pay_button(other.name[:75], question.only_in(other), FIRST_ALSO + number)
            for number, other in enumerate(also)
        ]
    nation = source.names.areas.nation
    if len(question.areas) > 1 or len(question.jobs) > 1 or question.offers:
        return []
    if nation is None or nation.key == question.areas[0].key:
        return []
    if not any(area.code for area in question.areas[0].areas):  # a company's own place, abroad
        return []
    if not source.find_rows(question.jobs[0], nation):
        return []
    compared = question.with_area(nation)
    return [build_pay_button("Compare with the whole country", compared, FIRST_ALSO)]


def _name_amount(offer: Offer) -> str:
    ends = dict.fromkeys((offer.low, offer.high))
    return "–".join(format_money(end, offer.currency) for end in ends)


def _format_in_full(amount: Decimal, offer: Offer) -> str:
    """`$93,600`, or `93,600` where no currency was typed."""
    shown = Money(amount, offer.currency or Currency.USD).in_full()
    return shown if offer.currency else shown.removeprefix(Currency.USD.sign)


def build_shared_pay(
    source: PaySource, question: PayQuestion, user: str, *, detailed: bool
) -> Message:
    """The same for a channel, with who put it there. `user` is a Slack user id."""
    jobs = ", ".join(job.name for job in question.jobs)
    shared = kit.context(
        md("Shared by {user} from `/salary`: {jobs}.", user=mention(user), jobs=jobs),
        "salary.shared_by",
    )
    return build_pay_answer(source, question, detailed=detailed, shared=shared)
