"""A record as JSON, and back."""

from __future__ import annotations

import json
from typing import Final

from pydantic import TypeAdapter, ValidationError

from hiring.debriefs.debrief import Debrief
from hiring.debriefs.errors import RecordError

VERSION: Final = 1


def dump(debrief: Debrief) -> bytes:
    """A record as JSON of this version; equal records give equal bytes."""
    whole = {"version": VERSION, "debrief": _adapter().dump_python(debrief, mode="json")}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def load(data: bytes) -> Debrief:
    """The record of some JSON; RecordError unless it is exactly what `dump` writes."""
    try:
        whole = json.loads(data)
        debrief = _adapter().validate_json(json.dumps(whole["debrief"]), strict=True)
    except (ValueError, KeyError, TypeError, ValidationError):
        raise RecordError from None  # the cause would quote the record
    if dump(debrief) != data:
        raise RecordError
    return debrief


def _adapter() -> TypeAdapter[Debrief]:
    return TypeAdapter(Debrief)
