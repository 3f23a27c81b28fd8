"""api.test, auth.test, apps.connections.open, blocks.validate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack.block_kit import check
from local_slack.block_kit.schema import EVERYWHERE, MESSAGE
from local_slack.errors import SlackError, build_refusal
from local_slack.methods.arguments import Method, method

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App

    JSON = dict[str, Any]


async def api_test(_: App, arguments: Arguments) -> JSON:
    """Return the arguments, or the error named in them."""
    error = arguments.text("error")
    if error:
        raise SlackError(error, args=arguments.as_json())
    return {"args": arguments.as_json()}


async def auth_test(app: App, _: Arguments) -> JSON:
    """The bot that the token belongs to."""
    return {
        "url": f"{app.slack.url}/",
        "team": app.slack.workspace.name,
        "user": app.bot().name,
        "team_id": app.slack.workspace.id,
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


async def connections_open(app: App, _: Arguments) -> JSON:
    """An address for a Socket Mode connection.

    Developers report two answers of Slack's to an app that has not turned Socket Mode on: this
    refusal, and a connection over which nothing comes. The stricter one counts here.
    """
    if not app.manifest.socket_mode:
        raise SlackError("socket_mode_not_enabled")
    address = app.slack_url.replace("http", "ws", 1)
    return {"url": f"{address}/link?ticket={app.sockets.create_ticket()}"}


async def blocks_validate(_: App, arguments: Arguments) -> JSON:
    """Check exactly one of blocks, message and view. Pointers are relative to that one.

    Bare blocks are valid if one surface accepts them. A missing `text` is not a problem.
    """
    names = [name for name in ("blocks", "message", "view") if name in arguments]
    if len(names) != 1:
        sentence = "exactly one of blocks, message and view is needed"
        raise build_refusal("invalid_arguments", sentence)
    name = names[0]
    value = arguments.structure(name)
    if name == "view":
        problems = check.view_problems(value, None, "")
    elif name == "message":
        blocks = value.get("blocks", []) if isinstance(value, dict) else value
        problems = check.block_problems(blocks, MESSAGE, "/blocks")
    else:
        candidates = (check.block_problems(value, surface, "") for surface in EVERYWHERE)
        problems = min(candidates, key=len)
    if problems:
        raise SlackError(f"invalid_{name}", errors=[vars(problem) for problem in problems])
    return {}


METHODS: dict[str, Method] = {
    "api.test": method(api_test, token=None),
    "auth.test": method(auth_test),
    "apps.connections.open": method(connections_open, token="app"),  # noqa: S106 - a kind of token
    "blocks.validate": method(blocks_validate, token=None),
}
