"""What the answers from pay statistics are drawn from, and the small pieces that they share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.details import add_details, build_details_button
from blocks.mrkdwn import Mrkdwn, join, md
from blocks.salary.rows import name_survey
from hiring.pay_statistics.figures import SurveyKind
from hiring.pay_statistics.query import write_pay_question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from blocks.kit import Block, Element, Message
    from hiring.guide.official_pay import RoleOccupation
    from hiring.guide.places import Places
    from hiring.guide.role import CommandHelp, Guide, Role
    from hiring.guide.sources import Citing
    from hiring.pay_statistics.figures import PayRow
    from hiring.pay_statistics.names import PayNames
    from hiring.pay_statistics.query import AskedArea, AskedJob, PayQuestion
    from hiring.pay_statistics.surveys import PayStatistics


OWN_CONFIRM: Final = kit.confirm(
    "Share your own figures?",
    "Everyone in this channel will read your company's own figures, also guests and people of other"
    " companies.",
    "Share the figures",
)
"""Before a company's own figures go into a channel."""


@dataclass(frozen=True)
class PaySource:
    """All tables of pay, the roles that occupations stand for, and whether Slack draws charts.

    `citing` describes where figures come from.
    """

    statistics: PayStatistics
    names: PayNames
    roles: Mapping[str, Role]
    places: Places
    help: CommandHelp
    native: bool
    citing: Citing

    @classmethod
    def from_guide(cls, guide: Guide, *, native: bool) -> PaySource:
        """The tables that the guide has."""
        return cls(
            guide.pay_statistics,
            guide.pay_names,
            guide.roles,
            guide.places,
            guide.help.salary,
            native,
            guide.citing,
        )

    def on(self, today: date) -> PaySource:
        """The figures as they are read on a date."""
        return replace(self, citing=replace(self.citing, today=today))

    def find_rows(self, job: AskedJob, area: AskedArea) -> Sequence[PayRow]:
        """What a job is paid in an area: a company's own figures first, then official ones.

        For a role with several occupations these are in the order in which they come near.
        """
        return self.statistics.find_rows(job.jobs, area.areas)

    def explain_occupation(self, job: AskedJob, row: PayRow) -> str:
        """Why the row's occupation stands for a role; empty where it needs no reason."""
        occupation = self._find_occupation(job, row)
        return occupation.why if occupation else ""

    def is_role_itself(self, job: AskedJob, row: PayRow) -> bool:
        """Whether the row's occupation is the role, rather than one that comes near."""
        occupation = self._find_occupation(job, row)
        return occupation is not None and occupation.itself

    def describe_estimate(self, job: AskedJob, area: AskedArea) -> list[Mrkdwn]:
        """A role's estimate for the place that an area belongs to, if it has one."""
        role = self.roles.get(job.key) if job.is_role else None
        if role is None or role.salary is None:
            return []
        for place in self.places.places:
            covered = {each.key for each in self.names.areas.list_covered(place.id)}
            band = role.salary.band(place.id) if area.key in covered else None
            if band:
                low, high = band.money(band.base.low).short(), band.money(band.base.high).short()
                return [
                    md(
                        "Estimate for {place}: base {low}–{high}.",
                        place=place.name,
                        low=low,
                        high=high,
                    )
                ]
        return []

    def _find_occupation(self, job: AskedJob, row: PayRow) -> RoleOccupation | None:
        role = self.roles.get(job.key) if job.is_role else None
        occupations = role.official_pay.occupations if role and role.official_pay else ()
        return next((each for each in occupations if each.code == row.job.code), None)


def build_about_figures(
    rows: Iterable[PayRow], *, detailed: bool, block_id: str = "salary.source"
) -> list[Block]:
    """Whose figures these are, what they count and leave out; a line for each survey."""
    lines = describe_surveys(rows, detailed=detailed)
    return [kit.context(lines, block_id)] if lines else []


def describe_surveys(rows: Iterable[PayRow], *, detailed: bool) -> Mrkdwn:
    """The same as text."""
    surveys = {row.survey.id: row for row in rows}
    return join(
        line for row in surveys.values() for line in _describe_survey(row, detailed=detailed)
    )


def _describe_survey(row: PayRow, *, detailed: bool) -> Iterable[Mrkdwn]:
    survey = row.survey
    named = md("{name}.", name=survey.credit or name_survey(row))
    if survey.about:
        yield join([named, md("{about}", about=survey.about)], " ")
    else:
        yield named
    if detailed and survey.kind is SurveyKind.OFFICIAL:
        yield Mrkdwn(
            "A survey of employers, without overtime and people who work for themselves. Its"
            " publisher can't vouch for what is derived from the figures."
        )


def build_pay_button(label: str, question: PayQuestion, number: int) -> Element:
    """A button that asks a question."""
    return kit.button(
        label, ids.number_id(ids.SALARY_READ, number), value=write_pay_question(question)
    )


def build_pay_share_buttons(
    question: PayQuestion, amounts: Sequence[str], *, detailed: bool, are_own: bool
) -> list[Element]:
    """*Share*: an offer, and a company's own figures, only after a confirmation."""
    figures = replace(question, offers=())
    share = kit.button(
        "Share the figures" if amounts else "Share in channel",
        ids.SALARY_SHARE,
        value=add_details(write_pay_question(figures), detailed=detailed),
        confirm=OWN_CONFIRM if are_own else None,
    )
    if not amounts:
        return [share]
    named = " and ".join(amounts)
    confirmed = kit.button(
        "Share with the offer",
        ids.number_id(ids.SALARY_SHARE, 1),
        value=add_details(write_pay_question(question), detailed=detailed),
        confirm=kit.confirm(
            "Share the offer?",
            f"Everyone in this channel will read {named} and how it compares.",
            "Share the offer",
        ),
    )
    return [share, confirmed]


def build_pay_more_button(question: PayQuestion, *, detailed: bool) -> Element:
    """*Details* or *Less* of the answer to a question."""
    return build_details_button(ids.SALARY_READ, write_pay_question(question), detailed=detailed)


def build_pay_choices(text: Mrkdwn, elements: Sequence[Element]) -> Message:
    """A sentence, and what can be pressed instead."""
    blocks = [kit.section(text, "salary.hint")]
    if elements:
        blocks.append(kit.actions(elements, "salary.actions"))
    return kit.message(text, blocks)
