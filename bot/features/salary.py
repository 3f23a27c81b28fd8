"""`/salary`: bands by place, an offer read against them, a form for a whole package.

The answer is for the one who asked. *Share in channel* publishes the band, and an offer only
after a confirmation; it posts once however often it is clicked. The text of a query rides in the
buttons, so that no offer is stored: what is pressed is read as if it had been typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.notices import add_note
from blocks.salary import form
from blocks.salary.answers import build_shared_answer
from bot.slack import clicks, replies
from bot.slack.routes import Routes
from hiring.errors import FormError, HiringDeskError
from hiring.guide import package
from hiring.guide.salary_query import CheckOffer

if TYPE_CHECKING:
    from bot.answers.roles import Subject
    from bot.answers.salary import SalaryAnswers
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command, Submission

ROLE_GONE = "The figures for this role are gone. Type `/salary` for what there is."
NOTHING_TO_SHARE = "There is nothing to share here any more. Type `/salary` for a fresh answer."


async def salary(command: Command, desk: Desk) -> Reply:
    """Answer what was typed; a package opens the form, filled in."""
    subject, answers = await _subject(command, desk)
    query = answers.query(subject.text)
    if isinstance(query, CheckOffer):
        view = form.build_form(answers.benchmark, query)
        await desk.slack.open_view(command.tenant, command.trigger_id, view)
        return replies.ACKNOWLEDGED
    if subject.warning:
        return replies.ephemeral(add_note(answers.message(query), subject.warning))
    return answers.reply(query)


async def read(action: Action, desk: Desk) -> Reply:
    """Put the answer to the pressed query in the place of the answer that held the button."""
    subject, answers = await _subject(action, desk)
    message = add_note(answers.message(answers.query(subject.text)), subject.warning)
    desk.tasks.start(desk.slack.respond(action.response_url, message, replace=True), "press")
    return replies.ACKNOWLEDGED


async def check(action: Action, desk: Desk) -> Reply:
    """Open the form *Check an offer*."""
    subject, answers = await _subject(action, desk)
    view = form.build_form(answers.benchmark, answers.query(subject.text))
    await desk.slack.open_view(action.tenant, action.trigger_id, view)
    return replies.ACKNOWLEDGED


async def checked(submission: Submission, desk: Desk) -> Reply:
    """Lay the reading of a package over the form, or say at a field what is wrong with it."""
    answers = desk.salary.get(submission.view.private_metadata)
    if answers is None:
        raise HiringDeskError(ROLE_GONE)
    benchmark = answers.benchmark
    fields = form.read_form(submission.view.values)
    try:
        offer = package.read_form(fields, benchmark.places, benchmark.salary)
    except FormError as problems:
        return replies.errors(problems.errors)
    return replies.push(
        form.build_reading(benchmark, package.read_package(offer, benchmark.salary))
    )


async def share(action: Action, desk: Desk) -> Reply:
    """Publish the pressed query's answer in the channel, once for each answer and button."""
    subject, answers = await _subject(action, desk)
    message = build_shared_answer(answers.benchmark, answers.query(subject.text), action.user)
    if message is None:
        raise HiringDeskError(NOTHING_TO_SHARE)
    return await clicks.share_message(action, desk, message)


async def _subject(request: Command | Action, desk: Desk) -> tuple[Subject, SalaryAnswers]:
    subject = await desk.roles.subject(request, lambda role: role.salary)
    return subject, desk.salary[subject.role.id]


ROUTES = Routes(
    commands={"/salary": salary},
    actions={ids.SALARY_READ: read, ids.SALARY_CHECK: check, ids.SALARY_SHARE: share},
    views={ids.SALARY_FORM: checked},
)
