"""Whether an adjective in a text describes people: a "young lead", not a "young company"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiring.language.word_sets import words

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from hiring.language.phrases import Phrase
    from hiring.wording.prose import Prose

_JOINS: Final = frozenset(("and", "or", "&", ",", "but", "/", "yet"))
_BE: Final = words("am are be been being is remain stay stays feel feels was were youre were")
_BESIDES: Final = words(
    "also always as both either ideally just mostly naturally not only quite rather really "
    "relatively so somewhat still truly usually very"
)
_SOMEBODY: Final = words("anybody anyone everybody everyone somebody someone those nobody")
_SUBJECTS: Final = _SOMEBODY | words("we who whoever you youre were")
_MODALS: Final = words(
    "can cannot could may might must need needs ought shall should to will would"
)
# Where a group of words that belongs to a noun ends.
_ENDS: Final = words(
    """
    a an the this that these those my our your their its his her
    about above across after against among around as at because before behind below between by down
    during for from if in inside into like near of off on onto outside over per since so than
    through to toward towards under until up upon via when where whether which while who whom whose
    why with within without
    am are be been being is was were has have had do does did can could may might must shall should
    will would not
    i it they we you he she us them
    allow bring build buy change come get give go grow help hire keep learn let like look make move
    need put run see sell serve show start take tell think try use want work
    """
)
# A plural ends such a group, but for these: "young sales engineers".
_NO_PLURALS: Final = words("analytics business devops dynamics mlops ops physics sales systems")
_MOST: Final = 6  # words between an adjective and its noun


def describes_people(
    prose: Prose, first: int, last: int, heads: AbstractSet[str], adjectives: Phrase
) -> bool:
    """Whether the adjective at these keys is about people, whose names are `heads`.

    `adjectives` are those that stand beside each other: "young and dynamic".
    """
    begin, end = prose.find_sentence(first)
    before = [key for key in prose.keys[begin:first] if key not in _BESIDES]
    if _is_said_of_people(before, heads):
        return True
    head = _find_noun(prose, last, end, adjectives)
    if head is not None:
        return prose.keys[head] in heads
    # A line that starts so and has no noun is about the applicant: "Young, but experienced."
    return not before or before[-1] in _SOMEBODY


def _find_noun(prose: Prose, at: int, end: int, adjectives: Phrase) -> int | None:
    """The noun that an adjective before `at` belongs to, None where it has none behind it."""
    noun = None
    is_open = True  # whether nothing but adjectives has come yet, so that another may follow
    for position in range(at, min(end, at + _MOST + 4)):
        key = prose.keys[position]
        if key in _JOINS:
            if not is_open:
                break
            continue
        if key in _ENDS or not key[0].isalnum():
            if is_open and key in {"a", "an", "the"}:
                continue
            break
        is_open = adjectives.is_at(prose, position)
        noun = None if is_open else position
        if not is_open and key.endswith("s") and key not in _NO_PLURALS:
            break
    return noun


def _is_said_of_people(before: list[str], heads: AbstractSet[str]) -> bool:
    """Whether the words before an adjective say it of people: "you are", "must be"."""
    while len(before) > 1 and before[-1] in _JOINS and before[-2] not in _BE:
        before = before[:-2]
    if before and before[-1] in _JOINS:
        before = before[:-1]
    if not before or before[-1] not in _BE:
        return False
    if before[-1] in _SUBJECTS:
        return True
    before = before[:-1]
    while before and before[-1] in _MODALS | {"have", "has"}:
        before = before[:-1]
    return not before or before[-1] in _SUBJECTS or bool(set(before[-3:]) & heads)
