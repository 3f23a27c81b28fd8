"""*Share in channel* under the answers of `/salary`: what is posted, and that it is posted once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import words
from tests.desk import BOT_TOKEN
from tests.features.salary import ask, find_buttons, find_charts, press_and_expect

if TYPE_CHECKING:
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONDON = ["UK (London)", "£130k–£180k", "£150k–£240k"]


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


@pytest.mark.parametrize("detailed", [False, True])
async def test_what_is_shown_is_shared(desk: Running, detailed: bool) -> None:  # noqa: FBT001
    """The short answer is shared short, and the long one long: charts, table and advice."""
    maya, sam = (desk.workspace.person(name) for name in ("maya", "sam"))
    answer = await ask(maya, f"london{' details' if detailed else ''}", "#hiring-ai-lead")
    await press_and_expect(maya, answer, "Share in channel", "Shared in this channel")
    shared = (await sam.sees("#hiring-ai-lead"))[-1]
    *shown, _ = answer["blocks"]
    *posted, by = shared["blocks"]
    assert posted == shown
    assert "<@U0MAYA>" in str(by)
    assert bool(find_charts(shared)) is detailed


async def test_a_percentage_is_shared_only_after_a_confirmation(desk: Running) -> None:
    """What was offered to somebody is not what a channel gets by one press."""
    maya = desk.workspace.person("maya")
    buttons = find_buttons(await ask(maya, "0.3% equity series-a"))
    assert "0.3% equity" in buttons["Share with the offer"]["confirm"]["text"]["text"]
    assert "Share in channel" not in buttons
    assert "confirm" not in find_buttons(await ask(maya, "equity"))["Share in channel"]


@pytest.mark.parametrize(
    ("action_id", "value", "expected"),
    [
        ("salary.read", "ai-tech-lead", "£130k–£180k"),
        ("salary.read:1", "ai-tech-lead london", "£130k–£180k"),
        ("salary.read:1", "ai-tech-lead GBP 140000 base london", "£140k base is within"),
        ("salary.read:1", "ai-tech-lead 140000-150000 total london", "£140k–£150k total is across"),
        ("salary.read:0", "ai-tech-lead london vs sf-ny", "$220k–$320k"),
        ("salary.share", "ai-tech-lead Seattle", "$180k–$260k"),
        ("salary.share:1", "ai-tech-lead USD 190000 base sf-ny", "$190k base is below"),
    ],
)
async def test_a_button_of_an_older_answer_still_works(
    action_id: str, value: str, expected: str, desk: Running
) -> None:
    """Messages stay in Slack for years: what their buttons carry is understood as before."""
    maya = desk.workspace.person("maya")
    button = {
        "type": "button",
        "text": {"type": "plain_text", "text": "Old"},
        "action_id": action_id,
        "value": value,
    }
    url, headers = f"{desk.slack.api_url}chat.postMessage", {"Authorization": f"Bearer {BOT_TOKEN}"}
    old = {
        "channel": "C0GENERAL",
        "text": "An older answer",
        "blocks": [{"type": "actions", "elements": [button]}],
    }
    async with desk.workspace.session.post(url, json=old, headers=headers) as answer:
        assert (await answer.json())["ok"]
    await maya.press((await maya.sees("#general"))[-1], "Old")
    await maya.until(
        lambda screen: any(
            expected in words(message) for message in screen["messages"]["C0GENERAL"][-2:]
        )
    )


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
