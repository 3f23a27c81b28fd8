"""Beside a role's estimates: a company's own figures before them, official statistics after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import Mrkdwn, join, md
from blocks.salary import rows as figures
from blocks.salary.pay_source import build_about_figures, describe_surveys
from hiring.money import Basis
from hiring.normalize import normalize
from hiring.pay_statistics.area_titles import name_area, shorten_area
from hiring.pay_statistics.figures import SurveyKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blocks.kit import Block, Cell
    from blocks.salary.benchmark import Benchmark
    from hiring.guide.offers import Offer
    from hiring.guide.salary_query import AtPlace, OfferAt
    from hiring.pay_statistics.figures import Area, PayRow


def find_rows(benchmark: Benchmark, at: AtPlace | OfferAt) -> Sequence[PayRow]:
    """The role's rows for what a name or a place means; a company's own first.

    A place of the estimates can be an area, several, or a company's own place of that name.
    """
    pay = benchmark.pay
    job = pay.names.jobs.by_key.get(benchmark.role.id)
    if job is None:
        return ()
    index, place = pay.names.areas, at.place
    named = (place.id, place.name, place.short, *place.aliases)
    own = [index.written[name] for name in map(normalize, named) if name in index.written]
    areas = [*dict.fromkeys(own), *(at.areas or index.list_covered(place.id))]
    rows = [row for area in areas for row in pay.find_rows(job, area)]
    return tuple(dict.fromkeys(rows))


def list_own(rows: Sequence[PayRow]) -> list[PayRow]:
    """A company's own rows."""
    return [row for row in rows if row.survey.kind is not SurveyKind.OFFICIAL]


def find_own_places(benchmark: Benchmark) -> list[PayRow]:
    """The company's own rows of the role by its own names, in all places."""
    job = benchmark.pay.names.jobs.by_key.get(benchmark.role.id)
    rows = benchmark.pay.statistics.own.find_rows(job.jobs) if job else ()
    return [row for row in rows if _is_of_role(benchmark, row)]


def describe_own(
    benchmark: Benchmark, rows: Sequence[PayRow], *offers: Offer, leads: bool = True
) -> list[Mrkdwn]:
    """A company's own figures, which lead: where an offer lies in them, and what they are.

    `offers` are one, or a package's base and total, of which the one that the figures count is
    compared.
    """
    lines: list[Mrkdwn] = []
    own = sorted(list_own(rows), key=lambda row: not _is_of_role(benchmark, row))
    for number, row in enumerate(own):
        known = [offer for offer in offers if offer.currency in {None, row.currency}]
        same = [offer for offer in known if offer.basis is row.survey.counts]
        if same:
            lines.append(md("*{standing}.*", standing=figures.describe_offer(row, same[0])))
        elif known:
            lines.append(figures.describe_other_basis(row, known[0]))
        is_band = row.survey.kind is SurveyKind.BANDS
        line = md(
            "{title}, {area}: {whose}{figures} per year. From: {survey}.",
            title=benchmark.title if _is_of_role(benchmark, row) else row.job.name,
            area=row.area.name,
            whose="your band is " if is_band else "",
            figures=figures.describe_figures(row),
            survey=figures.name_survey(row),
        )
        lines.append(md("*{line}*", line=line) if leads and not offers and not number else line)
    return lines


def build_about_own(rows: Sequence[PayRow]) -> list[Block]:
    """What the company says of its own figures."""
    said = [row for row in list_own(rows) if row.survey.about or row.survey.credit]
    return build_about_figures(said, detailed=False, block_id="salary.own.source")


def build_band_rows(benchmark: Benchmark, rows: Sequence[PayRow]) -> list[list[Cell]]:
    """The role's own bands as rows of a table of pay, from bottom to top."""
    return [
        [
            "Your band",
            (float(row.p10), figures.format_amount(row, row.p10)),
            (float(row.p90), figures.format_amount(row, row.p90)),
        ]
        for row in rows
        if row.survey.kind is SurveyKind.BANDS and _is_of_role(benchmark, row)
        if row.p10 is not None and row.p90 is not None
    ]


def _is_of_role(benchmark: Benchmark, row: PayRow) -> bool:
    """Whether a row is of the role itself, rather than of an occupation that it is near to."""
    jobs = benchmark.pay.names.jobs
    return jobs.by_name.get(normalize(row.job.name)) == jobs.by_key[benchmark.role.id]


def build_official(
    benchmark: Benchmark, rows: Sequence[PayRow], *, detailed: bool, offer: Offer | None = None
) -> tuple[Mrkdwn, list[Block]]:
    """Official statistics for a role, under each area a line for each occupation: text and blocks.

    There are no blocks in the short answer to an offer, which shows the text among its sources.

    Where a place is several areas, the short answer has the nearest occupation of each, and so
    it has about an offer. In detail it is said why these occupations stand for the role. Only base
    pay of an offer is compared, with the nearest occupation.
    """
    official = [row for row in rows if row.survey.kind is SurveyKind.OFFICIAL]
    by_area = {
        area: [row for row in official if row.area == area] for area in _list_areas(official)
    }
    if (len(by_area) > 1 or offer) and not detailed:
        by_area = {area: rows[:1] for area, rows in by_area.items()}
    shown = [row for rows in by_area.values() for row in rows]
    if not shown:
        return Mrkdwn(), []
    text = join(
        _describe_area(benchmark, area, rows, offer, detailed=detailed)
        for area, rows in by_area.items()
    )
    if offer and not detailed:  # what an offer risks needs the room
        return join([text, describe_surveys(shown, detailed=False)]), []
    blocks = [
        kit.section(text, "salary.official"),
        *figures.build_cautions(shown, "salary.caution"),
        *build_about_figures(shown, detailed=detailed, block_id="salary.official.source"),
    ]
    return text, blocks


def _describe_area(
    benchmark: Benchmark, area: Area, rows: Sequence[PayRow], offer: Offer | None, *, detailed: bool
) -> Mrkdwn:
    """An area with its occupations: each on a line, a single one on the same."""
    name = shorten_area(area) if offer and not detailed else name_area(area)
    head = md("*{survey}*, {area}:", survey=figures.name_survey(rows[0]), area=name)
    lines = [*_describe_occupations(benchmark, rows, offer, detailed=detailed)]
    if len(lines) == 1:
        return join([head, lines[0]], " ")
    return join([head, *(md("• {line}", line=line) for line in lines)])


def _list_areas(rows: Sequence[PayRow]) -> Sequence[Area]:
    return [*dict.fromkeys(row.area for row in rows)]


def _describe_occupations(
    benchmark: Benchmark, rows: Sequence[PayRow], offer: Offer | None, *, detailed: bool
) -> Iterator[Mrkdwn]:
    job = benchmark.pay.names.jobs.by_key[benchmark.role.id]
    for number, row in enumerate(rows):
        is_comparable = offer is None or offer.currency in {None, row.currency}
        compared = offer if not number and is_comparable else None
        if compared and compared.basis is Basis.BASE:
            standing = figures.describe_offer(row, compared)
            line = md("{standing} of {job}", standing=standing, job=row.job.name)
        else:
            line = md("{job}: {figures}", job=row.job.name, figures=figures.describe_figures(row))
        why = benchmark.pay.explain_occupation(job, row) if detailed else ""
        yield join([line, md("{why}", why=why)], ". ")
