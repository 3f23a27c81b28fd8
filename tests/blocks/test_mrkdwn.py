"""The one place where text is cleaned and escaped for Slack's parser."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from blocks.mrkdwn import Mrkdwn, clean, escape, join, md, mention, quote

texts = st.text(max_size=60) | st.text("<>&!@#|*`{}\ud800\udfff\u202e\x00\n\t ", max_size=30)
NOT_ESCAPED = re.compile(r"[<>]|&(?!(amp|lt|gt);)")


@given(texts)
def test_escaped_text_holds_no_markup_and_reads_as_it_was(text: str) -> None:
    escaped = escape(text)
    assert not NOT_ESCAPED.search(escaped)
    assert unescape_three(escaped) == clean(text)


def unescape_three(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@given(texts)
def test_clean_text_can_be_sent_and_is_clean_for_good(text: str) -> None:
    """No control characters but newline and tab, no direction overrides, no half characters."""
    cleaned = clean(text)
    cleaned.encode()
    assert clean(cleaned) == cleaned
    assert not set(cleaned) & {chr(code) for code in range(32)} - {"\n", "\t"}
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x7f")


@given(st.text(st.characters(categories=["L", "N", "P"]), max_size=40))
def test_letters_digits_and_punctuation_stay_as_they_are(text: str) -> None:
    assert clean(text) == text


@given(texts, texts)
def test_a_template_escapes_values_and_leaves_markup_alone(text: str, other: str) -> None:
    escaped = md("*{text}* <@U1> {other}", text=text, other=escape(other))
    assert escaped == f"*{escape(text)}* <@U1> {escape(other)}"


@given(texts)
def test_a_value_is_never_read_as_a_template(text: str) -> None:
    assert md("{text}", text=text + "{text}{0}") == escape(text + "{text}{0}")


def test_a_number_may_be_a_value() -> None:
    assert md("{low}–{high} %", low=0.1, high=5) == "0.1–5 %"


@given(st.lists(texts.map(escape), max_size=5))
def test_joining_leaves_empty_parts_out(parts: list[Mrkdwn]) -> None:
    joined = join(parts, " & ")
    assert joined == " &amp; ".join(part for part in parts if part)
    assert isinstance(joined, Mrkdwn)


@given(texts, st.integers(1, 80))
def test_a_quote_is_one_short_line(text: str, longest: int) -> None:
    quoted = unescape_three(quote(text, longest))
    assert len(quoted) <= longest + 2
    assert "\n" not in quoted
    assert quoted[0] + quoted[-1] == "“”"
    assert not NOT_ESCAPED.search(quote(text, longest))


def test_a_short_text_is_quoted_whole() -> None:
    assert quote("  tel   aviv\n") == "“tel aviv”"
    assert quote("x" * 60) == f"“{'x' * 60}”"
    assert quote("x" * 61) == f"“{'x' * 59}…”"


@given(texts)
def test_a_mention_names_one_person_and_nothing_else(user: str) -> None:
    """An id comes from Slack; anything else would stay inside its brackets."""
    assert mention("U0SAM") == "<@U0SAM>"
    assert not NOT_ESCAPED.search(mention(user)[2:-1])
    assert unescape(mention(user)).startswith("<@")
