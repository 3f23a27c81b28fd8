"""`/do-we-need-a-lead` as people use it: six questions, the answer, and what comes next."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import words
from tests.desk import action, as_form, submission

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

COMMAND = "/do-we-need-a-lead"
LEAD = {
    "How many ML or AI engineers do you have?": "3 or more",
    "Who owns the overall architecture?": "Nobody",
    "Are the problems well defined?": "No, they need judgement",
    "What are people stuck on most?": "Architectural ambiguity",
    "How would the person you hire spend their time?": "Over 30% with people outside engineering",
}
SIGNALS = "Which of these do you see?"


async def open_questions(person: Person, text: str = "", channel: str = "#general") -> JSON:
    reply = await person.say(channel, f"{COMMAND} {text}")
    assert "failed" not in reply
    view = await person.modal()
    assert view is not None
    return view


async def answer_questions(
    person: Person, changed: dict[str, str], channel: str = "#general"
) -> JSON:
    """Open, answer, and read the verdict."""
    view = await open_questions(person, channel=channel)
    for label, choice in {**LEAD, **changed}.items():
        await person.choose(view, label, choice)
    answer = await person.submit(view)
    assert answer is not None
    return answer


@pytest.mark.parametrize("typed", ["", "please", "<!channel>", "x" * 4000])
async def test_whatever_is_typed_opens_the_questions(desk: Running, typed: str) -> None:
    view = await open_questions(desk.workspace.person("maya"), typed)

    assert sum(block["type"] == "input" for block in view["blocks"]) == 6
    await desk.workspace.person("maya").close(view, everything=True)


async def test_a_typed_description_fills_in_the_questions(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    view = await open_questions(maya, "we have 5 ml engineers and nobody owns the architecture")

    assert read_chosen_options(view) == {"engineers": ["enough"], "owner": ["nobody"]}
    assert "filled in from what you typed" in words(view)
    await maya.close(view, everything=True)


async def test_help_says_that_nothing_else_has_to_be_typed(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    await maya.say("#general", f"{COMMAND} help")

    last = (await maya.sees("#general"))[-1]
    assert last["ephemeral"]
    assert "A few questions" in words(last)
    await maya.press(last, "Answer six questions")
    view = await maya.modal()
    assert view is not None
    assert read_chosen_options(view) == {}
    await maya.close(view, everything=True)


@pytest.mark.parametrize(
    ("changed", "sentences"),
    [
        ({}, ["Yes: AI Tech Lead.", "Reasons for it", "3 or more", "direction for a whole team"]),
        (
            {"What are people stuck on most?": "Growing the team"},
            ["Rather: Engineering Manager.", "many have both", "Reasons against it"],
        ),
        (
            {"Who owns the overall architecture?": "A CTO or VP Engineering"},
            ["Not yet.", "already does the job", "What would change it"],
        ),
        (
            {"How many ML or AI engineers do you have?": "Fewer than 3"},
            ["Rather: Staff / Principal IC.", "if you had 3 or more"],
        ),
        (
            {"How would the person you hire spend their time?": "Mostly building"},
            ["No verdict", "both readings", "AI Tech Lead.", "Staff / Principal IC."],
        ),
    ],
)
async def test_the_answer_takes_the_place_of_the_questions(
    desk: Running, changed: dict[str, str], sentences: list[str]
) -> None:
    """The verdict first, its reasons, the neighbouring roles, and where it comes from."""
    maya = desk.workspace.person("maya")

    answer = await answer_questions(maya, changed)

    seen = words(answer)
    assert sentences[0] in words({"blocks": answer["blocks"][:1]})
    assert [
        sentence
        for sentence in [*sentences, "VP / Head of AI", "From your hiring guide"]
        if sentence not in seen
    ] == []
    assert len((await maya.screen())["views"]) == 1
    await maya.close(answer, everything=True)


async def test_an_unanswered_question_keeps_the_form_open(desk: Running) -> None:
    """Slack asks for it; where it did not, we do, at each field."""
    maya = desk.workspace.person("maya")
    view = await open_questions(maya)
    metadata = view["private_metadata"]
    await maya.close(view, everything=True)
    body = submission("need.form", {})
    body["view"] |= {"private_metadata": metadata}

    answer = (await desk.post(as_form(body))).json

    assert answer["response_action"] == "errors"
    assert set(answer["errors"]) == {"engineers", "owner", "problems", "stuck", "time"}


@pytest.mark.parametrize(
    ("label", "sentences"),
    [
        ("Salary", ["£130k–£180k base, £150k–£240k total", "$280k–$500k+"]),
        ("Interview plan", ["45", "90", "60"]),
        ("Time to hire", ["8–16 weeks", "4–9 months"]),
        ("Write the posting", ["Company", "Core stack"]),
    ],
)
async def test_the_next_step_opens_over_the_answer(
    desk: Running, label: str, sentences: list[str]
) -> None:
    maya = desk.workspace.person("maya")
    answer = await answer_questions(maya, {})

    await maya.press(answer, label)

    top = await maya.modal()
    assert top is not None
    assert [sentence for sentence in sentences if sentence not in words(top)] == []
    under = await maya.close(top)
    assert under is not None
    assert under["callback_id"] == "need.answer"
    await maya.close(under, everything=True)


async def test_changing_an_answer_starts_from_the_former_ones(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    answer = await answer_questions(maya, {})

    await maya.press(answer, "Change answers")
    form = await maya.modal()
    assert form is not None
    await maya.choose(form, "What are people stuck on most?", "Growing the team")
    changed = await maya.submit(form)

    assert changed is not None
    assert "Engineering Manager." in words(changed)
    await maya.close(changed, everything=True)


@pytest.mark.parametrize("channel", ["#general", "#leadership"])
async def test_sharing_posts_once_and_says_so_in_the_modal(desk: Running, channel: str) -> None:
    """Also where the bot is no member, through the command's response_url."""
    maya = desk.workspace.person("maya")
    rosa = desk.workspace.person("rosa")
    answer = await answer_questions(maya, {}, channel)
    before = len(await rosa.sees(channel))

    await asyncio.gather(*(maya.press(answer, "Share in channel") for _ in range(3)))
    await maya.until(lambda screen: "shared" in words(screen["views"][-1]).lower())

    posted = (await rosa.sees(channel))[before:]
    ours = [message for message in posted if message["is_bot"]]
    assert [COMMAND in words(message) for message in ours] == [True]
    assert "Do we need an AI Tech Lead?" in words(ours[0])
    await maya.close(answer, everything=True)


