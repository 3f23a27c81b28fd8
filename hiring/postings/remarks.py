"""What a reader of a posting would stumble over. Remarks come with the preview and stop nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiring.normalize import contains_phrase, normalize
from hiring.postings.claims import names_technology, says_scale
from hiring.postings.posting import MOST_CHARACTERS
from hiring.postings.range import benchmark_range, find_pay_remarks
from hiring.postings.remark import PostingRemark
from hiring.postings.sentences import MOST_NAMED, name_stack
from hiring.postings.typed_lists import split_list
from hiring.wording.balance import describe_balance
from hiring.wording.generic import find_claim, find_generic
from hiring.wording.remarks import find_wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from datetime import date

    from hiring.guide.sources import Sources
    from hiring.postings.pay_transparency import PayTransparency
    from hiring.postings.posting import Blanks, Posting
    from hiring.postings.range import Market, Pay
    from hiring.wording.rules import Wording

NO_RANGE: Final = "No range"
_BARE_PAY: Final = "bare-pay"
_MOST_QUOTES: Final = 4
_MOST_LINES: Final = 8
# A line about years is as exact as it needs to be: “5+ years in ML”.
_YEARS: Final = re.compile(r"\d+\s?\+?(?:\s?[-–]\s?\d+)?\s+years?\b", re.IGNORECASE)
_FIELDS: Final = {
    NO_RANGE: "range",
    "Range": "range",
    "Stack": "stack",
    "Scale": "system",
    "Musts": "musts",
}
_LISTS: Final = ("musts", "process", "benefits")


@dataclass(frozen=True)
class Standards:
    """What the posting of a role is read against, on a date."""

    posting: Posting
    wording: Wording
    sources: Sources
    title: str
    today: date | None
    pay_laws: PayTransparency


def find_remarks(
    blanks: Blanks, pay: Pay | None, market: Market | None, standards: Standards
) -> tuple[PostingRemark, ...]:
    """What to reconsider in a posting: first what may be unlawful, then pay, then the rest."""
    posting = standards.posting
    places = standards.pay_laws.list_rule_places(blanks, market.place.name if market else "")
    wording = _about_wording(blanks, pay, standards, places)
    return (
        *(remark for remark in wording if remark.may_be_unlawful),
        *(find_pay_remarks(pay, market) if pay else [_miss_range(market, posting)]),
        *_about_requirements(blanks, standards),
        *(remark for remark in wording if not remark.may_be_unlawful),
    )


def _about_wording(
    blanks: Blanks, pay: Pay | None, standards: Standards, places: AbstractSet[str]
) -> list[PostingRemark]:
    """Of what was typed only, each rule once: the role's own words are there whoever posts.

    “Competitive pay” is harmless beside a range. Of the sources only those of the posting's places
    count; all of them where no place is known.
    """
    text = "\n".join(_list_typed(blanks, standards.posting))
    quotes: dict[str, list[str]] = {}
    details: dict[str, dict[str, None]] = {}
    rules = {}
    for remark in find_wording(text, standards.wording, standards.title, standards.today):
        if pay and remark.rule.id == _BARE_PAY:
            continue
        rules[remark.rule.id] = remark.rule
        quotes.setdefault(remark.rule.id, []).append(remark.quote)
        details.setdefault(remark.rule.id, {})[remark.detail] = None
    sources = {
        rule.id: tuple(
            source
            for source in rule.sources
            if not places or standards.sources.get(source).place in {None, *places}
        )
        for rule in rules.values()
    }
    remarks = [
        PostingRemark(
            rule.group,
            " ".join([rule.reason, *filter(None, details[rule.id])]),
            tuple(dict.fromkeys(quotes[rule.id]))[:_MOST_QUOTES],
            rule.better,
            sources[rule.id],
            rule.may_be_unlawful
            and any(standards.sources.get(source).is_rule for source in sources[rule.id]),
        )
        for rule in rules.values()
    ]
    if balance := describe_balance(text, standards.title):
        remarks.append(PostingRemark("Balance", balance))
    return remarks


def _list_typed(blanks: Blanks, posting: Posting) -> Iterator[str]:
    """What somebody typed that candidates read, without the lines that the role proposes."""
    own = {*posting.musts, posting.equal_opportunity}
    texts = (getattr(blanks, name) for name in MOST_CHARACTERS if name not in _LISTS)
    lines = (line for name in _LISTS for line in split_list(getattr(blanks, name)))
    return (text for text in (*texts, *lines) if text.strip() and text not in own)


def _miss_range(market: Market | None, posting: Posting) -> PostingRemark:
    """What a posting without a range costs, and which one the market would suggest."""
    benchmark = (
        f"The market for {market.place.name} is {benchmark_range(market.band)} base."
        if market
        else ""
    )
    return PostingRemark(
        NO_RANGE, f"{posting.range_belongs} {benchmark}".strip(), sources=posting.source
    )


def _about_requirements(blanks: Blanks, standards: Standards) -> Iterator[PostingRemark]:
    posting = standards.posting
    texts = [*blanks.must_lines, blanks.system, blanks.stack]
    phrases = [
        phrase for phrase in posting.generic if any(contains_phrase(phrase, text) for text in texts)
    ]
    typed = [line for line in blanks.must_lines if line not in posting.musts]
    named = [line for line in name_stack(typed, blanks.stack) if not _YEARS.match(line)]
    phrases += [
        generic
        for line in named
        if (generic := find_generic(line, standards.wording))
        and not any(contains_phrase(phrase, line) for phrase in phrases)
    ]
    if phrases:
        yield PostingRemark("Generic", posting.real_requirements, tuple(phrases[:_MOST_LINES]))
    words = standards.wording.generic
    claims = [claim for line in named if (claim := find_claim(line, standards.wording))]
    if claims and words.claim_reason:
        better = words.claim_better or ""
        yield PostingRemark("Claims", words.claim_reason, tuple(claims[:_MOST_LINES]), better)
    if not names_technology(blanks.stack, posting.no_names, posting.broad, posting.vague):
        yield PostingRemark(
            "Stack",
            f"It names no technology. Say what you really use, such as {posting.stack_examples}.",
            (blanks.stack.strip(),) if blanks.stack.strip() else (),
        )
    elif (count := len(blanks.technologies)) > MOST_NAMED:
        yield PostingRemark(
            "Stack",
            f"It names {count} technologies, and nobody is deep in all of them. Keep the three or "
            "four that people must know on their first day.",
        )
    if not says_scale(blanks.system, posting.scale):
        yield PostingRemark(
            "Scale",
            f"Nobody can tell how big it is. Say it in numbers: “{posting.system_example}”.",
        )
    if (count := len(blanks.must_lines)) > posting.most_musts:
        yield PostingRemark(
            "Musts",
            f"You ask for {count} things. With more than {posting.most_musts}, people rule "
            "themselves out. "
            "Leave out what somebody could learn on the job.",
        )


def find_field(remark: PostingRemark, blanks: Blanks) -> str:
    """The name in `Blanks` of the field that a remark is about; empty where it is about several."""
    if field := _FIELDS.get(remark.head):
        return field
    quotes = list(map(normalize, remark.quotes))
    fields = [
        name
        for name in MOST_CHARACTERS
        if any(quote in normalize(getattr(blanks, name)) for quote in quotes)
    ]
    return fields[0] if len(fields) == 1 else ""
