"""A job description: what is an error, what is a warning, and what the document says."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.errors import FormError
from hiring.guide import content
from hiring.postings import posting
from hiring.postings.pay_transparency import find_missing
from hiring.postings.posting import Blanks, Posting
from hiring.postings.range import Market
from hiring.postings.remark import PostingRemark
from hiring.postings.remarks import Standards, find_field, find_remarks
from tests.guides import load_sample_guide
from tests.hiring.conftest import CONTENT

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = load_sample_guide()
ROLE = GUIDE.roles["ai-tech-lead"]
TITLE = ROLE.about.title
assert ROLE.posting is not None
POSTING: Posting = ROLE.posting
TEMPLATE, SALARY = ROLE.template, ROLE.salary
assert TEMPLATE is not None
assert SALARY is not None
STANDARDS = Standards(
    POSTING, GUIDE.wording, GUIDE.sources, TITLE, date(2026, 11, 28), GUIDE.pay_transparency
)

GOOD = Blanks(
    company="Sample Co",
    location="Sample City, hybrid",
    place="sf-ny",
    range="$220k–$320k",
    equity="0.1 %",
    system="Ranks 2 million listings a day for 40,000 shops",
    stack="PyTorch, Ray",
    domain="recommenders",
    musts="\n".join(POSTING.musts),
)


def market(place_id: str = "sf-ny") -> Market | None:
    assert SALARY is not None
    place, band = GUIDE.places.get(place_id), SALARY.band(place_id)
    return Market(place, band, SALARY) if place and band else None


def errors(**changed: Any) -> dict[str, str]:  # noqa: ANN401 - of any field
    blanks = replace(GOOD, **changed)
    with suppress(FormError):
        posting.check_blanks(blanks, market(blanks.place))
        return {}
    with pytest.raises(FormError) as caught:
        posting.check_blanks(blanks, market(blanks.place))
    return caught.value.errors


def remarks(**changed: Any) -> list[str]:  # noqa: ANN401 - of any field
    blanks = replace(GOOD, **changed)
    at = market(blanks.place)
    pay = posting.check_blanks(blanks, at)
    return [
        f"{remark.head}: {' '.join(remark.quotes)} {remark.text}"
        for remark in find_remarks(blanks, pay, at, STANDARDS)
    ]


def written(**changed: Any) -> str:  # noqa: ANN401 - of any field
    assert TEMPLATE is not None
    blanks = replace(GOOD, **changed)
    pay = posting.check_blanks(blanks, market(blanks.place))
    return posting.render_posting(blanks, pay, TEMPLATE, TITLE, POSTING).markdown()


def test_a_good_posting_has_neither_errors_nor_remarks() -> None:
    assert (errors(), remarks()) == ({}, [])


@pytest.mark.parametrize("field", posting.MOST_CHARACTERS)
def test_what_is_not_filled_in_is_an_error_at_its_field(field: str) -> None:
    assert errors(**{field: "Join [Company Name] as TODO"})[field].startswith("“[Company Name]” is")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("company", "", "Fill this in"),
        ("location", " \u200b ", "Fill this in"),
        ("system", "\n", "Fill this in"),
        ("musts", " \n - \n", "at least one"),
        ("range", "", "Post without a range"),
        ("range", "320k–220k", "upside down"),
        ("range", "$320,000 to $220,000", "upside down"),
        ("range", "competitive", "two amounts"),
        ("range", "100k-200k-300k", "two amounts"),
        ("range", "$200k–£300k", "two amounts"),
        ("range", "-5k", "isn't plausible"),
        ("range", "0–1", "isn't plausible"),
        ("range", "up to $320k", "where the range starts"),
        ("range", "$700/day", "yearly range"),
        ("range", "day rate $700", "yearly range"),
        ("range", "$300k total comp", "posting shows base pay"),
        ("range", "180k–260k USD OTE", "posting shows base pay"),
        ("range", "£9k–£11k a month", "pay per month"),
        ("range", "£110k–£140k net", "before tax"),
        ("range", "220–320k XYZ", "the currency “XYZ”"),
    ],
)
def test_an_error_stands_at_its_field(field: str, typed: str, sentence: str) -> None:
    fields = errors(**{field: typed})

    assert list(fields) == [field]
    assert sentence in fields[field]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("$220,000 - $320,000 annually", "$220k–$320k"),
        ("Between $220k and $320k", "$220k–$320k"),
        ("$220k–$320k p.a.", "$220k–$320k"),
        ("$220K/yr + Equity", "$220k"),
        ("$220k–$320k depending on experience", "$220k–$320k"),
        ("$220k+", "$220k+"),
        ("from $220k", "$220k+"),
        ("from $220k to $320k", "**Base salary:** $220k–$320k a year"),
        ("starting at $220k, up to $320k", "**Base salary:** $220k–$320k a year"),
        ("$220,000 - $320,000 per annum + benefits", "**Base salary:** $220k–$320k a year"),
        ("$220k–$320k + private health cover", "**Base salary:** $220k–$320k a year"),
        ("$220k–$320k+", "**Base salary:** $220k–$320k+ a year"),
        ("~$220k to ~$320k", "**Base salary:** $220k–$320k a year"),
        ("$220k - $320k DOE", "**Base salary:** $220k–$320k a year"),
        ("220-320k USD base, plus bonus", "$220k–$320k"),
        ("€90k brutto/Jahr", "€90k"),
    ],
)
def test_a_range_is_read_as_people_write_it_in_an_advertisement(typed: str, shown: str) -> None:
    assert shown in written(range=typed)


def test_a_range_without_a_top_is_never_said_to_be_too_low_as_a_whole() -> None:
    assert not any("whole range" in warning for warning in remarks(range="150k+"))


def test_without_a_place_the_range_must_say_its_currency() -> None:
    assert "currency" in errors(place="", range="220k–320k")["range"]
    assert errors(place="", range="€220k–320k") == {}


@pytest.mark.parametrize("typed", ["competitive", "320k–220k", "TBD", "$700/day"])
def test_with_the_tick_whatever_is_left_in_the_range_doesnt_count(typed: str) -> None:
    assert errors(range=typed, no_range=True) == {}
    assert "**Base" not in written(range=typed, no_range=True)


@pytest.mark.parametrize("stack", ["", "the usual", "Modern tools", "Python etc."])
def test_where_no_technology_is_named_nothing_is_asked_of_the_stack(stack: str) -> None:
    """But for what somebody wrote about it themselves."""
    assert "stack" not in written(stack=stack)
    own = written(stack=stack, musts="You know our stack\n" + "\n".join(POSTING.musts))
    assert "- You know our stack\n" in own


@pytest.mark.parametrize("value", ["none", "N/A", "—"])
def test_what_there_is_not_stands_in_no_posting(value: str) -> None:
    empty = written(equity=value, benefits=value, deadline=value)
    assert empty == written(equity="", benefits="", deadline="")
    assert "What we offer\n\n- Leave\n" in written(benefits=f"{value}\nLeave")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("equity", "Competitive equity", "“Competitive equity” tells nobody what it is."),
        ("benefits", "Leave\nGreat perks", "“Great perks” tells nobody what it is."),
        ("deadline", "soon", "“soon” tells nobody what it is."),
        ("deadline", "31 October 2025", "That is past."),
    ],
)
def test_what_tells_nobody_anything_is_an_error_at_its_field(
    field: str, typed: str, sentence: str
) -> None:
    blanks = Blanks.from_json({**GOOD.as_json(), field: typed})
    with pytest.raises(FormError) as caught:
        posting.check_blanks(blanks, market(), STANDARDS.today)
    assert [*caught.value.errors] == [field]
    assert caught.value.errors[field].startswith(sentence)


def test_posting_without_a_range_needs_the_tick_and_says_what_it_costs() -> None:
    assert "range" in errors(range="")
    assert errors(range="", no_range=True) == {}
    assert "40–60%" in remarks(range="", no_range=True)[0]
    assert "**Base" not in written(range="", no_range=True)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"range": "150k–170k"}, "The whole range is under the market for San Francisco"),
        ({"range": "150k–170k"}, "software-engineer band"),
        ({"range": "150k–170k"}, "20% under"),
        ({"range": "200k–300k"}, "starts $20k or 9% under"),
        ({"range": "£200k–300k"}, "Is the currency right?"),
        ({"range": "$300k–400k", "place": "uk-other"}, "Is the currency right?"),
        ({"range": "£300–400k", "place": "london"}, "even its bottom is £120k or 67% above"),
        ({"range": "£60k–£200k", "place": "london"}, "so wide that it says nothing"),
        ({"range": "$250k"}, "is a single amount"),
        ({"range": "150k+"}, "starts $70k or 32% under"),
        ({"musts": "Experience with machine learning!"}, "Generic: Experience with machine"),
        ({"musts": "ML experience wanted"}, "Generic: ML experience wanted"),
        ({"musts": "Ninja"}, "Cliché: Ninja"),
        ({"system": "We want a young, dynamic lead"}, "Age: young"),
        ({"benefits": "A digital native feels at home"}, "Age: digital native"),
        ({"stack": ""}, "names no technology"),
        ({"stack": "Modern machine-learning tools"}, "names no technology"),
        ({"stack": "A, B, C, D, E, F and G"}, "7 technologies"),
        ({"system": "Ranks listings for shops"}, "Nobody can tell how big"),
        (
            {"musts": "\n".join(f"{n} shipped" for n in range(8))},
            "You ask for 8 things. With more than 7",
        ),
        ({"range": "£150k+", "place": "london"}, "£150k+ has no top"),
        ({"range": "$220k+", "place": "", "location": "Lima"}, "$220k+ has no top"),
        ({"range": "£145k", "place": "london"}, "£145k is a single amount"),
    ],
)
def test_what_a_reader_would_stumble_over_is_a_warning(
    changed: dict[str, str], sentence: str
) -> None:
    assert any(sentence in warning for warning in remarks(**changed)), remarks(**changed)


def test_generic_musts_and_claims_are_all_named() -> None:
    """With a team's own phrases among them; content without a reason for claims says nothing."""
    musts = "Team player\nExperience with LLMs\nYou share our vibe\nPassion for AI\nSelf-starter"
    own = POSTING.model_copy(update={"generic": ("our vibe", "passion")})
    standards = replace(STANDARDS, posting=own)
    blanks = replace(GOOD, musts=musts)
    pay = posting.check_blanks(blanks, market())
    quotes = {each.head: each.quotes for each in find_remarks(blanks, pay, market(), standards)}
    assert quotes["Generic"] == ("our vibe", "passion", "Experience with LLMs")
    assert quotes["Claims"] == ("Team player", "Self-starter")

    generic = GUIDE.wording.generic.model_copy(update={"claim_reason": None})
    wording = GUIDE.wording.model_copy(update={"generic": generic})
    silent = find_remarks(blanks, pay, market(), replace(STANDARDS, wording=wording))
    assert "Claims" not in [remark.head for remark in silent]


