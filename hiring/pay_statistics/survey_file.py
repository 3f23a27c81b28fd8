"""What the file beside a table of pay says of it: `pay/NAME.yml` for `pay/NAME.csv`."""

from __future__ import annotations

from hiring.guide.content_model import ContentModel, Label, Remark, Sentence
from hiring.guide.sources import SourceIds
from hiring.money import Basis, Currency
from hiring.pay_statistics.figures import Survey, SurveyKind


class SurveyFile(ContentModel):
    """`currency`: that of the rows which name none. The rest is that of `Survey`."""

    name: Label
    kind: SurveyKind
    as_of: Label
    currency: Currency | None = None
    about: Remark | None = None
    credit: Sentence | None = None
    counts: Basis = Basis.BASE
    source: SourceIds = ()

    def as_survey(self, survey_id: str) -> Survey:
        """The survey as its rows name it."""
        return Survey(
            id=survey_id,
            name=self.name,
            kind=self.kind,
            as_of=self.as_of,
            about=self.about or "",
            credit=self.credit or "",
            counts=self.counts,
        )
