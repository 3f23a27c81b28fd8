"""`/do-we-need-a-lead`: six questions in a modal, and the answer in their place.

The answer and what comes next stay in the modal: a submission has no `response_url` to answer
through, and nobody sees what is shown behind an open modal. So `/jd` and the texts of the other
commands are laid over the answer (Slack: three modals at most in a stack; this makes two), and
*Back* leads to it again. Sharing posts in the channel where the command was typed. What was chosen
travels in the modal as option ids and is stored nowhere.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from blocks import ids
from blocks.command_help import build_command_help
from blocks.modal_origin import ModalOrigin
from blocks.need import answers, next_steps, questions
from blocks.need.questions import COMMAND, NeedSource
from bot.answers.posting import load_draft_form
from bot.answers.role_choice import answer_choice
from bot.answers.roles import Subject
from bot.slack import clicks, replies
from bot.slack.client import SlackRefusedError
from bot.slack.modals import open_modal, redraw_modal
from bot.slack.routes import Routes
from hiring.errors import HiringDeskError
from hiring.guide.need import find_unanswered, keep_known_options
from hiring.guide.weighing import decide
from hiring.language.help_words import asks_for_help

if TYPE_CHECKING:
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command, OpenView, Submission
    from hiring.guide.need import Answers
    from hiring.guide.role import Role
    from hiring.guide.weighing import Decision

GONE = f"The questions for this role are gone. Type `{COMMAND}` to choose another role."
STALE = f"The questions have changed. Type `{COMMAND}` and answer them again."


async def open_questions(command: Command, desk: Desk) -> Reply:
    """Open the questions, with the answers that were typed; `help` says that nothing has to be."""
    texts = desk.guide.help.do_we_need_a_lead
    choice = await desk.roles.choose_subject(command, _get_need)
    if not isinstance(choice, Subject):
        asker = replace(questions.ASKER, write=partial(_write_opening, desk))
        return answer_choice(choice, asker, texts, "questions of this kind", desk.guide)
    source = _find_source(choice.role.id, desk)
    if asks_for_help(choice.text):
        button = questions.build_questions_button(source.role, source.need)
        return replies.build_ephemeral(build_command_help(COMMAND, texts, [button]))
    chosen = _read_typed(choice.role, choice.text, desk)
    return await _open_form(command, desk, source, chosen, may_use=choice.may_use)


async def open_from_button(action: Action, desk: Desk) -> Reply:
    """Open the questions from a button beside a message, with the options that it names chosen."""
    subject = await desk.roles.find_pressed(action, _get_need)
    source = _find_source(subject.role.id, desk)
    chosen = questions.read_chosen(subject.text)
    return await _open_form(action, desk, source, chosen, may_use=subject.may_use)


async def _open_form(
    request: Command | Action, desk: Desk, source: NeedSource, chosen: Answers, *, may_use: bool
) -> Reply:
    origin = ModalOrigin(
        source.role.id, request.channel, request.response_url, is_channels=not may_use
    )
    known = keep_known_options(source.need, chosen)
    return await open_modal(request, desk, questions.build_form(source, origin, known, told=True))


async def answer_questions(submission: Submission, desk: Desk) -> Reply:
    """Replace the questions by the answer."""
    origin = ModalOrigin.read(submission.view.private_metadata)
    source = _find_source(origin.role, desk)
    chosen = questions.read_answers(submission.view.values)
    valid = keep_known_options(
        source.need, {name: set(options) for name, options in chosen.items()}
    )
    if missing := find_unanswered(source.need, valid):
        return replies.build_errors(missing)
    origin = replace(origin, chosen={name: sorted(options) for name, options in valid.items()})
    return replies.build_update(answers.build_answer(source, decide(source.need, valid), origin))


async def choose_role(action: Action, desk: Desk) -> Reply:
    """Ask about another role instead, and remember that role for the person."""
    source = _find_source(action.value, desk)

    async def draw(view: OpenView) -> View:
        origin = ModalOrigin.read(view.private_metadata)
        await desk.roles.choose_own(action.tenant, origin.channel, action.user, source.role)
        return questions.build_form(source, origin.with_role(source.role.id))

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def change_answers(action: Action, desk: Desk) -> Reply:
    """Go back to the questions, with what was chosen; the one to look at again is on top."""

    async def draw(view: OpenView) -> View:
        origin = ModalOrigin.read(view.private_metadata)
        source = _find_source(origin.role, desk)
        chosen = _read_chosen(source, origin)
        return questions.build_form(source, origin, chosen, first=action.value)

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def share_answer(action: Action, desk: Desk) -> Reply:
    """Post the answer where the command was typed, once."""
    view_id, origin = _read_view(action)
    source, decision = _decide_again(origin, desk)
    message = answers.build_shared_answer(source, decision, action.user)
    in_channel = replace(
        action,
        channel=origin.channel,
        response_url=origin.response_url,
        value=origin.metadata(),  # other answers may be shared as well
    )

    async def share() -> None:
        await clicks.post_or_respond(in_channel, desk, message)

    async def tell(sentence: str) -> None:
        view = answers.build_answer(source, decision, origin, sentence)
        try:
            await desk.slack.update_view(action.tenant, view_id, view)
        except SlackRefusedError:  # it was closed in the meantime
            await clicks.tell_person(action, desk, sentence)

    return await clicks.act_once(in_channel, desk, clicks.SHARED, share, tell)


async def open_next_step(action: Action, desk: Desk) -> Reply:
    """Lay the form of `/jd`, another command's text or the details over the answer."""
    _, origin = _read_view(action)
    step, _, role_id = action.value.partition(" ")
    own = _find_role(origin.role, desk)
    role = _find_role(role_id, desk) if role_id else own
    if role is not own:  # the person goes on with it, in other commands, too
        await desk.roles.choose_own(action.tenant, origin.channel, action.user, role)
    if step == next_steps.DETAILS:
        source, decision = _decide_again(origin, desk)
        return await open_modal(action, desk, answers.build_details(source, decision))
    if step == next_steps.POSTING and role.posting:
        form = load_draft_form(action.tenant, action.user, origin.with_role(role.id), desk)
        return await open_modal(action, desk, form)
    text = next_steps.build_next_step(step, role, own, desk.guide)
    if text is None:
        raise HiringDeskError(GONE)
    return await open_modal(action, desk, text)


