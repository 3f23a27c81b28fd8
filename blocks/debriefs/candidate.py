"""Telling the candidate what was decided: who does it by when, until somebody ticks it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs import parts
from blocks.debriefs import values as v
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import OUTCOMES, describe_times, quote_beginning, shorten_label
from blocks.mrkdwn import Mrkdwn, channel, format_local_time, join, md, mention
from hiring.debriefs.after_decision import Telling
from hiring.errors import FormError

if TYPE_CHECKING:
    from blocks.kit import Block, Element, Message, View
    from hiring.debriefs.contents import CandidateNote, CandidateTold
    from hiring.debriefs.debrief import CandidateTask

TELLER = "candidate_person"
BY = "candidate_due_at"


def describe_task(task: CandidateTask) -> Mrkdwn:
    """Who tells the candidate by when, or who has."""
    if task.told_at is not None:
        return md("*The candidate was told.* {by} ticked it off.", by=mention(task.told_by))
    return md(
        "{person} tells the candidate by {at}.",
        person=mention(task.person),
        at=format_local_time(task.due_at),
    )


def build_task_buttons(
    debrief_id: str, task: CandidateTask | None, *, primary: bool = False
) -> list[Element]:
    """*The candidate was told*, and the form that changes the task; nothing once it is done."""
    if task is None or task.told_at is not None:
        return []
    ref = Ref(debrief_id).text()
    return [
        kit.button(
            "The candidate was told", ids.DEBRIEF_CANDIDATE_TOLD, value=ref, primary=primary
        ),
        kit.button("Change who tells them", ids.DEBRIEF_CANDIDATE_TASK, value=ref),
    ]


def build_candidate_note(content: CandidateNote) -> list[Message]:
    """To the person who tells the candidate. Slot: `candidate/<n>/<person>`."""
    decided = md(
        "*{outcome}*, decided by {by}",
        outcome=OUTCOMES[content.decision.outcome],
        by=mention(content.decision.by),
    )
    label = shorten_label(content.label)
    where = channel(content.channel)
    if content.task.told_at is not None:
        head = md("*{label}* in {channel}: {decided}.", label=label, channel=where, decided=decided)
        return parts.build_text(join([head, describe_task(content.task)]), "candidate")
    head = md(
        "*Please tell {label}:* {decided}, in {channel}. You were chosen to tell them. {due}.",
        label=label,
        decided=decided,
        channel=where,
        due=describe_times(None, content.task.due_at, start=True),
    )
    return parts.join_parts(
        parts.build_text(join([head, quote_beginning(content.decision.reason)]), "candidate"),
        parts.build_buttons(
            build_task_buttons(content.debrief_id, content.task, primary=True), "acts"
        ),
    )


def build_candidate_told(content: CandidateTold) -> list[Message]:
    """In the thread, that the candidate knows. Slot: `candidate/<n>/told`."""
    text = md(
        "*{label} was told the decision.* {by} ticked it off.",
        label=shorten_label(content.label),
        by=mention(content.by),
    )
    return parts.build_text(text, "told")


def build_task_fields(telling: Telling) -> list[Block]:
    """Who tells the candidate, and by when. Blocks: `candidate_person` and `candidate_due_at`."""
    return [
        kit.input_block(
            "Who tells the candidate?",
            kit.person(TELLER, "Pick a person", initial=telling.person),
            TELLER,
            hint="Candidates who hear soon think better of you, whatever you decided.",
        ),
        kit.input_block("By when?", kit.datetime_picker(BY, initial=telling.due_at), BY),
    ]


def build_task_form(debrief_id: str, candidate: str, telling: Telling) -> View:
    """Change who tells the candidate, or by when."""
    head = md("*{label}*", label=shorten_label(candidate))
    return kit.modal(
        ids.DEBRIEF_CANDIDATE_TASK_FORM,
        "Tell the candidate",
        [kit.section(head, "head"), *build_task_fields(telling)],
        submit="Save",
        close="Cancel",
        private_metadata=Ref(debrief_id).text(),
    )


def read_telling(values: v.Values, now: int) -> Telling | None:
    """Who tells the candidate by when; None if the form doesn't ask. FormError, by block_id."""
    if TELLER not in values:
        return None
    fields = v.read_fields(values)
    person, due_at = v.get_text(fields, TELLER), v.get_time(fields, BY)
    errors = {}
    if not person:
        errors[TELLER] = "Pick a person."
    if due_at is None or due_at <= now:
        errors[BY] = "Choose a time in the future."
    if errors or due_at is None:
        raise FormError(errors)
    return Telling(person, due_at)