def test_no_warning_where_there_is_nothing_to_warn_of() -> None:
    assert remarks(system="Ranks millions of listings for shops") == []
    assert remarks(musts="\n".join(f"{n} shipped" for n in range(7))) == []
    assert remarks(place="", range="$100k–$150k") == []
    assert remarks(benefits="Competitive salary") == []
    assert len(remarks(benefits="Competitive salary", range="", no_range=True)) == 2


def test_the_template_has_each_fact_of_the_guide() -> None:
    text = written()

    assert text.startswith("# AI Tech Lead\n\n**Sample Co** · Sample City, hybrid\n")
    assert "**Base salary:** $220k–$320k a year · **Equity:** 0.1 %" in text
    for section, count in {"What you will do": 5, "What we look for": 5, "Nice to have": 3}.items():
        listed = text.split(f"## {section}\n")[1].split("\n## ")[0]
        assert listed.count("\n- ") == count, section
    for fact in (
        "5+ years in ML or AI systems, 2+ of them in a senior or lead role",
        "Deep experience with PyTorch and Ray",
        "make the architectural calls that others build against",
        "You define how things are built, rather than only contributing to what is built",
        "Mentor engineers on the team and build a culture of high technical standards",
    ):
        assert fact in text


def test_a_draft_comes_back_as_it_was_and_survives_an_older_one() -> None:
    full = replace(GOOD, hires_in=("colorado", "eu"), no_range=True)

    assert Blanks.from_json(full.as_json()) == full
    assert Blanks.from_json({"company": 7, "no_range": "yes", "other": 1}) == Blanks()


