"""How what people typed becomes sentences of a posting.

Their words stay as they are. Only what joins them is ours: a capital letter at the start, one point
at the end, and a few words before what is no sentence by itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hiring.language.word_sets import words
from hiring.name_lists import join_names
from hiring.normalize import contains_phrase
from hiring.postings.typed_lists import split_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_NAMED = 6
"""More technologies than nobody is deep in: the requirement doesn't list them then."""

# Names that are written in small letters, also at the start of a line.
_SMALL_NAMES = words(
    """
    dbt numpy pandas spacy pytest npm xgboost scikit-learn vllm
    """
)
_SMALL_WORD = re.compile(r"[a-z]+(?:[-'’][a-z]+)*(?=[\s,;:.!?]|$)")
_ENDS = re.compile(r"[\s.,;:…]+$")
_ABBREVIATION = re.compile(r"\b(?:etc|inc|ltd|corp|co|u\.s|e\.g|a\.m|p\.m)\.$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[a-z0-9)%][.!?]\s+[A-Z]")

# The start of a sentence that needs nothing before it.
_SENTENCE_STARTS = words(
    """
    we we're we've you you'll you're they our i i'm there everyone everybody people customers
    users today every each
    """
)
_LINKS = words(
    """
    for that which who whose of to in on at with from by and or as into across over is are
    """
)
# What systems do. With another word the next one tells: “Forecasts for shops” is a thing,
# “Forecasts the demand” is done.
_DOES = words(
    """
    aligns analyses analyzes annotates answers approves assigns automates balances blocks books
    builds catches categorises categorizes checks classifies cleans completes compares controls
    converts corrects creates decides delivers detects diagnoses digitises digitizes directs
    discovers drafts drives enables estimates evaluates explains extracts feeds fills filters
    finds flags forecasts generates gives grades groups guides handles helps identifies improves
    indexes inspects labels learns lets listens locates maps marks masks matches measures
    moderates monitors moves optimises optimizes orders organises organizes parses personalises
    personalizes picks plans powers predicts prepares prevents prices prioritises prioritizes
    processes produces proposes protects provides pulls ranks reads recognises recognizes
    recommends reconciles reduces removes replaces replies reports resolves responds retrieves
    reviews rewrites routes runs saves scans schedules scores screens searches segments selects
    sends serves shows simulates solves sorts speaks spots steers stops suggests summarises
    summarizes supports tags takes teaches tells tests tracks trains transcribes translates
    triages tunes turns understands updates validates verifies warns watches writes does crunches
    models sees knows
    """
)
# What people do, of which none is a thing as well (“Search for shops”, “Plan of the city”).
_DO = words(
    """
    analyse analyze automate build classify connect create deliver detect develop diagnose enable
    extract find generate give help identify improve make moderate optimise optimize personalise
    personalize power predict prevent provide recognise recognize recommend reduce replace spot
    summarise summarize teach tell transcribe translate turn understand
    """
)
# “It ranks …”, “This is a …”: what it points at is what the sentence is about anyway.
_POINTING = re.compile(
    r"(?:it|this|that)(?:['’]s|\s+is)\s+(?=an?\s|the\s)"
    r"|(?:it|this)\s+(?=\w+s\s)(?!is\s|was\s|has\s)"
    r"|what\s+we(?:\s+do|\s+build|['’]re\s+building|\s+are\s+building)\s*[:–-]\s*",
    re.IGNORECASE,
)
_BUILDING = re.compile(
    r"(?:building|rebuilding|developing|creating|working\s+on)\s"
    r"|(?:making|serving|powering|helping|bringing|turning|giving|teaching|automating|replacing|"
    r"scaling)\s(?=[0-9]|(?:an?|the|all|every|each|our|their|how|people)\b)",
    re.IGNORECASE,
)
_USED = re.compile(
    r"(?:used|trusted|deployed|loved|relied)\s+(?:by|in|on|at|across)\s", re.IGNORECASE
)
# “A recommender for shops”, and not “A third of all trains” or “A model ranks shops”.
_A_THING = re.compile(
    r"an?\s+(?!third\b|half\b|quarter\b|fifth\b|tenth\b|lot\b|few\b|couple\b|dozen\b|hundred\b|"
    r"thousand\b|million\b|billion\b|number\b|majority\b|day\b|year\b|week\b|better\b|new\s+way\b)"
    r"(?:(?![^\W\d_]*[^su\W\d_]s\b)[\w&/+.’'-]+\s+){1,5}?(?:that|which|who|for|to|of|in|with|on|from)\s",
    re.IGNORECASE,
)
_MODE = re.compile(r"[\s,;(/–-]*\b(hybrid|remote|on-?site|office)\b\)?$", re.IGNORECASE)
_STACK = re.compile(
    r"\b(?:the|our|your|this)\s+(?:core\s+|tech\s+|technical\s+|technology\s+)?stack\W*$",
    re.IGNORECASE,
)
_STACK_LEAD = re.compile(
    r"^(?:we\s+(?:mostly\s+|mainly\s+)?(?:use|run(?:\s+on)?|work\s+(?:with|in|on))|"
    r"(?:our|the)\s+(?:core\s+|tech\s+|main\s+)?stack\s*(?:is|:|-|–|includes|consists\s+of)|"
    r"(?:core\s+|tech\s+)?stack\s*:|using|mostly|mainly)\s+",
    re.IGNORECASE,
)
_ITEM_END = re.compile(r"\s*[,;|•\n]\s*(?![^()]*\))|\s+/\s+")
_LEADING = re.compile(
    r"^(?:(?:and|or|&|\+|as well as|plus|also|some|a (?:bit|little) of|on)\s+)+", re.IGNORECASE
)
_PAIR = re.compile(r"\s+(?:and|&|\+)\s+(?![^()]*\))")
# What links or qualifies the names of a list is a part of what somebody typed.
_LINKED = re.compile(
    r"[&/]|(?<![+\w])\+|\+(?=\w)|\b(?:and|or|und|oder|et|plus|etc|e\.?g|i\.?e|esp|especially|incl|including|mainly|mostly|some|"
    r"similar|more|others?|as well|also|not|no|but|with)\b",
    re.IGNORECASE,
)
_EXPERIENCE = re.compile(
    r"^(?:\w+[-\s]+){0,2}(?:experience|background|knowledge|work|familiarity|expertise|exposure|"
    r"understanding|interest|years?)\b",
    re.IGNORECASE,
)


