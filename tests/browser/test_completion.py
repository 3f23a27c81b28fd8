"""What the composer completes, and what of it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

import local_slack
from tests.browser.conftest import Windows

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from playwright.async_api import Browser, Locator, Page

    from tests.browser.conftest import App

    Window = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def offered(page: Page, name: str) -> Locator:
    return page.get_by_role("listbox", name=name).get_by_role("option")


async def test_a_completed_name_is_sent_as_a_mention_and_notifies(window: Window) -> None:
    page, sam = await window(), await window("U0SAM", "C0GENERAL")
    field = page.get_by_label("Message #")
    await field.press_sequentially("Ask @sam")
    people = offered(page, "People")
    await expect(people.first).to_contain_text("Sam (interviewer) @sam")
    await page.keyboard.press("Enter")
    await expect(field).to_have_value("Ask @sam ")
    await page.keyboard.type("in #gen")
    await expect(offered(page, "Channels")).to_have_text(["general Everyone in the workspace"])
    await page.keyboard.press("Tab")
    await page.keyboard.type(":tad")
    await page.keyboard.press("Enter")
    await expect(field).to_have_value("Ask @sam in #general 🎉 ")
    await page.keyboard.press("Enter")
    sent = page.get_by_role("article").last
    await expect(sent).to_contain_text("Ask @Sam (interviewer) in #general 🎉")
    channel = sam.get_by_role("listitem").get_by_role("button", name="hiring-ai-lead")
    await expect(channel.locator(".count")).to_have_text("1")


async def test_people_are_offered_with_what_one_should_know_of_them(window: Window) -> None:
    page = await window("U0MAYA", "C0LEADERS")
    change = """([user, profile]) => fetch("/-/act", {
      method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ as: "U0MAYA", do: "profile", user, profile }),
    })"""
    await page.evaluate(change, ["U0SAM", {"is_restricted": True}])
    await page.evaluate(change, ["U0INES", {"deleted": True}])
    await expect(page.locator("#acting-as option", has_text="Ines")).to_be_disabled()
    await page.get_by_label("Message #").press_sequentially("@")
    people = offered(page, "People")
    await expect(people.filter(has_text="Sam (")).to_contain_text("guest, not in this channel")
    await expect(people.filter(has_text="@ines")).to_contain_text("deactivated")
    await expect(people.filter(has_text="@rosa")).not_to_contain_text("not in this channel")
    await expect(people.filter(has_text="@here")).to_be_attached()
    await page.keyboard.press("Escape")
    await expect(people).to_have_count(0)
    await expect(page.get_by_label("Message #")).to_have_value("@")


async def test_a_shortcut_is_chosen_from_the_slash_menu_and_runs(app: App, window: Window) -> None:
    app.set_answer("open_form")
    page = await window()
    await page.get_by_label("Message #").press_sequentially("/op")
    await page.keyboard.press("Enter")
    assert (await app.wait_for("open_form"))["type"] == "shortcut"
    await expect(page.get_by_label("Message #")).to_have_value("")


async def test_arrows_in_an_empty_field_go_through_what_this_person_sent(
    app: App, window: Window
) -> None:
    app.set_answer("/band", {"text": "A band"})
    page = await window()
    await page.evaluate("() => [localStorage, sessionStorage].forEach((each) => each.clear())")
    field = page.get_by_label("Message #")
    for text in ("first", "/band london", "third"):
        await field.fill(text)
        await page.keyboard.press("Enter")
        await expect(field).to_have_value("")
    for key, shown in (
        ("ArrowUp", "third"),
        ("ArrowUp", "/band london"),
        ("ArrowUp", "first"),
        ("ArrowUp", "first"),
        ("ArrowDown", "/band london"),
        ("ArrowDown", "third"),
        ("ArrowDown", ""),
    ):
        await page.keyboard.press(key)
        await expect(field).to_have_value(shown)
    await field.fill("typed")
    await page.keyboard.press("ArrowUp")
    await expect(field).to_have_value("typed")
    await field.fill("")
    await page.reload()
    await field.press("ArrowUp")
    await expect(field).to_have_value("third")
    await field.fill("")
    await page.get_by_label("Acting as").select_option("U0SAM")
    await expect(page.get_by_text("Sam (interviewer) (you)")).to_be_visible()
    await field.press("ArrowUp")
    await expect(field).to_have_value("")


async def test_where_the_manifest_says_so_nobody_can_write_to_the_app(
    browser: Browser, tmp_path: Path
) -> None:
    """Slash commands neither, as on Slack; everybody has a space of their own for those."""
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(
        "display_information: {name: Silent}\n"
        "features:\n"
        "  bot_user: {display_name: Silent}\n"
        "  slash_commands: [{command: /ask, description: Asks}]\n"
        "oauth_config: {scopes: {bot: [commands]}}\n"
    )
    settings = local_slack.Settings((local_slack.AppSettings(manifest),))
    async with local_slack.serve(settings) as slack:
        page = await Windows(browser, slack.url).open("U0MAYA", "C0GENERAL")
        await page.get_by_role("listitem").get_by_role("button", name="Silent").click()
        sentence = page.get_by_text("Sending messages to this app has been turned off.")
        await expect(sentence).to_be_visible()
        await expect(page.get_by_role("tab")).to_have_text(["Messages"])
        await expect(page.locator("main textarea")).to_be_hidden()
        say = """(text) => fetch("/-/act", {
          method: "POST", headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ as: "U0MAYA", do: "say", channel: "D0MAYA", text }),
        }).then((answer) => answer.json())"""
        assert not (await page.evaluate(say, "/ask"))["ok"]
        await page.get_by_role("button", name="(you)").click()
        await page.get_by_label("Jot something down").press_sequentially("/a")
        await expect(offered(page, "Commands").first).to_have_text("/ask Asks")
        await page.close()
