"""The form of `/jd` and its preview, as tests fill them in and read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack.client import words

if TYPE_CHECKING:
    from local_slack.client import Person

    JSON = dict[str, Any]

RANGE = "Base range per year"
SYSTEM = "The AI system, in one sentence"
MUSTS = "What candidates must bring"
GOOD = {
    "Company": "Sample Co",
    "Location": "Sample City, hybrid",
    SYSTEM: "Ranks 2 million listings a day for 40,000 shops",
    "Core stack": "PyTorch, Ray",
    "Domain, a nice-to-have": "recommenders",
}


async def open_form(person: Person, text: str = "london", channel: str = "#general") -> JSON:
    reply = await person.say(channel, f"/jd {text}")
    assert "failed" not in reply
    return await wait_for_modal(person)


async def wait_for_modal(person: Person) -> JSON:
    view = await person.modal()
    assert view is not None
    return view


async def submit_form(person: Person, view: JSON, **changed: str) -> JSON:
    """Fill in what is good but for what is changed, and submit."""
    names = {"range": RANGE, "system": SYSTEM, "musts": MUSTS, "stack": "Core stack"}
    await person.fill(view, {**GOOD, **{names.get(k, k): text for k, text in changed.items()}})
    shown = await person.submit(view)
    assert shown is not None
    return shown


def read_field(view: JSON, name: str) -> str | None:
    """The text or choice of a field, by the name of its block."""
    for block_id, states in view["state"]["values"].items():
        if block_id.partition(":")[0] == name:
            (state,) = states.values()
            return state.get("value") or (state.get("selected_option") or {}).get("value")
    return None


async def wait_for_preview(person: Person, sentence: str) -> JSON:
    """Wait until the modal on top says this."""
    screen = await person.until(lambda screen: sentence in words(screen["views"][-1]))
    view: JSON = screen["views"][-1]
    return view