def tidy_line(line: str) -> str:
    """An entry of a list: it begins with a capital letter, and has no point unless it needs one."""
    line = _begin(line.strip())
    if _SENTENCE_END.search(line) or _ABBREVIATION.search(line):
        return line  # several sentences keep their points
    return _ENDS.sub("", line) or line


def end_sentence(text: str) -> str:
    """A text with one point at its end, or the sign that somebody set."""
    text = text.strip()
    if text.endswith(("!", "?", "!)", "?)", ".)", ".”", '."')) or _ABBREVIATION.search(text):
        return text
    return f"{bare}." if (bare := _ENDS.sub("", text)) else text


def describe_building(system: str, company: str) -> str:
    """The sentence on what a company builds, from whatever somebody typed about the system.

    What is not surely the start of a sentence, or of a part of one, stands behind a colon.
    """
    lines = split_list(system)
    text = " ".join([*map(end_sentence, lines[:-1]), *lines[-1:]])
    if pointing := _POINTING.match(text):
        text = text[pointing.end() :]
    first, _, rest = text.partition(" ")
    word = first.casefold().strip(",:;").replace("’", "'")
    if _stands_alone(word, text, company):
        return _begin(end_sentence(text))
    is_named_small = company[:1].islower()
    who = f"At {company}, we are" if is_named_small else f"{company} is"
    after = rest.casefold().partition(" ")[0].strip(",;:.")
    if not first.istitle() and not first.islower():
        lead = f"What the team builds: {text}"
    elif _is_done(first, rest):
        lead = f"{who} building a system that {_start_small(text)}"
    elif word in _DO and rest and not rest[0].isupper() and after not in _LINKS:
        lead = f"At {company}, we {_start_small(text)}"
    elif _USED.match(text):
        lead = f"{who} building a system {_start_small(text)}"
    elif _BUILDING.match(text):
        lead = f"{who} {_start_small(text)}"
    elif _A_THING.match(text):
        lead = f"{who} building {_start_small(text)}"
    else:
        lead = f"What the team builds: {text}"
    return end_sentence(lead)


def describe_where(location: str, work_mode: str) -> str:
    """Place and way of working, neither said twice: `Leeds · Hybrid, two days a week`."""
    place, mode = location.strip(), tidy_line(work_mode)
    if not mode or contains_phrase(mode, place):
        return place
    if (ending := _MODE.search(place)) and contains_phrase(ending[1], mode):
        place = place[: ending.start()]
    if not place or contains_phrase(place, mode):
        return mode
    return f"{place} · {mode}"


def describe_applying(text: str) -> str:
    """How to apply as a sentence; an address alone gets a few words before it."""
    text = " ".join(text.split())
    if text and " " not in text:
        if "@" in text:
            return f"Write to {text}"
        if "." in text.strip("."):
            return f"Apply at {text}"
    return _begin(end_sentence(text))


