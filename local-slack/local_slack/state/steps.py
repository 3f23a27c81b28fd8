"""The steps that an app offers to workflows, as its manifest describes them, and their runs."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]


@dataclass(frozen=True)
class Parameter:
    """An input or output of a step. `options_step` names the step that lists its choices."""

    name: str
    type: str
    title: str
    description: str
    is_required: bool
    options_step: str | None = None

    def describe(self) -> JSON:
        """It as the event function_executed has it."""
        return {
            "type": self.type,
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "is_required": self.is_required,
        }


@dataclass(frozen=True)
class Step:
    """A custom step: the app's code for one part of a workflow."""

    callback_id: str
    title: str
    description: str
    inputs: tuple[Parameter, ...]
    outputs: tuple[Parameter, ...]


@dataclass
class Execution:
    """One run of a step by a person in a channel. `token` is what the app may call methods with."""

    app: str
    step: Step
    user: str
    channel: str
    inputs: JSON
    id: str = field(default_factory=lambda: "Fx" + secrets.token_hex(5).upper())
    workflow: str = field(default_factory=lambda: "Wx" + secrets.token_hex(5).upper())
    token: str = field(default_factory=lambda: "xwfp-local-" + secrets.token_hex(8))
    outputs: JSON | None = None
    error: str | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_running(self) -> bool:
        """Whether the app has not ended it yet."""
        return not self.ended.is_set()


def read_steps(given: object) -> tuple[Step, ...]:
    """The steps of a manifest: by callback_id, or as a list in its features."""
    entries: list[JSON] = []
    if isinstance(given, dict):
        entries = [{"callback_id": callback_id, **entry} for callback_id, entry in given.items()]
    elif isinstance(given, list):
        entries = given
    return tuple(
        Step(
            callback_id=entry["callback_id"],
            title=entry.get("title") or entry["callback_id"],
            description=entry.get("description", ""),
            inputs=_read_parameters(entry.get("input_parameters")),
            outputs=_read_parameters(entry.get("output_parameters")),
        )
        for entry in entries
    )


def _read_parameters(given: Any) -> tuple[Parameter, ...]:  # noqa: ANN401 - JSON
    """Parameters as a list, by name, or by name under `properties`."""
    given = given or {}
    required = given.get("required", ()) if isinstance(given, dict) else ()
    if isinstance(given, dict) and isinstance(given.get("properties"), dict):
        given = given["properties"]
    named = given.items() if isinstance(given, dict) else [(each["name"], each) for each in given]
    return tuple(
        Parameter(
            name=name,
            type=entry.get("type", "string"),
            title=entry.get("title") or name,
            description=entry.get("description", ""),
            is_required=bool(entry.get("is_required") or name in required),
            options_step=_options_step(entry),
        )
        for name, entry in named
        if isinstance(entry, dict)
    )


def _options_step(entry: JSON) -> str | None:
    function = (entry.get("dynamic_options") or {}).get("function")
    return function.rpartition("/")[2] if function else None
