"""Threads between a person and an app's assistant: how they start, and what the app shows in them.

Sources: docs.slack.dev/ai/developing-ai-apps, /reference/events/assistant_thread_started,
/reference/methods/assistant.threads.setStatus. What an app sets is kept on the thread's root:
`status` with `loading_messages`, `title`, and `prompts` with `prompts_title`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import events

if TYPE_CHECKING:
    from local_slack.slack import App, Slack
    from local_slack.state.workspace import Message, User

    JSON = dict[str, Any]

STATUS_SECONDS = 120  # a status goes away by itself
NEW = "New chat"


def start_thread(app: App, user: User, context_channel: str | None) -> Message:
    """Start a thread with an app's assistant, from a channel that the person looks at."""
    slack = app.slack
    channel = slack.workspace.direct_message(user.id, app.bot_user)
    root = slack.post(channel, app.bot_user, NEW, subtype="assistant_app_thread")
    slack.workspace.read.setdefault(user.id, {})[channel.id] = root.ts
    root.assistant = {"user": user.id, "context": _context(slack, context_channel)}
    if app.manifest.prompts:
        root.assistant["prompts"] = list(app.manifest.prompts)
    events.send([app], _thread_event(root, "assistant_thread_started"))
    return root


def change_context(app: App, root: Message, context_channel: str | None) -> None:
    """A person looks at another channel while the thread is open."""
    root.assistant["context"] = _context(app.slack, context_channel)
    app.slack.notify_viewers(root)
    events.send([app], _thread_event(root, "assistant_thread_context_changed"))


def set_status(slack: Slack, root: Message, app: App, status: str, loading: list[str]) -> None:
    """Show what an app does in a thread, until its next message there."""
    if not status:
        clear_status(slack, root)
        return
    shown = {"user": app.bot_user, "text": status, "loading_messages": loading}
    root.assistant["status"] = shown
    slack.notify_viewers(root)
    slack.background.start(_clear_in_time(slack, root, shown))


def note_reply(slack: Slack, root: Message, author: str) -> None:
    """A message in a thread ends the status of its author, and what was suggested to a person."""
    if root.assistant.get("status", {}).get("user") == author:
        clear_status(slack, root)
    if slack.find_app(author) is None and root.assistant.pop("prompts", None):
        slack.notify_viewers(root)


def clear_status(slack: Slack, root: Message) -> None:
    """Take a status away, if there is one."""
    if root.assistant.pop("status", None):
        slack.notify_viewers(root)


async def _clear_in_time(slack: Slack, root: Message, shown: JSON) -> None:
    await slack.clock.sleep_until(slack.clock.now() + STATUS_SECONDS)
    if root.assistant.get("status") is shown:
        clear_status(slack, root)


def _context(slack: Slack, channel: str | None) -> JSON:
    return {"channel_id": channel, "team_id": slack.workspace.id} if channel else {}


def _thread_event(root: Message, kind: str) -> JSON:
    thread = {
        "user_id": root.assistant["user"],
        "context": root.assistant["context"],
        "channel_id": root.channel,
        "thread_ts": root.ts,
    }
    return {"type": kind, "assistant_thread": thread}
