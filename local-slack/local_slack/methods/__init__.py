"""The Web API, one file per noun; each exports its methods in a table that is joined here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_slack.methods import (
    assistant,
    bookmarks,
    channels,
    chat,
    conversations,
    files,
    functions,
    history,
    meta,
    oauth,
    pins,
    reactions,
    scheduling,
    streaming,
    team,
    unfurling,
    usergroups,
    users,
    views,
)

if TYPE_CHECKING:
    from local_slack.methods.arguments import Method

METHODS: dict[str, Method] = {
    **meta.METHODS,
    **assistant.METHODS,
    **bookmarks.METHODS,
    **channels.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **functions.METHODS,
    **history.METHODS,
    **oauth.METHODS,
    **pins.METHODS,
    **reactions.METHODS,
    **scheduling.METHODS,
    **streaming.METHODS,
    **team.METHODS,
    **unfurling.METHODS,
    **usergroups.METHODS,
    **users.METHODS,
    **views.METHODS,
}
