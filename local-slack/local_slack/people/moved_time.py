"""How people and tests move the workspace's time: `POST /-/clock`.

`{"advance": 3600}` moves it by seconds. `{"to": …}` moves it to a moment: a number of seconds since
the epoch, `"tomorrow"` for nine o'clock on the next day, or an ISO date and time. The last two are
in the time zone of the person `as`, or in UTC where nobody is named.
"""

from __future__ import annotations

import math
from datetime import UTC
from typing import TYPE_CHECKING, Any

from local_slack.errors import ActError
from local_slack.state.clock import find_zone, read_moment

if TYPE_CHECKING:
    from datetime import tzinfo

    from local_slack.slack import Slack

    JSON = dict[str, Any]


def move(slack: Slack, body: JSON) -> None:
    """Move the clock as the body says, and have every window show it. Raises ActError."""
    if slack.settings.fixed_clock:
        raise ActError("Time can't be moved in this workspace: it was started with a fixed clock.")
    match body:
        case {"advance": int() | float() as seconds} if math.isfinite(seconds):
            slack.clock.advance(seconds)
        case {"to": int() | float() as moment} if math.isfinite(moment):
            slack.clock.move_to(moment)
        case {"to": str(text)}:
            zone = _find_zone(slack, body.get("as"))
            slack.clock.move_to(read_moment(text, slack.clock.now(), zone))
        case _:
            raise ActError("Say by how many seconds to advance, or which time to move to.")
    slack.show_moved_time()


def _find_zone(slack: Slack, person: object) -> tzinfo:
    if person is None:
        return UTC
    user = slack.workspace.users.get(str(person))
    if user is None:
        raise ActError("Nobody has that id.")
    return find_zone(user.tz)
