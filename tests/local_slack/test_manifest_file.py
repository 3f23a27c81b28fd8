"""An app's manifest: what Slack refuses stops the start, and what is odd is a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import local_slack
from bot import manifest as own
from local_slack.errors import StartError
from local_slack.state import manifest
from tests.desk import ROOT

if TYPE_CHECKING:
    from pathlib import Path

JSON = dict[str, Any]

GOOD = """\
display_information:
  name: Lunch
  background_color: "#1f3a5f"
features:
  bot_user:
    display_name: Lunch
  slash_commands:
    - command: /lunch
      description: Where to eat
  shortcuts:
    - name: Lunch
      type: global
      callback_id: lunch
      description: Where to eat
  unfurl_domains: [example.com]
oauth_config:
  scopes:
    bot: [commands, "chat:write", "app_mentions:read"]
settings:
  event_subscriptions:
    bot_events: [app_mention]
  interactivity:
    is_enabled: true
  socket_mode_enabled: true
"""


def write(folder: Path, text: str, name: str = "manifest.yml") -> Path:
    file = folder / name
    file.write_text(text)
    return file


def refuse(file: Path) -> list[str]:
    """What is said of a manifest that stops the start, without the file's name."""
    with pytest.raises(StartError) as refused:
        manifest.load(file)
    lines = str(refused.value).splitlines()
    assert all(line.startswith(str(file)) for line in lines)
    return [line.removeprefix(f"{file}, ") for line in lines]


