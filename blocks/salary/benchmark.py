"""What every `/salary` answer is drawn from, and the small pieces that several of them show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, md
from hiring.guide.money import THOUSAND
from hiring.guide.query import AtPlace, canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from blocks.kit import Block, Cell, Element
    from hiring.guide.places import Place, Places
    from hiring.guide.query import Answerable
    from hiring.guide.role import Guide, SalaryHelp
    from hiring.guide.salary import Band, Basis, Range, Salary


@dataclass(frozen=True)
class Benchmark:
    """The salary figures of one role, and whether Slack's own charts and tables are used."""

    title: str
    salary: Salary
    places: Places
    help: SalaryHelp
    native: bool

    @classmethod
    def of(cls, guide: Guide, *, native: bool) -> Benchmark:
        """The benchmark of the first role that has one; the content check sees to it."""
        role, salary = next((role, role.salary) for role in guide.roles.values() if role.salary)
        return cls(role.about.title, salary, guide.places, guide.salary_help, native)

    def place(self, band: Band) -> Place:
        """The place that a band is for; the content check sees to it that there is one."""
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


def span(band: Band, basis: Basis) -> str:
    """`$220k–$320k`, with a plus where the range is open-ended."""
    pay = band.range(basis)
    return f"{band.money(pay.low).short()}–{high(band, pay)}"


def high(band: Band, pay: Range) -> str:
    """The upper figure; `$500k+` where it is no edge."""
    return band.money(pay.high).short() + ("+" if pay.high_is_open else "")


def chart(title: str, bars: Mapping[str, Range], currency: str, block_id: str) -> Block:
    """Low and high as bars, in thousands of one currency."""
    return kit.bar_chart(
        title,
        {
            "Low": {name: float(pay.low / THOUSAND) for name, pay in bars.items()},
            "High": {name: float(pay.high / THOUSAND) for name, pay in bars.items()},
        },
        block_id,
        y_label=f"{currency} thousands a year",
    )


def amount_cells(band: Band) -> list[Cell]:
    """Base low and high, total low and high, as numbers that sort and texts that show them."""
    cells: list[Cell] = []
    for pay in (band.base, band.total):
        cells.append((float(pay.low), band.money(pay.low).short()))
        cells.append((float(pay.high), high(band, pay)))
    return cells


def source(benchmark: Benchmark) -> Block:
    """Where the figures come from."""
    return kit.context(md("{source}", source=benchmark.salary.source), "salary.source")


def read_as(places: Iterable[AtPlace]) -> list[Block]:
    """A line for each place that stands in for the name that was typed."""
    return [
        kit.context(
            md("{typed} is read as *{place}*.", typed=at.read_as, place=at.place.name),
            f"salary.read_as.{number}",
        )
        for number, at in enumerate(places)
        if at.read_as
    ]


def place_picker(benchmark: Benchmark, placeholder: str = "Another place") -> Element:
    """Choose one of the places with figures."""
    return kit.select(
        ids.SALARY_READ,
        placeholder,
        {canonical(AtPlace(place)): place.name for place in benchmark.priced()},
    )


def check_button(query: Answerable) -> Element:
    """Open the form, filled in as far as the query goes."""
    return kit.button("Check an offer", ids.SALARY_CHECK, value=canonical(query))


def share_button(query: Answerable, label: str = "Share in channel") -> Element:
    """Publish what needs no confirmation."""
    return kit.button(label, ids.SALARY_SHARE, value=canonical(query))


def shared_by(user: str) -> Block:
    """Who put this message into the channel. `user` is a Slack user id."""
    return kit.context(
        md("Shared by {user} from `/salary`.", user=Mrkdwn(f"<@{user}>")), "salary.shared_by"
    )
