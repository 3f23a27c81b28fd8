"""The form with the questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import escape, md
from blocks.roles import RoleAsker, build_role_row
from blocks.sources import build_guide_source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from blocks.kit import Block, Element, Json, View
    from blocks.modal_origin import ModalOrigin
    from hiring.guide.need import Answers, Need, NeedQuestion
    from hiring.guide.role import Guide, Role
    from hiring.guide.sources import Citing

COMMAND = "/do-we-need-a-lead"
ASKER = RoleAsker(
    COMMAND,
    ids.NEED_OPEN,
    other_way="Not sure which? `/hiring-guide compare roles` shows them side by side.",
)
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class NeedSource:
    """The questions of one role."""

    role: Role
    need: Need
    others: Sequence[Role]  # the other roles with such questions
    packs: Sequence[Role]  # all roles, of which a verdict may name one
    citing: Citing

    @classmethod
    def from_role(cls, role: Role, guide: Guide) -> NeedSource | None:
        """The questions of a role; None if its folder has none."""
        if role.need is None:
            return None
        others = [other for other in guide.roles.values() if other.need and other is not role]
        return cls(role, role.need, others, [*guide.roles.values()], guide.citing)


def build_form(
    asking: NeedSource,
    origin: ModalOrigin,
    answers: Answers | None = None,
    *,
    told: bool = False,
    first: str = "",
) -> View:
    """The questions, with what was chosen before or, if `told`, read from what was typed.

    `first` is the id of the question to look at again, which is then on top.
    """
    need = asking.need
    fields = sorted(need.questions, key=lambda question: question.id != first)
    read = "Some answers are filled in from what you typed. Check them."
    return kit.modal(
        ids.NEED_FORM,
        "Do we need one?",
        [
            kit.section(
                md("*{title}.* {intro}", title=asking.role.about.title, intro=need.intro),
                "need.intro",
            ),
            *(
                [kit.context(escape(read), "need.told")]
                if told and any((answers or {}).values())
                else []
            ),
            *build_role_row(ids.NEED_ROLE, asking.role, asking.others, origin, "need.roles"),
            *(_build_field(question, answers or {}) for question in fields),
            build_guide_source(asking.role, citing=asking.citing, source=need.source),
        ],
        submit="Get the answer",
        close="Cancel",
        private_metadata=origin.metadata(),
    )


def write_chosen(answers: Answers) -> str:
    """Option ids by question for the value of a button, such as `engineers=few signals=debt`."""
    return " ".join(
        f"{question}={','.join(sorted(options))}"
        for question, options in answers.items()
        if options
    )


def read_chosen(value: str) -> dict[str, set[str]]:
    """The options that `write_chosen` wrote, known or not; anything else is left out."""
    pairs = (part.partition("=") for part in value.split())
    return {question: set(options.split(",")) for question, _, options in pairs if options}


def build_questions_button(
    role: Role, need: Need, chosen: Answers | None = None, *, primary: bool = False
) -> Element:
    """A button that opens the form beside a message, with these options chosen."""
    count = len(need.questions)
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return kit.button(
        f"Answer {number} questions",
        ids.NEED_OPEN,
        value=f"{role.id} {write_chosen(chosen or {})}".rstrip(),
        primary=primary,
    )


def read_answers(values: Mapping[str, Mapping[str, Json]]) -> dict[str, list[str]]:
    """The option ids of a submitted form, by question."""
    return {
        block_id: [
            str(option.get("value"))
            for state in states.values()
            for option in [state.get("selected_option"), *(state.get("selected_options") or [])]
            if isinstance(option, dict)
        ]
        for block_id, states in values.items()
    }


def _build_field(question: NeedQuestion, answers: Answers) -> Block:
    options = {option.id: (option.label, option.description) for option in question.options}
    element = kit.choices(
        question.id,
        options,
        several=question.several,
        initial=answers.get(question.id, ()),
    )
    return kit.input_block(
        question.ask, element, question.id, hint=question.hint, optional=question.several
    )
