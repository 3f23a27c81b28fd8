"""What survives a restart: people, channels, messages, files, Home tabs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SLACKBOT = "USLACKBOT"


@dataclass
class Team:
    """Another workspace, which channels can be shared with.

    `same_organisation` tells a sister workspace (Enterprise Grid) from another company's (Slack
    Connect).
    """

    id: str
    name: str
    domain: str
    same_organisation: bool = False


@dataclass
class User:
    """A person or an app's user; `color` is six hex digits.

    `team` is the id of the other workspace that a person belongs to, empty for this one. A guest
    (`is_restricted`) is in chosen channels only, `is_ultra_restricted` in a single one. `deleted`
    is Slack's word for a deactivated account.
    """

    id: str
    name: str
    real_name: str
    title: str = ""
    color: str = "5b5b66"
    is_bot: bool = False
    is_admin: bool = False
    is_restricted: bool = False
    deleted: bool = False
    tz: str = "Europe/London"
    email: str = ""
    is_owner: bool = False
    is_ultra_restricted: bool = False
    team: str = ""
    status_emoji: str = ""
    status_text: str = ""
    updated: int = 0

    @property
    def is_member(self) -> bool:
        """Whether they are a full member: active, no guest, of this workspace, and a person."""
        return not (self.is_bot or self.deleted or self.is_restricted or self.team)


@dataclass
class UserGroup:
    """People who can be mentioned together by a handle; `date_delete` is set while disabled."""

    id: str
    handle: str
    name: str
    description: str = ""
    users: list[str] = field(default_factory=list)
    date_create: int = 0
    date_update: int = 0
    date_delete: int = 0
    created_by: str = ""
    updated_by: str = ""


@dataclass
class Channel:
    """A conversation; `kind` is public, private or im (a direct message with the bot).

    `shared_with` are ids of other workspaces. Those of other companies make it `is_ext_shared`,
    those of the same organisation `is_org_shared`.
    """

    id: str
    name: str
    kind: str
    members: list[str]
    topic: str = ""
    created: int = 0
    bookmarks: list[dict[str, Any]] = field(default_factory=list)
    assistant: dict[str, Any] = field(default_factory=dict)
    is_archived: bool = False
    is_ext_shared: bool = False
    is_org_shared: bool = False
    takes_apps: bool = False  # whether an app becomes a member when it is installed
    purpose: str = ""
    creator: str = ""
    shared_with: list[str] = field(default_factory=list)


@dataclass
class Message:
    """A message; `visible_to` is the person who sees an ephemeral one.

    `thread_ts` is set on replies, and on a root once it has replies. `notified` are the people
    that it mentioned when it was posted. `choices`: the options that the app has suggested in its
    external selects, by person, block_id and action_id. `username` and `icon` (an emoji or an
    address) are shown instead of its author's. `streaming`: how a growing message shows tasks,
    empty once it is complete. `assistant`: what the app shows in the thread under it. `execution`:
    the run of a step in which it was posted. `reactions` are by emoji name, with the people in
    order. `details` are the further fields of a message that tells of a change of the channel.
    """

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str | None = None
    edited: str | None = None
    metadata: dict[str, Any] | None = None
    files: list[str] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    subtype: str = ""
    streaming: str = ""
    assistant: dict[str, Any] = field(default_factory=dict)
    execution: str = ""
    username: str = ""
    icon: str = ""
    reactions: dict[str, list[str]] = field(default_factory=dict)
    pinned_by: str = ""
    pinned_at: int = 0
    visible_to: str | None = None
    deleted: bool = False
    notified: list[str] = field(default_factory=list)
    choices: dict[str, Any] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)

    @property
    def is_note(self) -> bool:
        """Whether it tells of a change of the channel: who joined, the new topic."""
        return self.subtype.startswith("channel_")

    @property
    def is_reply(self) -> bool:
        """Whether the message is in the thread under another one."""
        return self.thread_ts not in {None, self.ts}

    @property
    def all_blocks(self) -> list[dict[str, Any]]:
        """Its blocks, and those of its attachments."""
        return [*self.blocks, *(b for each in self.attachments for b in each.get("blocks", ()))]

    def find_attachment(self, block_id: str) -> dict[str, Any] | None:
        """The attachment that a block is in."""
        for attachment in self.attachments:
            if any(block["block_id"] == block_id for block in attachment.get("blocks", ())):
                return attachment
        return None

    def choices_for(self, user: str) -> dict[str, Any]:
        """What the app has suggested to a person in this message; it can be added to."""
        choices: dict[str, Any] = self.choices.setdefault(user, {})
        return choices


@dataclass
class File:
    """An uploaded file; `content` is base64.

    `user` uploaded it, `created` is when. `shared`: whether it is in a conversation, where people
    can download it. Files from a form's file_input are for the app alone.
    """

    id: str
    name: str
    title: str
    size: int
    content: str = ""
    shared: bool = False
    user: str = ""
    created: int = 0

    @property
    def is_image(self) -> bool:
        """Whether blocks can show it."""
        return self.name.lower().endswith((".png", ".jpg", ".jpeg", ".gif"))


@dataclass
class Scheduled:
    """A message that waits for its time: `post_at`, in seconds since the epoch.

    `parts` is what `Slack.post` is given besides channel, author, text and blocks.
    """

    id: str
    channel: str
    user: str
    text: str
    blocks: list[dict[str, Any]]
    post_at: int
    date_created: int
    parts: dict[str, Any] = field(default_factory=dict)


@dataclass
class AppIds:
    """The ids of an installed app: its own, the one it posts under, and its user's."""

    id: str
    bot_id: str
    bot_user: str


