"""`/jd` writes a posting to publish: its further fields, what laws ask for, and its range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import words
from tests.features.posting_forms import (
    open_form,
    read_field,
    submit_form,
    wait_for_modal,
    wait_for_preview,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

if TYPE_CHECKING:
    from tests.desk import Running

    JSON = dict[str, Any]


@pytest.fixture(autouse=True)
def _no_drafts(desk: Running) -> None:
    """Each test starts without a draft."""
    for key in desk.store.scan_iter("*:draft:*"):
        desk.store.delete(key)


async def test_nothing_to_reconsider_is_said_where_that_is_so(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    preview = await submit_form(maya, await open_form(maya))

    assert "Nothing to reconsider" in words(preview)
    await maya.close(preview, everything=True)


async def test_what_a_law_asks_for_opens_its_fields_and_is_missed_until_it_is_given(
    desk: Running,
) -> None:
    maya = desk.workspace.person("maya")
    view = await open_form(maya)
    assert read_field(view, "benefits") is None
    await maya.choose(view, "States and countries you hire in", "Colorado")
    preview = await submit_form(maya, view)
    assert "Nothing to reconsider" not in words(preview)
    assert "Colorado asks for the benefits" in words(preview)

    await maya.press(preview, "Edit")
    view = await wait_for_modal(maya)
    assert "Asked for in Colorado" in words(view)
    filled = {
        "Benefits, bonus and other pay": "• Health cover\n• 30 days of leave\n• 10% bonus",
        "Application deadline": "31 January",
        "How to apply": "jobs@sample.example",
    }
    preview = await submit_form(maya, view, **filled)

    seen = words(preview)
    assert "Nothing to reconsider" in seen
    assert "This one has the pay, the benefits, other pay" in seen
    assert "nothing is missing" not in seen
    for shown in ("• 30 days of leave", "*Application deadline:* 31 January", "Write to jobs@"):
        assert shown in seen
    await maya.close(preview, everything=True)


async def test_more_fields_wait_behind_a_button_and_what_they_propose_is_in_the_posting(
    desk: Running,
) -> None:
    """The posting has the role's interviews and a sentence on equal opportunity from the start."""
    maya = desk.workspace.person("maya")
    view = await open_form(maya)
    await maya.fill(view, {"Company": "Sample Co"})
    preview = await submit_form(maya, view)
    assert "Architecture deep-dive (90 minutes)" in words(preview)
    assert "equal-opportunity employer" in words(preview)

    await maya.press(preview, "Edit")
    view = await wait_for_modal(maya)
    await maya.press(view, "Add benefits, how to apply, process…")
    await maya.until(lambda screen: "Equal opportunity" in words(screen["views"][-1]))
    view = await wait_for_modal(maya)
    assert (read_field(view, "company"), read_field(view, "range")) == ("Sample Co", "£130k–£180k")
    await maya.choose(view, "Compare pay with", "Israel (Tel Aviv)")
    view = await wait_for_modal(maya)
    assert "Architecture deep-dive" in (read_field(view, "process") or "")
    preview = await submit_form(
        maya, view, **{"How you hire": "1. A talk\n2. A day together", "Equal opportunity": ""}
    )

    assert "• A talk\n• A day together" in words(preview)
    assert "equal-opportunity employer" not in words(preview)
    await maya.press(preview, "Edit")
    view = await wait_for_modal(maya)
    assert read_field(view, "process") == "1. A talk\n2. A day together"
    await maya.close(view, everything=True)


