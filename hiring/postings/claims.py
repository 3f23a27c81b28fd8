"""What a posting says about its work: how big it is, and with which technologies."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Collection

_CLAUSE = re.compile(r"[.;:!?](?:\s|$)|\n")
# Money that a company was given says nothing about its system.
_FUNDING = re.compile(
    r"\b(?:raised|raising|funded|funding|backed|valued|valuation|series [a-f]|seed|investors?)\b",
    re.IGNORECASE,
)
# Numbers that are a part of a name or a manner of speaking: GPT-4, B2B, L5, Q4, 24/7, v2, 3.11.0.
_IN_A_NAME = re.compile(
    r"[^\W\d_][\w+#]*(?:[-./]\w*)*\d[\w./-]*"  # GPT-4, B2B, K8s, gpt-4o-mini
    r"|\b\d+(?:[/x]\d+)+\b|\b\d+\.\d+\.\d+\b"  # 24/7, 24x7, 3.11.0
    r"|(?<![\d,.])(?:19|20)\d\d(?![\d,.]|\s?[%kmb]\b)"  # 2024
    r"|\b\d+(?:st|nd|rd|th|d|x|g)\b"  # 4th, 3D, 10x, 5G
    r"|\b\d+\s?k\s+(?:video|footage|resolution|cameras?)\b"
    r"|\b(?:python|java|php|swift|scala|angular|vue|ruby|node|c\+\+|cuda|spark|django|rails|llama|"
    r"claude|gemini|mistral|qwen|gpt|bert|mixtral|deepseek|whisper|yolo|web|soc|iso|iec|nist|"
    r"industry|fortune|windows|ubuntu|android|ios|version|release|level|phase|stage|tier|part|"
    r"step|article|art|rule|section|gen|generation|covid|formula|horizon|pillar|category|class|"
    r"top|type|grade|area|studio|catch|page|chapter|team|v)[\s-]?(?:\d[\d.]*)(?:\s?b\b)?"
    r"(?!\s?[%,]|\d)",
    re.IGNORECASE,
)
_NUMBER = r"(?<![\w.,/-])[~≈>]?\s?\d[\d.,]*"
_MAGNITUDE = (
    r"(?:k|m|mm|mn|mio|b|bn|bln|t|tn|hundred|thousand|million|billion|trillion|lakhs?|crores?|"
    r"dozen)"
)
_UNITS = (
    r"(?:[kmgtpe]i?b|(?:kilo|mega|giga|tera|peta|exa)bytes?|µs|us|ms|milliseconds?|qps|rps|tps|"
    r"iops|fps|hz|khz|mhz|gbps|mbps|tokens?|km|kwh|mwh|gwh|mw|gw|tonnes?|req/s|rows/s|events/s)"
)
# Not how big it is: how long, how many of us.
_NO_SCALE_NOUN = (
    r"(?:years?|months?|weeks?|days?|hours?|hrs?|h|minutes?|mins?|am|pm|quarters?|sprints?|phases?|"
    r"steps?|things|reasons|goals?|values|pillars|rounds?|stages|interviews?|founders?|engineers?|"
    r"developers?|devs?|researchers?|colleagues|teammates|teams?|squads?|people\s+in\s+the\s+team|"
    r"series|times|words|sentences?|ways|nines)"
)
_ADJECTIVES = r"(?:[^\W\d_][\w'’-]*\s+){0,3}?"
_PLURAL = r"(?:[^\W\d_][\w'’-]*(?<!s)s|people|men|women|children|staff|data|police|cattle)\b"
_DIGITS = re.compile(
    rf"{_NUMBER}\s?\+?\s?(?:{_MAGNITUDE}\b|{_UNITS}\b|%\s+of\b|percent\s+of\b)"
    rf"|{_NUMBER}\+?\s+(?!(?:of\s+the\s+)?{_NO_SCALE_NOUN}\b){_ADJECTIVES}{_PLURAL}"
    rf"|{_NUMBER}\+?\s*(?:/|per\s+|an?\s+)(?:s|sec|second|min|minute|h|hour|day|week|month|year)\b"
    r"|(?<![\w.])\d{1,3}(?:[,.' \u00a0\u202f]\d{3})+\b",
    re.IGNORECASE,
)
_SPELLED = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_SHARE = r"(?:half|a\s+third|two\s+thirds|a\s+quarter|a\s+fifth|a\s+tenth|three\s+quarters)"
_WORDS = re.compile(
    rf"\b{_SPELLED}(?:[\s-](?:{_SPELLED}|one))?\s+(?!{_NO_SCALE_NOUN}\b)"
    rf"(?:[^\W\d_][\w'’-]*\s+){{0,2}}?{_PLURAL}"
    rf"|\b{_SHARE}\s+(?:of\s+|the\s+|a\s+|an\s+)"
    r"|\b(?:most|all|nearly\s+all|almost\s+all|the\s+majority|the\s+bulk)\s+of\s+(?!our|your|my|"
    r"the\s+(?:work|time|stack|code|team|way|day|things?)|this|that|it|what|us|them)"
    r"|\bevery\s+(?:second|third|fourth|fifth|tenth|other)\s|\bthe\s+whole\s+of\s+[A-Z]"
    rf"|\b(?:every|each|all|most)\s+(?:[^\W\d_][\w'’-]*\s+){{1,4}}?(?:in|across|of)\s+"
    r"(?:the\s+)?[A-Z]"
    rf"|\b(?:every|all|most)\s+(?:[A-Z][\w-]+\s+){{1,2}}[a-z]"
    r"|\bone\s+in\s+(?:every\s+)?(?:two|three|four|five|six|seven|eight|nine|ten|twenty|\d)",
)


def says_scale(text: str, words: Collection[str]) -> bool:
    """Whether a text says how big something is: in figures, in `words`, or as a share of it all."""
    return any(_clause_says_scale(clause, words) for clause in _CLAUSE.split(text))


def _clause_says_scale(clause: str, words: Collection[str]) -> bool:
    if _FUNDING.search(clause):
        return False
    clause = _IN_A_NAME.sub(" — ", clause)
    return bool(
        set(normalize(clause).split()) & set(words)
        or _DIGITS.search(clause)
        or _WORDS.search(clause)
        or _WORDS.search(clause[:1].lower() + clause[1:])
    )


def names_technology(
    stack: str, no_names: tuple[str, ...], broad: tuple[str, ...], vague: tuple[str, ...]
) -> bool:
    """Whether a stack names what it is made of.

    `no_names` name nothing (“tools”). Beside a `vague` word (“usual”), names that are as `broad` as
    a language or a cloud don't count either: “the usual modern Python stuff”.
    """
    words = {word for word in normalize(stack).split() if not word.isdigit()}
    is_vague = words & _normalize_all(vague)
    names = words - is_vague - _normalize_all(no_names)
    return bool(names - _normalize_all(broad) if is_vague else names)


@lru_cache(maxsize=30)
def _normalize_all(words: tuple[str, ...]) -> frozenset[str]:
    """Words of the content as typed ones are compared with them."""
    return frozenset(map(normalize, words))
