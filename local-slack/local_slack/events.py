"""Which events the workspace sends, to which apps, and the scopes that they need.

Source: docs.slack.dev/reference/events, and the page of each event for its scopes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import payloads
from local_slack.state.known import load_events
from local_slack.state.spelling import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from local_slack.slack import App

    JSON = dict[str, Any]

CHANNELS, GROUPS = "channels:read", "groups:read"
EVENTS: dict[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "assistant_thread_context_changed": ("assistant:write",),
    "assistant_thread_started": ("assistant:write",),
    "channel_archive": (CHANNELS,),
    "channel_created": (CHANNELS,),
    "channel_deleted": (CHANNELS,),
    "channel_id_changed": (),
    "channel_left": (CHANNELS,),
    "channel_rename": (CHANNELS,),
    "channel_shared": (CHANNELS, GROUPS),
    "channel_unarchive": (CHANNELS,),
    "channel_unshared": (CHANNELS, GROUPS),
    "emoji_changed": ("emoji:read",),
    "file_shared": ("files:read",),
    "function_executed": (),
    "group_archive": (GROUPS,),
    "group_deleted": (GROUPS,),
    "group_left": (GROUPS,),
    "group_rename": (GROUPS,),
    "group_unarchive": (GROUPS,),
    "link_shared": ("links:read",),
    "member_joined_channel": (CHANNELS, GROUPS),
    "member_left_channel": (CHANNELS, GROUPS),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message_metadata_deleted": ("metadata.message:read",),
    "message_metadata_posted": ("metadata.message:read",),
    "message_metadata_updated": ("metadata.message:read",),
    "pin_added": ("pins:read",),
    "pin_removed": ("pins:read",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "subteam_created": ("usergroups:read",),
    "subteam_members_changed": ("usergroups:read",),
    "subteam_updated": ("usergroups:read",),
    "team_join": ("users:read",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
}
"""By the name in a manifest: the scopes of which an app needs one, or none."""


def send(apps: Iterable[App], inner: JSON, subscription: str | None = None) -> None:
    """Send an event to those of the apps that have subscribed to it and have its scope.

    It goes out in the background: an app that has caused it by a call is still waiting for its
    answer. `subscription` is what the manifest calls it, where that is not the event's type:
    message.channels for a message.
    """
    name = subscription or inner["type"]
    for app in apps:
        if not app.revoked and name in app.manifest.events and is_granted(app, name):
            payload = payloads.event(app, inner)
            app.slack.events.start(app.delivery.send_event(payload))


def uninstall(app: App) -> None:
    """Take an app out of the workspace. What it hears of that is the last until it is back.

    Its token is refused, and what people have consented to is forgotten.
    """
    send([app], {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [app.bot_user]}})
    send([app], {"type": "app_uninstalled"})
    app.revoked, app.granted = True, None


def is_granted(app: App, name: str) -> bool:
    """Whether an app has a scope for an event."""
    scopes = EVENTS[name]
    return not scopes or any(scope in app.scopes for scope in scopes)


def find_problems(app: App) -> Iterator[str]:
    """What is wrong with the events that an app subscribes to, a sentence for each."""
    for name in sorted(app.manifest.events):
        if name not in EVENTS and name in load_events():
            yield f"The event {name} is not sent: local-slack has not built it yet."
        elif name not in EVENTS:
            hint = suggest(name, load_events())
            yield f"The event {name} is not sent: Slack has no such event.{hint}"
        elif not is_granted(app, name):
            needed = " or ".join(EVENTS[name])
            yield f"The event {name} is not sent: it needs the scope {needed}."
