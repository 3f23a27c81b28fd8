"""`new-role` makes a folder that loads at once, and says nothing that is said elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiring.errors import HiringDeskError
from hiring.guide import content
from hiring.guide.content_model import PLACEHOLDER
from hiring.guide.new_role import make_role
from tests.guides import SAMPLE_CONTENT
from tests.written_roles import write_texts

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.problem import Problem

LEAD = "ai-tech-lead"
MODEL = SAMPLE_CONTENT / f"roles/{LEAD}"
FILES = {
    *("role.yml", "interview.yml", "mistakes.yml", "need.yml", "official-pay.yml"),
    *("posting.md.jinja", "posting.yml", "questions.yml", "red-flags.yml"),
}


def make(
    own: Path, role: str = "data-engineer", title: str | None = None, like: str | None = None
) -> Path:
    return make_role(SAMPLE_CONTENT, own, role, title, like).folder


def read_problems(own: Path) -> list[Problem]:
    """The mistakes and doubts, without those that compare roles."""
    return content.read(SAMPLE_CONTENT, own)[1]


@pytest.mark.parametrize("like", [None, "ai-tech-lead", "general"])
def test_a_new_role_loads_at_once(tmp_path: Path, like: str | None) -> None:
    make(tmp_path / "own", like=like)
    guide, problems = content.read(SAMPLE_CONTENT, tmp_path / "own")
    assert guide
    assert guide.with_unfinished
    assert guide.with_unfinished.roles["data-engineer"].about.title == "Data Engineer"
    assert all(PLACEHOLDER in problem.message for problem in problems)


@pytest.mark.parametrize("like", [None, "ai-tech-lead", "general"])
def test_a_role_is_left_out_until_nothing_in_it_is_still_to_be_written(
    tmp_path: Path, like: str | None
) -> None:
    """Of its names and its pay, too; whoever writes it has it in another guide."""
    new = make_role(SAMPLE_CONTENT, tmp_path, "data-engineer", None, like)
    begun = content.load(SAMPLE_CONTENT, tmp_path)
    assert "data-engineer" not in begun.roles
    assert "data-engineer" not in begun.pay_names.jobs.by_key
    assert begun.with_unfinished
    assert "data-engineer" in begun.with_unfinished.roles
    assert [role.id for role in begun.unfinished_roles] == ["data-engineer"]

    write_texts(new)

    written = content.load(SAMPLE_CONTENT, tmp_path)
    assert "data-engineer" in written.roles
    assert ("data-engineer" in written.pay_names.jobs.by_key) == (like != "general")
    assert (written.with_unfinished, written.unfinished_roles) == (None, ())


def test_a_text_of_every_role_that_is_still_to_be_written_leaves_out_no_role(
    tmp_path: Path,
) -> None:
    (tmp_path / "every-role.yml").write_text("need: {close: FILL IN this}\n", encoding="utf-8")
    assert content.load(SAMPLE_CONTENT, tmp_path).unfinished_roles == ()


def test_a_role_that_is_begun_has_the_pay_of_no_occupation(tmp_path: Path) -> None:
    folder = make(tmp_path)
    begun = content.load(SAMPLE_CONTENT, tmp_path).with_unfinished
    assert begun
    pay = begun.roles["data-engineer"].official_pay
    assert pay
    assert [each.code for each in pay.occupations] == [PLACEHOLDER]

    file = folder / "official-pay.yml"
    file.write_text(file.read_text().replace("code: FILL IN", "code: 15-125"))

    [problem] = [each for each in read_problems(tmp_path) if not each.doubtful]
    assert "“15-125” is not a code of an occupation, such as 15-1252" in problem.message


def test_every_file_says_once_what_is_still_to_be_written(tmp_path: Path) -> None:
    folder = make(tmp_path)
    problems = read_problems(tmp_path)
    assert {problem.file for problem in problems} == {folder / name for name in FILES}
    assert len(problems) == len(FILES)
    for problem in problems:
        assert problem.doubtful
        assert problem.line
        lines = problem.file.read_text(encoding="utf-8").splitlines()
        assert "nobody is offered the role before" in problem.message
        assert PLACEHOLDER in " ".join(lines[problem.line - 1 : problem.line + 1])


def test_each_file_begins_with_what_our_file_says_about_its_keys(tmp_path: Path) -> None:
    folder = make(tmp_path)
    for name in FILES - {"official-pay.yml"}:
        head = (folder / name).read_text(encoding="utf-8").partition("\n")[0]
        assert head.startswith(("# ", "{# ")), name
    role = (folder / "role.yml").read_text(encoding="utf-8")
    assert "# aliases     other names that people type for the role\n" in role


def test_the_title_is_that_of_the_id_or_the_one_given_with_its_article(tmp_path: Path) -> None:
    questions = (make(tmp_path, "ml-engineer", "ML Engineer") / "questions.yml").read_text()
    assert "What does an ML Engineer do?" in questions
    questions = (make(tmp_path) / "questions.yml").read_text()
    assert "What does a Data Engineer do?" in questions


def test_a_copied_role_has_the_new_title_and_none_of_the_old_names(tmp_path: Path) -> None:
    folder = make(tmp_path, like="ai-tech-lead")
    texts = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    assert {file.name for file in MODEL.iterdir()} == set(texts)
    assert not [name for name, text in texts.items() if "AI Tech Lead" in text]
    assert "\naliases: []\n" in texts["role.yml"]
    assert "an Data Engineer" not in "".join(texts.values())


def test_a_copy_takes_what_a_team_has_changed_in_a_role_of_ours(tmp_path: Path) -> None:
    changed = tmp_path / "roles/ai-tech-lead/role.yml"
    changed.parent.mkdir(parents=True)
    changed.write_text("stakes: Everything hangs on it.\n", encoding="utf-8")
    make(tmp_path, like="ai-tech-lead")
    begun = content.load(SAMPLE_CONTENT, tmp_path).with_unfinished
    assert begun
    about = begun.roles["data-engineer"].about
    assert about.stakes == "Everything hangs on it."
    assert about.functions


def test_a_copied_role_is_doubted_file_by_file_and_ours_are_not(tmp_path: Path) -> None:
    folder = write_texts(make_role(SAMPLE_CONTENT, tmp_path, "data-engineer", None, LEAD))
    doubts = content.check(SAMPLE_CONTENT, tmp_path)
    copied = {doubt.file for doubt in doubts if "those of AI Tech Lead" in doubt.message}
    assert copied == set(folder.iterdir())
    assert {doubt.file.parent for doubt in doubts} == {folder}


def test_one_copied_sentence_is_doubted_in_what_a_role_is_and_not_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "roles/data-engineer"
    folder.mkdir(parents=True)
    sentence = content.load(SAMPLE_CONTENT).roles["ai-tech-lead"].about.summary
    (folder / "role.yml").write_text(
        f"title: Data Engineer\nsummary: {sentence[:-1]} again.\n"
        "without: [guide, pay, interview, red-flags, posting, need, mistakes, questions]\n"
    )
    [doubt] = content.check(SAMPLE_CONTENT, tmp_path)
    assert (doubt.line, doubt.doubtful) == (2, True)
    assert doubt.message.startswith("1 of 1 longer texts are those of AI Tech Lead, or nearly.")


def test_a_missing_file_is_a_doubt_that_says_what_people_will_not_get(tmp_path: Path) -> None:
    folder = tmp_path / "roles/data-engineer"
    folder.mkdir(parents=True)
    role = "title: Data Engineer\nsummary: Moves data from where it is to where it is needed.\n"
    (folder / "role.yml").write_text(role)
    doubts = content.check(SAMPLE_CONTENT, tmp_path)
    assert {(doubt.file, doubt.line, doubt.doubtful) for doubt in doubts} == {
        (folder / "role.yml", 1, True)
    }
    said = "\n".join(doubt.message for doubt in doubts)
    assert (
        "without posting.yml, `/jd` has nothing for this role. Add it or, if that is meant" in said
    )
    assert "without salary.yml or official-pay.yml, `/salary` has no figures for this role" in said
    assert "without “functions”, `/hiring-guide` has nothing for this role" in said
    meant = "without: [guide, pay, interview, red-flags, posting, need, mistakes, questions]\n"
    (folder / "role.yml").write_text(role + meant)
    assert content.check(SAMPLE_CONTENT, tmp_path) == []
    (folder / "role.yml").write_text(role + "without: [postings]\n")
    [problem] = content.check(SAMPLE_CONTENT, tmp_path)
    assert problem.message.startswith("without, 1: “postings” is not known. It can be guide, pay,")


@pytest.mark.parametrize(
    ("role", "title", "like", "sentence"),
    [
        (
            "Data Engineer",
            None,
            None,
            "“Data Engineer” can't be the id of a role. Use small letters",
        ),
        ("../x", None, None, "such as x."),
        ("x" * 41, None, None, "40 characters at most"),
        ("ai-tech-lead", None, None, "is there already. Choose another id."),
        ("atl", None, None, "“atl” is already a name of the role AI Tech Lead (ai-tech-lead)."),
        ("lead", "ML Lead", None, "“ML Lead” is already a name of the role AI Tech Lead"),
        ("lead", "Lead: of all", None, "“Lead: of all” can't be the title."),
        ("lead", "", None, "“” can't be the title."),
        ("a", None, None, "“A” can't be the title. Give one with --title: 2 to 75 characters"),
        ("lead", None, "nonsense", "no role nonsense to begin with. There are: ai-tech-lead, "),
        ("lead", None, "ai-teach-lead", "to begin with. Did you mean “ai-tech-lead”? There"),
    ],
)
def test_what_can_not_be_made_is_refused_with_a_sentence(
    tmp_path: Path, role: str, title: str | None, like: str | None, sentence: str
) -> None:
    with pytest.raises(HiringDeskError) as refusal:
        make(tmp_path / "own", role, title, like)
    assert sentence in refusal.value.sentence
    assert not (tmp_path / "own").exists()


def test_a_folder_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    folder = make(tmp_path)
    (folder / "need.yml").unlink()
    with pytest.raises(HiringDeskError, match=r"data-engineer is there already"):
        make(tmp_path)
    assert not (folder / "need.yml").exists()


def test_without_a_folder_for_own_content_it_says_how_to_name_one() -> None:
    with pytest.raises(HiringDeskError) as refusal:
        make_role(SAMPLE_CONTENT, None, "data-engineer", None, None)
    assert "python app.py new-role data-engineer our-content" in refusal.value.sentence


def test_where_nothing_can_be_written_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "roles").write_text("not a folder")
    with pytest.raises(HiringDeskError, match=r"Nothing was made|is a file"):
        make(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["roles"]
