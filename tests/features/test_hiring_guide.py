"""`/hiring-guide` as people use it: topics to press, and questions in their own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blocks import ids
from local_slack.block_kit import check
from local_slack.client import words
from tests.desk import action, as_form, command
from tests.raw_http import form

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SOURCE = "From your hiring guide: AI Tech Lead"
TOPICS = {
    "The role": ["Architecture and direction", "Mentoring and growth", "Over 30%"],
    "Neighbouring roles": ["VP / Head of AI", "next to none", "direction for a whole team"],
    "Red flags": ["Ego-driven decisions", "Research depth", "No experience of unblocking"],
    "Common mistakes": ["30–40%", "PhD", "too slow for a fast environment"],
    "Time to hire": ["8–16 weeks", "4–9 months", "17–39 weeks", "passive candidates"],
    "Questions people ask": ["Do they need a PhD?", "40–60%", "40–80k USD"],
}
ANSWERS: dict[str, list[str]] = {
    "": ["AI Tech Lead: the hiring guide", "/hiring-guide how long does it take"],
    "how long does it take": ["Time to hire", "8–16 weeks", SOURCE],
    "ai tech lead how long does it take": ["Time to hire", "4–9 months"],
    "Red Flags": ["Ego-driven decisions", SOURCE],
    "salary london": ["£130k–£180k", "£150k–£240k", SOURCE],
    "salary": ["`/salary`"],
    "jd": ["`/jd`"],
    "do we need a lead": ["`/do-we-need-a-lead`"],
    "technical debt": ["Technical debt that grows faster than it is paid", SOURCE],
    "nice to have": ["Open source or publications", SOURCE],
    "who won the election": ["The guide doesn't cover “who won the election”"],
    "<!channel> <@U0SAM>": ["cover “&lt;!channel&gt; &lt;@U0SAM&gt;”"],
    "help": ["/hiring-guide do they still write code"],
}


async def ask(person: Person, text: str, channel: str = "#hiring-ai-lead") -> JSON:
    reply = await person.say(channel, f"/hiring-guide {text}")
    assert "failed" not in reply
    return (await person.sees(channel))[-1]


async def press_and_wait(person: Person, message: JSON, label: str, shown: str) -> JSON:
    """Press, and return the message that replaces this one."""

    def find_message(screen: JSON) -> JSON:
        messages = screen["messages"][message["channel"]]
        replaced: JSON = next(
            shown_message for shown_message in messages if shown_message["ts"] == message["ts"]
        )
        return replaced

    await person.press(message, label)
    return find_message(await person.until(lambda screen: shown in words(find_message(screen))))


async def share(person: Person, message: JSON) -> None:
    """Press *Share in channel*, and wait for the answer that it was shared."""
    channel = message["channel"]
    before = (await person.sees(channel))[-1]["ts"]
    await person.press(message, "Share in channel")
    await person.until(
        lambda screen: any(
            sent["ts"] > before and "Shared in this channel" in sent["text"]
            for sent in screen["messages"][channel]
        )
    )


@pytest.mark.parametrize(("typed", "shown"), ANSWERS.items())
async def test_what_is_typed_is_answered(desk: Running, typed: str, shown: list[str]) -> None:
    answer = await ask(desk.workspace.person("maya"), typed)

    assert answer["ephemeral"]
    for piece in shown:
        assert piece in words(answer)


@pytest.mark.parametrize(("label", "shown"), TOPICS.items())
async def test_a_topic_is_one_press_away_and_names_its_source(
    desk: Running, label: str, shown: list[str]
) -> None:
    maya = desk.workspace.person("maya")
    page = await press_and_wait(maya, await ask(maya, ""), label, SOURCE)

    for piece in shown:
        assert piece in words(page)
    await press_and_wait(maya, page, "All topics", "the hiring guide")


@pytest.mark.parametrize(
    ("label", "shown"), [("Salary", "yearly pay by place"), ("Interview plan", "4 interviews")]
)
async def test_what_other_commands_answer_is_one_press_away(
    desk: Running, label: str, shown: str
) -> None:
    maya = desk.workspace.person("maya")

    await press_and_wait(maya, await ask(maya, ""), label, shown)


@pytest.mark.parametrize(
    ("label", "title"), [("Job description", "Job description"), ("Do we need one?", "Do we need")]
)
async def test_forms_of_other_commands_open_from_the_topics(
    desk: Running, label: str, title: str
) -> None:
    maya = desk.workspace.person("maya")
    await maya.press(await ask(maya, ""), label)
    view = await maya.modal()

    assert view is not None
    assert title in words(view) or title in str(view["title"])
    await maya.close(view, everything=True)


async def test_other_passages_that_may_fit_are_buttons(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    answer = await ask(maya, "unblocking")

    assert "Unblocking the team" in words(answer)
    other = "Red flag: No experience of unblocking others"
    await press_and_wait(maya, answer, other, "Without a concrete example")


async def test_a_passage_is_shared_without_the_question(desk: Running) -> None:
    maya, sam = desk.workspace.person("maya"), desk.workspace.person("sam")
    answer = await ask(maya, "do they need a phd, asks somebody")
    await share(maya, answer)

    shared = (await sam.sees("#hiring-ai-lead"))[-1]
    assert "A PhD or publications show depth" in words(shared)
    assert "somebody" not in words(shared)
    assert "somebody" not in desk.store_text()


async def test_a_topic_is_shared_with_its_chart(desk: Running) -> None:
    maya, sam = desk.workspace.person("maya"), desk.workspace.person("sam")
    await share(maya, await ask(maya, "time to hire"))

    kinds = [block["type"] for block in (await sam.sees("#hiring-ai-lead"))[-1]["blocks"]]
    assert "data_visualization" in kinds


@pytest.mark.parametrize("what", ["a passage of last year", "salary", ""])
async def test_what_cannot_be_shared_is_not_posted(desk: Running, what: str) -> None:
    before = len(await desk.workspace.calls())
    answer = await desk.post(as_form(action(ids.GUIDE_SHARE, f"ai-tech-lead {what}")))

    assert answer.status == 200
    assert len(await desk.workspace.calls()) == before


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=300))
async def test_whatever_is_typed_gets_a_message_that_slack_takes(typed: str, desk: Running) -> None:
    answer = await desk.post(form(command(typed, command="/hiring-guide")))

    assert answer.status == 200
    check.message(answer.json["text"], answer.json["blocks"])
    assert answer.json["response_type"] == "ephemeral"
