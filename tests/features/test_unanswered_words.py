"""Administrators may have the known words of unanswered questions counted, and nothing else."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import redis

from bot.answers.unanswered import COUNTED
from bot.debriefs import administrators
from hiring.guide.known_words import build_known_words
from local_slack.client import words
from tests.desk import event, own_database, run_desk
from tests.features.debriefs import (
    get_dm,
    get_people,
    post_stolen_button,
    read_text,
    wait_for_message,
)

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

HEADER = "Questions the guide couldn't answer"
QUESTION = "can Sunniva Price-Kowalczyk 4711 get a visa and a passport in qwertzuiop?"
CHANNEL = "#general"


async def read_home(person: Person) -> str:
    view = await person.open_home()
    assert view
    return words(view)


async def switch_on(person: Person) -> None:
    view = await person.open_home()
    assert view
    await person.press(view, "Count their words")
    await person.until(lambda screen: "Stop counting" in json.dumps(screen["homes"]))


async def ask(desk: Running, person: Person, question: str = QUESTION) -> str:
    await person.say(CHANNEL, f"/hiring-guide {question}")
    answer = read_text((await person.sees(CHANNEL))[-1])
    await desk.settle()
    return answer


async def test_it_is_off_until_an_administrator_switches_it_on(fresh: Running) -> None:
    maya, _, ines, *_ = get_people(fresh)
    assert COUNTED not in await ask(fresh, maya)
    assert HEADER not in await read_home(maya)
    shown = await read_home(ines)
    assert HEADER in shown
    assert "It is off now" in shown
    await switch_on(ines)
    assert "No word has been in two of these questions yet" in await read_home(ines)


async def test_words_are_counted_and_people_read_that(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await switch_on(ines)
    assert COUNTED in await ask(fresh, maya)
    assert COUNTED in await ask(fresh, sam, "visa visa VISA?")
    assert COUNTED not in await ask(fresh, sam, "red flags")
    shown = await read_home(ines)
    assert "*visa* 2" in shown
    assert "passport" not in shown  # it was in one question only
    assert "Words in only one aren't shown" in shown


async def test_stopping_deletes_the_counts(fresh: Running) -> None:
    maya, _, ines, *_ = get_people(fresh)
    await switch_on(ines)
    for _ in range(2):
        await ask(fresh, maya)
    view = await ines.open_home()
    assert view
    await ines.press(view, "Stop counting")
    await ines.until(lambda screen: "It is off now" in json.dumps(screen["homes"]))
    assert COUNTED not in await ask(fresh, maya)
    await switch_on(ines)
    assert "visa" not in await read_home(ines)


@pytest.mark.parametrize("action_id", ["words.count", "words.stop"])
async def test_a_button_of_somebody_who_is_no_administrator_is_refused(
    fresh: Running, action_id: str
) -> None:
    maya, _, ines, *_ = get_people(fresh)
    if action_id == "words.stop":
        await switch_on(ines)
    button = {
        "type": "button",
        "action_id": action_id,
        "text": {"type": "plain_text", "text": "Press"},
    }
    await maya.press(await post_stolen_button(fresh, maya, button), "Press")
    await wait_for_message(maya, administrators.NOT_AN_ADMINISTRATOR, get_dm(maya))
    expected = "Stop counting" if action_id == "words.stop" else "Count their words"
    assert expected in json.dumps(await ines.open_home())


async def test_a_former_administrator_sees_and_changes_nothing(
    guide: Guide, valkey_socket: Path
) -> None:
    with own_database(valkey_socket, 6) as url:
        async with run_desk(guide, url, administrators="U0INES") as desk:
            await switch_on(desk.workspace.person("ines"))
        async with run_desk(guide, url, administrators="U0ROSA") as desk:
            assert HEADER not in await read_home(desk.workspace.person("ines"))
            assert "Stop counting" in json.dumps(await desk.workspace.person("rosa").open_home())


async def test_only_known_words_are_stored(guide: Guide, valkey_socket: Path) -> None:
    """No name, no number, no person and no channel is in a key or a value."""
    with own_database(valkey_socket, 6) as url, redis.Redis.from_url(url) as store:
        async with run_desk(guide, url, administrators="U0INES") as desk:
            maya, _, ines, *_ = get_people(desk)
            await switch_on(ines)
            before = set(store.scan_iter())
            await ask(desk, maya)
            [counts] = [key for key in store.scan_iter() if b":words:" in key]
            added = {key.decode() for key in set(store.scan_iter()) - before}
        assert {word.decode() for word in store.hgetall(counts)} <= build_known_words(guide)
        # Nothing in a key but its kind, a day and a random id.
        assert all(
            re.fullmatch(r"hd:\{s\d+\}:T0LOCAL:words(_once)?:[0-9a-f]+", key) for key in added
        )


async def test_removing_the_app_deletes_switch_and_counts(
    guide: Guide, valkey_socket: Path
) -> None:
    with own_database(valkey_socket, 6) as url, redis.Redis.from_url(url) as store:
        async with run_desk(guide, url, administrators="U0INES") as desk:
            maya, _, ines, *_ = get_people(desk)
            await switch_on(ines)
            await ask(desk, maya)
            body = json.dumps(event("app_uninstalled")).encode()
            assert (await desk.post(body, content_type=b"application/json")).status == 200
            await desk.settle()
        left = [key for key in store.scan_iter() if b"word" in key and b"words_once" not in key]
        assert left == []
