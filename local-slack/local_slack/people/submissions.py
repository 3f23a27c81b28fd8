"""How a modal ends: submitted, with the app's `response_action`, or closed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from local_slack import payloads
from local_slack.block_kit import check, elements
from local_slack.delivery import INTERACTIVITY_OFF
from local_slack.errors import ActError, SlackError, UndeliveredError, build_refusal
from local_slack.people import rights

if TYPE_CHECKING:
    from local_slack.slack import App, Slack
    from local_slack.state.views import View
    from local_slack.state.workspace import User

    JSON = dict[str, Any]

TROUBLE = "We had some trouble connecting. Try again?"


async def submit(slack: Slack, user: User, view: View, values: JSON) -> JSON:
    """Submit the modal on top. What Slack's own client would refuse does not reach the app.

    Returns `{"errors": {block_id: sentence}}`; if there are any, the modal stays open.

    Raises ActError if the app gave no valid answer. The modal stays, with all that was typed.
    """
    app = _find_app(slack, view)
    view.enter_values(values)
    state = view.values()
    view.errors = {}
    for block in view.body["blocks"]:
        if block["type"] == "input":
            block_id = block["block_id"]
            complaint = elements.check_input(block, state[block_id][block["element"]["action_id"]])
            if complaint:
                view.errors[block_id] = complaint
    if view.errors:
        slack.notify_windows([user.id])
        return {"errors": view.errors}
    try:
        payload = payloads.view_submission(app, user, view)
        exchange = await app.delivery.exchange("interactive", payload)
        try:
            _apply_response_action(app, user, view, exchange.answer)
        except SlackError as error:
            slack.traffic.refuse_answer(exchange, error)
            raise
    except (UndeliveredError, SlackError) as error:
        sentence = rights.NOT_INTERACTIVE if error.code == INTERACTIVITY_OFF else TROUBLE
        slack.show_notice(user.id, sentence)
        raise ActError(sentence) from error
    slack.notify_windows([user.id])
    return {"errors": view.errors}


async def close(slack: Slack, user: User, view: View, *, everything: bool) -> JSON:
    """Close the modal on top or, with `everything` or `clear_on_close`, the whole stack."""
    stack = slack.stacks.of(user.id)
    everything = everything or bool(view.body.get("clear_on_close"))
    closed = list(reversed(stack)) if everything else [view]
    del stack[0 if everything else len(stack) - 1 :]
    slack.notify_windows([user.id])
    for modal in closed:
        if modal.body.get("notify_on_close"):
            app = _find_app(slack, modal)
            try:
                payload = payloads.view_closed(app, user, modal, is_cleared=everything)
                await app.delivery.send("interactive", payload)
            except UndeliveredError:
                continue  # the modal stays closed
    return {}


def _find_app(slack: Slack, view: View) -> App:
    """The app whose modal it is."""
    app = slack.find_app_by_id(view.app)
    if app is None:
        raise ActError("The app of this form is gone.")
    return app


def _apply_response_action(app: App, user: User, view: View, answer: JSON) -> None:
    """Carry out `response_action`. Slack: /surfaces/modals#response_actions."""
    slack = app.slack
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
            view.errors = {block_id: str(text) for block_id, text in errors.items()}
        case "update":
            body = check.view(_read_view(answer), "modal", app.grants())
            slack.stacks.check_external_id(view.app, body, view)
            view.replace_body(body)
        case "push":
            slack.stacks.push(
                view.app, user.id, check.view(_read_view(answer), "modal", app.grants())
            )
        case _:
            raise SlackError("invalid_response_action")


def _read_view(answer: JSON) -> Any:  # noqa: ANN401 - JSON
    """The view of an answer, as JSON or as JSON text; Slack takes both."""
    view = answer.get("view")
    if not isinstance(view, str):
        return view
    try:
        return json.loads(view)
    except ValueError:
        raise build_refusal("invalid_arguments", "view is not JSON", "/view") from None