@pytest.mark.parametrize(
    ("changed", "shown", "left_out"),
    [
        ({}, ["*Yes: AI Tech Lead.*", "3 or more ML or AI engineers"], ["would change", "VP /"]),
        (
            {"How would the person you hire spend their time?": "Mostly building"},
            ["*No verdict", "AI Tech Lead.*", "Staff / Principal IC.*"],
            ["3 or more", "VP /"],
        ),
    ],
)
async def test_the_channel_reads_the_verdict_in_the_first_line_and_what_fits_on_one_screen(
    desk: Running, changed: dict[str, str], shown: list[str], left_out: list[str]
) -> None:
    maya = desk.workspace.person("maya")
    answer = await answer_questions(maya, changed)

    await maya.press(answer, "Share in channel")
    await maya.until(lambda screen: "shared" in words(screen["views"][-1]).lower())
    posted = (await maya.sees("#general"))[-1]

    for text in (posted["text"], words({"blocks": posted["blocks"][:1]}).strip()):
        assert text.startswith(f"Do we need an AI Tech Lead? {shown[0]}")
    assert [piece for piece in shown if piece not in words(posted)] == []
    assert [piece for piece in left_out if piece in words(posted)] == []
    await maya.close(answer, everything=True)


@pytest.mark.parametrize(
    ("value", "chosen"),
    [
        ("ai-tech-lead", {}),
        (
            "ai-tech-lead engineers=enough signals=debt,seniors",
            {"engineers": ["enough"], "signals": ["seniors", "debt"]},
        ),
        ("ai-tech-lead engineers=gone,few weather=fine signals= few", {"engineers": ["few"]}),
    ],
)
async def test_a_button_opens_the_questions_with_the_options_that_it_names(
    desk: Running, value: str, chosen: dict[str, list[str]]
) -> None:
    """Also the button of an older message, with options that are gone or with none."""
    maya = desk.workspace.person("maya")
    trigger = desk.slack.triggers.create(maya.id)
    await desk.post(as_form(action("need.open", value, trigger_id=trigger)))
    view = await maya.modal()
    assert view is not None

    assert read_chosen_options(view) == chosen
    assert ("filled in from what you typed" in words(view)) is bool(chosen)
    await maya.close(view, everything=True)


@pytest.mark.parametrize(
    ("typed", "engineers"),
    [
        ("we are 5 ML engineers and it is a mess", "enough"),
        ("do we need one for a team of six data scientists?", "enough"),
        ("team of 20, all in sales", ""),
        ("two people", "few"),
        ("7", "enough"),
        ("help me decide", ""),
    ],
)
async def test_a_team_that_is_typed_is_filled_in(desk: Running, typed: str, engineers: str) -> None:
    """Whatever is typed after this command describes the team, be it a question or a word."""
    maya = desk.workspace.person("maya")
    view = await open_questions(maya, typed)

    assert read_chosen_options(view).get("engineers", []) == ([engineers] if engineers else [])
    assert ("filled in from what you typed" in words(view)) is bool(engineers)
    await maya.close(view, everything=True)


def read_chosen_options(view: JSON) -> dict[str, list[str]]:
    """The values that the form's fields start with, by block_id."""
    starts = {
        block["block_id"]: [
            *([element["initial_option"]] if "initial_option" in element else []),
            *element.get("initial_options", []),
        ]
        for block in view["blocks"]
        if (element := block.get("element"))
    }
    return {
        name: [option["value"] for option in options] for name, options in starts.items() if options
    }


async def test_nothing_of_an_answer_is_stored(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    answer = await answer_questions(maya, {})
    await maya.close(answer, everything=True)

    assert not [word for word in ("architecture", "nobody", "enough") if word in desk.store_text()]