HOSTILE = {
    "# Boss": "\\# Boss",
    "- x": "\\- x",
    "1. x": "1\\. x",
    "<script>": "\\<script\\>",
    "[a](b)": "\\[a\\](b)",
    "**b** _i_ `c`": "\\*\\*b\\*\\* \\_i\\_ \\`c\\`",
    "&lt;": "\\&lt;",
    "https://x.example": "https:\\//x.example",
    "www.x.example": "www\\.x.example",
    "a@b.example": "a\\@b.example",
    "{{ 7 * 7 }}": "\\{\\{ 7 \\* 7 \\}\\}",
    "{% raw %}": "\\{% raw %\\}",
    "a\n\n## b": "a \\#\\# b",
    "\x000\x00 x": "0 x",
    "\u202eright to left": "right to left",
}


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_people_type_is_text_in_the_file(typed: str) -> None:
    """No markup, no HTML, no address to click, and never a template."""
    assert TEMPLATE is not None
    blanks = replace(GOOD, company="A", location=typed)
    text = posting.render_posting(blanks, None, TEMPLATE, TITLE, POSTING).markdown()

    assert f"**A** · {HOSTILE[typed]}\n" in text


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_a_warning_an_error_or_a_posting(first: str, second: str) -> None:
    """Never another exception; and what was typed adds no line of its own."""
    assert TEMPLATE is not None
    blanks = replace(GOOD, system=first, range=second, musts=f"{first}\nOne")
    try:
        pay = posting.check_blanks(blanks, market())
    except FormError:
        return
    find_remarks(blanks, pay, market(), STANDARDS)
    lines = posting.render_posting(blanks, pay, TEMPLATE, TITLE, POSTING).lines
    assert len(lines) <= len(written().splitlines()) + len(blanks.must_lines)


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("# {{ title }}\n\n{{ salary }}\n", 3, "“salary” is not known here; known are base_range"),
        ("{% if title %}\nopen\n\n\n", 2, "isn't a template that can be used: a block isn't clo"),
        ("ok\n{{ title }\n", 2, "check what is in the braces. A value is written {{ name }}"),
        ("ok\n{% foo %}\n", 2, "only if, elif, else, endif, for and endfor go between {% and %}"),
        ("ok\n{{ title | zap }}\n", 2, "the word after “|” isn't known"),
        ("ok\n{{ title.nothing.more }}\n", 2, "can't be filled in: a value has no part of that"),
        ("ok\n{{ musts[9] }}\n", 2, "can't be filled in: a list isn't that long."),
        ("ok\n{{ 1 / 0 }}\n", 2, "can't be filled in: it divides by zero."),
        ("ok\n{{ title.__class__.__mro__ }}\n", 2, "can't be filled in: this isn't allowed in a"),
        ("ok\n{{ musts.append(1) }}\n", 2, "can't be filled in: a value has no part of that"),
        ("ok\n{{ title + 1 }}\n", 2, "can't be filled in: check what is in the braces."),
        ("nul \x00", None, "a character that no text has"),
        ("x" * 50_001, None, "larger than 50,000 bytes"),
    ],
)
def test_a_broken_template_is_an_error_with_its_line(
    folder: Path, source: str, line: int | None, message: str
) -> None:
    file = folder / "roles" / "ai-tech-lead" / "posting.md.jinja"
    file.write_text(source, encoding="utf-8")

    problem = content.check(folder)[0]

    assert (problem.file, problem.line) == (file, line)
    assert message in problem.message


