"""Years of experience that nobody can have, or that the work doesn't need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiring.language.numbers import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hiring.wording.prose import Prose
    from hiring.wording.rules import Technology, Wording

_SPELLED: Final = {word: int(value) for word, value in SMALL.items() if " " not in word}
_AMOUNT: Final = rf"(?:[0-9]{{1,2}}|{'|'.join(_SPELLED)})"
# "15+ years", "at least ten years", "10-12 yrs", "ten or more years", "a decade".
_YEARS: Final = re.compile(
    rf"(?<= )(?:(?P<least>{_AMOUNT}) (?:\+ )?(?:(?:-|to|or) (?:{_AMOUNT}|more) (?:\+ )?)?"
    r"(?:full |solid |long )?(?:years|yrs|year) |(?P<decades>a|one|two|three) (?:decade|decades) )"
)
_SINCE: Final = re.compile(r"(?<= )since (?P<year>(?:19|20)[0-9]{2}) ")
_DECADES: Final = {"a": 10, "one": 10, "two": 20, "three": 30}
# What must follow years that somebody worked: "of hands-on experience", "in software", "as a lead".
_OF_WORK: Final = re.compile(
    r" (?:(?:of|or|in|more|plus|\+|professional|relevant|total|prior) )*(?:[^ ]+ ){0,4}?"
    r"(?:experience|experienced|exp|practice|expertise|background|seniority) "
    r"|^ (?:of|in|with|as|on|building|leading|working|using|doing|writing|developing|running|"
    r"coding|programming|shipping|designing|managing|hands|leadership|professional|industry) "
)
# What is counted in years and is nobody's experience: data, a company's history, a contract.
_OF_OTHERS: Final = re.compile(
    r"^ (?:old|ago|later|from now) |^ (?:worth )?(?:of )?(?:[^ ¶,]+ ){0,2}(?:archives?|claims|"
    r"contract|data|footage|forecast|growth|history|images|lease|logs|market|operation|plan|prices|"
    r"recordings|records|residence|retention|roadmap|runway|sales|scans|transactions|vesting|"
    r"warranty|weather) "
)
_COMPANY: Final = re.compile(
    r" (?:we|our (?:company|team|founders?|firm)|the (?:company|firm|team)|company|combined|"
    r"together|founded|founders) "
)
_ASKS: Final = re.compile(
    r" (?:you|your|must|need|needs|required|requires|minimum|least|candidates?|applicants?|ideally|"
    r"looking|seek|want|should) "
)
# What says of years that they aren't needed.
_NOT_NEEDED: Final = re.compile(
    r" (?:enough|suffices?|welcome|irrelevant|"
    r"(?:no|not|dont|never|doesnt|isnt|arent|nobody|without|rather than|instead of)"
    r" (?:[^ ¶]+ ){0,5}?(?:need|needed|require|required|expect|expected|ask|"
    r"matter|count|have|has|want|look|years|decades)) "
)
_BEHIND: Final = 14  # words behind the years among which a technology is looked for
_BEFORE: Final = 6
_NEXT: Final = 8


def find_impossible_years(
    prose: Prose, rules: Wording, today: date
) -> Iterator[tuple[int, int, Technology]]:
    """Where more years are wanted than a technology is old, in positions of keys."""
    wanted = [(first, last, today.year - years) for first, last, years in _find_years(prose)]
    wanted += [
        (*prose.find_keys(match.start(), match.end()), int(match["year"]))
        for match in _SINCE.finditer(prose.joined)
    ]
    for first, last, year in wanted:
        begin, end = prose.find_sentence(first)
        near = [
            (min(abs(start - last), abs(first - stop)), start, stop, technology)
            for technology, phrase in rules.technology_phrases
            for start, stop in phrase.find_near(
                prose, max(begin, first - _BEFORE), min(end, last + _BEHIND)
            )
        ]
        # The years are those of the technology that is named closest to them.
        if near:
            _, start, stop, technology = min(near, key=lambda each: (each[0], each[1] - each[2]))
            if year < technology.since:
                yield min(first, start), max(last, stop), technology


def find_too_many_years(prose: Prose, rules: Wording) -> Iterator[tuple[int, int]]:
    """Where so many years of experience are wanted as hardly any lead needs."""
    for first, last, years in _find_years(prose):
        if years >= rules.most_years and _OF_WORK.match(_read_behind(prose, last)):
            yield first, last


def _find_years(prose: Prose) -> Iterator[tuple[int, int, int]]:
    """Years that somebody is to have worked: where they stand, and how many at least."""
    for match in _YEARS.finditer(prose.joined):
        first, last = prose.find_keys(match.start(), match.end())
        sentence = prose.join(*prose.find_sentence(first))
        is_of_company = _COMPANY.search(sentence) and not _ASKS.search(sentence)
        is_of_others = is_of_company or _OF_OTHERS.match(_read_behind(prose, last))
        if not (is_of_others or _NOT_NEEDED.search(sentence)):
            least = match["least"]
            years = _DECADES.get(match["decades"]) or int(_SPELLED.get(least, least))
            yield first, last, years


def _read_behind(prose: Prose, at: int) -> str:
    """The next words of a sentence."""
    _, end = prose.find_sentence(at - 1)
    return prose.join(at, min(end, at + _NEXT)) if at < end else " "
