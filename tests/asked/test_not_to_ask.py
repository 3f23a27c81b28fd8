"""Questions that may not be asked are told from others, and so is who wants to know about them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiring.guide.handbook import load_handbook
from hiring.guide.may_ask import MayAsk, MayAskReader
from hiring.guide.not_to_ask import find_forbidden_questions
from tests.asked.measure import ROLE
from tests.guides import load_shipped_guide

if TYPE_CHECKING:
    from hiring.guide.handbook import GuideQuery

FOLDER = Path(__file__).parent


def load_rows(name: str) -> list[tuple[str, str]]:
    """A text and its label on each line."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()[1:]
    return [(text, label) for text, label, *_ in (line.split("\t") for line in lines)]


def describe(query: GuideQuery | None) -> str:
    """A query as the labels write it: subject or `-`, `told`, `slip`, `allowed`, `@place/name`."""
    if not isinstance(query, MayAsk):
        return ""
    where = query.where
    place = f"@{where.place.id if where.place else ''}" if where.place or where.typed else ""
    return " ".join(
        filter(
            None,
            [
                query.subject.id if query.subject else "-",
                "told" if query.is_told else "",
                "slip" if query.is_slip else "",
                "allowed" if query.is_allowed else "",
                place + (f"/{where.typed}" if where.typed else ""),
            ],
        )
    )


@pytest.mark.parametrize(("text", "subject"), load_rows("not_to_ask.tsv"))
def test_a_question_is_refused_for_its_subject_and_others_are_left_alone(
    text: str, subject: str
) -> None:
    forbidden = find_forbidden_questions(text, load_shipped_guide().not_to_ask)
    subjects = {question.subject.id for question in forbidden}
    assert subject in subjects if subject else not subjects


@pytest.mark.parametrize(("text", "expected"), load_rows("may_ask.tsv"))
def test_who_wants_to_know_what_may_be_asked_is_understood(text: str, expected: str) -> None:
    guide = load_shipped_guide()
    reader = MayAskReader(guide.not_to_ask, guide.places.gazetteer)
    assert describe(reader.read(text)) == expected


def test_the_search_finds_subjects_that_are_only_alluded_to_with_their_place() -> None:
    guide = load_shipped_guide()
    handbook = load_handbook(ROLE, guide)
    assert describe(handbook.ask("date of birth on the form in Germany")) == "age @de"
    rules = guide.not_to_ask
    phrasings = [(phrasing, subject) for subject in rules.subjects for phrasing in subject.asked_as]
    missed = [
        phrasing
        for phrasing, subject in phrasings
        if not (
            isinstance(query := handbook.ask(phrasing), MayAsk)
            and (subject in query.subjects or query.is_told)
        )
    ]
    assert len(missed) <= 0.02 * len(phrasings), missed
