"""A content folder is checked whole, and each problem names its file and line."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from hiring.errors import ContentError
from hiring.guide import content
from hiring.guide.content import check, load
from hiring.guide.salary_parser import parse
from hiring.guide.salary_query import NoFigures, OfferAt

if TYPE_CHECKING:
    from pathlib import Path

ROLE = "roles/ai-tech-lead"
SALARY = f"{ROLE}/salary.yml"
READERS_OWN = ("mapping values", "token", "<", "expected", "scalar", "stream", "scanning", "\\t")


def edit(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def lines_of(folder: Path, name: str, text: str) -> set[int]:
    lines = (folder / name).read_text().splitlines()
    return {number for number, line in enumerate(lines, 1) if text in line}


def test_the_sample_content_has_no_problems(folder: Path) -> None:
    assert check(folder) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (SALARY, "mistake:", "misstake:", "“misstake” is not a key that is known here"),
        (
            SALARY,
            "{low: 220000, high: 320000}",
            "{low: 420000, high: 320000}",
            "420,000 is not under high 320,000",
        ),
        (SALARY, "low: 0.1, high: 0.5", "low: 0.5, high: 0.1", "low 0.5 is not under high 0.1"),
        (SALARY, "{low: 280000, high: 500000,", "{low: 180000, high: 500000,", "is under base"),
        (
            SALARY,
            "{low: 220000, high: 320000}",
            "{high: 320000}",
            "“bands, sf-ny, base, low” is missing",
        ),
        (SALARY, "low: 220000", "low: 220k", "“220k” is not an amount. Write 140000 or 140,000"),
        (SALARY, "low: 220000", "low: -5", "-5 isn't pay for a year"),
        (SALARY, "currency: USD", "currency: XXX", "“XXX” is not known. It can be USD, GBP,"),
        (SALARY, "place: london", "place: atlantis", "not the id of a place"),
        (SALARY, "place: london", "place: uk-other", "“uk-other” is there twice"),
        (SALARY, "id: series-b-c", "id: series-a", "“series-a” is there twice"),
        (
            SALARY,
            "percent_under: 20",
            "percent_under: 120",
            "120 is too large: it must be at most 100",
        ),
        (SALARY, "bonus: {low: 10,", "bonus: {low: 30,", "low 30 is not under high 20"),
        ("places.yml", "short: London", "short: London and all around it", "at most 20"),
        ("places.yml", "short: London", "short: Tel Aviv", "“Tel Aviv” is there twice"),
        ("places.yml", "id: london", "id: tel-aviv", "“tel-aviv” is there twice"),
        ("places.yml", "[Herzliya,", "[SEATTLE,", "also a name in “places, us-other”"),
        ("places.yml", "      - Seattle", "      - Dollar", "would not be found when typed"),
        ("places.yml", "      - Seattle", "      - Area 51", "would not be found when typed"),
        ("places.yml", "      - Seattle", "      - 51", "must be text. Put it in quotes"),
        ("places.yml", "places: [tel-aviv]", "places: [haifa]", "“haifa” is not the id"),
        (
            "places.yml",
            "id: london",
            "id: Lon don",
            "must be small letters, digits and single hyphens",
        ),
        ("help.yml", "intro: Type", "intro: ''\n  introduction: Type", "not a key"),
        (f"{ROLE}/role.yml", "title: AI Tech Lead", "title: [a, list]", "must be text"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    folder: Path, name: str, old: str, new: str, says: str
) -> None:
    edit(folder, name, old, new)
    last_of_edit = new.splitlines()[-1]

    problems = check(folder)

    assert [problem for problem in problems if says in problem.message]
    lines = {problem.line for problem in problems if problem.file == folder / name}
    assert lines & lines_of(folder, name, last_of_edit)
    with pytest.raises(ContentError) as refused:
        load(folder)
    assert refused.value.sentence == str(problems[0])


@pytest.mark.parametrize(
    ("name", "text", "line", "says"),
    [
        (SALARY, b"source: [\n\n", 1, "a bracket that opens here is not closed"),
        (SALARY, b"a: 1\nb: \t- 2\n\tc", 2, "Use spaces instead of tabs"),
        (SALARY, b"a: 1\na: 2", 2, "“a” is there twice"),
        (SALARY, b"? [a, b]\n: 1", 1, "a key must be a word"),
        (SALARY, b"a: &x [1]\nb: *x", 2, "uses an alias"),
        (SALARY, b"a: !!python/object/apply:os.system [ls]", 1, "uses a tag"),
        (SALARY, b"a: 1\nb: !odd x", 2, "uses a tag"),
        (SALARY, b"--- 1\n--- 2", 2, "“---” can't be here"),
        (SALARY, b"a:\n\tb: 1", 2, "there is a tab. Use spaces instead of tabs."),
        (SALARY, b"a: b\nc: Pay: it varies", 2, "a text with a colon in it needs quotation marks"),
        (SALARY, b"a:\n  b: 1\n   c: 2", 3, "Check this line and the one before it."),
        (SALARY, b"a:\n  - b\n c: 1\n", 3, "Check this line and the one before it."),
        (SALARY, b"b: 1\na: {b: 1\n", 2, "a bracket that opens here is not closed"),
        (SALARY, b"a: 1\nb: [1, 2\nc: 3\n", 2, "a bracket that opens here is not closed"),
        (SALARY, b"a: 1\nb: 'x\nc: d\n", 2, "a quotation mark that opens here is not closed"),
        (SALARY, b"a: 'it's'", 1, "something after a closing quotation mark"),
        (SALARY, b'a: "\\q"', 1, "Use single ones"),
        (SALARY, b"a: b\nc\n\n", 2, "a key needs a colon and a space after it"),
        (SALARY, b"a: - b", 1, "a list begins on a line of its own"),
        (SALARY, b"a: |x", 1, "the text begins on the next line"),
        (SALARY, b"a: @x", 1, "begins with this character needs quotation marks"),
        (SALARY, b"a: *b* c", 1, "begins with this character needs quotation marks"),
        (SALARY, b"a: 1\nb: !<x\n", 2, "this can't be read. Check this line and the one before"),
        (SALARY, b"a: b\nc: \xff", 2, "is not UTF-8"),
        (SALARY, b"a: b\nc: \x07", 2, "a character that YAML does not allow"),
        (SALARY, b"a: " + b"[" * 30, 1, "more than 20 deep"),
        (SALARY, b"", None, "is empty"),
        (SALARY, b"a" * 500_001, None, "larger than 500,000 bytes"),
        (SALARY, b"- a\n- b", 1, "must be a mapping"),
        (SALARY, b"~", 1, "is empty"),
        (SALARY, b"true", 1, "must be a mapping"),
    ],
)
def test_a_file_that_is_no_plain_yaml_is_one_problem_with_its_line(
    folder: Path, name: str, text: bytes, line: int | None, says: str
) -> None:
    (folder / name).write_bytes(text)

    (problem,) = check(folder)

    assert (problem.file, problem.line) == (folder / name, line)
    assert says in problem.message
    assert not [word for word in READERS_OWN if word in problem.message]


def test_a_problem_reads_as_file_line_and_sentence(folder: Path) -> None:
    edit(folder, SALARY, "place: london", "place: atlantis")
    (line,) = lines_of(folder, SALARY, "atlantis")

    (problem,) = check(folder)

    assert str(problem) == (
        f"{folder / SALARY}, line {line}: “atlantis” is not the id of a place in places.yml"
    )


def test_quoted_numbers_are_text_and_odd_spellings_are_not_numbers(folder: Path) -> None:
    """YAML 1.1 reads `no` as false and `12:30` as 750; nobody who edits a text means that."""
    (folder / "roles/general/role.yml").write_text('title: "12"\nsummary: no\n')

    about = load(folder).roles["general"].about

    assert (about.title, about.summary) == ("12", "no")


def test_a_text_too_long_for_slack_is_refused(folder: Path) -> None:
    (folder / "roles/general/role.yml").write_text(f"title: A\nsummary: {'x' * 601}\n")

    (problem,) = check(folder)

    assert (problem.line, "600" in problem.message) == (2, True)


def test_a_missing_or_unreadable_folder_is_a_sentence(tmp_path: Path, folder: Path) -> None:
    absent = tmp_path / "absent"

    assert check(absent)[0].message == "there is no such folder"
    with pytest.raises(ContentError, match="absent: there is no such folder; CONTENT_DIR names"):
        load(folder, absent)
    (problem,) = check(folder, folder / "places.yml")
    assert problem.message.startswith("is a file, not a folder; CONTENT_DIR names")


def test_every_missing_file_is_named(tmp_path: Path) -> None:
    missing = [problem.file.relative_to(tmp_path).as_posix() for problem in check(tmp_path)]

    shared = [
        "places.yml",
        "help.yml",
        "pay-transparency.yml",
        "synonyms.yml",
        "not-covered.yml",
        "wording.yml",
        "sources.yml",
        "not-to-ask.yml",
        "every-role.yml",
        "pay/occupations.yml",
        "pay/areas.yml",
    ]
    assert missing == [*shared, "roles/ROLE/role.yml"]


def test_a_role_needs_its_role_file(folder: Path, tmp_path: Path) -> None:
    """It is missed where the role's other files are."""
    own = tmp_path / "own"
    (own / "roles" / "sample").mkdir(parents=True)
    (own / "roles" / "sample" / "mistakes.yml").write_text(
        "mistakes: [{id: a, name: A, text: A mistake.}]"
    )
    (folder / ROLE / "role.yml").unlink()

    assert [(problem.file, problem.message) for problem in check(folder, own)] == [
        (folder / ROLE / "role.yml", "is missing"),
        (own / "roles" / "sample" / "role.yml", "is missing"),
    ]


