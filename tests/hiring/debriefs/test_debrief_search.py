"""What people type to find a debrief: a label, a role, an outcome, a month, in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.debriefs.debrief import CloseKind, Closing, Debrief, Decision, Outcome, Reveal
from hiring.debriefs.debrief_search import (
    Course,
    Search,
    drop_unknown,
    list_known_words,
    match_debrief,
    read_search,
)
from hiring.debriefs.search_times import Month, Span
from tests.sample_debriefs import sample_debrief

TODAY = date(2026, 4, 15)
NAMES = ("AI Tech Lead", "AI lead")

READ = {
    "hired march": ((Course.HIRE,), (Month(None, 3),), ""),
    "JS": ((), (), "JS"),
    "no hire 2026": ((Course.NO_HIRE,), (Month(2026, None),), ""),
    "data lead": ((), (), "data lead"),
    "Hired in March 2026": ((Course.HIRE,), (Month(2026, 3),), ""),
    "hierd febuary": ((Course.HIRE,), (Month(None, 2),), ""),
    "everyone we rejected last month": ((Course.NO_HIRE,), (Month(2026, 3),), ""),
    "ai lead candidates who withdrew this year": (
        (Course.WITHDREW,),
        (Month(2026, None),),
        "ai lead",
    ),
    "on hold": ((Course.HOLD,), (), ""),
    "2026-02": ((), (Month(2026, 2),), ""),
    "jan feb 2025": ((), (Month(2025, 1), Month(2025, 2)), ""),
    "open last year": ((Course.OPEN,), (Month(2025, None),), ""),
    "all": ((), (), ""),
    "the one we hired in March": ((Course.HIRE,), (Month(None, 3),), ""),
    "hired or rejected in march": ((Course.HIRE, Course.NO_HIRE), (Month(None, 3),), ""),
    "hired since february": ((Course.HIRE,), (Span(date(2026, 2, 1)),), ""),
    "hired since november": ((Course.HIRE,), (Span(date(2025, 11, 1)),), ""),
    "hired since last month": ((Course.HIRE,), (Span(date(2026, 3, 1)),), ""),
    "hired after february 2026": ((Course.HIRE,), (Span(date(2026, 3, 1)),), ""),
    "hired before 2026": ((Course.HIRE,), (Span(None, date(2026, 1, 1)),), ""),
    "hired q1": ((Course.HIRE,), (Month(None, 1), Month(None, 2), Month(None, 3)), ""),
    "q4 2025": ((), (Month(2025, 10), Month(2025, 11), Month(2025, 12)), ""),
    "hired last quarter": ((Course.HIRE,), (Span(date(2026, 1, 1), date(2026, 4, 1)),), ""),
    "hired 3/2027": ((Course.HIRE,), (Month(2027, 3),), ""),
    "hired 03.2027": ((Course.HIRE,), (Month(2027, 3),), ""),
    "hired last week": ((Course.HIRE,), (Span(date(2026, 4, 6), date(2026, 4, 13)),), ""),
    "hired in the last 3 months": ((Course.HIRE,), (Span(date(2026, 1, 15)),), ""),
    "yesterday": ((), (Span(date(2026, 4, 14), date(2026, 4, 15)),), ""),
    "hired 2 mar 2027": ((Course.HIRE,), (Month(2027, 3),), ""),
    "hired march 2nd": ((Course.HIRE,), (Month(None, 3),), ""),
    "nov to feb": ((), (Month(None, 11), Month(None, 12), Month(None, 1), Month(None, 2)), ""),
    "jan-mar 2026": ((), (Span(date(2026, 1, 1), date(2026, 4, 1)),), ""),
    "between nov and feb 2026": ((), (Span(date(2025, 11, 1), date(2026, 3, 1)),), ""),
    "jan 2025 and feb 2026": ((), (Month(2025, 1), Month(2026, 2)), ""),
    "2025 to 2026": ((), (Span(date(2025, 1, 1), date(2027, 1, 1)),), ""),
    "opened march": ((Course.OPENED,), (Month(None, 3),), ""),
    "opened": ((Course.OPEN,), (), ""),
    "Marsh": ((), (), "Marsh"),
    "": ((), (), ""),
}


@pytest.mark.parametrize("typed", READ)
def test_a_text_is_read_as_outcome_month_and_the_words_that_are_left(typed: str) -> None:
    search = read_search(typed, TODAY)
    assert (search.courses, search.periods, search.rest) == READ[typed]


def at(year: int, month: int, day: int = 10) -> int:
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())


def decided(outcome: Outcome, when: int, label: str = "JS") -> Debrief:
    opened = when - 5 * 86400
    return sample_debrief(
        "d1",
        opened_at=opened,
        label=label,
        reveals=(Reveal(1, when),),
        decisions=(Decision(outcome, "because", "U0ROSA", when),),
    )


def is_found(typed: str, debrief: Debrief, names: tuple[str, ...] = NAMES) -> bool:
    known = list_known_words(debrief, names)
    return match_debrief(read_search(typed, TODAY), debrief, known, at(2026, 4, 15)) is not None


HIRED = decided(Outcome.HIRE, at(2026, 3))
HIRED_IN_MAY = replace(decided(Outcome.HIRE, at(2026, 5, 4), "QQ"), opened_at=at(2026, 4, 6))
HELD = replace(decided(Outcome.HOLD, at(2026, 4, 4), "PP"), opened_at=at(2026, 3, 6))
OPEN = sample_debrief("d2", opened_at=at(2026, 4), label="Mia K")
WITHDRAWN = replace(
    sample_debrief("d3", opened_at=at(2026, 1), label="May"),
    closed=Closing(CloseKind.WITHDREW, "U0MAYA", at(2026, 2)),
)


@pytest.mark.parametrize(
    ("typed", "debrief", "matches"),
    [
        ("hired march", HIRED, True),
        ("hired april", HIRED, False),
        ("hired march", HIRED_IN_MAY, False),
        ("hired may", HIRED_IN_MAY, True),
        ("opened april", HIRED_IN_MAY, True),
        ("april", HIRED_IN_MAY, True),
        ("hired april", HIRED_IN_MAY, False),
        ("over april", HIRED_IN_MAY, False),
        ("decided april", HIRED_IN_MAY, False),
        ("held march", HELD, False),
        ("hold april", HELD, True),
        ("hold since april", HELD, True),
        ("withdrew january", WITHDRAWN, False),
        ("closed january", WITHDRAWN, False),
        ("no hire", HIRED, False),
        ("js", HIRED, True),
        ("js hired", HIRED, True),
        ("js no hire", HIRED, False),
        ("tech lead", HIRED, True),
        ("tehc lead", HIRED, True),
        ("data lead", HIRED, False),
        ("AI lead march", HIRED, True),
        ("2025", HIRED, False),
        ("march 2026", HIRED, True),
        ("open", OPEN, True),
        ("mia", OPEN, True),
        ("mai k", OPEN, True),
        ("mike", OPEN, False),
        ("this month", OPEN, True),
        ("over", OPEN, False),
        ("withdrew february", WITHDRAWN, True),
        ("closed", WITHDRAWN, True),
        ("decided", WITHDRAWN, False),
        ("", WITHDRAWN, True),
    ],
)
def test_a_debrief_matches_where_all_that_was_typed_is_true_of_it(
    typed: str, debrief: Debrief, *, matches: bool
) -> None:
    assert is_found(typed, debrief) is matches


def test_a_label_that_is_also_a_month_comes_before_debriefs_of_that_month() -> None:
    of_month = decided(Outcome.HIRE, at(2026, 5))
    search = read_search("may", TODAY)
    ranked = [
        match_debrief(search, debrief, list_known_words(debrief, NAMES), at(2026, 6))
        for debrief in (WITHDRAWN, of_month)
    ]
    assert None not in ranked
    assert ranked == sorted(ranked)  # type: ignore[type-var]


@pytest.mark.parametrize("typed", ["march", "may 2026"])
def test_nothing_is_left_unread_that_a_label_could_be_about(typed: str) -> None:
    expected = 0 if typed == "march" else at(2026, 5, 1) - 86400
    assert read_search(typed, TODAY).starts_at == expected


def test_a_word_of_a_label_or_role_is_no_misspelling() -> None:
    assert read_search("bold", TODAY).courses == (Course.HOLD,)
    assert read_search("bold", TODAY, {"bold"}) == Search("bold", rest="bold")


def test_words_that_no_label_or_role_has_are_named() -> None:
    search = read_search("hired lead zebra 14.3.26", TODAY)
    narrower, unknown = drop_unknown(search, {"lead", "js"})
    assert (narrower.rest, unknown) == ("lead", ("zebra", "14.3.26"))


@pytest.mark.parametrize("typed", ["@sam", "hired <@U0SAM>", "interviewer @sam march"])
def test_a_person_is_nothing_to_search_by(typed: str) -> None:
    search = read_search(typed, TODAY)
    assert search.by_person
    assert not search.rest
    assert not search.wants_all


@pytest.mark.parametrize("typed", ["hired 2 march", "2026-03-14", "march 2nd"])
def test_a_day_stands_for_its_month_and_that_is_said(typed: str) -> None:
    assert read_search(typed, TODAY).by_day


def test_what_happened_to_an_open_debrief_is_looked_for_in_older_ones_too() -> None:
    assert read_search("hold since april", TODAY).starts_at == 0
    assert read_search("hired since april", TODAY).starts_at > 0


WORDS = (
    "since",
    "between",
    "and",
    "to",
    "-",
    "jan",
    "feb-mar",
    "q3",
    "2026",
    "2026-02-30",
    "last",
    "99",
    "years",
    "31",
    "before",
    "this",
    "week",
    "hired",
    "@sam",
    "quarter",
    "yesterday",
    "one",
)


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text_is_read_and_compared(typed: str) -> None:
    search = read_search(typed, TODAY)
    assert isinstance(search, Search)
    match_debrief(search, HIRED, list_known_words(HIRED, NAMES), at(2026, 4, 15))
