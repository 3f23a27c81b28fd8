"""`/salary`: what a role or any other job is paid, an offer compared with it, a whole package.

Only the person who asked sees the answer. *Share in channel* posts the range, and an offer only
after a confirmation; it posts once, however often it is clicked. The buttons carry the text of the
query, so that no offer is stored: pressing one is like typing its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.command_help import build_command_help
from blocks.salary import form
from blocks.salary.answers import build_shared_answer
from blocks.salary.benchmark import ASKER
from bot.answers.channel_role import answer_role_menu
from bot.answers.role_choice import answer_choice
from bot.answers.roles import Subject
from bot.slack import clicks, replies
from bot.slack.modals import open_modal
from bot.slack.routes import Routes
from hiring.errors import FormError, HiringDeskError
from hiring.guide import package
from hiring.guide.role_names import read_roles
from hiring.guide.salary_query import (
    AtPlace,
    CheckOffer,
    DidYouMean,
    NoFigures,
    NotUnderstood,
    OtherRole,
    Reason,
)
from hiring.language.help_words import asks_for_help
from hiring.pay_statistics.query import SEPARATOR, OutsideUnitedStates, PayQuestion

if TYPE_CHECKING:
    from bot.answers.prepared import SalaryAnswers
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command, Submission
    from hiring.guide.role import Role
    from hiring.pay_statistics.parser import PayReading

ROLE_GONE = "The figures for this role are gone. Type `/salary` to see all roles."
_UNREAD = frozenset((Reason.UNKNOWN, Reason.LONG))
NOTHING_TO_SHARE = "This answer can't be shared any more. Type `/salary` for a new one."


async def answer_salary(command: Command, desk: Desk) -> Reply:  # noqa: PLR0911 - in order
    """Answer `/salary`; a package opens the form, filled in, unless it leaves nothing to ask.

    A job that is no role with figures is answered without a role: *General counsel*, too.
    """
    named = read_roles(command.text, desk.guide.roles.values(), is_pay=True)
    is_of_role = (named.role and _get_figures(named.role)) or named.near
    if not is_of_role and (reading := _read_job(command.text, desk)):
        if estimate := _find_estimate(reading, desk):
            return estimate
        return replies.build_ephemeral(desk.pay_answers.build(reading, command.text))
    subject = await desk.roles.choose_subject(command, _get_figures, named)
    if not isinstance(subject, Subject):
        return answer_choice(subject, ASKER, desk.guide.help.salary, "salary figures")
    answers = desk.salary_answers.get(subject.role.id)
    if answers and (prepared := answers.find_prepared(subject)):
        return prepared
    if answers is None and asks_for_help(subject.text):
        return replies.build_ephemeral(build_command_help(ASKER.command, desk.guide.help.salary))
    if reading := _read_pay(subject, desk, command.text):
        return replies.build_ephemeral(desk.pay_answers.build(reading, subject.text, subject))
    answers = _get_estimates(subject.role, desk)
    query, detailed = answers.read(subject.text)
    if isinstance(query, CheckOffer) and not package.find_complete_package(
        query, answers.source.salary
    ):
        return await open_modal(command, desk, form.build_form(answers.source, query))
    return replies.build_ephemeral(answers.build(subject, query, detailed))


def _read_job(text: str, desk: Desk) -> PayReading | None:
    """What a text asks that names a job; None for what is typed most, which names none."""
    if asks_for_help(text) or any(each.is_common(text) for each in desk.salary_answers.values()):
        return None
    reading = desk.pay_answers.read(text) or desk.pay_answers.read_unknown_title(text)
    is_unread = isinstance(reading, NotUnderstood) and reading.reason in _UNREAD
    return None if is_unread else reading


def _find_estimate(reading: PayReading, desk: Desk) -> Reply | None:
    """Of roles compared outside the United States: what one of them is estimated to be paid."""
    if not isinstance(reading, OutsideUnitedStates) or len(reading.rest.jobs) == 1:
        return None
    for job in reading.rest.jobs:
        answers = desk.salary_answers.get(job.key) if job.is_role else None
        if answers is None or not isinstance(answers.read(reading.typed)[0], AtPlace):
            continue
        others = " or ".join(each.name for each in reading.rest.jobs if each is not job)
        note = f"I have no figures for {others} in “{reading.typed}”."
        role = desk.guide.roles[job.key]
        return replies.build_ephemeral(answers.message(Subject(role, reading.typed, note)))
    return None


def _read_pay(subject: Subject, desk: Desk, typed: str | None = None) -> PayReading | None:
    """What is asked of pay statistics; None where the role's estimates answer it.

    `typed` has the role's name as well, and so the other jobs that it is compared with.
    The estimates of a role come first. What they don't know can be known to statistics.
    """
    answers = desk.salary_answers.get(subject.role.id)
    text = subject.text if typed is None else typed
    if answers is None:
        return desk.pay_answers.read(text, subject.role.id) or NotUnderstood()
    if not isinstance(answers.read(subject.text)[0], NoFigures | DidYouMean | OtherRole):
        return None
    reading = desk.pay_answers.read(text, subject.role.id)
    is_known = isinstance(reading, PayQuestion) and (
        not reading.assumes_nation or len(reading.jobs) > 1
    )
    return reading if is_known else None


def _get_estimates(role: Role, desk: Desk) -> SalaryAnswers:
    answers = desk.salary_answers.get(role.id)
    if answers is None:
        raise HiringDeskError(ROLE_GONE)
    return answers


async def show_answer(action: Action, desk: Desk) -> Reply:
    """Put the answer to the pressed query in the place of the answer that held the button."""
    if reply := await answer_role_menu(action, desk, ASKER, _get_figures):
        return reply
    subject, reading = await _read_pressed(action, desk)
    if reading:
        text = subject.text if subject else action.value
        message = desk.pay_answers.build(reading, text, subject)
    elif subject:
        message = _get_estimates(subject.role, desk).message(subject)
    else:
        raise HiringDeskError(ROLE_GONE)
    return clicks.replace_message(action, desk, message)


async def _read_pressed(action: Action, desk: Desk) -> tuple[Subject | None, PayReading | None]:
    """What a button's value is about, as far as a role, and what it asks of pay statistics."""
    if SEPARATOR not in action.value:
        subject = await desk.roles.find_pressed(action, _get_figures)
        return subject, _read_pay(subject, desk)
    reading = desk.pay_answers.read_button(action.value)
    if reading and [job.is_role for job in reading.jobs] == [True]:
        return await desk.roles.find_pressed(action, _get_figures), reading
    return None, reading


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
    subject, reading = await _read_pressed(action, desk)
    if reading:
        message = desk.pay_answers.build_shared(reading, action.value, action.user)
    elif subject:
        answers = _get_estimates(subject.role, desk)
        query, detailed = answers.read(subject.text)
        message = build_shared_answer(answers.source, query, action.user, detailed=detailed)
    else:
        message = None
    if message is None:
        raise HiringDeskError(NOTHING_TO_SHARE)
    return await clicks.share_message(action, desk, message)


async def _find_answers(action: Action, desk: Desk) -> tuple[Subject, SalaryAnswers]:
    subject = await desk.roles.find_pressed(action, _get_figures)
    return subject, _get_estimates(subject.role, desk)


def _get_figures(role: Role) -> object:
    return role.has_pay


ROUTES = Routes(
    commands={"/salary": answer_salary},
    actions={
        ids.SALARY_READ: show_answer,
        ids.SALARY_CHECK: open_offer_check,
        ids.SALARY_SHARE: share_answer,
    },
    views={ids.SALARY_FORM: check_offer},
)
