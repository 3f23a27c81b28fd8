"""Any content of a debrief as messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from blocks.debriefs import (
    candidate,
    card,
    dissent,
    endings,
    interviewer,
    owner,
    reveal,
    root,
    run_sheet,
    seat_offers,
    succession,
)
from blocks.debriefs.wording import RoleWords
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
from hiring.debriefs.trouble import Trouble

if TYPE_CHECKING:
    from blocks.kit import Message
    from hiring.debriefs.planned_messages import Content
    from hiring.debriefs.role_text import RoleText


def build_messages(  # noqa: C901, PLR0911, PLR0912 - a line each
    content: Content | Trouble, role_text: RoleText, *, native: bool
) -> list[Message]:
    """One message, or as many as its length takes, in the role's words that the debrief stores."""
    words = RoleWords(role_text)
    match content:
        case Root():
            return root.build_root(content, words)
        case RoundNote():
            return root.build_round_note(content)
        case Kit():
            return interviewer.build_kit(content, words)
        case ReleaseNote():
            return interviewer.build_release_note(content, words)
        case InterviewOff():
            return interviewer.build_interview_off(content, words)
        case ReadersNote():
            return interviewer.build_readers_note(content)
        case GivenUpNote():
            return owner.build_given_up_note(content, words)
        case HandOverRequest():
            return succession.build_hand_over_request(content)
        case HandOverRefused():
            return succession.build_hand_over_refused(content)
        case HandOverTold():
            return succession.build_hand_over_told(content)
        case SeatOfferRequest():
            return seat_offers.build_seat_offer(content, words)
        case SeatOfferAnswer():
            return seat_offers.build_seat_offer_answer(content, words)
        case SeatTaken():
            return seat_offers.build_seat_taken(content, words)
        case KeptNote():
            return owner.build_kept_note(content, words)
        case HandOverNote():
            return succession.build_hand_over_note(content)
        case OwnerBoard():
            return owner.build_owner_board(content, words)
        case RoundComplete():
            return owner.build_round_complete(content, words)
        case Trouble():
            return owner.build_trouble_note(content, words)
        case RevealNowNote():
            return owner.build_reveal_now_note(content)
        case DeciderNote():
            return owner.build_decider_note(content)
        case TalkPlan():
            return run_sheet.build_plan(content, words)
        case Summary():
            return reveal.build_summary(content, words, native=native)
        case Matrix():
            return reveal.build_matrix(content, words, native=native)
        case RevealedScorecard():
            return card.build_scorecard(content, words)
        case RunSheet():
            return run_sheet.build_run_sheet(content, words)
        case DecisionNote():
            return endings.build_decision(content)
        case CandidateNote():
            return candidate.build_candidate_note(content)
        case CandidateTold():
            return candidate.build_candidate_told(content)
        case DissentNote():
            return dissent.build_dissent_note(content, words)
        case ClosedNote():
            return endings.build_closed_note(content)
        case _:
            assert_never(content)
