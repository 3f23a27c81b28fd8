"""How a person runs a step of an app by itself, without a workflow around it.

Sources: docs.slack.dev/workflows/creating-custom-steps-bolt and
/reference/events/function_executed.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from local_slack import events
from local_slack.errors import ActError
from local_slack.state.steps import Execution
from local_slack.state.workspace import SLACKBOT

if TYPE_CHECKING:
    from local_slack.slack import App, Slack
    from local_slack.state.steps import Step
    from local_slack.state.workspace import Channel, User

    JSON = dict[str, Any]

OPTIONS_SECONDS = 5.0  # how long the form waits for an app's choices


def run_step(app: App, user: User, channel: Channel, callback_id: str, given: JSON) -> JSON:
    """Run a step with its inputs; Slackbot tells the person how it ended. Raises ActError."""
    step = _find_step(app, callback_id)
    inputs = {}
    for parameter in step.inputs:
        value = _read_value(parameter.type, given.get(parameter.name))
        if value is None and parameter.is_required:
            raise ActError(f"Fill in {parameter.title}.")
        if value is not None:
            inputs[parameter.name] = value
    execution = _execute(app, Execution(app.id, step, user.id, channel.id, inputs))
    app.slack.background.start(_report(app.slack, execution))
    return {"execution": execution.id}


async def list_options(app: App, user: User, channel: Channel, body: JSON) -> JSON:
    """The choices for an input, which another step of the app lists. Raises ActError."""
    step = _find_step(app, str(body.get("callback_id")))
    parameter = next((each for each in step.inputs if each.name == body.get("name")), None)
    if parameter is None or parameter.options_step is None:
        raise ActError("This field has no choices.")
    source = _find_step(app, parameter.options_step)
    execution = _execute(app, Execution(app.id, source, user.id, channel.id, {}))
    try:
        async with asyncio.timeout(OPTIONS_SECONDS):
            await execution.ended.wait()
    except TimeoutError:
        raise ActError("The app did not answer with choices. Try again.") from None
    options = (execution.outputs or {}).get("options")
    if execution.error or not isinstance(options, list):
        raise ActError(execution.error or "The app answered without choices.")
    return {"options": options}


def _execute(app: App, execution: Execution) -> Execution:
    slack, step = app.slack, execution.step
    slack.executions[execution.id] = execution
    now = int(slack.clock.now())
    events.send(
        [app],
        {
            "type": "function_executed",
            "function": {
                "id": f"Fn0{step.callback_id.upper().replace('_', '')}",
                "callback_id": step.callback_id,
                "title": step.title,
                "description": step.description,
                "type": "app",
                "input_parameters": [each.describe() for each in step.inputs],
                "output_parameters": [each.describe() for each in step.outputs],
                "app_id": app.id,
                "date_created": now,
                "date_updated": now,
                "date_deleted": 0,
            },
            "inputs": execution.inputs,
            "function_execution_id": execution.id,
            "workflow_execution_id": execution.workflow,
            "bot_access_token": execution.token,
        },
    )
    return execution


async def _report(slack: Slack, execution: Execution) -> None:
    """Tell the person, by Slackbot, what came of a step."""
    await execution.ended.wait()
    title = execution.step.title
    if execution.error:
        text = f"The step *{title}* failed: {execution.error}"
    else:
        kinds = {parameter.name: parameter.type for parameter in execution.step.outputs}
        lines = [
            f"• {name}: {_describe_value(kinds[name], value)}"
            for name, value in (execution.outputs or {}).items()
        ]
        text = "\n".join([f"The step *{title}* is complete.", *lines])
    channel = slack.workspace.channels.get(execution.channel)
    if channel:
        slack.post(channel, SLACKBOT, text, visible_to=execution.user)


def _find_step(app: App, callback_id: str) -> Step:
    for step in app.manifest.steps:
        if step.callback_id == callback_id:
            return step
    raise ActError("The app has no such step.")


def _read_value(kind: str, given: object) -> object:
    """A typed value in the type of its parameter; None for nothing. Raises ActError."""
    if given is None or given == "":
        return None
    text = given if isinstance(given, str) else json.dumps(given)
    try:
        match kind:
            case "integer" | "slack#/types/timestamp":
                return int(text)
            case "number":
                return float(text)
            case "boolean":
                return text.lower() == "true"
            case "object" | "array":
                return json.loads(text)
            case _:
                return text
    except ValueError as error:
        raise ActError(f"{text} does not fit: a value of the type {kind} is needed.") from error


def _describe_value(kind: str, value: object) -> str:
    sign = {"slack#/types/user_id": "@", "slack#/types/channel_id": "#"}.get(kind)
    if sign:
        return f"<{sign}{value}>"
    return value if isinstance(value, str) else json.dumps(value)
