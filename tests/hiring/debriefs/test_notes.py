"""What one person types in several windows at once: nothing is lost, and nothing is doubled."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from hiring.debriefs.notes import (
    GENERAL,
    MOST_QUESTIONS,
    NoteField,
    SeatNotes,
    TypedNote,
    Typing,
    measure_longest_note,
    name_question,
    quote_notes,
    save_notes,
)
from hiring.debriefs.role_text import QuestionText, StageText

LONGEST = 40
"""Short, so that texts often don't fit beside each other."""
ROOMY = 3000


def measure(text: str) -> int:
    """The length of a text as Slack counts it."""
    return len(text.encode("utf-16-le")) // 2


line = st.text(alphabet="ab ", min_size=1, max_size=8) | st.just("😀" * 18)
text = st.lists(line, max_size=4).map("\n".join).filter(lambda each: measure(each) <= LONGEST)


@dataclass
class Window:
    """An opened form: what it was shown, and what its one field holds."""

    name: str
    seen: int
    shown: str
    text: str


class Desk:
    """A person with windows. `typed` is what each window saved last, and the version it made.

    A text leaves it once a window that was shown it has saved another one.
    """

    def __init__(self, longest: int) -> None:
        self.notes = SeatNotes()
        self.longest = longest
        self.windows: list[Window] = []
        self.typed: dict[str, tuple[str, int]] = {}
        self.saves = 0

    @property
    def field(self) -> NoteField:
        return self.notes.find(GENERAL)

    @property
    def shown(self) -> list[str]:
        return "\n".join([self.field.text, *self.field.aside]).split("\n")

    def open(self) -> None:
        name = f"V{len(self.windows)}"
        self.windows.append(Window(name, self.field.version, self.field.text, self.field.text))

    def type(self, number: int, typed: str, *, submitted: bool = False) -> None:
        window = self.windows[number % len(self.windows)]
        window.text = typed
        version = self.field.version
        self.save(window, submitted=submitted)
        if self.field.version == version:
            return
        for name, (_, earlier) in list(self.typed.items()):
            if earlier <= window.seen:
                del self.typed[name]
        self.typed[window.name] = (typed, self.field.version)

    def save(self, window: Window, *, submitted: bool = False) -> None:
        self.saves += 1
        note = TypedNote(GENERAL, window.seen, window.text, changed=window.text != window.shown)
        sent = "" if submitted else f"{self.saves:09}"
        typing = Typing(window.name, (note,), self.longest, sent=sent, submitted=submitted)
        self.notes = save_notes(self.notes, typing)

    def act(self, act: str, number: int, typed: str) -> None:
        if act == "open":
            self.open()
        else:
            self.type(number, typed, submitted=act == "submit")


acts = st.lists(
    st.one_of(
        st.just(("open", 0, "")),
        st.tuples(st.just("type"), st.integers(0, 3), text),
        st.tuples(st.just("submit"), st.integers(0, 3), text),
    ),
    max_size=12,
)


@given(acts, st.sampled_from([LONGEST, ROOMY]))
def test_each_line_is_shown_until_a_window_that_was_shown_it_takes_it_out(
    acts: list[tuple[str, int, str]], longest: int
) -> None:
    desk = Desk(longest)
    desk.open()
    for act in acts:
        desk.act(*act)
        shown = {line.strip() for line in desk.shown}
        for typed, _ in desk.typed.values():
            assert {line.strip() for line in typed.split("\n") if line.strip()} <= shown


@given(st.lists(text, min_size=1, max_size=8))
def test_alone_a_window_has_exactly_what_it_typed_last(typed: list[str]) -> None:
    desk = Desk(ROOMY)
    desk.open()
    for each in typed:
        desk.type(0, each)
    expected = typed[-1] if typed[-1].strip() else ""
    assert desk.field.text == expected


@given(text, text, text)
def test_what_two_windows_save_again_and_again_doubles_no_line(
    base: str, ones: str, others: str
) -> None:
    desk = Desk(ROOMY)
    desk.open()
    desk.type(0, base)
    desk.open()
    desk.open()
    for _ in range(3):
        desk.type(1, f"{base}\n{ones}")
        desk.type(2, f"{base}\n{others}")
    shown = [line.strip() for line in desk.shown if line.strip()]
    typed = [line.strip() for line in f"{base}\n{ones}\n{others}".split("\n") if line.strip()]
    assert set(shown) == set(typed)
    assert all(shown.count(line) <= typed.count(line) for line in shown)