def remark(file: Path) -> list[str]:
    return [line.removeprefix(f"{file}, ") for line in manifest.load(file).remarks]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "bot_events:",
            "bot_event:",
            (
                "line 21: bot_event is not a key of "
                "settings.event_subscriptions. Did you mean bot_events?"
            ),
        ),
        (
            "  slash_commands:",
            "  slash_command:",
            ("line 7: slash_command is not a key of features. Did you mean slash_commands?"),
        ),
        (
            "  interactivity:\n    is_enabled: true\n",
            "  bot_events: [app_mention]\n",
            (
                "line 22: bot_events is not a key of settings. It belongs in "
                "settings.event_subscriptions."
            ),
        ),
        ("  name: Lunch\n  b", "  b", "line 1: name is missing in display_information."),
        (
            "      description: Where to eat\n  shortcuts",
            "  shortcuts",
            "line 8: description is missing in features.slash_commands[0].",
        ),
        (
            "/lunch",
            "lunch",
            (
                "line 8: features.slash_commands[0].command: lunch is refused: it "
                "begins with a slash."
            ),
        ),
        (
            "/lunch",
            "/Lunch",
            (
                "line 8: features.slash_commands[0].command: /Lunch is refused: a "
                "command has no capital letters and no spaces."
            ),
        ),
        (
            "  shortcuts:",
            "    - command: /lunch\n      description: Again\n  shortcuts:",
            "line 10: features.slash_commands[1].command: /lunch is given twice.",
        ),
        (
            "type: global",
            "type: globl",
            (
                "line 12: features.shortcuts[0].type: globl is not one of "
                "message, global. Did you mean global?"
            ),
        ),
        (
            "  name: Lunch\n  b",
            f"  name: {'L' * 36}\n  b",
            "line 2: display_information.name has 36 characters; Slack takes 35.",
        ),
        (
            "  name: Lunch\n  b",
            "  name: 42\n  b",
            ("line 2: display_information.name: a text is expected. Put it in quotation marks."),
        ),
        (
            "enabled: true\n  s",
            "enabled: maybe\n  s",
            "line 23: settings.interactivity.is_enabled: true or false is expected.",
        ),
        ("[example.com]", "example.com", "line 15: features.unfurl_domains: a list is expected."),
        (
            "[example.com]",
            "[]",
            ("line 15: features.unfurl_domains is empty. Leave it out, or list something."),
        ),
        (
            "[example.com]",
            "[a.de, a.de]",
            ("line 15: a.de is listed twice in features.unfurl_domains."),
        ),
        (
            '"#1f3a5f"',
            "blue",
            (
                "line 3: display_information.background_color: blue is refused: it "
                'is a colour such as "#1f3a5f", in quotation marks.'
            ),
        ),
        (
            "settings:\n",
            "settings:\n  interactivity: {is_enabled: false}\n",
            "line 23: interactivity is given twice in settings.",
        ),
        (
            "settings:\n",
            "functions:\nsettings:\n",
            ("line 19: functions: keys and values are expected."),
        ),
    ],
)
def test_what_slack_refuses_is_named_with_its_line(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert before in GOOD
    assert refuse(write(tmp_path, GOOD.replace(before, after))) == [said]


def test_all_problems_are_named_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("bot_events", "bot_event").replace("/lunch", "lunch")
    text = text.replace("chat:write", "chat:wirte")
    text = text.replace("  bot_user:\n    display_name: Lunch\n", "")
    assert [line.split(": ", 1) for line in refuse(write(tmp_path, text))] == [
        ["line 5", "Slash commands need a bot: add features.bot_user."],
        ["line 6", "features.slash_commands[0].command: lunch is refused: it begins with a slash."],
        ["line 15", "Bot scopes need a bot: add features.bot_user."],
        [
            "line 16",
            "Slack has no scope chat:wirte, as far as local-slack knows. Did you mean chat:write?",
        ],
        [
            "line 19",
            ("bot_event is not a key of settings.event_subscriptions. Did you mean bot_events?"),
        ],
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "features:\n",
            "features:\n  telepathy: {}\n",
            "line 5: telepathy is not a key of features. local-slack does not know it.",
        ),
        (
            "chat:write",
            "chat:wirte",
            (
                "line 18: Slack has no scope chat:wirte, as far as "
                "local-slack knows. Did you mean chat:write?"
            ),
        ),
        ("commands, ", "", "line 7: Slash commands need the bot scope commands."),
        (
            "enabled: true\n  socket_mode_enabled: true",
            "enabled: false",
            (
                "line 20: Slack wants a request_url in settings.event_subscriptions, or "
                "settings.socket_mode_enabled. local-slack does without."
            ),
        ),
    ],
)
def test_what_may_be_newer_than_this_package_stops_nobody(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert before in GOOD
    assert remark(write(tmp_path, GOOD.replace(before, after))) == [said]


async def test_what_is_odd_is_said_at_the_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = write(tmp_path, GOOD.replace("chat:write", "chat:wirte"))
    async with local_slack.serve(local_slack.Settings((local_slack.AppSettings(file),))):
        pass
    [said] = [record.getMessage() for record in caplog.records]
    assert said.startswith(f"{file}, line 18: Slack has no scope chat:wirte")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "m.yml",
            "a:\n  b: [",
            "line 2, column 7: this is not YAML: what begins there does not end.",
        ),
        (
            "m.yml",
            'a:\n  b: "c\nd: e',
            "line 2, column 6: this is not YAML: what begins there does not end.",
        ),
        (
            "m.yml",
            "a:\n  - [b",
            "line 2, column 5: this is not YAML: what begins there does not end.",
        ),
        (
            "m.yml",
            "a:\n\tb: 1",
            (
                "line 2, column 1: this is not YAML: it is indented with a tab, "
                "and YAML takes only spaces."
            ),
        ),
        (
            "m.json",
            '{"a": 1\n "b": 2}',
            ("line 2, column 2: this is not JSON: expecting ',' delimiter."),
        ),
        (
            "m.json",
            '{\n\t"display_information": {\n\t\t"name": ""}}',
            "line 3: display_information.name is empty.",
        ),
    ],
)
def test_a_broken_file_is_one_sentence_with_the_place(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    assert refuse(write(tmp_path, text, name)) == [said]


@pytest.mark.parametrize("text", ["", "- a", "text", "2024-13-45", "\x00"])
def test_a_file_that_is_no_manifest_is_one_sentence(tmp_path: Path, text: str) -> None:
    [said] = refuse(write(tmp_path, text))
    assert "is not a manifest" in said or "not YAML" in said


@pytest.mark.parametrize("url", [None, "https://desk.example.com"])
def test_hiring_desks_own_manifests_are_accepted_without_a_word(
    tmp_path: Path, url: str | None
) -> None:
    source = own.read_manifest()
    if url:
        source = own.adapt_for_http(source, url, oauth=True)
    assert remark(write(tmp_path, own.write_yaml(source))) == []


@pytest.mark.parametrize("language", ["python", "javascript"])
def test_the_examples_manifests_are_accepted_without_a_word(language: str) -> None:
    assert not remark(ROOT / "local-slack" / "examples" / language / "manifest.yml")


@pytest.mark.parametrize("version", [1, 2])
def test_each_version_has_its_own_form_of_functions(tmp_path: Path, version: int) -> None:
    function: JSON = {"title": "Greet", "description": "Says hello"}
    bare: JSON = function | {"input_parameters": {}, "output_parameters": {}}
    nested: JSON = {"properties": {}, "required": []}
    source = {
        "_metadata": {"major_version": version},
        "display_information": {"name": "Greeter"},
        "functions": {
            "greet": bare
            if version == 1
            else function | {"input_parameters": nested, "output_parameters": nested}
        },
    }
    file = write(tmp_path, json.dumps(source), "manifest.json")
    assert [step.title for step in manifest.load(file).steps] == ["Greet"]
    if version == 2:
        source["functions"] = {"greet": bare}
        assert "properties is missing in functions.greet.input_parameters" in "".join(
            refuse(write(tmp_path, json.dumps(source), "manifest.json"))
        )
