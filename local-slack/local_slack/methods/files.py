"""files.getUploadURLExternal, the upload itself, files.completeUploadExternal; info, list, delete.

Sources: docs.slack.dev/reference/methods/files.*.
"""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING, Any

from local_slack import messages, objects
from local_slack.block_kit import check
from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method, wrong_argument
from local_slack.state.workspace import File

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App, Slack
    from local_slack.state.workspace import Channel

    JSON = dict[str, Any]

LARGEST = 1024 * 1024  # bytes; files are saved in the one JSON file of the workspace


async def get_upload_url(app: App, arguments: Arguments) -> JSON:
    """An address to upload to, and the id of the future file."""
    name = arguments.required("filename")
    length = arguments.number("length", 1, 1 << 40)
    if "length" not in arguments or length > LARGEST:
        sentence = f"length is a number of bytes, and {LARGEST} are the most that are saved"
        raise wrong_argument("length", sentence)
    now = int(app.slack.clock.now())
    file_id = "F" + secrets.token_hex(5).upper()
    file = File(file_id, name, name, length, user=app.bot_user, created=now)
    app.slack.workspace.files[file.id] = file
    return {"upload_url": f"{app.slack_url}/upload/{file.id}", "file_id": file.id}


def save_upload(slack: Slack, file_id: str, content: bytes) -> int:
    """Save the bytes of a file and return how many there are.

    Raises SlackError if the address is unknown, or the length is not the one announced.
    """
    file = slack.workspace.files.get(file_id)
    if file is None or file.content or len(content) != file.size:
        raise SlackError("upload_refused")
    file.content = base64.b64encode(content).decode()
    return file.size


async def complete_upload(app: App, arguments: Arguments) -> JSON:
    """Finish uploads and share them in `channel_id`, as one message.

    Files can't be shared with a person's id: `channel_not_found`, as on Slack.
    """
    given = arguments.structure("files")
    if not isinstance(given, list) or not given:
        raise wrong_argument("files", "files is not a list of files, each with its id")
    files = []
    for entry in given:
        file = (
            app.slack.workspace.files.get(entry.get("id", "")) if isinstance(entry, dict) else None
        )
        if file is None or not file.content or file.shared:
            raise SlackError("file_not_found")
        file.title = str(entry.get("title") or file.name)
        files.append(file)
    channel = _find_channel(app, arguments.text("channel_id") or "")
    if channel:
        blocks = arguments.structure("blocks", "invalid_blocks_format")
        comment = arguments.text("initial_comment")
        text, blocks = (
            check.message(comment, blocks, app.grants()) if comment or blocks else ("", [])
        )
        messages.post(
            app.slack,
            channel,
            app.bot_user,
            text,
            blocks,
            thread_ts=arguments.text("thread_ts"),
            files=[file.id for file in files],
        )
        for file in files:
            file.shared = True
    return {"files": [objects.file_object(app.slack, file) for file in files]}


async def get_file(app: App, arguments: Arguments) -> JSON:
    """A file that the app can see: its own, or one in a conversation that it is in."""
    file = _find_file(app, arguments)
    return {"file": objects.file_object(app.slack, file), "comments": []}


async def list_files(app: App, arguments: Arguments) -> JSON:
    """The files that the app can see, the newest first, by page of 100."""
    wanted = arguments.text("channel")
    user = arguments.text("user")
    files = [
        objects.file_object(app.slack, file)
        for file in app.slack.workspace.files.values()
        if file.content
        and _is_visible(app, file)
        and user in {None, file.user}
        and wanted in {None, *_channels_of(app, file)}
    ]
    files.reverse()
    count, page = arguments.number("count", 100, 1000), arguments.number("page", 1, 1 << 30)
    paging = {
        "count": count,
        "total": len(files),
        "page": page,
        "pages": -(-len(files) // count),
    }
    return {"files": files[(page - 1) * count : page * count], "paging": paging}


async def delete_file(app: App, arguments: Arguments) -> JSON:
    """Delete one of the app's own files, from every message."""
    file = _find_file(app, arguments)
    if file.user != app.bot_user:
        raise SlackError("cant_delete_file")
    for channel_id in _channels_of(app, file):
        for message in app.slack.workspace.messages[channel_id]:
            if file.id in message.files:
                message.files.remove(file.id)
                app.slack.notify_viewers(message)
    del app.slack.workspace.files[file.id]
    return {}


def _find_file(app: App, arguments: Arguments) -> File:
    file = app.slack.workspace.files.get(arguments.required("file"))
    if file is None or not file.content or not _is_visible(app, file):
        raise SlackError("file_not_found")
    return file


def _is_visible(app: App, file: File) -> bool:
    channels = [app.slack.workspace.channels[each] for each in _channels_of(app, file)]
    return file.user == app.bot_user or any(
        channel.kind == "public" or app.bot_user in channel.members for channel in channels
    )


def _channels_of(app: App, file: File) -> list[str]:
    """The conversations that a file is shared in."""
    messages_of = app.slack.workspace.messages.items()
    return [channel for channel, posted in messages_of if any(file.id in m.files for m in posted)]


def _find_channel(app: App, channel_id: str) -> Channel | None:
    if not channel_id:
        return None
    channel = app.slack.workspace.channels.get(channel_id)
    if channel is None or app.bot_user not in channel.members:
        public = channel is not None and channel.kind == "public"
        raise SlackError("not_in_channel" if public else "channel_not_found")
    return channel


METHODS: dict[str, Method] = {
    "files.delete": method(delete_file, "files:write"),
    "files.info": method(get_file, "files:read"),
    "files.list": method(list_files, "files:read"),
    "files.getUploadURLExternal": method(get_upload_url, "files:write"),
    "files.completeUploadExternal": method(complete_upload, "files:write"),
}
