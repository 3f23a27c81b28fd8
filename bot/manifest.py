"""The app's manifest: ours, the commands under their prefix, and what extensions add to it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

import yaml

from bot.extensions import ExtensionError, load_extensions
from bot.settings import MOST_COMMAND_CHARACTERS
from bot.slack.command_names import CommandNames
from bot.slack.web import EVENTS_PATH, REDIRECT_PATH
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from bot.settings import Settings

Json: TypeAlias = dict[str, Any]

PATH = Path(__file__).parent.parent / "manifest.yml"


def read_manifest() -> Json:
    """Read `manifest.yml`, which is for Socket Mode."""
    manifest: Json = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    return manifest


def build_manifest(settings: Settings) -> Json:
    """Build our manifest with COMMAND_PREFIX and what the MANIFEST of each of EXTENSIONS adds.

    Raises ExtensionError if an extension can't be loaded, or its MANIFEST changes ours.
    """
    manifest = read_manifest()
    _rename_commands(manifest, CommandNames(settings.command_prefix))
    for module in load_extensions(settings.extension_names):
        addition = getattr(module, "MANIFEST", {})
        manifest = _add(manifest, addition, module.__name__)
    _check_names(manifest)
    scopes = manifest["oauth_config"]["scopes"]
    scopes["bot_optional"] = [
        scope for scope in scopes["bot_optional"] if scope not in scopes["bot"]
    ]
    return manifest


def list_scopes(manifest: Json) -> list[str]:
    """List the bot scopes that the app cannot do without."""
    return list(manifest["oauth_config"]["scopes"]["bot"])


def adapt_for_http(manifest: Json, url: str, *, oauth: bool = False) -> Json:
    """Make the manifest for requests to `url`; with `oauth`, for many workspaces.

    Raises HiringDeskError if Slack could not call that address.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise HiringDeskError(f"--url must be an https:// address that Slack can reach: {url!r}.")
    base = url.rstrip("/")
    events = base + EVENTS_PATH
    features, settings = manifest["features"], manifest["settings"]
    adapted: Json = {
        **manifest,
        "features": {
            **features,
            "slash_commands": [
                {"command": entry["command"], "url": events, **entry}
                for entry in features["slash_commands"]
            ],
        },
        "settings": {
            **settings,
            "event_subscriptions": {"request_url": events, **settings["event_subscriptions"]},
            "interactivity": {**settings["interactivity"], "request_url": events},
            "socket_mode_enabled": False,
        },
    }
    if oauth:
        adapted["oauth_config"] = {
            "redirect_urls": [base + REDIRECT_PATH],
            **manifest["oauth_config"],
        }
    return adapted


def write_yaml(manifest: Json) -> str:
    """Write the text to paste into Slack's app settings."""
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=100)


def _rename_commands(manifest: Json, names: CommandNames) -> None:
    information, features = manifest["display_information"], manifest["features"]
    for name in ("description", "long_description"):
        information[name] = names.rename_in_text(information[name])
    for command in features["slash_commands"]:
        command["command"] = names.name(command["command"])


def _add(ours: Any, theirs: Any, module: str, path: str = "") -> Any:  # noqa: ANN401 - JSON
    """Add one part of a manifest to another: lists grow, and nothing that is there changes."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {
            **ours,
            **{
                name: _add(ours.get(name), part, module, f"{path}.{name}".strip("."))
                for name, part in theirs.items()
            },
        }
    if isinstance(ours, list) and isinstance(theirs, list):
        return [*ours, *(entry for entry in theirs if entry not in ours)]
    if ours is None or ours == theirs:
        return theirs
    what = f"changes {path}" if path else "isn't a mapping"
    raise ExtensionError(
        f"EXTENSIONS: MANIFEST of {module} {what}. It can only add to Hiring Desk's manifest."
    )


def _check_names(manifest: Json) -> None:
    """Slack refuses a manifest with such a command, or in which a name is there twice."""
    features = manifest["features"]
    for part, field in (("slash_commands", "command"), ("shortcuts", "callback_id")):
        names = [str(entry.get(field, "")) for entry in features[part]]
        for name in names:
            if not name:
                raise ExtensionError(f"EXTENSIONS: an entry of features.{part} has no {field}.")
            if names.count(name) > 1:
                raise ExtensionError(f"EXTENSIONS: {name} is in features.{part} twice.")
    for entry in features["slash_commands"]:
        name = entry["command"]
        if not re.fullmatch(r"/[a-z0-9_-]+", name) or len(name) > MOST_COMMAND_CHARACTERS:
            raise ExtensionError(
                f"EXTENSIONS: the command {name} isn't one that Slack accepts. It begins with a "
                "slash, has small letters, digits, hyphens and underscores, and at most "
                f"{MOST_COMMAND_CHARACTERS} characters."
            )
