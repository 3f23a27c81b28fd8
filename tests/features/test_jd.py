"""`/jd` as people use it: the form, its errors, the preview, sharing, updating, the file."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import words
from tests.desk import KEY, action, as_form, own_database, run_desk, until
from tests.features.posting_forms import (
    RANGE,
    open_form,
    read_field,
    submit_form,
    wait_for_modal,
    wait_for_preview,
)
from tests.valkey import server, short_folder

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOSTILE = "<!channel> <@U0SAM> <https://x.example|y> *b* `c` ]]> \u202e\x07 &amp; {{ 7*7 }}"


@pytest.fixture(autouse=True)
def _no_drafts(desk: Running) -> None:
    """Each test starts without a draft."""
    for key in desk.store.scan_iter("*:draft:*"):
        desk.store.delete(key)


@pytest.mark.parametrize(
    "typed",
    ["london", "London!", "for an AI tech lead in London, please", ":gb: @sam london office"],
)
async def test_a_place_that_is_typed_fills_in_its_range(desk: Running, typed: str) -> None:
    maya = desk.workspace.person("maya")
    view = await open_form(maya, typed)

    assert (read_field(view, "place"), read_field(view, "range")) == ("london", "£130k–£180k")
    assert "5+ years in ML or AI systems" in (read_field(view, "musts") or "")
    await maya.close(view, everything=True)


@pytest.mark.parametrize(
    ("typed", "place", "pay", "sentence"),
    [
        ("london 130-160k", "london", "£130k–£160k", ""),
        ("140k to 155k in London, please", "london", "£140k–£155k", ""),
        ("london £145,000", "london", "£145k", ""),
        ("AI tech lead remote, £120,000 to £150,000", "us-remote", "£120k–£150k", "won't be"),
        ("130-160k", None, "130-160k", ""),
        ("in lodnon, £130-160k", None, "£130k–£160k", "Did you mean London?"),
        ("london, £150k total", "london", "£130k–£180k", "a posting shows base pay"),
        ("london £700 a day", "london", "£130k–£180k", "That is pay per day"),
        ("london 130k 160k", "london", "£130k–£180k", "as two amounts"),
        ("london, 3 openings", "london", "£130k–£180k", ""),
    ],
)
async def test_an_amount_that_is_typed_is_the_range_or_the_form_says_why_not(
    desk: Running, typed: str, place: str | None, pay: str, sentence: str
) -> None:
    maya = desk.workspace.person("maya")
    view = await open_form(maya, typed)

    assert (read_field(view, "place"), read_field(view, "range")) == (place, pay)
    assert sentence in words(view)
    await maya.close(view, everything=True)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", None),
        ("a job description, please", None),
        ("write one for Berlin", "I have no salary figures for “Berlin”"),
        ("uk", "Several places fit"),
        ("london or tel aviv", "Several places fit"),
        ("in lodnon", "Did you mean London?"),
        ("my draft from yesterday", "I found no place that I know in"),
        ("post it on linkedin", "I found no place that I know in “post it on linkedin”"),
        ("<!channel>", None),
        ("x" * 4000, "I "),
    ],
)
async def test_any_other_text_opens_the_form_too(
    desk: Running, typed: str, sentence: str | None
) -> None:
    maya = desk.workspace.person("maya")
    view = await open_form(maya, typed)

    assert ("below." in words(view)) == bool(sentence)
    assert (sentence or "") in words(view)
    assert not read_field(view, "range")
    await maya.close(view, everything=True)


async def test_a_role_without_figures_asks_for_no_place(guide: Guide, valkey_socket: Path) -> None:
    role = replace(guide.roles["ai-tech-lead"], salary=None)
    with own_database(valkey_socket, 6) as url:
        async with run_desk(replace(guide, roles={role.id: role}), url) as own:
            view = await open_form(own.workspace.person("maya"), "berlin 150k EUR")
    assert "Pick a place" not in words(view)
    assert read_field(view, "range") == "€150k"


async def test_help_is_by_example(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    await maya.say("#general", "/jd help")

    assert "/jd london" in words((await maya.sees("#general"))[-1])


async def test_another_place_fills_in_its_range_unless_it_was_written_by_hand(
    desk: Running,
) -> None:
    maya = desk.workspace.person("maya")
    view = await open_form(maya)
    await maya.fill(view, {"Company": "Sample Co"})
    await maya.choose(view, "Compare pay with", "San Francisco / New York")
    view = await wait_for_modal(maya)
    assert (read_field(view, "range"), read_field(view, "company")) == ("$220k–$320k", "Sample Co")

    await maya.fill(view, {RANGE: "$250k–$260k"})
    await maya.choose(view, "Compare pay with", "UK (London)")
    view = await wait_for_modal(maya)
    assert read_field(view, "range") == "$250k–$260k"
    await maya.close(view, everything=True)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("range", "", "Post without a range"),
        ("range", "180k-130k", "upside down"),
        ("range", "competitive", "two amounts"),
        ("musts", "-", "at least one"),
        ("musts", "&" * 1500, "too long for a Slack message"),
    ],
)
async def test_an_error_keeps_the_form_open_at_its_field(
    desk: Running, field: str, typed: str, sentence: str
) -> None:
    maya = desk.workspace.person("maya")

    view = await submit_form(maya, await open_form(maya), **{field: typed})

    ((block_id, error),) = view["errors"].items()
    assert block_id.partition(":")[0] == field
    assert sentence in error
    await maya.close(view, everything=True)


async def test_remarks_come_with_the_preview_and_the_posting_below(desk: Running) -> None:
    """With the hints of the places hired in: what a posting there must show, what is missing."""
    maya = desk.workspace.person("maya")
    view = await open_form(maya)
    await maya.choose(view, "States and countries you hire in", "Colorado", "European Union")
    preview = await submit_form(
        maya,
        view,
        range="100k-120k",
        system="Ranks listings for shops",
        stack="machine learning",
        musts="\n".join(["experience with machine learning", *"1234567"]),
    )

    seen = words(preview)
    expected = [
        "6 things to reconsider before you share",
        "whole range is under the market for UK (London)",
        "“experience with machine learning”",
        "It names no technology",
        "You ask for 8 things",
        "Colorado asks for the benefits, how to apply and the application deadline: add them.",
        "_Since 2021 (deadline: 2024); employers with at least 1 employee there; remote jobs",
        "*European Union:* A posting must show pay or range, unless applicants learn it in another",
        "This one has the pay. _National laws were due 7 June 2026; check your country; any ",
        "no hint here doesn't mean there is no legal duty",
        "£100k–£120k a year",
        "From your hiring guide",
    ]
    assert [text for text in expected if text not in seen] == []
    assert "Hawaii" not in seen
    assert "Nothing to reconsider" not in seen
    assert len((await maya.screen())["views"]) == 1
    await maya.close(preview, everything=True)


async def test_the_draft_is_one_persons_in_one_channel(desk: Running) -> None:
    """Two people do not overwrite each other; reopening starts from one's own; all sealed."""
    maya, sam = desk.workspace.person("maya"), desk.workspace.person("sam")
    for person, company in ((maya, "Maya's Sample"), (sam, "Sam's Sample")):
        preview = await submit_form(person, await open_form(person), Company=company)
        await person.close(preview, everything=True)

    for person, company in ((maya, "Maya's Sample"), (sam, "Sam's Sample")):
        view = await open_form(person, "")
        assert read_field(view, "company") == company
        await person.close(view, everything=True)
    elsewhere = await open_form(maya, "", "#hiring-ai-lead")
    assert not read_field(elsewhere, "company")
    await maya.close(elsewhere, everything=True)
    assert "Sample" not in desk.store_text()
    assert KEY not in desk.store_text()