def test_an_unreadable_template_is_an_error(folder: Path) -> None:
    file = folder / "roles" / "ai-tech-lead" / "posting.md.jinja"
    file.write_bytes(b"ok\n\xff")

    assert [
        (problem.line, problem.message) for problem in content.check(folder) if problem.file == file
    ] == [(2, "is not UTF-8 text: save it as UTF-8")]


@pytest.mark.parametrize("gone", ["posting.yml", "posting.md.jinja"])
def test_a_posting_is_two_files(folder: Path, gone: str) -> None:
    (folder / "roles" / "ai-tech-lead" / gone).unlink()

    (problem,) = content.check(folder)

    assert f"needs a {gone} beside it" in problem.message


def test_a_team_lays_its_own_template_over_ours(tmp_path: Path) -> None:
    own = tmp_path / "roles" / "ai-tech-lead"
    own.mkdir(parents=True)
    (own / "posting.md.jinja").write_text("# {{ title }} at {{ company }}\n", encoding="utf-8")

    template = content.load(CONTENT, tmp_path).roles["ai-tech-lead"].template

    assert template is not None
    assert (
        posting.render_posting(GOOD, None, template, "A", POSTING).markdown()
        == "# A at Sample Co\n"
    )


def test_a_template_that_cannot_be_opened_is_an_error(folder: Path) -> None:
    file = folder / "roles" / "ai-tech-lead" / "posting.md.jinja"
    file.unlink()
    file.symlink_to(folder / "gone")

    assert any("cannot be read" in problem.message for problem in content.check(folder))


