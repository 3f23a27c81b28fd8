"""What every `/salary` answer is drawn from, and the small pieces that several of them show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.details import add_details, build_details_button
from blocks.mrkdwn import Mrkdwn, join, md, mention
from blocks.roles import RoleAsker
from blocks.salary.pay_source import OWN_CONFIRM, PaySource
from blocks.sources import describe_sources
from hiring.guide.salary_query import AtPlace, write_query
from hiring.money import THOUSAND, Basis, Currency, Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from blocks.kit import Block, Cell, Element
    from hiring.guide.places import Place, Places
    from hiring.guide.role import CommandHelp, Guide, Role
    from hiring.guide.salary import Band, FundingStage, Range, Salary
    from hiring.guide.salary_query import Answerable
    from hiring.guide.sources import Citing


NOTHING: Final = Mrkdwn()
ASKER: Final = RoleAsker(
    "/salary",
    ids.SALARY_READ,
    "Or name it, or any other job: `/salary ai tech lead london`, `/salary recruiter austin`.",
)


@dataclass(frozen=True)
class Benchmark:
    """The salary figures of one role, and whether Slack's own charts and tables are used.

    `citing` describes where they come from.
    """

    role: Role
    others: Sequence[Role]  # the other roles with figures, estimates or not
    salary: Salary
    places: Places
    help: CommandHelp
    native: bool
    citing: Citing
    pay: PaySource

    @classmethod
    def from_role(cls, role: Role, guide: Guide, *, native: bool) -> Benchmark | None:
        """The salary figures of a role; None if its folder has none."""
        if role.salary is None:
            return None
        others = [other for other in guide.roles.values() if other.has_pay and other is not role]
        pay = PaySource.from_guide(guide, native=native)
        return cls(role, others, role.salary, guide.places, pay.help, native, guide.citing, pay)

    def on(self, today: date) -> Benchmark:
        """The figures as they are read on a date."""
        return replace(self, citing=replace(self.citing, today=today))

    @property
    def title(self) -> str:
        """What the role is called."""
        return self.role.about.title

    def value(self, query: Answerable) -> str:
        """A query as the value of a button: as a person could type it, role first."""
        return make_button_value(self.role, query)

    def place(self, band: Band) -> Place:
        """The place that a band is for; the content check makes sure that it exists."""
        place = self.places.get(band.place)
        if place is None:
            raise LookupError(band.place)
        return place

    def band(self, place: Place) -> Band:
        """The band of a place that a query answered with."""
        band = self.salary.band(place.id)
        if band is None:
            raise LookupError(place.id)
        return band

    def priced(self) -> list[Place]:
        """The places that there are figures for, in the order of the content file."""
        return [self.place(band) for band in self.salary.bands]


def make_button_value(role: Role, query: Answerable) -> str:
    """A query about a role as a text that a person could type."""
    return f"{role.id} {write_query(query)}".rstrip()


def format_range(band: Band, basis: Basis) -> str:
    """A range such as `$220k–$320k`, with a plus if it is open-ended."""
    pay = band.range(basis)
    return f"{band.money(pay.low).short()}–{format_top(band, pay)}"


def describe_pay(benchmark: Benchmark, place: Place) -> Mrkdwn:
    """A place with both of its ranges, on a line."""
    band = benchmark.band(place)
    return md(
        "*{name}*: base {base}, total {total} per year",
        name=place.name,
        base=format_range(band, Basis.BASE),
        total=format_range(band, Basis.TOTAL),
    )


def format_top(band: Band, pay: Range) -> str:
    """The top of the range, or such as `$500k+` if the range is open-ended."""
    return band.money(pay.high).short() + ("+" if pay.high_is_open else "")


def build_range_chart(title: str, bars: Mapping[str, Range], band: Band, block_id: str) -> Block:
    """Low and high as bars, in thousands of the band's currency."""
    lows = {name: pay.low for name, pay in bars.items()}
    highs = {name: pay.high for name, pay in bars.items()}
    return kit.bar_chart(
        title,
        {"Low": convert_to_thousands(lows), "High": convert_to_thousands(highs)},
        block_id,
        y_label=describe_axis(band),
    )


def convert_to_thousands(amounts: Mapping[str, Decimal]) -> dict[str, float]:
    """Amounts in thousands, as numbers for a chart."""
    return {name: float(amount / THOUSAND) for name, amount in amounts.items()}


def describe_axis(band: Band) -> str:
    """What the axis of such a chart counts."""
    return f"{band.currency} thousands per year"


def build_amount_cells(band: Band) -> list[Cell]:
    """Base low and high, total low and high, as numbers that sort and texts that show them."""
    cells: list[Cell] = []
    for pay in (band.base, band.total):
        cells.append((float(pay.low), band.money(pay.low).short()))
        cells.append((float(pay.high), format_top(band, pay)))
    return cells


