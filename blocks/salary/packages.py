"""A whole package compared with what is usual: total, base, bonus and equity, each by itself."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import Mrkdwn, join, md
from blocks.salary import beside
from blocks.salary.benchmark import (
    build_check_button,
    build_left_out,
    build_offer_share_button,
    build_share_button,
    build_source,
    format_money,
    format_range,
    format_usual_equity,
)
from blocks.salary.offers import (
    VERDICTS,
    build_consequences,
    describe_assumed_currency,
    describe_consequences,
    describe_distance,
)
from hiring.guide.offers import Position, format_percent
from hiring.guide.package import find_complete_package, read_package
from hiring.guide.salary_query import AtPlace
from hiring.money import Basis

if TYPE_CHECKING:
    from blocks.kit import Block, Message
    from blocks.salary.benchmark import Benchmark
    from hiring.guide.offers import Grant, Reading
    from hiring.guide.package import PackageReading
    from hiring.guide.salary_query import CheckOffer
    from hiring.money import Currency

PERCENT_VERDICTS = {
    Position.BELOW: "below the usual range",
    Position.WITHIN: "within the usual range",
    Position.ABOVE: "above the usual range",
    Position.STRADDLES_LOW: "across the bottom of the usual range",
    Position.STRADDLES_HIGH: "across the top of the usual range",
    Position.COVERS: "wider than the usual range on both sides",
}


def build_package(
    benchmark: Benchmark, query: CheckOffer, *, shared: Block | None = None
) -> Message | None:
    """The reading of a package that was typed; None if the form has to ask for more of it."""
    package = find_complete_package(query, benchmark.salary)
    if package is None:
        return None
    read = read_package(package, benchmark.salary)
    at = AtPlace(read.package.place)
    verdicts = describe_package(benchmark, read)
    return kit.message(
        join([*_describe_own(benchmark, read), *verdicts.values()]),
        [
            *build_package_blocks(benchmark, read),
            *build_left_out(query.left_out),
            build_source(benchmark),
            shared
            or kit.actions(
                [
                    build_check_button(benchmark, query),
                    build_share_button(
                        benchmark,
                        at,
                        "Share the range",
                        are_own=bool(beside.list_own(beside.find_rows(benchmark, at))),
                    ),
                    build_offer_share_button(benchmark, query, "this package"),
                ],
                "salary.actions",
            ),
        ],
    )


def build_package_blocks(benchmark: Benchmark, read: PackageReading) -> list[Block]:
    """The verdicts, the risk or else a hint, and what the package was read as."""
    total, base = read.total, read.base
    parts = [md("Read as: {parts}.", parts=_describe_parts(read))]
    if assumed := describe_assumed_currency(base):
        parts.append(md("{assumed}", assumed=assumed))
    own = _describe_own(benchmark, read)
    return [
        *([kit.section(join(own), "salary.own")] if own else []),
        *beside.build_about_own(beside.find_rows(benchmark, AtPlace(read.package.place))),
        *(
            kit.section(verdict, f"salary.verdict.{part}")
            for part, verdict in describe_package(benchmark, read).items()
        ),
        *build_consequences(
            describe_consequences(base, base.costs or (total.costs if total else None))[:1]
        ),
        kit.context(join(parts, " "), "salary.package"),
    ]


def _describe_own(benchmark: Benchmark, read: PackageReading) -> list[Mrkdwn]:
    """A company's own figures, with the package's base or total, whichever they count."""
    offers = [reading.offer for reading in (read.base, read.total) if reading]
    rows = beside.find_rows(benchmark, AtPlace(read.package.place))
    return beside.describe_own(benchmark, rows, *offers)


def _describe_parts(read: PackageReading) -> str:
    """What the package is made of: `London, £160k base + £24k bonus (15%) + £30k equity`."""
    package = read.package
    parts = [f"{read.base.low.money.short()} base"]
    if read.bonus is not None and read.bonus_percent is not None:
        parts.append(f"{read.bonus.short()} bonus ({_format_bonus_percent(read)})")
    if package.equity_value is not None:
        parts.append(f"{read.band.money(package.equity_value).short()} equity")
    return f"{package.place.name}, {' + '.join(parts)} per year"


def describe_package(benchmark: Benchmark, read: PackageReading) -> dict[str, Mrkdwn]:
    """A verdict on each part, or what is missing for one; total comes first if it has one."""
    place = f" for {read.package.place.name}"
    if read.total:
        total = _describe_pay(read.total, place)
        if read.package.assumes_year:
            total = join([total, Mrkdwn("I read the equity as one year's value.")], " ")
        pay = {"total": total, "base": _describe_pay(read.base)}
    else:
        pay = {"base": _describe_pay(read.base, place)}
        if read.package.grant:
            pay["grant"] = describe_grant(read.package.grant, read.band.currency)
        pay["total"] = _describe_missing_total(read)
    shares = {
        "bonus": _describe_bonus(benchmark, read),
        "equity": _describe_equity(benchmark, read),
    }
    return pay | {part: verdict for part, verdict in shares.items() if verdict}


_NEEDED = {
    ("bonus",): "the bonus, 0 if there is none,",
    ("equity",): "one year's value of the equity",
    ("bonus", "equity"): "the bonus and one year's value of the equity",
}


def describe_grant(grant: Grant, currency: Currency | None) -> Mrkdwn:
    """That a grant over several years is no year's pay, and what it is if spread evenly."""
    value = format_money(grant.value, currency)
    share = grant.even_share
    if share is None or grant.years is None:
        return md(
            "*{value} of equity that vests is left out:* nobody said over how long.", value=value
        )
    return md(
        "*{value} over {years} years is left out.* Spread evenly it is {share} a year.",
        value=value,
        years=f"{grant.years.normalize():f}",
        share=format_money(share, currency),
    )