def test_what_a_blank_leaves_empty_leaves_no_gap(folder: Path) -> None:
    """Empty lines in a row are one."""
    file = folder / "roles" / "ai-tech-lead" / "posting.md.jinja"
    file.write_text("\n\na\n\n{{ equity }}\n\nb\n\n", encoding="utf-8")
    template = content.load(folder).roles["ai-tech-lead"].template

    assert template is not None
    assert posting.render_posting(Blanks(), None, template, "A", POSTING).markdown() == "a\n\nb\n"


def test_the_form_proposes_the_roles_interviews() -> None:
    """With what each is about where the content says so, and nothing where a role has none."""
    process = posting.start_blanks(POSTING, ROLE.interview).process.splitlines()

    assert ROLE.interview is not None
    assert len(process) == len(ROLE.interview.stages)
    assert process[0].startswith("Technical screen (45 minutes): ")
    assert posting.start_blanks(POSTING, None).process == ""
    silent = POSTING.model_copy(update={"process": {}})
    assert posting.start_blanks(silent, ROLE.interview).process.startswith(
        "Technical screen (45 minutes)\n"
    )


APPLYING = {"benefits": "Leave", "deadline": "open until filled", "how_to_apply": "a@b.example"}


@pytest.mark.parametrize(
    ("place", "changed", "missing"),
    [
        ("colorado", {}, ["benefits", "how-to-apply", "deadline"]),
        ("colorado", {"range": "$220k+", **APPLYING}, ["top"]),
        ("colorado", {"equity": "", **APPLYING}, ["other-compensation"]),
        ("colorado", APPLYING, []),
        ("illinois", {"equity": "", "benefits": "Leave"}, ["other-compensation"]),
        ("maryland", {"equity": "", "benefits": "Leave"}, ["other-compensation"]),
        ("new-jersey", {"range": "$220k+", "benefits": "Leave"}, ["top"]),
        ("new-jersey", {"equity": "", "benefits": "Leave"}, ["other-compensation"]),
        ("washington", {"equity": "", "benefits": "Leave"}, ["other-compensation"]),
        ("new-york", {"range": "$220k+"}, ["top"]),
        ("hawaii", {"range": "$220k+"}, []),
        ("eu", {"no_range": True}, []),
        ("minnesota", {"equity": "", "benefits": "Leave"}, ["other-compensation"]),
        ("minnesota", {"equity": "", "benefits": "Leave\nA 10% bonus"}, []),
        ("minnesota", {"equity": "none", "benefits": "Leave\nNo bonus"}, ["other-compensation"]),
    ],
)
def test_a_law_says_what_is_missing(
    place: str, changed: dict[str, Any], missing: list[str]
) -> None:
    blanks = replace(GOOD, **changed)
    pay = posting.check_blanks(blanks, market())
    [law] = GUIDE.pay_transparency.pick([place])
    assert find_missing(law, blanks, pay) == missing


def test_coded_words_are_a_balance_over_the_whole_text() -> None:
    musts = "An aggressive, dominant, fearless lead\nA competitive engineer\nAmbitious people"
    assert any("Mostly masculine-coded" in remark for remark in remarks(musts=musts))


@pytest.mark.parametrize(
    ("head", "quotes", "field"),
    [
        ("Range", (), "range"),
        ("Scale", (), "system"),
        ("Stack", ("Tools",), "stack"),
        ("Age", ("listings",), "system"),
        ("Age", ("Sample",), ""),
        ("Balance", (), ""),
    ],
)
def test_a_remark_belongs_to_the_one_field_that_it_is_about(
    head: str, quotes: tuple[str, ...], field: str
) -> None:
    assert find_field(PostingRemark(head, "text", quotes), GOOD) == field


def test_a_remark_on_impossible_years_says_since_when_each_technology_is_there() -> None:
    musts = "15 years of PyTorch\n9 years of LangChain\n16 years of PyTorch"
    [remark] = [each for each in remarks(musts=musts) if each.startswith("Years")]
    assert remark.endswith(
        "PyTorch has been around since 2016. LangChain has been around since 2022."
    )


def test_phrases_that_a_team_calls_generic_are_remarked_on() -> None:
    standards = replace(STANDARDS, posting=POSTING.model_copy(update={"generic": ("our vibe",)}))
    blanks = replace(GOOD, musts="You share our vibe")
    pay = posting.check_blanks(blanks, market())

    [remark] = find_remarks(blanks, pay, market(), standards)
    assert (remark.head, remark.quotes) == ("Generic", ("our vibe",))
