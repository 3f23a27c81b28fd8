"""The shapes that `limits` consists of. Each checks a JSON value.

Complaints are worded as Slack words them ("must be less than 151 characters"), with a JSON pointer.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from zoneinfo import available_timezones

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    JSON = dict[str, Any]
    Rule = Callable[[JSON, "At"], None]

MESSAGE, MODAL, HOME = "message", "modal", "home"
BLOCK = re.compile(r".*blocks/\d+")  # the pointer of the innermost block
EVERYWHERE = (MESSAGE, MODAL, HOME)


@dataclass(frozen=True)
class Problem:
    """One thing that Slack would refuse, as blocks.validate lists it."""

    pointer: str
    code: str
    message: str
    constraint: dict[str, Any] | None = None

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


class Grants(NamedTuple):
    """What an app may use: its scopes, its unfurl domains, and the ids of the images it can see."""

    scopes: Container[str]
    domains: Sequence[str]
    images: Container[str]


@dataclass
class Report:
    """The problems of one surface so far, and the ids that are in use.

    Without `grants`, blocks are checked as those of an app that may use everything.
    """

    surface: str
    grants: Grants | None = None
    problems: list[Problem] = field(default_factory=list)
    ids: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class At:
    """A place in the payload."""

    report: Report
    pointer: str

    def child(self, key: str | int) -> At:
        """The place one step down."""
        return At(self.report, f"{self.pointer}/{key}")

    def complain(self, message: str, code: str = "failed_constraint", **constraint: object) -> None:
        """Complain about this place."""
        self.report.problems.append(Problem(self.pointer, code, message, constraint or None))


class Shape(Protocol):
    """Anything that can check a value."""

    def check(self, value: Any, at: At) -> None:  # noqa: ANN401 - JSON
        """Complain about what is wrong with the value."""


@dataclass(frozen=True)
class Str:
    """A string of `low` to `high` characters; blanks alone are none, unless `blank` allows them."""

    high: int | None = None
    low: int = 1
    pattern: str | None = None
    blank: bool = False

    def check(self, value: Any, at: At) -> None:  # noqa: ANN401 - JSON
        """See `Shape`."""
        if not isinstance(value, str):
            at.complain("must be a string", "invalid_type")
        elif len(value) < self.low or (self.low and not self.blank and not value.strip()):
            at.complain(f"must be more than {self.low - 1} characters", minimum=self.low)
        elif self.high is not None and len(value) > self.high:
            at.complain(f"must be less than {self.high + 1} characters", maximum=self.high)
        elif self.pattern and not re.fullmatch(self.pattern, value):
            at.complain("must match the expected format", pattern=self.pattern)


@dataclass(frozen=True)
class Unique:
    """An id that must be unique in the payload or, with `in_block`, in its block."""

    kind: str
    high: int
    in_block: bool = False

    def check(self, value: Any, at: At) -> None:  # noqa: ANN401 - JSON
        """See `Shape`."""
        Str(self.high).check(value, at)
        block = BLOCK.match(at.pointer) if self.in_block else None
        ids = at.report.ids.setdefault(f"{self.kind} {block[0] if block else ''}", set())
        if isinstance(value, str):
            if value in ids:
                at.complain(f'`{self.kind}` "{value}" already exists', "duplicate")
            ids.add(value)


@dataclass(frozen=True)
class Num:
    """A number; `whole` allows integers only."""

    low: float = -math.inf
    high: float = math.inf
    whole: bool = False

    def check(self, value: Any, at: At) -> None:  # noqa: ANN401 - JSON
        """See `Shape`."""
        kinds = int if self.whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds) or not math.isfinite(value):
            at.complain(f"must be {'an integer' if self.whole else 'a number'}", "invalid_type")
        elif value < self.low:
            at.complain(f"must be at least {self.low}", minimum=self.low)
        elif value > self.high:
            at.complain(f"must be at most {self.high}", maximum=self.high)


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def check(self, value: Any, at: At) -> None:  # noqa: ANN401 - JSON
        """See `Shape`."""
        if not isinstance(value, bool):
            at.complain("must be a boolean", "invalid_type")


@dataclass(frozen=True)
class Anything:
    """Any JSON."""

    def check(self, value: Any, at: At) -> None:  # noqa: ANN401 - JSON
        """See `Shape`."""


@dataclass(frozen=True)
class Zone:
    """A time zone of the IANA database, such as Europe/London."""

    def check(self, value: Any, at: At) -> None:  # noqa: ANN401 - JSON
        """See `Shape`."""
        if value not in available_timezones():
            at.complain("must be a valid timezone")


@dataclass(frozen=True)
class OrNull:
    """A shape, or null, as in a table's column_settings, where null skips a column."""

    shape: Shape

    def check(self, value: Any, at: At) -> None:  # noqa: ANN401 - JSON
        """See `Shape`."""
        if value is not None:
            self.shape.check(value, at)


