"""What an app answers to a command or a click, carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import messages
from local_slack.block_kit import check
from local_slack.errors import SlackError, build_refusal

if TYPE_CHECKING:
    from local_slack.slack import Slack
    from local_slack.state.workspace import Message

    JSON = dict[str, Any]


def use_response_url(slack: Slack, opaque: str, body: JSON) -> Message:
    """Carry out what was posted to a response_url. A refused answer does not use it up.

    Raises SlackError: expired_url, used_url, or what is wrong with the message.
    """
    url = slack.response_urls.get(opaque)
    message = carry_out_answer(slack, url.bot_user, url.user, url.channel, body, url.message)
    url.uses += 1
    return message


def carry_out_answer(  # noqa: PLR0913, PLR0917 - who answers whom, where, what and to what
    slack: Slack,
    bot_user: str,
    user: str,
    channel_id: str,
    body: JSON,
    clicked: Message | None = None,
) -> Message:
    """Carry out an app's answer to a command (direct or by response_url) or to a click.

    Returns the message that it posted, changed or deleted.

    A command has no message to replace, so its answer is always a new message. Raises SlackError
    with what is wrong with the message.
    """
    if _is_true(body.get("delete_original")):
        if clicked is None or clicked not in slack.workspace.messages[clicked.channel]:
            raise SlackError("message_not_found")
        messages.remove(slack, clicked)
        return clicked
    app = slack.find_app(bot_user)
    text, blocks = check.message(
        body.get("text"), body.get("blocks"), app.grants() if app else None
    )
    if _is_true(body.get("replace_original")) and clicked is not None:
        if clicked not in slack.workspace.messages[clicked.channel]:
            raise SlackError("message_not_found")
        messages.edit(slack, clicked, text, blocks)
        return clicked
    if body.get("response_type", "ephemeral") not in ("ephemeral", "in_channel"):
        sentence = "response_type is ephemeral or in_channel"
        raise build_refusal("invalid_arguments", sentence, "/response_type")
    in_channel = body.get("response_type") == "in_channel"
    return messages.post(
        slack,
        slack.workspace.channels[channel_id],
        bot_user,
        text,
        blocks,
        thread_ts=body.get("thread_ts"),
        visible_to=None if in_channel else user,
    )


def _is_true(value: object) -> bool:
    return value in (True, "true")
