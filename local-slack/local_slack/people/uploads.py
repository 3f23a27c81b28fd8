"""Files that a person adds to a file_input.

Slack: /reference/block-kit/block-elements/file-input-element.
"""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING, Any

from local_slack import objects
from local_slack.block_kit import elements
from local_slack.errors import ActError
from local_slack.state.workspace import File

if TYPE_CHECKING:
    from local_slack.slack import Slack
    from local_slack.state.views import View
    from local_slack.state.workspace import User

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
    name = str(ids.get("name") or "file").replace("\\", "/").rpartition("/")[2]
    complaint = elements.complain_of_file(element, name)
    if complaint:
        raise ActError(complaint)
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
    described = objects.file_object(slack, file)
    of_block: JSON = view.choices_for(user.id).setdefault(block["block_id"], {})
    of_block.setdefault(element["action_id"], []).append(described)
    return described
