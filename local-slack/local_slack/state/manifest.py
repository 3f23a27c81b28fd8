from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import yaml
from yaml.nodes import MappingNode

from local_slack.errors import StartError
from local_slack.state import manifest_check, yaml_file
from local_slack.state.steps import Step, read_steps

if TYPE_CHECKING:
    from pathlib import Path

    from yaml.nodes import Node

ADVICE = (
    " Name your app's manifest with --manifest; Slack shows it in the app's settings, under App "
    "Manifest."
)


@dataclass(frozen=True)
class Command:
    """A slash command: its name with the slash, and what the composer's completion shows."""

    command: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True)
class Shortcut:
    """A global or message shortcut."""

    name: str
    type: str
    callback_id: str
    description: str


@dataclass(frozen=True)
class Manifest:
    """The part of manifest.yml that a workspace acts on.

    `assistant` is "assistant" or "agent", by the view that the app has, or empty; `prompts` are
    what its new chats suggest.

    The tabs are those of the app's own page. Where `messages_read_only`, nobody can type there.
    `metadata_subscriptions`: pairs of an app's id and an event_type.
    `options_path`: the path of the app's address for the choices of external selects, None if it
    is that of all other requests.
    `interactivity`: whether clicks, forms and shortcuts are sent to the app. `remarks`: what is
    odd, a sentence for each.
    """

    name: str
    bot_name: str
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    scopes: frozenset[str]
    events: frozenset[str]
    metadata_subscriptions: tuple[tuple[str, str], ...]
    unfurl_domains: tuple[str, ...]
    home_tab: bool
    options_path: str | None
    messages_tab: bool
    messages_read_only: bool
    assistant: str
    prompts: tuple[dict[str, str], ...]
    steps: tuple[Step, ...]
    interactivity: bool
    socket_mode: bool
    remarks: tuple[str, ...] = ()

    def tabs(self) -> list[str]:
        """The tabs of the app's own page, in Slack's order."""
        enabled = {"home": self.home_tab, "messages": self.messages_tab}
        return [tab for tab, is_enabled in enabled.items() if is_enabled]


def load(path: Path) -> Manifest:
    """Read a manifest, YAML or JSON.

    Raises StartError if it is missing, unreadable or not what Slack takes, with a line for each
    problem.
    """
    source, root = _read_source(path)
    problems = manifest_check.find_problems(source, root)
    remarks = tuple(f"{path}, line {line}: {each.sentence}" for line, each in problems)
    if any(each.refused for _, each in problems):
        raise StartError("\n".join(remarks))
    return replace(_read(source), remarks=remarks)


def _read_source(path: Path) -> tuple[dict[str, Any], Node]:
    """What a file holds, and the nodes that know its lines."""
    text = yaml_file.read_text(path, ADVICE)
    source: Any = None
    if path.suffix == ".json":
        try:
            source = json.loads(text)
        except ValueError as error:
            raise StartError(_describe_json_error(path, error)) from error
        # JSON may be indented with tabs, which YAML refuses.
        text = text.replace("\t", " ")
    root = yaml_file.compose(path, text)
    if not isinstance(root, MappingNode):
        raise StartError(f"{path} is not a manifest: it has no keys and values.")
    if path.suffix != ".json":
        try:
            source = yaml.load(text, yaml_file.FAST_LOADER)  # noqa: S506 - a safe one
        except yaml.YAMLError as error:
            raise StartError(yaml_file.describe_error(path, error)) from error
        except ValueError as error:
            raise StartError(f"{path} cannot be read: {error}.") from error
    return source, root


def _describe_json_error(path: Path, error: ValueError) -> str:
    if not isinstance(error, json.JSONDecodeError):
        return f"{path} cannot be read: {error}."
    place = f"line {error.lineno}, column {error.colno}"
    return f"{path}, {place}: this is not JSON: {error.msg[0].lower()}{error.msg[1:]}."


def _read(source: dict[str, Any]) -> Manifest:
    features = _section(source, "features")
    app_home = _section(features, "app_home")
    scopes = _section(source, "oauth_config", "scopes")
    events = _section(source, "settings", "event_subscriptions")
    interactivity = _section(source, "settings", "interactivity")
    options_url = interactivity.get("message_menu_options_url")
    has_own = options_url not in {None, interactivity.get("request_url")}
    return Manifest(
        name=_section(source, "display_information").get("name", "App"),
        bot_name=_section(features, "bot_user").get("display_name", "App"),
        commands=tuple(
            Command(
                command=command["command"],
                description=command.get("description", ""),
                usage_hint=command.get("usage_hint", ""),
                should_escape=command.get("should_escape", False),
            )
            for command in features.get("slash_commands") or ()
        ),
        shortcuts=tuple(
            Shortcut(
                name=shortcut["name"],
                type=shortcut["type"],
                callback_id=shortcut["callback_id"],
                description=shortcut.get("description", ""),
            )
            for shortcut in features.get("shortcuts") or ()
        ),
        # Installing grants the optional scopes too: nobody can untick them in this workspace.
        scopes=frozenset([*(scopes.get("bot") or ()), *(scopes.get("bot_optional") or ())]),
        events=frozenset(events.get("bot_events") or ()),
        metadata_subscriptions=tuple(
            (each["app_id"], each["event_type"])
            for each in events.get("metadata_subscriptions") or ()
        ),
        unfurl_domains=tuple(features.get("unfurl_domains") or ()),
        home_tab=bool(app_home.get("home_tab_enabled", False)),
        options_path=urlsplit(str(options_url)).path if has_own else None,
        messages_tab=bool(app_home.get("messages_tab_enabled", True)),
        # Since 2021 people can write to an app only if it has asked for that.
        messages_read_only=bool(app_home.get("messages_tab_read_only_enabled", True)),
        assistant=next((kind for kind in ("assistant", "agent") if f"{kind}_view" in features), ""),
        prompts=tuple(
            prompt
            for kind in ("assistant_view", "agent_view")
            for prompt in _section(features, kind).get("suggested_prompts") or ()
        ),
        steps=read_steps(source.get("functions") or features.get("functions")),
        interactivity=bool(interactivity.get("is_enabled", False)),
        socket_mode=bool(_section(source, "settings").get("socket_mode_enabled", False)),
    )


def _section(source: dict[str, Any], *keys: str) -> dict[str, Any]:
    """The mapping at a path of keys, or an empty one."""
    for key in keys:
        source = source.get(key) or {}
    return source
