"""Saving what a person does to a debrief, once for each press or submission."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, TypeAlias

from bot.slack.requests import Submission
from bot.store.debriefs import Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.debriefs.context import DebriefContext
    from bot.desk import Desk
    from bot.slack.requests import Action, OpenView
    from bot.store.debriefs import StoredDebrief
    from hiring.debriefs.debrief import Debrief

    Transition: TypeAlias = Callable[[Debrief, int], Debrief]


async def change_debrief(  # noqa: PLR0913 - a change, and what the history says of it
    request: Action | Submission,
    desk: Desk,
    context: DebriefContext,
    name: str,
    transition: Transition,
    *,
    person: str = "",
    detail: str = "",
    even_if_unchanged: bool = False,
) -> StoredDebrief:
    """Save what `transition` makes of a debrief.

    The history calls the change `name`; `person` and `detail` as in `HistoryEvent`. A double click,
    or a form that is submitted twice, changes the debrief once. For `even_if_unchanged` see
    `Debriefs.change`.
    """
    act = Act(make_command_id(request), request.user, name, person, detail)
    return await desk.debriefs.change(
        request.tenant, context.stored, act, transition, even_if_unchanged=even_if_unchanged
    )


def make_command_id(request: Action | Submission) -> str:
    """An id that repetitions of one press or submission share, and no other one has.

    A form that is submitted twice is one view with one content. A double click is one button in
    one message, or in one state of a view and what is filled in there. The id is not stored: its
    digest is, which needs a key.
    """
    if isinstance(request, Submission):
        return f"{request.view.id} {_digest(request.view)}"
    view = request.view
    location = (
        f"{view.id} {view.hash} {_digest(view)}"
        if view
        else f"{request.channel} {request.message_ts}"
    )
    return f"{location} {request.action_id} {request.user} {request.value}"


def _digest(view: OpenView) -> str:
    return hashlib.sha256(json.dumps(view.values, sort_keys=True).encode()).hexdigest()