@dataclass(frozen=True)
class Enum:
    """One of a few words."""

    values: Sequence[str]

    def check(self, value: Any, at: At) -> None:  # noqa: ANN401 - JSON
        """See `Shape`."""
        if value not in self.values:
            at.complain(f"must be one of: {', '.join(self.values)}", expected=list(self.values))


@dataclass(frozen=True)
class Items:
    """A list of `low` to `high` items of one shape."""

    item: Shape
    high: int
    low: int = 1

    def check(self, value: Any, at: At) -> None:  # noqa: ANN401 - JSON
        """See `Shape`."""
        if not isinstance(value, list):
            at.complain("must provide an array", "invalid_type")
            return
        if len(value) < self.low:
            at.complain(f"no fewer than {self.low} items allowed", minimum=self.low)
        if len(value) > self.high:
            at.complain(f"no more than {self.high} items allowed", maximum=self.high)
        for index, item in enumerate(value[: self.high]):
            self.item.check(item, at.child(index))


@dataclass(frozen=True)
class Text:
    """A text object; plain_text only, unless `mrkdwn` is allowed."""

    high: int
    mrkdwn: bool = False

    def check(self, value: Any, at: At) -> None:  # noqa: ANN401 - JSON
        """See `Shape`."""
        plain = Obj({"text": Str(self.high, blank=True), "emoji": Flag()}, ("text",))
        kinds = {"plain_text": plain}
        if self.mrkdwn:
            kinds["mrkdwn"] = Obj(
                {"text": Str(self.high, blank=True), "verbatim": Flag()}, ("text",)
            )
        Typed(kinds).check(value, at)


@dataclass(frozen=True)
class Obj:
    """An object with these fields and no others, on these surfaces, for apps with this scope.

    `rules` run only if all its fields are valid.
    """

    fields: Mapping[str, Shape]
    required: Sequence[str] = ()
    surfaces: Sequence[str] = EVERYWHERE
    rules: Sequence[Rule] = ()
    scope: str | None = None

    def check(self, value: Any, at: At) -> None:  # noqa: ANN401 - JSON
        """See `Shape`."""
        if not isinstance(value, dict):
            at.complain("must provide an object", "invalid_type")
            return
        before = len(at.report.problems)
        for name in self.required:
            if name not in value:
                at.complain(f"missing required field: {name}", "missing_field")
        for name, given in value.items():
            shape = self.fields.get(name)
            if shape is None:
                at.complain(f"invalid additional property: {name}", "additional_property")
            else:
                shape.check(given, at.child(name))
        if len(at.report.problems) == before:
            for rule in self.rules:
                rule(value, at)


@dataclass(frozen=True)
class Typed:
    """An object whose `type` says which shape it must have."""

    kinds: Mapping[str, Obj]

    def check(self, value: Any, at: At) -> None:  # noqa: ANN401 - JSON
        """See `Shape`."""
        if not isinstance(value, dict):
            at.complain("must provide an object", "invalid_type")
            return
        if "type" not in value:
            at.complain("missing required field: type", "missing_field")
            return
        kind = value["type"]
        shape = self.kinds.get(kind) if isinstance(kind, str) else None
        if shape is None:
            at.child("type").complain(f"unsupported type: {kind}", "unsupported_type")
        elif at.report.surface not in shape.surfaces:
            where = f"unsupported type: {kind} (not in a {at.report.surface})"
            at.child("type").complain(where, "unsupported_surface", surfaces=list(shape.surfaces))
        elif shape.scope and at.report.grants and shape.scope not in at.report.grants.scopes:
            where = f"unsupported type: {kind} (needs the scope {shape.scope})"
            at.child("type").complain(where, "missing_scope", needed=shape.scope)
        else:
            shape.check({name: given for name, given in value.items() if name != "type"}, at)
