"""How the page draws Block Kit."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect

from tests.browser import gallery

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Locator, Page

    from tests.browser.conftest import App

    JSON = dict[str, Any]
    Window = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

DRAW = """async (blocks) => {
  const { renderBlocks } = await import("/static/blocks.js");
  const { createContext } = await import("/static/context.js");
  const people = [{ id: "U1", real_name: "Sam (interviewer)" }];
  const channels = [{ id: "C1", name: "general", kind: "public" }];
  const host = document.createElement("section");
  host.id = "drawn";
  host.append(renderBlocks(blocks, createContext({ me: { id: "U1" }, people, channels })));
  document.body.replaceChildren(host);
}"""

HOSTILE = (
    '"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    "<svg onload=window.hacked=1> <javascript:window.hacked=1|click> *<b>bold</b>* {{7*7}} ' \" `"
)


SCRIPT = "javascript:window.hacked=1"


async def draw(page: Page, *blocks: JSON) -> Locator:
    """Draw blocks, even those that the workspace would refuse."""
    await page.evaluate(DRAW, list(blocks))
    return page.locator("#drawn")


async def test_every_sample_block_is_drawn(app: App, window: Window) -> None:
    page = await window()
    await page.route("https://video.example.com/**", lambda route: route.fulfill(body=""))
    for blocks in (
        gallery.TEXT,
        gallery.ACTIONS,
        [gallery.bars(), gallery.PIE],
        [gallery.bars("line"), gallery.bars("area")],
        [gallery.MANY],
        [gallery.DATA_TABLE],
        [gallery.TABLE],
        gallery.HOLDERS,
        [gallery.RICH, gallery.VIDEO],
    ):
        ts = await app.post("A sample", blocks)
        row = page.locator(f"[data-ts='{ts}']")
        await expect(row.locator(".message-body > .blocks > .block")).to_have_count(len(blocks))
    await expect(page.locator(".unknown")).to_have_count(0)


async def test_every_sample_input_is_drawn_in_a_modal(app: App, window: Window) -> None:
    async def form(command: JSON) -> None:
        view = gallery.modal(gallery.FORM)
        await app.call("views.open", trigger_id=command["trigger_id"], view=view)

    app.handlers["/form"] = form
    page = await window()
    await page.get_by_label("Message #").fill("/form")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Check an offer")
    await expect(dialog.locator(".block")).to_have_count(len(gallery.FORM))
    await expect(dialog.locator(".unknown")).to_have_count(0)


async def test_an_unknown_block_is_shown_as_unknown(canvas: Page) -> None:
    drawn = await draw(
        canvas,
        {"type": "hologram"},
        {"type": "constructor"},
        {"type": "actions", "elements": [{"type": "lever", "action_id": "a"}]},
    )
    await expect(drawn).to_contain_text("Unknown block “hologram”")
    await expect(drawn).to_contain_text("Unknown block “constructor”")
    await expect(drawn).to_contain_text("Unknown element “lever”")


def _poisoned(value: Any) -> Any:  # noqa: ANN401 - any part of a block, and the same part again
    """The blocks with a hostile string in every text that people read."""
    read = {"text", "label", "name", "title", "caption", "fallback", "x_label", "alt_text"}
    if isinstance(value, list):
        return [_poisoned(each) for each in value]
    if not isinstance(value, dict):
        return value
    if "url" in value:
        value = value | {"url": SCRIPT}
    return {
        key: HOSTILE if key in read and isinstance(each, str) else _poisoned(each)
        for key, each in value.items()
    }


async def test_hostile_text_stays_text_everywhere(canvas: Page) -> None:
    chart = _poisoned(gallery.bars())
    chart["chart"]["axis_config"]["categories"] = [HOSTILE]
    blocks = _poisoned(
        copy.deepcopy(
            [
                *gallery.TEXT,
                *gallery.ACTIONS,
                *gallery.FORM,
                *gallery.HOLDERS,
                gallery.RICH,
                gallery.VIDEO | dict.fromkeys(("video_url", "thumbnail_url"), SCRIPT),
                gallery.DATA_TABLE,
                gallery.TABLE,
            ]
        )
    )
    image = {"type": "image", "image_url": SCRIPT, "alt_text": HOSTILE}
    drawn = await draw(canvas, *blocks, chart, _poisoned(gallery.PIE), {"type": HOSTILE})
    await expect(drawn).to_contain_text("onerror=")
    harmful = drawn.locator("img[src], script, [onload], [onerror], a[href^='javascript']")
    await expect(harmful).to_have_count(0)
    assert await canvas.evaluate("window.hacked") is None
    await draw(canvas, image)
    assert await canvas.evaluate("window.hacked") is None


async def test_a_message_of_hostile_text_shows_as_typed(window: Window) -> None:
    page = await window()
    await page.get_by_label("Message #").fill(HOSTILE)
    await page.keyboard.press("Enter")
    row = page.get_by_role("article").last
    await expect(row).to_contain_text("<script>window.hacked=1</script>")
    assert await page.evaluate("window.hacked") is None


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*bold* and _it_ and ~no~", "<strong>bold</strong> and <em>it</em> and <s>no</s>"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("snake_case_name 2 * 3 * 4", "snake_case_name 2 * 3 * 4"),
        ("`*code* &lt;`", "<code>*code* &lt;</code>"),
        ("&amp;lt; &lt;b&gt;", "&amp;lt; &lt;b&gt;"),
        ("&gt; one\n&gt; two\nafter", "<blockquote>one\ntwo</blockquote>after"),
        ("a\n• b\n• c", "a\n• b\n• c"),
        ("```\nx *y*\n```", "<pre>x *y*</pre>"),
        ("<@U1> <@U2>", "@Sam (interviewer) @unknown person"),
        ("<#C1> <#C2>", "#general a private channel"),
        ("<!here> :tada: :nothing:", "@here 🎉 :nothing:"),
        # 14 Nov 2023, 22:13:20 UTC is past midnight where this browser is.
        ("<!date^1700000000^{date_num} {time}|then>", "2023-11-15 12:13 AM"),
        ("<!date^nonsense^{date_num}|then>", "then"),
        ("<b>", "&lt;b&gt;"),
    ],
)
async def test_mrkdwn(canvas: Page, typed: str, shown: str) -> None:
    drawn = await draw(canvas, {"type": "section", "text": gallery.mrkdwn(typed)})
    bare = """node => {
      for (const each of node.querySelectorAll("span, time, a, button")) {
        each.replaceWith(...each.childNodes);
      }
      return node.innerHTML;
    }"""
    assert await drawn.locator(".text").evaluate(bare) == shown


async def test_dates_and_marks_stay_literal_in_plain_text(canvas: Page) -> None:
    text = "*x* <!date^1700000000^{date_num}|then> &amp; :tada:"
    drawn = await draw(canvas, {"type": "section", "text": gallery.plain(text)})
    assert await drawn.inner_text() == text


async def test_verbatim_text_links_only_what_is_written_as_a_link(canvas: Page) -> None:
    text = gallery.mrkdwn("https://example.com/a and <https://example.com/b?c=1&amp;d=2|this>")
    drawn = await draw(canvas, {"type": "section", "text": text})
    await expect(drawn.get_by_role("link")).to_have_count(2)
    drawn = await draw(canvas, {"type": "section", "text": text | {"verbatim": True}})
    link = drawn.get_by_role("link")
    await expect(link).to_have_count(1)
    await expect(link).to_have_text("this")
    await expect(link).to_have_attribute("href", "https://example.com/b?c=1&d=2")


async def _column(table: Locator, index: int) -> list[str]:
    return await table.locator(f"tbody tr > :nth-child({index})").all_inner_texts()


async def test_a_column_of_numbers_sorts_by_value(canvas: Page) -> None:
    """Sorted as words, $95k would come last."""
    table = await draw(canvas, gallery.DATA_TABLE)
    heading = table.get_by_role("columnheader", name="Low")
    await expect(heading).to_have_attribute("aria-sort", "none")
    await heading.get_by_role("button").click()
    await expect(heading).to_have_attribute("aria-sort", "ascending")
    assert await _column(table, 2) == ["$95k", "$150k", "$165k", "$175k", "$180k"]
    await heading.get_by_role("button").click()
    await expect(heading).to_have_attribute("aria-sort", "descending")
    assert await _column(table, 2) == ["$220k", "$190k", "$180k", "$175k", "$165k"]


async def test_a_column_with_one_word_among_its_numbers_sorts_as_words(canvas: Page) -> None:
    block = copy.deepcopy(gallery.DATA_TABLE)
    block["rows"][1][1] = gallery.raw("open")
    table = await draw(canvas, block)
    await table.get_by_role("button", name="Low").click()
    assert (await _column(table, 2))[0] == "$150k"
    await table.get_by_role("button", name="Next").click()
    assert await _column(table, 2) == ["$95k", "open"]


async def test_a_data_table_pages_its_rows(canvas: Page) -> None:
    table = await draw(canvas, gallery.DATA_TABLE)
    await expect(table.locator("tbody tr")).to_have_count(5)
    await expect(table.get_by_role("button", name="Previous")).to_be_disabled()
    await table.get_by_role("button", name="Next").click()
    await expect(table).to_contain_text("6–7 of 7")
    assert await _column(table, 1) == ["Boston", "Denver"]
    await expect(table.get_by_role("button", name="Next")).to_be_disabled()


async def test_sorting_stays_when_the_message_changes(app: App, window: Window) -> None:
    page = await window()
    ts = await app.post("Bands", [gallery.DATA_TABLE])
    row = page.locator(f"[data-ts='{ts}']")
    await row.get_by_role("button", name="Low").click()
    changed = copy.deepcopy(gallery.DATA_TABLE) | {"caption": "Changed bands"}
    await app.call("chat.update", channel="C0HIRING", ts=ts, text="Bands", blocks=[changed])
    await expect(row).to_contain_text("Changed bands")
    await expect(row).to_contain_text("(edited)")
    assert (await _column(row, 2))[0] == "$95k"


async def test_a_chart_shows_its_figures_in_three_ways(canvas: Page) -> None:
    """Bars that each have a title, a legend, and the figures as a table."""
    chart = await draw(canvas, gallery.bars())
    await expect(chart.get_by_role("img", name="bar chart: Base salary by place")).to_be_visible()
    assert await chart.locator("rect.mark").count() == 8
    titles = await chart.locator("rect title").all_text_contents()
    assert "Low, New York: 190,000" in titles
    await expect(chart.locator(".legend li")).to_have_text(["Low", "High"])
    await chart.get_by_text("Show the figures").click()
    figures = chart.get_by_role("row", name="San Francisco")
    await expect(figures.get_by_role("cell")).to_have_text(["220,000", "310,000"])


async def test_bars_grow_with_their_values(canvas: Page) -> None:
    chart = await draw(canvas, gallery.bars())
    heights = await chart.locator("rect.mark").evaluate_all(
        "bars => bars.map(bar => Number(bar.getAttribute('height')))"
    )
    assert [round(height / heights[0], 2) for height in heights] == [
        round(value / 190, 2) for value in (190, 220, 165, 150, 260, 310, 225, 210)
    ]
