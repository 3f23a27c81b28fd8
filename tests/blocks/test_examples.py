"""Every message and modal, by its EXAMPLE: what it is, what Slack takes, and what it must not do.

Golden files hold each one as JSON. After a change that is meant, look at the new ones and keep
them: `pytest tests/blocks --renew-golden`.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from blocks import kit
from blocks.gallery import EXAMPLES
from local_slack.block_kit import check, schema
from tests.blocks.examples import example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.guide.role import Guide

    JSON = dict[str, Any]

GOLDEN = Path(__file__).parent / "golden"
RENEW = "renew it by `pytest tests/blocks --renew-golden`, and look at what has changed"

HOSTILE = {
    "mention of everyone": "<!channel> <!here> <!everyone>",
    "mention of a person": "<@U0SAM> <@U0SAM|sam>",
    "mention of a group": "<!subteam^S0GROUP|all>",
    "link": "<https://example.com|click here> <mailto:a@example.com|write>",
    "channel": "<#C0HIRING|private>",
    "escaped already": "&lt;!channel&gt; &amp;lt;",
    "markup": "*bold* _italics_ ~gone~ `code` ```block``` > quote",
    "unclosed markup": "*_~`",
    "end of a section": "]]> --> */ </script>",
    "template": "{0} {typed} {{7*7}} {% raw %} %s %(x)s $x",
    "quotes": "\"'\\ \\n \\u0000",
    "control characters": "a\x00b\x07c\x1b[31md\x7fe\x85f",
    "lines": "a\nb\r\nc\u2028d\u2029e\x0bf",
    "direction overrides": "\u202ecod.exe\u202c \u2066x\u2069 \u200f",
    "lone surrogate": "a\ud800b\udfffc",
    "emoji": "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}\N{WAVING BLACK FLAG} :tada:",
    "combining": "e" + "\u0301" * 100,
    "invisible": "\ufeff\u200b\u00a0",
    "only blanks": " \t\n ",
    "empty": "",
    "3,000 characters": "x" * 3000,
    "3,000 ampersands": "&" * 3000,
    "3,000 emoji": "\N{GRINNING FACE}" * 3000,
    "3,000 characters in words": "word " * 600,
}
# A whole posting goes as a file where it is too long for a message.
MAY_BE_TOO_LONG = {"jd.shared", "jd.shared_not_editable"}
# What we write ourselves: a person, a channel, a date.
OURS = re.compile(r"<(@U[0-9A-Z]+|#C[0-9A-Z]+|!date\^\d+\^[^<>|]*\|[^<>|]*)>")
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(name: str, guide: Guide) -> Iterator[tuple[str, JSON]]:
    yield "native", example(name, guide)
    yield "text", example(name, guide, native=False)


def objects(part: Any) -> Iterator[JSON]:  # noqa: ANN401 - JSON
    if isinstance(part, dict):
        yield part
        for inner in part.values():
            yield from objects(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from objects(inner)


def parsed(payload: JSON) -> Iterator[str]:
    """Every text that Slack's parser reads."""
    if isinstance(payload.get("text"), str):
        yield payload["text"]
    yield from (part["text"] for part in objects(payload) if part.get("type") == "mrkdwn")


def strings(part: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for inner in part.values():
            yield from strings(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from strings(inner)


def is_view(payload: JSON) -> bool:
    return payload.get("type") in {schema.MODAL, schema.HOME}


def accepted(payload: JSON) -> None:
    """Slack would take it. Raises SlackError, which names what it would refuse."""
    if is_view(payload):
        check.view(payload, payload["type"])
    else:
        check.message(payload["text"], payload["blocks"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_as_its_golden_file_has_it(
    name: str, guide: Guide, request: pytest.FixtureRequest
) -> None:
    golden_ = json.dumps(dict(shown(name, guide)), indent=1, ensure_ascii=False) + "\n"
    golden = GOLDEN / f"{name}.json"
    if request.config.getoption("--renew-golden"):
        golden.write_text(golden_, encoding="utf-8")
    assert golden.is_file(), RENEW
    assert json.loads(golden_) == json.loads(golden.read_text(encoding="utf-8")), RENEW


def test_no_golden_file_is_left_over(request: pytest.FixtureRequest) -> None:
    left = [file for file in GOLDEN.iterdir() if file.stem not in EXAMPLES]
    if request.config.getoption("--renew-golden"):
        for file in left:
            file.unlink()
    assert [file.name for file in GOLDEN.iterdir() if file.stem not in EXAMPLES] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_slack_takes_every_example(name: str, guide: Guide, two_roles: Guide) -> None:
    """With one role and with several, which adds pickers; and well under Slack's own limits.

    Around 13,000 characters of blocks as JSON with escapes are refused; we stop at 9,000.
    """
    for _, payload in (*shown(name, guide), *shown(name, two_roles)):
        accepted(payload)
        if not is_view(payload):
            assert len(json.dumps(payload["blocks"])) <= kit.MESSAGE_CHARACTERS
            assert len(payload["text"]) <= kit.TEXT_CHARACTERS


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_looks_as_it_should(name: str, guide: Guide) -> None:
    """The same each time, with one primary button at most, and no native charts if they are off."""
    payload = example(name, guide)
    assert payload == example(name, guide)
    styles = [part.get("style") for part in objects(payload)]
    assert styles.count("primary") <= 1
    kinds = {block["type"] for block in example(name, guide, native=False)["blocks"]}
    assert not kinds & {"data_visualization", "data_table"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_hostile_text_stays_text(name: str, guide: Guide) -> None:
    """No live markup but our own, nothing unseen, and no limit of Slack's broken."""
    takes_text = example(name, guide, "one") != example(name, guide, "other")
    for hostile in HOSTILE.values() if takes_text else [""]:
        for native in (True, False):
            try:
                payload = example(name, guide, hostile, native=native)
            except kit.BlockError:
                assert name in MAY_BE_TOO_LONG
                continue
            accepted(payload)
            for text in parsed(payload):
                assert not re.search("[<>]", OURS.sub("", text)), text
            for text in strings(payload):
                assert not UNSEEN.search(text), text
            json.dumps(payload, ensure_ascii=False).encode()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_text_of_a_message_is_complete(name: str, guide: Guide) -> None:
    """Who hears a message or reads a notification misses no figure of a table or a chart."""
    payload = example(name, guide)
    text = html.unescape(payload["text"]) if isinstance(payload.get("text"), str) else ""
    missing = [figure for figure in figures(payload) if figure.lower() not in text.lower()]
    assert missing == []


def figures(payload: JSON) -> Iterator[str]:
    """The figures in cells of tables, and the points of charts that their labels do not tell."""
    for block in payload["blocks"]:
        if block["type"] in {"data_table", "table"}:
            for row in block["rows"][1:]:
                yield from (cell["text"] for cell in row if re.search(r"\d", cell["text"]))
        if block["type"] == "data_visualization":
            for series in block["chart"].get("series", []):
                for point in series["data"]:
                    told = re.findall(r"\d+", point["label"])
                    yield from told or [f"{point['value']:g}"]
