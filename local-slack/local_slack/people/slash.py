"""Running a typed command: one of an app's, or one of Slack's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import answers, payloads
from local_slack.block_kit import check
from local_slack.errors import ActError, SlackError, UndeliveredError
from local_slack.people import commands, typed
from local_slack.state.workspace import SLACKBOT

if TYPE_CHECKING:
    from local_slack.slack import App, Slack
    from local_slack.state.manifest import Command
    from local_slack.state.workspace import Channel, User

    JSON = dict[str, Any]


async def run(slack: Slack, user: User, channel: Channel, text: str, *, in_thread: bool) -> JSON:
    """Run a typed command. An app's comes before one of Slack's own with the same name.

    Raises ActError for an app's command in a thread.
    """
    name, _, rest = text.partition(" ")
    app, command = _find_command(slack, name)
    built_in = commands.find_built_in(name)
    if app and command:
        if in_thread:
            raise ActError(f"{name} is not supported in threads.")
        if not user.team:
            return await _run_of_app(app, command, user, channel, rest.strip())
        answer = explain_elsewhere(slack, name)
    elif built_in:
        try:
            answer = await built_in.run(slack, user, channel, rest.strip())
        except ActError as error:
            answer = str(error)
    else:
        answer = f"{name} is not a valid command."
    if answer:
        _post_as_slackbot(slack, user, channel, answer)
    return {}


def explain_elsewhere(slack: Slack, what: str) -> str:
    """Commands and shortcuts are not shared: docs.slack.dev/apis/slack-connect."""
    return f"{what} is for people of {slack.workspace.name} only."


async def _run_of_app(app: App, command: Command, user: User, channel: Channel, text: str) -> JSON:
    slack, name = app.slack, command.command
    rest = typed.escape_command(slack, text) if command.should_escape else text
    try:
        exchange = await app.delivery.exchange(
            "slash_commands", payloads.command(app, user, channel, name, rest)
        )
    except UndeliveredError as error:
        _post_as_slackbot(slack, user, channel, f'{name} failed with the error "{error.code}"')
        return {"failed": error.code}
    answer: JSON = exchange.answer
    if not answer:
        return {}
    try:
        if answer.get("response_type") == "in_channel":
            check.message(answer.get("text"), answer.get("blocks"), app.grants())
            # Slack shows the typed command to everybody too.
            slack.post(channel, user.id, f"{name} {text}".strip())
        message = answers.carry_out_answer(slack, app.bot_user, user.id, channel.id, answer)
        exchange.messages.append((message.channel, message.ts))
    except SlackError as error:
        slack.traffic.refuse_answer(exchange, error)
        _post_as_slackbot(slack, user, channel, f'{name} failed with the error "{error.code}"')
        return {"failed": error.code, **error.extra}
    return {}


def _find_command(slack: Slack, name: str) -> tuple[App, Command] | tuple[None, None]:
    """A slash command and its app. Slack: of several apps with the same one, the latest gets it."""
    for app in reversed(slack.apps):
        for command in app.manifest.commands:
            if command.command == name and not app.revoked:
                return app, command
    return None, None


def _post_as_slackbot(slack: Slack, user: User, channel: Channel, text: str) -> None:
    slack.post(channel, SLACKBOT, text, visible_to=user.id)
