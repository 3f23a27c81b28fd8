"""The running workspace: what it keeps, what it forgets on a restart, and who must be told."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from local_slack.background import Background
from local_slack.block_kit.mentions import mentioned
from local_slack.delivery import Delivery
from local_slack.socket_mode import SocketMode
from local_slack.state import manifest, sample, workspace
from local_slack.state.clock import Clock
from local_slack.state.faults import Faults
from local_slack.state.response_urls import ResponseUrls
from local_slack.state.triggers import Triggers
from local_slack.state.views import Stacks, View
from local_slack.state.watchers import Watchers
from local_slack.state.workspace import Channel, Message, User, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from local_slack.settings import Settings

    JSON = dict[str, Any]

SAVE_AFTER = 0.1  # seconds; changes in between are written together
CALLS_KEPT = 2000


class Slack:
    """One local workspace and everything that acts on it. `url` is set once the server listens."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.manifest = manifest.load(settings.manifest)
        self.url = ""
        self.watchers = Watchers(int(time.time()))
        self.background = Background()
        self.sockets = SocketMode(self.background, settings.ack_seconds)
        self.delivery = Delivery(settings, self.sockets, self.background)
        self._saving: asyncio.TimerHandle | None = None
        self._begin(self._kept())

    @property
    def api_url(self) -> str:
        """What a bot's ``SLACK_API_URL`` is set to."""
        return f"{self.url}/api/"

    def reset(self) -> None:
        """Start over with the sample workspace."""
        people = [person.id for person in self.workspace.people()]
        self._begin(sample.workspace(self.manifest.name, self.manifest.bot_name, time.time()))
        self.changed(people)

    def _begin(self, kept: Workspace) -> None:
        self.workspace = kept
        self.clock = Clock(kept.clock_offset)
        self.triggers = Triggers(self.clock)
        self.response_urls = ResponseUrls(self.clock)
        self.stacks = Stacks()
        self.faults = Faults()
        self.calls: deque[JSON] = deque(maxlen=CALLS_KEPT)
        self.notices: dict[str, list[JSON]] = {}
        self.codes: dict[str, str] = {}  # of the consent page, by client_id

    def _kept(self) -> Workspace:
        kept = workspace.load(self.settings.data / "workspace.json") if self.settings.data else None
        if kept is None:
            return sample.workspace(self.manifest.name, self.manifest.bot_name, time.time())
        kept.users[kept.bot_user].real_name = self.manifest.bot_name
        return kept

    # --- who sees what ---

    def audience(self, channel: Channel) -> list[str]:
        """The people who can see a channel: everyone for a public one, else its members."""
        if channel.kind == "public":
            return [person.id for person in self.workspace.people()]
        return [m for m in channel.members if not self.workspace.users[m].is_bot]

    def home(self, user: str) -> View | None:
        """A person's Home tab as the app last published it."""
        kept = self.workspace.homes.get(user)
        return View(**kept) if kept else None

    def bot(self) -> User:
        """The app's own user."""
        return self.workspace.users[self.workspace.bot_user]

    def create_response_url(
        self, user: User, channel: Channel, message: Message | None = None
    ) -> str:
        """An address at which the app may answer a command, or a click in a message."""
        return f"{self.url}/response/{self.response_urls.create(user.id, channel.id, message)}"

    # --- changing it ---

    def post(  # noqa: PLR0913 - a message has this many parts
        self,
        channel: Channel,
        user: str,
        text: str,
        blocks: list[JSON] | None = None,
        *,
        thread_ts: str | None = None,
        visible_to: str | None = None,
        metadata: JSON | None = None,
        files: Iterable[str] = (),
    ) -> Message:
        """Put a message into a channel, or before one person only."""
        message = Message(
            ts=self.workspace.next_ts(self.clock.now()),
            channel=channel.id,
            user=user,
            text=text,
            blocks=blocks or [],
            thread_ts=self._root(channel, thread_ts),
            visible_to=visible_to,
            metadata=metadata,
            files=list(files),
            notified=self._notified(channel, user, text, blocks or []),
        )
        self.workspace.post(message)
        self.changed([visible_to] if visible_to else self.audience(channel))
        return message

    def edit(self, message: Message, text: str, blocks: list[JSON] | None) -> None:
        """Change a message where it stands. Nobody is notified: unread counts stay."""
        message.text, message.blocks = text, blocks or []
        message.edited = self.workspace.next_ts(self.clock.now())
        self.message_changed(message)

    def remove(self, message: Message) -> None:
        """Take a message away."""
        self.workspace.remove(message)
        self.message_changed(message)

    def message_changed(self, message: Message) -> None:
        """Tell those who can see a message."""
        channel = self.workspace.channels[message.channel]
        self.changed([message.visible_to] if message.visible_to else self.audience(channel))

    def notice(self, user: str, text: str) -> None:
        """Show a person a passing sentence; it goes with the next thing they do."""
        ts = self.workspace.next_ts(self.clock.now())
        self.notices.setdefault(user, []).append({"id": ts, "text": text})
        self.changed([user])

    def changed(self, users: Iterable[str]) -> None:
        """Tell people's windows, and write the workspace soon."""
        self.watchers.changed(users)
        if self.settings.data and self._saving is None:
            self._saving = asyncio.get_running_loop().call_later(SAVE_AFTER, self.save)

    def save(self) -> None:
        """Write the workspace now."""
        if self._saving:
            self._saving.cancel()
            self._saving = None
        if self.settings.data:
            self.workspace.clock_offset = self.clock.offset
            workspace.save(self.workspace, self.settings.data / "workspace.json")

    async def close(self) -> None:
        """Stop what runs in the background and write the workspace."""
        await self.background.close()
        await self.delivery.close()
        self.save()

    def _notified(self, channel: Channel, author: str, text: str, blocks: list[JSON]) -> list[str]:
        """Who is notified of a new message since it mentions them. Of an edit nobody is."""
        members = [member for member in self.audience(channel) if member != author]
        named = mentioned(text, blocks)
        return [member for member in members if member in named]

    def _root(self, channel: Channel, thread_ts: str | None) -> str | None:
        """The root that a reply belongs under; None puts it at top level.

        Slack: a reply to a reply joins the same thread; one under a deleted root does not.
        """
        under = self.workspace.find(channel.id, thread_ts) if thread_ts else None
        if under is None or under.deleted:
            return None
        return under.thread_ts or under.ts
