"""A team's own content is laid over ours key by key, so that an update of ours still arrives."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, get_args, get_origin

import pytest

from hiring.guide import content
from hiring.guide.content_model import ContentModel, parts_of
from hiring.guide.yaml_file import read_yaml
from tests.hiring.conftest import CONTENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from hiring.guide.salary import Salary

    Own = Callable[..., Path]

SALARY = "roles/ai-tech-lead/salary.yml"


@pytest.fixture
def own(tmp_path: Path) -> Own:
    """A team's own folder of one file."""

    def write(text: str, name: str = SALARY) -> Path:
        file = tmp_path / "own" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return tmp_path / "own"

    return write


def salary_of(guide: Guide) -> Salary:
    salary = guide.roles["ai-tech-lead"].salary
    assert salary is not None
    return salary


def problems(folder: Path) -> list[tuple[int | None, str]]:
    """What is wrong, all of it in the team's own file."""
    every_problem = content.check(CONTENT, folder)
    assert {problem.file for problem in every_problem} <= {folder / SALARY}
    return [(problem.line, problem.message) for problem in every_problem]


def models() -> Iterator[type[ContentModel]]:
    waiting = list(ContentModel.__subclasses__())
    while waiting:
        model = waiting.pop()
        yield model
        waiting += model.__subclasses__()


def test_three_lines_change_one_figure_and_nothing_else(own: Own, salary: Salary) -> None:
    folder = own("bands:\n  - place: london\n    base: {low: 140000}\n")

    changed = salary_of(content.load(CONTENT, folder))

    london = changed.band("london")
    assert london is not None
    assert london.base.low == Decimal(140_000)
    assert london.base.high == Decimal(180_000)
    assert changed.bands[:3] == salary.bands[:3]
    assert [band.place for band in changed.bands] == [band.place for band in salary.bands]
    assert changed.model_copy(update={"bands": salary.bands}) == salary


def test_a_list_can_be_written_by_the_names_of_its_entries(own: Own) -> None:
    by_name = own("bands: {london: {base: {low: 140000}}}\n")

    band = salary_of(content.load(CONTENT, by_name)).band("london")

    assert band is not None
    assert band.base.low == Decimal(140_000)


def test_null_takes_away_a_key_or_an_entry(own: Own, guide: Guide) -> None:
    folder = own("bands: {tel-aviv: null}\nequity: {stages: {series-a: ~}}\n")
    own("signal: null\nneighbours: {VP / Head of AI: null}\n", "roles/ai-tech-lead/role.yml")

    changed = content.load(CONTENT, folder)

    salary, about = salary_of(changed), changed.roles["ai-tech-lead"].about
    assert salary.band("tel-aviv") is None
    assert [stage.id for stage in salary.equity.stages] == ["series-b-c"]
    assert about.signal is None
    assert len(about.neighbours) == len(guide.roles["ai-tech-lead"].about.neighbours) - 1


def test_null_for_a_key_that_a_later_version_of_ours_no_longer_has_is_no_problem(
    own: Own,
) -> None:
    folder = own("signal: null\n", "roles/general/role.yml")

    assert content.check(CONTENT, folder) == []


def test_new_entries_go_to_the_end(own: Own, salary: Salary) -> None:
    folder = own(
        "bands:\n"
        "  - place: berlin\n    currency: EUR\n"
        "    base: {low: '95,000', high: 130000}\n    total: {low: 100000, high: 150000}\n"
    )
    own("places: [{id: berlin, name: Berlin, short: Berlin}]", "places.yml")

    bands = salary_of(content.load(CONTENT, folder)).bands

    assert [band.place for band in bands] == [*(band.place for band in salary.bands), "berlin"]
    assert bands[-1].base.low == Decimal(95_000)


def test_other_lists_take_the_place_of_ours(own: Own, guide: Guide) -> None:
    """A list of words is replaced; so is a clock plan, in which the whole counts."""
    folder = own(
        "stages: {screen: {aliases: [first], clock: [{minutes: 45, what: Talk}]}}\n",
        "roles/ai-tech-lead/interview.yml",
    )

    interview = content.load(CONTENT, folder).roles["ai-tech-lead"].interview

    assert interview is not None
    assert interview.stages[0].aliases == ("first",)
    assert len(interview.stages[0].clock) == 1
    ours = guide.roles["ai-tech-lead"].interview
    assert ours is not None
    assert interview.stages[0].questions == ours.stages[0].questions


def test_a_whole_file_of_ours_laid_over_itself_changes_nothing(own: Own, guide: Guide) -> None:
    for file in sorted([*CONTENT.rglob("*.yml"), *CONTENT.rglob("*.jinja")]):
        name = file.relative_to(CONTENT).as_posix()
        folder = own(file.read_text(encoding="utf-8"), name)

    assert content.load(CONTENT, folder) == guide


