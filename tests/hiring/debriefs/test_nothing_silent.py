"""A model of what people know drives a debrief, and compares what everybody is shown with it.

Owner, decider, interviewers and an outsider try to read, to drop somebody, to pass sight on or to
rewrite a scorecard before the reveal. What changed who can read, who counts or what a scorecard
says is in the root, the thread, the summary, the marks or a message to the person concerned.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hiring.debriefs import filing
from hiring.debriefs.access import Actor, can_read_round
from hiring.debriefs.contents import (
    HandOverNote,
    ReadersNote,
    ReleaseNote,
    Root,
    RoundNote,
    RoundState,
)
from hiring.debriefs.debrief import Duty, Release
from hiring.debriefs.filing import ScorecardEdit
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InDM
from hiring.debriefs.reveal import build_summary
from hiring.debriefs.state import Seal, apply_due_reveal, edit_needs_reason, get_phase, get_seal
from hiring.work_calendar import DAY, HOUR
from tests.hiring.debriefs.world import (
    DECIDER,
    MONDAY,
    OWNER,
    PEOPLE,
    SETTINGS,
    Attempt,
    Step,
    make_attempt,
    make_scorecard,
    opened_with_deputy,
    openings,
    plays,
    try_it,
)

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief, Seat
    from hiring.debriefs.opening import NewSeat
    from hiring.debriefs.planned_messages import PlannedMessage
    from hiring.debriefs.scorecard import Scorecard


SELDOM = {"close", "follow", "appoint", "decline"}
OFTEN = tuple(what for what in plays(0) if what not in SELDOM) * 3 + tuple(sorted(SELDOM))


@dataclass
class Card:
    """What the model knows of a filed scorecard: its text, and what has to be shown of it."""

    text: str
    read_before: int
    late: bool
    former: list[tuple[str, int, bool]] = field(default_factory=list)
    """Versions that must stay, each with what its author had read, and whether it was public."""


class Seals(RuleBasedStateMachine):
    """The debrief, and a ledger of who has read what that knows nothing of the record."""

    @initialize(seatings=openings)
    def open_debrief(self, seatings: tuple[NewSeat, ...]) -> None:
        self.now = MONDAY
        self.debrief = opened_with_deputy(*seatings)
        self.planned_for: tuple[Debrief, int] | None = None
        self.planned: tuple[PlannedMessage, ...] = ()
        self.cards: dict[str, Card] = {}
        self.read: dict[str, list[int]] = defaultdict(list)
        self.seats: dict[str, Seat] = {seat.id: seat for seat in self.debrief.seats}
        self.in_charge = [(OWNER, DECIDER)]
        self.versions = 0
        self.table = plays(0) | {
            "file": lambda d, a, s, _, t: filing.file_scorecard(d, a, s, self.write(), t),
            "edit": lambda d, a, s, p, t: filing.edit_scorecard(
                d, a, s, ScorecardEdit(self.write(), "Wrong." if p % 3 else ""), t
            ),
        }

    def write(self) -> Scorecard:
        """A scorecard that is like no other; only its text tells who wrote it."""
        return make_scorecard(reason=f"Text {self.versions}.")

    @rule(seconds=st.sampled_from((1, 60, 299, 300, HOUR, DAY - 1, DAY, 3 * DAY)))
    def wait(self, seconds: int) -> None:
        self.now += seconds

    @rule(
        what=st.sampled_from(("next",) * 30 + OFTEN),
        seat=st.integers(0, 7),
        pick=st.integers(0, 27),
    )
    def act(self, what: str, seat: int, pick: int) -> None:
        """Whoever may do it does, if anybody may."""
        self.attempt(make_attempt(self.debrief, Step(what, None, seat, pick, 0), self.now))

    @rule(pick=st.integers(0, 27))
    def look(self, pick: int) -> None:
        """Owner and decider read as soon as they can."""
        person = (self.debrief.owner, self.debrief.decider)[pick % 2]
        self.attempt(Attempt("mark_read", person, self.debrief.seats[0].id, pick // 2))

    @rule(
        what=st.sampled_from(OFTEN),
        person=st.sampled_from(PEOPLE),
        seat=st.integers(0, 7),
        pick=st.integers(0, 27),
    )
    def pry(self, what: str, person: str, seat: int, pick: int) -> None:
        """Anybody tries anything."""
        self.attempt(make_attempt(self.debrief, Step(what, person, seat, pick, 0), self.now))

    @rule(what=st.sampled_from(("excuse", "swap")), seat=st.integers(0, 5), pick=st.integers(0, 27))
    def drop(self, what: str, seat: int, pick: int) -> None:
        """The owner gets rid of somebody who hasn't filed."""
        self.attempt(make_attempt(self.debrief, Step(what, None, seat, pick, 0), self.now))

    @rule(what=st.sampled_from(("keep", "agree", "file")), pick=st.integers(0, 27))
    def answer(self, what: str, pick: int) -> None:
        """Whoever was dropped and can undo it does, or agrees."""
        if answerable := [seat for seat in self.debrief.seats if seat.can_be_kept(self.now)]:
            seat = answerable[pick % len(answerable)]
            self.attempt(Attempt(what, seat.person, seat.id, pick))

    @rule(what=st.sampled_from(("hand_over", "hand_over_decision")), pick=st.integers(0, 27))
    def pass_on(self, what: str, pick: int) -> None:
        """Owner or decider ask somebody to take over, who accepts and reads."""
        self.attempt(make_attempt(self.debrief, Step(what, None, 0, pick, 0), self.now))
        for step in ("accept", "mark_read"):
            self.attempt(make_attempt(self.debrief, Step(step, None, 0, pick, 0), self.now))

    @rule(pick=st.integers(0, 7))
    def rewrite(self, pick: int) -> None:
        """Authors change what they filed, above all when they have read another scorecard."""
        if filed := [seat for seat in self.debrief.seats if seat.filing]:
            seat = filed[pick % len(filed)]
            self.attempt(Attempt("edit", seat.person, seat.id, 1))

    def attempt(self, attempt: Attempt) -> None:
        before = apply_due_reveal(self.debrief, self.now)
        self.debrief, refusal = try_it(self.debrief, attempt, self.now, self.table)
        self.versions += 1
        if refusal is None:
            self.note(before, attempt)

    def note(self, before: Debrief, attempt: Attempt) -> None:
        """Write into the ledger what happened, from what people did and saw."""
        event(attempt.what)
        text = f"Text {self.versions - 1}."
        self.seats |= {seat.id: seat for seat in self.debrief.seats}
        self.in_charge.append((self.debrief.owner, self.debrief.decider))
        number = 1 + attempt.pick % len(before.rounds)
        seat = self.seats[attempt.seat_id]
        if attempt.what == "mark_read" and number > before.public_through:
            assert get_seal(before, number, self.now) is Seal.OPENED
            self.check_authors_know(before, number, attempt.person)
            self.read[attempt.person].append(number)
        elif attempt.what == "file":
            public = seat.round <= before.public_through
            self.cards[seat.id] = Card(text, self.find_last_read(before, seat.person), public)
        elif attempt.what == "edit":
            card = self.cards[seat.id]
            others = any(
                seat.round in numbers
                for person, numbers in self.read.items()
                if person != seat.person
            )
            public = seat.round <= before.public_through
            last_read = self.find_last_read(before, seat.person)
            if others or public or last_read:
                event("rewritten")
                assert edit_needs_reason(before, before.seat(seat.id), self.now)
                assert attempt.pick % 3  # or there was no reason
                card.former.append((card.text, last_read, public))
            card.text = text

    def find_last_read(self, debrief: Debrief, person: str) -> int:
        """The last round with somebody else's scorecard that a person can have read."""
        readable = {*self.read[person], *range(1, debrief.public_through + 1)}
        others = [seat for seat in debrief.seats if seat.filing and seat.person != person]
        return max((seat.round for seat in others if seat.round in readable), default=0)

    def check_authors_know(self, debrief: Debrief, number: int, reader: str) -> None:
        """Each other author of the round has a message that names the reader."""
        told = {
            message.destination: message.content
            for message in self.plan(debrief)
            if isinstance(message.content, ReadersNote) and message.content.number == number
        }
        for seat in debrief.seats_in(number):
            if seat.filing and seat.person != reader:
                note = told[InDM(seat.person)]
                assert isinstance(note, ReadersNote)
                assert reader in note.readers

    def plan(self, debrief: Debrief) -> tuple[PlannedMessage, ...]:
        if (debrief, self.now) != self.planned_for:
            self.planned_for = debrief, self.now
            self.planned = compute_outlook(debrief, self.now, SETTINGS).messages
        return self.planned

    @invariant()
    def no_message_holds_a_sealed_word(self) -> None:
        shown = repr(self.plan(self.debrief))
        settled = apply_due_reveal(self.debrief, self.now)
        for seat in settled.seats:
            if seat.filing and seat.round > settled.public_through:
                card = self.cards[seat.id]
                for text in (card.text, *(former for former, _, _ in card.former)):
                    assert text not in shown

    @invariant()
    def everybody_sees_who_is_in_charge_and_each_change_of_it(self) -> None:
        messages = self.plan(self.debrief)
        root = messages[0].content
        assert isinstance(root, Root)
        assert (root.owner, root.decider) == self.in_charge[-1]
        notes = [m.content for m in messages if isinstance(m.content, HandOverNote)]
        for duty, place in ((Duty.OWNER, 0), (Duty.DECIDER, 1)):
            had = [people[place] for people in self.in_charge]
            changes = {(a, b) for a, b in pairwise(had) if a != b}
            told = [(each.former, each.to) for each in notes if duty in each.duties]
            assert all(any(a in former and b == to for former, to in told) for a, b in changes)
            assert {had[0], *(to for _, to in told)} == set(had)

    @invariant()
    def who_counts_is_in_the_root_or_in_a_round_that_was_skipped_in_the_open(self) -> None:
        messages = self.plan(self.debrief)
        root = messages[0].content
        assert isinstance(root, Root)
        numbers = {round_.number for round_ in root.rounds}
        public = {(r.number, each.stage, each.person) for r in root.rounds for each in r.seats}
        public |= {(r.number, each.stage, each.person) for r in root.rounds for each in r.released}
        notes = [m.content for m in messages if isinstance(m.content, RoundNote)]
        settled = apply_due_reveal(self.debrief, self.now)
        for seat in self.seats.values():
            if seat.round in numbers and seat.id in {each.id for each in settled.seats}:
                assert (seat.round, seat.stage, seat.person) in public
            else:
                stopped = [note for note in notes if note.state is RoundState.STOPPED]
                assert any(note.by for note in stopped)
                people = {person for note in stopped for person in note.left_out}
                assert seat.person in people or seat.released  # and told of that

    @invariant()
    def whoever_is_released_is_told_unless_they_did_it(self) -> None:
        messages = {m.slot: m for m in self.plan(self.debrief)}
        for seat in apply_due_reveal(self.debrief, self.now).seats:
            released = seat.released
            told = messages.get(f"seat/{seat.id}/release")
            if released and released.how is Release.EXCUSED and released.by != seat.person:
                assert told is not None
                assert told.destination == InDM(seat.person)
                assert isinstance(told.content, ReleaseNote)
                assert (told.content.by, told.content.reason) == (released.by, released.reason)
            else:
                assert told is None

    @invariant()
    def the_summary_names_who_counts_who_does_not_and_who_has_read(self) -> None:
        settled = apply_due_reveal(self.debrief, self.now)
        if not settled.reveals:
            return
        event(f"{get_phase(settled, self.now)} after a reveal")
        summary = build_summary(settled, settled.public_through)
        rounds = range(1, settled.public_through + 1)
        counted = {(each.round, each.stage, each.person) for each in summary.seats}
        released = {(each.stage, each.person) for each in summary.released}
        for seat in settled.seats:
            if seat.round in rounds:
                named = (seat.round, seat.stage, seat.person) in counted
                assert named or (seat.stage, seat.person) in released
        read = {
            person: {number for number in numbers if number in rounds}
            for person, numbers in self.read.items()
        }
        shown = {person: set(numbers) for person, numbers in summary.readers}
        assert shown == {person: numbers for person, numbers in read.items() if numbers}

    @invariant()
    def each_scorecard_is_marked_with_what_its_author_had_read_and_keeps_each_such_version(
        self,
    ) -> None:
        settled = apply_due_reveal(self.debrief, self.now)
        for each in build_summary(settled, len(settled.rounds)).seats:
            if each.scorecard is None:
                assert each.seat not in self.cards
                continue
            card = self.cards[each.seat]
            assert each.scorecard.reason == card.text
            assert (each.after_reading, each.after_reveal) == (card.read_before, card.late)
            changes = [(c.former.reason, c.after_reading, c.after_reveal) for c in each.changes]
            assert changes == card.former

    @invariant()
    def nobody_who_is_not_in_charge_could_read_a_sealed_round(self) -> None:
        settled = apply_due_reveal(self.debrief, self.now)
        for person in PEOPLE:
            for round_ in settled.rounds:
                if get_seal(settled, round_.number, self.now) is Seal.PUBLIC:
                    continue
                actor = Actor(person, member=True, administrator=True)
                if can_read_round(settled, round_.number, actor, self.now):
                    assert person in self.in_charge[-1]
                    assert get_seal(settled, round_.number, self.now) is Seal.OPENED


Seals.TestCase.settings = settings(
    deadline=None,
    stateful_step_count=40,
    max_examples=150,
    phases=set(Phase) - {Phase.shrink},  # it takes longer than a test may
)
TestSeals = Seals.TestCase
