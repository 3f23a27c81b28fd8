"""What people ask about the roles that ship, and about jobs that none is for. Through real HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from bot.store.channel_roles import CACHED_SECONDS
from local_slack.client import words
from tests.desk import own_database, run_desk
from tests.features.debriefs import wait_for_message, wait_for_modal
from tests.guides import load_shipped_guide

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

HIRING = "#hiring-ai-lead"
STAFF = "Staff / Principal ML Engineer"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(valkey_socket: Path) -> AsyncIterator[Running]:
    with own_database(valkey_socket, 9) as url:
        async with run_desk(load_shipped_guide(), url, channel_role="") as started:
            yield started


@pytest_asyncio.fixture(loop_scope="module")
async def maya(desk: Running) -> Person:
    """Maya, who has chosen no role anywhere."""
    for key in desk.store.scan_iter("*_role:*"):
        desk.store.delete(key)
    await desk.advance(CACHED_SECONDS)
    return desk.workspace.person("maya")


async def ask(person: Person, text: str) -> JSON:
    await person.say(HIRING, text)
    return (await person.sees(HIRING))[-1]


def list_buttons(message: JSON) -> list[str]:
    return [
        element["text"]["text"]
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button"
    ]


@pytest.mark.parametrize(
    ("text", "said", "nearest"),
    [
        ("/jd data engineer", "I have no posting for “data engineer”.", "Data Scientist"),
        ("/jd recruiter austin 90k", "I have no posting for “recruiter”.", "AI Tech Lead"),
        ("/interview-questions ml engineer", "I have no interviews for “ml engineer”.", STAFF),
        (
            "/hiring-guide product manager red flags",
            "I have no guide for “product manager”.",
            "Engineering Manager (AI)",
        ),
    ],
)
async def test_a_job_without_a_role_is_named_and_the_nearest_role_comes_first(
    maya: Person, text: str, said: str, nearest: str
) -> None:
    answer = await ask(maya, text)
    assert said in words(answer)
    assert list_buttons(answer)[0] == nearest


async def test_a_role_that_was_looked_at_is_no_answer_for_another_job(maya: Person) -> None:
    await ask(maya, "/interview-questions tech lead")
    assert "I have no posting for “recruiter”" in words(await ask(maya, "/jd recruiter"))
    # But an interview of that role may be named like a job.
    assert "AI Tech Lead: " in words(await ask(maya, "/interview-questions recruiter screen"))


async def test_a_role_pressed_instead_of_another_job_opens_with_what_else_was_typed(
    maya: Person,
) -> None:
    answer = await ask(maya, "/jd data engineer austin")
    await maya.press(answer, "Software Engineer")
    view = await wait_for_modal(maya)
    assert "*Software Engineer.*" in words(view)
    assert "data engineer" not in words(view)
    await maya.close(view, everything=True)


async def test_roles_beyond_four_are_said_to_be_left_out(maya: Person) -> None:
    four = "tech lead or staff engineer or em or head of ai"
    shown = words(await ask(maya, f"/hiring-guide {four}"))
    assert f"AI Tech Lead, {STAFF}, Engineering Manager (AI) or Head of AI" in shown
    shown = words(await ask(maya, f"/hiring-guide {four} or data scientist"))
    assert "Not compared: Data Scientist." in shown


async def test_a_short_name_counts_before_the_role_that_was_looked_at_last(maya: Person) -> None:
    await ask(maya, "/interview-questions data scientist")
    assert f"{STAFF}: red flags" in words(await ask(maya, "/hiring-guide staff red flags"))


@pytest.mark.parametrize(
    ("text", "said", "button"),
    [
        ("data scientist mistakes", "has nothing on common mistakes yet", "AI Tech Lead"),
        ("data scientist what mistakes do people make", "nothing on common mistakes", STAFF),
        (
            "how long does it take to hire a software engineer",
            "has nothing on the time to hire yet",
            "AI Tech Lead",
        ),
        ("software engineer do we need one", "nothing on whether you need one", STAFF),
        (
            "data scientist what do they earn",
            "Pay of a Data Scientist is in `/salary data scientist`",
            "Show the pay",
        ),
    ],
)
async def test_a_topic_that_only_other_roles_have_is_not_answered_from_afar(
    maya: Person, text: str, said: str, button: str
) -> None:
    answer = await ask(maya, f"/hiring-guide {text}")
    assert said in words(answer)
    assert button in list_buttons(answer)


async def test_a_role_with_the_topic_shows_it_at_a_press(maya: Person) -> None:
    answer = await ask(maya, "/hiring-guide data scientist mistakes")
    await maya.press(answer, STAFF)

    def find(screen: JSON) -> list[JSON]:
        return [
            each
            for each in screen["messages"]["C0HIRING"]
            if f"{STAFF}: common mistakes" in words(each)
        ]

    await maya.until(find)


@pytest.mark.parametrize("text", ["compare roles", "which role do we need"])
async def test_who_names_no_role_to_compare_sees_those_that_can_be_weighed(
    maya: Person, text: str
) -> None:
    await ask(maya, "/hiring-guide tech lead")
    shown = words(await ask(maya, f"/hiring-guide {text}"))
    assert f"AI Tech Lead, Engineering Manager (AI), Head of AI or {STAFF}" in shown


async def test_who_does_not_know_which_role_is_told_where_they_are_compared(maya: Person) -> None:
    shown = words(await ask(maya, "/do-we-need-a-lead"))
    assert "`/hiring-guide compare roles`" in shown


async def test_a_channels_role_without_what_is_wanted_is_named(maya: Person) -> None:
    await maya.press(await ask(maya, "/interview-questions data scientist"), "Use in this channel")
    await wait_for_message(maya, "This channel is now about Data Scientist")
    answer = await ask(maya, "/do-we-need-a-lead team of 6 engineers")
    assert "Data Scientist has no questions of this kind yet" in words(answer)
    assert STAFF in list_buttons(answer)


async def test_a_place_after_jd_is_the_location_of_a_role_without_estimates(maya: Person) -> None:
    await maya.say(HIRING, "/jd data scientist austin $150k-180k")
    view = await wait_for_modal(maya)
    assert "Austin" in str(view["blocks"])
    await maya.close(view, everything=True)