def build_source(
    benchmark: Benchmark, *bands: Band, about: str = "", beside: Mrkdwn = NOTHING
) -> Block:
    """Where the figures come from: those of these places, or all of them.

    `about` is said before it, of what the figures are, and `beside` after it.
    """
    salary = benchmark.salary
    sources = describe_sources(benchmark.citing, salary.list_sources(*(bands or salary.bands)))
    in_words = md("{source}", source=salary.source_text or "")
    source = join([in_words, sources], " ")
    return kit.context(join([md("{about}", about=about), source, beside]), "salary.source")


def describe_equity(salary: Salary, stages: Sequence[FundingStage] = ()) -> list[Mrkdwn]:
    """The usual equity at each of these funding stages, or at all; a line each."""
    return [
        md("• {stage}: {low}–{high}%", stage=stage.name, low=stage.low, high=stage.high)
        for stage in stages or salary.equity.stages
    ]


def format_usual_equity(stages: Sequence[FundingStage]) -> str:
    """The usual equity at each of these funding stages, in one line."""
    return ", ".join(f"{stage.low}–{stage.high}% at {stage.name}" for stage in stages)


def build_read_as(ignored: Sequence[str], reading: str, assumed: str = "") -> list[Block]:
    """A line that says how a text was read if words were ignored, and what was assumed."""
    read_as = md("Read as: {reading}.", reading=reading) if ignored else Mrkdwn()
    line = join([read_as, md("{assumed}", assumed=assumed)], " ")
    return [kit.context(line, "salary.assumed")] if line else []


def build_left_out(left_out: Sequence[str]) -> list[Block]:
    """A sentence that names the amounts and percentages that an answer could not use."""
    if not left_out:
        return []
    return [kit.section(md("Left out: {pieces}.", pieces=", ".join(left_out)), "salary.left_out")]


def format_money(amount: Decimal, currency: Currency | None) -> str:
    """`$400k`, or `400k` in no currency."""
    shown = Money(amount, currency or Currency.USD).short()
    return shown if currency else shown.removeprefix(Currency.USD.sign)


def build_place_notes(places: Iterable[AtPlace]) -> list[Block]:
    """A line for each place that is shown instead of the name that was typed."""
    return [
        kit.context(
            md("I read {typed} as *{place}*.", typed=at.read_as, place=at.place.name),
            f"salary.read_as.{number}",
        )
        for number, at in enumerate(places)
        if at.read_as
    ]


def build_place_picker(benchmark: Benchmark, placeholder: str = "Another place") -> Element:
    """A picker of the places with figures."""
    return kit.select(
        ids.SALARY_READ,
        placeholder,
        {benchmark.value(AtPlace(place)): place.name for place in benchmark.priced()},
    )


def build_check_button(benchmark: Benchmark, query: Answerable) -> Element:
    """A button that opens the form, filled in with what the query has."""
    return kit.button("Check an offer", ids.SALARY_CHECK, value=benchmark.value(query))


def build_share_button(
    benchmark: Benchmark,
    query: Answerable,
    label: str = "Share in channel",
    *,
    detailed: bool = False,
    are_own: bool = False,
) -> Element:
    """A button that shares in the channel, in detail if `detailed`.

    With `are_own` the figures are, or begin with, a company's own, and it confirms first.
    """
    value = add_details(benchmark.value(query), detailed=detailed)
    confirm = OWN_CONFIRM if are_own else None
    return kit.button(label, ids.SALARY_SHARE, value=value, confirm=confirm)


def build_offer_share_button(
    benchmark: Benchmark, query: Answerable, amount: str, *, detailed: bool = False
) -> Element:
    """A button that shares an offer in the channel, after a confirmation that names `amount`."""
    return kit.button(
        "Share with the offer",
        ids.number_id(ids.SALARY_SHARE, 1),
        value=add_details(benchmark.value(query), detailed=detailed),
        confirm=kit.confirm(
            "Share the offer?",
            f"Everyone in this channel will read {amount} and how it compares.",
            "Share the offer",
        ),
    )


def build_more_button(benchmark: Benchmark, query: Answerable, *, detailed: bool) -> Element:
    """*Details* or *Less* of the answer to a query."""
    return build_details_button(ids.SALARY_READ, benchmark.value(query), detailed=detailed)


def build_shared_by(benchmark: Benchmark, user: str) -> Block:
    """Who put this message into the channel, and for which role. `user` is a Slack user id."""
    shared_by = md(
        "Shared by {user} from `/salary`: figures for {title}.",
        user=mention(user),
        title=benchmark.title,
    )
    return kit.context(shared_by, "salary.shared_by")
