"""The kit as a form: a field under each question, for what an interviewer notes for themselves.

Once the debrief is over, its author can still read the notes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs import saved_line
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import quote_lines, shorten_label
from blocks.mrkdwn import Mrkdwn, format_local_time, join, md
from hiring.debriefs.notes import (
    GENERAL,
    PROBE,
    TypedNote,
    count_questions,
    measure_longest_note,
    name_question,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from blocks.debriefs import values as v
    from blocks.debriefs.wording import RoleWords
    from blocks.kit import Block, Json, View
    from hiring.debriefs.notes import NoteField, SeatNotes
    from hiring.debriefs.role_text import QuestionText

SAVED: Final = Mrkdwn("Saved as you type.")
_PRIVATE: Final = Mrkdwn("Only you see these here. They belong to the hiring record.")
_OVER: Final = Mrkdwn("The debrief is over, so they can't be changed any more.")
_EMPHASIS: Final = re.compile(r"(?<!\w)([_*])(\S(?:.*?\S)?)\1(?!\w)")
"""Bold and italic words in a question: a field's label can't show them so."""
_LONGEST_LABEL: Final = 1_000
_LONGEST_HINT: Final = 300
_MOST_SECTIONS: Final = 12
"""How many blocks a text without a limit may take. A modal holds 100; 66 of them are others."""


@dataclass(frozen=True, slots=True)
class NotesToTake:
    """The interview that notes are for: `at` is its time, `probe_next` earlier questions."""

    debrief_id: str
    seat: str
    label: str
    stage: str
    at: int | None = None
    probe_next: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A field's id, and what is said of it in the form."""

    id: str
    label: str
    hint: str = ""


def build_notes_form(
    to_take: NotesToTake, notes: SeatNotes, words: RoleWords, *, trouble: str = ""
) -> View:
    """The form. `trouble` is a sentence on why earlier notes are not in it.

    Blocks are `note/<field>/<version>`, by the version of the field that is shown. All of them tell
    what they hold at once, by DEBRIEF_NOTES_SAVE.
    """
    longest = measure_longest_note(words.stages.get(to_take.stage))
    lines = _list_lines(to_take, notes, words)
    return kit.modal(
        ids.DEBRIEF_NOTES_FORM,
        "Your notes",
        [
            *_build_head(to_take, words, _PRIVATE),
            saved_line.build_saved_line(join([md("{trouble}", trouble=trouble), SAVED], " ")),
            *_build_probe_questions(to_take),
            *(
                _build_field(line, notes.find(line.id), number, longest)
                for number, line in enumerate(lines)
            ),
            *_build_aside(lines, notes),
        ],
        submit="Done",
        private_metadata=Ref(to_take.debrief_id, to_take.seat).text(),
    )


def build_notes_view(to_take: NotesToTake, notes: SeatNotes, words: RoleWords) -> View:
    """The notes of a debrief that is over, to read."""
    lines = _list_lines(to_take, notes, words)
    texts = [
        join([md("*{label}*", label=line.label), quote_lines(notes.find(line.id).text)])
        for line in lines
        if notes.find(line.id).text
    ]
    shown = join(texts, "\n\n") or Mrkdwn("You took no notes.")
    return kit.modal(
        ids.DEBRIEF_NOTES_VIEW,
        "Your notes",
        [
            *_build_head(to_take, words, join([_PRIVATE, _OVER], " ")),
            *kit.paragraphs(shown, "notes")[:80],
            *_build_aside(lines, notes),
        ],
    )


def read_notes(values: v.Values, blocks: list[Json]) -> tuple[TypedNote, ...]:
    """What the form holds; `blocks` are those that it was shown with."""
    initial = {
        block["block_id"]: block.get("element", {}).get("initial_value", "")
        for block in blocks
        if block.get("type") == "input"
    }
    return tuple(_read_notes(values, initial))


def _read_notes(values: v.Values, initial: Mapping[str, str]) -> Iterator[TypedNote]:
    for block, states in values.items():
        kind, _, rest = block.partition("/")
        field, _, version = rest.rpartition("/")
        if kind == "note" and version.isdecimal():
            text = next((str(state.get("value") or "") for state in states.values()), "")
            yield TypedNote(field, int(version), text, changed=text != initial.get(block, ""))


def _build_head(to_take: NotesToTake, words: RoleWords, privacy: Mrkdwn) -> list[Block]:
    name = md(
        "*{label}*, {stage}",
        label=shorten_label(to_take.label),
        stage=words.stage_name(to_take.stage),
    )
    at = md("Interview {at}.", at=format_local_time(to_take.at)) if to_take.at else Mrkdwn()
    return [kit.section(join([name, at, privacy]), "head")]


def _build_probe_questions(to_take: NotesToTake) -> list[Block]:
    if not to_take.probe_next:
        return []
    head = Mrkdwn("*Probe next*, from earlier interviewers")
    text = join([head, join(map(quote_lines, to_take.probe_next), "\n\n")])
    return kit.paragraphs(text, "probes")[:_MOST_SECTIONS]


def _list_lines(to_take: NotesToTake, notes: SeatNotes, words: RoleWords) -> list[_Line]:
    """The fields: one for earlier interviewers' questions, one a question, and one for the rest."""
    stage = words.stages.get(to_take.stage)
    probe = to_take.probe_next or notes.find(PROBE).texts
    questions = stage.questions[: count_questions(stage)] if stage else ()
    return [
        *([_Line(PROBE, "What you heard on these questions")] if probe else []),
        *(_describe_question(index, question) for index, question in enumerate(questions)),
        _Line(GENERAL, "Anything else"),
    ]


def _describe_question(index: int, question: QuestionText) -> _Line:
    minutes = f" ({question.minutes} min)" if question.minutes else ""
    ask = _EMPHASIS.sub(r"\2", question.ask)
    label = f"{index + 1}. {_shorten(ask, _LONGEST_LABEL)}{minutes}"
    fits = 0 < len(question.listen_for) <= _LONGEST_HINT
    return _Line(name_question(index), label, f"Listen for: {question.listen_for}" if fits else "")


def _build_field(line: _Line, field: NoteField, number: int, longest: int) -> Block:
    return kit.input_block(
        line.label,
        kit.text_input(
            ids.number_id(ids.DEBRIEF_NOTES_SAVE, number),
            initial=field.text,
            multiline=True,
            max_length=longest,
            as_typed=True,
        ),
        f"note/{line.id}/{field.version}",
        hint=line.hint or None,
        optional=True,
        dispatch=True,
    )


def _build_aside(lines: list[_Line], notes: SeatNotes) -> list[Block]:
    """What didn't fit into a field beside another window's text, and notes without a field."""
    shown = {line.id for line in lines}
    texts = [
        text
        for field in notes.fields
        for text in (*([] if field.id in shown else [field.text]), *field.aside)
        if text.strip()
    ]
    if not texts:
        return []
    head = Mrkdwn("*Also yours*, from another window or an earlier list of questions")
    return kit.paragraphs(join([head, *map(quote_lines, texts)]), "aside")[:_MOST_SECTIONS]


def _shorten(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
