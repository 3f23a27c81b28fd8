"""Lists lose the bullets and numbers that they were pasted with, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.normalize import normalize
from hiring.postings.typed_lists import split_list

BULLETS = (
    *("•", "• ", "\t•\t", "– ", "— ", "- ", "* ", "+ ", "▪ ", "◦ ", "· ", "●\t", "\uf0b7 ", "-"),
    *("o\t", "1. ", "2) ", "(3) ", "a) ", "b. ", "iv. ", "10.\t", "1.", "12)", "☐ ", "☑️ ", "✅ "),
    *("➡️ ", "👉 ", "[ ] ", "[x] ", ":white_check_mark: ", "- [ ] ", "• - ", "> "),
)
KEPT = (
    *("5+ years in ML", "2D vision", "3.5 years of Go", "-5% error on our benchmark", "24/7 duty"),
    *(
        "3D",
        "2-3 years of Rust",
        "*args and **kwargs",
        "1,000 GPUs",
        "401(k) plan",
        "B.Sc. or more",
    ),
    *(
        ".NET",
        "#1 in its field",
        "C++",
        "0.1 seconds",
        "10x growth",
        "1.5 million users",
        "A+ team",
    ),
)


@pytest.mark.parametrize("bullet", BULLETS)
def test_a_line_loses_its_bullet(bullet: str) -> None:
    assert split_list(f"{bullet}Deep work\n{bullet}Clear words") == ["Deep work", "Clear words"]


@pytest.mark.parametrize("line", KEPT)
def test_what_only_looks_like_a_bullet_stays(line: str) -> None:
    assert split_list(line) == [line]
    assert split_list(f"• {line}") == [line]
    assert split_list(f"3. {line}") == [line]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\v", "\u2028", "\n\n \n", " • "])
def test_a_list_ends_its_lines_as_programs_do(line_end: str) -> None:
    assert split_list(f"Go{line_end}Rust") == ["Go", "Rust"]


def test_an_entry_is_listed_once() -> None:
    assert split_list("• Go\n2. Go\n- go.\n\n•\n-") == ["go."]


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=12), max_size=6))
def test_no_word_is_lost(line: list[str]) -> None:
    """Of words that are no bullets, so at least two of them, each of more than a letter."""
    text = " ".join(["Words", *line])
    assert normalize(" ".join(split_list(text))) == normalize(text)


@given(st.text(max_size=80))
def test_entries_have_neither_ends_of_lines_nor_empty_text(text: str) -> None:
    for entry in split_list(text):
        assert entry == entry.strip() != ""
        assert not re.search(r"[\r\n\v\f]", entry)
