"""The messages that should exist in Slack: what they say, and where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from hiring.debriefs.contents import (
    CandidateNote,
    CandidateTold,
    ClosedNote,
    DeciderNote,
    DecisionNote,
    DissentNote,
    GivenUpNote,
    HandOverNote,
    HandOverRefused,
    HandOverRequest,
    HandOverTold,
    InterviewOff,
    KeptNote,
    Kit,
    OwnerBoard,
    ReadersNote,
    ReleaseNote,
    RevealNowNote,
    Root,
    RoundComplete,
    RoundNote,
)
from hiring.debriefs.reveal_contents import (
    Matrix,
    RevealedScorecard,
    RunSheet,
    Summary,
    TalkPlan,
)
from hiring.debriefs.seat_offer_contents import SeatOfferAnswer, SeatOfferRequest, SeatTaken


@dataclass(frozen=True, slots=True)
class InChannel:
    """A message of the channel."""

    channel: str


@dataclass(frozen=True, slots=True)
class InThread:
    """A reply under the debrief's `root` slot in the channel."""

    channel: str


@dataclass(frozen=True, slots=True)
class InDM:
    """A direct message."""

    user: str


Destination: TypeAlias = InChannel | InThread | InDM

Content: TypeAlias = (
    Root
    | RoundNote
    | Kit
    | ReleaseNote
    | InterviewOff
    | GivenUpNote
    | ReadersNote
    | HandOverRequest
    | HandOverRefused
    | HandOverNote
    | HandOverTold
    | KeptNote
    | SeatOfferRequest
    | SeatOfferAnswer
    | SeatTaken
    | OwnerBoard
    | RoundComplete
    | RevealNowNote
    | DeciderNote
    | TalkPlan
    | Summary
    | Matrix
    | RevealedScorecard
    | RunSheet
    | DecisionNote
    | CandidateNote
    | CandidateTold
    | DissentNote
    | ClosedNote
)


@dataclass(frozen=True, slots=True)
class PlannedMessage:
    """A message that should exist. Slots are unique; another `destination` means another slot.

    `generation` differs if a new message has to be posted and the old one deleted, since an
    update notifies nobody; None where whichever message there is stays. `notifies`: the people
    named in it are notified when it is posted to the channel; the others are posted without
    mentions, which an update brings.
    """

    slot: str
    destination: Destination
    content: Content
    notifies: bool = False
    generation: int | None = 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """All messages that should exist, in the order to post them in, and when to look again.

    `look_again` is None if nothing more happens by time alone.
    """

    messages: tuple[PlannedMessage, ...]
    look_again: int | None
