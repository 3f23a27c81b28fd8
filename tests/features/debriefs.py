"""What people do with debriefs, in the words that they see; for tests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from blocks import ids
from hiring.work_calendar import HOUR, WorkCalendar, find_end_of_day, find_next_opening
from local_slack.block_kit import elements
from local_slack.client import words

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

CHANNEL = "#hiring-ai-lead"
HIRING = "C0HIRING"
MINUTES_5 = 301
LONDON = WorkCalendar("Europe/London")  # as the sample workspace's people


def get_people(desk: Running) -> list[Person]:
    return [desk.workspace.person(name) for name in ("maya", "sam", "ines", "tariq", "rosa")]


async def start_working_day(desk: Running) -> None:
    """Let time pass until 10 o'clock on the next working day, so that the clock may write."""
    now = int(desk.store.time()[0]) + desk.clock.offset
    opening = find_next_opening(find_end_of_day(now, LONDON) + 1, LONDON)
    await desk.advance(opening + HOUR - now)


def make_due(desk: Running, seconds: int = 24 * HOUR) -> dict[str, str]:
    """The fields of the form that give the first scorecards a due time without interview times."""
    now = int(desk.store.time()[0]) + desk.clock.offset
    return {"First-round scorecards due": str(now + seconds)}


async def wait_for_modal(person: Person) -> JSON:
    """The modal that a person sees, once there is one."""
    await person.until(lambda screen: screen["views"])
    view = await person.modal()
    assert view
    return view


async def press_role(person: Person, role: str = "AI Tech Lead") -> JSON:
    """Say which role a debrief is for, where no channel says so; the form that follows."""
    await person.press(await wait_for_modal(person), role)
    await person.until(lambda screen: any("Candidate" in words(view) for view in screen["views"]))
    return await wait_for_modal(person)


async def wait_for_message(person: Person, text: str, channel: str = HIRING) -> JSON:
    """The newest message with a text, once it is posted."""

    def is_posted(screen: JSON) -> bool:
        return any(text in read_text(message) for message in screen["messages"].get(channel, []))

    screen = await person.until(is_posted)
    newest: JSON = [
        message for message in screen["messages"][channel] if text in read_text(message)
    ][-1]
    return newest


async def wait_for_button(person: Person, button: str, channel: str = HIRING) -> JSON:
    """The newest message with a button, once there is message."""

    def has_button(message: JSON) -> bool:
        shown = (element for _, element in elements.find_all(message.get("blocks") or []))
        return any(each.get("text", {}).get("text") == button for each in shown)

    screen = await person.until(
        lambda screen: any(has_button(message) for message in screen["messages"].get(channel, []))
    )
    newest: JSON = [message for message in screen["messages"][channel] if has_button(message)][-1]
    return newest


async def post_stolen_button(desk: Running, person: Person, button: JSON) -> JSON:
    """A button in a message of a person's own."""
    slack = desk.slack
    block = {"type": "actions", "block_id": "acts", "elements": [button]}
    channel = slack.workspace.channels[get_dm(person)]
    message = slack.post(channel, slack.app.bot_user, "Stolen", [block])
    return {"channel": channel.id, "ts": message.ts, "blocks": [block], "text": "Stolen"}


async def wait_until_gone(person: Person, text: str, channel: str = HIRING) -> None:
    """Wait until no message has a text any more."""
    await person.until(
        lambda screen: (
            not any(text in read_text(message) for message in screen["messages"].get(channel, []))
        )
    )


def read_text(message: JSON) -> str:
    return words(message) if "blocks" in message else str(message["text"])


def get_dm(person: Person) -> str:
    return person.id.replace("U0", "D0")


async def open_debrief(
    person: Person,
    label: str,
    seats: dict[str, list[str]],
    more: dict[str, str] | None = None,
    role: str = "",
) -> JSON:
    """Open a debrief, and return its message. `role` is named where the channel has none."""
    await person.say(CHANNEL, f"/debrief {role} {label}".replace("  ", " "))
    view = await wait_for_modal(person)
    if more:
        await person.press(view, "More options")
        view = await wait_for_modal(person)
        for field, choice in more.items():
            await person.choose(view, field, choice)
    for stage, people in seats.items():
        await person.choose(view, stage, *people)
    await submit_open_form(person, view)
    return await wait_for_message(person, f"Debrief: {label}")


async def submit_open_form(person: Person, view: JSON) -> str:
    """Open the debrief of a form; what the form says then, before it is closed."""
    opened = await person.submit(view)
    assert opened is not None
    assert not opened["errors"], opened["errors"]
    await person.close(opened, everything=True)
    return words(opened)


async def advance_debrief(person: Person, message: JSON) -> None:
    """Start the next round, with no times for its interviews."""
    await person.press(message, "Advance")
    refused = await person.submit(await wait_for_modal(person))
    assert refused is None, refused["errors"]


async def file_scorecard(  # noqa: PLR0913 - what is filled in
    person: Person,
    message: JSON,
    overall: str,
    ratings: dict[str, str],
    *,
    reason: str = "It held together.",
    probe: str = "",
    button: str = "File feedback",
) -> JSON | None:
    """Fill in the scorecard that a button opens, and submit it; the form, if that is refused."""
    await person.press(message, button)
    view = await wait_for_modal(person)
    for attribute, rating in ratings.items():
        await person.choose(view, f"Rating for {attribute}", rating)
        await person.fill(view, {f"Evidence for {attribute}": f"{attribute}: {reason}"})
    await person.choose(view, "Overall", overall)
    await person.fill(view, {"Why?": reason})
    if probe:
        await person.fill(view, {"Probe next (later interviewers can read this now)": probe})
    return await submit_scorecard(person, view)


async def submit_scorecard(person: Person, view: JSON) -> JSON | None:
    """Submit a scorecard, and close what says that it is filed; the form, if that is refused."""
    shown = await person.submit(view)
    if shown and shown["callback_id"] == ids.DEBRIEF_FILED:
        return await person.close(shown)
    return shown


async def read_everything(desk: Running, *, without: str = "") -> dict[str, str]:
    """All that each person sees, and the log of calls to Slack: surface → its text."""
    seen = {}
    for name in ("maya", "sam", "ines", "tariq", "rosa"):
        screen = await desk.workspace.person(name).screen()
        if name == without:
            continue
        seen[name] = json.dumps([screen["messages"], screen["views"], screen["homes"]])
    return seen


async def read_history(person: Person, root: JSON) -> str:
    """The history of a debrief, as it is shown from *Manage*."""
    await person.press(root, "Manage")
    await person.press(await wait_for_modal(person), "History")
    await person.until(lambda screen: "newest first" in words(screen["views"][-1]))
    shown = words(await wait_for_modal(person))
    await person.close(await wait_for_modal(person), everything=True)
    return shown
