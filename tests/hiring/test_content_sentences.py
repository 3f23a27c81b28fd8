"""What the content check says is for people in a hiring team: no library's own English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from hiring.guide import content
from hiring.guide.content_errors import SENTENCES, find_problems
from hiring.guide.content_model import ContentModel, parts_of
from hiring.guide.yaml_file import Location, Node, read_plain, read_yaml
from tests.hiring.conftest import CONTENT
from tests.hiring.test_content import SALARY, edit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What people may write where something else is wanted, as a YAML file is read.
WRONG: list[Any] = [
    *map(read_plain, ["~", "true", "0", "-1", "999999999999", "0.5", "140.000", "140,000"]),
    *("", "x" * 4000, "£140k", "140k", "€95 000", "15%", "yes", "Some Words"),
    [], ["a"], [1], [[]], [{}], ["a"] * 30, {}, {"a": 1},
]  # fmt: skip
QUOTED = re.compile("“[^”]*”")
PYDANTICS_OWN = ("Input should", "valid ", "Field required", "pydantic", "Value error", "String sh")


def files() -> Iterator[tuple[type[ContentModel], dict[str, Any]]]:
    """Each kind of file with its model and sample data."""
    for name in sorted(file.name for file in CONTENT.glob("*.yml")):
        yield _file(name)
    for file in sorted((CONTENT / "roles" / "ai-tech-lead").glob("*.yml")):
        yield _file(file.relative_to(CONTENT).as_posix())


def _file(name: str) -> tuple[type[ContentModel], dict[str, Any]]:
    model = content._model(name)
    data = read_yaml(CONTENT / name).plain()
    assert model is not None
    assert isinstance(data, dict)
    return model, data


def parts(
    model: type[ContentModel],
    data: Any,  # noqa: ANN401 - parsed YAML
) -> Iterator[tuple[type[ContentModel], dict[str, Any]]]:
    """A model with data for it, and the models in it with theirs."""
    yield model, data
    for name, part in parts_of(model).items():
        inner = data.get(name) or ([] if part.is_list else {})
        for child in inner[:1] if part.is_list else [inner]:
            yield from parts(part.model, child)


def node(value: Any) -> Node:  # noqa: ANN401 - parsed YAML
    start = Location(CONTENT, 1)
    if isinstance(value, dict):
        return Node({key: node(child) for key, child in value.items()}, start)
    if isinstance(value, list):
        return Node([node(child) for child in value], start)
    return Node(value, start)


def refused() -> Iterator[tuple[ValidationError, Node, type[ContentModel]]]:
    """What each field of each model says to each wrong value, to none, and to one too many."""
    for file_model, file_data in files():
        for model, data in parts(file_model, file_data):
            without = [{k: v for k, v in data.items() if k != name} for name in data]
            changed = [data | {name: wrong} for name in model.model_fields for wrong in WRONG]
            for tried in [*changed, *without, data | {"nonsense": 1}, *WRONG]:
                try:
                    model.model_validate(tried)
                except ValidationError as errors:
                    yield errors, node(tried), model


def test_no_value_of_any_field_gets_a_sentence_of_pydantics_own() -> None:
    kinds = set()
    for errors, tried, model in refused():
        for problem in find_problems(errors, tried, model):
            assert not [own for own in PYDANTICS_OWN if own in problem.message], problem.message
            assert "{" not in QUOTED.sub("", problem.message)
        kinds |= {error["type"] for error in errors.errors()}

    assert kinds - {"missing", "extra_forbidden"} == set(SENTENCES)


@pytest.mark.parametrize("written", ["140000", '"140,000"', "140000.00"])
def test_an_amount_can_be_written_in_these_ways(folder: Path, written: str) -> None:
    edit(folder, SALARY, "base: {low: 130000,", f"base: {{low: {written},")

    salary = content.load(folder).roles["ai-tech-lead"].salary

    assert salary is not None
    band = salary.band("london")
    assert band is not None
    assert band.base.low == 140_000


@pytest.mark.parametrize(
    "written", ["£140k", "140k", "€95 000", "140 000", "140'000", "1,4", "14,00", "about 140000"]
)
def test_any_other_amount_is_refused_with_the_form_that_is_wanted(
    folder: Path, written: str
) -> None:
    edit(
        folder,
        SALARY,
        "base: {low: 130000, high: 180000}",
        f'base: {{low: "{written}", high: 180000}}',
    )

    (problem,) = content.check(folder)

    assert problem.message == (
        f"bands, london, base, low: “{written}” is not an amount. Write 140000 or 140,000: the "
        "plain number, without a currency or a “k”."
    )


@pytest.mark.parametrize("written", ["140", "140.000", "140.5", "0"])
def test_a_hundred_and_forty_is_no_pay_for_a_year(folder: Path, written: str) -> None:
    """`140.000` is 140 to YAML, and to nobody who writes it."""
    edit(
        folder,
        SALARY,
        "base: {low: 130000, high: 180000}",
        f"base: {{low: {written}, high: 180000}}",
    )

    (problem,) = content.check(folder)

    assert problem.message == (
        f"bands, london, base, low: {written} isn't pay for a year. Write it in full: 140000 or "
        "140,000."
    )


TIME = "roles/ai-tech-lead/time-to-hire.yml"
POSTING = "roles/ai-tech-lead/posting.yml"
ROLE = "roles/ai-tech-lead/role.yml"


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (SALARY, "low: 0.1, high: 0.5", "low: 0.1%, high: 0.5", "“0.1%” is not a percentage."),
        (SALARY, "low: 0.1, high: 0.5", "low: 0.1%, high: 0.5", "plain number: 15 for 15%"),
        (
            TIME,
            "low: 8",
            "low: 8 weeks",
            "specialist agency, low: “8 weeks” is not a whole number.",
        ),
        (POSTING, "most_musts: 7", "most_musts: 7.5", "“7.5” is not a whole number."),
        (ROLE, "title: AI Tech Lead", "title:", "title: is empty"),
        (
            ROLE,
            "aliases: [ATL",
            "alias: [ATL",
            "not a key that is known here. Did you mean “aliase",
        ),
    ],
)
def test_a_sentence_says_what_to_write(
    folder: Path, name: str, old: str, new: str, says: str
) -> None:
    edit(folder, name, old, new)

    assert any(says in problem.message for problem in content.check(folder))
