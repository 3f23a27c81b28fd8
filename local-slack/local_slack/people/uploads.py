"""Files that a person adds to a file_input, or posts.

Slack: /reference/block-kit/block-elements/file-input-element, /reference/events/file_shared.
"""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING, Any

from local_slack import messages, objects
from local_slack.block_kit import elements
from local_slack.errors import ActError
from local_slack.people.rights import OUTSIDE, find_silence
from local_slack.people.typed import write_message
from local_slack.state.workspace import File

if TYPE_CHECKING:
    from local_slack.slack import Slack
    from local_slack.state.views import View
    from local_slack.state.workspace import Channel, Message, User

    JSON = dict[str, Any]

LARGEST = 10 * 1024 * 1024  # bytes


def upload(slack: Slack, user: User, view: View, ids: JSON, content: bytes) -> JSON:
    """Keep a file for a field of an open modal, and return it as the field's state shows it.

    `ids` has the block_id and action_id of the field, and the `name` of the file. The app alone can
    read the file; people see only its name.

    Raises ActError if the field does not take such a file.
    """
    block, element = elements.find(view.blocks, str(ids.get("block_id")), str(ids.get("action_id")))
    if element["type"] != "file_input":
        raise ActError("This field takes no files.")
    name = _read_name(ids)
    complaint = elements.complain_of_file(element, name)
    if complaint:
        raise ActError(complaint)
    described = objects.file_object(slack, _keep(slack, user, name, content))
    of_block: JSON = view.choices_for(user.id).setdefault(block["block_id"], {})
    of_block.setdefault(element["action_id"], []).append(described)
    return described


def share(slack: Slack, user: User, channel: Channel, body: JSON, content: bytes) -> Message:
    """Post a file to a conversation, with a text or without. Raises ActError."""
    silence = find_silence(slack, channel)
    if silence or user.id not in channel.members:
        raise ActError(silence or OUTSIDE)
    file = _keep(slack, user, _read_name(body), content)
    file.shared = True
    text = write_message(slack, str(body.get("text") or "").strip())
    thread_ts = body.get("thread_ts")
    return messages.post(slack, channel, user.id, text, thread_ts=thread_ts, files=[file.id])


def _read_name(body: JSON) -> str:
    return str(body.get("name") or "file").replace("\\", "/").rpartition("/")[2]


def _keep(slack: Slack, user: User, name: str, content: bytes) -> File:
    """A new file of a person's. Raises ActError for its size."""
    if not content:
        raise ActError("This file is empty.")
    if len(content) > LARGEST:
        raise ActError("This file is larger than 10 MB.")
    file = File(
        "F" + secrets.token_hex(5).upper(),
        name,
        name,
        len(content),
        base64.b64encode(content).decode(),
        user=user.id,
        created=int(slack.clock.now()),
    )
    slack.workspace.files[file.id] = file
    return file