def _describe_missing_total(read: PackageReading) -> Mrkdwn:
    return md(
        "*Total without {missing}: {known}.* Add {needed} to compare it with the total range, "
        "{span} per year.",
        missing=" and ".join(read.missing),
        needed=_NEEDED[read.missing],
        known=read.known.short(),
        span=format_range(read.band, Basis.TOTAL),
    )


def _describe_pay(reading: Reading, place: str = "") -> Mrkdwn:
    return md(
        "*{basis} is {verdict}{place}:* {amount} is {distance} ({span} per year).",
        basis=reading.offer.basis.capitalize(),
        verdict=VERDICTS[reading.position],
        place=place,
        amount=reading.low.money.short(),
        distance=describe_distance(reading.low),
        span=format_range(reading.band, reading.offer.basis),
    )


def _describe_bonus(benchmark: Benchmark, read: PackageReading) -> Mrkdwn | None:
    usual = benchmark.salary.bonus
    if usual is None or read.bonus_position is None:
        return None
    return md(
        "*Bonus is {verdict}:* {percent} of base. Usual is {low}–{high}%.",
        verdict=PERCENT_VERDICTS[read.bonus_position],
        percent=_format_bonus_percent(read),
        low=usual.low,
        high=usual.high,
    )


def _format_bonus_percent(read: PackageReading) -> str:
    """As typed; an amount's share of base in whole percents."""
    typed = read.package.bonus_percent
    if typed is not None:
        return f"{typed:f}%"
    return format_percent(read.bonus_percent or Decimal(0))


def _describe_equity(benchmark: Benchmark, read: PackageReading) -> Mrkdwn | None:
    stage, percent = read.package.stage, read.package.equity_percent
    if stage and read.equity_position:
        return md(
            "*Equity is {verdict} for {stage}:* {percent}% of the company. Usual is {low}–{high}%.",
            verdict=PERCENT_VERDICTS[read.equity_position],
            percent=f"{percent:f}",
            stage=stage.name,
            low=stage.low,
            high=stage.high,
        )
    if stage:
        return md(
            "*Usual equity at {stage}:* {low}–{high}% of the company.",
            stage=stage.name,
            low=stage.low,
            high=stage.high,
        )
    if percent is not None and benchmark.salary.equity.stages:
        return md(
            "*Equity of {percent}% depends on the funding stage.* Usual is {usual}. Name the stage "
            "to compare it.",
            percent=f"{percent:f}",
            usual=format_usual_equity(benchmark.salary.equity.stages),
        )
    return None
