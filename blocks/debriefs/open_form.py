"""The form that opens a debrief: a label and one interviewer are all that it needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs import values as v
from blocks.debriefs.open_form_times import (
    FormState,
    build_invited_stage_fields,
    build_last_panel_note,
    build_stage_fields,
)
from blocks.debriefs.time_field import (
    LATER,
    MOST_TIMES,
    ReadInvitation,
    find_far_times,
    find_past_times,
    find_unread_invitation,
)
from blocks.debriefs.wording import RoleWords
from blocks.debriefs.wording import shorten_label as shown_label
from blocks.debriefs.zones import Panel
from blocks.mrkdwn import md
from blocks.roles import RoleAsker, build_role_buttons, build_role_row
from hiring.debriefs.debrief_query import is_command
from hiring.debriefs.labels import normalize_label, suggest_label
from hiring.debriefs.role_snapshot import capture_role_text
from hiring.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from blocks.kit import Block, View
    from blocks.modal_origin import ModalOrigin
    from blocks.mrkdwn import Mrkdwn
    from hiring.guide.interview import Stage
    from hiring.guide.role import Role

LONGEST_LABEL: Final = 40
ASKER: Final = RoleAsker(
    "/debrief",
    ids.DEBRIEF_OPEN,
    "Or name it before the candidate: `/debrief ai tech lead JS`.",
    lambda role, label: f"{role.id}:{label}".rstrip(":"),
)
LONGEST_JOB: Final = 100
LONGEST_LINK: Final = 1000
ADDRESS: Final = re.compile(r"https?://[!-;=?-{}~]{1,992}")
"""As browsers copy them, in visible ASCII, so no character can reverse the reading direction."""


class Rounds(StrEnum):
    """How the stages are split into rounds."""

    SCREEN_FIRST = "screen_first"
    TOGETHER = "together"
    EACH = "each"


@dataclass(frozen=True)
class OpenForm:
    """What is filled in. `seats` maps a stage's id to the people chosen for it.

    `times` are the interviews' of the first round, by `<stage>/<person>`; those that aren't
    scheduled yet are left out. `invitation` is a pasted text for the stage `invitation_stage`.

    `decider` is empty for the person who opens it, `channel` if the form didn't ask, and
    `speaking` for the order of the stages. `due_at` is when the first round's scorecards are due;
    None for the usual time. `deputy` is empty for nobody.
    """

    label: str = ""
    seats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rounds: Rounds = Rounds.SCREEN_FIRST
    decider: str = ""
    due_at: int | None = None
    speaking: tuple[str, ...] = ()
    job_title: str = ""
    link: str = ""
    channel: str = ""
    deputy: str = ""
    times: Mapping[str, int] = field(default_factory=dict)
    invitation: str = ""
    invitation_stage: str = ""

    def find_first_stages(self, stages: Sequence[Stage]) -> list[str]:
        """The stages of the first round that has people in it."""
        numbers = {
            stage.id: self.round_of(stage.id, stages)
            for stage in stages
            if self.seats.get(stage.id)
        }
        first = min(numbers.values(), default=1)
        return [stage for stage, number in numbers.items() if number == first]

    def round_of(self, stage: str, stages: Sequence[Stage]) -> int:
        """The round of a stage, from 1; without people in it a round is left out on opening."""
        number = [stage.id for stage in stages].index(stage)
        match self.rounds:
            case Rounds.TOGETHER:
                return 1
            case Rounds.SCREEN_FIRST:
                return 1 if number == 0 else 2
            case Rounds.EACH:
                return number + 1


def build_open_form(  # noqa: PLR0913 - what a form may start with
    role: Role,
    others: Sequence[Role],
    origin: ModalOrigin,
    filled: OpenForm | None = None,
    panel: Panel | None = None,
    *,
    more: bool = False,
    note: str = "",
    read: ReadInvitation | None = None,
) -> View:
    """The form. It asks for the channel if `origin` has none; `note` is shown at its top.

    `others` are the other roles with interviews. `more` shows the fields behind *More*. `read` says
    what was read out of an invitation, or why it wasn't. A field's name is that in OpenForm, a
    stage's is `seats/<id>`, a time's `at/<stage>/<person>`; its block_id may have a number after
    that: see `FormState`, which is in `origin`.
    """
    filled, panel = filled or OpenForm(), panel or Panel()
    state = FormState.read(origin)
    stages = role.interview.stages if role.interview else ()
    notes = [kit.context(md("{note}", note=note), "note")] if note.strip() else []
    intro = md(
        "*{title}.* Scorecards stay sealed until everyone in the round has filed.",
        title=role.about.title,
    )
    return kit.modal(
        ids.DEBRIEF_OPEN_FORM,
        "Open a debrief",
        [
            kit.section(intro, "intro"),
            *notes,
            *build_role_row(ids.DEBRIEF_OPEN_ROLE, role, others, origin, "roles"),
            *([] if origin.channel else [_build_channel_field()]),
            kit.input_block(
                "Candidate",
                kit.text_input(
                    "label", initial=filled.label, placeholder="JS", max_length=LONGEST_LABEL
                ),
                "label",
                hint="Initials, or the id in your ATS.",
            ),
            *([build_last_panel_note()] if state.from_last else []),
            *_build_stages(stages, filled, panel, state),
            *_build_more_buttons(state, more=more),
            *(
                build_invited_stage_fields(
                    stages, state, filled.invitation, read or ReadInvitation()
                )
                if state.pasting and stages
                else []
            ),
            *(_build_more_fields(role, filled, several=len(stages) > 1) if more else []),
        ],
        submit="Open",
        close="Cancel",
        private_metadata=state.write(origin).metadata(),
    )


def build_which_role(roles: Sequence[Role], origin: ModalOrigin) -> View:
    """Asks which role the debrief is for; the press puts the form in its place."""
    question = "Which role is this debrief for?"
    buttons = build_role_buttons(ids.DEBRIEF_OPEN_ROLE, roles, lambda role: role.id)
    return kit.modal(
        ids.DEBRIEF_OPEN_FORM,
        "Open a debrief",
        [
            kit.section(md("*{question}*", question=question), "intro"),
            kit.actions(buttons, "roles"),
        ],
        close="Cancel",
        private_metadata=origin.metadata(),
    )


def read_open_form(values: v.Values) -> OpenForm:
    """What is filled in so far, unchecked; see `read_complete_open_form`."""
    fields = v.name_fields(v.read_fields(values))
    seats = {
        block.partition("/")[2]: v.get_choices(fields, block)
        for block in fields
        if block.startswith("seats/")
    }
    times = {
        block.partition("/")[2]: at
        for block in fields
        if block.startswith("at/") and (at := v.get_time(fields, block)) is not None
    }
    rounds = v.get_text(fields, "rounds")
    return OpenForm(
        label=v.get_text(fields, "label"),
        seats=seats,
        rounds=Rounds(rounds) if rounds in set(Rounds) else Rounds.SCREEN_FIRST,
        decider=v.get_text(fields, "decider"),
        due_at=v.get_time(fields, "due_at"),
        speaking=v.get_choices(fields, "speaking"),
        job_title=v.get_text(fields, "job_title"),
        link=v.get_text(fields, "link"),
        channel=v.get_text(fields, "channel"),
        deputy=v.get_text(fields, "deputy"),
        times=times,
        invitation=v.get_text(fields, "invitation"),
        invitation_stage=v.get_text(fields, "invitation_stage"),
    )


def read_complete_open_form(values: v.Values) -> OpenForm:
    """The form to open a debrief from. Raises FormError, by field. See `check_times`, too."""
    form = read_open_form(values)
    errors = {}
    if not normalize_label(form.label):
        errors["label"] = "Enter a label for the candidate, such as initials."
    elif is_command(form.label):
        errors["label"] = (
            f"`/debrief {form.label}` does something else, so nobody could find this label. Enter"
            " another, such as initials."
        )
    if not any(form.seats.values()):
        blocks = (block.partition(":")[0] for block in values)
        first = next((block for block in blocks if block.startswith("seats/")), "label")
        errors[first] = "Choose at least one interviewer, in any stage."
    if form.link and not ADDRESS.fullmatch(form.link):
        errors["link"] = (
            "Enter an address that starts with https://, as your browser copies it, or leave this"
            " empty."
        )
    errors |= find_unread_invitation(form.invitation)
    if errors:
        raise FormError(errors)
    return form


def check_times(form: OpenForm, now: int) -> None:
    """Raise FormError if scorecards would be due in the past, or an interview is years away."""
    errors = find_far_times({f"at/{name}": at for name, at in form.times.items()}, now)
    errors |= find_past_times({"due_at": form.due_at}, now)
    if errors:
        raise FormError(errors)


def make_label_error(label: str, taken: Collection[str]) -> FormError:
    """The error if the channel has an open debrief with this label; it suggests a free label."""
    free = suggest_label(label, taken, LONGEST_LABEL)
    shown, other = shown_label(label), shown_label(free)
    return FormError({"label": f"“{shown}” already has an open debrief here. Try “{other}”."})


def describe_past_label(label: str) -> Mrkdwn:
    """That the channel's debrief with this label is over: the form doesn't open it again."""
    return md(
        "The debrief of “{label}” is over: `/debrief find` and the label shows it. This form opens"
        " another.",
        label=shown_label(label),
    )


def _build_channel_field() -> Block:
    return kit.input_block(
        "Channel",
        kit.private_channel("channel", "Pick a private channel"),
        "channel",
        hint="Private, not shared with another organisation, and without guests.",
    )


def _build_stages(
    stages: Sequence[Stage], filled: OpenForm, panel: Panel, state: FormState
) -> Iterator[Block]:
    """Who interviews in each stage and, in the first round, when."""
    first = filled.find_first_stages(stages)
    room = MOST_TIMES
    for number, stage in enumerate(stages):
        chosen = filled.seats.get(stage.id, ())
        asks_times = stage.id in first and room >= len(chosen)
        room -= len(chosen) if asks_times else 0
        yield from build_stage_fields(
            number, stage, chosen, filled.times, panel, state, asks_times=asks_times
        )
        if stage.id in first and not asks_times:
            yield kit.context(LATER, f"later/{stage.id}")


def _build_more_buttons(state: FormState, *, more: bool) -> list[Block]:
    buttons = [
        *([] if more else [kit.button("More options", ids.DEBRIEF_OPEN_MORE)]),
        *([] if state.pasting else [kit.button("Paste an invitation", ids.DEBRIEF_OPEN_PASTE)]),
    ]
    return [kit.actions(buttons, "more")] if buttons else []


def _build_more_fields(role: Role, filled: OpenForm, *, several: bool) -> list[Block]:
    rounds = {
        Rounds.SCREEN_FIRST.value: ("The first stage, then the rest", "Most teams do this."),
        Rounds.TOGETHER.value: ("All together", "No stop in between."),
        Rounds.EACH.value: ("Each stage on its own", None),
    }
    choice = kit.choices(
        ids.DEBRIEF_OPEN_ROUNDS, rounds, several=False, initial=[filled.rounds.value]
    )
    sealed = (
        "Each round is sealed on its own. When it is complete, the owner and the decider read it."
    )
    rounds_block = kit.input_block("Rounds", choice, "rounds", hint=sealed, dispatch=True)
    return [
        *([rounds_block] if several else []),
        kit.input_block(
            "Decider",
            kit.person("decider", "Pick a person", initial=filled.decider),
            "decider",
            hint="You, unless you pick someone else.",
            optional=True,
        ),
        kit.input_block(
            "Deputy",
            kit.person("deputy", "Pick a person", initial=filled.deputy),
            "deputy",
            hint="Takes over at once if the owner or the decider leaves, or hands over to them. The"
            " channel sees who it is.",
            optional=True,
        ),
        kit.input_block(
            "First-round scorecards due",
            kit.datetime_picker("due_at", initial=filled.due_at),
            "due_at",
            hint=RoleWords(capture_role_text(role)).describe_usual_due("after the interview"),
            optional=True,
        ),
        kit.input_block(
            "Who speaks first",
            kit.people("speaking", "Least senior first", initial=filled.speaking),
            "speaking",
            hint="Least senior first; the decider is last. If empty: in the order of the stages.",
            optional=True,
        ),
        kit.input_block(
            "Job title",
            kit.text_input("job_title", initial=filled.job_title, max_length=LONGEST_JOB),
            "job_title",
            optional=True,
        ),
        kit.input_block(
            "Link",
            kit.text_input(
                "link",
                initial=filled.link,
                placeholder="https://",
                max_length=LONGEST_LINK,
            ),
            "link",
            hint="Such as the candidate's page in your ATS.",
            optional=True,
        ),
    ]
