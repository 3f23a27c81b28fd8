"""Chats with an assistant, messages that grow, steps, and changing what was said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import FilePayload, Page

    from tests.browser.conftest import App

    JSON = dict[str, Any]
    Window = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

DIRECT = "D0MAYA"


async def test_a_chat_is_started_named_and_asked_by_a_click(app: App, window: Window) -> None:
    async def started(event: JSON) -> None:
        thread = event["assistant_thread"]
        where = {"channel_id": thread["channel_id"], "thread_ts": thread["thread_ts"]}
        prompts = [{"title": "Roll dice", "message": "Roll two dice."}]
        await app.call("assistant.threads.setSuggestedPrompts", prompts=prompts, **where)
        await app.call("assistant.threads.setTitle", title="Games", **where)

    app.handlers["assistant_thread_started"] = started
    page = await window(channel=DIRECT)
    await page.get_by_role("button", name="New chat").click()
    panel = page.get_by_role("complementary", name="Thread")
    await expect(panel.get_by_role("heading", name="Games")).to_be_visible()
    await panel.get_by_role("button", name="Roll dice").click()
    await expect(panel.get_by_role("article").last).to_contain_text("Roll two dice.")
    await expect(panel.get_by_role("button", name="Roll dice")).to_have_count(0)


async def test_a_status_is_shown_and_a_message_grows(app: App, window: Window) -> None:
    page = await window(channel=DIRECT)
    await page.get_by_role("button", name="New chat").click()
    panel = page.get_by_role("complementary", name="Thread")
    await expect(panel.get_by_role("article")).to_have_count(1)
    ts = await panel.get_by_role("article").get_attribute("data-ts")
    await app.call(
        "assistant.threads.setStatus", channel_id=DIRECT, thread_ts=ts, status="is thinking…"
    )
    status = panel.get_by_role("status")
    await expect(status).to_have_text("Sample app is thinking…")
    stream = await app.call("chat.startStream", channel=DIRECT, thread_ts=ts, markdown_text="One, ")
    await expect(status).to_be_hidden()
    grown = panel.get_by_role("article").last
    await expect(grown.get_by_label("Still writing")).to_be_visible()
    await app.call("chat.stopStream", channel=DIRECT, ts=stream["ts"], markdown_text="**two**")
    await expect(grown).to_contain_text("One, two")
    await expect(grown.get_by_label("Still writing")).to_have_count(0)


async def test_a_step_runs_from_the_shortcuts_and_says_how_it_ended(
    app: App, window: Window
) -> None:
    async def run(event: JSON) -> None:
        await app.call(
            "functions.completeSuccess",
            function_execution_id=event["function_execution_id"],
            outputs={"greeted": event["inputs"]["who"]},
        )

    app.handlers["function_executed"] = run
    page = await window()
    await page.get_by_role("button", name="Shortcuts").click()
    await page.get_by_role("menuitem", name="Run the step Greet somebody").click()
    form = page.get_by_role("dialog", name="Greet somebody")
    await form.get_by_role("button", name="Run").click()
    await expect(form.get_by_role("alert")).to_have_text("Fill in Who.")
    await form.get_by_label("Who").select_option(label="Sam (interviewer)")
    await form.get_by_role("button", name="Run").click()
    await expect(form).to_have_count(0)
    await expect(page.get_by_role("article").last).to_contain_text("greeted: @Sam (interviewer)")


async def test_a_person_edits_their_message_as_they_typed_it(window: Window) -> None:
    page = await window()
    await page.get_by_label(re.compile("^Message #")).fill("Ask @sam & me")
    await page.keyboard.press("Enter")
    row = page.get_by_role("article").last
    await expect(row).to_contain_text("Sam (interviewer) & me")
    await row.hover()
    await row.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Edit message").click()
    form = page.get_by_role("dialog", name="Edit message")
    await expect(form.get_by_label("Message")).to_have_value("Ask @sam & me")
    await form.get_by_label("Message").fill("Ask nobody")
    await form.get_by_role("button", name="Save").click()
    await expect(row).to_contain_text("Ask nobody")
    await expect(row).to_contain_text("(edited)")


async def test_a_file_is_attached_to_what_is_typed(window: Window) -> None:
    page = await window()
    field = page.get_by_label(re.compile("^Message #"))
    await field.fill("Our plan")
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Attach a file").first.click()
    plan: FilePayload = {"name": "plan.md", "mimeType": "text/markdown", "buffer": b"# Plan"}
    await (await chooser.value).set_files(plan)
    row = page.get_by_role("article").last
    await expect(row.get_by_role("link", name="plan.md")).to_be_visible()
    await expect(row).to_contain_text("Our plan")
    await expect(field).to_have_value("")


async def test_a_reply_for_the_channel_is_shown_in_both_places(app: App, window: Window) -> None:
    page = await window()
    root = await app.post("Root")
    await app.post("Both", thread_ts=root, reply_broadcast=True)
    row = page.get_by_role("article").filter(has_text="Both")
    await row.get_by_role("button", name="thread", exact=True).click()
    panel = page.get_by_role("complementary", name="Thread")
    await expect(panel.get_by_role("article")).to_have_count(2)