def list_technologies(stack: str) -> list[str]:
    """The technologies of a stack as somebody typed it, one by one."""
    text = _STACK_LEAD.sub("", _ENDS.sub("", " ".join(stack.split())))
    items = [item.strip() for item in _ITEM_END.split(text.strip("•*- ")) if item.strip()]
    names = (name for item in items for name in _PAIR.split(_LEADING.sub("", item)))
    return [name for name in dict.fromkeys(_LEADING.sub("", name) for name in names) if name]


def join_typed(text: str, link: str) -> str:
    """A list as somebody typed it; one of bare names gets a link before its last."""
    text = " ".join(text.split()).strip(" ,;•*-")
    items = [item.strip() for item in _ITEM_END.split(text)]
    if _LINKED.search(text) or not all(items):
        return text
    return join_names([_ENDS.sub("", item) for item in items], link)


def name_stack(musts: Iterable[str], stack: str) -> list[str]:
    """The requirements, of which one that ends with “our core stack” names it."""
    if not 0 < len(list_technologies(stack)) <= MOST_NAMED:
        return list(musts)
    named = describe_stack(stack)
    return [_STACK.sub(lambda _: named, must) for must in musts]


def asks_for_stack(must: str) -> bool:
    """Whether a requirement is about “our core stack”, whatever that is."""
    return bool(_STACK.search(must))


def describe_stack(stack: str) -> str:
    """The stack as somebody typed it, without the words that lead to it: “We use …”."""
    return join_typed(_STACK_LEAD.sub("", " ".join(stack.split())), "and")


def leaves_unnamed(musts: Iterable[str], technologies: Sequence[str]) -> bool:
    """Whether some technology is in none of the requirements."""
    text = " ".join(musts)
    return not all(contains_phrase(name, text) for name in technologies)


def describe_domain(domain: str) -> str:
    """The nice-to-have about a domain, from its name or a whole line; empty without one."""
    text = tidy_line(domain)
    if not text or _EXPERIENCE.match(text):
        return text
    return tidy_line(f"Experience in {join_typed(domain, 'or')}")


def _begin(text: str) -> str:
    """A capital letter at the start of a text, unless it starts with a name that has none."""
    word = _SMALL_WORD.match(text)
    if word is None or word[0] in _SMALL_NAMES:
        return text
    return text[0].upper() + text[1:]


def _start_small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _is_done(first: str, rest: str) -> bool:
    """Whether a text begins with what a system does: “Ranks 2 million listings a day”."""
    word = first.casefold().strip(",")
    after, then = (*(each.strip(",;:.") for each in rest.casefold().split()[:2]), "", "")[:2]
    if word in _DOES and after in {"and", "or", "then"} | _DOES and then in _DOES | {""}:
        return True
    if (
        not rest
        or first.endswith(",")
        or after in _LINKS - {"to", "on", "in", "for", "with", "into"}
    ):
        return False
    return word in _DOES and not (word in _ALSO_THINGS and after in _LINKS)


# Of these, both “Forecasts demand” and “Forecasts for 2,000 shops” are typed.
_ALSO_THINGS = words(
    """
    answers books checks controls estimates forecasts grades guides labels maps orders plans
    prices processes proposes ranks reports responses reviews routes schedules scores screens
    searches segments supports tags tests tracks trains updates models
    """
)


def _stands_alone(word: str, text: str, company: str) -> bool:
    """Whether a text that begins with this word needs nothing before it to be a sentence."""
    return (
        word in _SENTENCE_STARTS
        or re.match(rf"(?:at\s+)?{re.escape(company)}\b", text, re.IGNORECASE) is not None
        or (word not in _DOES and _is_sentence(text))
    )


# “Of our trains”: the next word is no verb, whatever it is elsewhere.
_BEFORE_THINGS = words("the our your their its his her these those all of")


def _is_sentence(text: str) -> bool:
    """Whether “The platform scores …” rather than “The platform that scores …”."""
    heads = [word.casefold().strip(",;:") for word in text.split()[:7]]
    for at, word in enumerate(heads[1:], start=1):
        if word in _LINKS - {"is", "are", "and", "of"}:
            return False
        if word in {"is", "are", "has", "have", "can", "will", "must"}:
            return True
        if heads[at - 1] in _BEFORE_THINGS:
            continue
        if word in _DOES - _ALSO_THINGS or (
            word in _DOES and heads[0] in {"a", "an", "the"} and at > 1
        ):
            return True
    return False
