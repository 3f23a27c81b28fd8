"""Links to messages, channels, people and apps, from within the page and from outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect

from tests.browser.gallery import button, mrkdwn, plain

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Page

    from tests.browser.conftest import App, Windows

    Window = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FILLER = "A message\nof\nseveral\nlines"


async def post_and_bury(
    app: App,
    text: str,
    **more: Any,  # noqa: ANN401 - of any type
) -> tuple[str, str]:
    """Post a message and others below it. Returns its ts and its link."""
    ts = await app.post(text, **more)
    for _ in range(12):
        await app.post(FILLER)
    answer = await app.call("chat.getPermalink", channel="C0HIRING", message_ts=ts)
    return ts, str(answer["permalink"])


async def test_a_link_opens_its_message_as_the_person_who_acted_last(
    app: App, windows: Windows, window: Window
) -> None:
    ts, link = await post_and_bury(app, "The one that counts")
    page = await window("U0SAM", "C0GENERAL")
    await page.goto("about:blank")
    await page.goto(link)
    message = page.locator(f"[data-ts='{ts}']")
    await expect(message).to_be_in_viewport()
    await expect(message).to_have_class(re.compile("target"))
    await expect(message).to_be_focused()
    await expect(page).to_have_url(f"{windows.url}/#/U0SAM/C0HIRING/at/{ts}")


async def test_without_a_last_person_the_first_who_can_see_it_opens_it(
    app: App, windows: Windows, window: Window
) -> None:
    ts = (await app.call("chat.postMessage", channel="U0INES", text="For Ines"))["ts"]
    answer = await app.call("chat.getPermalink", channel="D0INES", message_ts=ts)
    page = await window()
    await page.evaluate("() => [localStorage, sessionStorage].forEach((each) => each.clear())")
    await page.goto("about:blank")
    await page.goto(answer["permalink"])
    await expect(page.get_by_text("For Ines")).to_be_visible()
    await expect(page).to_have_url(f"{windows.url}/#/U0INES/D0INES/at/{ts}")


async def test_a_link_to_a_reply_opens_its_thread(app: App, window: Window) -> None:
    root, _ = await post_and_bury(app, "The root")
    reply, link = await post_and_bury(app, "The reply", thread_ts=root)
    assert link.endswith(f"?thread_ts={root}&cid=C0HIRING")
    await app.post(f"See <{link}|this thread>")
    page = await window()
    await page.get_by_role("link", name="this thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    await expect(thread.locator(f"[data-ts='{reply}']")).to_have_class(re.compile("target"))
    await expect(thread.locator(f"[data-ts='{reply}']")).to_be_in_viewport()
    await page.go_back()
    await expect(thread).to_be_hidden()


async def test_a_link_in_a_message_is_followed_within_the_page(app: App, window: Window) -> None:
    """Also one behind a button. Back leads to where one was."""
    ts, link = await post_and_bury(app, "Far up")
    await app.call("chat.postMessage", channel="C0GENERAL", text=f"<{link}|Thread>")
    buttons = {"type": "actions", "elements": [button("Go", "go", url=link)]}
    await app.call("chat.postMessage", channel="C0GENERAL", text="Go", blocks=[buttons])
    page = await window("U0MAYA", "C0GENERAL")
    await page.evaluate("window.sameDocument = true")
    for name in ("Thread", "Go"):
        await page.get_by_role("link", name=name, exact=True).click()
        await expect(page.locator(f"[data-ts='{ts}']")).to_be_in_viewport()
        await page.go_back()
        await expect(page.get_by_role("heading", level=1)).to_have_text("general")
    assert await page.evaluate("window.sameDocument")
    assert len(page.context.pages) == 1


async def test_a_message_that_is_gone_or_hidden_gets_a_sentence(app: App, window: Window) -> None:
    ts, link = await post_and_bury(app, "Soon gone")
    secret = (await app.call("chat.postMessage", channel="U0INES", text="For Ines"))["ts"]
    hidden = (await app.call("chat.getPermalink", channel="D0INES", message_ts=secret))["permalink"]
    await app.post(f"<{link}|gone> <{hidden}|hidden>")
    await app.call("chat.delete", channel="C0HIRING", ts=ts)
    page = await window()
    await page.get_by_role("link", name="gone").click()
    await expect(page.get_by_role("status")).to_contain_text("That message is gone")
    await page.get_by_role("link", name="hidden").click()
    await expect(page.get_by_text("Choose Ines (interviewer) under")).to_be_visible()
    await expect(page).to_have_url(re.compile("#/U0MAYA/C0HIRING$"))


ADDRESSES = {
    "slack://channel?team=T0LOCAL&id=C0GENERAL": "heading general",
    "https://slack.com/app_redirect?channel=general": "heading general",
    "https://slack.com/app_redirect?app=APP&team=T0LOCAL": "heading Sample app",
    "slack://app?team=T0LOCAL&id=APP&tab=messages": "heading Sample app",
    "slack://user?team=T0LOCAL&id=U0SAM": "dialog Sam (interviewer)",
    "slack://channel?team=T0OTHER&id=C1": "text That link leads to another workspace.",
    "slack://share-file": "text That link opens Slack itself.",
}


async def test_slacks_own_addresses_lead_somewhere(app: App, window: Window) -> None:
    page = await window()
    boot = await page.evaluate("fetch('/-/boot').then((answer) => answer.json())")
    links = [link.replace("APP", boot["apps"][0]["id"]) for link in ADDRESSES]
    text = "\n".join(f"<{link}|way {number}>" for number, link in enumerate(links))
    await app.post("Go", [{"type": "section", "text": mrkdwn(text)}])
    for number, shown in enumerate(ADDRESSES.values()):
        await page.get_by_role("link", name=f"way {number}").click()
        kind, _, name = shown.partition(" ")
        if kind == "heading":
            await expect(page.get_by_role("heading", level=1)).to_have_text(name)
            await page.go_back()
        elif kind == "dialog":
            await expect(page.get_by_role("dialog", name=name)).to_be_visible()
            await page.keyboard.press("Escape")
        else:
            await expect(page.get_by_text(name)).to_be_visible()


async def test_a_mention_of_a_channel_opens_it_and_one_of_a_person_says_who_that_is(
    app: App, window: Window
) -> None:
    await app.post("<@U0SAM> wrote in <#C0GENERAL>")
    page = await window()
    await page.get_by_role("button", name="@Sam (interviewer)").click()
    card = page.get_by_role("dialog", name="Sam (interviewer)")
    await expect(card).to_contain_text("@sam")
    await expect(card).to_contain_text("Interviewer")
    await expect(card).to_contain_text("(Europe/London)")
    await page.keyboard.press("Escape")
    await expect(card).to_be_hidden()
    await expect(page.get_by_role("button", name="@Sam (interviewer)")).to_be_focused()
    await page.get_by_role("link", name="#general").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("general")


async def test_the_link_of_a_message_is_copied_from_its_menu(app: App, window: Window) -> None:
    ts = await app.post("Copy me")
    expected = (await app.call("chat.getPermalink", channel="C0HIRING", message_ts=ts))["permalink"]
    page = await window()
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    row = page.locator(f"[data-ts='{ts}']")
    await row.hover()
    await row.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Copy link").click()
    await expect(page.get_by_text("The link is copied.")).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == expected


async def test_an_app_opens_at_its_home_tab_which_comes_first(app: App, window: Window) -> None:
    async def opened(event: dict[str, str]) -> None:
        blocks = [{"type": "header", "text": plain("Your desk")}]
        view = {"type": "home", "blocks": blocks}
        await app.call("views.publish", user_id=event["user"], view=view)

    app.handlers["app_home_opened"] = opened
    page = await window()
    await page.get_by_role("button", name="Sample app").click()
    await expect(page.get_by_role("heading", name="Your desk")).to_be_visible()
    assert (await app.wait_for("app_home_opened"))["tab"] == "home"
    tabs = page.get_by_role("tab")
    await expect(tabs).to_have_text(["Home", "Messages"])
    await tabs.last.click()
    await expect(page.get_by_label("Message Sample app")).to_be_visible()
