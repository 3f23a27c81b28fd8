"""A debrief is looked for by its label, in any spelling that still tells it from others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.debriefs.label_search import Likeness, compare_label

ALIKE = [
    ("js", "JS", Likeness.SAME),
    ("J.S.", "JS", Likeness.SAME),
    ("jane s", "Jane S.", Likeness.SAME),
    ("1042", "#1042", Likeness.SAME),
    ("\N{FOX FACE}", "\N{FOX FACE}", Likeness.SAME),
    ("the debrief of JS", "JS", Likeness.NAMED),
    ("add @sam to hl2", "HL-2", Likeness.NAMED),
    ("feedback on jane s today", "Jane S.", Likeness.NAMED),
    ("jane", "Jane S.", Likeness.CONTAINS),
    ("smith", "Jane Smith", Likeness.CONTAINS),
    ("js", "JS-2", Likeness.CONTAINS),
    ("jnae", "Jane S.", Likeness.MISSPELT),
    ("smiht", "Jane Smith", Likeness.MISSPELT),
    ("alexnadre", "Alexander", Likeness.MISSPELT),
]
DIFFERENT = [
    ("js", "KT"),
    ("js", "JT"),  # initials are never misspelt
    ("j", "JS"),
    ("jane", "Joan B."),
    ("", "JS"),
    ("js", "\N{FOX FACE}"),
    ("\N{FOX FACE}", "JS"),
    ("?", "\N{FOX FACE}"),
    ("adjusts", "JS"),  # not a word of the text
]


@pytest.mark.parametrize(("text", "label", "likeness"), ALIKE)
def test_a_label_is_recognised(text: str, label: str, likeness: Likeness) -> None:
    assert compare_label(text, label) is likeness


@pytest.mark.parametrize(("text", "label"), DIFFERENT)
def test_another_label_is_not(text: str, label: str) -> None:
    assert compare_label(text, label) is None


@given(text=st.text(), label=st.text())
def test_any_two_texts_can_be_compared(text: str, label: str) -> None:
    assert compare_label(text, label) in {None, *Likeness}
    assert compare_label(label, label) is Likeness.SAME
