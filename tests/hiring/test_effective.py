"""The merged file, each value with where it came from, can be pasted back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.errors import ContentError
from hiring.guide import content, overlay
from hiring.guide.effective import write_effective
from hiring.guide.salary import Salary
from hiring.guide.yaml_file import read_plain, read_yaml
from tests.hiring.conftest import CONTENT
from tests.hiring.test_content_figures import write
from tests.hiring.test_content_sentences import node

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.yaml_file import Data

SALARY = "roles/ai-tech-lead/salary.yml"
PRINTABLE = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\x85"), max_size=120
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-9999, 10**9), PRINTABLE.map(str),
    st.sampled_from(["12", "0.10", "true", "no", "a: b", "a #b", "- a", "word " * 30, "a\nb"]),
    st.sampled_from(["0.10", "12.5"]).map(read_plain),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PRINTABLE, inner, max_size=3),
)


def test_each_value_says_where_it_came_from(tmp_path: Path) -> None:
    text = (
        "bands:\n  - place: london\n    base: {low: 140000}\n  - {place: tel-aviv, unusual: true}\n"
    )
    own = write(tmp_path, "salary.yml", text)

    lines = content.effective(CONTENT, own, SALARY).splitlines()

    assert lines[:2] == [f"# ours: {CONTENT / SALARY}", f"# yours: {own / SALARY}"]
    assert "      low: 140000  # yours, line 3" in lines
    assert any(line.startswith("      high: 180000  # ours, line ") for line in lines)
    assert "    unusual: true  # yours, line 4" in lines
    assert any(line.startswith("reliability: >-  # ours, line ") for line in lines)


def test_what_was_removed_is_not_there(tmp_path: Path) -> None:
    own = write(tmp_path, "role.yml", "signal: null\naliases: []\nfunctions: {review: null}\n")

    text = content.effective(CONTENT, own, "roles/ai-tech-lead/role.yml")

    assert "\nsignal:" not in text
    assert "id: review" not in text
    assert "aliases: []  # yours, line 2" in text


def test_it_can_be_pasted_back_as_a_file_of_ones_own(tmp_path: Path) -> None:
    own = write(tmp_path, "salary.yml", "bands: {london: {base: {low: 140000}}}\n")
    merged = content.load(CONTENT, own)

    pasted = content.effective(CONTENT, own, SALARY)
    write(tmp_path, "salary.yml", f"replace_file: true\n{pasted}")

    assert content.load(CONTENT, own) == merged


def test_a_file_without_one_of_ours_is_all_yours(tmp_path: Path) -> None:
    file = tmp_path / "own" / "roles" / "sample" / "role.yml"
    file.parent.mkdir(parents=True)
    file.write_text("title: Sample\nsummary: A sample.\n")

    assert content.effective(CONTENT, tmp_path / "own", "roles/sample/role.yml") == (
        f"# yours: {file}\ntitle: Sample  # yours, line 1\nsummary: A sample.  # yours, line 2\n"
    )


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("salary.yml", "is not one of every-role.yml, help.yml, not-covered.yml, not-to-ask.yml, "),
        ("roles/ai-tech-lead/posting.md.jinja", "is not one of"),
        ("../settings.yml", "is not one of"),
    ],
)
def test_a_file_that_is_not_there_is_named_with_those_that_are(name: str, says: str) -> None:
    with pytest.raises(ContentError, match=says):
        content.effective(CONTENT, None, name)


def test_a_file_or_folder_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    own = write(tmp_path, "salary.yml", "a: [")

    with pytest.raises(ContentError, match="a bracket that opens here is not closed"):
        content.effective(CONTENT, own, SALARY)
    with pytest.raises(ContentError, match="there is no such folder; CONTENT_DIR"):
        content.effective(CONTENT, tmp_path / "absent", SALARY)


@given(values=st.dictionaries(PRINTABLE, VALUES, min_size=1, max_size=4))
def test_any_values_come_back_as_they_were(
    values: dict[str, Data], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / "effective.yml"
    file.write_text(write_effective(node(values), {CONTENT: "ours"}), encoding="utf-8", newline="")

    assert read_yaml(file).plain() == values


def test_merging_a_file_with_itself_keeps_every_value() -> None:
    ours = read_yaml(CONTENT / SALARY)

    merged, problems = overlay.merge(ours, ours, Salary)

    assert (merged.plain(), problems) == (ours.plain(), [])
