"""`/hiring-guide`: topics to press, and questions in your own words.

Only the person who asked sees the answer. What is shared is a topic or a passage of the guide,
never what a person typed. *Ask again* opens a field for another question, whose answer takes the
place of the message; where Slack no longer lets it be replaced, the answer is shown in the modal.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from blocks import ids
from blocks.details import split_off_details
from blocks.handbook.answers import build_answer, build_shared_answer
from blocks.handbook.ask_form import build_answer_view, build_ask_form, read_question
from blocks.handbook.source import ASKER
from blocks.modal_origin import ModalOrigin
from blocks.roles import name_role
from blocks.salary.form import build_form
from bot.answers.channel_role import answer_role_menu
from bot.answers.role_choice import answer_choice
from bot.answers.roles import Job, Subject, WhichRole
from bot.answers.unanswered import count_unanswered
from bot.slack import clicks, replies
from bot.slack.client import SlackError
from bot.slack.modals import open_modal
from bot.slack.routes import Routes
from hiring.errors import HiringDeskError
from hiring.guide.handbook import AboutPay
from hiring.guide.may_ask import MayAsk
from hiring.guide.package import find_complete_package
from hiring.guide.salary_query import CheckOffer

if TYPE_CHECKING:
    from blocks.handbook.source import HandbookSource
    from blocks.kit import View
    from bot.answers.prepared import HandbookAnswers
    from bot.answers.roles import NoSubject
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command, Submission
    from hiring.guide.handbook import GuideQuery
    from hiring.guide.role import Role

GONE = "That is not in the guide any more. Type `/hiring-guide` to see all topics."

REPLACE_SECONDS = 1.5
"""How long Slack may take to replace a message before the answer is shown in the modal instead."""


async def answer_question(command: Command, desk: Desk) -> Reply:
    """Answer `/hiring-guide` with its help, the topics, or what the guide says about a question.

    A package with bonus or equity opens the form *Check an offer*, as it does in `/salary`.
    """
    choice = await desk.roles.choose_subject(command, _get_guide, job=Job.QUESTION)
    if not isinstance(choice, Subject):
        return _answer_without_role(choice, desk)
    answers = desk.handbook_answers[choice.role.id]
    if prepared := answers.find_prepared(choice):
        return prepared
    query, detailed = answers.read(choice.text)
    if form := _build_offer_form(answers.source, query):
        return await open_modal(command, desk, form)
    note = choice.warning or count_unanswered(command.tenant, desk, query)
    subject = replace(choice, warning=note)
    return replies.build_ephemeral(answers.build(subject, query, detailed))


def _answer_without_role(choice: NoSubject, desk: Desk) -> Reply:
    """Ask which role is meant, but not where the answer is one for every role."""
    if isinstance(choice, WhichRole):
        first = desk.handbook_answers[choice.roles[0].id]
        query, detailed = first.read(choice.text)
        if isinstance(query, MayAsk):
            return replies.build_ephemeral(build_answer(first.source, query, detailed=detailed))
    return answer_choice(choice, ASKER, desk.guide.help.hiring_guide, "guide", desk.guide)


async def show_topic(action: Action, desk: Desk) -> Reply:
    """Put a topic or a passage in the place of the answer that held the button."""
    if reply := await answer_role_menu(action, desk, ASKER, _get_guide):
        return reply
    subject, answers = await _find_answers(action, desk)
    return clicks.replace_message(action, desk, answers.message(subject))


async def open_ask_form(action: Action, desk: Desk) -> Reply:
    """Open the field for another question."""
    subject, answers = await _find_answers(action, desk)
    origin = ModalOrigin(subject.role.id, action.channel, action.response_url)
    return await open_modal(action, desk, build_ask_form(answers.source, origin))


async def answer_form(submission: Submission, desk: Desk) -> Reply:
    """Put the answer in the place of the message; in the modal if that can't be replaced now."""
    origin = ModalOrigin.read(submission.view.private_metadata)
    answers = desk.handbook_answers.get(origin.role)
    if answers is None:
        raise HiringDeskError(GONE)
    question = read_question(submission.view.values)
    query, detailed = answers.read(question)
    if form := _build_offer_form(answers.source, query):
        return replies.build_update(form)
    note = count_unanswered(submission.tenant, desk, query)
    message = answers.build(Subject(answers.source.role, question, note), query, detailed)
    try:
        async with asyncio.timeout(REPLACE_SECONDS):
            await desk.slack.respond(origin.response_url, message, replace=True)
    except (SlackError, TimeoutError):
        return replies.build_update(build_answer_view(answers.source, query))
    return replies.ACKNOWLEDGED


async def share_topic(action: Action, desk: Desk) -> Reply:
    """Post the topic or passage of the button in the channel, but no other if that one is gone."""
    subject, answers = await _find_answers(action, desk)
    text, detailed = split_off_details(subject.text)
    topic = answers.source.handbook.exact(text)
    message = (
        build_shared_answer(answers.source, topic, action.user, detailed=detailed)
        if topic
        else None
    )
    if message is None:
        raise HiringDeskError(GONE)
    named = message if isinstance(topic, MayAsk) else name_role(message, subject.role)
    return await clicks.share_message(action, desk, named)


async def _find_answers(action: Action, desk: Desk) -> tuple[Subject, HandbookAnswers]:
    subject = await desk.roles.find_pressed(action, _get_guide)
    return subject, desk.handbook_answers[subject.role.id]


def _get_guide(role: Role) -> object:
    return role.about.functions


def _build_offer_form(source: HandbookSource, query: GuideQuery) -> View | None:
    """The form *Check an offer*, if the question is a package that leaves something to ask."""
    match query:
        case AboutPay(query=CheckOffer() as offer) if source.benchmark:
            is_complete = find_complete_package(offer, source.benchmark.salary)
            return None if is_complete else build_form(source.benchmark, offer)
        case _:
            return None


ROUTES = Routes(
    commands={"/hiring-guide": answer_question},
    actions={
        ids.GUIDE_SHOW: show_topic,
        ids.GUIDE_SHARE: share_topic,
        ids.GUIDE_ASK: open_ask_form,
    },
    views={ids.GUIDE_ASK_FORM: answer_form},
)
