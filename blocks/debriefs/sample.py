"""A sample candidate's scorecards, for the examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiring.debriefs.contents import PublicRelease
from hiring.debriefs.debrief import Change, Release, ReleaseReason, SeatState
from hiring.debriefs.reveal_contents import RevealedSeat
from hiring.debriefs.role_snapshot import capture_role_text
from hiring.debriefs.scorecard import AttributeRating, Rating, Scorecard

if TYPE_CHECKING:
    from hiring.debriefs.role_text import RoleText
    from hiring.guide.role import Guide, Role

DEBRIEF: Final = "d1"
CHANNEL: Final = "C0HIRING"
SAM: Final = "U0SAM"
INES: Final = "U0INES"
TARIQ: Final = "U0TARIQ"
AT: Final = 1_800_000_000
THREAD: Final = "https://slack.example/archives/C0HIRING/p1800000000000001"

SCREEN: Final = ("ml-judgement", "system-design", "clarity")
ARCHITECTURE: Final = ("structuring-ambiguity", "system-design", "scale-fit", "decision-style")
TEAM: Final = ("decision-style", "enabling-others")


def pick_sample_role(guide: Guide) -> Role:
    """A role with interviews of several stages."""
    return guide.roles["ai-tech-lead"]


def make_role_text(guide: Guide) -> RoleText:
    """The sample role's words, as a debrief stores them."""
    return capture_role_text(pick_sample_role(guide))


def make_scorecard(typed: str, overall: Rating, **ratings: Rating) -> Scorecard:
    """A scorecard with a text in every field; ratings by attribute, with underscores."""
    rated = tuple(
        AttributeRating(name.replace("_", "-"), rating, f"{typed} when asked for an example")
        for name, rating in ratings.items()
    )
    return Scorecard(
        ratings=rated,
        overall=overall,
        reason=f"{typed}\n\nA second paragraph, of what would have made it more.",
        red_flags=("ego-driven",),
        probe_next=typed,
        change_mind=f"{typed}, seen at our size",
    )


def make_revealed_seats(typed: str) -> tuple[RevealedSeat, ...]:
    """Four seats: changed after the reveal, filed after it, filed after reading, and not filed."""
    no, yes = Rating.NO, Rating.YES
    first = make_scorecard(typed, no, system_design=no, clarity=yes)
    now = make_scorecard(typed, Rating.STRONG_YES, system_design=Rating.STRONG_YES, clarity=yes)
    change = Change(first, f"{typed}, after hearing the others", AT, 2, after_reveal=True)
    second = make_scorecard(typed, no, system_design=yes, decision_style=Rating.DEFINITELY_NO)
    third = make_scorecard(typed, yes, decision_style=yes, enabling_others=yes)
    filed = SeatState.FILED
    return (
        RevealedSeat("1", 1, "screen", SAM, filed, now, False, 0, (change,), SCREEN),  # noqa: FBT003 - a mark
        RevealedSeat("2", 2, "architecture", INES, filed, second, True, 1, (), ARCHITECTURE),  # noqa: FBT003
        RevealedSeat("3", 2, "team", TARIQ, filed, third, False, 1, (), TEAM),  # noqa: FBT003
        RevealedSeat("4", 2, "team", SAM, SeatState.EMPTY, None, False, 0, (), TEAM),  # noqa: FBT003
    )


def make_releases(keeps_until: int | None = None) -> tuple[PublicRelease, ...]:
    """Released seats: excused, replaced, given up, an owner's own, and one without a reason."""
    excused, given_up = Release.EXCUSED, Release.GIVEN_UP
    why = ReleaseReason
    return (
        PublicRelease("team", INES, excused, why.DID_NOT_INTERVIEW, SAM, keeps_until),
        PublicRelease("architecture", TARIQ, excused, why.REPLACED, SAM, keeps_until),
        PublicRelease("screen", TARIQ, given_up, why.CONFLICT, TARIQ, None),
        PublicRelease("leadership", SAM, excused, why.NOT_AVAILABLE, SAM, None),
        PublicRelease("leadership", INES, excused, None, SAM, None),
        PublicRelease("leadership", TARIQ, given_up, None, TARIQ, None),
    )