def test_replace_file_leaves_nothing_of_ours(own: Own) -> None:
    text = (
        "flags: [{id: a, name: A, text: b, probe: c}, {id: hard-to-follow, name: H, text: b, "
        "probe: c}]\nreplace_file: true\n"
    )
    folder = own(text, "roles/ai-tech-lead/red-flags.yml")

    problems = content.check(CONTENT, folder)

    file = folder / "roles/ai-tech-lead/red-flags.yml"
    assert {(problem.file, problem.line) for problem in problems} == {(file, 2)}
    assert any("removes “ego-driven”" in problem.message for problem in problems)
    assert all("“hard-to-follow”" not in problem.message for problem in problems)
    assert any("red_flags: [hard-to-follow]" in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("name", "text", "user", "write"),
    [
        (
            "roles/ai-tech-lead/red-flags.yml",
            "flags:\n  research-only: null\n",
            "“stages, screen, red_flags” in roles/ai-tech-lead/interview.yml still uses it",
            "interview.yml, write stages: {screen: {red_flags: [hard-to-follow]}}",
        ),
        (
            "roles/ai-tech-lead/interview.yml",
            "attributes:\n  clarity: null\n",
            "“stages, screen, attributes” in roles/ai-tech-lead/interview.yml still uses it",
            "stages: {screen: {attributes: [ml-judgement, system-design, structuring-ambiguity]}}",
        ),
        (
            "places.yml",
            "places:\n  london: null\n",
            "“bands, london” in roles/ai-tech-lead/salary.yml still uses it",
            "your own roles/ai-tech-lead/salary.yml, write bands: {london: null}",
        ),
        (
            "places.yml",
            "places:\n  tel-aviv: null\n",
            "“regions, Israel, places” in places.yml still uses it",
            "your own places.yml, write regions: {Israel: null}",
        ),
        (
            "roles/ai-tech-lead/need.yml",
            "verdicts:\n  staff-ic: null\n",
            "“questions, engineers, options, few, weighs” in roles/ai-tech-lead/need.yml",
            "write questions: {engineers: {options: {few: {weighs: {staff-ic: null}}}}}",
        ),
        (
            "roles/ai-tech-lead/need.yml",
            "verdicts:\n  engineering-manager: null\n",
            "“verdicts, lead-and-manager, joins” in roles/ai-tech-lead/need.yml still uses it",
            "write verdicts: {lead-and-manager: {joins: [ai-tech-lead]}}",
        ),
        (
            "roles/ai-tech-lead/need.yml",
            "questions:\n  time: null\n",
            "“contradictions, architecture-and-building, when” in roles/ai-tech-lead/need.yml",
            "write contradictions: {architecture-and-building: null}",
        ),
        (
            SALARY,
            "bands:\n  london: null\nvaries: '{{ salary.bands.london.base }}'",
            "the text in roles/ai-tech-lead/salary.yml, line 3, takes a figure from it",
            "Write that text without the figure in your own file of that name",
        ),
        (
            SALARY,
            "equity: {text: '{{ salary.loss.percent_under }}'}\nloss: null\n",
            "the text in roles/ai-tech-lead/salary.yml, line 1, takes a figure from it",
            "Write that text without the figure in your own file of that name",
        ),
    ],
)
def test_a_removed_entry_that_is_still_used_is_named_where_it_is_removed(
    own: Own, name: str, text: str, user: str, write: str
) -> None:
    folder = own(text, name)

    problems = content.check(CONTENT, folder)

    wrong = [problem for problem in problems if not problem.doubtful]
    assert {(problem.file, problem.line) for problem in wrong} == {(folder / name, 2)}
    assert all("this removes “" in problem.message for problem in wrong)
    assert any(user in problem.message and write in problem.message for problem in wrong)


def test_what_a_problem_says_to_write_solves_it(own: Own) -> None:
    folder = own("flags: {research-only: null}", "roles/ai-tech-lead/red-flags.yml")
    advice = [
        problem.message.partition("write stages: ")[2] for problem in content.check(CONTENT, folder)
    ]
    stages = "\n".join(f"  {stage[1:-1]}" for stage in advice)

    own(f"stages:\n{stages}\n", "roles/ai-tech-lead/interview.yml")

    assert advice
    assert content.check(CONTENT, folder) == []


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (
            "red-flags.yml",
            "replace_file: true\nflags:\n  - {id: a, name: A, text: b}\n",
            "“flags, a, probe” is missing",
        ),
        ("red-flags.yml", "flags: [", "a bracket that opens here is not closed"),
        ("posting.yml", "most_musts: x", "most_musts: “x” is not a whole number"),
    ],
)
def test_one_mistake_is_one_problem(own: Own, name: str, text: str, says: str) -> None:
    """What is only wrong because of another problem is not said."""
    (problem,) = content.check(CONTENT, own(text, f"roles/ai-tech-lead/{name}"))

    assert says in problem.message


def test_replace_file_can_only_be_true(own: Own) -> None:
    assert (1, "“replace_file” can only be true") in problems(own("replace_file: yes\n"))


