"""A reconciler between a real store and a Slack workspace.

The wanted messages are written as JSON into the link of a sample debrief: by slot text, place
("channel", "thread" or a person) and more. Nothing happens by itself: tests change a debrief, let
time pass, and have the loop do what is due.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import local_slack
from blocks.kit import Message, message, section
from blocks.mrkdwn import escape, join, md, mention
from bot.metrics import Metrics
from bot.reconciler.debriefs import DebriefUpdater
from bot.reconciler.loop import Reconciler
from bot.reconciler.planner import Planner
from bot.reconciler.visit import Tools
from bot.slack.client import Slack, open_session
from bot.slack.directory import Directory
from bot.slack.tokens import NOT_INSTALLED, NoAccessError
from bot.store.connection import connect
from bot.store.due import Due
from bot.store.keys import PEOPLE
from bot.store.pace import Pace
from hiring.debriefs.debrief import Reveal
from hiring.debriefs.planned_messages import (
    Destination,
    InChannel,
    InDM,
    InThread,
    Outlook,
    PlannedMessage,
)
from hiring.debriefs.trouble import Trouble
from local_slack.client import Workspace
from tests.sample_debriefs import act, closed_at, sample_debrief
from tests.store.conftest import kit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from hiring.debriefs.debrief import Debrief
    from local_slack.client import Person
    from tests.store.conftest import Kit

MANIFEST = Path(__file__).parent / "manifest.yml"
TENANT = "T0LOCAL"
CHANNEL_ID = "C0HIRING"


class SamplePlanner(Planner):
    """Plans what a debrief's link says. A planned message's content is a list of texts."""

    look_again: int | None = None

    def __init__(self) -> None:
        """Without a guide and a directory, which it doesn't need."""

    async def plan(self, tenant: str, debrief: Debrief, now: int) -> Outlook:  # noqa: ARG002 - as Planner
        planned = json.loads(debrief.link or "{}")
        return Outlook(
            tuple(
                PlannedMessage(
                    slot,
                    _make_destination(debrief, said.get("place", "channel")),
                    said["texts"],
                    notifies=said.get("notifies", False),
                    generation=said.get("generation", 0),
                )
                for slot, said in planned.items()
            ),
            self.look_again,
        )

    def render(self, debrief: Debrief, content: Any) -> Sequence[Message]:  # noqa: ANN401, ARG002 - texts
        if isinstance(content, Trouble):
            held, unknown = ", ".join(content.held), ", ".join(content.unknown)
            more = "".join(
                f"; {word}"
                for word, applies in (
                    ("exposed", content.exposed),
                    ("withdrawn", content.withdrawn),
                    ("abandoned", content.abandoned),
                )
                if applies
            )
            return [_message(f"held: {held}; unknown: {unknown}{more}")]
        return [_message(text) for text in content]


def _make_destination(debrief: Debrief, place: str) -> Destination:
    if place == "thread":
        return InThread(debrief.channel)
    return InChannel(debrief.channel) if place == "channel" else InDM(place)


def _message(text: str) -> Message:
    """`@sam` mentions somebody."""
    parts = re.split(r"@(\w+)", text)
    pairs = zip(parts[::2], [*parts[1::2], ""], strict=True)
    told = join(
        (
            join([escape(said), mention(f"U0{name.upper()}") if name else md("")], "")
            for said, name in pairs
        ),
        "",
    )
    return message(told, [section(told, "words")])


