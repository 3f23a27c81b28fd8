from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import yaml

from local_slack.errors import StartError
from local_slack.state.steps import Step, read_steps

if TYPE_CHECKING:
    from pathlib import Path


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

    def tabs(self) -> list[str]:
        """The tabs of the app's own page, in Slack's order."""
        enabled = {"home": self.home_tab, "messages": self.messages_tab}
        return [tab for tab, is_enabled in enabled.items() if is_enabled]


def load(path: Path) -> Manifest:
    """Read a manifest, YAML or JSON. What the workspace doesn't act on is ignored.

    Raises StartError if it is missing, unreadable or not a manifest.
    """
    try:
        text = path.read_text(encoding="utf-8")
        # JSON may be indented with tabs, which YAML refuses.
        source = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except FileNotFoundError as error:
        raise StartError(
            f"There is no file {path}. Name your app's manifest with --manifest; Slack shows it in "
            "the app's settings, under App Manifest."
        ) from error
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise StartError(f"The manifest {path} cannot be read: {reason}.") from error
    except (ValueError, yaml.YAMLError) as error:
        raise StartError(f"The manifest {path} cannot be read: {_place(error)}") from error
    if not isinstance(source, dict):
        raise StartError(f"The manifest {path} is not a mapping.")
    try:
        return _read(source)
    except KeyError as error:
        raise StartError(f"The manifest {path} lacks a {error.args[0]}.") from error
    except (AttributeError, TypeError) as error:
        raise StartError(f"The manifest {path} does not have the form of a manifest.") from error


def _place(error: Exception) -> str:
    """What is wrong with a text and where, in one line."""
    return " ".join(str(error).split())


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
    )


def _section(source: dict[str, Any], *keys: str) -> dict[str, Any]:
    """The mapping at a path of keys, or an empty one."""
    for key in keys:
        source = source.get(key) or {}
    return source
