"""`/salary` as people use it, in a workspace, from what they type to what everybody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from local_slack.block_kit import check
from local_slack.client import words
from tests.desk import command
from tests.features.salary import ask, find_charts
from tests.raw_http import form

if TYPE_CHECKING:
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

US = ["San Francisco / New York", "Other US metros", "Remote (US-aligned)"]
UK = ["UK (London)", "UK (other)"]
LONDON = ["UK (London)", "£130k–£180k", "£150k–£240k"]
SF = ["San Francisco / New York", "$220k–$320k", "$280k–$500k+"]
TEL_AVIV = ["Israel (Tel Aviv)", "$130k–$200k", "$160k–$260k"]
BELOW_SF = ["$190k base is below", "$30k (14%) under the bottom of the range"]
SOURCE = "One specialist recruiter's undated guide, recorded November 2026: an estimate"
HELP = ["/salary london", "/salary 190k sf"]

# typed: what is on the screen then
ANSWERS: dict[str, list[str]] = {
    "london": LONDON,
    "nyc": SF,
    "sf": SF,
    "palo alto": [*SF, "San Jose-Sunnyvale-Santa Clara, CA"],
    "ohio": ["Other US metros", "Ohio:", "I read Ohio as *Other US metros*"],
    "tel aviv": TEL_AVIV,
    "Tel-Aviv": TEL_AVIV,
    "us": US,
    "uk": UK,
    "seattle": ["Other US metros", "$180k–$260k", "I read Seattle as *Other US metros*"],
    "austin": ["Other US metros", "$180k–$260k", "I read Austin as *Other US metros*"],
    "remote": ["$170k–$250k", "I read Remote as *Remote (US-aligned)*"],
    "remote uk": ["I have no figures for “remote uk”", *UK],
    "london vs berlin": ["I have no figures for “berlin”", *LONDON],
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
    "backend london": ["no official figures for Software Developers in “london”"],
    "prompt engineer sf": ["no official figures for “prompt engineer”", "Software Developers"],
    "staff-level AI lead, london": [*LONDON, "Read as: AI Tech Lead, UK (London)."],
    "150k base 200k total london": ["£150k base is within", "£200k total is within"],
    "120k london vs 250k sf": ["£120k base is below", "$250k base is within", "as GBP and USD"],
    "candidate has 260, we are at 225": ["You gave 260k and 225k.", "Which one?"],
    "has 240k base or 300k total": ["You gave 240k base and 300k total"],
    "150-160k or 170k in london": ["You gave £150k–£160k and £170k"],
    "30% bonus too high?": ["A bonus of 30% is above the usual range, which is 10–20% of base"],
    "how much should we pay": ["*Which place?", *US, *UK],
    "what's the cheapest place": ["Israel (Tel Aviv) pays least in USD", "UK (other) pays least"],
    "most expensive city": ["San Francisco / New York pays most", "UK (London) pays most in GBP"],
    "-5k sf": HELP,
    "0 sf": HELP,
    "1e99 sf": HELP,
    "\N{GRINNING FACE}": HELP,
    "x" * 4000: ["I read up to 500 characters", *HELP],
    "<!channel> <@U0SAM> *none*": HELP,
    "help": HELP,
    "": [*US, *UK, *LONDON, *SF, *TEL_AVIV, SOURCE],
    "details": [*US, *UK, "Equity.", "Most common mistake.", SOURCE, "Series A"],
    "london details": [*LONDON, "10–20% of base", "Series A", "Rough rules"],
    "what's the most we'd pay in london": [
        "The top of the base range for UK (London) is £180k",
        "The top of the total range is £240k",
    ],
    "low end in tel aviv": ["The bottom of the base range for Israel (Tel Aviv) is $130k"],
    "midpoint for leeds": ["for UK (other) is £125k", "halfway between bottom and top"],
    "top of total nyc": ["open-ended ($280k–$500k+), so it has no top"],
    "total comp for austin": ["Other US metros: total $220k–$360k per year"],
    "up to 150k in london": [
        "£150k base is within",
        "Read as: AI Tech Lead, UK (London), £150k base",
    ],
    "how much equity at series b": ["Usual equity is 0.05–0.15% of the company at Series B/C"],
    "is 0.8% fair at series a": ["0.8% is above the usual range for Series A", "0.1–0.5%"],
    "0.2% equity": ["depends on the funding stage", "within the usual range for Series A"],
    "0.1% equity": ["0.1% is within the usual range at every stage I know", "0.1–0.5% at Series A"],
    "1% equity sf": ["1% is above the usual range at every stage I know", "0.05–0.15% at Series"],
    "0.01-0.04% shares": ["0.01–0.04% is below the usual range at every stage I know"],
    "equity at seed": ["I have no equity figures for “seed”", "Series A (0.1–0.5%)"],
    "what does total mean": ["Total is base, plus a yearly bonus (typically 10–20% of base)"],
    "how big is the bonus usually": ["A bonus is typically 10–20% of base per year"],
    "what if we offer 20% under": ["the most common reason to lose a lead"],
    "data scientist in london": ["no official figures for Data Scientists in “london”"],
    "NZ$200k": ["in USD and GBP", "I don't convert"],
    "€180k": ["I have no range in EUR", "in USD and GBP", "I don't convert"],
    "160k base + 15% bonus + 30k equity london": [
        "Total is within the range for UK (London):* £214k is £64k (43%) over",
        "Base is within the range:* £160k",
        "Bonus is within the usual range:* 15% of base",
        "Read as: UK (London), £160k base + £24k bonus (15%) + £30k equity per year",
    ],
    "150k + 25% bonus in leeds": [
        "Base is within the range for UK (other)",
        "Total without equity: £187.5k.* Add one year's value of the equity",
        "Bonus is above the usual range",
    ],
    "250k + 15% + $400k RSUs/4yrs sf": [
        "$400k over 4 years is left out.* Spread evenly it is $100k a year",
        "Total without equity: $287.5k",
    ],
    "250k + 15% + $100k RSU sf": ["Total is within", "I read the equity as one year's value"],
    "250k + 20k stock sf": ["Total without bonus: $270k", "Add the bonus, 0 if there is none"],
    "150k + 20k bonus + 0 equity london": ["£170k is", "£20k bonus (13%)"],
    "190k + $40k sign-on sf": ["$190k base is below", "Left out: $40k sign-on."],
    "150k + 3% employer pension london": ["£150k base is within", "Left out: 3% employer pension"],
    "150k net london": ["That is pay after tax; the ranges are before tax"],
    "sf vs remote": ["San Francisco / New York pays more than Remote", "$50k more at the bottom"],
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


async def test_a_city_of_a_place_has_the_statistics_of_its_own_area_alone(desk: Running) -> None:
    """The estimates have one range for San Francisco and New York; statistics have two areas."""
    sam = desk.workspace.person("sam")
    shown = words(await ask(sam, "sf"))
    assert "San Francisco-Oakland-Fremont, CA" in shown
    assert "New York-Newark-Jersey City" not in shown
    both = words(await ask(sam, "sf-ny"))
    assert "San Francisco-Oakland-Fremont, CA" in both
    assert "New York-Newark-Jersey City" in both


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