def test_a_new_command_of_a_later_version_does_not_break_an_older_overlay(
    own: Own,
) -> None:
    """An overlay holds the parts that it changes, so what it does not know is ours."""
    theirs = own("salary: {intro: Type a place.}\n", "help.yml")

    changed = content.load(CONTENT, theirs)

    assert changed.help.salary.intro == "Type a place."
    assert changed.help.salary.examples
    assert changed.help.debrief.intro


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (
            "bands:\n  - place: lodnon\n    base: {low: 140000}\n",
            2,
            "for a new one “currency”, “total” would be missing. Did you mean “london”?",
        ),
        ("bands: {atlantis: {currency: USD}}", 1, "“base”, “total” would be missing."),
        ("bands: {lodnon: null}", 1, "no entry “lodnon” to remove. Did you mean “london”?"),
        (
            "bands:\n  - base: {low: 1}",
            2,
            "this entry needs its “place”, which says what it changes",
        ),
        ("bands:\n  - {place: null}", 2, "this entry needs its “place”"),
        ("bands: [london]", 1, "this entry needs its “place”"),
        ("bands: {london: 5}", 1, "“london” must be a mapping, or null to remove it"),
        ("bands: london", 1, "bands: must be a list"),
        ("bands:\n  - {place: london}\n  - {place: london}", 3, "“london” is there twice"),
        ("bands:\n  london:\n    base: 140000", 3, "must be a mapping: lines of “key: value”"),
        ("bands:\n  london:\n    base: null", 3, "“bands, london, base” is needed, so it can't be"),
        ("varies: x\nsource: null", 2, "“source” is needed, so it can't be removed"),
        ("bands:\n  london:\n    base: {low: 190000}", 3, "the range is upside down"),
        ("bands:\n  london:\n    base:\n      high: 250000", 2, "total compensation is under base"),
        ("mistakes: x", 1, "is not a key that is known here. Did you mean “mistake”?"),
        (
            "bands:\n  london:\n    bse: 1",
            3,
            "“bands, london, bse” is not a key that is known here. Did",
        ),
        ("mistakes: null", 1, "is not a key that is known here"),
        ("how_total: 5", 1, "how_total: must be a mapping"),
        ("", None, "is empty"),
        ("# nothing yet\n", None, "is empty"),
        ("- a", 1, "must be a mapping"),
        ("source: &a x\nvaries: *a", 2, "uses an alias (*); write the value out"),
    ],
)
def test_a_mistake_in_an_overlay_is_named_in_its_own_file_and_line(
    own: Own, text: str, line: int | None, says: str
) -> None:
    (problem, *_) = problems(own(text))

    assert problem[0] == line
    assert says in problem[1]


def test_an_overlay_that_is_not_utf_8_is_named(own: Own) -> None:
    folder = own("")
    (folder / SALARY).write_bytes("source: caf\xe9".encode("latin-1"))

    assert problems(folder) == [(1, "is not UTF-8 text: save it as UTF-8")]


def test_a_byte_order_mark_is_no_text(own: Own) -> None:
    folder = own("")
    (folder / SALARY).write_bytes("varies: It varies.".encode("utf-8-sig"))

    assert salary_of(content.load(CONTENT, folder)).varies == "It varies."


def test_an_entry_to_remove_that_is_gone_stops_no_start(own: Own) -> None:
    """A later version of ours may have dropped it too."""
    guide = content.load(CONTENT, own("bands: {atlantis: null}"))

    assert [doubt for doubt in guide.doubts if "no entry “atlantis” to remove" in doubt]


def test_every_list_of_models_says_what_tells_its_entries_apart() -> None:
    """Else an overlay could not change one entry of it, and nobody would notice."""
    for model in models():
        for name, part in parts_of(model).items():
            if part.is_list:
                assert "entry_key" in vars(part.model), f"{model.__name__}.{name}"
                key = part.entry_key
                assert key is None or part.model.model_fields[key].is_required()
        for name, field in model.model_fields.items():
            holds_models = name in parts_of(model)
            is_list = get_origin(field.annotation) is tuple
            entry = get_args(field.annotation)[0] if is_list else None
            plain = holds_models or not is_list or get_origin(entry) is not dict
            assert plain, f"{model.__name__}.{name} is a list of mappings without a model"


def test_a_file_with_nothing_of_ours_under_it_is_read_in_the_same_way(own: Own) -> None:
    folder = own("title: Sample\nsummary: A sample.\nsignal: null\n", "roles/sample/role.yml")
    own("mistakes: {a: {name: A, text: Sample.}}", "roles/sample/mistakes.yml")

    role = content.load(CONTENT, folder).roles["sample"]

    assert role.mistakes is not None
    assert role.mistakes.mistakes[0].id == "a"


def test_the_lines_of_a_file_are_known(own: Own) -> None:
    node = read_yaml(own("a:\n  - b\n  - c: 1\n") / SALARY)

    assert [node.location.line for node in node.along(["a", 1, "c"])] == [1, 1, 3, 3]
    assert [node.location.line for node in node.along(["a", 0, "nothing"])] == [1, 1, 2]
