"""Put a sentence where the person looks: into the answer, into the form, beside the message."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from blocks.notices import build_notice, build_notice_view
from bot.slack import replies
from bot.slack.client import SlackRefusedError
from bot.slack.requests import Action, Command, Event, Other, Request, Shortcut, Submission

if TYPE_CHECKING:
    from blocks.mrkdwn import Mrkdwn
    from bot.slack.client import Slack
    from bot.slack.replies import Reply
    from bot.slack.tasks import Tasks


def reply_with(sentence: str, request: Request, slack: Slack, tasks: Tasks) -> Reply:
    """Answer a request with a sentence. Slack is asked to deliver an event again instead."""
    match request:
        case Command():
            return replies.build_ephemeral(build_notice(sentence))
        case Submission():
            if request.view.inputs:
                return replies.build_errors({request.view.inputs[0]: sentence})
            return replies.build_push(build_notice_view(sentence))
        case Action() | Shortcut():
            tasks.start(tell(sentence, request, slack), "answer to a press")
            return replies.ACKNOWLEDGED
        case Event():
            return replies.TRY_AGAIN
        case Other():
            return replies.ACKNOWLEDGED
        case _:
            assert_never(request)


async def tell(sentence: str | Mrkdwn, request: Request, slack: Slack) -> None:
    """Say it after the request was acknowledged. For an event there is nobody to tell.

    Beside the message or command, over the modal, or by DM where no modal opens any more. Nothing
    is said by DM of a choice in a field: people hear what is wrong with it when they send its form.
    """
    match request:
        case Command() | Action() | Shortcut() if request.response_url:
            await slack.respond(request.response_url, build_notice(sentence))
        case Action() | Shortcut():
            over = isinstance(request, Action) and request.modal
            show = slack.push_view if over else slack.open_view
            try:
                await show(request.tenant, request.trigger_id, build_notice_view(sentence))
            except SlackRefusedError:
                if isinstance(request, Action) and request.is_of_field:
                    return
                await slack.post_message(request.tenant, request.user, build_notice(sentence))
        case Submission() | Command():
            await slack.post_message(request.tenant, request.user, build_notice(sentence))
        case Event() | Other():
            pass
        case _:
            assert_never(request)
