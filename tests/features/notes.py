"""What an interviewer does with notes, and a second device of theirs; for tests."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from blocks import ids
from tests.desk import TENANT, action, as_form
from tests.features.debriefs import get_dm, wait_for_button, wait_for_modal

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]


async def open_notes(person: Person, button: str = "Take notes") -> JSON:
    message = await wait_for_button(person, button, get_dm(person))
    await person.press(message, button)
    return await wait_for_modal(person)


def read_labels(view: JSON) -> list[str]:
    return [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"]


def read_fields(view: JSON) -> dict[str, str]:
    """What each field was opened with."""
    return {
        block["label"]["text"]: block["element"].get("initial_value", "")
        for block in view["blocks"]
        if block["type"] == "input"
    }


async def type_on_phone(desk: Running, person: Person, view: JSON, label: str, text: str) -> None:
    """Type in the same form as it was opened on another device, whose view has another id.

    In Slack a modal is open where it was opened. The local workspace shows it in all windows of a
    person, so the phone's requests are sent as Slack would send them.
    """
    values: JSON = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            shown = block["element"].get("initial_value")
            typed = text if block["label"]["text"] == label else shown
            state = {"type": "plain_text_input", "value": typed}
            values[block["block_id"]] = {block["element"]["action_id"]: state}
    phone = {
        **{name: view[name] for name in ("callback_id", "private_metadata", "blocks", "title")},
        "type": "modal",
        "id": "V0PHONE",
        "hash": "1.phone",
        "app_installed_team_id": TENANT,
        "state": {"values": values},
    }
    request = action(
        ids.DEBRIEF_NOTES_SAVE,
        user={"id": person.id, "team_id": TENANT},
        view=phone,
        container={"type": "view", "view_id": "V0PHONE"},
    )
    answer = await desk.post(as_form(request))
    assert answer.status == HTTPStatus.OK
