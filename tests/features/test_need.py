"""`/do-we-need-a-lead` as people use it: six questions, the answer, and what comes next."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import words
from tests.desk import action, as_form, submission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

COMMAND = "/do-we-need-a-lead"
OWNER = "Who owns the overall architecture, and do they really do the work?"
STUCK = "What are people stuck on most?"
TIME = "How would the person you hire spend their time?"
LEAD = {
    "How many ML or AI engineers do you have?": "3 or more",
    OWNER: "Nobody",
    "Are the problems well defined?": "No, they need judgement",
    STUCK: "Architectural ambiguity",
    TIME: "Over 30% with people outside engineering",
}
SIGNALS = "Which of these do you see?"
SIGNS = {"seniors": "Senior engineers are stuck on architecture with no escalation path"}


async def open_questions(person: Person, text: str = "", channel: str = "#general") -> JSON:
    reply = await person.say(channel, f"{COMMAND} {text}")
    assert "failed" not in reply
    view = await person.modal()
    assert view is not None
    return view


async def answer_questions(
    person: Person,
    changed: dict[str, str],
    channel: str = "#general",
    signals: Sequence[str] = (),
) -> JSON:
    """Open, answer, and read the verdict."""
    view = await open_questions(person, channel=channel)
    for label, choice in {**LEAD, **changed}.items():
        await person.choose(view, label, choice)
    for signal in signals:
        await person.choose(view, SIGNALS, SIGNS[signal])
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


REALLY = {OWNER: "A CTO or VP who really does the work"}
QUIET = {STUCK: "Nothing in particular", TIME: "Not sure yet"}
VERDICTS = {
    "lead": ({}, "Yes: you need an AI Tech Lead."),
    "staff": (
        {STUCK: "Hard technical problems", TIME: "Mostly building"},
        "A Staff or Principal engineer rather than a lead.",
    ),
    "manager": (
        {**REALLY, STUCK: "Growing the team", TIME: "Not sure yet"},
        "An Engineering Manager rather than a lead.",
    ),
    "both": ({STUCK: "Growing the team"}, "Both: an AI Tech Lead and an Engineering Manager."),
    "not yet": ({**REALLY, **QUIET}, "Not yet."),
    "close": (QUIET, "it is close. It is between AI Tech Lead and Not yet."),
    "clash": (
        {"Are the problems well defined?": "Yes, well defined", TIME: "Not sure yet"},
        "two answers pull apart. It is between AI Tech Lead and Not yet.",
    ),
}
TIME_TO_HIRE = "Time to hire"
FOR_LEAD = ["Write the posting", "Salary", "Interview plan", TIME_TO_HIRE]
NEXT = {
    "lead": FOR_LEAD,
    "staff": ["Compare the roles"],
    "manager": ["Compare the roles"],
    "both": ["AI Tech Lead posting", "Salary", "Compare the roles"],
    "not yet": ["Signs to watch for"],
    "close": ["Change the owner", "Change the signs", "Compare the roles", "Signs to watch for"],
    "clash": [
        "Change the problems",
        "Compare the roles",
        "Signs to watch for",
    ],
}


@pytest.mark.parametrize("name", VERDICTS)
async def test_the_answer_begins_with_the_verdict_and_weighs_each_in_sight(
    desk: Running, name: str
) -> None:
    """Each verdict that something speaks for is counted, or out; and where it comes from."""
    changed, verdict = VERDICTS[name]
    maya = desk.workspace.person("maya")

    answer = await answer_questions(maya, changed)

    seen = words(answer).replace("*", "")
    assert verdict in words({"blocks": answer["blocks"][:1]}).replace("*", "")
    titles = ["AI Tech Lead", "Not yet"]
    if name != "clash":
        titles += ["Staff / Principal IC", "Engineering Manager", "Lead and manager"]
    assert [title for title in titles if not re.search(rf"\n(.*, )?{title}(, .*)?: ", seen)] == []
    assert "specialist recruiter's undated guide" in seen
    assert len((await maya.screen())["views"]) == 1
    await maya.close(answer, everything=True)


@pytest.mark.parametrize("name", NEXT)
async def test_every_next_step_fits_the_verdict(desk: Running, name: str) -> None:
    """A manager's or a Staff engineer's doesn't offer the lead's posting, pay or interviews."""
    maya = desk.workspace.person("maya")
    answer = await answer_questions(maya, VERDICTS[name][0])

    labels = [
        element["text"]["text"]
        for block in answer["blocks"]
        if block["block_id"] == "need.actions"
        for element in block["elements"]
    ]

    assert labels == [*NEXT[name], "Details", "Share in channel", "Change my answers"]
    await maya.close(answer, everything=True)


@pytest.mark.parametrize(
    ("changed", "sentences"),
    [
        (
            {},
            [
                "6 for, 0 against",
                "nobody owns it (double)",
                "seniors stuck",
                "What would change it",
            ],
        ),
        (
            {**REALLY, **QUIET},
            [
                "Ask again when this changes",
                "_AI Tech Lead_ if nobody owned the architecture and local optimisations made",
            ],
        ),
        (
            {OWNER: "Someone else, but in name only"},
            ["Yes: you need an AI Tech Lead.", "it counts as owned by nobody"],
        ),
        (
            VERDICTS["clash"][0],
            [
                "The problems are well defined, yet people are stuck on architecture.",
                "Look at the last three blocked tickets.",
                "*AI Tech Lead: 5 for, 1 against*, such as: nobody owns it",
                "If the problems need judgement after all: *AI Tech Lead*.",
            ],
        ),
        (QUIET, ["What would settle it", "Ask who made the last three architectural decisions"]),
        (
            {STUCK: "Hard technical problems", TIME: "Mostly building"},
            ["They own one domain; a lead", "The weighing is ours."],
        ),
    ],
)
async def test_the_answer_says_why_and_what_would_change_or_settle_it(
    desk: Running, changed: dict[str, str], sentences: list[str]
) -> None:
    maya = desk.workspace.person("maya")
    signals = [] if set(changed) >= set(QUIET) else ["seniors"]

    answer = await answer_questions(maya, changed, signals=signals)

    assert [sentence for sentence in sentences if sentence not in words(answer)] == []
    await maya.close(answer, everything=True)


async def test_details_lay_every_reason_over_the_answer(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    answer = await answer_questions(maya, {**REALLY, **QUIET})

    await maya.press(answer, "Details")

    top = await maya.modal()
    assert top is not None
    assert [
        sentence
        for sentence in (
            "+ A CTO or VP Engineering really does the lead's work. _(counts double)_",
            "+ You see none of these signs.",
            "A reason that counts double is worth two.",
            "• _Engineering Manager_ if growing the team were the bottleneck.",
        )
        if sentence not in words(top)
    ] == []
    under = await maya.close(top)
    assert under is not None
    assert under["callback_id"] == "need.answer"
    await maya.close(under, everything=True)


async def test_what_is_close_leads_to_the_question_that_would_settle_it(desk: Running) -> None:
    """It is on top, and all that was chosen is kept."""
    maya = desk.workspace.person("maya")
    answer = await answer_questions(maya, QUIET)

    await maya.press(answer, "Change the signs")

    form = await maya.modal()
    assert form is not None
    inputs = [block for block in form["blocks"] if block["type"] == "input"]
    assert inputs[0]["block_id"] == "signals"
    assert read_chosen_options(form) == {
        "engineers": ["enough"],
        "owner": ["nobody"],
        "problems": ["open"],
        "stuck": ["nothing"],
        "time": ["unsure"],
    }
    await maya.choose(form, SIGNALS, "Technical debt grows faster than it is paid")
    changed = await maya.submit(form)
    assert "Yes: you need an AI Tech Lead." in words(changed or {})
    await maya.close(changed or {}, everything=True)


async def test_an_answer_that_was_open_before_an_update_is_still_understood(desk: Running) -> None:
    """Its options are those of the version before: a CTO who owns it is one who does the work."""
    maya = desk.workspace.person("maya")
    trigger = desk.slack.app.triggers.create(maya.id)
    value = "ai-tech-lead engineers=enough owner=executive problems=open stuck=nothing time=unsure"
    await desk.post(as_form(action("need.open", value, trigger_id=trigger)))
    form = await maya.modal()
    assert form is not None

    answer = await maya.submit(form)

    assert answer is not None
    assert "*Not yet.*" in words(answer)
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
    ("name", "label", "sentences"),
    [
        ("lead", "Salary", ["£130k–£180k base, £150k–£240k total", "$280k–$500k+"]),
        ("lead", "Interview plan", ["45", "90", "60"]),
        ("lead", "Time to hire", ["8–16 weeks", "4–9 months"]),
        ("lead", "Write the posting", ["Company", "Core stack"]),
        ("both", "AI Tech Lead posting", ["Company", "Core stack"]),
        ("manager", "Compare the roles", ["larger ones split them", "VP / Head of AI"]),
        ("not yet", "Signs to watch for", ["Technical debt that grows faster than it is paid"]),
    ],
)
async def test_the_next_step_opens_over_the_answer(
    desk: Running, name: str, label: str, sentences: list[str]
) -> None:
    maya = desk.workspace.person("maya")
    answer = await answer_questions(maya, VERDICTS[name][0])

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

    await maya.press(answer, "Change my answers")
    form = await maya.modal()
    assert form is not None
    await maya.choose(form, STUCK, "Growing the team")
    changed = await maya.submit(form)

    assert changed is not None
    assert "Both: an AI Tech Lead and an Engineering Manager." in words(changed)
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
        ({}, ["*Yes: you need an AI Tech Lead.*", "*AI Tech Lead: 5 for, 0"], ["would change"]),
        (VERDICTS["clash"][0], ["*No clear answer", "Not yet: ruled out", "To find out"], []),
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
    trigger = desk.slack.app.triggers.create(maya.id)
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
