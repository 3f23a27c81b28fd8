"""What a role is paid, in a few lines: where roles are compared, and where one is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import Mrkdwn, escape_sentence, join, md
from blocks.salary import rows as figures
from blocks.salary.benchmark import Benchmark, build_source, format_range
from blocks.salary.pay_source import PaySource, build_about_figures
from hiring.money import Basis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Block
    from hiring.guide.role import Guide, Role
    from hiring.pay_statistics.figures import PayRow

MORE = "Type `/salary` with a city or a state to see pay there, to check an offer or to share."


def describe_role_pay(guide: Guide, role: Role) -> Mrkdwn:
    """The role's pay in the whole country, on a line; nothing where there are no statistics."""
    rows = _find_national_rows(PaySource.from_guide(guide, native=False), role)
    if not rows:
        return Mrkdwn()
    return md(
        "Pay: {figures} in the United States ({occupation}; {survey})",
        figures=figures.describe_figures(rows[0]),
        occupation=rows[0].job.name,
        survey=figures.name_survey(rows[0]),
    )


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
        blocks.append(kit.context(escape_sentence(MORE), "need.salary.more"))
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
