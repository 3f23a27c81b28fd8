"""`/interview-questions`: the interviews of a role, and what to ask in each.

The answer is for the one who asked. *Share in channel* warns first in a public channel, since
friends of candidates may read it. *Send me the kit* puts the questions with the bars, and a
Markdown file, into the person's direct messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.interview.answers import build_kit, build_shared_answer
from blocks.interview.kit_file import make_filename, write_markdown
from blocks.notices import add_note
from bot.slack import clicks, replies
from bot.slack.routes import Routes
from hiring.errors import HiringDeskError
from hiring.guide.interview_query import AtStage

if TYPE_CHECKING:
    from bot.answers.interview import InterviewAnswers
    from bot.answers.roles import Subject
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command

GONE = "This interview is not there any more. Type `/interview-questions` for what there is."


async def interview_questions(command: Command, desk: Desk) -> Reply:
    """Answer what was typed."""
    subject, answers = await _subject(command, desk)
    query = answers.query(subject.text)
    if subject.warning:
        message = answers.message(query, public=command.public)
        return replies.ephemeral(add_note(message, subject.warning))
    return answers.reply(query, public=command.public)


async def show(action: Action, desk: Desk) -> Reply:
    """Put another stage, or the plan, in the place of the answer that held the button."""
    subject, answers = await _subject(action, desk)
    message = answers.message(answers.query(subject.text), public=action.public)
    message = add_note(message, subject.warning)
    desk.tasks.start(desk.slack.respond(action.response_url, message, replace=True), "press")
    return replies.ACKNOWLEDGED


async def share(action: Action, desk: Desk) -> Reply:
    """Publish the plan or a stage in the channel."""
    subject, answers = await _subject(action, desk)
    message = build_shared_answer(answers.interviews, answers.query(subject.text), action.user)
    if message is None:
        raise HiringDeskError(GONE)
    return await clicks.share_message(action, desk, message)


async def send_kit(action: Action, desk: Desk) -> Reply:
    """Send the plan or a stage to the person, as a message and as a file."""
    subject, answers = await _subject(action, desk)
    query, interviews = answers.query(subject.text), answers.interviews
    message = build_kit(interviews, query)
    if message is None:
        raise HiringDeskError(GONE)
    stage = query.stage if isinstance(query, AtStage) else None
    name, text = make_filename(interviews, stage), write_markdown(interviews, stage)
    return await clicks.send_file(action, desk, message, name, text)


async def _subject(request: Command | Action, desk: Desk) -> tuple[Subject, InterviewAnswers]:
    subject = await desk.roles.subject(request, lambda role: role.interview)
    return subject, desk.interviews[subject.role.id]


ROUTES = Routes(
    commands={"/interview-questions": interview_questions},
    actions={
        ids.INTERVIEW_SHOW: show,
        ids.INTERVIEW_SHARE: share,
        ids.INTERVIEW_KIT: send_kit,
    },
)
