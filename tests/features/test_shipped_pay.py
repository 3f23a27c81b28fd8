"""`/salary` for the roles that ship: most have official figures only. Through real HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from local_slack.client import words
from tests.desk import own_database, run_desk
from tests.features.salary import ask
from tests.guides import load_shipped_guide

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shipped(valkey_socket: Path) -> AsyncIterator[Running]:
    with own_database(valkey_socket, 6) as url:
        async with run_desk(load_shipped_guide(), url) as desk:
            yield desk


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("data scientist austin", "Counted as _Data Scientists_"),
        ("swe seattle", "Counted as _Software Developers_"),
        ("staff engineer seattle", "nearest occupation Software Developers"),
    ],
)
async def test_an_occupation_that_is_the_role_itself_is_not_called_the_nearest(
    shipped: Running, text: str, sentence: str
) -> None:
    assert sentence in words(await ask(shipped.workspace.person("maya"), text))


async def test_a_question_that_official_figures_do_not_answer_is_not_understood(
    shipped: Running,
) -> None:
    """What is wrong with the bands of software engineers is a question to the lead's estimates."""
    answer = words(
        await ask(
            shipped.workspace.person("maya"),
            "data scientist: why are software engineer bands wrong",
        )
    )
    assert "The figures for this role are gone" not in answer


async def test_whoever_asks_for_help_gets_it_whatever_role_was_looked_at_last(
    shipped: Running,
) -> None:
    """Also after a role that has official figures only, and no answers of its own to help with."""
    sam = shipped.workspace.person("sam")
    await ask(sam, "data scientist austin")

    for typed in ("help", "HELP", "?", "data scientist help"):
        answer = words(await ask(sam, typed))
        assert shipped_help() in answer, typed


async def test_a_flaw_in_a_question_about_a_job_is_said_of_that_job(shipped: Running) -> None:
    """Without a role that is asked for, or taken from the last look."""
    rosa = shipped.workspace.person("rosa")
    assert "I can't rank places." in words(await ask(rosa, "lowest paid state for accountants"))
    assert "a yearly amount of pay" in words(await ask(rosa, "recruiter ohio 5"))


def shipped_help() -> str:
    return load_shipped_guide().help.salary.intro.split("\n")[0]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("foo bar austin", ["I don't know the job “foo bar”"]),
        ("data scientist vs recruiter vs lawyer austin", ["Data Scientist, ", "Lawyers, "]),
        ("data scientist vs nurse austin", ["Data Scientist, ", "Left out: nurse"]),
        ("recruiter vs wizard austin", ["Human Resources", "Left out: wizard"]),
        ("product manager berlin", ["“product manager”", "Left out: berlin"]),
        (
            "ai tech lead vs head of ai london",
            ["base £130k–£180k", "I have no figures for Head of AI in “london”."],
        ),
        ("ai tech lead vs recruiter", ["AI Tech Lead, ", "Human Resources Specialists, "]),
    ],
)
async def test_no_job_becomes_the_role_looked_at_last_or_is_left_out_without_a_word(
    shipped: Running, text: str, sentences: list[str]
) -> None:
    tariq = shipped.workspace.person("tariq")
    await ask(tariq, "software engineer ohio")

    answer = words(await ask(tariq, text))

    assert all(sentence in answer for sentence in sentences), answer
    assert "Software Engineer, " not in answer


async def test_a_job_and_a_place_on_each_side_are_two_questions(shipped: Running) -> None:
    answer = words(
        await ask(shipped.workspace.person("maya"), "recruiter austin vs data scientist denver")
    )
    assert "Human Resources Specialists, Austin" in answer
    assert "Data Scientist, Denver" in answer
    assert "Human Resources Specialists, Denver" not in answer
