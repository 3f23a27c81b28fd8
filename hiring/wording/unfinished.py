"""What a template leaves to be filled in, and was left in a text."""

from __future__ import annotations

import re
from typing import Final

from hiring.language.word_sets import words
from hiring.normalize import normalize

# What stands in brackets of a template: the name of a blank, or what to write into it.
_BLANKS: Final = words(
    """
    address amount benefit benefits blank budget city client company compensation contact country
    currency customer date deadline department domain email employer equity example field fill
    draft firstname framework frameworks geography hiring industry language languages lastname
    level link list location manager market mission name number office organisation organization
    percentage person phone placeholder platform problem product project range recruiter region
    role salary scale sector skill skills something stack startdate state system tbc tbd team
    tech technologies technology text timezone title todo tool tools url usecase value website xx
    xxx years your
    """
)
_COMMANDS: Final = words(
    "add ask check choose complete confirm delete describe edit enter explain fill insert list "
    "mention note pick put replace select specify state update verify write"
)
# Words that stand in ordinary brackets: `[or JAX]`, `[and Ray]`, `[including evaluation]`.
_ASIDES: Final = words("and or ie incl including plus not also see such")
_EXAMPLES: Final = frozenset(("eg", "example"))
# Braces and tags behind these are what the work is about: "prompt templates with {{ variables }}".
_SYNTAX: Final = re.compile(
    r"\b(?:braces|columns?|entity|entities|fields?|f-strings?|format|html|jinja2?|keys?|latex|macros?|"
    r"markup|placeholders?|prompts?|regex|such as|syntax|tags?|templat\w+|tokens?|types?|"
    r"variables?|xml)\b[^.;\n]{0,40}$",
    re.IGNORECASE,
)

_NAMED: Final = (
    r"(?:client|company|employer|hiring manager|job|organi[sz]ation|product|project|team)"
)
# A company is called so, and trunk-based development.
_TBD: Final = (
    r"(?<!\b[Jj]oin )(?<!\b[Jj]oining )TBD"
    r"(?! \(|['’]s\b| (?:is|was|has|builds|makes|helps|runs|ships|sells|"
    r"AI|AG|Bank|Capital|GmbH|Group|Inc|Labs?|Ltd|Media|Studios?|Technologies|Ventures)\b)"
)
_WORDS: Final = (
    rf"\b(?:(?:TODO|todo)(?!-| (?:list|app|comment|item|note))|FIXME|{_TBD}|TBC|TBA|"
    r"T\.B\.[DCA]\.?|TKTK|[Xx]{3,}|[YZN]{3,}|tbd|tbc|fixme)\b(?!-)"
)
_LETTERS: Final = (
    r"[$£€]\s?(?:[XYZN#?_]{1,4}|[Xx]{1,3},[Xx]{3})[kKmM]?(?![\w$])(?:\s?[-–—]\s?[$£€]?[XYZN#?_,]+[kKmM]?)?"
    r"|[$£€]\s?[xyzn]{1,3}(?:[kKmM](?!\w)|\s?[-–—]\s?[$£€]?[xyzn]{1,3}[kKmM]?(?!\w))|[$£€]{3,}"
    r"|\b[XYZN]{1,3}\s?[-–—]\s?[XYZN]{1,3}\s?[kK]?\b(?=\s?(?:USD|EUR|GBP|years?|base|%|k\b))"
    r"|(?<![Tt]op[ -])\b(?:X|XX|N|NN)\s?(?:%|\+?\s?(?:years?|people|engineers|million|billion|"
    r"days?|weeks?|users|requests|months?|employees|hours?)\b)"
    r"|\b[NMX] [a-z]+ (?:a|per|each|every) (?:second|minute|hour|day|week|month|year)\b"
    r"|\b[xX]{2,3}[kK]\b"
    r"|\b(?:City|Client|Company|Customer|Employer|Product) [XYZ]\b"
)
_SIGNS: Final = (
    r"_{3,}|\.{5,}|\?{3,}|#{3,}\w|\[[XYZN]{1,3}\](?!\w)|(?<![\d\w])%[sd]\b|\{\d\}"
    r"|__[A-Z][A-Z_ ]*[A-Z]__|#[A-Z][A-Z_ ]+[A-Z]#|@@[\w ]{1,40}@@|<<[^<>\n]{1,80}>>"
    r"|\$\{[^{}\n]{0,80}\}|%[({][^(){}%\n]{1,60}[)}]s?|%[A-Z][A-Z_ ]{2,40}%"
    r"|\$(?:CITY|CLIENT|COMPANY|DOMAIN|LOCATION|NAME|NUMBER|PRODUCT|RANGE|ROLE|SALARY|STACK|TEAM|TECH|"
    r"TECHNOLOGY|TITLE|TOOL)S?\b|:[ \t]*(?:\.{3}|…)[ \t]*(?=\n|$)|\bDRAFT:"
    r"|\[\[.{0,80}?\]\]|\b(?:YOUR|MY)[ _](?:CITY|COMPANY|NAME|PRODUCT|STACK|TEAM|TEXT)\b"
    r"|\b(?:CITY|CLIENT|COMPANY|JOB|LOCATION|PRODUCT|ROLE|SALARY|TEAM)_[A-Z]+\b"
)
_CERTAIN: Final = re.compile(f"{_SIGNS}|{_LETTERS}|{_WORDS}")
_SENTENCES: Final = re.compile(
    r"\b(?:dd|mm|yyyy)([-/. ])(?:dd|mm)\1(?:yy(?:yy)?|dd)\b(?! format)"
    r"|(?:^|\n)\s*(?:city|town), ?(?:state|country|region)(?: ?/ ?\w+)?\s*(?=\n|$)"
    r"|(?:^|\n)\s*your (?:\w+ ){1,3}here\s*(?=\n|$)"
    r"|\blorem ipsum\b|\bdolor sit amet\b"
    r"|\bnote to (?:editor|hr|hiring manager|recruiter|reviewer|self)\b"
    r"|\bdelete (?:as (?:applicable|appropriate|needed)"
    r"|(?:what|whichever|if|where) (?:does not|doesn['’]t|not|is not) \w+)"
    r"|\b(?:details|text|more) to follow\b"
    r"|(?:^|\n)\s*(?:location|office|place):\s*(?:city|town|country)\b"
    r"|(?:^|[:(–-])\s*to be (?:added|decided|defined|specified|supplied|written)\b"
    r"|\bto be (?:announced|confirmed|determined|filled in)\b(?! by)"
    r"|(?:\b(?:insert|fill in)"
    r"|(?:^|[(\[\n\"“:*•-])\s*(?:please )?(?:add|describe|edit|enter|put|replace|type|write))"
    r"\b[^.,;:\n]{0,60}?\b(?:here|this (?:line|text|section|sentence))\b"
    r"|\((?:insert|fill in|describe|specify)\b[^()\n]*\)"
    rf"|\b(?:your |the )?(?:city|location|salary|{_NAMED}(?:'s|’s)? "
    r"(?:description|location|mission|name|title))(?: goes)? here\b|\bgoes here\b"
    r"|(?:^|[\n:\[(\"“]\s*|\b(?:the|your) )(?:text|title|name) here\b"
    r"|\bto be completed\b|\bbla(?:h)?(?:,? bla(?:h)?)+\b|\basdf\w*"
    r"|\b(?:ABC|XYZ) (?:company|corp|gmbh|inc|ltd)\b|\b(?:yourcompany|companyname)\.\w+"
    rf"|\({_NAMED} (?:description|mission|name|title)\)|(?:^|\n)\s*{_NAMED} name\s*(?=\n|$)",
    re.IGNORECASE,
)
_BRACES: Final = re.compile(r"\{\{.{0,80}?\}\}|\{%.{0,80}?%\}|<%.{0,80}?%>")
# A bracket, with what stands before it and behind it: `map[str]`, `[text](link)`.
_BRACKET: Final = re.compile(
    r"(?P<before>[\w\])]?)(?:\[(?P<square>[^\[\]\n]{0,120})\](?P<link>\(|\[)?"
    r"|<(?P<angle> ?[A-Za-z][^<>\n]{0,60})>|(?<!\{)\{(?P<curly>[A-Za-z][^{}\n]{0,60})\}(?!\}))"
)
_CAPITALS: Final = re.compile(r"[A-Z]{2,}(?:[ _]+[A-Z]+)+")
_MOST_WORDS: Final = 4  # of a bracket that only holds the name of a blank somewhere


