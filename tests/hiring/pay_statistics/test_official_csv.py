"""Taking in official statistics: what is refused, what is written, and what is said of it."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

from hiring.errors import ContentError
from hiring.guide import content
from hiring.pay_statistics.__main__ import main
from hiring.pay_statistics.official_csv import read_official_csv
from hiring.pay_statistics.official_writer import write_table

DRAWN = Path(__file__).parent / "oews-may-2025-drawn.csv"
HEADER, FIRST, *_ = DRAWN.read_text(encoding="utf-8").splitlines()
ROW = (
    "15-1252,Software Developers,metro,0041860,San Francisco,100,5000,1000,2000,3000,4000,5000,1.5"
)


def write_csv(folder: Path, *lines: str) -> Path:
    file = folder / "oews.csv"
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        ((HEADER.replace("median", "p50"), ROW), 1, "“p50” is not a column that is known here"),
        ((HEADER.replace("p25,", ""), ROW), 1, "p25 must be a column, and isn't"),
        ((f"{HEADER},source", ROW), 1, "“source” is not a column that is known here"),
        ((f"{HEADER},p10", ROW), 1, "the column “p10” is there twice"),
        ((HEADER, ROW.replace("2000", "2OOO")), 2, "p25: “2OOO” is not a whole number"),
        ((HEADER, ROW.replace("2000", "2000.5")), 2, "p25: “2000.5” is not a whole number"),
        ((HEADER, ROW.replace("2000", "2000+")), 2, "p25: “2000+” is not a whole number"),
        ((HEADER, ROW.replace("2000", "-2000")), 2, "p25: “-2000” is not a whole number"),
        ((HEADER, ROW.replace(",5000,1.5", ",+,1.5")), 2, "p90: “+” is not a whole number"),
        ((HEADER, ROW.replace("1.5", "1.55")), 2, "wage_rse_percent: 1.55 is too exact"),
        ((HEADER, ROW.replace("1.5", "low")), 2, "“low” is not a percentage"),
        ((HEADER, ROW.replace("3000", "1500")), 2, "p25 (2,000) is more than median (1,500)"),
        ((HEADER, ROW.replace(",5000,1.5", ",100,1.5")), 2, "p75 (4,000) is more than p90 (100)"),
        ((HEADER, ROW.replace("metro", "city")), 2, "area_type: “city” is not known. It can be na"),
        ((HEADER, ROW.replace("0041860", "41860")), 2, "“41860” has not seven digits"),
        ((HEADER, ROW.replace("15-1252", "151252")), 2, "“151252” is not an occupation's code"),
        ((HEADER, ROW.replace("Software Developers", "")), 2, "occupation is empty"),
        ((HEADER, ROW.replace("San Francisco", "")), 2, "area is empty"),
        ((HEADER, ROW.replace("5000,1000,2000,3000,4000,5000", ",,,,,")), 2, "no amount of pay"),
        ((HEADER, ROW, "", ROW), 4, "Software Developers in San Francisco is there twice"),
        (
            (HEADER, ROW, ROW.replace("Devel", "devel").replace("0041860", "0041861")),
            3,
            "was called “Software Developers” in",
        ),
        ((HEADER, ROW, ROW.replace("San", "St").replace("1252", "1253")), 3, "was “San Francisco”"),
        ((HEADER, f"{ROW},7"), 2, "has 14 values, and the first line names 13 columns"),
        ((HEADER, ROW.replace("San", '"San')), 2, "Is a quotation mark missing?"),
        ((HEADER,), None, "has no rows below the names of its columns"),
        ((), None, "is empty: its first line names columns: soc, occupation"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(
    lines: tuple[str, ...], line: int | None, message: str, tmp_path: Path
) -> None:
    with pytest.raises(ContentError) as refused:
        read_official_csv(write_csv(tmp_path, *lines))
    assert message in refused.value.message
    assert refused.value.line == line


def test_a_published_lower_bound_may_be_under_the_75th_percentile(tmp_path: Path) -> None:
    (row,) = read_official_csv(write_csv(tmp_path, HEADER, ROW.replace(",5000,1.5", ",3500+,1.5")))
    assert row.p90_is_open
    assert row.amounts[-1] == 3500


def test_equal_rows_in_any_order_make_equal_files(tmp_path: Path) -> None:
    rows = read_official_csv(DRAWN)
    write_table(rows, tmp_path / "one.sqlite")
    write_table(rows[::-1], tmp_path / "two.sqlite")
    assert (tmp_path / "one.sqlite").read_bytes() == (tmp_path / "two.sqlite").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.sqlite", "two.sqlite"]


def take_in(monkeypatch: pytest.MonkeyPatch, csv: Path, table: Path) -> int:
    monkeypatch.setattr(sys, "argv", ["hiring.pay_statistics", str(csv), str(table)])
    return main()


def test_the_command_says_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "us.sqlite"
    assert take_in(monkeypatch, write_csv(tmp_path, HEADER, ROW), table) == 0
    capsys.readouterr()

    renamed = ROW.replace("San Francisco", "San Francisco-Oakland")
    other = ROW.replace("15-1252", "15-1253").replace("Developers", "Testers")
    other = other.replace("0041860,San Francisco", "0012420,Austin")
    csv = write_csv(tmp_path, HEADER, renamed.replace("15-1252", "15-1254"), other)
    assert take_in(monkeypatch, csv, table) == 0

    assert capsys.readouterr().out.splitlines() == [
        f"2 rows are in {table}.",
        "occupation gone: 15-1252 Software Developers",
        "occupation new: 15-1253 Software Testers",
        "occupation new: 15-1254 Software Developers",
        "area new: 0012420 Austin",
        "area renamed: 0041860 San Francisco -> San Francisco-Oakland",
    ]
    assert take_in(monkeypatch, csv, table) == 0
    assert "those that were in it before" in capsys.readouterr().out


def test_a_refused_csv_leaves_the_table_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "us.sqlite"
    take_in(monkeypatch, write_csv(tmp_path, HEADER, ROW), table)
    before = table.read_bytes()
    assert take_in(monkeypatch, write_csv(tmp_path, HEADER, ROW, ROW), table) == 1
    assert "line 3: Software Developers in San Francisco is there twice" in capsys.readouterr().err
    assert table.read_bytes() == before


def test_a_folder_that_is_missing_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    csv = write_csv(tmp_path, HEADER, ROW)
    assert take_in(monkeypatch, csv, tmp_path / "nowhere/us.sqlite") == 1
    assert "can't be written. Does its folder exist?" in capsys.readouterr().err


def test_a_file_that_is_no_table_stops_a_start(folder: Path) -> None:
    (folder / "pay/us-oews.sqlite").write_text("version https://git-lfs.github.com/spec/v1\n")
    with pytest.raises(ContentError, match="isn't a table of official statistics"):
        content.load(folder)


def test_a_table_of_another_version_stops_a_start(folder: Path) -> None:
    with sqlite3.connect(folder / "pay/us-oews.sqlite") as connection:
        connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(ContentError, match="has version 9, and 1 is needed"):
        content.load(folder)


def test_the_check_reads_the_whole_table(folder: Path) -> None:
    file = folder / "pay/us-oews.sqlite"
    damaged = bytearray(file.read_bytes())
    damaged[500_000:500_400] = b"x" * 400
    file.write_bytes(damaged)
    assert "is damaged. Make it again from its CSV" in str(content.check(folder)[0])


def test_the_check_names_occupations_and_areas_that_the_statistics_lack(folder: Path) -> None:
    """A start, which doesn't read the statistics, goes on."""
    near = "near: [{code: 29-1171, why: Nurses.}]"
    for name, text in {
        "roles/ai-tech-lead/official-pay.yml": "occupations: [{code: 29-1141, why: Nurses.}]\n",
        "pay/occupations.yml": (
            "occupations: [{code: 29-1151, titles: [nurse]}]\n"
            f"without_occupation: [{{title: doula, why: None., {near}}}]\n"
        ),
        "pay/areas.yml": (
            "places: {us-other: [Nation]}\n"
            "areas: [{area: Ohioo, names: [buckeye state]}]\n"
            "several: [{name: the lakes, areas: [Ohio, Michigann]}]\n"
        ),
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    content.load(folder)
    problems = [problem for problem in content.check(folder) if "statistics" in problem.message]
    assert all(problem.doubtful for problem in problems)
    assert sorted(
        (problem.line, problem.message.partition(" is not ")[0]) for problem in problems
    ) == [
        (1, "29-1141"),
        (1, "29-1151"),
        (1, "“Nation”"),
        (2, "29-1171"),
        (2, "“Ohioo”"),
        (3, "“Michigann”"),
    ]
    assert "Did you mean “Ohio”?" in "".join(problem.message for problem in problems)


def test_nothing_is_read_of_the_table_before_the_first_question(folder: Path) -> None:
    """Its header alone is looked at; the file is opened by who asks first."""
    pay = content.load(folder).pay_statistics
    (folder / "pay/us-oews.sqlite").unlink()
    with pytest.raises(sqlite3.OperationalError):
        pay.find_rows()
