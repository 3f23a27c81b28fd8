from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local_slack.errors import SlackError, build_refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from local_slack.slack import App

    JSON = dict[str, Any]
    Run = Callable[[App, "Arguments"], Awaitable[JSON]]
    Scopes = Callable[[App, "Arguments"], Iterable[str]]


@dataclass(frozen=True)
class Method:
    """A Web API method: the function, the scopes that it needs, and its token: bot, app or None.

    `possible` are the scopes of which a call needs some, by what it is about.
    """

    run: Run
    scopes: Scopes
    possible: tuple[str, ...] = ()
    token: str | None = "bot"  # noqa: S105 - a kind of token


def method(run: Run, *scopes: str, token: str | None = "bot") -> Method:  # noqa: S107 - a kind
    """A method that always needs the same scopes."""
    return Method(run, lambda _, __: scopes, scopes, token)


class Arguments:
    """A call's arguments, which come as a form's strings or as JSON; unknown ones are ignored."""

    def __init__(self, given: JSON) -> None:
        self._given = given
        self.authorization = ""
        self.remarks: list[str] = []  # what the call ignores, for its developer
        self.execution = ""  # the run of a step whose token it is called with

    def __contains__(self, name: str) -> bool:
        return self._given.get(name) is not None

    def as_json(self) -> JSON:
        """All arguments."""
        return dict(self._given)

    def required(self, name: str) -> str:
        """A text that is required. Raises SlackError: invalid_arguments."""
        value = self.text(name)
        if not value:
            raise missing_argument(name)
        return value

    def text(self, name: str) -> str | None:
        """A text; None if it is missing."""
        value = self._given.get(name)
        return None if value is None else str(value)

    def flag(self, name: str) -> bool:
        """True or false; False if it is missing."""
        return self._given.get(name) in (True, "true", "True", "1", 1)

    def number(self, name: str, default: int, high: int) -> int:
        """A whole number from 1 to `high`."""
        try:
            return max(1, min(high, int(self._given.get(name) or default)))
        except (TypeError, ValueError):
            raise SlackError("invalid_limit") from None

    def structure(self, name: str, refusal: str = "invalid_arguments") -> Any:  # noqa: ANN401 - JSON
        """A value given as JSON or as JSON text; None if it is missing.

        Raises SlackError with the code `refusal` if the text is not JSON.
        """
        value = self._given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise build_refusal(refusal, f"{name} is not JSON", f"/{name}") from None


def missing_argument(name: str) -> SlackError:
    """The refusal of a call that lacks an argument."""
    return build_refusal("invalid_arguments", f"missing required field: {name}")


def wrong_argument(name: str, sentence: str) -> SlackError:
    """The refusal of a call with a wrong argument, and what that one has to be."""
    return build_refusal("invalid_arguments", sentence, f"/{name}")
