"""`/salary`: ranges by place, an offer compared with them, a form for a whole package.

Only the person who asked sees the answer. *Share in channel* posts the range, and an offer only
after a confirmation; it posts once, however often it is clicked. The buttons carry the text of the
query, so that no offer is stored: pressing one is like typing its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.roles import RoleAsker
from blocks.salary import form
from blocks.salary.answers import build_shared_answer
from bot.answers.role_choice import answer_choice
from bot.answers.roles import Subject
from bot.slack import clicks, replies
from bot.slack.modals import open_modal
from bot.slack.routes import Routes
from hiring.errors import FormError, HiringDeskError
from hiring.guide import package
from hiring.guide.role_names import read_roles
from hiring.guide.salary_query import CheckOffer

if TYPE_CHECKING:
    from bot.answers.prepared import SalaryAnswers
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command, Submission
    from hiring.guide.role import Role

ASKER = RoleAsker(
    "/salary",
    ids.SALARY_READ,
    "Or name it: `/salary ai tech lead london`.",
)
ROLE_GONE = "The figures for this role are gone. Type `/salary` to see all roles."
NOTHING_TO_SHARE = "This answer can't be shared any more. Type `/salary` for a new one."


async def answer_salary(command: Command, desk: Desk) -> Reply:
    """Answer `/salary`; a package opens the form, filled in, unless it leaves nothing to ask."""
    named = read_roles(command.text, desk.guide.roles.values(), is_pay=True)
    subject = await desk.roles.choose_subject(command, _get_figures, named)
    if not isinstance(subject, Subject):
        return answer_choice(subject, ASKER, desk.guide.help.salary, "salary figures")
    answers = desk.salary_answers[subject.role.id]
    query, _ = answers.read(subject.text)
    if isinstance(query, CheckOffer) and not package.find_complete_package(
        query, answers.source.salary
    ):
        return await open_modal(command, desk, form.build_form(answers.source, query))
    return answers.reply(subject)


async def show_answer(action: Action, desk: Desk) -> Reply:
    """Put the answer to the pressed query in the place of the answer that held the button."""
    subject, answers = await _find_answers(action, desk)
    return clicks.replace_message(action, desk, answers.message(subject))


async def open_offer_check(action: Action, desk: Desk) -> Reply:
    """Open the form *Check an offer*."""
    subject, answers = await _find_answers(action, desk)
    query, _ = answers.read(subject.text)
    return await open_modal(action, desk, form.build_form(answers.source, query))


async def check_offer(submission: Submission, desk: Desk) -> Reply:
    """Lay the reading of a package over the form, or say at a field what is wrong with it."""
    answers = desk.salary_answers.get(submission.view.private_metadata)
    if answers is None:
        raise HiringDeskError(ROLE_GONE)
    benchmark = answers.source
    fields = form.read_form(submission.view.values)
    try:
        offer = package.read_form(fields, benchmark.places, benchmark.salary)
    except FormError as problems:
        return replies.build_errors(problems.errors)
    return replies.build_push(
        form.build_reading(benchmark, package.read_package(offer, benchmark.salary))
    )


async def share_answer(action: Action, desk: Desk) -> Reply:
    """Post what is shown, short or long, in the channel, once for each answer and button."""
    subject, answers = await _find_answers(action, desk)
    query, detailed = answers.read(subject.text)
    message = build_shared_answer(answers.source, query, action.user, detailed=detailed)
    if message is None:
        raise HiringDeskError(NOTHING_TO_SHARE)
    return await clicks.share_message(action, desk, message)


async def _find_answers(action: Action, desk: Desk) -> tuple[Subject, SalaryAnswers]:
    subject = await desk.roles.find_pressed(action, _get_figures)
    return subject, desk.salary_answers[subject.role.id]


def _get_figures(role: Role) -> object:
    return role.salary


ROUTES = Routes(
    commands={"/salary": answer_salary},
    actions={
        ids.SALARY_READ: show_answer,
        ids.SALARY_CHECK: open_offer_check,
        ids.SALARY_SHARE: share_answer,
    },
    views={ids.SALARY_FORM: check_offer},
)
