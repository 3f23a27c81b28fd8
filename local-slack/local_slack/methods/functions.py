"""functions.completeSuccess and completeError: how an app ends a step of a workflow.

Sources: docs.slack.dev/reference/methods/functions.completeSuccess and /functions.completeError.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method, wrong_argument

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App
    from local_slack.state.steps import Execution

    JSON = dict[str, Any]


async def complete_success(app: App, arguments: Arguments) -> JSON:
    """End a step with its outputs, which must be those of the manifest."""
    execution = _find_execution(app, arguments)
    outputs = arguments.structure("outputs")
    if not isinstance(outputs, dict):
        raise wrong_argument("outputs", "outputs is not an object")
    known = {parameter.name for parameter in execution.step.outputs}
    problems = [
        f"[ERROR] `{name}` is not an output of this step" for name in outputs.keys() - known
    ]
    problems += [
        f"[ERROR] missing required output: {parameter.name}"
        for parameter in execution.step.outputs
        if parameter.is_required and outputs.get(parameter.name) is None
    ]
    if problems:
        raise SlackError(
            "parameter_validation_failed", response_metadata={"messages": sorted(problems)}
        )
    execution.outputs = outputs
    execution.ended.set()
    return {}


async def complete_error(app: App, arguments: Arguments) -> JSON:
    """End a step with a sentence on what went wrong."""
    execution = _find_execution(app, arguments)
    execution.error = arguments.required("error")
    execution.ended.set()
    return {}


def _find_execution(app: App, arguments: Arguments) -> Execution:
    execution = app.slack.executions.get(arguments.required("function_execution_id"))
    if execution is None or execution.app != app.id:
        raise SlackError("function_execution_not_found")
    if not execution.is_running:
        raise SlackError("execution_not_in_running_state")
    return execution


METHODS: dict[str, Method] = {
    "functions.completeSuccess": method(complete_success),
    "functions.completeError": method(complete_error),
}
