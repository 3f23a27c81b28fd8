"""What deserves the talk after a reveal, and how its minutes are divided.

Groups talk about what everybody knows already and miss what one of them saw. So the summary begins
with the attributes on which the scorecards say least together. They are chosen and ordered by who
rated what; no text is read. The rule is docs/decisions/0025.
"""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Final

from hiring.debriefs.reveal_contents import SeenRedFlag, TalkClock, TalkingPoint
from hiring.debriefs.scorecard import Rating

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hiring.debriefs.debrief import Debrief, Seat
    from hiring.debriefs.scorecard import Scorecard

    FiledSeats = Sequence[tuple[Seat, Scorecard]]

MOST_POINTS: Final = 5
_MINUTES_OF_POINT = 2
_SCALE = tuple(Rating)


def list_talking_points(
    debrief: Debrief, filed: FiledSeats, attributes: Iterable[str]
) -> tuple[TalkingPoint, ...]:
    """All that deserves the talk, of these attributes in the role's order; the first come first.

    It is an attribute that at least two people could assess, and that only one of them did or on
    which they differ. Who has filed could assess what their stage rates. The two kinds take turns.
    """
    flags = list_red_flags(debrief, filed)
    points = [_describe_attribute(debrief, filed, flags, attribute) for attribute in attributes]
    shared = [point for point in points if len(point.raters) + len(point.silent) > 1]
    alone = [point for point in shared if len(point.raters) == 1]
    differing = [point for point in shared if len(point.raters) > 1 and is_divided(point.ratings)]
    alone.sort(key=lambda point: -len(point.silent))
    differing.sort(key=lambda point: -_get_distance(point))
    turns = chain.from_iterable(zip_longest(alone, differing))
    return tuple(point for point in turns if point)


def list_red_flags(debrief: Debrief, filed: FiledSeats) -> tuple[SeenRedFlag, ...]:
    """Each red flag with the attribute that it speaks against, and who saw it."""
    known = {flag.id: flag for flag in debrief.role_text.red_flags} if debrief.role_text else {}
    seen: dict[str, dict[str, None]] = {}
    for seat, scorecard in filed:
        for flag in scorecard.red_flags:
            seen.setdefault(flag, {})[seat.person] = None
    return tuple(
        SeenRedFlag(flag, known[flag].attribute if flag in known else "", tuple(people))
        for flag, people in seen.items()
    )


def divide_minutes(minutes: int, points: int, speakers: int) -> TalkClock:
    """The clock of a talk about so many points, in which so many people speak.

    A fifth is for the decision, at the end. The points, at the beginning, get two minutes each, but
    no more than two fifths. What is left is divided among the speakers in whole minutes, at least
    one each; the odd minutes go to the points or, if there are none, to the decision. A talk of
    more people than minutes takes longer.
    """
    decision = minutes // 5
    wanted = min(points * _MINUTES_OF_POINT, minutes * 2 // 5)
    each = max((minutes - decision - wanted) // speakers, 1) if speakers else 0
    left = minutes - decision - each * speakers
    if points:
        return TalkClock(max(left, points), each, decision)
    return TalkClock(0, each, decision + max(left, 0))


def _describe_attribute(
    debrief: Debrief, filed: FiledSeats, flags: Iterable[SeenRedFlag], attribute: str
) -> TalkingPoint:
    ratings = tuple(
        (seat.person, rated.rating)
        for seat, scorecard in filed
        if (rated := scorecard.rated(attribute))
    )
    raters = {person for person, _ in ratings}
    silent = dict.fromkeys(
        seat.person
        for seat, _ in filed
        if attribute in debrief.attributes_of(seat.stage) and seat.person not in raters
    )
    of_attribute = tuple(flag for flag in flags if flag.attribute == attribute)
    return TalkingPoint(attribute, ratings, tuple(silent), of_attribute)


def is_divided(ratings: Iterable[tuple[str, Rating]]) -> bool:
    """Whether people's ratings are on both sides of the middle."""
    return len({rating.in_favour for _, rating in ratings}) > 1


def _get_distance(point: TalkingPoint) -> int:
    """How far its lowest and its highest rating are apart."""
    places = [_SCALE.index(rating) for _, rating in point.ratings]
    return max(places) - min(places)
