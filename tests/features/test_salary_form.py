"""The form *Check an offer*, and packages that are typed, as people use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from local_slack.client import words
from tests.features.salary import ask, press_and_expect, read_fields

if TYPE_CHECKING:
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")


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


async def test_a_package_that_was_answered_leads_to_the_form_with_all_of_it(
    desk: Running,
) -> None:
    maya = desk.workspace.person("maya")
    answer = await ask(maya, "£160k base + 15% bonus + £30k equity + 0.3% series a london")
    assert "Total is within the range" in answer["text"]
    await maya.press(answer, "Check an offer")
    view = await maya.modal()
    assert view
    assert read_fields(view) == {
        "place": "london",
        "base": "GBP 160,000",
        "bonus_percent": "15",
        "equity_value": "GBP 30,000",
        "stage": "series-a",
        "equity_percent": "0.3",
    }
    reading = await maya.submit(view)
    assert reading
    assert "*Total is within the range for UK (London):* £214k is £64k (43%) over" in words(reading)
    await maya.close(reading, everything=True)


@pytest.mark.parametrize(
    ("typed", "filled"),
    [
        ("200-250k sf", {"place": "sf-ny", "base": "200,000 - 250,000"}),
        ("£700/day london", {"place": "london"}),
        ("£90k net london", {"place": "london"}),
        ("0.4% series a ok?", {"stage": "series-a", "equity_percent": "0.4"}),
        (
            "£160k + £20k bonus + £30k equity london",
            {
                "place": "london",
                "base": "GBP 160,000",
                "bonus_percent": "GBP 20,000",
                "equity_value": "GBP 30,000",
            },
        ),
    ],
)
async def test_the_form_is_filled_in_with_all_that_is_known(
    typed: str, filled: dict[str, str], desk: Running
) -> None:
    maya = desk.workspace.person("maya")
    await maya.press(await ask(maya, typed), "Check an offer")
    view = await maya.modal()
    assert view
    assert {name: value for name, value in read_fields(view).items() if value} == filled
    await maya.close(view)


async def test_the_form_reads_a_whole_package_and_keeps_it(desk: Running) -> None:
    """The reading lies over the form; *Back* leads to the form as it was."""
    ines = desk.workspace.person("ines")
    await ines.press(await ask(ines, "sf"), "Check an offer")
    view = await ines.modal()
    assert view
    fields = {
        "Base pay per year": "200k",
        "Bonus, % of base or an amount": "15",
        "Equity, value per year": "40k",
        "Equity, % of the company": "0.2",
    }
    await ines.fill(view, fields)
    await ines.choose(view, "Funding stage", "Series A")
    reading = await ines.submit(view)
    assert reading
    shown = words(reading)
    for piece in (
        "Total is below the range for San Francisco / New York:* $270k is",
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
        ("Bonus, % of base or an amount", "lots", "percentage from 0 to 100"),
        ("Bonus, % of base or an amount", "£20k", "Write the amount in USD"),
        ("Bonus, % of base or an amount", "101", "percentage from 0 to 100"),
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
        "Bonus, % of base or an amount": "lots",
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
    await maya.fill(view, {"Bonus, % of base or an amount": "14.75"})
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
