"""Whether an adjective in a text describes people: a "young lead", not a "young company"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiring.wording.prose import BREAK

if TYPE_CHECKING:
    import re
    from collections.abc import Set as AbstractSet

    from hiring.wording.prose import Prose

_JOINS: Final = frozenset(("and", "or", "&", ",", "but", "/", "yet"))
_BE: Final = frozenset(
    "am are be been being is remain stay stays feel feels was were youre were theyre".split()
)
_BESIDES: Final = frozenset(
    "a also always an as both either ideally just mostly naturally not quite rather really "
    "relatively so somewhat still the truly usually very".split()
)
_SOMEBODY: Final = frozenset(
    "anybody anyone everybody everyone somebody someone those nobody".split()
)
_SUBJECTS: Final = _SOMEBODY | frozenset("i they we who whoever you youre were theyre".split())
_MODALS: Final = frozenset(
    "can cannot could may might must need needs ought shall should to will would".split()
)
# Where a group of words that belongs to a noun ends.
_ENDS: Final = frozenset(
    """
    a an the this that these those my our your their its his her
    about above across after against among around as at because before behind below between by down
    during for from if in inside into like near of off on onto outside over per since so than
    through to toward towards under until up upon via when where whether which while who whom whose
    why with within without
    am are be been being is was were has have had do does did can could may might must shall should
    will would not
    i it they we you he she
    """.split()
)
_MOST: Final = 6  # words between an adjective and its noun


def describes_people(
    prose: Prose, first: int, last: int, heads: AbstractSet[str], adjectives: re.Pattern[str]
) -> bool:
    """Whether the adjective at these keys is about people, whose names are `heads`.

    `adjectives` are those that stand beside each other: "young and dynamic".
    """
    begin, end = prose.find_sentence(first)
    head = _find_noun(prose, last, end, adjectives)
    if head is not None:
        return prose.keys[head] in heads
    before = prose.keys[first - 1] if first > begin else BREAK
    if before in _SOMEBODY:
        return True
    return _has_people_as_subject(prose, begin, first, heads)


def _find_noun(prose: Prose, at: int, end: int, adjectives: re.Pattern[str]) -> int | None:
    """The noun that an adjective before `at` belongs to, None where it has none behind it."""
    noun = None
    is_open = True  # whether nothing but adjectives has come yet, so that another may follow
    for here_at in range(at, min(end, at + _MOST + 4)):
        key = prose.keys[here_at]
        if key in _JOINS:
            if not is_open:
                break
            continue
        if key in _ENDS or not key[0].isalnum():
            if is_open and key in {"a", "an", "the"}:
                continue
            break
        is_open = bool(adjectives.match(prose.joined, prose.starts[here_at]))
        noun = None if is_open else here_at
    return noun


def _has_people_as_subject(prose: Prose, begin: int, at: int, heads: AbstractSet[str]) -> bool:
    """Whether what stands before an adjective makes it one of people: "you are …", "be …"."""
    words = [key for key in prose.keys[begin:at] if key not in _BESIDES]
    while words and words[-1] in _JOINS:
        words.pop()
        words = words[:-1] if words and words[-1] not in _BE else words
    if not words:
        return True  # a line of its own is about the applicant
    if words[-1] not in _BE:
        return False
    if words[-1] in {"youre", "theyre"}:
        return True
    words = words[:-1]
    while words and words[-1] in _MODALS | {"have", "has"}:
        words.pop()
    if not words:
        return True
    return bool(words[-1] in _SUBJECTS or words[-1] in heads or set(words[-4:]) & heads)
