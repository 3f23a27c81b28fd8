"""`/hiring-guide`: topics to press, and questions in your own words.

Only the person who asked sees the answer. What is shared is a topic or a passage of the guide,
never what a person typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.details import split_off_details
from blocks.handbook.answers import build_shared_answer
from bot.slack import clicks
from bot.slack.routes import Routes
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from bot.answers.prepared import HandbookAnswers
    from bot.answers.roles import Subject
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command

GONE = "That is not in the guide any more. Type `/hiring-guide` to see all topics."


async def answer_question(command: Command, desk: Desk) -> Reply:
    """Answer `/hiring-guide` with its help, the topics, or what the guide says about a question."""
    subject, answers = await _find_answers(command, desk)
    return answers.reply(subject)


async def show_topic(action: Action, desk: Desk) -> Reply:
    """Put a topic or a passage in the place of the answer that held the button."""
    subject, answers = await _find_answers(action, desk)
    return clicks.replace_message(action, desk, answers.message(subject))


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
    return await clicks.share_message(action, desk, message)


async def _find_answers(request: Command | Action, desk: Desk) -> tuple[Subject, HandbookAnswers]:
    subject = await desk.roles.find_subject(request, lambda role: role.about.functions)
    return subject, desk.handbook_answers[subject.role.id]


ROUTES = Routes(
    commands={"/hiring-guide": answer_question},
    actions={ids.GUIDE_SHOW: show_topic, ids.GUIDE_SHARE: share_topic},
)
