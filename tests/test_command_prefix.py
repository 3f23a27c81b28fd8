"""COMMAND_PREFIX: with `hd-`, our commands are `/hd-jd` and so on, wherever somebody reads one."""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from blocks.commands import COMMANDS
from blocks.gallery import EXAMPLES
from blocks.mrkdwn import escape
from bot import manifest
from bot.features.routes import ROUTES
from bot.settings import MOST_COMMAND_CHARACTERS
from bot.slack.command_names import CommandNames
from bot.slack.replies import Reply
from tests.blocks.examples import example
from tests.desk import (
    ROOT,
    as_form,
    command,
    make_settings,
    own_database,
    run_desk,
    submission,
)
from tests.raw_http import form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hiring.guide.role import Guide

NAMES = CommandNames("hd-")
SHORT = re.compile(rf"(?<![\w/-])/(?:{'|'.join(name[1:] for name in COMMANDS)})\b")


def read_texts(part: Any, name: str = "") -> Iterator[str]:  # noqa: ANN401 - JSON
    """Every text of a payload that somebody can read."""
    if isinstance(part, dict):
        for key, inner in part.items():
            yield from read_texts(inner, key)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from read_texts(inner, name)
    elif isinstance(part, str) and name not in {"url", "value", "private_metadata"}:
        yield part


def find_short(payload: Any) -> list[str]:  # noqa: ANN401 - JSON
    return [text for text in read_texts(payload) if SHORT.search(text)]


def test_the_names_are_those_of_the_routes() -> None:
    assert set(COMMANDS) == ROUTES.commands.keys()
    renamed = ROUTES.rename_commands(NAMES)
    assert renamed.commands.keys() == {f"/hd-{name[1:]}" for name in COMMANDS}
    assert [*renamed.commands.values()] == [*ROUTES.commands.values()]


def test_the_longest_prefix_leaves_room_for_every_command() -> None:
    most = MOST_COMMAND_CHARACTERS - max(map(len, COMMANDS))
    prefixed = manifest.build_manifest(make_settings(command_prefix="x" * most))
    lengths = [len(entry["command"]) for entry in prefixed["features"]["slash_commands"]]
    assert max(lengths) == MOST_COMMAND_CHARACTERS


def test_the_manifest_names_them_in_its_commands_and_in_its_texts() -> None:
    plain, prefixed = (
        manifest.build_manifest(make_settings(command_prefix=prefix)) for prefix in ("", "hd-")
    )
    assert plain == manifest.read_manifest()
    assert find_short(plain)
    assert find_short(prefixed) == []


def test_a_sentence_names_a_command_in_backticks() -> None:
    """By that it is found. Nobody in Slack sees docstrings and routes, which name commands too."""
    wrong = []
    for room in ("bot", "blocks", "hiring"):
        for path in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            wrong += [
                f"{path.relative_to(ROOT)}:{node.lineno}"
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and node not in docstrings
                and node.value not in COMMANDS
                and SHORT.search(re.sub(f"`{SHORT.pattern}", "", node.value))
            ]
    assert not wrong


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_message_or_modal_names_a_command_without_its_prefix(
    name: str, two_roles: Guide
) -> None:
    payload = example(name, two_roles)
    assert find_short(NAMES.rename_in_payload(payload)) == []
    assert CommandNames().rename_in_payload(payload) is payload


@pytest.mark.parametrize("name", [name for name in EXAMPLES if not name.startswith("notice")])
def test_what_somebody_typed_stays_as_they_typed_it(name: str, two_roles: Guide) -> None:
    """A notice is a sentence of ours, in which what was typed stands in quotation marks."""
    payload = NAMES.rename_in_payload(example(name, two_roles, "typed `/jd` typed"))
    assert "hd-jd` typed" not in json.dumps(payload, ensure_ascii=False)


def test_the_mark_is_only_where_a_command_was_typed() -> None:
    for text in ("`/usr/bin`", "/jd", "`jd`", "`/jdx`"):
        assert escape(text) == text
    assert escape("`/jd`") != "`/jd`"


def test_errors_of_a_form_are_renamed_whatever_its_fields_are_called() -> None:
    body = {"response_action": "errors", "errors": {"place": "Type `/salary`.", "text": "`/jd`"}}
    renamed = json.loads(NAMES.rename_in_reply(Reply(json.dumps(body))).body)
    assert renamed["errors"] == {"place": "Type `/hd-salary`.", "text": "`/hd-jd`"}


async def test_a_desk_with_a_prefix_answers_to_it_and_says_it(
    guide: Guide, valkey_socket: Path, tmp_path: Path
) -> None:
    prefixed = tmp_path / "manifest.yml"
    settings = make_settings(command_prefix="hd-")
    prefixed.write_text(manifest.write_yaml(manifest.build_manifest(settings)), encoding="utf-8")
    with own_database(valkey_socket, 9) as url:
        async with run_desk(guide, url, manifest=prefixed, command_prefix="hd-") as desk:
            answers = [
                await desk.post(form(command("help", command=f"/hd-{name[1:]}")))
                for name in COMMANDS
            ]
            answers += [
                await desk.post(form(command("london", command="/hd-salary"))),
                await desk.post(form(command("nowhere", command="/hd-salary"))),
                await desk.post(form(command("", command="/salary"))),  # another app's now
                await desk.post(as_form(submission("salary.form", {"base": {"base": {}}}))),
            ]
            for answer in answers:
                assert answer.status == 200
                assert find_short(answer.json) == []
            assert "`/hd-salary help`" in answers[-2].json["text"]
            maya = desk.workspace.person("maya")
            await maya.say("#general", "/hd-debrief list")
            assert find_short(await maya.sees("#general")) == []
            # What is published goes through the Web API.
            await maya.say("#hiring-ai-lead", "/hd-salary london")
            await maya.press((await maya.sees("#hiring-ai-lead"))[-1], "Share in channel")
            await maya.until(
                lambda screen: "`/hd-salary`" in json.dumps(screen["messages"]["C0HIRING"])
            )
