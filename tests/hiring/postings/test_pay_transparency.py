"""Which pay laws a posting's location brings with it, and whose rules it is read against."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hiring.postings import posting
from hiring.postings.posting import Blanks
from hiring.postings.remarks import find_remarks
from tests.hiring.postings.test_posting import GOOD, GUIDE, STANDARDS, market

LAWS = GUIDE.pay_transparency


@pytest.mark.parametrize(
    ("location", "laws"),
    [
        ("Brooklyn", ["new-york"]),
        ("Rochester, NY", ["new-york"]),
        ("Seattle, WA 98101", ["washington"]),
        ("Washington, DC", ["washington-dc"]),
        ("Washington D.C. (hybrid)", ["washington-dc"]),
        ("San Francisco, New York or Chicago", ["california", "illinois", "new-york"]),
        ("Remote: Colorado, New Jersey", ["colorado", "new-jersey"]),
        ("Boston, MA, USA", ["massachusetts"]),
        ("Denver, US", ["colorado"]),
        ("Hybrid, Hamburg", ["eu"]),
        ("Köln", ["eu"]),
        ("London/Paris", ["eu"]),
        ("Remote, EU", ["eu"]),
        ("New York-based, 2 days in the office", ["new-york"]),
        ("Paris, Texas", []),
        ("Dublin, OH", []),
        ("Dublin, CA", ["california"]),
        ("Manhattan, Kansas", []),
        ("Boston, UK", []),
        ("Cambridge, MA", ["massachusetts"]),
        ("Cambridge", []),
        ("Tel Aviv, IL", []),
        ("Toronto, ON, CA", []),
        ("Montreal - CA", []),
        ("Leeds", []),
        ("Remote (US)", []),
        ("remote in de", []),
        ("join us", []),
        ("Sample City", []),
        ("", []),
    ],
)
def test_a_location_brings_the_laws_of_the_places_that_it_names(
    location: str, laws: list[str]
) -> None:
    """A region behind a town tells which town is meant; two letters count in capitals only."""
    assert LAWS.list_proposed(location) == laws
    assert [law.id for law in LAWS.list_laws(Blanks(location=location))] == laws


def test_what_is_picked_counts_beside_the_location_and_what_is_unticked_does_not() -> None:
    blanks = Blanks(location="New York, NY", hires_in=("colorado",))
    assert [law.id for law in LAWS.list_laws(blanks)] == ["colorado", "new-york"]
    blanks = replace(blanks, not_hired_in=("new-york",))
    assert [law.id for law in LAWS.list_laws(blanks)] == ["colorado"]
    moved = replace(blanks, location="Chicago")
    assert [law.id for law in LAWS.list_laws(moved)] == ["colorado", "illinois"]


@pytest.mark.parametrize(
    ("changed", "places"),
    [
        ({"location": "Leeds"}, {"uk"}),
        ({"location": "Austin, TX"}, {"us"}),
        ({"location": "Denver, US"}, {"us", "colorado"}),
        ({"location": "Berlin"}, {"eu"}),
        ({"location": "Tel Aviv"}, {"elsewhere"}),
        ({"location": "HQ", "hires_in": ("vermont",)}, {"us", "vermont"}),
        ({"location": "HQ"}, set()),
    ],
)
def test_a_posting_is_read_against_the_rules_of_its_places(
    changed: dict[str, str], places: set[str]
) -> None:
    assert LAWS.list_rule_places(Blanks(**changed)) == places  # type: ignore[arg-type]


def test_a_country_alone_may_mean_any_of_its_states() -> None:
    """The place that pay is compared with tells only where the location doesn't."""
    anywhere = LAWS.list_rule_places(Blanks(location="Remote (US)"))
    assert anywhere >= {"us", "colorado", "new-york"}
    assert "eu" not in anywhere
    assert LAWS.list_rule_places(Blanks(location="HQ"), "UK (London)") == {"uk"}
    assert LAWS.list_rule_places(Blanks(location="Berlin"), "UK (London)") == {"eu"}


@pytest.mark.parametrize(
    ("location", "words", "sources", "may_be_unlawful"),
    [
        ("Leeds", "young", ["acas-adverts"], True),
        ("Denver", "young", ["eeoc-practices"], True),
        ("Hamburg", "young", ["eu-equal-treatment"], True),
        ("Tel Aviv", "young", [], False),
        ("Denver", "salary history", ["colorado-equal-pay"], True),
        ("Leeds", "salary history", [], False),
        ("Berlin", "You thrive under pressure", ["eu-working-time"], False),
        ("Denver", "You thrive under pressure", [], False),
    ],
)
def test_only_the_sources_of_its_places_count(
    location: str, words: str, sources: list[str], *, may_be_unlawful: bool
) -> None:
    """What no law of the place is about doesn't come first as unlawful."""
    text = f"We want {words} engineers" if words == "young" else words
    blanks = replace(GOOD, location=location, musts=f"{text}\nTell us")
    remarks = find_remarks(blanks, posting.check_blanks(blanks, market()), market(), STANDARDS)
    heads = {"Age", "Pay history", "Working hours"}
    [remark] = [remark for remark in remarks if remark.head in heads]
    assert list(remark.sources) == sources
    assert remark.may_be_unlawful is may_be_unlawful


def test_where_no_place_is_known_all_sources_count() -> None:
    blanks = replace(GOOD, location="HQ", place="", musts="We want young engineers")
    remarks = find_remarks(blanks, posting.check_blanks(blanks, None), None, STANDARDS)
    assert remarks[0].sources == ("eeoc-practices", "acas-adverts", "eu-equal-treatment")
    assert remarks[0].may_be_unlawful


def test_every_place_that_a_source_is_of_can_be_named() -> None:
    known = {law.id for law in LAWS.places} | {country.id for country in LAWS.countries}
    assert {source.place for source in GUIDE.sources.sources} - {None} <= known
    assert {law.within for law in LAWS.places} <= known


@pytest.mark.parametrize(
    ("employers", "whose"),
    [
        ("any", "any employer"),
        ("4", "employers with 4 or more employees"),
        ("at least 1 employee there", "employers with at least 1 employee there"),
    ],
)
def test_whose_law_it_is_reads_as_words(employers: str, whose: str) -> None:
    assert LAWS.places[0].model_copy(update={"employers": employers}).whose == whose


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("$128.5k–$171,250", "$128,500–$171,250"),
        ("$128.5k–$171k", "$128.5k–$171k"),
        ("£145,125+", "£145,125+"),
    ],
)
def test_both_ends_of_a_range_are_written_alike(typed: str, shown: str) -> None:
    pay = posting.check_blanks(replace(GOOD, range=typed, place=""), None)
    assert str(pay) == shown


def test_a_range_gets_one_remark_whatever_is_wrong_with_it() -> None:
    """Under the market, far under it, and without a top."""
    for typed in ("$100k–$110k", "$100k+", "$100k"):
        blanks = replace(GOOD, range=typed)
        remarks = find_remarks(blanks, posting.check_blanks(blanks, market()), market(), STANDARDS)
        assert [remark.head for remark in remarks].count("Range") == 1


def test_a_posting_of_before_reads_as_it_was() -> None:
    """A draft that knows of no unticked place has the law of its location."""
    stored = {"location": "Vermont", "hires_in": ["colorado"]}
    blanks = Blanks.from_json(stored)
    assert [law.id for law in LAWS.list_laws(blanks)] == ["colorado", "vermont"]
