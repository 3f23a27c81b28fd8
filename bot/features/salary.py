"""`/salary`: bands by place, an offer read against them, a form for a whole package.

The answer is for the one who asked. *Share in channel* publishes the band, and an offer only
after a confirmation; it posts once however often it is clicked. The text of a query rides in the
buttons, so that no offer is stored: what is pressed is read as if it had been typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.notices import notice
from blocks.salary import form
from blocks.salary.answers import shared
from bot.slack import replies
from bot.slack.client import SlackRefused, SlackUnreachable
from bot.slack.routes import Routes
from bot.store.keys import Keys
from hiring.errors import FormError, HiringDeskError
from hiring.guide import package
from hiring.guide.query import CheckOffer

if TYPE_CHECKING:
    from blocks.kit import Message
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command, Submission
    from bot.store.once import Claim

NOT_A_MEMBER = {"not_in_channel", "channel_not_found"}
NOTHING_TO_SHARE = "There is nothing to share here any more. Type `/salary` for a fresh answer."
ALREADY = {
    "claimed": "Being shared already: one moment.",
    "done": "Shared already, once is enough.",
    "unknown": (
        "Slack didn't say whether that was shared. Look at the channel; if it is missing, "
        "type `/salary` again and share from the new answer."
    ),
}


async def salary(command: Command, desk: Desk) -> Reply:
    """Answer what was typed; a package opens the form, filled in."""
    query = desk.salary.query(command.text)
    if isinstance(query, CheckOffer):
        view = form.form(desk.salary.benchmark, query)
        await desk.slack.open_view(command.tenant, command.trigger_id, view)
        return replies.ACKNOWLEDGED
    return desk.salary.reply(query)


async def read(action: Action, desk: Desk) -> Reply:
    """Put the answer to the pressed query in the place of the answer that held the button."""
    message = desk.salary.message(desk.salary.query(action.value))
    desk.tasks.start(desk.slack.respond(action.response_url, message, replace=True), "press")
    return replies.ACKNOWLEDGED


async def check(action: Action, desk: Desk) -> Reply:
    """Open the form *Check an offer*."""
    view = form.form(desk.salary.benchmark, desk.salary.query(action.value))
    await desk.slack.open_view(action.tenant, action.trigger_id, view)
    return replies.ACKNOWLEDGED


async def checked(submission: Submission, desk: Desk) -> Reply:
    """Lay the reading of a package over the form, or say at a field what is wrong with it."""
    benchmark = desk.salary.benchmark
    fields = form.submitted(submission.values)
    try:
        offer = package.read_form(fields, benchmark.places, benchmark.salary)
    except FormError as problems:
        return replies.errors(problems.errors)
    return replies.push(form.reading(benchmark, package.read(offer, benchmark.salary)))


async def share(action: Action, desk: Desk) -> Reply:
    """Publish the pressed query's answer in the channel, once for each answer and button."""
    message = shared(desk.salary.benchmark, desk.salary.query(action.value), action.user)
    if message is None:
        raise HiringDeskError(NOTHING_TO_SHARE)
    key = Keys(action.tenant).once("share", action.user, action.message_ts or "", action.value)
    claim = await desk.once.claim(key)
    if claim.first:
        desk.tasks.start(_share(action, desk, message, claim), "share")
    else:
        words = ALREADY[claim.state]
        desk.tasks.start(desk.slack.respond(action.response_url, notice(words)), "press")
    return replies.ACKNOWLEDGED


async def _share(action: Action, desk: Desk, message: Message, claim: Claim) -> None:
    """Post, and tell the person how it went. An unknown outcome is never repeated blindly."""
    try:
        await _publish(action, desk, message)
    except SlackRefused as refusal:
        await desk.once.release(claim)
        words = f"Slack refused to post that ({refusal.code}). Nothing was shared."
    except SlackUnreachable:
        words = ALREADY["unknown"]
    else:
        await desk.once.done(claim, "shared")
        words = "Shared in this channel."
    await desk.slack.respond(action.response_url, notice(words))


async def _publish(action: Action, desk: Desk, message: Message) -> None:
    """Post as the bot; where it is no member, through the click, which cannot be edited later."""
    try:
        await desk.slack.post(action.tenant, action.channel, message)
    except SlackRefused as refusal:
        if refusal.code not in NOT_A_MEMBER:
            raise
        await desk.slack.respond(action.response_url, message, in_channel=True)


ROUTES = Routes(
    commands={"/salary": salary},
    actions={ids.SALARY_READ: read, ids.SALARY_CHECK: check, ids.SALARY_SHARE: share},
    views={ids.SALARY_FORM: checked},
)
