"""What the page does while the workspace is not running, and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

import local_slack
from tests.browser.conftest import Windows

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FEATURES = (
    "bot_user: {display_name: App}, "
    "app_home: {messages_tab_enabled: true, messages_tab_read_only_enabled: false}"
)


async def test_the_page_goes_on_with_the_new_manifest_after_a_restart(
    browser: Browser, tmp_path: Path
) -> None:
    manifest = tmp_path / "manifest.yml"
    text = (
        "display_information: {{name: A}}\n"
        "features:\n"
        "  bot_user: {{display_name: A}}\n"
        "  slash_commands: [{{command: {}, description: Asks}}]\n"
        "oauth_config: {{scopes: {{bot: [commands]}}}}\n"
    )
    manifest.write_text(text.format("/before"))
    apps = (local_slack.AppSettings(manifest),)
    async with local_slack.serve(local_slack.Settings(apps)) as slack:
        url = slack.url
        page = await Windows(browser, url).open("U0MAYA", "C0GENERAL")
    banner = page.get_by_text("The local workspace is not answering.")
    await expect(banner.first).to_be_visible()
    await page.get_by_label("Message #").fill("Hello")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert").filter(has=banner)).to_be_visible()
    await expect(page.get_by_label("Message #")).to_have_value("Hello")
    manifest.write_text(text.format("/after"))
    port = int(url.rpartition(":")[2])
    async with local_slack.serve(local_slack.Settings(apps, port=port)):
        await expect(banner.first).to_be_hidden()
        await page.get_by_label("Message #").fill("/")
        commands = page.get_by_role("listbox", name="Commands").get_by_role("option")
        await expect(commands.first).to_have_text("/after Asks")
        await page.close()


async def test_a_welcome_names_only_apps_of_that_channel_and_their_commands(
    browser: Browser, tmp_path: Path
) -> None:
    apps = []
    for name in ("Lunch", "Tea"):
        manifest = tmp_path / f"{name}.yml"
        command = f"{{command: /{name.lower()}, description: Asks}}"
        manifest.write_text(
            f"display_information: {{name: {name}}}\n"
            f"features: {{slash_commands: [{command}], {FEATURES}}}\n"
            "oauth_config: {scopes: {bot: [commands]}}\n"
        )
        apps.append(local_slack.AppSettings(manifest, bot_token=f"xoxb-{name}"))
    async with local_slack.serve(local_slack.Settings(tuple(apps))) as slack:
        tea = slack.workspace.direct_message("U0MAYA", slack.apps[1].bot_user)
        page = await Windows(browser, slack.url).open("U0MAYA", tea.id)
        welcome = page.locator(".intro p")
        await expect(welcome).to_contain_text("see what Tea can do, or start with /tea.")
        await page.get_by_role("listitem").get_by_role("button", name="general").click()
        await expect(welcome).to_contain_text("see what the apps can do, or start with /lunch.")
        await page.close()
