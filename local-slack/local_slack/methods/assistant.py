"""assistant.threads.setStatus, setSuggestedPrompts, setTitle.

Sources: docs.slack.dev/reference/methods/assistant.threads.*, docs.slack.dev/changelog/2026/03/05
for the scopes of setStatus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import assistants
from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method, missing_argument, wrong_argument
from local_slack.methods.conversations import load_channel

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App
    from local_slack.state.workspace import Message

    JSON = dict[str, Any]

MOST_LOADING_MESSAGES = 10
MOST_PROMPTS = 4


async def set_status(app: App, arguments: Arguments) -> JSON:
    """Show what the app does in a thread, also of a channel. An empty status clears it."""
    if "status" not in arguments:
        raise missing_argument("status")
    loading = arguments.structure("loading_messages") or []
    texts = isinstance(loading, list) and all(isinstance(each, str) for each in loading)
    if not texts or len(loading) > MOST_LOADING_MESSAGES:
        sentence = f"loading_messages is not a list of at most {MOST_LOADING_MESSAGES} texts"
        raise wrong_argument("loading_messages", sentence)
    root = _find_root(app, arguments)
    assistants.set_status(app.slack, root, app, arguments.text("status") or "", loading)
    return {}


async def set_prompts(app: App, arguments: Arguments) -> JSON:
    """Suggest what a person can ask; without `thread_ts` in the whole direct message.

    That takes an app with `agent_view`.
    """
    prompts = arguments.structure("prompts")
    if (
        not isinstance(prompts, list)
        or not 1 <= len(prompts) <= MOST_PROMPTS
        or not all(_is_prompt(each) for each in prompts)
    ):
        sentence = f"prompts is not a list of 1 to {MOST_PROMPTS}, each with title and message"
        raise wrong_argument("prompts", sentence)
    shown = {"prompts": prompts, "prompts_title": arguments.text("title") or ""}
    if "thread_ts" in arguments:
        root = _find_root(app, arguments)
        root.assistant |= shown
        app.slack.notify_viewers(root)
        return {}
    channel = load_channel(app, arguments, "channel_id")
    if app.manifest.assistant != "agent":
        raise SlackError("not_agent_app")
    channel.assistant |= shown
    app.slack.notify_windows(app.slack.audience(channel))
    return {}


async def set_title(app: App, arguments: Arguments) -> JSON:
    """Name a thread, as the list of chats shows it."""
    title = arguments.required("title")
    root = _find_root(app, arguments)
    root.assistant["title"] = title
    app.slack.notify_viewers(root)
    return {}


def _find_root(app: App, arguments: Arguments) -> Message:
    ts = arguments.required("thread_ts")
    channel = load_channel(app, arguments, "channel_id")
    root = app.slack.workspace.find(channel.id, ts)
    if root is None or root.deleted or root.visible_to:
        raise SlackError("invalid_thread_ts")
    return root


def _is_prompt(prompt: object) -> bool:
    return isinstance(prompt, dict) and all(
        isinstance(prompt.get(name), str) and prompt[name] for name in ("title", "message")
    )


def _scope_for_status(app: App, _: Arguments) -> list[str]:
    """Slack takes the old scope, too, for the time being."""
    return [] if "assistant:write" in app.scopes else ["chat:write"]


METHODS: dict[str, Method] = {
    "assistant.threads.setStatus": Method(
        set_status, _scope_for_status, ("assistant:write", "chat:write")
    ),
    "assistant.threads.setSuggestedPrompts": method(set_prompts, "assistant:write"),
    "assistant.threads.setTitle": method(set_title, "assistant:write"),
}
