"""The running workspace and its apps: its state, who sees what, and how it changes."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from typing import TYPE_CHECKING, Any

from local_slack.background import Background
from local_slack.block_kit.mentions import EVERYBODY, mentioned_users
from local_slack.block_kit.schema import Grants
from local_slack.delivery import Delivery
from local_slack.errors import StartError
from local_slack.socket_mode import SocketMode
from local_slack.state import founding, manifest, people_file, stored
from local_slack.state.clock import Clock
from local_slack.state.faults import Faults
from local_slack.state.installation import install_apps
from local_slack.state.response_urls import ResponseUrls
from local_slack.state.triggers import Triggers
from local_slack.state.views import Stacks, View
from local_slack.state.watchers import OTHERS, Watchers
from local_slack.state.workspace import Channel, Message, User, Workspace
from local_slack.tokens import is_of_slack
from local_slack.traffic import Traffic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from local_slack.settings import AppSettings, Settings
    from local_slack.state.manifest import Manifest
    from local_slack.state.steps import Execution
    from local_slack.state.workspace import AppIds

    JSON = dict[str, Any]

LOG = logging.getLogger("local_slack")  # what whoever starts it sees on the terminal
SAVE_AFTER = 0.1  # seconds; changes in this time are saved together
TRAFFIC = "traffic"  # who watches it is told of new exchanges; no person has that id


class App:
    """An app that is installed in the workspace: who it is, and how the workspace reaches it.

    `revoked` says whether it was taken out, until it is installed again. `slack_url` is the
    workspace's address as this app reaches it, which another one in a container may not.
    """

    def __init__(self, slack: Slack, settings: AppSettings, manifest: Manifest) -> None:
        self.slack, self.settings, self.manifest = slack, settings, manifest
        seconds = slack.settings.ack_seconds
        self.sockets = SocketMode(slack.background, seconds)
        self.delivery = Delivery(settings, seconds, self.sockets, slack.background, slack.traffic)
        self.delivery.find_fault = slack.faults.meet
        self.delivery.is_interactive = manifest.interactivity
        self.ids: AppIds
        self.slack_url = ""
        self.start_over()

    @property
    def id(self) -> str:
        """The app's own id."""
        return self.ids.id

    @property
    def bot_id(self) -> str:
        """The id under which it posts."""
        return self.ids.bot_id

    @property
    def bot_user(self) -> str:
        """The id of its user."""
        return self.ids.bot_user

    def bot(self) -> User:
        """The app's own user."""
        return self.slack.workspace.users[self.bot_user]

    def start_over(self) -> None:
        """Take its place in the workspace of now, and forget the workspace before."""
        self.ids = self.slack.workspace.apps[self.manifest.name]
        self.triggers = Triggers(self.slack.clock)
        self.revoked = False
        self.granted: frozenset[str] | None = None

    @property
    def scopes(self) -> frozenset[str]:
        """What it may do: what people have consented to, or all that its manifest asks for."""
        return self.manifest.scopes if self.granted is None else self.granted

    def load_home(self, user: str) -> View | None:
        """A person's Home tab as the app last published it."""
        stored = self.slack.workspace.homes.get(self.id, {}).get(user)
        return View(**stored) if stored else None

    def grants(self) -> Grants:
        """What it may use in its blocks."""
        images = (file.id for file in self.slack.workspace.files.values() if file.is_image)
        return Grants(self.scopes, self.manifest.unfurl_domains, frozenset(images))

    def create_response_url(
        self, user: User, channel: Channel, message: Message | None = None
    ) -> str:
        """An address at which the app may answer a command, or a click in a message."""
        opaque = self.slack.response_urls.create(self.bot_user, user.id, channel.id, message)
        return f"{self.slack_url}/response/{opaque}"


