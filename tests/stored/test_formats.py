"""Whatever any version wrote is read; a change of what is written needs a version of its own."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from bot.answers.posting import digest_draft
from bot.store import debriefs, drafts, form_drafts, inboxes, installations, slots
from hiring import preferences
from hiring.debriefs import codec, notes
from hiring.errors import DamagedError, NewerVersionError
from hiring.postings.posting import Blanks
from tests.stored.samples import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.formats import StoredFormat

FORMATS: dict[str, StoredFormat[Any]] = {
    "debrief": codec.FORMAT,
    "history": debriefs.HISTORY,
    "slot": slots.FORMAT,
    "installation": installations.FORMAT,
    "posting_draft": drafts.FORMAT,
    "shared_posting": drafts.FORMAT,
    "form_draft": form_drafts.FORMAT,
    "inbox": inboxes.FORMAT,
    "snooze": inboxes.SNOOZE_FORMAT,
    "notes": notes.FORMAT,
    "preferences": preferences.FORMAT,
}
HOW = (
    "What is written has changed. Add an upgrade function to the format, and to {}.jsonl a line"
    " that has every field of the new version. Never change a line: such values are in stores."
)


def lines(name: str) -> list[bytes]:
    return (FOLDER / "formats" / f"{name}.jsonl").read_bytes().splitlines()


def version_of(line: bytes) -> int:
    version: int = json.loads(line).get("version", 1)
    return version


EXAMPLES = [(name, line) for name in FORMATS for line in lines(name)]


def test_every_format_has_a_file_of_values() -> None:
    files = {file.stem for file in (FOLDER / "formats").glob("*.jsonl")}
    assert files == set(FORMATS)


@pytest.mark.parametrize(("name", "line"), EXAMPLES)
def test_what_any_version_wrote_is_read_and_written_as_the_present_one(
    name: str, line: bytes
) -> None:
    stored_as = FORMATS[name]
    written = stored_as.dump(stored_as.load(line))
    assert version_of(written) == stored_as.version
    assert stored_as.load(written) == stored_as.load(line)
    if version_of(line) == stored_as.version:
        assert json.loads(written) == {"version": stored_as.version} | json.loads(line)


@pytest.mark.parametrize("name", FORMATS)
def test_every_version_has_a_value_to_test_with(name: str) -> None:
    present = FORMATS[name].version
    seen = {version_of(line) for line in lines(name)}
    assert seen == set(range(1, present + 1)), HOW.format(name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_field_or_a_value_is_added_with_a_new_version_only(name: str) -> None:
    """The values of the present version have every field, and show every choice."""
    stored_as = FORMATS[name]
    schema = TypeAdapter(stored_as.type).json_schema()
    all_fields = described(schema, schema)
    values = [json.loads(line) for line in lines(name) if version_of(line) == stored_as.version]
    upgraded = [json.loads(stored_as.dump(stored_as.load(line))) for line in lines(name)]
    shown = {path for value in values for path, _ in leaves(value)} - {"version"}
    choices = {(path, leaf) for value in upgraded for path, leaf in leaves(value)}
    if "properties" in schema:  # a draft is as its form has it
        assert shown == set(all_fields), HOW.format(name)
    for allowed in {frozenset(allowed) for allowed in all_fields.values() if allowed}:
        paths = {path for path, choice in all_fields.items() if choice == allowed}
        assert {leaf for path, leaf in choices if path in paths} == allowed, HOW.format(name)


def test_a_draft_of_a_posting_has_the_fields_of_its_form() -> None:
    values = [json.loads(line) for line in lines("posting_draft")]
    present = [value for value in values if value.get("version") == drafts.FORMAT.version]
    assert {*present[-1]} - {"version"} == {field.name for field in fields(Blanks)}, HOW.format(
        "posting_draft"
    )


def test_a_preview_of_the_first_version_still_acts_on_its_draft() -> None:
    """Its buttons hold a digest of the fields that there were, as they were written."""
    draft = json.loads(lines("posting_draft")[0])
    digest = hashlib.sha256(json.dumps(draft, sort_keys=True).encode()).hexdigest()[:16]
    assert digest_draft(Blanks.from_json(draft)) == digest
    assert digest_draft(Blanks.from_json(draft | {"deadline": "31 January"})) != digest


def described(schema: Any, part: Any, path: str = "") -> dict[str, set[str]]:  # noqa: ANN401 - JSON
    """The fields that a JSON Schema describes, each with what may be chosen for it."""
    if "$ref" in part:
        return described(schema, schema["$defs"][part["$ref"].rpartition("/")[2]], path)
    if "anyOf" in part:
        return described(schema, part["anyOf"][0], path)
    if part.get("type") == "array":
        return described(schema, part["items"], path)
    if "properties" in part:
        fields_of: dict[str, set[str]] = {}
        for name, inner in part["properties"].items():
            fields_of |= described(schema, inner, f"{path}.{name}".lstrip("."))
        return fields_of
    return {path: set(part.get("enum", ()))}


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - JSON
    """What stands in a value: path → what is there. Nothing is there where it is null or empty."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    elif value is not None:
        yield path, value if isinstance(value, str) else None


@pytest.mark.parametrize("name", FORMATS)
def test_a_value_of_a_newer_version_is_refused_and_says_what_to_do(name: str) -> None:
    later = json.loads(lines(name)[-1]) | {"version": FORMATS[name].version + 1, "more": 1}
    with pytest.raises(NewerVersionError, match="update and restart this process"):
        FORMATS[name].load(json.dumps(later).encode())


@pytest.mark.parametrize(
    "name", ["debrief", "history", "slot", "installation", "preferences", "inbox", "snooze"]
)
def test_a_field_that_is_unknown_or_missing_is_refused(name: str) -> None:
    """Nothing is dropped silently, and nothing is made up."""
    value = json.loads(lines(name)[-1])
    first = next(field for field in value if field != "version")
    without = {field: inner for field, inner in value.items() if field != first}
    for broken in (value | {"more": 1}, without):
        with pytest.raises(DamagedError):
            FORMATS[name].load(json.dumps(broken).encode())
