"""How values are written down: as JSON with a version, and with a way up from every older version.

A value without a version was written before versions were, and is of version 1. Any change
of what is written, such as a new field, raises the version: add a function to `upgrades` that turns
the previous version's JSON into the new one's. Nothing is ever left out silently: what the present
version doesn't know, or misses, is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import SchemaValidator

from hiring.errors import DamagedError, NewerVersionError

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")
Json: TypeAlias = dict[str, Any]
Upgrade: TypeAlias = Callable[[Json], Json]

VERSION: Final = "version"
FIRST: Final = 1


class StoredFormat(Generic[T]):
    """The written form of a type: a dataclass, or a dict of plain values.

    `name` says to people what such a value is. `upgrades` lead from version 1 to 2, from 2 to 3 and
    so on, so their number tells the present version. They get and return the JSON without its
    version.
    """

    def __init__(self, name: str, type_: type[T], upgrades: Sequence[Upgrade] = ()) -> None:
        self.name = name
        self.version = FIRST + len(upgrades)
        self.type = type_
        self._upgrades = upgrades
        self._start = f'{{"{VERSION}":{self.version}'.encode()

    def dump(self, value: T) -> bytes:
        """A value as JSON of the present version; equal values give equal bytes."""
        content = self._adapter.dump_json(value)
        return self._start + (b"}" if content == b"{}" else b"," + content[1:])

    def load(self, data: bytes) -> T:
        """The value that was dumped, by this or an earlier version.

        Raises NewerVersionError and DamagedError.
        """
        start = self._start + b","
        if data.startswith(start):  # nearly always: there is nothing to bring up to date
            return self._validate(b"{" + data[len(start) :])
        return self._validate(json.dumps(self._upgrade(data)).encode())

    def _validate(self, data: bytes) -> T:
        try:
            value: T = self._validator.validate_json(data, strict=True)
        except ValidationError:
            raise DamagedError(self.name) from None  # the cause would quote the value
        return value

    def _upgrade(self, data: bytes) -> Json:
        version, content = self._parse(data)
        if version > self.version:
            raise NewerVersionError(self.name, version, self.version)
        try:
            for upgrade in self._upgrades[version - FIRST :]:
                content = upgrade(content)
        except (AttributeError, LookupError, TypeError, ValueError):
            raise DamagedError(self.name) from None
        return content

    def _parse(self, data: bytes) -> tuple[int, Json]:
        try:
            content = json.loads(data)
        except (RecursionError, ValueError):
            raise DamagedError(self.name) from None
        version = content.pop(VERSION, FIRST) if isinstance(content, dict) else None
        if type(version) is not int or version < FIRST:
            raise DamagedError(self.name)
        return version, content

    @cached_property
    def _adapter(self) -> TypeAdapter[T]:
        return TypeAdapter(self.type)

    @cached_property
    def _validator(self) -> SchemaValidator:
        return SchemaValidator(_exact(self._adapter.core_schema))


def _exact(schema: Any) -> Any:  # noqa: ANN401 - a schema of pydantic's
    """The schema with every field of its dataclasses needed, and no other allowed."""
    if isinstance(schema, list):
        return [_exact(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "default":
        return _exact(schema["schema"])
    exact = {name: _exact(part) for name, part in schema.items() if name != "metadata"}
    return exact | ({"extra_behavior": "forbid"} if schema.get("type") == "dataclass-args" else {})
