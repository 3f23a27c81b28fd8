"""The field for another question, and its answer where no message can be replaced."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.handbook.answers import build_answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from blocks.handbook.source import HandbookSource
    from blocks.kit import Json, View
    from blocks.modal_origin import ModalOrigin
    from hiring.guide.handbook import GuideQuery

FIELD = "question"
# A question of this length is read whole.
LONGEST = 300


def build_ask_form(asking: HandbookSource, origin: ModalOrigin) -> View:
    """One empty field."""
    examples = asking.help.examples
    element = kit.text_input(
        FIELD, placeholder=examples[0].typed if examples else None, max_length=LONGEST
    )
    return kit.modal(
        ids.GUIDE_ASK_FORM,
        "Ask the hiring guide",
        [kit.input_block("Your question", element, FIELD)],
        submit="Ask",
        close="Cancel",
        private_metadata=origin.metadata(),
    )


def read_question(values: Mapping[str, Mapping[str, Json]]) -> str:
    """What was typed into the field."""
    return str(values.get(FIELD, {}).get(FIELD, {}).get("value") or "")


def build_answer_view(asking: HandbookSource, query: GuideQuery) -> View:
    """The answer to read in the modal, which has neither charts nor the buttons of a message."""
    benchmark = asking.benchmark and replace(asking.benchmark, native=False)
    interviews = asking.interviews and replace(asking.interviews, native=False)
    in_text = replace(asking, native=False, benchmark=benchmark, interviews=interviews)
    answer = build_answer(in_text, query)
    return kit.modal_of(ids.GUIDE_ASKED, "The hiring guide", answer)
