"""What an interviewer notes for themselves, joined where it was typed in several windows at once.

A window is one opened form. It was shown each field at some version, and it saves the field's whole
text. These rules make sure that no window overwrites what it has not shown:

1. A text replaces the one that the same window saved before, and the texts that the window was
   shown. So a person who works in one window alone has exactly what they typed.
2. Texts that other windows saved since then stay beside it.
3. A field shows all its texts as one: the first as it is, followed by the lines of the others that
   it lacks. So each line that any window saved last is in it, and what several windows have in
   common is in it once.
4. Where that is longer than a field can be, the oldest texts are set aside: they are shown under
   the field, and only the window that wrote one can still replace it.

`tests/hiring/debriefs/test_notes.py` holds these rules against any order of windows and texts.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Final

from hiring.formats import StoredFormat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiring.debriefs.role_text import StageText

PROBE: Final = "probe"
"""The field for answers to the questions that earlier interviewers left."""
GENERAL: Final = "general"
MOST_QUESTIONS: Final = 60
_FIELD_CHARACTERS: Final = 3_000
_FORM_CHARACTERS: Final = 18_000
"""All fields of a form together. Slack takes 250 kB for a form, in which an emoji is 12 bytes."""


@dataclass(frozen=True, slots=True)
class WindowText:
    """What a window saved last in a field, at which version of the field.

    `sent` is when Slack says that it was typed; empty if it was submitted. `aside`: it no longer
    fits into the field.
    """

    window: str
    text: str
    version: int
    sent: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True)
class NoteField:
    """The notes to one question: see this module's rules. Each change raises the version."""

    id: str
    version: int = 0
    texts: tuple[WindowText, ...] = ()

    @property
    def text(self) -> str:
        """All that is shown in the field."""
        return _join_texts(each.text for each in self.texts if not each.aside)

    @property
    def aside(self) -> tuple[str, ...]:
        """The texts that don't fit into it."""
        return tuple(each.text for each in self.texts if each.aside)


@dataclass(frozen=True, slots=True)
class SeatNotes:
    """An interviewer's notes for one interview; `submitted` is the last window that was."""

    fields: tuple[NoteField, ...] = ()
    submitted: str = ""

    def find(self, field_id: str) -> NoteField:
        """A field; an empty one if nothing was noted in it."""
        return next((each for each in self.fields if each.id == field_id), NoteField(field_id))


@dataclass(frozen=True, slots=True)
class TypedNote:
    """A field's text in a window that was shown the field at version `seen`.

    `changed`: it isn't the text that the window was shown.
    """

    field: str
    seen: int
    text: str
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Typing:
    """What is typed in one window, at one moment.

    `longest` is how much a field holds. `sent` is Slack's time of it; a submission has none, and is
    `submitted`.
    """

    window: str
    notes: tuple[TypedNote, ...]
    longest: int
    _: KW_ONLY
    sent: str = ""
    submitted: bool = False


@dataclass(frozen=True, slots=True)
class QuotedNote:
    """What was noted to a question; `attributes` are those that its answer gives evidence on."""

    ask: str
    text: str
    attributes: tuple[str, ...] = ()


FORMAT: Final[StoredFormat[SeatNotes]] = StoredFormat("notes", SeatNotes)


def name_question(index: int) -> str:
    """The field of a stage's question, counted from 0."""
    return f"question.{index}"


def count_questions(stage: StageText | None) -> int:
    """How many questions of a stage have a field."""
    return min(len(stage.questions), MOST_QUESTIONS) if stage else 0


def measure_longest_note(stage: StageText | None) -> int:
    """How many characters each field of a stage's form holds, as Slack counts them."""
    fields = count_questions(stage) + 2
    return min(_FIELD_CHARACTERS, _FORM_CHARACTERS // fields)


def quote_notes(notes: SeatNotes, stage: StageText | None) -> tuple[QuotedNote, ...]:
    """All that was noted, each with its question: those of the stage first, in their order."""
    questions = stage.questions[: count_questions(stage)] if stage else ()
    known = {
        name_question(index): (question.ask, question.attributes)
        for index, question in enumerate(questions)
    }
    others = dict.fromkeys(each.id for each in notes.fields if each.id not in known)
    quoted = []
    for name in [*known, *others]:
        ask, attributes = known.get(name, ("", ()))
        texts = [text for text in (notes.find(name).text, *notes.find(name).aside) if text.strip()]
        if texts:
            quoted.append(QuotedNote(ask, "\n".join(texts), attributes))
    return tuple(quoted)


def save_notes(notes: SeatNotes, typing: Typing) -> SeatNotes:
    """The notes with what was typed. They are unchanged where that is nothing new.

    What arrives of a window after it was submitted is left out.
    """
    if typing.window == notes.submitted and not typing.submitted:
        return notes
    changed = {each.id: each for each in notes.fields}
    for note in typing.notes:
        changed[note.field] = _save_note(notes.find(note.field), note, typing)
    fields = tuple(each for each in changed.values() if each.texts)
    return SeatNotes(fields, typing.window if typing.submitted and fields else notes.submitted)


def _save_note(before: NoteField, note: TypedNote, typing: Typing) -> NoteField:
    own = next((each for each in before.texts if each.window == typing.window), None)
    text = _cut(note.text, typing.longest)
    overtaken = own is not None and "" < typing.sent < own.sent
    if overtaken or text == (own.text if own else before.text):
        return before
    if own is None and not note.changed:
        return before
    written = WindowText(typing.window, text, before.version + 1, typing.sent)
    stays = [each for each in before.texts if each.aside or each.version > note.seen]
    texts = [written if each is own else each for each in stays]
    if own not in stays:
        texts.append(written)
    return NoteField(before.id, written.version, _fit(texts, typing))


def _fit(texts: list[WindowText], typing: Typing) -> tuple[WindowText, ...]:
    """Set the oldest texts of other windows aside until a field holds the rest."""
    for oldest in sorted(texts, key=lambda each: each.version):
        shown = _join_texts(each.text for each in texts if not each.aside)
        if _measure(shown) <= typing.longest or oldest.window == typing.window:
            break
        texts = [replace(each, aside=True) if each is oldest else each for each in texts]
    return tuple(texts)


def _join_texts(texts: Iterable[str]) -> str:
    first, *others = [text for text in texts if text.strip()] or [""]
    lines = first.split("\n")
    for text in others:
        known = {line.strip() for line in lines}
        lines += [line for line in text.split("\n") if line.strip() and line.strip() not in known]
    return "\n".join(lines)


def _measure(text: str) -> int:
    """The length of a text as Slack counts it, in UTF-16."""
    return len(_encode(text)) // 2


def _cut(text: str, longest: int) -> str:
    return _encode(text)[: 2 * longest].decode("utf-16-le", "ignore")


def _encode(text: str) -> bytes:
    return text.encode("utf-16-le", "replace")
