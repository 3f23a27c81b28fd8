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
from tests.features.test_need import read_chosen_options
from tests.raw_http import form

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SOURCE = "From your hiring guide: AI Tech Lead"
TOPICS = {
    "The role": ["AI Tech Lead: the role", "Architecture and direction", "Mentoring and growth"],
    "Neighbouring roles": ["VP / Head of AI", "next to none", "Over 30%"],
    "Red flags": ["Ego-driven decisions", "Research depth", "No experience of unblocking"],
    "Common mistakes": ["30–40%", "PhD", "too slow for a fast environment"],
    "Time to hire": ["8–16 weeks", "4–9 months", "passive candidates"],
    "Questions people ask": ["Do they need a PhD?", "Do they still write code?"],
}
DETAILS = {
    "The role": ["This is the core of the role", "Over 30%"],
    "Red flags": ["Ask about deployments, monitoring and incident response"],
    "Time to hire": ["17–39 weeks"],
}
ANSWERS: dict[str, list[str]] = {
    "": ["AI Tech Lead: the hiring guide", "/hiring-guide how long does it take", "Ask a question"],
    "how long does it take": ["8–16 weeks", SOURCE],
    "ai tech lead how long does it take": ["8–16 weeks", SOURCE],
    "Red Flags": ["Ego-driven decisions"],
    "red flags details": ["Ego-driven decisions", *DETAILS["Red flags"]],
    "role in detail": DETAILS["The role"],
    "salary": ["£130k–£180k"],
    "interview plan": ["4 interviews, 240 minutes", "1 Screen"],
    "jd": ["`/jd` writes", "40–60%", "Write the posting"],
    "do we need a lead": ["3 or more ML", "Fewer than 3", "Answer six questions"],
    "red-flags/ego-driven": ["Ego-driven decisions", SOURCE],
    "xyzzy plugh": [
        "*The guide doesn't cover that.* You asked “xyzzy plugh”",
        "People team",
        "The role",
    ],
    "<!here> <@U0SAM>": ["You asked “&lt;!here&gt; &lt;@U0SAM&gt;”"],
    "what do we pay in london": ["£130k–£180k", "Check an offer"],
    "visa sponsorship": ["*The guide doesn't cover visas", "People team"],
    "help": ["/hiring-guide do they still write code"],
}


async def ask(person: Person, text: str, channel: str = "#hiring-ai-lead") -> JSON:
    reply = await person.say(channel, f"/hiring-guide {text}")
    assert "failed" not in reply
    return (await person.sees(channel))[-1]


def find_again(screen: JSON, message: JSON) -> JSON:
    """The message that is now where this one was."""
    shown: list[JSON] = screen["messages"][message["channel"]]
    return next(now for now in shown if now["ts"] == message["ts"])


async def press_and_wait(person: Person, message: JSON, label: str, shown: str) -> JSON:
    """Press, and return the message that replaces this one."""
    await person.press(message, label)
    screen = await person.until(lambda screen: shown in words(find_again(screen, message)))
    return find_again(screen, message)


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
async def test_a_topic_is_one_press_away_and_what_it_leaves_out_one_more(
    desk: Running, label: str, shown: list[str]
) -> None:
    maya = desk.workspace.person("maya")
    page = await press_and_wait(maya, await ask(maya, ""), label, shown[0])

    assert [piece for piece in shown if piece not in words(page)] == []
    for detail in DETAILS.get(label, []):
        assert detail not in words(page)
        page = await press_and_wait(maya, page, "Details", detail)
        page = await press_and_wait(maya, page, "Less", "Details")
    await press_and_wait(maya, page, "All topics", "the hiring guide")


