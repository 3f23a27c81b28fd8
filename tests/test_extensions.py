"""What is wrong with an extension is said before anybody meets it, naming EXTENSIONS."""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from bot import manifest
from bot.extensions import ExtensionError, check_extensions
from bot.features.routes import ROUTES
from bot.settings import MOST_COMMAND_CHARACTERS
from tests.desk import make_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from slack_bolt.async_app import AsyncApp


async def listen() -> None:
    """A listener."""


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    """Write a module, and return its name."""
    monkeypatch.syspath_prepend(tmp_path)

    def write_module(name: str, text: str) -> str:
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        monkeypatch.delitem(sys.modules, name, raising=False)
        return name

    return write_module


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Make a module of these listeners, and return its name."""

    def make_module(
        name: str,
        register: Callable[[AsyncApp], object],
        addition: Any = {},  # noqa: ANN401, B006 - nothing changes it
    ) -> str:
        extension = ModuleType(name)
        extension.register = register  # type: ignore[attr-defined]
        extension.MANIFEST = addition  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, name, extension)
        return name

    return make_module


NO_START = {
    "no module": ("ours_gone", None, "names ours_gone, but there is no module ours_gone"),
    "no package": ("gone.slack", None, "names gone.slack, but there is no module gone"),
    "needs another": ("ours_a", "import not_installed_here", "needs the module not_installed_here"),
    "fails": (
        "ours_b",
        "raise ValueError('what-it-was-about')",
        "importing ours_b failed",
    ),
    "is no Python": (
        "ours_c",
        "x = 1\ndef",
        "ours_c failed with SyntaxError (FOLDER/ours_c.py:2).",
    ),
    "fails at import": (
        "ours_g",
        "import json\n\njson.loads('what-it-was-about')",
        "ours_g failed with JSONDecodeError in <module> (FOLDER/ours_g.py:3).",
    ),
    "registers nothing": ("ours_d", "register = 1", "no function register(app)"),
    "registers later": (
        "ours_h",
        "async def register(app):\n    pass",
        "in ours_h, register must be an ordinary function, not async.",
    ),
    "takes nothing": (
        "ours_i",
        "def register():\n    pass",
        "in ours_i, register must take one argument, the app.",
    ),
    "takes too much": (
        "ours_j",
        "def register(app, settings):\n    pass",
        "in ours_j, register must take one argument, the app.",
    ),
    "fails to register": (
        "ours_e",
        "def register(app):\n    raise ValueError('what-it-was-about')",
        "register() of ours_e failed with ValueError in register (FOLDER/ours_e.py:2).",
    ),
    "registers no coroutine": (
        "ours_f",
        "def register(app):\n    app.command('/x')(lambda ack: None)",
        "register() of ours_f failed with BoltError in register (FOLDER/ours_f.py:2).",
    ),
}


@pytest.mark.parametrize("case", NO_START)
def test_an_extension_that_cannot_be_used_stops_the_start_with_one_sentence(
    case: str, write: Callable[[str, str], str], tmp_path: Path
) -> None:
    name, text, sentence = NO_START[case]
    if text is not None:
        write(name, text)
    with pytest.raises(ExtensionError) as raised:
        check_extensions((name,), ROUTES)
    assert raised.value.sentence.startswith("EXTENSIONS")
    assert sentence.replace("FOLDER", str(tmp_path)) in raised.value.sentence
    assert "what-it-was-about" not in raised.value.sentence
    assert "\n" not in raised.value.sentence


def command(name: str) -> dict[str, Any]:
    return {"features": {"slash_commands": [{"command": name, "description": "Sample"}]}}


REGISTRATIONS: dict[str, tuple[Callable[[AsyncApp], object], str | None]] = {
    "our command": (lambda app: app.command("/jd")(listen), "the command /jd, which is Hiring"),
    "a pattern of ours": (
        lambda app: app.command(re.compile("^/j"))(listen),
        "pattern ^/j, which also",
    ),
    "our button": (lambda app: app.action("debrief.file")(listen), "the action_id debrief.file,"),
    "our numbered button": (
        lambda app: app.action({"action_id": "salary.read:2"})(listen),
        "the action_id salary.read,",
    ),
    "our button as a block": (
        lambda app: app.block_action("debrief.file")(listen),
        "the action_id debrief.file,",
    ),
    "our form": (lambda app: app.view("debrief.file.form")(listen), "the modal debrief.file.form,"),
    "our form, submitted": (
        lambda app: app.view_submission("debrief.file.form")(listen),
        "the modal debrief.file.form,",
    ),
    "our shortcut": (
        lambda app: app.shortcut("debrief.open")(listen),
        "the shortcut debrief.open,",
    ),
    "our global shortcut": (
        lambda app: app.global_shortcut("debrief.open")(listen),
        "the shortcut debrief.open,",
    ),
    "our shortcut on messages": (
        lambda app: app.message_shortcut("debrief.open.here")(listen),
        "the shortcut debrief.open.here,",
    ),
    "a pattern of everything": (
        lambda app: app.action(re.compile(".*"))(listen),
        "the pattern .*, which also matches Hiring Desk's own, such as the action_id ",
    ),
    "a narrowed pattern": (
        lambda app: app.action({"action_id": re.compile(".*"), "block_id": "x"})(listen),
        None,
    ),
    "undeclared": (lambda app: app.command("/new")(listen), "no MANIFEST declares it"),
    "every command": (
        lambda app: app.command(re.compile(".*"))(listen),
        "the pattern .*, which also matches Hiring Desk's own, such as the command /",
    ),
    "our event": (lambda app: app.event("app_home_opened")(listen), None),
    "our form, closed": (
        lambda app: app.view({"type": "view_closed", "callback_id": "debrief.file.form"})(listen),
        None,
    ),
    "a button by its block": (lambda app: app.action({"block_id": "x"})(listen), None),
}


@pytest.mark.parametrize("case", REGISTRATIONS)
def test_a_listener_that_is_never_reached_is_named(case: str, module: Callable[..., str]) -> None:
    register, sentence = REGISTRATIONS[case]
    problems = check_extensions((module("ours", register),), ROUTES)
    if sentence is None:
        assert problems == []
    else:
        assert problems[0].startswith("EXTENSIONS: ours listens to ")
        assert sentence in problems[0]


def test_a_pattern_that_matches_many_of_ours_is_named_once(module: Callable[..., str]) -> None:
    name = module("ours", lambda app: app.action(re.compile(r"^debrief\."))(listen))
    assert len(check_extensions((name,), ROUTES)) == 1


def test_two_extensions_for_one_button_are_named(module: Callable[..., str]) -> None:
    def register(app: AsyncApp) -> None:
        app.action("refer")(listen)

    def narrow(app: AsyncApp) -> None:
        app.action("refer", matchers=[matches])(listen)

    async def matches() -> bool:
        return True

    names = module("ours_a", register), module("ours_b", register)
    (problem,) = check_extensions(names, ROUTES)
    assert problem == (
        "EXTENSIONS: ours_a and ours_b both listen to the action_id refer, so the listener of "
        "ours_b is never reached."
    )
    names = module("ours_a", narrow), module("ours_b", register)
    assert check_extensions(names, ROUTES) == []


def test_a_command_without_a_listener_is_named(module: Callable[..., str]) -> None:
    name = module("ours", lambda _: None, command("/new"))
    assert check_extensions((name,), ROUTES) == [
        "EXTENSIONS: ours declares the command /new, but nothing listens to it."
    ]


def test_what_is_in_order_is_no_problem() -> None:
    assert check_extensions(("examples.refer",), ROUTES) == []


# --- the manifest ---


SHAPES: dict[str, tuple[Any, str]] = {
    "a string": ("x", "MANIFEST isn't a mapping"),
    "a list": (["x"], "MANIFEST isn't a mapping"),
    "nothing": (None, "MANIFEST isn't a mapping"),
    "a number": (5, "MANIFEST isn't a mapping"),
    "features": ({"features": "x"}, "features that aren't a mapping"),
    "no list": ({"features": {"slash_commands": {}}}, "features.slash_commands that isn't a list"),
    "an entry": ({"features": {"slash_commands": ["x"]}}, "slash_commands with no command"),
    "no command": ({"features": {"slash_commands": [{"description": "x"}]}}, "with no command"),
    "a name": ({"features": {"shortcuts": [{"callback_id": 5}]}}, "shortcuts with no callback_id"),
}


@pytest.mark.parametrize("case", SHAPES)
def test_a_manifest_of_another_shape_stops_the_start_with_one_sentence(
    case: str, module: Callable[..., str]
) -> None:
    addition, sentence = SHAPES[case]
    with pytest.raises(ExtensionError) as raised:
        check_extensions((module("ours", lambda _: None, addition),), ROUTES)
    assert raised.value.sentence.startswith("EXTENSIONS: in ours, MANIFEST ")
    assert sentence in raised.value.sentence


def built(module_name: str) -> dict[str, Any]:
    return manifest.build_manifest(make_settings(extensions=module_name))


def test_the_manifest_has_what_an_extension_adds(module: Callable[..., str]) -> None:
    """Lists grow, each entry is there once, and a scope that it needs is not optional any more."""
    name = module(
        "ours",
        lambda _: None,
        {
            **command("/new"),
            "oauth_config": {"scopes": {"bot": ["chat:write", "im:history", "reactions:read"]}},
            "settings": {"event_subscriptions": {"bot_events": ["reaction_added"]}},
            "functions": {"score": {"title": "Score"}},
        },
    )
    ours, extended = manifest.read_manifest(), built(name)
    commands = [entry["command"] for entry in extended["features"]["slash_commands"]]
    assert commands == [*(x["command"] for x in ours["features"]["slash_commands"]), "/new"]
    scopes, before = extended["oauth_config"]["scopes"], ours["oauth_config"]["scopes"]
    assert scopes["bot"] == [*before["bot"], "im:history", "reactions:read"]
    assert scopes["bot_optional"] == [x for x in before["bot_optional"] if x != "im:history"]
    assert extended["settings"]["event_subscriptions"]["bot_events"][-1] == "reaction_added"
    assert extended["functions"] == {"score": {"title": "Score"}}
    assert "/new" in str(manifest.adapt_for_http(extended, "https://desk.example.com"))


REFUSED: dict[str, tuple[Any, str]] = {
    "changes ours": ({"settings": {"socket_mode_enabled": False}}, "changes settings.socket_mode"),
    "our command": (
        command("/jd"),
        "/jd is one of Hiring Desk's own commands: choose another name in ours.",
    ),
    "our shortcut": (
        {"features": {"shortcuts": [{"callback_id": "debrief.open", "name": "x"}]}},
        "debrief.open is one of Hiring Desk's own shortcuts: choose another name in ours.",
    ),
    "twice": (
        {"features": {"slash_commands": [{"command": "/x"}, {"command": "/x", "url": "x"}]}},
        "ours declares the command /x twice.",
    ),
    "too long": (command("/" + "x" * MOST_COMMAND_CHARACTERS), "at most 32 characters"),
    "no slash": (command("refer"), "begins with a slash"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_manifest_that_slack_or_we_would_refuse_is_said_to_be(
    case: str, module: Callable[..., str]
) -> None:
    addition, sentence = REFUSED[case]
    with pytest.raises(ExtensionError) as raised:
        built(module("ours", lambda _: None, addition))
    assert raised.value.sentence.startswith("EXTENSIONS: ")
    assert sentence in raised.value.sentence


def test_two_extensions_that_declare_one_command_are_both_named(module: Callable[..., str]) -> None:
    """Every conflict is in the sentence, so that one look is enough."""
    other = {"features": {"slash_commands": [{"command": "/kudos"}, {"command": "/jd"}]}}
    names = (
        module("ours_a", lambda _: None, command("/kudos")),
        module("ours_b", lambda _: None, other),
    )
    with pytest.raises(ExtensionError) as raised:
        built(",".join(names))
    assert "both ours_a and ours_b declare the command /kudos" in raised.value.sentence
    assert "choose another name in ours_b." in raised.value.sentence


def test_with_a_prefix_an_extension_may_have_our_short_names(module: Callable[..., str]) -> None:
    name = module("ours", lambda app: app.command("/jd")(listen), command("/jd"))
    settings = make_settings(extensions=name, command_prefix="hd-")
    commands = manifest.build_manifest(settings)["features"]["slash_commands"]
    assert {"/jd", "/hd-jd"} <= {entry["command"] for entry in commands}
