"""People do the same at the same times, but choose other ratings and words in each world.

Somebody without a key watches the store: every command that it is given, as MONITOR and the
append-only file show them, and what can be asked of each key. The worlds can't be told apart.
"""

from __future__ import annotations

import ast
import re
import threading
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
import redis

from tests.desk import own_database, run_desk
from tests.features.debriefs import (
    MINUTES_5,
    advance_debrief,
    get_dm,
    open_debrief,
    read_text,
    submit_scorecard,
    wait_for_message,
    wait_for_modal,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running
    from tests.features.debriefs import JSON

pytestmark = pytest.mark.asyncio(loop_scope="module")

DATABASE = 6
PROBE_NEXT = "Probe next (later interviewers can read this now)"
LINE = re.compile(rb'^[\d.]+ \[(\d+) (\S+)\] (".*)$', re.DOTALL)
ARGUMENT = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
RANDOM = re.compile(
    r"[0-9a-f]{16,}|\d{10,}(?:\.\d+)?"
)  # ids, digests, times: only how long they are


@dataclass(frozen=True)
class World:
    """What people choose and write: `draft` may be "Not assessed", which nobody can file."""

    draft: str
    rating: str
    later: str
    word: str
    flags: tuple[str, ...] = ("Hard to follow in the interview, accent aside",)


FLAGS = (
    "Hard to follow in the interview, accent aside",
    "Research depth without production judgement",
)
WORLDS = (
    World("Yes", "Yes", "Yes", "quokka"),  # an edit that changes no rating
    World("Strong no", "Strong no", "No", "axolotl"),
    World("No", "No", "Strong yes", "a wombat and its burrow", FLAGS),
    World("Strong yes", "Strong yes", "Strong no", "echidna" * 9),
    World("Not assessed", "No", "Yes", "numbat"),
)


@dataclass
class Watched:
    """What was seen of the store: commands by the key they are about, and its state at moments."""

    commands: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    states: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def note(self, arguments: list[bytes], writes: frozenset[str]) -> None:
        """Note a command that writes and, of debriefs and drafts, one that reads.

        How often the reconciler looks whether something is due hangs on the clock. So does how
        often it visits people, who are woken by each visit to a debrief: it reads by their lists.
        """
        name = arguments[0].decode().upper()
        keys = [mask(each) for each in arguments if each.startswith(b"hd:")]
        reads = {"EVALSHA": ":debrief:", "GET": ":form_draft:"}
        of_people = any(":owes:" in key or ":runs:" in key for key in keys[1:])
        of_people |= bool(keys) and ":people_" in keys[0]
        is_read = name in reads and keys and reads[name] in keys[0] and not of_people
        if keys and ((name in writes and not of_people) or is_read):
            shown = [mask(each) for each in arguments[1:]]
            self.commands[keys[0]].append(" ".join([name, *shown]))

    def look(self, moment: str, store: redis.Redis) -> None:
        state = defaultdict(list)
        for key in sorted(store.scan_iter(count=1000)):
            encoding: Any = store.object("ENCODING", key)
            state[mask(key)].append(f"{encoding} {_measure(store, key)}")
        self.states[moment] = {key: sorted(shown) for key, shown in state.items()}


def _measure(store: redis.Redis, key: bytes) -> object:
    """Its expiry, and how large it is. MEMORY USAGE differs by itself from time to time."""
    expires = round(store.ttl(key), -3)
    if store.type(key) == b"string":
        return expires, store.strlen(key)
    if store.type(key) == b"hash":
        fields: Any = store.hkeys(key)
        lengths = [(mask(each), store.hstrlen(key, each)) for each in fields]
        return expires, sorted(lengths)
    return expires, store.zcard(key)


def mask(argument: bytes) -> str:
    """An argument as anybody may know it; of what is random or encrypted, the length."""
    if not argument.isascii() or not argument.decode().isprintable():
        return f"<{len(argument)} bytes>"
    return RANDOM.sub(lambda match: "?" * len(match.group()), argument.decode())


@contextmanager
def watching(socket: Path) -> Iterator[Watched]:
    """Record what the store is told, up to the end of the block."""
    seen = Watched()
    with redis.Redis(unix_socket_path=str(socket)) as client, client.monitor() as monitor:
        described: Any = client.execute_command("COMMAND")
        writes = frozenset(
            name.upper() for name, command in described.items() if "write" in command["flags"]
        )

        def record() -> None:
            while True:
                line = monitor.connection.read_response(disable_decoding=True)
                match = LINE.match(line)
                assert match, line
                arguments = [
                    ast.literal_eval(f"b{each.decode()}") for each in ARGUMENT.findall(match[3])
                ]
                if arguments == [b"ECHO", b"that is all"]:
                    return
                if int(match[1]) == DATABASE:
                    seen.note(arguments, writes)

        recorder = threading.Thread(target=record)
        recorder.start()
        try:
            yield seen
        finally:
            client.execute_command("ECHO", "that is all")
            recorder.join()


async def live_through(desk: Running, world: World, seen: Watched) -> None:
    """Drafts, filings, edits, reading and the grace, as people in a world have it."""
    maya, sam, ines, tariq, rosa = map(
        desk.workspace.person, ("maya", "sam", "ines", "tariq", "rosa")
    )
    await open_debrief(
        maya,
        "JS",
        {"Technical screen": [sam.id, ines.id], "Team fit and values": [tariq.id]},
        {"Decider": rosa.id},
    )
    await desk.settle()

    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    view = await open_form(sam, kit, "File feedback")
    await fill_in(sam, view, world, "Clarity", world.draft)
    seen.look("a draft", desk.store)
    await sam.close(view, everything=True)
    view = await open_form(sam, kit, "File feedback")
    await fill_in(sam, view, world, "Clarity", "Not assessed")
    assert await submit_scorecard(sam, view) is None
    await desk.settle()
    seen.look("half filed", desk.store)

    filed = await wait_for_message(sam, "*Filed.*", get_dm(sam))
    await edit(sam, filed, world.later)
    await desk.settle()
    await edit(sam, filed, world.rating)
    await desk.settle()
    seen.look("edited", desk.store)

    kit = await wait_for_message(ines, "Technical screen: JS", get_dm(ines))
    view = await open_form(ines, kit, "File feedback")
    await fill_in(ines, view, world, "Clarity", "Not assessed")
    assert await submit_scorecard(ines, view) is None
    complete = await wait_for_message(rosa, "Round 1 for JS is complete", get_dm(rosa))
    await desk.settle()
    seen.look("round complete", desk.store)

    await rosa.press(complete, "Read round 1")
    assert world.word in str(await wait_for_modal(rosa))
    await rosa.close(await wait_for_modal(rosa), everything=True)
    await desk.settle()
    await advance_debrief(rosa, complete)
    kit = await wait_for_message(tariq, "Team fit and values: JS", get_dm(tariq))
    await desk.settle()
    seen.look("advanced", desk.store)

    await finish_in_two_steps(desk, tariq, kit, world, seen)
    filed = await wait_for_message(tariq, "*Filed.*", get_dm(tariq))
    await desk.settle()
    await edit(tariq, filed, world.later)
    await desk.settle()
    seen.look("grace", desk.store)


async def finish_in_two_steps(
    desk: Running, tariq: Person, kit: JSON, world: World, seen: Watched
) -> None:
    """Save ratings twice before the words, and file."""
    view = await open_form(tariq, kit, "File feedback")
    await fill_in(tariq, view, world, "Decision style", world.rating)
    await rate_now(tariq, view, "Rate now, write later")
    await desk.settle()
    view = await wait_for_modal(tariq)
    await tariq.choose(view, "Overall", world.later)
    await rate_now(tariq, view, "Save ratings again")
    await desk.settle()
    seen.look("rated early", desk.store)
    view = await wait_for_modal(tariq)
    await tariq.choose(view, "Overall", world.rating)
    assert await submit_scorecard(tariq, view) is None


async def open_form(person: Person, message: JSON, button: str) -> JSON:
    await person.press(message, button)
    return await wait_for_modal(person)


async def fill_in(person: Person, view: JSON, world: World, attribute: str, rating: str) -> None:
    """Each choice and each text saves the draft."""
    if attribute == "Clarity":
        await person.choose(view, "Rating for System design", world.rating)
        await person.fill(view, {"Evidence for System design": world.word})
    await person.choose(view, f"Rating for {attribute}", "No")
    await person.choose(view, f"Rating for {attribute}", "Yes")
    await person.choose(view, f"Rating for {attribute}", rating)
    if attribute != "Clarity":
        await person.fill(view, {f"Evidence for {attribute}": world.word})
    await person.choose(view, "Red flags you saw", *world.flags)
    await person.choose(view, "Overall", world.rating)
    await person.fill(view, {"Why?": f"Because of the {world.word}.", PROBE_NEXT: world.word})


async def rate_now(person: Person, view: JSON, button: str) -> None:
    await person.press(view, button)
    await person.until(lambda screen: "Save ratings again" in str(screen["views"]))


async def edit(person: Person, message: JSON, overall: str) -> None:
    view = await open_form(person, message, "Edit feedback")
    await person.choose(view, "Overall", overall)
    assert await submit_scorecard(person, view) is None


async def test_nothing_in_the_store_depends_on_the_ratings_until_the_reveal(
    guide: Guide, valkey_socket: Path
) -> None:
    """Not a key, a length, an expiry, nor the number and the order of what is written."""
    seen = []
    for world in WORLDS:
        with own_database(valkey_socket, DATABASE) as url:
            async with run_desk(guide, url) as desk:
                desk.store.script_flush()  # so that each world has to load them
                with watching(valkey_socket) as watched:
                    await live_through(desk, world, watched)
                seen.append(watched)
                # The worlds were different all along.
                await desk.advance(MINUTES_5)
                maya = desk.workspace.person("maya")
                assert world.word in read_text(await wait_for_message(maya, world.word))
    first = seen[0]
    assert any(":form_draft:" in key for key in first.commands)
    for other in seen[1:]:
        for moment, state in first.states.items():
            assert other.states[moment].keys() == state.keys(), moment
            for key, shown in state.items():
                assert other.states[moment][key] == shown, moment
        assert other.commands.keys() == first.commands.keys()
        for key, commands in first.commands.items():
            assert other.commands[key] == commands, key