class Slack:
    """One local workspace and everything that acts on it. `url` is set once the server listens."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._manifests = [manifest.load(app.manifest) for app in settings.apps]
        self._people = people_file.load(settings.workspace or founding.SAMPLE)
        _check_apps(settings, self._manifests)
        self.url = ""
        self.watchers = Watchers(int(time.time()))
        self.background = Background()
        self.events = Background()  # those that are on their way to apps
        self.clock = Clock()
        self._saving: asyncio.TimerHandle | None = None
        self.faults = Faults(self._show_traffic)
        self.traffic = Traffic(
            self.clock.now,
            self.name_id,
            self._show_traffic,
            [text for app in settings.apps for text in app.secrets()],
        )
        self._start_with(self._load())
        self.apps = tuple(
            App(self, app, known) for app, known in zip(settings.apps, self._manifests, strict=True)
        )

    @property
    def app(self) -> App:
        """The app, where there is one; else the first."""
        return self.apps[0]

    @property
    def api_url(self) -> str:
        """What a bot's `SLACK_API_URL` is set to."""
        return f"{self.url}/api/"

    def reset(self) -> None:
        """Start over with the people file's workspace. The time stays: the app has lived in it."""
        self._continue_with(self._create_workspace())

    def load_state(self, given: object) -> None:
        """Go on with a workspace that somebody has saved; see `stored`. Time never goes back.

        Raises StateError, and then changes nothing.
        """
        loaded = stored.read(given)
        install_apps(loaded, self._manifests)
        self._continue_with(loaded)

    def save_state(self) -> JSON:
        """The workspace as JSON, for a file that `load_state` can load."""
        self.workspace.clock_offset = self.clock.offset
        return stored.describe(self.workspace)

    def _continue_with(self, workspace: Workspace) -> None:
        people = [person.id for person in self.workspace.people()]
        self._start_with(workspace)
        for app in self.apps:
            app.start_over()
        self.notify_windows([*people, *(person.id for person in workspace.people())])

    def _start_with(self, workspace: Workspace) -> None:
        self.workspace = workspace
        if not self.settings.fixed_clock:
            self.clock.catch_up(workspace.clock_offset)
        self.response_urls = ResponseUrls(self.clock)
        self.stacks = Stacks()
        self.faults.remove()
        self.executions: dict[str, Execution] = {}
        self.stage: JSON = {}
        self.traffic.clear()
        self.notices: dict[str, list[JSON]] = {}
        # Of the consent page: code → client_id, whether it is for the organisation, and the scopes.
        self.codes: dict[str, tuple[str, bool, frozenset[str]]] = {}

    def _load(self) -> Workspace:
        data = self.settings.data
        saved = stored.load(data / "workspace.json") if data else None
        if saved is None:
            return self._create_workspace()
        install_apps(saved, self._manifests)
        founding.follow_file(saved, self._people, self.clock.now())
        return saved

    def _create_workspace(self) -> Workspace:
        return founding.found_workspace(self._people, self._manifests, self.clock.now())

    # --- who sees what ---

    def audience(self, channel: Channel) -> list[str]:
        """The people who can see a channel: all members of the workspace for a public one.

        Guests and people of other workspaces see only the channels that they are in.
        """
        is_public = channel.kind == "public"
        return [
            person.id
            for person in self.workspace.people()
            if not person.deleted
            and (person.id in channel.members or (is_public and person.is_member))
        ]

    def find_app(self, bot_user: str) -> App | None:
        """The app whose user that is, None for people and Slackbot."""
        return next((app for app in self.apps if app.bot_user == bot_user), None)

    def find_app_by_id(self, app_id: str) -> App | None:
        """The app with that id."""
        return next((app for app in self.apps if app.id == app_id), None)

    def name_id(self, known_id: str) -> str:
        """What people call a person or channel with that id."""
        user = self.workspace.users.get(known_id)
        channel = self.workspace.channels.get(known_id)
        if user:
            return re.sub(r"\s*\(.*\)", "", user.real_name) or user.name
        if channel:
            return f"#{channel.name}" if channel.kind != "im" else "a direct message"
        return known_id

    def apps_in(self, channel: Channel) -> list[App]:
        """The apps that are members of a channel."""
        return [app for app in self.apps if app.bot_user in channel.members]

    # --- what changes it ---

    def post(  # noqa: PLR0913 - a message has this many parts
        self,
        channel: Channel,
        user: str,
        text: str,
        blocks: list[JSON] | None = None,
        *,
        thread_ts: str | None = None,
        visible_to: str | None = None,
        **parts: Any,  # noqa: ANN401 - further fields of a message
    ) -> Message:
        """Post a message to a channel, or for one person only."""
        root = self._thread_root(channel, thread_ts)
        message = Message(
            ts=self.workspace.next_ts(self.clock.now()),
            channel=channel.id,
            user=user,
            text=text,
            blocks=blocks or [],
            thread_ts=root,
            visible_to=visible_to,
            notified=self._find_notified(channel, user, text, blocks or [], in_thread=bool(root)),
            **parts,
        )
        self.workspace.post(message)
        self.notify_windows([visible_to] if visible_to else self.audience(channel))
        return message

    def edit(self, message: Message, text: str, blocks: list[JSON] | None) -> None:
        """Change a message. Nobody is notified, and unread counts stay as they are."""
        message.text, message.blocks = text, blocks or []
        message.edited = self.workspace.next_ts(self.clock.now())
        self.notify_viewers(message)

    def remove(self, message: Message) -> None:
        """Delete a message."""
        self.workspace.remove(message)
        self.notify_viewers(message)

    def notify_viewers(self, message: Message) -> None:
        """Tell everyone who can see a message to look again."""
        channel = self.workspace.channels[message.channel]
        self.notify_windows([message.visible_to] if message.visible_to else self.audience(channel))

    def show_notice(self, user: str, text: str) -> None:
        """Show a person a sentence until the next thing they do."""
        ts = self.workspace.next_ts(self.clock.now())
        self.notices.setdefault(user, []).append({"id": ts, "text": text})
        self.notify_windows([user])

    def _show_traffic(self) -> None:
        """Tell the windows that traffic or faults have changed."""
        self.watchers.notify([TRAFFIC])

    def notify_windows(self, users: Iterable[str]) -> None:
        """Tell people's windows to look again, and save the workspace soon."""
        self.watchers.notify([*users, OTHERS])
        if self.settings.data and self._saving is None:
            self._saving = asyncio.get_running_loop().call_later(SAVE_AFTER, self.save)

    def show_moved_time(self) -> None:
        """Have every window show the time that the clock was moved to, and save it at once."""
        self.notify_windows(person.id for person in self.workspace.people())
        self.save()

    def save(self) -> None:
        """Save the workspace now."""
        if self._saving:
            self._saving.cancel()
            self._saving = None
        if self.settings.data:
            self.workspace.clock_offset = self.clock.offset
            try:
                stored.save(self.workspace, self.settings.data / "workspace.json")
            except OSError as error:
                LOG.warning("The workspace is not saved in %s: %s.", self.settings.data, error)

    async def close(self) -> None:
        """Stop what runs in the background and save the workspace."""
        await self.events.close()
        await self.background.close()
        for app in self.apps:
            await app.delivery.close()
        self.save()

    def _find_notified(
        self, channel: Channel, author: str, text: str, blocks: list[JSON], *, in_thread: bool
    ) -> list[str]:
        """The members that a new message mentions. Edits notify nobody, nor @channel in threads."""
        audience = self.audience(channel)
        members = [m for m in channel.members if m in audience and m != author]
        mentions = mentioned_users(text, blocks)
        if EVERYBODY in mentions and not in_thread:
            return members
        for group in self.workspace.groups.values():
            if group.id in mentions and not group.date_delete:
                mentions.update(group.users)
        return [member for member in members if member in mentions]

    def _thread_root(self, channel: Channel, thread_ts: str | None) -> str | None:
        """The message that a reply belongs under, None for none.

        Slack: a reply to a reply joins the same thread; one under a deleted root does not.
        """
        root = self.workspace.find(channel.id, thread_ts) if thread_ts else None
        if root is None or root.deleted:
            return None
        return root.thread_ts or root.ts


def _check_apps(settings: Settings, manifests: list[Manifest]) -> None:
    """Several apps need to be told apart. Raises StartError."""
    if not settings.apps:
        raise StartError("A local workspace needs at least one app: give it a manifest.")
    tokens = [token for app in settings.apps for token in (app.bot_token, app.app_token) if token]
    if any(map(is_of_slack, tokens)):
        raise StartError(
            "A token looks like one of Slack's own. The local workspace takes no real token, and "
            "makes its own: leave it out."
        )
    if len(set(tokens)) < len(tokens):
        raise StartError("Each app needs tokens of its own.")
    if any(
        not (app.bot_token.startswith("xoxb-") and (app.app_token or "xapp-").startswith("xapp-"))
        for app in settings.apps
    ):
        raise StartError("A bot token begins with xoxb-, and an app token with xapp-.")
    names = [each.name for each in manifests]
    if len(set(names)) < len(names):
        raise StartError("Each app needs a name of its own: see display_information.name.")
