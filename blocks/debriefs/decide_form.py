"""The decider's form: what is decided, and why. Another round asks for its interviewers."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs import values as v
from blocks.debriefs.candidate import build_task_fields, read_telling
from blocks.debriefs.ref import Ref
from blocks.debriefs.time_field import (
    LATER,
    MOST_TIMES,
    ask_when,
    build_time_field,
    find_far_times,
)
from blocks.debriefs.wording import OUTCOMES, RoleWords, quote_beginning, shorten_label
from blocks.debriefs.zones import Panel
from blocks.mrkdwn import Mrkdwn, join, md, mention
from hiring.debriefs.after_decision import TOLD_OUTCOMES
from hiring.debriefs.debrief import Outcome
from hiring.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from blocks.kit import Block, View
    from hiring.debriefs.after_decision import Telling
    from hiring.debriefs.debrief import Decision
    from hiring.debriefs.role_text import RoleText

LONGEST_REASON = 3000
PAST = "That has passed. Choose a later time, or leave it empty and set it with “Schedule” later."


@dataclass(frozen=True)
class SubmittedDecision:
    """What was decided. `seats` maps a stage's id to people, for another round only.

    `times` are those of its interviews, by `<stage>/<person>`. `telling`: who tells the candidate
    by when, None if the form didn't ask for it.
    """

    outcome: Outcome
    reason: str
    seats: Mapping[str, tuple[str, ...]]
    times: Mapping[str, int] = field(default_factory=dict)
    telling: Telling | None = None


def build_decide_form(  # noqa: PLR0913 - what a form may start with
    debrief_id: str,
    candidate: str,
    role_text: RoleText,
    stages: Sequence[str],
    telling: Telling,
    *,
    previous: Decision | None = None,
    allowed: Collection[Outcome] = tuple(Outcome),
    outcome: Outcome | None = None,
    seats: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    times: Mapping[str, int] = MappingProxyType({}),
    panel: Panel | None = None,
) -> View:
    """The form. `stages` are the debrief's ids, for another round.

    Who interviews in it, and when, is in `seats` and `times`: see `SubmittedDecision`. `panel`: the
    people in it.

    `previous` is the decision to change, `outcome` what is chosen so far. `telling` is who tells
    the candidate by when, unless the decider says otherwise.

    Blocks are `outcome`, `reason` and, by the outcome, `seats/<stage>` with `at/<stage>/<person>`,
    or those of `candidate`. A choice is sent at once, so that they can be asked for.
    """
    options: dict[str, tuple[str, str | None]] = {
        outcome.value: (OUTCOMES[outcome], None) for outcome in Outcome if outcome in allowed
    }
    changed = "Why are you changing it?" if previous else "Why?"
    again = outcome is Outcome.ANOTHER_ROUND
    record = "Both decisions stay on record." if previous else "It stays on record."
    return kit.modal(
        ids.DEBRIEF_DECIDE_FORM,
        "Change the decision" if previous else "Decide",
        [
            *_build_head(candidate, previous),
            kit.input_block(
                "Decision",
                kit.choices(
                    ids.DEBRIEF_DECIDE_OUTCOME,
                    options,
                    several=False,
                    initial=[outcome.value] if outcome else [],
                ),
                "outcome",
                dispatch=True,
            ),
            *(
                _build_interviewer_fields(role_text, stages, seats, times, panel or Panel())
                if again
                else []
            ),
            kit.input_block(
                changed,
                kit.text_input("reason", multiline=True, max_length=LONGEST_REASON),
                "reason",
                hint=f"A sentence or two, against the bar. The thread shows it. {record}",
            ),
            *(build_task_fields(telling) if outcome in TOLD_OUTCOMES else []),
        ],
        submit="Change" if previous else "Decide",
        close="Cancel",
        private_metadata=Ref(debrief_id).text(),
    )


def read_outcome(values: v.Values) -> Outcome | None:
    """The outcome that is chosen so far."""
    outcome = v.get_text(v.read_fields(values), "outcome")
    return Outcome(outcome) if outcome in set(Outcome) else None


def read_decision(values: v.Values, now: int) -> SubmittedDecision:
    """What was decided. Raises FormError, by block_id."""
    fields = v.read_fields(values)
    outcome = read_outcome(values)
    seats, times = read_interviewers(values), read_times(values)
    errors = {f"at/{name}": PAST for name, at in times.items() if at <= now}
    errors |= find_far_times({f"at/{name}": at for name, at in times.items()}, now)
    if not v.get_text(fields, "reason"):
        errors["reason"] = "Write a reason. It stays on record."
    if outcome is None:
        errors["outcome"] = "Choose a decision."
    if outcome is Outcome.ANOTHER_ROUND and not seats:
        first = next((block for block in values if block.startswith("seats/")), "outcome")
        errors[first] = "Choose at least one interviewer for the new round."
    telling = None
    if outcome in TOLD_OUTCOMES:
        try:
            telling = read_telling(values, now)
        except FormError as problems:
            errors |= problems.errors
    if errors or outcome is None:
        raise FormError(errors)
    return SubmittedDecision(outcome, v.get_text(fields, "reason"), seats, times, telling)


def read_interviewers(values: v.Values) -> dict[str, tuple[str, ...]]:
    """The people chosen, by stage; stages without people are left out."""
    fields = v.read_fields(values)
    return {
        block.partition("/")[2]: people
        for block in fields
        if block.startswith("seats/") and (people := v.get_choices(fields, block))
    }


def read_times(values: v.Values) -> dict[str, int]:
    """When the interviews are of people who are still chosen, by `<stage>/<person>`."""
    fields = v.read_fields(values)
    times = {
        f"{stage}/{person}": v.get_time(fields, f"at/{stage}/{person}")
        for stage, people in read_interviewers(values).items()
        for person in people
    }
    return {name: at for name, at in times.items() if at is not None}


def _build_head(candidate: str, previous: Decision | None) -> list[Block]:
    text = md("*{label}*", label=shorten_label(candidate))
    if previous:
        was = md(
            "Current decision: *{outcome}*, by {by}.",
            outcome=OUTCOMES[previous.outcome],
            by=mention(previous.by),
        )
        text = join([text, was, quote_beginning(previous.reason)])
    return kit.paragraphs(text, "head")


def _build_interviewer_fields(
    role_text: RoleText,
    stages: Sequence[str],
    seats: Mapping[str, tuple[str, ...]],
    times: Mapping[str, int],
    panel: Panel,
) -> Iterator[Block]:
    """Who interviews in each stage, and when each of them does."""
    words = RoleWords(role_text)
    intro = Mrkdwn("The new round starts at once. Each round is sealed on its own.")
    yield kit.context(intro, "seats")
    room = MOST_TIMES
    for number, stage in enumerate(stages):
        chosen = seats.get(stage, ())
        action_id = ids.number_id(ids.DEBRIEF_DECIDE_SEATS, number)
        people = kit.people(action_id, "Who interviews?", initial=chosen)
        yield kit.input_block(
            words.stage_name(stage), people, f"seats/{stage}", optional=True, dispatch=True
        )
        for person in chosen[:room]:
            name, who = f"{stage}/{person}", panel.find(person)
            yield build_time_field(
                ask_when(words.stage_name(stage), who),
                f"{ids.DEBRIEF_DECIDE_SEATS}:{name}",
                f"at/{name}",
                times.get(name),
                panel.reader,
                who,
            )
        if len(chosen) > room:
            yield kit.context(LATER, f"later/{stage}")
        room = max(room - len(chosen), 0)
