"""What the files of all roles have in common is said once, and a role's own file comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiring.guide import content
from hiring.guide.new_role import make_role
from hiring.guide.yaml_file import read_yaml
from hiring.postings.claims import names_technology
from tests.hiring.conftest import CONTENT
from tests.hiring.test_content_figures import write
from tests.written_roles import write_texts

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.need import Need
    from hiring.guide.role import Guide
    from hiring.postings.posting import Posting

LEAD = "ai-tech-lead"


def write_for_every_role(own: Path, text: str) -> None:
    own.mkdir(exist_ok=True)
    (own / "every-role.yml").write_text(text, encoding="utf-8")


def write_role(own: Path, role: str, **changes: str) -> None:
    """A role of a team's own, begun from AI Tech Lead, with lines at the end of its files."""
    folder = write_texts(make_role(CONTENT, own, role, None, LEAD))
    for name, lines in changes.items():
        with (folder / f"{name}.yml").open("a", encoding="utf-8") as file:
            file.write(lines)


def get_posting(guide: Guide, role: str = LEAD) -> Posting:
    posting = guide.roles[role].posting
    assert posting
    return posting


def get_need(guide: Guide, role: str = LEAD) -> Need:
    need = guide.roles[role].need
    assert need
    return need


def test_a_role_has_the_words_and_sentences_of_every_role(guide: Guide) -> None:
    posting, need = get_posting(guide), get_need(guide)
    node = read_yaml(CONTENT / f"roles/{LEAD}/posting.yml")
    assert isinstance(node.value, dict)
    assert not {"no_names", "vague", "broad", "scale", "equal_opportunity"} & node.value.keys()
    assert {"tools", "systems"} <= set(posting.no_names)
    assert posting.equal_opportunity.startswith("We are an equal-opportunity employer")
    assert need.intro.startswith(f"{len(need.questions)} questions, ")


def test_what_a_team_says_for_every_role_counts_in_each(tmp_path: Path) -> None:
    own = tmp_path / "own"
    write_role(own, "data-engineer")
    write_for_every_role(
        own,
        "posting: {scale: [fleet], equal_opportunity: All are welcome.}\nneed: {close: Close.}\n",
    )

    guide = content.load(CONTENT, own)

    for role in (LEAD, "data-engineer"):
        assert get_posting(guide, role).scale == ("fleet",)
        assert get_posting(guide, role).equal_opportunity == "All are welcome."
        assert get_need(guide, role).close == "Close."


def test_words_of_a_role_count_beside_those_of_every_role(tmp_path: Path, guide: Guide) -> None:
    own = tmp_path / "own"
    write_role(own, "data-engineer", posting="vague: [jazzy]\n")

    read = content.load(CONTENT, own)

    posting = get_posting(read, "data-engineer")
    assert set(posting.vague) == {*get_posting(guide).vague, "jazzy"}
    assert not names_technology("jazzy tools", posting.no_names, posting.broad, posting.vague)
    assert get_posting(read) == get_posting(guide)


def test_a_list_laid_over_a_role_of_ours_takes_the_place_of_all_its_words(tmp_path: Path) -> None:
    """As it did when the role's own file held them."""
    own = write(tmp_path, "posting.yml", "no_names: [gadgets]\nscale: null\n")

    guide = content.load(CONTENT, own)

    posting = get_posting(guide)
    assert posting.no_names == ("gadgets",)
    assert posting.scale == ()
    assert names_technology("tools", posting.no_names, posting.broad, posting.vague)
    assert "python" in posting.broad
    assert not guide.doubts


def test_a_sentence_of_a_role_takes_the_place_of_that_of_every_role(tmp_path: Path) -> None:
    own = write(tmp_path, "need.yml", "intro: Answer these.\nverdicts: {not-yet: {again: Later}}\n")
    write(tmp_path, "posting.yml", "equal_opportunity: Come as you are.\n")

    guide = content.load(CONTENT, own)

    assert get_need(guide).intro == "Answer these."
    assert get_need(guide).verdicts[-1].again == "Later"
    assert get_posting(guide).equal_opportunity == "Come as you are."


def test_a_role_of_a_team_can_do_without_a_sentence_of_every_role(tmp_path: Path) -> None:
    own = tmp_path / "own"
    write_role(own, "data-engineer", posting="equal_opportunity: null\n")

    assert get_posting(content.load(CONTENT, own), "data-engineer").equal_opportunity == ""


def test_words_that_every_role_has_already_are_a_doubt(tmp_path: Path, guide: Guide) -> None:
    own = tmp_path / "own"
    write_role(own, "data-engineer", posting="scale: [million, fleet, billion]\nbroad: [git]\n")

    read, problems = content.read(CONTENT, own)

    assert read
    assert set(get_posting(read, "data-engineer").scale) == {*get_posting(guide).scale, "fleet"}
    said = [problem.message for problem in problems if "every-role.yml" in problem.message]
    assert said == [
        "“broad” repeats a word that every-role.yml has for every role. Take it out.",
        "“scale” repeats 2 words that every-role.yml has for every role. Take them out.",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("posting: {vague: [a, [b]]}\n", "must be text"),
        ("posting: {equal_opportunity: FILL IN the sentence}\n", "still to be written"),
        ("posting: {equal_opportunity: How old are you?}\n", "asks what may not be asked"),
    ],
)
def test_one_mistake_for_every_role_is_one_problem(tmp_path: Path, text: str, says: str) -> None:
    own = tmp_path / "own"
    write_role(own, "data-engineer")
    write_for_every_role(own, text)

    problems = content.read(CONTENT, own)[1]

    (problem,) = [each for each in problems if each.file == own / "every-role.yml"]
    assert says in problem.message


def test_what_every_role_has_says_where_it_came_from(tmp_path: Path) -> None:
    own = write(tmp_path, "posting.yml", "vague: [jazzy]\n")
    write_for_every_role(own, "posting: {scale: [fleet]}\n")

    lines = content.effective(CONTENT, own, f"roles/{LEAD}/posting.yml").splitlines()

    assert f"# ours for every role: {CONTENT / 'every-role.yml'}" in lines
    assert f"# yours for every role: {own / 'every-role.yml'}" in lines
    assert any(line.startswith("  - fleet  # yours for every role, line 1") for line in lines)
    assert any(line.startswith("  - python  # ours for every role, line ") for line in lines)
    assert any(line.startswith("  - jazzy  # yours, line 1") for line in lines)


def test_a_new_role_copies_nothing_that_every_role_has(tmp_path: Path) -> None:
    own = write(tmp_path, "posting.yml", "most_musts: 5\n")
    write(tmp_path, "need.yml", "clear_by: 1\n")
    for role, like in (("empty-role", None), ("copied-role", LEAD)):
        folder = make_role(CONTENT, own, role, None, like).folder
        for name in ("posting.yml", "need.yml"):
            node = read_yaml(folder / name)
            assert isinstance(node.value, dict)
            assert not node.value.keys() & {
                *("equal_opportunity", "no_names", "vague", "broad", "scale"),
                *("intro", "clash", "close"),
            }
    assert not [
        problem
        for problem in content.read(CONTENT, own)[1]
        if "every-role.yml" in problem.message or not problem.doubtful
    ]
