"""A modal's end: submitted, answered by the app with an action of its own, or closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import payloads
from local_slack.block_kit import check, elements
from local_slack.errors import ActError, SlackError, UndeliveredError

if TYPE_CHECKING:
    from local_slack.slack import Slack
    from local_slack.state.views import View
    from local_slack.state.workspace import User

    JSON = dict[str, Any]

TROUBLE = "We had some trouble connecting. Try again?"


async def submit(slack: Slack, user: User, view: View, values: JSON) -> JSON:
    """Submit the modal on top. What Slack's own client refuses does not reach the app.

    Returns ``{"errors": {block_id: sentence}}`` where the modal stays open with complaints.

    Raises:
        ActError: the app did not answer as it must; the modal stays, with all that was typed.

    """
    view.enter(values)
    state = view.values()
    view.errors = {}
    for block in view.body["blocks"]:
        if block["type"] == "input":
            block_id = block["block_id"]
            said = elements.complaint(block, state[block_id][block["element"]["action_id"]])
            if said:
                view.errors[block_id] = said
    if view.errors:
        slack.changed([user.id])
        return {"errors": view.errors}
    try:
        answer = await slack.delivery.send(
            "interactive", payloads.view_submission(slack, user, view)
        )
        _apply(slack, user, view, answer)
    except (UndeliveredError, SlackError) as error:
        if isinstance(error, SlackError):
            refused: JSON = {"method": "view_submission", "args": {}, "ok": False}
            slack.calls.append(refused | {"error": error.code, **error.extra})
        slack.notice(user.id, TROUBLE)
        raise ActError(TROUBLE) from error
    slack.changed([user.id])
    return {"errors": view.errors}


async def close(slack: Slack, user: User, view: View, *, everything: bool) -> JSON:
    """Dismiss the modal on top, or the whole stack (which ``clear_on_close`` means too)."""
    stack = slack.stacks.of(user.id)
    everything = everything or bool(view.body.get("clear_on_close"))
    closed = list(reversed(stack)) if everything else [view]
    del stack[0 if everything else len(stack) - 1 :]
    slack.changed([user.id])
    for gone in closed:
        if gone.body.get("notify_on_close"):
            try:
                payload = payloads.view_closed(slack, user, gone, is_cleared=everything)
                await slack.delivery.send("interactive", payload)
            except UndeliveredError:
                continue  # the modal is closed all the same
    return {}


def _apply(slack: Slack, user: User, view: View, answer: JSON) -> None:
    """Carry out ``response_action``. Slack: /surfaces/modals#response_actions."""
    stack = slack.stacks.of(user.id)
    match answer.get("response_action"):
        case None if not answer:
            if view in stack:
                del stack[stack.index(view) :]
        case "clear":
            stack.clear()
        case "errors":
            errors = answer.get("errors")
            inputs = {b["block_id"] for b in view.body["blocks"] if b["type"] == "input"}
            if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
                raise SlackError("invalid_errors")
            view.errors = {block_id: str(said) for block_id, said in errors.items()}
        case "update":
            body = check.view(answer.get("view"), "modal")
            slack.stacks.check_external_id(body, view)
            view.change(body)
        case "push":
            slack.stacks.push(user.id, check.view(answer.get("view"), "modal"))
        case _:
            raise SlackError("invalid_response_action")
