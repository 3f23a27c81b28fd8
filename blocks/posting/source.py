"""What the job description of one role is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiring.language.reading import Vocabulary, read
from hiring.postings import posting as postings
from hiring.postings.range import Market
from hiring.postings.remarks import Standards

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiring.guide.places import Places
    from hiring.guide.role import Guide, Role
    from hiring.guide.salary import Salary
    from hiring.guide.sources import Citing
    from hiring.postings.pay_transparency import PayTransparency
    from hiring.postings.posting import Blanks, Posting
    from hiring.postings.template import Template
    from hiring.wording.rules import Wording


@dataclass(frozen=True)
class PostingSource:
    """All that the job description of one role is made from."""

    role: Role
    posting: Posting
    template: Template
    salary: Salary | None
    places: Places
    pay: PayTransparency
    wording: Wording
    others: Sequence[Role]  # the other roles with a job description
    citing: Citing

    @classmethod
    def from_role(cls, role: Role, guide: Guide) -> PostingSource | None:
        """What a role's folder has; None if it has no job description."""
        if role.posting is None or role.template is None:
            return None
        others = [other for other in guide.roles.values() if other.posting and other is not role]
        return cls(
            role,
            role.posting,
            role.template,
            role.salary,
            guide.places,
            guide.pay_transparency,
            guide.wording,
            others,
            guide.citing,
        )

    @property
    def title(self) -> str:
        """What the role is called."""
        return self.role.about.title

    @property
    def standards(self) -> Standards:
        """What its posting is read against."""
        citing = self.citing
        return Standards(
            self.posting, self.wording, citing.sources, self.title, citing.today, self.pay
        )

    def start(self) -> Blanks:
        """An empty form, which has what the role proposes in it."""
        return postings.start_blanks(self.posting, self.role.interview)

    def find_market(self, blanks: Blanks) -> Market | None:
        """The figures of the place to compare with, or else of the one place in the location."""
        if blanks.place:
            return self.market(blanks.place)
        mentions = read(blanks.location, Vocabulary(self.places.gazetteer)).places
        ids = {place for mention in mentions for name in mention.names for place in name.ids}
        place = self.places.get(next(iter(ids))) if len(ids) == 1 else None
        return self.market(place.id) if place and not place.remote else None

    def market(self, place_id: str) -> Market | None:
        """A place's salary figures; None if the role has none for it."""
        place = self.places.get(place_id)
        band = self.salary.band(place_id) if self.salary else None
        return Market(place, band, self.salary) if place and band and self.salary else None

    def priced(self) -> dict[str, str]:
        """The names of the places that there are figures for, by id."""
        markets = [self.market(place.id) for place in self.places.places]
        return {market.place.id: market.place.name for market in markets if market}
