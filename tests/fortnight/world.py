"""The fortnight as it happens: the real app, a real Valkey, and time that goes from look to look.

The app finds out by itself when it must look again. The time is moved to the next such moment, or
to the next thing that somebody does, and what the app then sends is written down with that time.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.store.clock import Clock
from bot.store.connection import connect
from bot.store.encryption import Keyring
from bot.store.preferences import PreferenceStore
from hiring.preferences import Hours, Preferences
from hiring.work_calendar import Absence, KitTime
from local_slack.client import words
from local_slack.objects import view_object
from tests.desk import KEY, TENANT, run_in_workspace, until
from tests.fortnight.acts import ACTS

if TYPE_CHECKING:
    import redis

    from hiring.guide.role import Guide
    from local_slack.client import Person, Workspace
    from tests.desk import Running
    from tests.fortnight.script import Act, Script, Worker

    JSON = dict[str, Any]

MINUTE = 60
SETTLE_SECONDS = 30.0  # on a machine that is busy


@dataclass(frozen=True)
class Post:
    """A message that the app posted; `act` is what it followed, None if its time had come."""

    at: int
    channel: str
    ts: str
    text: str
    blocks: tuple[JSON, ...]
    act: Act | None

    @property
    def person(self) -> str:
        """Whose direct message it is, by their handle; empty for one in a channel."""
        return self.channel[2:].lower() if self.channel.startswith("D0") else ""

    @property
    def lines(self) -> list[str]:
        """The sentences that say why it came, of a message that the clock sends a person."""
        texts = {block.get("block_id", ""): block.get("text", {}) for block in self.blocks}
        return [
            text["text"]
            for block_id, text in texts.items()
            if block_id == "why" or block_id.startswith("line/")
        ]


@dataclass
class Fortnight:
    """The running fortnight. `posts` are all messages so far, in the order in which they came."""

    script: Script
    guide: Guide
    slack: Any  # local_slack's server
    workspace: Workspace
    redis_url: str
    store: redis.Redis
    posts: list[Post] = field(default_factory=list)
    deleted: dict[str, int] = field(default_factory=dict)  # by ts: when
    looks: int = 0
    clock: Clock = field(default_factory=Clock)
    now: int = 0
    _process: AsyncExitStack = field(default_factory=AsyncExitStack)
    _desk: Running | None = None
    _seen: int = 0  # of the traffic's revisions

    @property
    def attributes(self) -> list[str]:
        """The names of all that the role's interviewers rate."""
        interview = next(role.interview for role in self.guide.roles.values() if role.interview)
        return [attribute.name for attribute in interview.attributes]

    async def run(self) -> None:
        """Have everything happen, from the first act to the last look before the fortnight ends."""
        self._move_to(self.script.starts_at)
        await self._save_preferences()
        await self.start_process()
        try:
            for act in self.script.acts:
                await self.let_time_pass(act.at)
                await ACTS[act.verb](self, act)
                await self._settle(act)
            await self.let_time_pass(self.script.ends_at)
        finally:
            await self.stop_process()

    async def let_time_pass(self, until_when: int) -> None:
        """Have the app look whenever it wants to, up to a time and the end of its minute.

        What the app reckons from the seconds in which it did something comes first in any case.
        """
        while (at := self._find_next_look()) < until_when + MINUTE:
            self._move_to(at)
            self.looks += 1
            await self._settle(None)
        self._move_to(max(self.now, until_when))

    async def sleep_until(self, at: int) -> None:
        """Let time pass while the app does nothing, and have it wake up."""
        self._move_to(at)
        await self._settle(None)

    async def start_process(self) -> None:
        """Start the app, as after an update."""
        running = run_in_workspace(
            self.slack, self.workspace, self.guide, self.redis_url, clock=self.clock
        )
        self._desk = await self._process.enter_async_context(running)
        await self._settle(None)

    async def stop_process(self) -> None:
        """Stop the app."""
        await self._process.aclose()

    def person(self, name: str) -> Person:
        """A person at their screen."""
        return self.workspace.person(name)

    async def wait_for_message(self, channel: str, *texts: str) -> JSON:
        """The newest message of a channel with all these words; where nobody's screen is drawn.

        To describe all that a person sees for each of these questions would take most of the time.
        """

        def find() -> list[JSON]:
            posted = self.slack.workspace.messages.get(channel, ())
            return [
                message
                for each in posted
                for message in [vars(each)]
                if not each.deleted and all(text in str(message) for text in texts)
            ]

        await until(find, SETTLE_SECONDS)
        return find()[-1]

    async def wait_for_modal(self, person: Person, text: str = "") -> JSON:
        """A person's open modal, once it has these words."""

        def find() -> list[JSON]:
            stack = self.slack.stacks.of(person.id)
            views = [view_object(self.slack.app, view) for view in stack]
            return [view for view in views[-1:] if text in words(view)]

        await until(find, SETTLE_SECONDS)
        return find()[-1]

    async def _save_preferences(self) -> None:
        """Store when each person works, as they have set it."""
        async with connect(self.redis_url) as store:
            preferences = PreferenceStore(store, Keyring.from_setting(KEY))
            for person in self.script.people.values():
                await preferences.save(TENANT, person.id, _describe_preferences(person))

    def _find_next_look(self) -> int:
        """When the app must look again."""
        firsts = (
            self.store.zrange(key, 0, 0, withscores=True)
            for key in self.store.scan_iter("hd:{*}:-:*due*", count=1000)
        )
        return int(min((first[0][1] for first in firsts if first), default=self.script.ends_at + 1))

    def _move_to(self, at: int) -> None:
        self.now = at
        self.clock.move(at - int(self.store.time()[0]))

    async def _settle(self, act: Act | None) -> None:
        """Wait until the app has done what is due, and write down what it sent."""
        assert self._desk
        await until(self._desk.is_settled, SETTLE_SECONDS)
        for exchange in self.slack.traffic.list_since(self._seen):
            self._seen = max(self._seen, exchange["revision"])
            self._write_down(exchange, act)

    def _write_down(self, exchange: JSON, act: Act | None) -> None:
        if not exchange["ok"]:
            # Whoever has closed a form need not see it change.
            closed = exchange["name"] == "views.update" and exchange["error"] == "not_found"
            assert closed or not exchange["error"], exchange["summary"]
            return
        request = exchange["request"]
        if exchange["name"] == "chat.postMessage":
            self.posts.append(
                Post(
                    self.now,
                    request["channel"],
                    exchange["answer"]["ts"],
                    request["text"],
                    tuple(request.get("blocks") or ()),
                    act,
                )
            )
        elif exchange["name"] == "chat.delete":
            self.deleted[request["ts"]] = self.now


def _describe_preferences(person: Worker) -> Preferences:
    """What a person has set; holidays follow from their time zone."""
    opens, closes = (each.hour * 60 + each.minute for each in (person.opens, person.closes))
    return Preferences(
        days=tuple(sorted(person.days)),
        hours=Hours(opens, closes),
        kit=KitTime.HOUR_BEFORE if person.kit else None,
        absences=(Absence(*person.away),) if person.away else (),
    )
