"""A company's own pay as a spreadsheet saves it: what is read, and what is said of the rest."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.guide import content
from hiring.money import Currency
from hiring.pay_statistics.figures import AreaKind, Survey, SurveyKind
from hiring.pay_statistics.own_csv import read_own_csv
from tests.guides import SAMPLE_CONTENT, SHIPPED_CONTENT

if TYPE_CHECKING:
    from hiring.guide.problem import Problem
    from hiring.pay_statistics.figures import PayRow

ROOT = SHIPPED_CONTENT.parent
SURVEY = Survey("survey", "A survey", SurveyKind.SURVEY)
BANDS = Survey("bands", "Our bands", SurveyKind.BANDS)
COLUMNS = "occupation,area,p10,median,p90"
ROW = "Data Scientist,Berlin,60000,75000,95000"


def read(
    content_of_file: str | bytes, survey: Survey = SURVEY, currency: Currency | None = Currency.EUR
) -> tuple[list[PayRow], list[Problem]]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{survey.id}.csv"
        if isinstance(content_of_file, str):
            content_of_file = content_of_file.encode()
        file.write_bytes(content_of_file)
        return read_own_csv(file, survey, currency)


def read_only_row(content_of_file: str | bytes) -> PayRow:
    (row,), problems = read(content_of_file)
    assert not problems
    return row


@pytest.mark.parametrize(
    "saved",
    [
        f"{COLUMNS}\n{ROW}\n",
        f"\ufeff{COLUMNS}\n{ROW}\n",
        f"{COLUMNS}\r\n{ROW}\r\n",
        f"{COLUMNS}\n{ROW}",
        f"\n\n{COLUMNS}\n\n,,,,\n{ROW}\n\n",
        f"{COLUMNS},,\n{ROW},,\n",
        f"{COLUMNS};\n{ROW};\n".replace(",", ";"),
        f"{COLUMNS}\n{ROW}\n".replace(",", "\t"),
        f"{COLUMNS.upper()}\n Data Scientist , Berlin ,60000,75000,95000\n",
        'p90,area,occupation,median,p10\n"95,000",Berlin,"Data Scientist","75,000","60,000"\n',
        "occupation;area;p10;median;p90\nData Scientist;Berlin;60.000;75.000;95.000\n",
        "occupation,area,p10,median,p90\nData Scientist,Berlin,60 000,75\u00a0000,95\u202f000\n",
        "occupation,area,p10,median,p90\nData Scientist,Berlin,60'000,75’000,95000\n",
        (
            f"{COLUMNS},soc,area_type,area_code,employment,mean,p25,p75,wage_rse_percent,currency\n"
            f"{ROW},,,,,,,,,\n"
        ),
    ],
)
def test_every_way_in_which_a_spreadsheet_saves_it_is_one_row(saved: str) -> None:
    row = read_only_row(saved)
    assert (row.job.name, row.area.name) == ("Data Scientist", "Berlin")
    assert (row.p10, row.median, row.p90, row.p25) == (60_000, 75_000, 95_000, None)
    assert (row.currency, row.area.kind) == (Currency.EUR, AreaKind.METRO)


def test_all_columns_of_the_official_statistics_are_read() -> None:
    row = read_only_row(
        "soc,occupation,area_type,area_code,area,employment,mean,p10,p25,median,p75,p90,"
        "wage_rse_percent,currency\n"
        '15-2051,Data Scientists,state,4800000,Texas,"1,200",1,,2,3,4,,"7,6",usd\n'.replace(
            ",1,,2,3,4,,", ",110000,,90000,105000,130000,,"
        )
    )
    assert (row.job.code, row.area.code, row.area.kind) == ("15-2051", "4800000", AreaKind.STATE)
    assert (row.employment, row.mean, row.p25, row.p75) == (1200, 110_000, 90_000, 130_000)
    assert (row.error_percent, row.currency) == (Decimal("7.6"), Currency.USD)


@pytest.mark.parametrize(
    ("saved", "line", "message"),
    [
        (f"{COLUMNS},notes\n{ROW},x\n", 1, "“notes” is not a column that is known here. Columns"),
        ("ocupation,area,p10\n", 1, "“ocupation” is not a column that is known here. Did you mean"),
        ("occupation,city,p10\nA,B,1\n", 1, "“city” is not a column that is known here. Columns"),
        ("occupation,p10\nA,50000\n", 1, "area must be a column, and isn't"),
        (f"{COLUMNS}\n{ROW}\n\n{ROW.lower()}\n", 4, "“data scientist” in “berlin” is in line 2"),
        (f"{COLUMNS},\n{ROW},EUR\n", 2, "has 6 values, and the first line names 5 columns"),
        (f"{COLUMNS}\n{ROW},EUR\n", 2, "has 6 values, and the first line names 5 columns"),
        (f"{COLUMNS}\nData Scientist,Austin, TX,60000,,\n", 2, "with “,” in it needs quotation"),
        (f"{COLUMNS}\n,Berlin,60000,,\n", 2, "occupation is empty"),
        (f"{COLUMNS}\nA,,60000,,\n", 2, "area is empty"),
        (f"{COLUMNS}\n{'A' * 151},B,60000,,\n", 2, "occupation is too long"),
        (f"{COLUMNS}\nA,B,,,\n", 2, "has no amount of pay"),
        (f"{COLUMNS}\nA,B\n", 2, "has no amount of pay"),
        (f"{COLUMNS}\nA,B,60k,,\n", 2, "p10: “60k” is not a whole number. Write 140000 or 140,000"),
        (f"{COLUMNS}\nA,B,€60000,,\n", 2, "without a currency"),
        (f"{COLUMNS}\nA,B,60.5,,\n", 2, "p10: “60.5” is not a whole number"),
        (f'{COLUMNS}\nA,B,"60,0000",,\n', 2, "p10: “60,0000” is not a whole number"),
        (f'{COLUMNS}\nA,B,"1.060,000",,\n', 2, "p10: “1.060,000” is not a whole number"),
        (f"{COLUMNS}\nA,B,60,,\n", 2, "p10: 60 isn't pay for a year. Write it in full"),
        (f"{COLUMNS}\nA,B,9{'0' * 12},,\n", 2, "is too large for a year's pay"),
        (f"{COLUMNS}\nA,B,90000,80000,\n", 2, "p10 (90,000) is more than median (80,000)"),
        (f"{COLUMNS},soc\n{ROW},1252\n", 2, "soc: “1252” is not an occupation's code"),
        (f"{COLUMNS},area_code\n{ROW},41860\n", 2, "has lost its zeros: 0041860?"),
        (f"{COLUMNS},area_type\n{ROW},sate\n", 2, "“sate” is not known. It can be nation, state,"),
        (f"{COLUMNS},currency\n{ROW},EURO\n", 2, "currency: “EURO” is not known"),
        (f'{COLUMNS}\n"{ROW}\n', 2, "Is a quotation mark missing?"),
        (COLUMNS, None, "has no rows below the names of its columns"),
        ("", None, "is empty: its first line names columns"),
        (" \n\n", None, "is empty: its first line names columns"),
        (
            f"{COLUMNS}\nA,Zürich,60000,,\n".encode("cp1252"),
            2,
            "is not UTF-8 text: save it as UTF-8",
        ),
        (f"{COLUMNS}\n{ROW}\n".encode("utf-16"), 1, "is not UTF-8 text: save it as UTF-8"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\x90\xd1", 1, "is not UTF-8 text"),
        (f"{COLUMNS}\n" + f"{ROW}\n" * 500_000, None, "is larger than 2,000,000 bytes"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    saved: str | bytes, line: int | None, message: str
) -> None:
    _, (problem, *_) = read(saved)
    assert message in problem.message
    assert problem.line == line
    assert not problem.doubtful


def test_every_wrong_line_is_named_up_to_twenty() -> None:
    rows = "".join(f"A,Place {at},60k,,\n" for at in range(100))
    good, problems = read(f"{COLUMNS}\n{ROW}\n{rows}")
    assert len(good) == 1
    assert [problem.line for problem in problems] == [*range(3, 23), 23]
    assert problems[-1].message == "and what follows isn't checked yet"


def test_a_row_needs_a_currency_from_its_column_or_the_file_beside_it() -> None:
    _, (problem,) = read(f"{COLUMNS}\n{ROW}\n", currency=None)
    assert problem.message == "has no currency. Write “currency: EUR” in survey.yml, or a column"


def test_a_band_needs_its_bottom_and_its_top() -> None:
    _, (problem,) = read(f"{COLUMNS}\nA,Berlin,60000,70000,\n", BANDS)
    assert problem.message == "a band needs its bottom in p10 and its top in p90"
    (row,), _ = read(f"{COLUMNS}\nA,Berlin,60000,,90000\n", BANDS)
    assert (row.p10, row.median, row.p90) == (60_000, None, 90_000)


NAMES = st.text(st.characters(blacklist_categories=("C", "Z")), min_size=1, max_size=12).filter(
    lambda name: name.strip() == name
)
AMOUNTS = st.lists(st.integers(1_000, 900_000), min_size=3, max_size=3).map(sorted)


@given(
    rows=st.dictionaries(st.integers(0, 50), st.tuples(NAMES, AMOUNTS), min_size=1, max_size=6),
    delimiter=st.sampled_from([",", ";", "\t"]),
    grouping=st.sampled_from(["", ",", ".", " ", "'", "\u00a0"]),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
    columns=st.permutations(COLUMNS.split(",")),
)
def test_what_was_written_is_read_again_however_it_was_saved(  # noqa: PLR0913, PLR0917 - the ways
    rows: dict[int, tuple[str, list[int]]],
    delimiter: str,
    grouping: str,
    end: str,
    mark: str,
    columns: list[str],
) -> None:
    saved = io.StringIO(newline="")
    writer = csv.DictWriter(saved, columns, delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    for at, (name, amounts) in rows.items():
        low, median, high = (f"{amount:,}".replace(",", grouping) for amount in amounts)
        writer.writerow(
            {"occupation": name, "area": f"Place {at}", "p10": low, "median": median, "p90": high}
        )
    read_again, problems = read(mark + saved.getvalue())
    assert not problems
    assert [(row.job.name, [row.p10, row.median, row.p90]) for row in read_again] == [
        *rows.values()
    ]


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"{COLUMNS}\n{text}"))
def test_any_other_file_is_read_or_refused_in_sentences(saved: str | bytes) -> None:
    rows, problems = read(saved)
    assert rows or problems
    assert all(row.currency is Currency.EUR for row in rows)


def write_own(folder: Path, files: dict[str, str]) -> Path:
    (folder / "pay").mkdir()
    for name, text in files.items():
        (folder / "pay" / name).write_text(text, encoding="utf-8")
    return folder


ABOUT = "name: Our bands\nkind: bands\nas_of: 2026 Q3\ncurrency: EUR\n"


@pytest.mark.parametrize(
    ("files", "name", "message"),
    [
        ({"bands.csv": f"{COLUMNS}\n{ROW}\n"}, "bands.csv", "needs a bands.yml beside it, with na"),
        ({"bands.yml": ABOUT}, "bands.yml", "needs a bands.csv beside it, with the pay"),
        (
            {"bands.yml": ABOUT.replace("bands\nas", "band\nas"), "bands.csv": f"{COLUMNS}\n{ROW}"},
            "bands.yml",
            "kind: “band” is not known. It can be bands, survey",
        ),
        (
            {"bands.yml": ABOUT.replace("as_of: 2026 Q3\n", ""), "bands.csv": f"{COLUMNS}\n{ROW}"},
            "bands.yml",
            "“as_of” is missing",
        ),
        (
            {
                "bands.yml": ABOUT.replace("kind: bands", "kind: official"),
                "bands.csv": f"{COLUMNS}\n{ROW}\n",
            },
            "bands.yml",
            "kind must be bands or survey for a .csv file",
        ),
        (
            {"bands.yml": ABOUT, "bands.csv": f"{COLUMNS}\n{ROW}\n", "bands.sqlite": ""},
            "bands.yml",
            "has bands.csv and bands.sqlite beside it: remove one of them",
        ),
        ({"Our Bands.csv": f"{COLUMNS}\n{ROW}\n"}, "Our Bands.csv", "named in small letters"),
        ({"bands.xlsx": ""}, "bands.xlsx", "can't be read: save it as CSV, in UTF-8, in pay/"),
        (
            {"bands.yml": ABOUT, "bands.csv": f"{COLUMNS}\n{ROW.replace('60000', '60k')}\n"},
            "bands.csv",
            "p10: “60k” is not a whole number",
        ),
    ],
)
def test_a_broken_file_stops_a_start_and_the_check_names_it(
    files: dict[str, str], name: str, message: str, tmp_path: Path
) -> None:
    own = write_own(tmp_path, files)
    guide, problems = content.read(SAMPLE_CONTENT, own)
    assert guide is None
    sentences = [str(problem) for problem in problems]
    assert any(name in sentence and message in sentence for sentence in sentences), sentences


@pytest.mark.parametrize(
    ("rows", "second", "message"),
    [
        ("Accountant,Dublin,4500,5000,6000", "", "“Accountant” in “Dublin” pays 5,000, and"),
        ("Accountant,Dublin,4500000,5000000,6000000", "", "Is it a year's pay?"),
        ("Accountant,Berln,45000,50000,60000", "", "“Berln” is near to “Berlin”."),
        ("", "data scientist,BERLIN,1000,2000,3000", "has a band in bands.csv already"),
        ("Accountant,Berlin 2,45000,50000,60000", "", None),
        ("Accountant,Dublin,25000,30000,60000", "Lawyer,Berlin,90000,91000,92000", None),
    ],
)
def test_what_looks_like_a_slip_is_doubted_and_stops_no_start(
    rows: str, second: str, message: str | None, tmp_path: Path
) -> None:
    """A month's pay, a slip in a place's name, one band in two files; not what is merely low."""
    table = f"{COLUMNS}\n{ROW}\nLawyer,Rome,60000,70000,90000\n{rows}\n"
    files = {"bands.yml": ABOUT, "bands.csv": table}
    if second:
        files |= {"more.yml": ABOUT, "more.csv": f"{COLUMNS}\n{second}\n"}
    own = write_own(tmp_path, files)
    content.load(SAMPLE_CONTENT, own)  # none of it stops a start
    problems = [str(problem) for problem in content.check(SAMPLE_CONTENT, own)]
    assert len(problems) == bool(message), problems
    assert not message or message in problems[0]


def test_an_open_spreadsheet_s_own_files_are_left_alone(tmp_path: Path) -> None:
    own = write_own(
        tmp_path,
        {
            "bands.yml": ABOUT,
            "bands.csv": f"{COLUMNS}\n{ROW}\n",
            "~$bands.xlsx": "",
            ".~lock.bands.csv#": "",
        },
    )
    assert content.check(SAMPLE_CONTENT, own) == []


def test_the_folder_alone_decides_what_is_loaded(tmp_path: Path) -> None:
    """Content is read again when a file changes; equal folders are equal content."""
    own = write_own(tmp_path, {"bands.yml": ABOUT, "bands.csv": f"{COLUMNS}\n{ROW}\n"})
    first = content.load(SAMPLE_CONTENT, own)
    assert content.load(SAMPLE_CONTENT, own) == first
    (own / "pay/bands.csv").write_text(f"{COLUMNS}\n{ROW.replace('60000', '61000')}\n")
    changed = content.load(SAMPLE_CONTENT, own)
    assert changed != first
    (job,) = changed.pay_statistics.find_jobs(names=["data scientist"])
    assert changed.pay_statistics.find_rows([job])[0].p10 == 61_000


def test_the_example_for_people_to_copy_is_in_order() -> None:
    """And so is what docs/content.md shows of one."""
    pay = content.load(SHIPPED_CONTENT, ROOT / "examples/content").pay_statistics
    assert [survey.id for survey in pay.surveys] == ["bands", "us-oews"]
    (lead,) = pay.find_jobs(names=["ai-tech-lead", "AI Tech Lead"])
    assert [row.currency for row in pay.find_rows([lead])] == ["EUR", "GBP", "USD"]


def test_what_the_documents_show_is_in_order(tmp_path: Path) -> None:
    page = (ROOT / "docs/content.md").read_text(encoding="utf-8")
    _, described, _, table, *_ = page.partition("## Your own pay")[2].split("```")
    own = write_own(
        tmp_path,
        {"bands.yml": described.removeprefix("yaml\n"), "bands.csv": table.removeprefix("\n")},
    )
    assert content.load(SHIPPED_CONTENT, own).pay_statistics.surveys[0].name == "Our bands"
