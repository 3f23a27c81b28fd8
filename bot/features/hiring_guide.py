"""`/hiring-guide`: topics to press, and questions in anybody's own words.

The answer is for the one who asked, and names the content file that it comes from. What is shared
is a topic or a passage of the guide, never what somebody typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.handbook.answers import build_shared_answer
from blocks.notices import add_note
from bot.slack import clicks, replies
from bot.slack.routes import Routes
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from bot.answers.handbook import HandbookAnswers
    from bot.answers.roles import Subject
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command

GONE = "That is not in the guide any more. Type `/hiring-guide` for what there is."


async def hiring_guide(command: Command, desk: Desk) -> Reply:
    """Answer what was typed."""
    subject, answers = await _subject(command, desk)
    query = answers.query(subject.text)
    if subject.warning:
        return replies.ephemeral(add_note(answers.message(query), subject.warning))
    return answers.reply(query)


async def show(action: Action, desk: Desk) -> Reply:
    """Put a topic or a passage in the place of the answer that held the button."""
    subject, answers = await _subject(action, desk)
    message = add_note(answers.message(answers.query(subject.text)), subject.warning)
    desk.tasks.start(desk.slack.respond(action.response_url, message, replace=True), "press")
    return replies.ACKNOWLEDGED


async def share(action: Action, desk: Desk) -> Reply:
    """Publish the topic or passage of the button, and no other where that one is gone."""
    subject, answers = await _subject(action, desk)
    named = answers.asking.handbook.exact(subject.text)
    message = build_shared_answer(answers.asking, named, action.user) if named else None
    if message is None:
        raise HiringDeskError(GONE)
    return await clicks.share_message(action, desk, message)


async def _subject(request: Command | Action, desk: Desk) -> tuple[Subject, HandbookAnswers]:
    subject = await desk.roles.subject(request, lambda role: role.about.functions)
    return subject, desk.handbooks[subject.role.id]


ROUTES = Routes(
    commands={"/hiring-guide": hiring_guide},
    actions={ids.GUIDE_SHOW: show, ids.GUIDE_SHARE: share},
)
