"""trigger_id: what lets an app open a modal, once, within three seconds of the click."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from local_slack.errors import SlackError

if TYPE_CHECKING:
    from local_slack.state.clock import Clock

SECONDS = 3.0  # Slack: a trigger_id expires three seconds after the click


@dataclass
class Trigger:
    """A click that may open one modal. `in_modal`: the click was in a modal itself."""

    user: str
    created: float
    in_modal: bool
    used: bool = False


class Triggers:
    """The triggers handed out by this process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}

    def create(self, user: str, *, in_modal: bool = False) -> str:
        """A trigger_id for a click that happens now."""
        trigger_id = (
            f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        )
        self._triggers[trigger_id] = Trigger(user, self._clock.now(), in_modal)
        return trigger_id

    def check(self, trigger_id: str) -> Trigger:
        """The trigger, if it can still be exchanged.

        Raises SlackError: invalid_trigger_id, exchanged_trigger_id, expired_trigger_id.
        """
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._clock.now() - trigger.created > SECONDS:
            raise SlackError("expired_trigger_id")
        return trigger