@dataclass
class Workspace:
    """The whole state.

    `emoji` are the workspace's own, by name: an address, or `alias:` and another name.
    `apps` are by name, `homes` by app and person; `read` holds person → channel → the ts of the
    last message read. `followed` is what the people file said at the last start: users and
    channels by id.
    """

    id: str
    name: str
    domain: str
    apps: dict[str, AppIds] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, list[Message]] = field(default_factory=dict)
    read: dict[str, dict[str, str]] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    homes: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    scheduled: dict[str, Scheduled] = field(default_factory=dict)
    emoji: dict[str, str] = field(default_factory=dict)
    clock_offset: float = 0.0
    last_ts: str = "0.000000"
    teams: dict[str, Team] = field(default_factory=dict)
    groups: dict[str, UserGroup] = field(default_factory=dict)
    followed: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def next_ts(self, now: float) -> str:
        """The ts of a new message: seconds with six digits, later than every other."""
        micros = max(int(now * 1_000_000), _micros(self.last_ts) + 1)
        self.last_ts = f"{micros // 1_000_000}.{micros % 1_000_000:06d}"
        return self.last_ts

    def people(self) -> list[User]:
        """Everyone but the apps and Slackbot: members, guests, people of other workspaces."""
        return [user for user in self.users.values() if not user.is_bot]

    def find_owner(self) -> User:
        """The owner or administrator who is listed first; without any, the first member."""
        members = [user for user in self.users.values() if user.is_member]
        return min(members, key=lambda user: (not user.is_owner, not user.is_admin))

    def direct_message(self, user: str, bot_user: str) -> Channel:
        """The conversation between a person and an app's user."""
        for channel in self.channels.values():
            if channel.kind == "im" and {user, bot_user} <= set(channel.members):
                return channel
        first = f"D{user[1:]}"
        channel_id = first if first not in self.channels else f"{first}{bot_user[2:]}"
        channel = Channel(channel_id, "", "im", [user, bot_user])
        self.channels[channel.id] = channel
        return channel

    def own_space(self, user: str) -> Channel:
        """The direct message of a person with themselves, in which no app is."""
        channel_id = f"D0SELF{user[2:]}"
        return self.channels.setdefault(channel_id, Channel(channel_id, "", "im", [user]))

    def find(self, channel: str, ts: str | None) -> Message | None:
        """The message with that ts, ephemeral ones included."""
        return next((m for m in self.messages.get(channel, ()) if m.ts == ts), None)

    def replies(self, channel: str, root: str) -> list[Message]:
        """The replies in the thread under a message that everybody sees, oldest first."""
        return [
            m
            for m in self.messages.get(channel, ())
            if m.is_reply and m.thread_ts == root and not m.visible_to
        ]

    def post(self, message: Message) -> Message:
        """Add a message to its channel; a reply marks its root as a thread."""
        self.messages.setdefault(message.channel, []).append(message)
        if message.is_reply and not message.visible_to:
            root = self.find(message.channel, message.thread_ts)
            if root:
                root.thread_ts = root.ts
        return message

    def remove(self, message: Message) -> None:
        """Delete a message. A root that has replies leaves a tombstone, as on Slack."""
        if self.replies(message.channel, message.ts):
            message.deleted = True
            message.text = "This message was deleted."
            message.blocks, message.files, message.metadata = [], [], None
        else:
            self.messages[message.channel].remove(message)

    def list_unread(self, user: str, channel: str) -> list[Message]:
        """The messages of a channel that they are in which a person has not read, oldest first.

        Edits, replies and ephemeral messages are not among them, as on Slack.
        """
        if user not in self.channels[channel].members:
            return []
        read = self.read.get(user, {}).get(channel, "")
        return [
            m
            for m in self.messages.get(channel, ())
            if m.ts > read
            and m.user != user
            and not (m.is_reply or m.visible_to or m.deleted or m.is_note)
        ]


def _micros(ts: str) -> int:
    seconds, _, micros = ts.partition(".")
    return int(seconds) * 1_000_000 + int(micros)
