"""`/do-we-need-a-lead`: six questions in a modal, and the answer in their place.

The answer and what comes next stay in the modal: a submission has no `response_url` to answer
through, and what would be shown behind an open modal is not seen. So `/jd` and the texts of the
other commands are laid over the answer (Slack: three modals at most in a stack; this makes two),
and *Back* leads to it again. Sharing posts in the channel where the command was typed. What was
chosen travels in the modal as option ids and is stored nowhere.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks import ids
from blocks.command_help import build_command_help
from blocks.need import answers, questions
from blocks.need.questions import COMMAND, NeedSource
from blocks.opened import Opened
from bot.features import clicks
from bot.features.posting import draft_form
from bot.slack import replies
from bot.slack.client import SlackRefused
from bot.slack.routes import Routes
from hiring.errors import HiringDeskError
from hiring.guide.need import decide, find_unanswered, keep_known_options

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command, Submission
    from hiring.guide.need import Answers, Clash, Decision
    from hiring.guide.role import Role

GONE = f"The questions for this role are gone. Type `{COMMAND}` for what there is."
STALE = f"The questions have changed since. Type `{COMMAND}` and answer them again."


async def need(command: Command, desk: Desk) -> Reply:
    """Open the questions, whatever else was typed; `help` says that nothing has to be."""
    subject = await desk.roles.subject(command, lambda role: role.need)
    if subject.text.strip().lower() == "help":
        return replies.ephemeral(build_command_help(COMMAND, desk.guide.help.do_we_need_a_lead))
    opened = Opened(subject.role.id, command.channel, command.response_url)
    view = questions.build_form(_asking(subject.role.id, desk), opened)
    await desk.slack.open_view(command.tenant, command.trigger_id, view)
    return replies.ACKNOWLEDGED


async def from_message(action: Action, desk: Desk) -> Reply:
    """Open the questions from a button beside a message."""
    subject = await desk.roles.subject(action, lambda role: role.need)
    opened = Opened(subject.role.id, action.channel, action.response_url)
    view = questions.build_form(_asking(subject.role.id, desk), opened)
    await desk.slack.open_view(action.tenant, action.trigger_id, view)
    return replies.ACKNOWLEDGED


async def answered(submission: Submission, desk: Desk) -> Reply:
    """Put the answer in the place of the questions."""
    opened = Opened.read(submission.view.private_metadata)
    asking = _asking(opened.role, desk)
    chosen = questions.read_answers(submission.view.values)
    found = keep_known_options(
        asking.need, {name: set(options) for name, options in chosen.items()}
    )
    if missing := find_unanswered(asking.need, found):
        return replies.errors(missing)
    opened = replace(opened, chosen={name: sorted(options) for name, options in found.items()})
    return replies.update(answers.build_answer(asking, decide(asking.need, found), opened))


async def other_role(action: Action, desk: Desk) -> Reply:
    """Ask about another role instead, and remember it for the channel."""
    view, opened = _view(action)
    asking = _asking(action.value, desk)
    await desk.roles.remember(action.tenant, opened.channel, asking.role)
    form = questions.build_form(asking, opened.about(asking.role.id))
    await desk.slack.update_view(action.tenant, view, form)
    return replies.ACKNOWLEDGED


async def change(action: Action, desk: Desk) -> Reply:
    """Back to the questions, with what was chosen."""
    view, opened = _view(action)
    asking = _asking(opened.role, desk)
    form = questions.build_form(asking, opened, _chosen(asking, opened))
    await desk.slack.update_view(action.tenant, view, form)
    return replies.ACKNOWLEDGED


async def share(action: Action, desk: Desk) -> Reply:
    """Publish the answer where the command was typed, once."""
    view, opened = _view(action)
    asking, found = _found(opened, desk)
    message = answers.build_shared_answer(asking, found, action.user)
    there = replace(
        action,
        channel=opened.channel,
        response_url=opened.response_url,
        value=opened.metadata(),  # other answers may be shared as well
    )

    async def act() -> None:
        await clicks.publish(there, desk, message)

    async def say(sentence: str) -> None:
        shown = answers.build_answer(asking, found, opened, sentence)
        try:
            await desk.slack.update_view(action.tenant, view, shown)
        except SlackRefused:  # closed in the meantime
            await clicks.tell(action, desk, sentence)

    return await clicks.once(there, desk, clicks.SHARED, act, say)


async def show_next(action: Action, desk: Desk) -> Reply:
    """Lay the form of `/jd`, or another command's text, over the answer."""
    _, opened = _view(action)
    role = _role(opened.role, desk)
    if action.value == answers.POSTING and role.posting:
        shown = await draft_form(action.tenant, action.user, opened.about(role.id), desk)
    else:
        text = answers.build_next_step(action.value, role, desk.guide)
        if text is None:
            raise HiringDeskError(GONE)
        shown = text
    await desk.slack.push_view(action.tenant, action.trigger_id, shown)
    return replies.ACKNOWLEDGED


def _view(action: Action) -> tuple[str, Opened]:
    if action.view is None:
        raise HiringDeskError(GONE)
    return action.view.id, Opened.read(action.view.private_metadata)


def _role(role_id: str, desk: Desk) -> Role:
    role = desk.guide.roles.get(role_id)
    if role is None:
        raise HiringDeskError(GONE)
    return role


def _asking(role_id: str, desk: Desk) -> NeedSource:
    asking = NeedSource.of(_role(role_id, desk), desk.guide, native=desk.native)
    if asking is None:
        raise HiringDeskError(GONE)
    return asking


def _chosen(asking: NeedSource, opened: Opened) -> Answers:
    return keep_known_options(
        asking.need, {name: set(options) for name, options in opened.chosen.items()}
    )


def _found(opened: Opened, desk: Desk) -> tuple[NeedSource, Decision | Clash]:
    asking = _asking(opened.role, desk)
    chosen = _chosen(asking, opened)
    if find_unanswered(asking.need, chosen):
        raise HiringDeskError(STALE)
    return asking, decide(asking.need, chosen)


ROUTES = Routes(
    commands={COMMAND: need},
    actions={
        ids.NEED_OPEN: from_message,
        ids.NEED_ROLE: other_role,
        ids.NEED_CHANGE: change,
        ids.NEED_SHARE: share,
        ids.NEED_NEXT: show_next,
    },
    views={ids.NEED_FORM: answered},
)
