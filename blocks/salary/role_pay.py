"""What a role is paid, in a few lines: where roles are compared, and where one is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import Mrkdwn, escape_sentence, join, md
from blocks.salary import rows as figures
from blocks.salary.benchmark import Benchmark, build_source, format_range
from blocks.salary.pay_source import PaySource, build_about_figures
from hiring.money import Basis
from hiring.pay_statistics.figures import SurveyKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blocks.kit import Block
    from hiring.guide.role import Guide, Role
    from hiring.pay_statistics.figures import PayRow

COUNTS = " Every seniority counts; stock and year-end bonuses don't."
MORE = (
    "Type `/salary {role} austin`, or any other city or state, to see pay there or check an offer."
)


def describe_role_pay(guide: Guide, role: Role, *, detailed: bool) -> Mrkdwn:
    """The role's pay in the whole country, on a line; nothing where there are no statistics."""
    rows = _find_national_rows(PaySource.from_guide(guide, native=False), role)
    if not rows:
        return Mrkdwn()
    row = rows[0]
    is_short = not detailed and row.survey.kind is SurveyKind.OFFICIAL and row.median is not None
    median = f"median {figures.format_amount(row, row.median)}" if row.median else ""
    return md(
        "Pay: {figures} ({occupation})",
        figures=median if is_short else figures.describe_figures(row),
        occupation=row.job.name,
    )


def build_about_role_pay(guide: Guide, roles: Iterable[Role], *, detailed: bool) -> list[Block]:
    """Where those lines come from, and what they count; in few words, unless `detailed`."""
    source = PaySource.from_guide(guide, native=False)
    rows = [row for role in roles for row in _find_national_rows(source, role)[:1]]
    if detailed or not rows:
        return build_about_figures(rows, detailed=detailed, block_id="roles.pay")
    surveys = {row.survey.id: row for row in rows}
    lines = [
        md(
            "Pay: United States, {survey}.{counts}",
            survey=figures.name_survey(row),
            counts=COUNTS if row.survey.kind is SurveyKind.OFFICIAL else "",
        )
        for row in surveys.values()
    ]
    return [kit.context(join(lines), "roles.pay")]


def build_role_pay(guide: Guide, role: Role) -> list[Block]:
    """The role's estimates by place, and statistics of the whole country; none without either.

    A line for each: a table in text would wrap, being wider than a modal.
    """
    source = PaySource.from_guide(guide, native=False)
    rows, blocks = _find_national_rows(source, role), []
    if benchmark := Benchmark.from_role(role, guide, native=False):
        blocks += [
            kit.header(f"{benchmark.title}: yearly pay by place", "need.salary.title"),
            *kit.paragraphs(_describe_estimates(benchmark), "need.salary"),
            build_source(benchmark),
        ]
    elif rows:
        blocks.append(kit.header(f"{role.about.title}: yearly pay", "need.salary.title"))
    if rows:
        job = source.names.jobs.by_key[role.id]
        lines = [
            join([figures.describe_row(row), md("{why}", why=why)], ". " if why else "")
            for row in rows
            for why in [source.explain_occupation(job, row)]
        ]
        blocks.append(kit.section(join(lines), "need.salary.official"))
        blocks += build_about_figures(rows, detailed=False, block_id="need.salary.source")
    if blocks:
        blocks.append(
            kit.context(escape_sentence(MORE.format(role=role.name_to_type)), "need.salary.more")
        )
    return blocks


def _describe_estimates(benchmark: Benchmark) -> Mrkdwn:
    return join(
        md(
            "*{place}*\n{base} base, {total} total",
            place=benchmark.place(band).name,
            base=format_range(band, Basis.BASE),
            total=format_range(band, Basis.TOTAL),
        )
        for band in benchmark.salary.bands
    )


def _find_national_rows(source: PaySource, role: Role) -> Sequence[PayRow]:
    job, nation = source.names.jobs.by_key.get(role.id), source.names.areas.nation
    return source.find_rows(job, nation) if job and nation else ()