@dataclass
class World:
    """One debrief, the workspace with its messages, and the loop between them."""

    kit: Kit
    slack: Any  # local_slack's server
    workspace: Workspace
    planner: SamplePlanner
    tools: Tools
    loop: Reconciler
    tokens: list[str]  # empty: the app is not installed
    id: str = ""
    commands: int = 0

    async def want(self, **words: object) -> None:
        """Set the wanted messages: by slot a text, several texts, or texts and a place."""
        self.commands += 1
        chosen = json.dumps({slot: _said(said) for slot, said in words.items()})
        if not self.id:
            opened = await self.kit.debriefs.open(
                TENANT, act("V0"), lambda new, now: sample_debrief(new, opened_at=now, link=chosen)
            )
            self.id = opened.debrief.id
            return
        await self.kit.debriefs.change(
            TENANT,
            self.id,
            act(f"V{self.commands}"),
            lambda debrief, _: replace(debrief, link=chosen),
        )

    async def close(self) -> None:
        """Close the debrief."""
        await self.kit.debriefs.change(
            TENANT,
            self.id,
            act("close"),
            lambda debrief, now: replace(debrief, closed=closed_at(now)),
        )

    async def reveal(self) -> None:
        """Have the debrief's scorecards be public now."""
        await self.kit.debriefs.change(
            TENANT,
            self.id,
            act("reveal"),
            lambda debrief, now: replace(debrief, reveals=(Reveal(len(debrief.rounds), now),)),
        )

    async def settle(self) -> None:
        """Do all that is due now."""
        while await self.loop.step():
            pass

    async def advance(self, seconds: int) -> None:
        """Let time pass, and do what is due then."""
        self.kit.clock.offset += seconds
        await self.settle()

    async def slots(self) -> dict[str, Any]:
        return dict(await self.kit.slots.load(TENANT, self.id))

    async def calls(self, method: str) -> int:
        return len(await self.workspace.calls(method))

    def person(self, name: str) -> Person:
        return self.workspace.person(name)

    async def channel(self) -> list[str]:
        """The texts in the channel at top level, without the sample workspace's and Slack's own."""
        shown = (await self.person("maya").sees(CHANNEL_ID))[1:]
        return [message["text"] for message in shown if not message.get("subtype")]

    async def thread(self) -> list[str]:
        """The texts in the thread under the root."""
        root = (await self.slots())["root"].ts
        return [m["text"] for m in (await self.person("maya").sees(CHANNEL_ID, root))[1:]]

    async def dm(self, name: str) -> list[str]:
        return [m["text"] for m in await self.person(name).sees("DM")]


def _said(said: Any) -> dict[str, Any]:  # noqa: ANN401 - as each test likes
    if isinstance(said, dict):
        return {**said, **_said(said["texts"])}
    return {"texts": [said] if isinstance(said, str) else list(said)}


def in_thread(*texts: str) -> dict[str, Any]:
    return {"texts": list(texts), "place": "thread"}


def in_dm(user: str, text: str, generation: int = 0) -> dict[str, Any]:
    return {"texts": [text], "place": user, "generation": generation}


def make_loop(parts: Kit, tools: Tools, planner: Planner) -> Reconciler:
    """The loop over debriefs. Nobody looks at people."""
    people = Due(parts.store, parts.clock, queue=PEOPLE)
    updater = DebriefUpdater(parts.debriefs, parts.due, people, tools, planner)
    return Reconciler(parts.due, tools, updater.bring_up_to_date, "debrief", set())


@pytest.fixture
def manifest() -> Path:
    return MANIFEST


@pytest.fixture
async def world(valkey_url: str, manifest: Path) -> AsyncIterator[World]:
    settings = local_slack.AppSettings(manifest)
    async with (
        local_slack.serve(local_slack.Settings((settings,))) as server,
        Workspace(server.url) as workspace,
        connect(valkey_url) as store,
        open_session() as http,
    ):
        tokens = [settings.bot_token]

        async def token(_tenant: str) -> str:
            if not tokens:
                raise NoAccessError(NOT_INSTALLED)
            return tokens[0]

        parts, planner = kit(store, valkey_url), SamplePlanner()
        metrics = Metrics()
        slack = Slack(http, server.api_url, token, metrics)
        directory = Directory(slack)
        pace = Pace(store, parts.clock, interval=100)
        tools = Tools(slack, directory, parts.slots, pace, metrics)
        loop = make_loop(parts, tools, planner)
        yield World(parts, server, workspace, planner, tools, loop, tokens)