def _read_view(action: Action) -> tuple[str, ModalOrigin]:
    if action.view is None:
        raise HiringDeskError(GONE)
    return action.view.id, ModalOrigin.read(action.view.private_metadata)


def _find_role(role_id: str, desk: Desk) -> Role:
    role = desk.guide.roles.get(role_id)
    if role is None:
        raise HiringDeskError(GONE)
    return role


def _find_source(role_id: str, desk: Desk) -> NeedSource:
    source = NeedSource.from_role(_find_role(role_id, desk), desk.guide)
    if source is None:
        raise HiringDeskError(GONE)
    return source


def _get_need(role: Role) -> object:
    return role.need


def _write_opening(desk: Desk, role: Role, typed: str) -> str:
    """The value of a button that opens the questions of a role, with what was typed chosen."""
    return f"{role.id} {questions.write_chosen(_read_typed(role, typed, desk))}".rstrip()


def _read_typed(role: Role, typed: str, desk: Desk) -> Answers:
    """The answers to the questions that a description of a team tells."""
    typed = typed.strip()
    if not typed:  # a handbook takes a moment to make, and the question which role has four
        return {}
    answers = desk.handbook_answers.get(role.id)
    team = f"{typed} ML engineers" if typed.isdecimal() else typed
    return answers.source.handbook.read_team(team) if answers else {}


def _read_chosen(source: NeedSource, origin: ModalOrigin) -> Answers:
    return keep_known_options(
        source.need, {name: set(options) for name, options in origin.chosen.items()}
    )


def _decide_again(origin: ModalOrigin, desk: Desk) -> tuple[NeedSource, Decision]:
    """The decision for the options that travel in the modal."""
    source = _find_source(origin.role, desk)
    chosen = _read_chosen(source, origin)
    if find_unanswered(source.need, chosen):
        raise HiringDeskError(STALE)
    return source, decide(source.need, chosen)


ROUTES = Routes(
    commands={COMMAND: open_questions},
    actions={
        ids.NEED_OPEN: open_from_button,
        ids.NEED_ROLE: choose_role,
        ids.NEED_CHANGE: change_answers,
        ids.NEED_SHARE: share_answer,
        ids.NEED_NEXT: open_next_step,
    },
    views={ids.NEED_FORM: answer_questions},
)
