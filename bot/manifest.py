"""The app's manifest: ours, the commands under their prefix, and what extensions add to it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

import yaml

from bot.extensions import DECLARED_IN, ExtensionError, list_declared, load_extensions
from bot.settings import MOST_COMMAND_CHARACTERS
from bot.slack.command_names import CommandNames
from bot.slack.web import EVENTS_PATH, REDIRECT_PATH
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

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
    ours = read_manifest()
    _rename_commands(ours, CommandNames(settings.command_prefix))
    modules = load_extensions(settings.extension_names)
    manifest = ours
    for module in modules:
        addition = getattr(module, "MANIFEST", {})
        manifest = _add(manifest, addition, module.__name__)
    if problems := [
        *_find_names_used_twice(ours, manifest, modules),
        *_find_refused_commands(manifest),
    ]:
        raise ExtensionError(f"EXTENSIONS: {' '.join(problems)}")
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
    raise ExtensionError(
        f"EXTENSIONS: MANIFEST of {module} changes {path}. It can only add to Hiring Desk's "
        "manifest."
    )


def _find_names_used_twice(
    ours: Json, manifest: Json, modules: Sequence[ModuleType]
) -> Iterator[str]:
    """Slack refuses a manifest in which a name is there twice. Says who declares it."""
    for kind, (part, field) in DECLARED_IN.items():
        names = [entry[field] for entry in manifest["features"][part]]
        our_names = {entry[field] for entry in ours["features"][part]}
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            declaring = [
                module.__name__ for module in modules if name in list_declared(module, kind)
            ]
            if name in our_names:
                yield (
                    f"{name} is one of Hiring Desk's own {kind}s: choose another name in "
                    f"{' and '.join(declaring)}."
                )
            elif len(declaring) > 1:
                yield (
                    f"both {' and '.join(declaring)} declare the {kind} {name}: choose another "
                    "name in one of them."
                )
            else:
                yield f"{declaring[0]} declares the {kind} {name} twice."


def _find_refused_commands(manifest: Json) -> Iterator[str]:
    for entry in manifest["features"]["slash_commands"]:
        name = entry["command"]
        if not re.fullmatch(r"/[a-z0-9_-]+", name) or len(name) > MOST_COMMAND_CHARACTERS:
            yield (
                f"Slack doesn't accept the command {name}: a command begins with a slash, has "
                "small letters, digits, hyphens and underscores, and at most "
                f"{MOST_COMMAND_CHARACTERS} characters."
            )
