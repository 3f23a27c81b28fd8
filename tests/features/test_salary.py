"""`/salary` as people use it, in a workspace, from what they type to what everybody sees."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from local_slack.block_kit import check, elements
from local_slack.client import words
from tests.desk import command
from tests.raw_http import form

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

US = ["San Francisco / New York", "Other US metros", "Remote (US-aligned)"]
UK = ["UK (London)", "UK (other)"]
LONDON = ["UK (London)", "£130k–£180k", "£150k–£240k"]
SF = ["San Francisco / New York", "$220k–$320k", "$280k–$500k+"]
TEL_AVIV = ["Israel (Tel Aviv)", "$130k–$200k", "$160k–$260k"]
BELOW_SF = ["$190k base is below", "$30k (14%) under the bottom of the range"]
HELP = ["/salary london", "/salary 190k sf"]

# typed: what is on the screen then
ANSWERS: dict[str, list[str]] = {
    "london": LONDON,
    "nyc": SF,
    "sf": SF,
    "tel aviv": TEL_AVIV,
    "Tel-Aviv": TEL_AVIV,
    "us": US,
    "uk": UK,
    "seattle": ["Other US metros", "$180k–$260k", "I read Seattle as *Other US metros*"],
    "austin": ["Other US metros", "$180k–$260k", "I read Austin as *Other US metros*"],
    "remote": ["$170k–$250k", "I read Remote as *Remote (US-aligned)*"],
    "remote uk": ["I have no figures for “remote uk”", *UK],
    "berlin": ["I have no figures for “berlin”", *US, *UK, "Israel (Tel Aviv)"],
    "lodnon": ["Did you mean London?"],
    "london vs sf": [*LONDON, *SF, "nothing is converted"],
    "190k sf": [*BELOW_SF, "You gave no currency"],
    "190 sf": BELOW_SF,
    "190,000 sf": BELOW_SF,
    "$190K San Francisco": BELOW_SF,
    "190,5k sf": ["$190.5k base is below"],
    "185,000 base remote": ["$185k base is within"],
    "£150k london": ["£150k base is within"],
    "140k london": ["£140k base is within", "I read it as GBP"],
    "320k sf": ["$320k base is within", "exactly at the top of the range"],
    "$180k london": ["in GBP", "the offer in USD", "convert"],
    "600k nis tel aviv": ["in USD", "the offer in ILS"],
    "200-250k sf": ["$200k–$250k", "across the bottom of the range"],
    "650k total sf": ["$650k total is within", "open-ended"],
    "190k": ["Which place", *US, *UK],
    "150k sf": ["below", "Risk.", "Staff ML Engineer"],
    "£700/day london": ["yearly"],
    "backend london": HELP,
    "-5k sf": HELP,
    "0 sf": HELP,
    "1e99 sf": HELP,
    "\N{GRINNING FACE}": HELP,
    "x" * 4000: HELP,
    "<!channel> <@U0SAM> *all*": HELP,
    "help": HELP,
    "": [*US, *UK, *LONDON, *SF, *TEL_AVIV, "Source:"],
    "details": [*US, *UK, "Equity.", "Most common mistake.", "Source:", "Series A"],
    "london details": [*LONDON, "10–20% of base", "Series A", "Rough rules"],
    "sf vs remote": ["San Francisco / New York pays more than Remote", "$50k more at the bottom"],
}


async def ask(person: Person, text: str, channel: str = "#general") -> JSON:
    """Type `/salary text` and read the answer."""
    reply = await person.say(channel, f"/salary {text}")
    assert "failed" not in reply
    return (await person.sees(channel))[-1]


def find_buttons(message: JSON) -> dict[str, JSON]:
    return {
        element["text"]["text"]: element
        for _, element in elements.find_all(message["blocks"])
        if element["type"] == "button"
    }


def find_charts(message: JSON) -> list[JSON]:
    return [block for block in message["blocks"] if block["type"] == "data_visualization"]


async def press_and_expect(person: Person, message: JSON, label: str, sentence: str) -> None:
    """Press, and wait until a new message for this person alone says so."""
    channel = message["channel"]
    before = (await person.sees(channel))[-1]["ts"]

    def says_so(screen: JSON) -> bool:
        last = screen["messages"][channel][-1]
        return last["ephemeral"] and last["ts"] > before and sentence in last["text"]

    await person.press(message, label)
    await person.until(says_so)


def read_fields(view: JSON) -> dict[str, str | None]:
    """The texts and choices of a form, by block_id."""
    return {
        block_id: state.get("value") or (state.get("selected_option") or {}).get("value")
        for block_id, states in view["state"]["values"].items()
        for state in states.values()
    }


@pytest.mark.parametrize("typed", ANSWERS)
async def test_what_is_typed_is_answered(typed: str, desk: Running) -> None:
    """Each row of what people type, and what they read, for themselves alone."""
    sam = desk.workspace.person("sam")
    answer = await ask(sam, typed)
    shown = words(answer)
    assert [piece for piece in ANSWERS[typed] if piece not in shown] == []
    assert answer["ephemeral"]
    assert answer["ts"] not in [
        message["ts"] for message in await desk.workspace.person("ines").sees("#general")
    ]


async def test_no_chart_has_two_currencies(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    for typed in ("details", "london vs sf details"):
        drawn = find_charts(await ask(maya, typed))
        labels = [chart["chart"]["axis_config"]["y_label"] for chart in drawn]
        assert {label[:3] for label in labels} == {"USD", "GBP"}
        assert len(labels) == 2


@pytest.mark.parametrize("typed", ["", "london", "london vs sf", "190k sf", "equity at series a"])
async def test_a_first_answer_has_no_chart_and_says_the_answer_in_its_notification(
    typed: str, desk: Running
) -> None:
    """The notification shows the text of a message; it begins as the message itself does."""
    answer = await ask(desk.workspace.person("maya"), typed)
    assert find_charts(answer) == []
    assert answer["text"].startswith(answer["blocks"][0]["text"]["text"].split("\n")[0])


@pytest.mark.parametrize(
    ("typed", "more"),
    [
        ("", "Most common mistake."),
        ("london", "Most common mistake."),
        ("london vs sf", "Yearly pay, two places"),
        ("190k sf", "10–20% of base"),
    ],
)
async def test_details_and_less_take_the_place_of_the_answer(
    typed: str, more: str, desk: Running
) -> None:
    maya = desk.workspace.person("maya")
    short = await ask(maya, typed)
    assert more not in str(short["blocks"])

    async def press(label: str, *, shows: bool) -> JSON:
        await maya.press((await maya.sees("#general"))[-1], label)
        await maya.until(
            lambda screen: (more in str(screen["messages"]["C0GENERAL"][-1]["blocks"])) is shows
        )
        return (await maya.sees("#general"))[-1]

    long = await press("Details", shows=True)
    assert find_charts(long)
    again = await press("Less", shows=False)
    assert long["ts"] == again["ts"] == short["ts"]
    assert again["blocks"] == short["blocks"]


async def test_an_answer_reaches_a_private_channel_without_the_bot(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    answer = await ask(maya, "london", "#leadership")
    assert "£130k–£180k" in answer["text"]
    assert answer["ephemeral"]


async def test_read_as_total_takes_the_place_of_the_answer(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    answer = await ask(maya, "300k sf")
    await maya.press(answer, "Read as total")
    await maya.until(
        lambda screen: "$300k total is within" in screen["messages"]["C0GENERAL"][-1]["text"]
    )
    replaced = (await maya.sees("#general"))[-1]
    assert replaced["ts"] == answer["ts"]
    await maya.press(replaced, "Read as base")
    await maya.until(lambda screen: "$300k base" in screen["messages"]["C0GENERAL"][-1]["text"])


async def test_another_place_is_picked_from_the_answer(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    answer = await ask(maya, "london")
    await maya.choose(answer, "Another place", "UK (other)")
    await maya.until(lambda screen: "£100k–£150k" in screen["messages"]["C0GENERAL"][-1]["text"])


@pytest.mark.parametrize(
    ("typed", "label", "expected"),
    [
        ("us", "Other US metros", "$180k–$260k"),
        ("190k", "UK (London)", "£190k base is above"),
        ("lodnon", "London", "£130k–£180k"),
        ("berlin", "Israel (Tel Aviv)", "$130k–$200k"),
        ("$180k london", "Show the range", "£130k–£180k"),
        ("london vs sf vs tel aviv", "London vs Tel Aviv", "£130k–£180k"),
    ],
)
async def test_an_unclear_question_is_answered_by_a_press(
    typed: str, label: str, expected: str, desk: Running
) -> None:
    """Candidates are offered, never guessed; the one pressed takes the place of the question."""
    maya = desk.workspace.person("maya")
    await maya.press(await ask(maya, typed), label)
    await maya.until(lambda screen: expected in screen["messages"]["C0GENERAL"][-1]["text"])


# --- the form ---


async def test_a_package_opens_the_form_filled_in(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    await maya.say("#general", "/salary 200k + 15% + 0.2% sf")
    view = await maya.modal()
    assert view
    assert read_fields(view) == {
        "place": "sf-ny",
        "base": "200,000",
        "bonus_percent": "15",
        "equity_value": None,
        "stage": None,
        "equity_percent": "0.2",
    }
    await maya.close(view)


async def test_the_form_reads_a_whole_package_and_keeps_it(desk: Running) -> None:
    """The reading lies over the form; *Back* leads to the form as it was."""
    ines = desk.workspace.person("ines")
    await ines.press(await ask(ines, "sf"), "Check an offer")
    view = await ines.modal()
    assert view
    fields = {
        "Base pay per year": "200k",
        "Bonus, % of base": "15",
        "Equity, value per year": "40k",
        "Equity, % of the company": "0.2",
    }
    await ines.fill(view, fields)
    await ines.choose(view, "Funding stage", "Series A")
    reading = await ines.submit(view)
    assert reading
    shown = words(reading)
    for piece in (
        "Total is below the range for San Francisco / New York:* $270k",
        "Base is below the range",
        "$20k (9%) under",
        "Bonus is within the usual range:* 15% of base. Usual is 10–20%",
        "within the usual range for Series A",
        "$200k base + $30k bonus (15%) + $40k equity per year",
    ):
        assert piece in shown
    back = await ines.close(reading)
    assert back
    assert read_fields(back)["base"] == "200k"
    await ines.close(back)


async def test_equity_without_a_value_gives_no_verdict_on_the_total(desk: Running) -> None:
    """An empty field is not 0: the total is compared only with one of them filled in."""
    maya = desk.workspace.person("maya")
    await maya.say("#general", "/salary 200k + 15% + 0.2% sf")
    view = await maya.modal()
    assert view
    reading = await maya.submit(view)
    assert reading
    shown = words(reading)
    for piece in (
        "Base is below the range",
        "Total without equity: $230k.* Add one year's value of the equity",
        "Equity of 0.2% depends on the funding stage",
        "0.1–0.5% at Series A",
    ):
        assert piece in shown
    assert "Total is" not in shown
    back = await maya.close(reading)
    assert back
    await maya.fill(back, {"Equity, value per year": "0"})
    reading = await maya.submit(back)
    assert reading
    assert "Total is below the range for San Francisco / New York:* $230k" in words(reading)
    await maya.close(reading, everything=True)


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("Base pay per year", "15%", "an amount of money per year"),
        ("Base pay per year", "£150k", "Write the amount in USD"),
        ("Base pay per year", "5", "not a plausible yearly amount"),
        ("Base pay per year", "200-250k", "Write one yearly amount"),
        ("Bonus, % of base", "20k", "percentage from 0 to 100"),
        ("Bonus, % of base", "101", "percentage from 0 to 100"),
        ("Equity, value per year", "0.2%", "an amount of money per year"),
        ("Equity, value per year", "lots", "Write one yearly amount"),
        ("Equity, % of the company", "40k", "percentage from 0 to 100"),
    ],
)
async def test_a_slip_in_one_field_is_said_there_and_loses_nothing(
    field: str, typed: str, says: str, desk: Running
) -> None:
    maya = desk.workspace.person("maya")
    await maya.say("#general", "/salary 200k + 15% + 0.2% sf")
    view = await maya.modal()
    assert view
    await maya.fill(view, {"Equity, value per year": "40k"} | {field: typed})
    still = await maya.submit(view)
    assert still
    ((block_id, sentence),) = still["errors"].items()
    assert says in sentence
    before = read_fields(view) | {"equity_value": "40k"}
    assert read_fields(still) == before | {block_id: typed}
    await maya.close(still)


async def test_the_form_says_at_each_field_what_is_wrong(desk: Running) -> None:
    tariq = desk.workspace.person("tariq")
    await tariq.press(await ask(tariq, "london"), "Check an offer")
    view = await tariq.modal()
    assert view
    wrong = {
        "Base pay per year": "$200k",
        "Bonus, % of base": "lots",
        "Equity, value per year": "-1",
        "Equity, % of the company": "200",
    }
    await tariq.fill(view, wrong)
    still = await tariq.submit(view)
    assert still
    assert still["id"] == view["id"]
    assert set(still["errors"]) == {"base", "bonus_percent", "equity_value", "equity_percent"}
    assert "GBP" in still["errors"]["base"]
    assert read_fields(still)["bonus_percent"] == "lots"
    right = dict(zip(wrong, ("150k", "10", "20k", "0.2"), strict=True))
    await tariq.fill(still, right)
    reading = await tariq.submit(still)
    assert reading
    assert "Base is within the range" in words(reading)
    await tariq.close(reading, everything=True)


# --- sharing ---


async def test_a_range_is_shared_where_the_bot_is_a_member(desk: Running) -> None:
    rosa, sam = (desk.workspace.person(name) for name in ("rosa", "sam"))
    answer = await ask(rosa, "london", "#hiring-ai-lead")
    await press_and_expect(rosa, answer, "Share in channel", "Shared in this channel")
    shared = (await sam.sees("#hiring-ai-lead"))[-1]
    assert not shared["ephemeral"]
    assert "<@U0ROSA>" in words(shared)
    assert [piece for piece in LONDON if piece not in words(shared)] == []
    assert not find_buttons(shared)


async def test_a_range_is_shared_where_the_bot_is_no_member(desk: Running) -> None:
    """There the bot cannot post, but the click may answer in the channel."""
    rosa, maya = (desk.workspace.person(name) for name in ("rosa", "maya"))
    answer = await ask(rosa, "sf", "#leadership")
    await press_and_expect(rosa, answer, "Share in channel", "Shared in this channel")
    shared = [
        message for message in await maya.sees("#leadership") if "<@U0ROSA>" in words(message)
    ]
    assert len(shared) == 1
    assert "$220k–$320k" in words(shared[0])


async def test_however_often_it_is_clicked_it_is_shared_once(desk: Running) -> None:
    maya, sam = (desk.workspace.person(name) for name in ("maya", "sam"))
    before = await desk.workspace.calls("chat.postMessage")
    answer = await ask(maya, "tel aviv")

    def told(screen: JSON) -> bool:
        new = [
            message for message in screen["messages"]["C0GENERAL"] if message["ts"] > answer["ts"]
        ]
        return any("Shared in this channel" in message["text"] for message in new)

    await asyncio.gather(*(maya.press(answer, "Share in channel") for _ in range(4)))
    await maya.until(told)
    await press_and_expect(maya, answer, "Share in channel", "Shared already")
    assert len(await desk.workspace.calls("chat.postMessage")) == len(before) + 1
    shared = [message for message in await sam.sees("#general") if "$130k–$200k" in words(message)]
    assert len([message for message in shared if "<@U0MAYA>" in words(message)]) == 1


async def test_an_offer_is_shared_only_after_a_confirmation(desk: Running) -> None:
    """*Share the range* leaves the offer out; *Share with the offer* asks first, naming it."""
    maya, sam = (desk.workspace.person(name) for name in ("maya", "sam"))
    answer = await ask(maya, "187k sf", "#hiring-ai-lead")
    assert "confirm" not in find_buttons(answer)["Share the range"]
    confirmation = find_buttons(answer)["Share with the offer"]["confirm"]
    assert "$187k" in confirmation["text"]["text"]
    await press_and_expect(maya, answer, "Share the range", "Shared in this channel")
    band = (await sam.sees("#hiring-ai-lead"))[-1]
    assert "187" not in str(band)
    await press_and_expect(maya, answer, "Share with the offer", "Shared in this channel")
    assert "$187k base is below" in words((await sam.sees("#hiring-ai-lead"))[-1])


async def test_a_post_that_slack_refuses_may_be_tried_again(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    answer = await ask(maya, "uk-other")
    await desk.workspace.fault("chat.postMessage", "ratelimited")
    await press_and_expect(
        maya, answer, "Share in channel", "Nothing was shared. Slack asks for a pause."
    )
    await press_and_expect(maya, answer, "Share in channel", "Shared in this channel")


async def test_people_read_what_to_do_about_a_refusal_and_the_log_has_its_code(
    desk: Running, caplog: pytest.LogCaptureFixture
) -> None:
    maya = desk.workspace.person("maya")
    answer = await ask(maya, "uk-other")
    channel = desk.slack.workspace.channels["C0GENERAL"]
    channel.is_archived = True
    try:
        await press_and_expect(
            maya, answer, "Share in channel", "Nothing was shared. This channel is arch"
        )
    finally:
        channel.is_archived = False
    assert "is_archived" not in words((await maya.sees("#general"))[-1])
    assert "is_archived" in caplog.text


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "server_error"])
async def test_a_post_whose_outcome_is_unknown_is_never_repeated(kind: str, desk: Running) -> None:
    rosa = desk.workspace.person("rosa")
    answer = await ask(rosa, "us-other")
    before = len(await desk.workspace.calls("chat.postMessage"))
    await desk.workspace.fault("chat.postMessage", kind)
    await press_and_expect(
        rosa, answer, "Share in channel", "Slack didn't say whether that was shared"
    )
    await press_and_expect(rosa, answer, "Share in channel", "hasn't answered your first")
    assert len(await desk.workspace.calls("chat.postMessage")) == before + 1


# --- what is stored ---


async def test_no_offer_is_stored_or_logged(
    desk: Running, caplog: pytest.LogCaptureFixture
) -> None:
    """Typed, pressed, shared and submitted: the amount is in no key, value or log line."""
    caplog.set_level("DEBUG")
    maya = desk.workspace.person("maya")
    answer = await ask(maya, "$198,765 sf")
    await press_and_expect(maya, answer, "Share with the offer", "Shared in this channel")
    await maya.press(answer, "Check an offer")
    view = await maya.modal()
    assert view
    await maya.fill(view, {"Bonus, % of base": "14.75"})
    reading = await maya.submit(view)
    assert reading
    assert "$198,765" in words(reading)
    await maya.close(reading, everything=True)
    stored = desk.store_text()
    assert "hd:" in stored  # the share is remembered, by a digest
    for trace in ("198765", "198,765", "198.765", "14.75"):
        assert trace not in stored
        ours = [
            line for line in caplog.records if line.name.startswith(("bot", "hiring", "blocks"))
        ]
        assert trace not in str([line.getMessage() for line in ours])


# --- anything else ---


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=80) | st.text("0123456789.,-–k$£€%/ sflondn", max_size=30))
async def test_whatever_is_typed_gets_a_message_that_slack_takes(typed: str, desk: Running) -> None:
    answer = await desk.post(form(command(typed)))
    assert answer.status == 200
    if answer.body:  # a package was read, and its form refused for our made-up trigger
        check.message(answer.json["text"], answer.json["blocks"])
        assert answer.json["response_type"] == "ephemeral"