def find_unfinished(text: str) -> str | None:
    """The first placeholder that was left in, as typed; None where a text is finished."""
    spans = [match.span() for match in _CERTAIN.finditer(text)]
    spans += [match.span() for match in _SENTENCES.finditer(text)]
    spans += [match.span() for match in _BRACES.finditer(text) if _is_left_over(text, match)]
    spans += [
        (match.end("before"), match.end())
        for match in _BRACKET.finditer(text)
        if _is_blank(text, match) and _is_left_over(text, match)
    ]
    if not spans:
        return None
    start, end = min(spans)
    return text[start:end].strip()


def _is_left_over(text: str, match: re.Match[str]) -> bool:
    """Whether a brace or tag is the posting's own, and not what the work is about."""
    is_square = match[0].endswith("]")
    return is_square or not _SYNTAX.search(text, max(0, match.start() - 60), match.start())


def _is_blank(text: str, match: re.Match[str]) -> bool:
    """Whether a bracket stands for something, and is no aside, link or code."""
    inner = match["square"] or match["angle"] or match["curly"] or ""
    words = normalize(re.sub("([a-z])([A-Z])", r"\1 \2", inner)).split()
    if _CAPITALS.fullmatch(inner.strip()):
        return True
    if match["angle"] or match["curly"]:
        return bool(set(words) & _BLANKS) and not match["before"]
    if match["before"] or match["link"] or (words and words[0] in _ASIDES):
        return False
    if words and words[0] in _EXAMPLES:
        return text[: match.start()].rstrip(" \t-*•")[-1:] in ("", "\n", ":")
    is_named = bool(words) and (words[0] in _COMMANDS | _BLANKS or words[-1] in _BLANKS)
    return not words or is_named or bool(set(words) & _BLANKS and len(words) <= _MOST_WORDS)
