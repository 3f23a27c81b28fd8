"""A record as JSON, and back.

A record of another shape needs another version, and a function that brings older ones up to it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from pydantic import TypeAdapter, ValidationError

from hiring.debriefs.debrief import Debrief  # noqa: TC001 - pydantic reads the type
from hiring.debriefs.errors import RecordError

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class _Record:
    version: Literal[1]
    debrief: Debrief


def dump(debrief: Debrief) -> bytes:
    """A record as JSON; equal records give equal bytes."""
    return _adapter().dump_json(_Record(VERSION, debrief))


def load(data: bytes) -> Debrief:
    """The record of some JSON; RecordError for another version, or anything missing or more."""
    try:
        debrief = _adapter().validate_json(data, strict=True).debrief
    except ValidationError:
        raise RecordError from None  # the cause would quote the record
    if _in_order(dump(debrief)) != _in_order(data):
        raise RecordError
    return debrief


def _in_order(data: bytes) -> str:
    return json.dumps(json.loads(data), sort_keys=True)


@cache
def _adapter() -> TypeAdapter[_Record]:
    return TypeAdapter(_Record)
