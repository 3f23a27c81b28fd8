"""`/interview-questions` as people use it, from what they type to what everybody sees."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blocks import ids
from local_slack.block_kit import check, elements
from local_slack.client import RefusedError, words
from tests.desk import action, as_form, command
from tests.raw_http import form

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

PLAN = [
    "AI Tech Lead: 4 interviews, 240 minutes (4 hours)",
    *("1 Technical screen*, 45 minutes", "2 Architecture deep-dive*, 90 minutes"),
    *("3 Leadership and stakeholders*, 60 minutes", "4 Team fit and values*, 45 minutes"),
    "Establish baseline depth",
    "genuine trade-offs",
    "2–3 engineers",
    "debriefed the same day",
]
WHY_THIS_PLAN = ["often skipped or done superficially", "two skill sets that seldom come together"]
STAGES = [
    ["1 Technical screen, 45 minutes", "put into production", "Then rate* ML judgement"],
    ["2 Architecture deep-dive, 90 minutes", "Our load grows tenfold", "Decision style"],
    ["3 Leadership and stakeholders, 60 minutes", "turned out wrong", "was struggling"],
    ["4 Team fit and values, 45 minutes", "engineer you unblocked", "decisions that I build on"],
]
STAGE_DETAILS = [
    ["ML fundamentals", "online vs offline", "0–3 ", "incident response"],
    ["Pushback", "85–90", "Listen for", "credit"],
    ["Being wrong", "55–60", "different since", "Does it get plainer"],
    ["Enabling", "2–3 engineers", "40–45", "whoever was right"],
]
TWO_INTERVIEWS = [
    "Two interviews, 180 minutes (3 hours)",
    "Technical, 90 minutes",
    "What you lose.*",
]
ANSWERS: dict[str, list[str]] = {
    "": PLAN,
    "all": PLAN,
    "details": [*PLAN[:1], "genuine trade-offs", *WHY_THIS_PLAN],
    **{str(number): stage for number, stage in enumerate(STAGES, start=1)},
    **{
        f"{number} details": [*stage, *details]
        for number, (stage, details) in enumerate(zip(STAGES, STAGE_DETAILS, strict=True), start=1)
    },
    "architecture in detail": [*STAGES[1], *STAGE_DETAILS[1]],
    "architecture": STAGES[1],
    "stage 3": STAGES[2],
    "Leadership": STAGES[2],
    "ai tech lead 4": STAGES[3],
    "leadreship": ["Did you mean", "Leadership and stakeholders"],
    "salary": ["The guide has that: Salary", "Ask the guide: Salary", "1 Screen"],
    "9": ["I have these interviews for AI Tech Lead", "None is clearly about “9”", "4 Team fit"],
    "how many interviews shall we make": PLAN,
    "which red flags would worry you?": ["The guide has that: Red flags in interviews"],
    "what do we ask a product manager": [
        "These interviews are for AI Tech Lead, not for “product manager”",
        "For other jobs I have these",
        "Interviews: General",
    ],
    "two interviews": TWO_INTERVIEWS,
    "we only have time for two rounds": TWO_INTERVIEWS,
    "two interviews details": [*TWO_INTERVIEWS, "5–17", "_12 min_", "2 Architecture deep-dive"],
    "take-home instead of live": ["With a take-home task, 330 minutes", "What you lose"],
    "take-home details": [
        "330 minutes",
        "Whoever can't do it at home",
        "45 minutes, as in the full",
    ],
    "plans": ["other plans than all interviews", "Two interviews*, 180", "With a take-home task*"],
    "plans details": ["Leadership, 90 minutes", "Two hours at most"],
    "prepare": ["prepare a real problem of yours", "*Real:* one you have solved", "10. "],
    "prepare details": ["Try it on a colleague", "Worked example", "Brief, read aloud"],
    "help": ["/interview-questions leadership", "Send me the kit", "two interviews", "prepare"],
    "<!qx> <@U0SAM> *pineapple*": ["about “&lt;!qx&gt; &lt;@U0SAM&gt; *pineapple*”"],
}


async def ask(person: Person, text: str, channel: str = "#hiring-ai-lead") -> JSON:
    reply = await person.say(channel, f"/interview-questions {text}")
    assert "failed" not in reply
    return (await person.sees(channel))[-1]


def find_button(message: JSON, label: str) -> JSON:
    buttons: dict[str, JSON] = {
        element["text"]["text"]: element
        for _, element in elements.find_all(message["blocks"])
        if element["type"] == "button"
    }
    return buttons[label]


async def press_and_expect(person: Person, message: JSON, label: str, sentence: str) -> None:
    """Press, and wait for an answer that only this person sees."""
    last = (await person.sees(message["channel"]))[-1]
    await person.press(message, label)
    await wait_for_answer(person, last, sentence)


async def wait_for_answer(person: Person, after: JSON, sentence: str) -> None:
    """Wait for an answer that only this person sees, later than another message."""
    await person.until(
        lambda screen: any(
            sent["ephemeral"] and sent["ts"] > after["ts"] and sentence in sent["text"]
            for sent in screen["messages"][after["channel"]]
        )
    )


@pytest.mark.parametrize(("typed", "shown"), ANSWERS.items())
async def test_what_is_typed_is_answered(desk: Running, typed: str, shown: list[str]) -> None:
    answer = await ask(desk.workspace.person("maya"), typed)

    assert answer["ephemeral"]
    for piece in shown:
        assert piece in words(answer)


@pytest.mark.parametrize(
    ("typed", "label", "shown"),
    [
        ("red flags", "Ask the guide: Red flags", "AI Tech Lead: red flags"),
        ("pineapple", "Ask the guide", "doesn't cover that"),
        ("what do we ask a product manager", "Interviews: General", "General: 1 interview"),
        ("questions for a plumber", "All interviews", PLAN[0]),
    ],
)
async def test_what_no_interview_is_about_leads_on_with_a_button(
    desk: Running, typed: str, label: str, shown: str
) -> None:
    maya = desk.workspace.person("maya")
    # In a channel of its own, since naming a role makes it the channel's.
    answer = await ask(maya, f"ai tech lead {typed}", "#general")
    await press_and_wait(maya, answer, label, shown)


async def test_each_stage_leads_to_the_next_and_the_last_to_the_plan(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    answer = await ask(maya, "")
    labels = ["1 Screen", "Next: Architecture", "Next: Leadership", "Next: Team fit"]
    for label, shown in zip(labels, STAGES, strict=True):
        answer = await press_and_wait(maya, answer, label, shown[0])
        assert all(piece in words(answer) for piece in shown)
    with pytest.raises(RefusedError):
        await maya.press(answer, "Next: Screen")
    await press_and_wait(maya, answer, "All interviews", PLAN[0])


@pytest.mark.parametrize(("typed", "detail"), [("", WHY_THIS_PLAN[1]), ("2", STAGE_DETAILS[1][1])])
async def test_what_is_shared_is_what_is_shown_short_or_long(
    desk: Running, typed: str, detail: str
) -> None:
    maya, sam = desk.workspace.person("maya"), desk.workspace.person("sam")
    before = len(await sam.sees("#hiring-ai-lead"))

    short = await ask(maya, typed)
    assert detail not in words(short)
    long = await press_and_wait(maya, short, "Details", detail)
    await press_and_expect(maya, long, "Share in channel", "Shared in")
    short = await press_and_until(maya, long, "Less", lambda shown: detail not in words(shown))
    await press_and_expect(maya, short, "Share in channel", "Shared in")

    shared = (await sam.sees("#hiring-ai-lead"))[before:]
    assert [detail in words(message) for message in shared] == [True, False]


async def press_and_wait(person: Person, message: JSON, label: str, shown: str) -> JSON:
    """Press, and return the message that replaces this one."""
    return await press_and_until(person, message, label, lambda now: shown in words(now))


async def press_and_until(
    person: Person, message: JSON, label: str, is_shown: Callable[[JSON], bool]
) -> JSON:
    """Press, and return the message that replaces this one."""
    await person.press(message, label)
    screen = await person.until(lambda screen: is_shown(find_again(screen, message)))
    return find_again(screen, message)


def find_again(screen: JSON, message: JSON) -> JSON:
    """The message that is now where this one was."""
    return next(
        shown for shown in screen["messages"][message["channel"]] if shown["ts"] == message["ts"]
    )


async def test_sharing_warns_first_in_a_public_channel_only(desk: Running) -> None:
    """Candidates' friends may read a public channel."""
    maya = desk.workspace.person("maya")
    for typed in ("", "2"):
        public = find_button(await ask(maya, typed, "#general"), "Share in channel")
        private = find_button(await ask(maya, typed), "Share in channel")

        assert "friends of your candidates" in public["confirm"]["text"]["text"]
        assert "confirm" not in private