@pytest.mark.parametrize("typed", ["$220k+", "220k+ USD", "$220,000 and up", "at least $220k"])
async def test_a_range_without_a_top_stays_one(desk: Running, typed: str) -> None:
    """After the command, in the form, in the preview, in the message, in the file and on Edit."""
    maya = desk.workspace.person("maya")
    view = await open_form(maya, f"san francisco {typed}")
    assert read_field(view, "range") == "$220k+"
    preview = await submit_form(maya, view, range=typed)
    assert "$220k+ a year" in words(preview)

    await maya.press(preview, "Share in channel")
    preview = await wait_for_preview(maya, "Shared in this channel")
    posted = (await maya.sees("#general"))[-1]
    assert "$220k+ a year" in words(posted)
    await maya.press(preview, "Send me the file")
    preview = await wait_for_preview(maya, "Sent to your direct messages")
    files = [file for message in await maya.sees("DM") for file in message.get("files", [])]
    async with desk.workspace.session.get(files[-1]["url"]) as answer:
        assert "$220k+ a year" in await answer.text()
    await maya.press(preview, "Edit")
    view = await wait_for_modal(maya)
    assert read_field(view, "range") == typed
    await maya.close(view, everything=True)


async def test_the_location_tells_the_market_where_no_place_is_picked(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    preview = await submit_form(
        maya, await open_form(maya, ""), range="$300k–$400k", Location="Leeds, UK"
    )

    assert "the market for UK (other) is £100k–£150k base" in words(preview)
    await maya.close(preview, everything=True)


async def test_a_posting_without_a_range_is_asked_for_it_once_more(desk: Running) -> None:
    """What that costs is said first, and the way back is the main button; then never again."""
    maya = desk.workspace.person("maya")
    view = await open_form(maya, "")
    await maya.choose(view, "No range", "Post without a range")

    preview = await submit_form(maya, view, Location="London")

    assert "Post without a range?" in words(preview)
    assert "40–60% fewer qualified senior applicants" in words(preview)
    assert "The market for UK (London) is £130k–£180k base." in words(preview)
    assert "Share in channel" not in str(preview)
    await maya.press(preview, "Add a range")
    view = await wait_for_modal(maya)
    preview = await submit_form(maya, view, Location="London")
    await maya.press(preview, "Go on without a range")
    preview = await wait_for_preview(maya, "Share in channel")
    assert "40–60% fewer qualified senior applicants" in words(preview)
    await maya.press(preview, "Edit")
    preview = await submit_form(maya, await wait_for_modal(maya), Company="Other Sample")
    assert "Share in channel" in words(preview)
    await maya.press(preview, "Share in channel")
    preview = await wait_for_preview(maya, "Shared in this channel")
    assert "Base salary" not in words((await maya.sees("#general"))[-1])
    await maya.close(preview, everything=True)


async def test_wording_that_may_be_unlawful_comes_first_and_edit_is_the_main_button(
    desk: Running,
) -> None:
    """With its quote, its reason, what is better, and its sources; what is beyond five is short."""
    maya = desk.workspace.person("maya")
    view = await open_form(maya)
    musts = "Young, dynamic people\nRecent graduates\nA ninja\nNative English speaker\nShe leads"
    preview = await submit_form(
        maya, view, range="£60k–£200k", system="Ranks shops", stack="tools", musts=musts
    )

    seen = words(preview)
    assert "things to reconsider" in seen
    assert seen.index("*Age* · ") < seen.index("*Range*") < seen.index("And also")
    for shown in ("“Young”", "“Recent graduates”", "*Better:*", "A hint, not legal advice."):
        assert shown in seen
    styles = read_styles(preview)
    assert (styles["Edit"], styles["Share in channel"]) == ("primary", None)
    await maya.close(preview, everything=True)


def read_styles(view: JSON) -> dict[str, str | None]:
    """The style of each button, by its text."""
    return {
        element["text"]["text"]: element.get("style")
        for block in view["blocks"]
        for element in block.get("elements", [])
        if element["type"] == "button"
    }


async def test_the_law_of_the_location_counts_until_it_is_unticked(desk: Running) -> None:
    """Nobody has to know of it; it is ticked in the form, and stays as people leave it."""
    maya = desk.workspace.person("maya")
    view = await open_form(maya, "")
    preview = await submit_form(maya, view, Location="Albany, NY", range="$220k+")

    seen = words(preview)
    assert "2 things to reconsider" in seen
    assert "New York State asks for a top of the range: add it." in seen
    assert "Since 17 September 2023; employers with 4 or more employees." in seen
    assert seen.index("New York State asks") < seen.index("*Range*")
    styles = read_styles(preview)
    assert (styles["Edit"], styles["Share in channel"]) == ("primary", None)

    await maya.press(preview, "Edit")
    view = await wait_for_modal(maya)
    assert read_places(view) == ["new-york"]
    await maya.choose(view, "States and countries you hire in")
    preview = await submit_form(maya, view, Location="Albany, NY", range="$220k–$300k")
    assert "New York State" not in words(preview)

    await maya.press(preview, "Edit")
    view = await wait_for_modal(maya)
    assert read_places(view) == []
    preview = await submit_form(maya, view, Location="Honolulu", range="$220k–$300k")
    assert "*Hawaii:* A posting must show pay or range. This one has the pay." in words(preview)
    assert read_styles(preview)["Share in channel"] == "primary"
    await maya.close(preview, everything=True)


def read_places(view: JSON) -> list[str]:
    """The places that are ticked."""
    for block_id, states in view["state"]["values"].items():
        if block_id.partition(":")[0] == "hires_in":
            (state,) = states.values()
            return [option["value"] for option in state.get("selected_options") or []]
    raise AssertionError


async def test_the_question_about_the_range_shows_the_law_that_asks_for_it(desk: Running) -> None:
    """It counts after the answer, too, and sharing isn't the main button."""
    maya = desk.workspace.person("maya")
    view = await open_form(maya, "")
    await maya.choose(view, "No range", "Post without a range")
    preview = await submit_form(maya, view, Location="Manhattan")

    seen = words(preview)
    assert seen.index("New York State asks for the pay: add it.") < seen.index("40–60% fewer")
    assert "New York Labor Law 194-b" in seen

    await maya.press(preview, "Go on without a range")
    preview = await wait_for_preview(maya, "2 things to reconsider")
    assert "New York State asks for the pay: add it." in words(preview)
    styles = read_styles(preview)
    assert (styles["Edit"], styles["Share in channel"]) == ("primary", None)
    await maya.close(preview, everything=True)


async def test_pay_that_is_due_only_where_there_is_any_is_mentioned_and_bars_nothing(
    desk: Running,
) -> None:
    maya = desk.workspace.person("maya")
    view = await open_form(maya, "")
    preview = await submit_form(maya, view, Location="Newark, NJ", range="$220k–$300k")
    await maya.press(preview, "Edit")
    view = await wait_for_modal(maya)
    filled = {"Benefits, bonus and other pay": "Health cover"}
    preview = await submit_form(maya, view, Location="Newark, NJ", range="$220k–$300k", **filled)

    assert "New Jersey asks for bonus, equity and other pay, if there is any" in words(preview)
    assert "One thing to reconsider" in words(preview)
    assert read_styles(preview)["Share in channel"] == "primary"
    await maya.close(preview, everything=True)


async def test_remarks_beyond_five_have_their_quote_and_what_is_better_in_a_line(
    desk: Running,
) -> None:
    """And all of them have their sources in one line, those of the posting's places only."""
    maya = desk.workspace.person("maya")
    musts = "Young, dynamic people\nA ninja\nNative English speaker\nA degree from Oxford\nNo kids"
    preview = await submit_form(
        maya, await open_form(maya), Location="Leeds", stack="tools", range="£145k", musts=musts
    )

    seen = words(preview)
    (rest,) = [block for block in preview["blocks"] if block["block_id"] == "jd.remarks"]
    lines = rest["text"]["text"].split("\n")
    assert lines[0] == "*And also*"
    assert all(line.startswith("• *") and len(line) > 40 for line in lines[1:])
    assert seen.count("A hint, not legal advice.") == 1
    assert seen.count("Sources: ") == 1
    assert "Acas" in seen
    for elsewhere in ("EEOC", "Directive"):
        assert elsewhere not in seen
    await maya.close(preview, everything=True)


async def test_what_is_still_to_be_filled_in_keeps_the_form_open(desk: Running) -> None:
    """At its field; a field that is hidden can't hold an error, so the last one does."""
    maya = desk.workspace.person("maya")
    view = await submit_form(maya, await open_form(maya), Company="[Company Name]")
    assert view["errors"] == {
        "company": "“[Company Name]” is still to be filled in, or to be taken out."
    }
    await maya.close(view, everything=True)


async def test_a_remote_job_is_asked_where_it_hires(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    preview = await submit_form(maya, await open_form(maya), Location="Remote")
    assert "pick the places you hire in" in words(preview)
    await maya.close(preview, everything=True)


async def test_edit_shows_what_to_reconsider_at_its_fields(desk: Running) -> None:
    """Also after a choice in the form, with what still holds; and no more in the next form."""
    maya = desk.workspace.person("maya")
    view = await open_form(maya)
    await maya.choose(view, "States and countries you hire in", "Colorado")
    preview = await submit_form(
        maya, view, range="£50k–£60k", system="Ranks listings", stack="Tools", musts="A young lead"
    )
    await maya.press(preview, "Edit")
    view = await wait_for_modal(maya)
    expected = {
        "range": "under the market",
        "system": "how big it is",
        "stack": "names no technology",
        "musts": "“young”",
        "hires_in": "Colorado asks for",
    }
    assert {name: above(view, name) for name in expected if expected[name] in above(view, name)}
    assert [name for name, text in expected.items() if text not in above(view, name)] == []

    await maya.fill(view, {"Core stack": "PyTorch"})
    await maya.choose(view, "Compare pay with", "UK (other)")
    view = await wait_for_modal(maya)
    assert "names no technology" not in words(view)
    assert "how big it is" in above(view, "system")
    await maya.close(view, everything=True)
    view = await open_form(maya, "")
    assert "how big it is" not in words(view)
    await maya.close(view, everything=True)


def above(view: JSON, name: str) -> str:
    """What stands right above a field."""
    blocks = view["blocks"]
    (at,) = (n for n, block in enumerate(blocks) if block["block_id"].partition(":")[0] == name)
    return words({"blocks": blocks[at - 1 : at]})


PASTED = (
    "We are Apex Solutions, a company in London. We seek an AI Tech Lead (£130,000 - £160,000 plus "
    "bonus). Requirements: 10 years of Python, a degree, native English. You must work weekends "
    "with our backend engineers. Send your CV to hr@apex.example before the end of the month."
)


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        (PASTED, "I took £130k–£160k."),
        (PASTED.replace("London", "Leeds or London"), "I took £130k–£160k."),
        (PASTED.replace("£130,000 - £160,000", "good pay").replace("London", "town"), "nothing."),
    ],
)
async def test_of_a_whole_posting_the_form_says_what_it_took(
    desk: Running, typed: str, taken: str
) -> None:
    """And where the rest goes; nothing about places that it isn't sure of."""
    maya = desk.workspace.person("maya")
    view = await open_form(maya, typed)
    assert taken in words(view)
    assert "paste its parts" in words(view)
    assert not read_field(view, "place")
    assert not [text for text in ("Several", "no place", "no posting") if text in words(view)]
    await maya.close(view, everything=True)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("backend engineer in london", "backend engineer"),
        ("a data scientist, please", "data scientist"),
        ("london senior product manager £90-110k", "product manager"),
        ("AI tech lead in london", None),
        ("new posting", None),
    ],
)
async def test_another_job_opens_the_form_and_is_told_whose_it_is(
    desk: Running, typed: str, title: str | None
) -> None:
    maya = desk.workspace.person("maya")
    view = await open_form(maya, typed)
    assert ("I have no posting for" in words(view)) == bool(title)
    assert (title or "") in words(view)
    assert "no place" not in words(view)
    await maya.close(view, everything=True)
