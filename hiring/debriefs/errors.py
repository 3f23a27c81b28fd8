"""What can't be done to a debrief, each with a sentence for people.

DebriefError
├── NotAllowedError         by this person, or not at this time: see `access`
├── IncompleteScorecardError     `.errors`: a sentence by field
└── ...                     one for each rule, below
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Mapping


class DebriefError(HiringDeskError):
    """Something that can't be done to a debrief. `says` is the sentence, unless given one."""

    says: ClassVar[str] = "You can't do that to this debrief."

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.says)


class NotAllowedError(DebriefError):
    """Not this person, or not at this point of the debrief."""


class IncompleteScorecardError(DebriefError):
    """A scorecard that can't be filed yet; `errors` as `scorecard.find_problems` gives them."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


class UnknownSeatError(DebriefError):
    """A seat that doesn't exist, or no longer does."""

    says = "That interviewer is no longer part of this debrief. Nothing was changed."


class SeatKeptError(DebriefError):
    """A seat that its interviewer has kept, and still has time to file."""

    says = (
        "This interviewer keeps the seat and has until the due time to file. After that you can"
        " excuse them. Nothing was changed."
    )


class KeepSeatFirstError(DebriefError):
    """A seat whose interviewer the owner has excused, and who may still keep it."""

    says = (
        "The owner has excused you from this scorecard. To file it all the same, first press *Keep"
        " my seat* in the message about that. Your draft is kept."
    )


class NothingToAnswerError(DebriefError):
    """A release that is final, was answered already, or was taken back."""

    says = "There is nothing to answer any more. Open the debrief to see how it stands."


class NoSeatsError(DebriefError):
    """A debrief or round without interviewers."""

    says = "Choose at least one interviewer."


class NoLabelError(DebriefError):
    """A debrief without a label."""

    says = "Enter a label for the candidate, such as initials."


class SeatTakenError(DebriefError):
    """A person who already interviews for that stage in that round."""

    says = "This person is already an interviewer for that stage in that round."


class SeatFiledError(DebriefError):
    """A filed seat can't be given away, excused or moved: its scorecard stays."""

    says = "This interviewer has already filed, so nothing was changed."


class NoRatingsError(DebriefError):
    """Early ratings without a rating."""

    says = "Choose at least one rating first."


class AlreadyRevealedError(DebriefError):
    """Early ratings for a round that is public: they could not be sealed."""

    says = "The scorecards are revealed, so ratings alone can't be saved any more. File all of it."


class MoreTimeGivenError(DebriefError):
    """A second wish for more time."""

    says = (
        "You have taken more time for this scorecard already. The debrief's owner can move the due"
        " time under *Manage*. Ask them."
    )


class NoDueTimeError(DebriefError):
    """More time for a scorecard that has no due time."""

    says = "This scorecard isn't due yet, so you have all the time you need."


class SeatReleasedError(DebriefError):
    """Nobody waits for the seat."""

    says = "Nobody is waiting for this scorecard any more."


class SeatFilledError(DebriefError):
    """A released seat that somebody else has by now."""

    says = "Someone else has this seat by now, so nothing was changed."


class AlreadyFiledError(DebriefError):
    """A scorecard that was already filed; says nothing of what is in it."""

    says = "You have already filed this scorecard. Open it again to edit it."


class NotFiledError(DebriefError):
    """An edit of a scorecard that was never filed."""

    says = "You haven't filed this scorecard yet. File it first."


class NotStartedError(DebriefError):
    """A seat of a round that hasn't started."""

    says = "That round hasn't started yet. Its interviewers are told when it does."


class RoundOverError(DebriefError):
    """A round that is complete or doesn't exist."""

    says = "That round is complete or doesn't exist, so nobody can be added to it."


class ReasonNeededError(DebriefError):
    """Something that needs a reason."""

    says = "Write a reason. It stays on record."


class DueInPastError(DebriefError):
    """A time that has passed."""

    says = "Choose a time in the future."


class DueBeforeEndError(DebriefError):
    """A scorecard that would be due before its interview is over."""

    says = "The interview isn't over by then. Choose a later time, or leave it empty."


class InterviewTimeError(DebriefError):
    """An interview that ends before it starts, or takes longer than half a day."""

    says = "An interview ends after it starts, and takes 12 hours at most. Choose another time."


class RemindedTodayError(DebriefError):
    """A second reminder from the owner within a day."""

    says = "This interviewer was reminded less than a day ago. Try again tomorrow."


class NotInChannelError(DebriefError):
    """Owner or decider who is not in the debrief's channel now."""

    says = (
        "Only people in the debrief's channel can read its scorecards, and you are not in it. Ask"
        " someone there to add you."
    )


class HandOverLapsedError(DebriefError):
    """A request to take over that lapsed, was withdrawn or answered already."""

    says = "This request is over, so nothing was changed. Ask for a new one if it still matters."


class OfferOverError(DebriefError):
    """A request to take a seat over that lapsed, was withdrawn or answered already."""

    says = (
        "This request is over, so nothing was changed. If you can still interview, tell the person"
        " who asked you."
    )


class NotLastRoundError(DebriefError):
    """A reveal before the last round."""

    says = (
        "Another round follows, so nothing is revealed yet. To go on without the missing"
        " scorecards, excuse their interviewers."
    )


class NotOverdueError(DebriefError):
    """Too early to reveal without the missing scorecards."""

    says = (
        "It is too early to reveal without the missing scorecards. A scorecard can be left out a"
        " working day after it was due or, without an interview time, three working days after its"
        " round started. Until then, remind the interviewers."
    )


class OwnSeatEmptyError(DebriefError):
    """A person who has to file can't read first."""

    says = "Your own scorecard is missing. First file it, or say that you can't."


class DecidedError(DebriefError):
    """Another round after a final decision."""

    says = "This debrief is decided. To add a round, first change the decision to Hold."


class NoTaskError(DebriefError):
    """Nobody has to tell the candidate anything."""

    says = "Nobody has to tell the candidate anything at this point. Nothing was changed."


class AlreadyToldError(DebriefError):
    """The candidate knows what was decided."""

    says = "The candidate has been told already, so nothing was changed."


class UnknownAttributeError(DebriefError):
    """An attribute that this debrief doesn't rate."""

    says = "This debrief doesn't rate that attribute. Choose another one."


class SamePersonError(DebriefError):
    """A hand-over to the person who already has it."""

    says = "That person already has it. Nothing was changed."


class NotGoneError(DebriefError):
    """Someone who is still there needs no successor."""

    says = "The owner or the decider is still here and can hand over. Ask them to."


class NoSightError(DebriefError):
    """An administrator who appoints themselves would gain sight."""

    says = "Appoint someone else. The person who appoints an owner doesn't get to read the debrief."


def require_reason(reason: str) -> str:
    """A reason without the space around it; ReasonNeededError if it is empty."""
    if not (said := reason.strip()):
        raise ReasonNeededError
    return said