async def test_a_public_answer_still_warns_after_another_stage_was_shown(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    answer = await ask(maya, "ai tech lead 1", "#general")
    answer = await press_and_wait(maya, answer, "Next: Architecture", STAGES[1][0])

    assert "confirm" in find_button(answer, "Share in channel")


async def test_a_stage_is_shared_once_however_often_it_is_clicked(desk: Running) -> None:
    maya, sam = desk.workspace.person("maya"), desk.workspace.person("sam")
    before = len(await sam.sees("#hiring-ai-lead"))
    answer = await ask(maya, "3")

    await asyncio.gather(*(maya.press(answer, "Share in channel") for _ in range(3)))
    await wait_for_answer(maya, answer, "Shared in this channel")
    await press_and_expect(maya, answer, "Share in channel", "Shared already")

    new = (await sam.sees("#hiring-ai-lead"))[before:]
    assert [STAGES[2][0] in words(message) for message in new] == [True]
    assert "Shared by <@U0MAYA> from `/interview-questions`" in words(new[0])


async def test_the_kit_comes_by_direct_message_with_a_file(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    await press_and_expect(maya, await ask(maya, "1"), "Send me the kit", "Sent")

    *kit, file = (await maya.sees("DM"))[-4:]
    shown = "".join(map(words, kit))
    assert STAGES[0][0] in shown
    assert "The bar" in shown
    assert "Question cards" in shown
    assert "ai-tech-lead-screen.md" in str(file)


async def test_the_kit_of_the_plan_holds_every_stage(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    await press_and_expect(maya, await ask(maya, ""), "Send me the kit", "Sent")

    kit, file = (await maya.sees("DM"))[-2:]
    assert PLAN[0] in words(kit)
    assert "ai-tech-lead-interviews.md" in str(file)


@pytest.mark.parametrize(
    ("typed", "in_message", "filename", "in_file"),
    [
        ("two interviews", TWO_INTERVIEWS, "ai-tech-lead-two-interviews.md", "## Scorecard: 3"),
        ("prepare", ["Worked example"], "ai-tech-lead-own-problem.md", "### Worked example"),
        ("plans", ["Two interviews*"], "ai-tech-lead-other-plans.md", "### With a take-home task"),
    ],
)
async def test_other_plans_and_the_sheet_are_sent_and_shared_as_interviews_are(
    desk: Running, typed: str, in_message: list[str], filename: str, in_file: str
) -> None:
    maya, sam = desk.workspace.person("maya"), desk.workspace.person("sam")
    answer = await ask(maya, typed)
    await press_and_expect(maya, answer, "Send me the kit", "Sent")
    message, file = (await maya.sees("DM"))[-2:]
    assert all(piece in words(message) for piece in in_message)
    assert filename in str(file)
    [sent] = file["files"]
    async with desk.workspace.session.get(f"/-/files/{sent['id']}") as download:
        assert in_file in await download.text()

    await press_and_expect(maya, answer, "Share in channel", "Shared in")
    assert answer["blocks"][0] == (await sam.sees("#hiring-ai-lead"))[-1]["blocks"][0]


async def test_the_plan_leads_to_shorter_plans_and_each_of_them_to_its_interviews(
    desk: Running,
) -> None:
    maya = desk.workspace.person("maya")
    answer = await ask(maya, "")
    answer = await press_and_wait(maya, answer, "Other plans", "other plans than all")
    answer = await press_and_wait(maya, answer, "Two interviews", TWO_INTERVIEWS[0])
    answer = await press_and_wait(maya, answer, "3 Leadership", STAGES[2][0])
    await press_and_wait(maya, answer, "All interviews", PLAN[0])


async def test_only_interviews_that_ask_for_a_problem_of_ours_offer_to_prepare_it(
    desk: Running,
) -> None:
    maya = desk.workspace.person("maya")
    for typed in ("1", "2"):
        answer = await ask(maya, typed)
        await press_and_wait(maya, answer, "Prepare your problem", "Real:* one you have")
    for typed in ("3", "4"):
        assert "Prepare your problem" not in words(await ask(maya, typed))


async def test_the_cards_show_one_question_a_page_from_the_beginning_to_the_ratings(
    desk: Running,
) -> None:
    """What is asked, followed up and listened for, with four anchors; the ratings come last."""
    maya = desk.workspace.person("maya")
    answer = await ask(maya, "2")
    await maya.press(answer, "Question cards")
    shown = await see_cards(maya, "5 questions, 90 minutes")
    assert "What not to do" in shown
    for number in range(1, 6):
        await turn_cards(maya, "Next")
        shown = await see_cards(maya, f"Question {number} of 5.")
        assert "Follow up" in shown
        assert "Listen for" in shown
        assert [shown.count(f"_{anchor}:_") for anchor in ANCHORS] == [1, 1, 1, 1]
        assert "until minute" in shown
    await turn_cards(maya, "Next")
    shown = await see_cards(maya, "Then rate")
    assert [shown.count(f"_{anchor}:_") for anchor in ANCHORS] == [4, 4, 4, 4]
    await turn_cards(maya, "Back")
    await see_cards(maya, "Question 5 of 5.")


ANCHORS = ("Strong no", "No", "Yes", "Strong yes")


async def turn_cards(person: Person, label: str) -> None:
    view = await person.modal()
    assert view is not None
    await person.press(view, label)


async def see_cards(person: Person, sentence: str) -> str:
    """What the page with this sentence says, once it is open."""
    screen = await person.until(
        lambda screen: bool(screen["views"]) and sentence in words(screen["views"][-1])
    )
    return words(screen["views"][-1])


@pytest.mark.parametrize("value", ["ai-tech-lead gone 1", "ai-tech-lead team", "ai-tech-lead 1"])
async def test_no_cards_open_for_a_stage_that_is_gone(desk: Running, value: str) -> None:
    before = len(await desk.workspace.calls())
    answer = await desk.post(as_form(action(ids.INTERVIEW_CARDS, value)))

    assert answer.status == 200
    assert not [
        call for call in (await desk.workspace.calls())[before:] if "views" in str(call["method"])
    ]


async def test_where_the_bot_is_no_member_it_shares_through_the_click(desk: Running) -> None:
    maya, rosa = desk.workspace.person("maya"), desk.workspace.person("rosa")
    await press_and_expect(maya, await ask(maya, "2", "#leadership"), "Share in channel", "Shared")

    assert any(STAGES[1][0] in words(message) for message in await rosa.sees("#leadership"))


async def test_another_role_shows_what_its_folder_has(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    general = await ask(maya, "general", "#leadership")
    assert "General: 1 interview" in words(general)
    assert "Skill for the job" in words(await ask(maya, "general 1", "#leadership"))
    await maya.press(general, "Another role: AI Tech Lead")
    await maya.until(lambda screen: PLAN[0] in words(find_again(screen, general)))


@pytest.mark.parametrize("pressed", [ids.INTERVIEW_SHARE, ids.INTERVIEW_KIT])
async def test_nothing_is_posted_for_a_stage_that_is_gone(desk: Running, pressed: str) -> None:
    before = len(await desk.workspace.calls())
    answer = await desk.post(as_form(action(pressed, "ai-tech-lead a stage of last year")))

    assert answer.status == 200
    assert len(await desk.workspace.calls()) == before


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=300))
async def test_whatever_is_typed_gets_a_message_that_slack_takes(typed: str, desk: Running) -> None:
    answer = await desk.post(form(command(typed, command="/interview-questions")))

    assert answer.status == 200
    check.message(answer.json["text"], answer.json["blocks"])
    assert answer.json["response_type"] == "ephemeral"