async def test_a_draft_that_cannot_be_read_starts_a_new_form_and_says_so(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    preview = await submit_form(maya, await open_form(maya))
    [key] = desk.store.scan_iter("*:draft:jd:*")
    desk.store.set(key, b"damaged", ex=60)
    await maya.press(preview, "Share in channel")
    await maya.until(lambda screen: "can't be read any more, so nothing was posted" in str(screen))
    await maya.close(await wait_for_modal(maya), everything=True)

    view = await open_form(maya)
    assert "Your draft can't be read any more" in words(view)
    preview = await submit_form(maya, view)
    assert "Share in channel" in str(preview)
    newer = b"\x1f" + bytes(60)
    desk.store.set(key, newer, ex=60)
    await maya.press(preview, "Edit")
    preview = await submit_form(maya, await wait_for_modal(maya))
    assert "Share in channel" not in str(preview)
    assert desk.store.get(key) == newer
    await maya.close(preview, everything=True)


async def test_edit_leads_back_to_the_form_filled_in(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    preview = await submit_form(maya, await open_form(maya), range="£140k–£150k")

    await maya.press(preview, "Edit")

    view = await wait_for_modal(maya)
    assert (read_field(view, "range"), read_field(view, "stack")) == ("£140k–£150k", "PyTorch, Ray")
    await maya.close(view, everything=True)


async def test_sharing_posts_once_and_its_author_updates_it_in_place(desk: Running) -> None:
    maya, sam = desk.workspace.person("maya"), desk.workspace.person("sam")
    preview = await submit_form(maya, await open_form(maya))
    before = len(await sam.sees("#general"))

    await asyncio.gather(*(maya.press(preview, "Share in channel") for _ in range(3)))
    preview = await wait_for_preview(maya, "hared")  # or that it is already shared
    await maya.close(preview, everything=True)
    (posted,) = (await sam.sees("#general"))[before:]
    assert "Sample Co" in words(posted)

    await sam.press(posted, "Edit")
    await sam.until(lambda screen: "Only the person who shared it" in str(screen["messages"]))
    assert await sam.modal() is None

    await maya.press(posted, "Edit")
    preview = await submit_form(maya, await wait_for_modal(maya), Company="Other Sample")
    await maya.press(preview, "Update shared posting")
    preview = await wait_for_preview(maya, "up to date")
    seen = [message for message in await sam.sees("#general") if message["ts"] == posted["ts"]]
    assert "Other Sample" in words(seen[0])
    assert seen[0]["edited"]
    await maya.close(preview, everything=True)


async def test_where_the_bot_is_no_member_the_posting_says_that_it_cannot_be_edited(
    desk: Running,
) -> None:
    maya, rosa = desk.workspace.person("maya"), desk.workspace.person("rosa")
    preview = await submit_form(maya, await open_form(maya, channel="#leadership"))

    await maya.press(preview, "Share in channel")
    preview = await wait_for_preview(maya, "can't be edited")

    assert "Update shared posting" not in words(preview)
    posted = next(
        message for message in reversed(await rosa.sees("#leadership")) if message["is_bot"]
    )
    assert "can't be edited here" in words(posted)
    assert "Edit" not in [
        element["text"]["text"]
        for block in posted["blocks"]
        for element in block.get("elements", [])
        if element["type"] == "button"
    ]
    await maya.close(preview, everything=True)


async def test_a_refusal_shares_nothing_and_says_so(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    preview = await submit_form(maya, await open_form(maya))
    await desk.workspace.fault("chat.postMessage", "ratelimited")

    await maya.press(preview, "Share in channel")

    preview = await wait_for_preview(maya, "Slack asks for a pause")
    await maya.press(preview, "Share in channel")
    preview = await wait_for_preview(maya, "Shared in this channel")
    await maya.close(preview, everything=True)


async def test_the_file_goes_to_the_persons_direct_messages(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    preview = await submit_form(maya, await open_form(maya), Company=HOSTILE[:60])

    await maya.press(preview, "Send me the file")
    preview = await wait_for_preview(maya, "Sent to your direct messages")

    files = [file for message in await maya.sees("DM") for file in message.get("files", [])]
    assert files[-1]["name"] == "ai-tech-lead-posting.md"
    async with desk.workspace.session.get(files[-1]["url"]) as answer:
        text = await answer.text()
    assert "\\<!channel\\>" in text
    assert "## What you will do" in text
    await maya.close(preview, everything=True)


async def test_hostile_text_is_shown_as_text(desk: Running) -> None:
    """In every field: nothing is pinged, linked or lost, and it shares like any other."""
    maya = desk.workspace.person("maya")
    texts = dict.fromkeys(("Company", "Location", "stack", "system", "musts"), HOSTILE[:60])
    preview = await submit_form(maya, await open_form(maya), **texts, Equity=HOSTILE[:60])

    await maya.press(preview, "Share in channel")
    preview = await wait_for_preview(maya, "Shared in this channel")

    for where in (preview, (await maya.sees("#general"))[-1]):
        shown = str(where["blocks"])
        assert "&lt;!channel&gt;" in shown
        assert "<!channel>" not in shown
        assert "<https:" not in shown
        assert "49" not in words(where)
    await maya.close(preview, everything=True)


async def test_a_changed_or_forgotten_draft_is_not_shared_unseen(desk: Running) -> None:
    """A preview acts on what it shows."""
    maya = desk.workspace.person("maya")
    old = await submit_form(maya, await open_form(maya), Company="Old Sample")
    metadata = old["private_metadata"]
    value = next(
        element["value"]
        for block in old["blocks"]
        for element in block.get("elements", [])
        if element.get("action_id") == "jd.share"
    )
    await maya.press(old, "Edit")
    new = await submit_form(maya, await wait_for_modal(maya), Company="New Sample")
    stale = {
        "container": {"type": "view", "view_id": new["id"]},
        "channel": None,
        "response_url": "",
        "view": {**new, "private_metadata": metadata},
    }

    await desk.post(as_form(action("jd.share", value, **stale)))
    await maya.until(lambda screen: "changed this draft in another window" in str(screen))

    assert not any("Old Sample" in words(message) for message in await maya.sees("#general"))
    await maya.close(await wait_for_modal(maya), everything=True)


async def test_without_a_store_nothing_typed_is_lost(guide: Guide) -> None:
    """The preview is laid over the form, says that it is not saved, and *Back* leads to it."""
    with short_folder() as folder:
        path = folder / "valkey.sock"
        with server(unixsocket=path) as process:
            await until(path.exists)
            async with run_desk(guide, f"unix://{path}") as own:
                maya = own.workspace.person("maya")
                view = await open_form(maya)
                process.kill()
                process.wait()
                preview = await submit_form(maya, view)

                assert "I couldn't save this" in words(preview)
                assert "Share in channel" not in str(preview["blocks"])
                form = await maya.close(preview)
                assert form is not None
                assert read_field(form, "company") == "Sample Co"
                await maya.close(form, everything=True)
                form = await open_form(maya)
                assert "starts without your draft" in words(form)
