"""How the tests of `/salary` type, press and read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack.block_kit import elements

if TYPE_CHECKING:
    from local_slack.client import Person

    JSON = dict[str, Any]


async def ask(person: Person, text: str, channel: str = "#general") -> JSON:
    """Type `/salary text` and read the answer."""
    reply = await person.say(channel, f"/salary {text}")
    assert "failed" not in reply
    return (await person.sees(channel))[-1]


def find_buttons(message: JSON) -> dict[str, JSON]:
    return {
        element["text"]["text"]: element
        for _, element in elements.find_all(message["blocks"])
        if element["type"] == "button"
    }


def find_charts(message: JSON) -> list[JSON]:
    return [block for block in message["blocks"] if block["type"] == "data_visualization"]


async def press_and_expect(person: Person, message: JSON, label: str, sentence: str) -> None:
    """Press, and wait until a new message for this person alone says so."""
    channel = message["channel"]
    before = (await person.sees(channel))[-1]["ts"]

    def says_so(screen: JSON) -> bool:
        last = screen["messages"][channel][-1]
        return last["ephemeral"] and last["ts"] > before and sentence in last["text"]

    await person.press(message, label)
    await person.until(says_so)


def read_fields(view: JSON) -> dict[str, str | None]:
    """The texts and choices of a form, by block_id."""
    return {
        block_id: state.get("value") or (state.get("selected_option") or {}).get("value")
        for block_id, states in view["state"]["values"].items()
        for state in states.values()
    }
