"""Labels that look the same are the same, and one that nobody sees is none."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.debriefs.labels import normalize_label, suggest_label

ALIKE = {
    "case": "zoë ns",
    "composed": unicodedata.normalize("NFD", "Zoë NS"),
    "full-width": "\uff3a\uff4fë\u3000\uff2e\uff33",
    "zero-width space": "Zoë\u200b N\u200bS",
    "zero-width joiner": "Zoë N\u200dS",
    "byte order mark": "\ufeffZoë NS",
    "soft hyphen": "Zo\u00adë NS",
    "right-to-left override": "\u202eZoë NS\u202c",
    "isolate": "\u2066Zoë NS\u2069",
    "no-break space": "Zoë\u00a0NS",
    "two spaces": " Zoë  NS ",
    "no space": "ZoëNS",
    "variation selector": "Zoë NS\ufe0f",
    "Hangul filler": "Zoë\u3164NS",
    "tag": "Zoë NS\U000e0041",
    "control": "Zoë\x07 NS",
}
BLANK = ["", " ", "\u200b", "\ufeff\u2060", "\u202e\u202c", "\u3164", "\u2800", "\u00ad", "\u0301"]
DIFFERENT = ["ZN", "Zoe NS", "Zoë NS-2", "Zoë NT", "Z\u043eë NS"]  # a Cyrillic o


@pytest.mark.parametrize("label", ALIKE.values(), ids=ALIKE)
def test_labels_that_look_alike_are_the_same(label: str) -> None:
    assert normalize_label(label) == normalize_label("Zoë NS")


@pytest.mark.parametrize("label", DIFFERENT)
def test_labels_that_look_different_or_are_of_other_scripts_are_different(label: str) -> None:
    assert normalize_label(label) != normalize_label("Zoë NS")


@pytest.mark.parametrize("label", BLANK, ids=ascii)
def test_a_label_that_nobody_sees_is_empty(label: str) -> None:
    assert not normalize_label(label)


@given(st.text())
def test_what_is_compared_is_compared_the_same_way_again(label: str) -> None:
    assert normalize_label(normalize_label(label)) == normalize_label(label)


@given(st.text(min_size=1, max_size=40), st.lists(st.text(max_size=40), max_size=5))
def test_a_suggested_label_fits_and_looks_like_none_in_use(label: str, taken: list[str]) -> None:
    suggested = suggest_label(label, [label, *taken], 40)
    assert len(suggested) <= 40
    assert normalize_label(suggested) not in {normalize_label(each) for each in [label, *taken]}