@given(acts)
def test_a_window_that_is_opened_afterwards_and_rewrites_all_leaves_only_its_text(
    acts: list[tuple[str, int, str]],
) -> None:
    desk = Desk(ROOMY)
    desk.open()
    for act in acts:
        desk.act(*act)
    desk.open()
    desk.type(len(desk.windows) - 1, "All of it, in order")
    assert desk.shown == ["All of it, in order"]


@given(acts, st.sampled_from([LONGEST, ROOMY]))
def test_a_field_never_shows_more_than_it_holds_and_its_version_only_grows(
    acts: list[tuple[str, int, str]], longest: int
) -> None:
    desk = Desk(longest)
    desk.open()
    before = desk.field
    for act in acts:
        desk.act(*act)
        after = desk.field
        assert measure(after.text) <= longest
        assert after.version == before.version + (after != before)
        before = after


@given(text, text)
def test_what_is_sent_again_is_no_change(first: str, second: str) -> None:
    desk = Desk(ROOMY)
    desk.open()
    desk.open()
    desk.type(0, first)
    desk.type(1, second)
    for number in (0, 1):
        before = desk.notes
        desk.save(desk.windows[number])
        assert desk.notes == before


def test_a_field_that_a_window_left_alone_takes_nothing_back() -> None:
    """It holds what it was shown, which another window has changed since."""
    desk = Desk(ROOMY)
    desk.open()
    desk.type(0, "a slip")
    desk.open()
    desk.open()
    desk.type(1, "corrected")
    desk.save(desk.windows[2], submitted=True)
    assert desk.shown == ["corrected"]


def test_what_a_window_typed_and_deleted_again_is_deleted() -> None:
    desk = Desk(ROOMY)
    desk.open()
    desk.type(0, "not for here")
    desk.type(0, "")
    assert desk.shown == [""]


def test_a_keystroke_that_arrives_late_changes_nothing() -> None:
    def type_at(notes: SeatNotes, text: str, sent: str, *, submitted: bool = False) -> SeatNotes:
        typing = Typing("V1", (TypedNote(GENERAL, 0, text),), ROOMY, sent=sent, submitted=submitted)
        return save_notes(notes, typing)

    newest = type_at(type_at(SeatNotes(), "Half a", "1.1"), "Half a thought", "1.3")
    assert type_at(newest, "Half a th", "1.2") == newest
    submitted = type_at(newest, "A thought", "", submitted=True)
    assert submitted.find(GENERAL).text == "A thought"
    assert type_at(submitted, "Half a thought", "1.4") == submitted


def test_a_window_replaces_its_own_text_that_was_set_aside() -> None:
    desk = Desk(LONGEST)
    desk.open()
    desk.open()
    desk.type(0, "x" * 30)
    desk.type(1, "y" * 30)
    assert desk.shown == ["y" * 30, "x" * 30]
    desk.type(0, "z")
    assert desk.shown == ["z", "y" * 30]


def test_the_fields_of_a_form_hold_what_slack_takes_for_one() -> None:
    def stage(questions: int) -> StageText:
        return StageText("s", "S", "S", 60, questions=(QuestionText("?"),) * questions)

    for count in (0, 1, 4, 8, 20, 200):
        fields = min(count, MOST_QUESTIONS) + 2
        longest = measure_longest_note(stage(count))
        assert 250 < longest <= 3000
        assert longest * fields * len("\\ud83d") < 120_000


def test_notes_are_quoted_with_their_question_and_its_attributes() -> None:
    questions = (QuestionText("First?", attributes=("a",)), QuestionText("Second?"))
    stage = StageText("s", "S", "S", 60, questions=questions)
    notes = SeatNotes()
    for number, (name, typed) in enumerate(
        [(GENERAL, "late"), (name_question(1), "two"), (name_question(0), "one"), ("gone", "old")]
    ):
        notes = save_notes(notes, Typing(f"V{number}", (TypedNote(name, 0, typed),), ROOMY))
    assert [(note.ask, note.text, note.attributes) for note in quote_notes(notes, stage)] == [
        ("First?", "one", ("a",)),
        ("Second?", "two", ()),
        ("", "late", ()),
        ("", "old", ()),
    ]