def test_a_file_that_vanishes_or_cannot_be_read_is_a_sentence(folder: Path) -> None:
    file = folder / ROLE / "role.yml"
    file.unlink()
    file.symlink_to(folder / "gone.yml")

    assert [problem.message for problem in check(folder)] == [
        "cannot be read: No such file or directory"
    ]


@pytest.mark.parametrize(
    "name",
    ["salry.yml", "places.yaml", "PLACES.YML", "roles/x.yml", "a/b/c.yml"],
)
def test_a_yaml_file_that_nothing_reads_is_a_problem(folder: Path, name: str) -> None:
    """Else a slip in a file's name would silently leave our figures in place."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("a: 1")

    (problem,) = check(folder)

    assert (problem.file, problem.line) == (file, None)
    assert "is not a file that is known here" in problem.message
    assert not problem.doubtful


def test_a_copy_that_a_desktop_made_is_a_doubt_once_for_its_folder(folder: Path) -> None:
    """It changes nothing, so it stops no start and no change to the rest."""
    (folder / ROLE / "role copy.yml").write_text("title: X")
    shutil.copytree(folder / ROLE, folder / "roles/Data Engineer copy")

    problems = check(folder)

    assert {problem.file for problem in problems if problem.doubtful} == {
        folder / ROLE / "role copy.yml",
        folder / "roles/Data Engineer copy",
    }
    assert len(problems) == 2
    assert content.load(folder).doubts


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("salary.yml", "belongs in the folder of a role: roles/ROLE/salary.yml, such as roles/ai"),
        ("ai-tech-lead/salary.yml", "belongs in the folder of a role: roles/ROLE/salary.yml"),
        (f"{ROLE}/places.yml", "belongs at the top of the content folder, not in roles/ai-tech-"),
    ],
)
def test_a_file_in_the_wrong_folder_says_where_it_belongs(
    folder: Path, name: str, says: str
) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("a: 1")

    (problem,) = check(folder)

    assert problem.message.startswith(says)


def test_hidden_files_and_other_kinds_are_left_alone(folder: Path) -> None:
    (folder / "README.md").write_text("# Notes")
    (folder / ".git").mkdir()
    (folder / ".git" / "config.yml").write_text("[")

    assert check(folder) == []


def test_an_overlay_changes_files_and_adds_roles(folder: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "ours"
    (overlay / ROLE).mkdir(parents=True)
    (overlay / "roles" / "sample").mkdir()
    (overlay / ROLE / "role.yml").write_text("title: Sample lead\nsummary: A sample.")
    (overlay / "roles" / "sample" / "role.yml").write_text("title: Sample\nsummary: A sample.")

    guide = load(folder, overlay)

    assert list(guide.roles) == ["ai-tech-lead", "general", "sample"]
    assert guide.roles["ai-tech-lead"].about.title == "Sample lead"
    assert guide.roles["ai-tech-lead"].salary is not None
    assert guide.roles["sample"].salary is None


def test_a_problem_in_an_overlay_names_the_overlays_file(folder: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "ours"
    overlay.mkdir()
    (overlay / "places.yml").write_text("places: 5")

    assert check(folder, overlay)[0].file == overlay / "places.yml"


def test_a_place_may_have_no_band_and_then_has_no_figures(folder: Path) -> None:
    edit(folder, SALARY, "  - place: uk-other", "  - place: berlin")
    edit(
        folder,
        "places.yml",
        "  - id: tel-aviv",
        "  - {id: berlin, name: Berlin, short: Berlin}\n  - id: tel-aviv",
    )
    guide = load(folder)
    salary = guide.roles["ai-tech-lead"].salary
    assert salary is not None

    gone = parse("bristol", guide.places, salary)
    left = parse("150k uk", guide.places, salary)

    assert isinstance(gone, NoFigures)
    assert " ".join(place.id for place in gone.places) == (
        "sf-ny us-other us-remote london berlin tel-aviv"
    )
    assert isinstance(left, OfferAt)
    assert (left.place.id, left.read_as) == ("london", "UK")


def test_content_is_frozen(folder: Path) -> None:
    guide = load(folder)

    with pytest.raises(ValueError, match="frozen"):
        guide.places.places[0].name = "Atlantis"  # type: ignore[misc]
    with pytest.raises(TypeError):
        guide.roles["x"] = guide.roles["ai-tech-lead"]  # type: ignore[index]
    assert content.load(folder) == guide
