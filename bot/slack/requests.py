"""What Slack sends, as typed values: one class for each kind of payload.

The shapes are those of Slack's documentation of slash commands, interactivity payloads and the
Events API. A payload that lacks what its kind must have raises BadPayloadError.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from bot.slack import fields
from bot.slack.fields import BadPayloadError, Json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class OpenView:
    """A modal or Home as it was when something was pressed or submitted in it.

    `values` is Slack's `view.state.values`: block_id → action_id → state. `hash` guards an update
    against overwriting a later one. `inputs` are the blocks that can show an error.
    """

    id: str
    type: str  # "modal" or "home"
    callback_id: str
    hash: str
    previous: str  # the id of the modal below; empty if there is none
    private_metadata: str
    inputs: tuple[str, ...]  # block_ids
    values: Mapping[str, Mapping[str, Json]]
    payload: Json = field(default_factory=dict)
    """The view as Slack sent it."""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command, such as `/salary london`."""

    tenant: str
    user: str
    channel: str
    channel_name: str  # a hint: see `looks_public`
    name: str  # with its slash
    text: str
    trigger_id: str
    response_url: str


@dataclass(frozen=True, slots=True)
class Action:
    """A press of a button or a choice in a picker, in a message or in a modal."""

    tenant: str
    user: str
    action_id: str
    value: str  # the button's value or the chosen option's
    trigger_id: str
    channel: str  # empty in a modal, as are `message_ts` and `response_url`
    channel_name: str  # a hint: see `looks_public`
    message_ts: str  # an ephemeral message has one, but no content
    response_url: str
    view: OpenView | None  # none in a message
    sent_at: str = ""  # Slack's `action_ts`: a later one sorts after an earlier one
    block_id: str = ""

    @property
    def modal(self) -> OpenView | None:
        """The modal that it was in; None in a message or Home, over which modals are opened."""
        return self.view if self.view and self.view.type == "modal" else None

    @property
    def is_of_field(self) -> bool:
        """Whether it was a choice in a field, which is sent with its form as well."""
        return self.view is not None and self.block_id in self.view.inputs


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted modal."""

    tenant: str
    user: str
    callback_id: str
    view: OpenView


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut: a global one, or one on a message."""

    tenant: str
    user: str
    callback_id: str
    trigger_id: str
    channel: str  # empty for a global one, as is `response_url`
    channel_name: str  # a hint: see `looks_public`
    response_url: str


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the Events API. Slack may deliver it more than once, with the same id.

    `at`: when it happened, in seconds; 0 if that isn't said. Slack repeats an event for an hour.
    """

    tenant: str
    type: str
    id: str
    content: Json
    at: int = 0


@dataclass(frozen=True, slots=True)
class Other:
    """A kind of payload that only extensions take, such as `view_closed`."""

    type: str


Request: TypeAlias = Command | Action | Submission | Shortcut | Event | Other


def read_request(body: Json) -> Request:
    """Read a parsed body. Raises BadPayloadError if a field that its kind must have is missing."""
    try:
        body = fields.replace_surrogates(body)
    except RecursionError:
        raise BadPayloadError("bounds") from None
    if "command" in body:
        return read_command(body)
    match body.get("type"):
        case "block_actions":
            return read_action(body)
        case "view_submission":
            return read_submission(body)
        case "shortcut" | "message_action":
            return read_shortcut(body)
        case "event_callback":
            return read_event(body)
        case _:
            return Other(fields.read_text(body, "type"))


def read_command(body: Json) -> Command:
    """Read a slash command."""
    return Command(
        tenant=_find_tenant(body),
        user=fields.read_id(body, "user_id"),
        channel=fields.read_text(body, "channel_id"),
        channel_name=fields.read_optional(body, "channel_name"),
        name=fields.read_text(body, "command"),
        text=_unescape(fields.read_text(body, "text")),
        trigger_id=fields.read_text(body, "trigger_id"),
        response_url=fields.read_text(body, "response_url"),
    )


def read_action(body: Json) -> Action:
    """Read a `block_actions` payload. Slack sends one action in each."""
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], dict):
        raise BadPayloadError("actions")
    pressed: Json = actions[0]
    container = fields.read_object(body, "container")
    view = body.get("view")
    channel = _read_channel(body)
    return Action(
        tenant=_find_tenant(body),
        user=fields.read_id(fields.read_object(body, "user"), "id"),
        action_id=fields.read_text(pressed, "action_id"),
        value=_read_value(pressed),
        trigger_id=fields.read_text(body, "trigger_id"),
        channel=fields.read_optional(channel, "id"),
        channel_name=fields.read_optional(channel, "name"),
        message_ts=fields.read_optional(container, "message_ts"),
        response_url=fields.read_optional(body, "response_url"),
        view=read_open_view(view) if isinstance(view, dict) else None,
        sent_at=fields.read_optional(pressed, "action_ts"),
        block_id=fields.read_optional(pressed, "block_id"),
    )


def read_submission(body: Json) -> Submission:
    """Read a `view_submission` payload."""
    view = fields.read_object(body, "view")
    return Submission(
        tenant=_find_tenant(body),
        user=fields.read_id(fields.read_object(body, "user"), "id"),
        callback_id=fields.read_text(view, "callback_id"),
        view=read_open_view(view),
    )


def read_shortcut(body: Json) -> Shortcut:
    """Read a `shortcut` or `message_action` payload."""
    channel = _read_channel(body)
    return Shortcut(
        tenant=_find_tenant(body),
        user=fields.read_id(fields.read_object(body, "user"), "id"),
        callback_id=fields.read_text(body, "callback_id"),
        trigger_id=fields.read_text(body, "trigger_id"),
        channel=fields.read_optional(channel, "id"),
        channel_name=fields.read_optional(channel, "name"),
        response_url=fields.read_optional(body, "response_url"),
    )


def read_event(body: Json) -> Event:
    """Read an `event_callback`."""
    content, at = fields.read_object(body, "event"), body.get("event_time")
    return Event(
        tenant=_find_tenant(body),
        type=fields.read_text(content, "type"),
        id=fields.read_text(body, "event_id"),
        content=content,
        at=at if type(at) is int else 0,
    )


def _read_channel(body: Json) -> Json:
    """Read the channel of a payload, empty if it has none, as in a modal."""
    channel = body.get("channel")
    return channel if isinstance(channel, dict) else {}


def _find_tenant(body: Json) -> str:
    """Find the workspace that the app is installed in.

    In a channel shared between workspaces `team` is the acting person's; the view says where the
    app is. An organisation-wide installation may come without a team.
    """
    view = body.get("view")
    if isinstance(view, dict) and fields.read_optional(view, "app_installed_team_id"):
        return fields.read_id(view, "app_installed_team_id")
    for direct, nested in (("team_id", "team"), ("enterprise_id", "enterprise")):
        if fields.read_optional(body, direct):
            return fields.read_id(body, direct)
        part = body.get(nested)
        if isinstance(part, dict) and fields.read_optional(part, "id"):
            return fields.read_id(part, "id")
    raise BadPayloadError("team")


def _unescape(text: str) -> str:
    """Undo Slack's escaping of three characters in a command's text."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def read_open_view(view: Json) -> OpenView:
    """Read a view as Slack shows it in payloads and in answers to views.* methods."""
    values = fields.read_object(fields.read_object(view, "state"), "values")
    if not all(
        isinstance(block, dict) and all(isinstance(state, dict) for state in block.values())
        for block in values.values()
    ):
        raise BadPayloadError("values")
    return OpenView(
        id=fields.read_text(view, "id"),
        type=fields.read_optional(view, "type"),
        callback_id=fields.read_optional(view, "callback_id"),
        hash=fields.read_optional(view, "hash"),
        previous=fields.read_optional(view, "previous_view_id"),
        private_metadata=fields.read_optional(view, "private_metadata"),
        inputs=tuple(_find_inputs(view.get("blocks"))),
        values=values,
        payload=view,
    )


def _find_inputs(blocks: object) -> Iterator[str]:
    for block in blocks if isinstance(blocks, list) else ():
        if isinstance(block, dict) and block.get("type") == "input":
            yield fields.read_optional(block, "block_id")


def is_direct(request: Command | Action | Shortcut) -> bool:
    """Whether a request comes from direct messages: with the app, with a person, or of a group."""
    return request.channel.startswith("D") or request.channel_name.partition("-")[0] == "mpdm"


def looks_public(request: Command | Action | Shortcut) -> bool:
    """Whether a channel's name in a request says that everyone can read it.

    It is a hint for where Slack can't be asked (`Directory.is_public`): Slack usually writes
    "privategroup" for the name of a private channel, but may send the real one.
    """
    return request.channel_name not in {"", "privategroup", "directmessage"} and not (
        is_direct(request)
    )


def _read_value(pressed: Json) -> str:
    option = pressed.get("selected_option")
    chosen = option if isinstance(option, dict) else pressed
    return fields.read_optional(chosen, "value")