async def test_a_question_of_the_list_is_answered_from_its_menu(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    page = await ask(maya, "questions")

    await maya.choose(page, "Show the answer to…", "Do they need a PhD?")
    await maya.until(lambda screen: "unblocking people" in words(find_again(screen, page)))


@pytest.mark.parametrize(
    ("label", "shown"), [("Salary", "£130k–£180k"), ("Interview plan", "4 interviews")]
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


@pytest.mark.parametrize(
    ("passage", "label", "shown"),
    [
        ("salary/london", "Show the figures", "£130k–£180k"),
        ("salary/varies", "Show the figures", "£100k–£150k"),
        ("time-to-hire", "Show the figures", "17–39 weeks"),
        ("interview/why", "Show the interviews", "4 interviews"),
        ("interview/plan/two-interviews", "Show this plan", "Two interviews, 180 minutes"),
        ("interview/own-problem", "Show the example", "Worked example"),
    ],
)
async def test_a_passage_leads_on_to_figures_and_interviews_in_the_same_message(
    desk: Running, passage: str, label: str, shown: str
) -> None:
    maya = desk.workspace.person("maya")

    await press_and_wait(maya, await ask(maya, passage), label, shown)


@pytest.mark.parametrize(
    ("passage", "label", "title"),
    [
        ("posting/rules", "Write the posting", "Job description"),
        ("need/lead", "Answer six questions", "Do we need one?"),
    ],
)
async def test_a_passage_leads_on_to_the_form_of_the_command_on_its_subject(
    desk: Running, passage: str, label: str, title: str
) -> None:
    maya = desk.workspace.person("maya")
    await maya.press(await ask(maya, passage), label)

    view = await maya.modal()
    assert view is not None
    assert view["title"]["text"] == title
    await maya.close(view, everything=True)


async def test_related_passages_lead_on_from_each_other_in_the_same_message(desk: Running) -> None:
    """Also of a passage that a button showed; one that fills the screen shows them by *Related*."""
    maya = desk.workspace.person("maya")
    answer = await ask(maya, "red-flags/ego-driven")
    assert "*Red flags in interviews*" in words(answer)

    tall = await press_and_wait(maya, answer, "Show it", "Ask for the same point again")
    assert not [block for block in tall["blocks"] if "accessory" in block]
    related = await press_and_wait(maya, tall, "Related", "Show it")
    await press_and_wait(maya, related, "Less", "All topics")
    related = await press_and_wait(maya, tall, "Related", "Show it")
    await press_and_wait(maya, related, "Show it", "_Probe:_")


DESCRIBED = "we have 5 ml engineers and nobody owns the architecture"


async def test_a_described_team_gets_the_signs_and_the_questions_filled_in(desk: Running) -> None:
    """Only what was typed is marked as said; nothing else is said of the team."""
    maya = desk.workspace.person("maya")
    answer = await ask(maya, DESCRIBED)

    signs = [line for line in answer["text"].splitlines() if line.startswith("•")]
    assert len(signs) == 8
    assert [sign for sign in signs if "you said" in sign] == signs[:1]
    assert "Filled in: 3 or more engineers; nobody owns it." in words(answer)
    assert "Share in channel" not in words(answer)
    await maya.press(answer, "Answer six questions")
    view = await maya.modal()
    assert view is not None
    assert read_chosen_options(view) == {"engineers": ["enough"], "owner": ["nobody"]}
    await maya.close(view, everything=True)


async def ask_in_form(person: Person, message: JSON, label: str, question: str) -> JSON | None:
    """Press *Ask again*, type, and return the modal that is open then, if any."""
    await person.press(message, label)
    view = await person.modal()
    assert view is not None
    await person.fill(view, {"Your question": question})
    return await person.submit(view)


async def test_another_question_is_answered_in_the_place_of_the_message(desk: Running) -> None:
    maya, sam = desk.workspace.person("maya"), desk.workspace.person("sam")
    answer = await ask(maya, "xyzzy plugh")
    seen_by_sam = len(await sam.sees("#hiring-ai-lead"))

    assert await ask_in_form(maya, answer, "Ask again", "red-flags/ego-driven") is None

    await maya.until(lambda screen: "Ego-driven decisions" in words(find_again(screen, answer)))
    assert len(await sam.sees("#hiring-ai-lead")) == seen_by_sam
    assert "ego-driven" not in desk.store_text()


async def test_an_answer_is_shown_in_the_modal_where_the_message_cannot_be_replaced(
    desk: Running,
) -> None:
    """In words, without charts and buttons, which only work beside a message."""
    maya = desk.workspace.person("maya")
    for question, shown in (
        ("time to hire details", "8–16 weeks"),
        ("neighbours", "VP / Head of AI"),
        ("salary", "£130k"),
        ("xyzzy plugh", "doesn't cover that"),
    ):
        answer = await ask(maya, "")
        await maya.press(answer, "Ask a question")
        view = await maya.modal()
        assert view is not None
        await desk.workspace.advance(60 * 60)  # Slack's response_url lasts 30 minutes
        await maya.fill(view, {"Your question": question})
        in_modal = await maya.submit(view)

        assert in_modal is not None
        assert shown in words(in_modal)
        assert not {"actions", "data_visualization"} & {b["type"] for b in in_modal["blocks"]}
        assert not [block for block in in_modal["blocks"] if "accessory" in block]
        await maya.close(in_modal, everything=True)


async def test_a_passage_is_shared_without_the_question(desk: Running) -> None:
    maya, sam = desk.workspace.person("maya"), desk.workspace.person("sam")
    answer = await ask(maya, "do they need a doctorate")
    await share(maya, answer)

    shared = (await sam.sees("#hiring-ai-lead"))[-1]
    assert "A PhD or publications show depth" in words(shared)
    assert "doctorate" not in words(shared)
    assert "doctorate" not in desk.store_text()


@pytest.mark.parametrize("details", [False, True])
async def test_a_topic_is_shared_as_it_is_shown_with_a_chart_in_its_details_only(
    desk: Running, *, details: bool
) -> None:
    maya, sam = desk.workspace.person("maya"), desk.workspace.person("sam")
    await share(maya, await ask(maya, "time to hire details" if details else "time to hire"))

    kinds = [block["type"] for block in (await sam.sees("#hiring-ai-lead"))[-1]["blocks"]]
    assert ("data_visualization" in kinds) is details


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
