"""`/interview-questions`: the interviews of a role, and what to ask in each.

Only the person who asked sees the answer. *Share in channel* warns first in a public channel, since
friends of candidates may be in it. *Send me the kit* puts the questions with the bars, and a
Markdown file, into the person's direct messages. *Question cards* are a modal with a page for each
question, to read in the interview. Shorter plans, and the sheet for preparing a problem, are shown,
shared and sent in the same way.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from blocks import ids
from blocks.details import split_off_details
from blocks.interview.answers import build_answer, build_kit, build_shared_answer
from blocks.interview.cards import build_cards_view
from blocks.interview.interviews import ASKER
from blocks.interview.kit_file import make_filename, write_markdown
from bot.answers.channel_role import answer_role_menu
from bot.answers.role_choice import answer_choice
from bot.answers.roles import Job, Subject, WhichRole
from bot.slack import clicks, replies
from bot.slack.client import SlackError
from bot.slack.modals import open_modal
from bot.slack.requests import is_direct, looks_public
from bot.slack.routes import Routes
from hiring.errors import HiringDeskError
from hiring.guide.interview_query import AtStage, find_exact
from hiring.guide.may_ask import MayAsk

if TYPE_CHECKING:
    from bot.answers.prepared import InterviewAnswers
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command
    from hiring.guide.role import Role

LOOKUP_SECONDS = 1.0
"""How long Slack may take to say what kind of channel it is, for a warning before sharing."""

GONE = "This interview is gone. Type `/interview-questions` to see all interviews."


async def answer_interviews(command: Command, desk: Desk) -> Reply:
    """Answer `/interview-questions` with its help, the plan, or one interview."""
    choice = await desk.roles.choose_subject(command, _get_interview, job=Job.QUESTION)
    public = await _is_in_public(command, desk)
    if isinstance(choice, Subject):
        return desk.interview_answers[public][choice.role.id].reply(choice)
    if isinstance(choice, WhichRole):
        first = desk.interview_answers[public][choice.roles[0].id]
        query, detailed = first.read(choice.text)
        if isinstance(query, MayAsk):  # of every candidate alike
            return replies.build_ephemeral(build_answer(first.source, query, detailed=detailed))
    return answer_choice(
        choice, ASKER, desk.guide.help.interview_questions, "interviews", desk.guide
    )


async def show_stage(action: Action, desk: Desk) -> Reply:
    """Put another stage, or the plan, in the place of the answer that held the button."""
    if reply := await answer_role_menu(action, desk, ASKER, _get_interview):
        return reply
    subject, answers = await _find_answers(action, desk, public=await _is_in_public(action, desk))
    return clicks.replace_message(action, desk, answers.message(subject))


async def share_stage(action: Action, desk: Desk) -> Reply:
    """Post the plan or a stage in the channel, short or long as it is shown."""
    subject, answers = await _find_answers(action, desk)
    text, detailed = split_off_details(subject.text)
    query = find_exact(text, answers.source.interview)
    if query is None:
        raise HiringDeskError(GONE)
    message = build_shared_answer(answers.source, query, action.user, detailed=detailed)
    return await clicks.share_message(action, desk, message)


async def send_kit(action: Action, desk: Desk) -> Reply:
    """Send the plan or a stage to the person, as a message and as a file."""
    subject, answers = await _find_answers(action, desk)
    interviews = answers.source
    query = find_exact(split_off_details(subject.text)[0], interviews.interview)
    if query is None:
        raise HiringDeskError(GONE)
    name, text = make_filename(interviews, query), write_markdown(interviews, query)
    return await clicks.send_file(action, desk, build_kit(interviews, query), name, text)


async def open_cards(action: Action, desk: Desk) -> Reply:
    """Open the cards of a stage at a page; pressed in them, turn to another page."""
    subject, answers = await _find_answers(action, desk)
    text, _, page = subject.text.rpartition(" ")
    query = find_exact(text, answers.source.interview)
    if not isinstance(query, AtStage) or not page.isdecimal():
        raise HiringDeskError(GONE)
    view = build_cards_view(answers.source, query.stage, int(page))
    if action.modal and action.modal.callback_id == ids.INTERVIEW_CARDS_VIEW:
        await desk.slack.update_view(action.tenant, action.modal.id, view)
        return replies.ACKNOWLEDGED
    return await open_modal(action, desk, view)


async def _find_answers(
    action: Action, desk: Desk, *, public: bool = False
) -> tuple[Subject, InterviewAnswers]:
    """The answers about the role; with `public`, *Share in channel* in them warns first."""
    subject = await desk.roles.find_pressed(action, _get_interview)
    return subject, desk.interview_answers[public][subject.role.id]


def _get_interview(role: Role) -> object:
    return role.interview


async def _is_in_public(request: Command | Action, desk: Desk) -> bool:
    """Whether everyone can read the channel; where Slack doesn't say in time, by its name."""
    if is_direct(request):
        return False
    try:
        async with asyncio.timeout(LOOKUP_SECONDS):
            return await desk.directory.is_public(request.tenant, request.channel)
    except (SlackError, TimeoutError):
        return looks_public(request)


ROUTES = Routes(
    commands={"/interview-questions": answer_interviews},
    actions={
        ids.INTERVIEW_SHOW: show_stage,
        ids.INTERVIEW_SHARE: share_stage,
        ids.INTERVIEW_KIT: send_kit,
        ids.INTERVIEW_CARDS: open_cards,
    },
)
