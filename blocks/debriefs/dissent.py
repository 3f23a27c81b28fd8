"""Dissent from a decision: a form, and what the thread shows of it under the decision."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs import parts
from blocks.debriefs import values as v
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import OUTCOMES, RoleWords, quote_lines, shorten_label
from blocks.mrkdwn import Mrkdwn, join, md, mention
from hiring.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Message, View
    from hiring.debriefs.contents import DissentNote
    from hiring.debriefs.debrief import Decision
    from hiring.debriefs.role_text import RoleText

LONGEST_EVIDENCE: Final = 2000
_USER: Final = re.compile(r"[UW][A-Z0-9]{2,30}")


def build_dissent_form(  # noqa: PLR0913, PLR0917 - what the form says
    debrief_id: str,
    candidate: str,
    decision: Decision,
    role_text: RoleText,
    attributes: Sequence[str],
    concerns_contact: str,
) -> View:
    """The form. Blocks are `attribute` and `evidence`.

    `concerns_contact`: a user id or plain words, empty if nobody is named.
    """
    words = RoleWords(role_text)
    head = md(
        "*{label}: {outcome}*, decided by {by}. Your dissent is shown in the thread under the"
        " decision, with your name. It doesn't change the decision.",
        label=shorten_label(candidate),
        outcome=OUTCOMES[decision.outcome],
        by=mention(decision.by),
    )
    return kit.modal(
        ids.DEBRIEF_DISSENT_FORM,
        "Record dissent",
        [
            kit.section(head, "head"),
            kit.input_block(
                "About which attribute?",
                kit.select(
                    "attribute",
                    "Pick an attribute",
                    {attribute: words.attribute(attribute)[:75] for attribute in attributes},
                ),
                "attribute",
            ),
            kit.input_block(
                "What is your evidence?",
                kit.text_input("evidence", multiline=True, max_length=LONGEST_EVIDENCE),
                "evidence",
                hint="What the candidate said or did, against the bar.",
            ),
            kit.context(describe_concerns_contact(concerns_contact), "concerns"),
        ],
        submit="Record",
        close="Cancel",
        private_metadata=Ref(debrief_id).text(),
    )


def describe_concerns_contact(contact: str) -> Mrkdwn:
    """Where questions of fairness or conduct belong, which is not the thread."""
    if not contact:
        return Mrkdwn("Questions of fairness or conduct belong to your People team, not here.")
    name = mention(contact) if _USER.fullmatch(contact) else md("{contact}", contact=contact)
    return md("Take questions of fairness or conduct to {name}. They don't belong here.", name=name)


def read_dissent(values: v.Values) -> tuple[str, str]:
    """The attribute and the evidence. Raises FormError, by block_id."""
    fields = v.read_fields(values)
    attribute, evidence = v.get_text(fields, "attribute"), v.get_text(fields, "evidence")
    says = {"attribute": "Pick an attribute.", "evidence": "Write what your evidence is."}
    given = {"attribute": attribute, "evidence": evidence}
    if errors := {name: says[name] for name, value in given.items() if not value}:
        raise FormError(errors)
    return attribute, evidence


def build_dissent_note(content: DissentNote, words: RoleWords) -> list[Message]:
    """What an interviewer holds against a decision. Slot: `dissent/<n>`."""
    head = md(
        "*{label}: {person} dissents, on {attribute}.* This doesn't change the decision.",
        label=shorten_label(content.label),
        person=mention(content.dissent.person),
        attribute=words.attribute(content.dissent.attribute),
    )
    return parts.build_text(join([head, quote_lines(content.dissent.evidence)]), "dissent")
