"""`manifest.yml`: what it may say, and that it asks for just what the code uses."""

from __future__ import annotations

import ast
import re
from typing import Any

import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from bot import manifest
from bot.features.routes import ROUTES
from hiring.errors import HiringDeskError
from tests.desk import ROOT

MANIFEST = manifest.read_manifest()
URL = "https://desk.example.com"
FORMS: dict[str, dict[str, Any]] = {
    "socket": MANIFEST,
    "http": manifest.adapt_for_http(MANIFEST, URL),
    "oauth": manifest.adapt_for_http(MANIFEST, URL, oauth=True),
}

# Where a text stands → the characters it may have. Slack: /reference/app-manifest.
LENGTHS = {
    ("display_information", "name"): (1, 35),
    ("display_information", "description"): (1, 140),
    ("display_information", "long_description"): (175, 4000),
    ("features", "bot_user", "display_name"): (1, 80),
}
# A list → how many it may have, and the characters of its entries' fields.
LISTS: dict[tuple[str, ...], tuple[int, dict[str, int]]] = {
    ("features", "slash_commands"): (50, {"command": 32, "description": 2000, "usage_hint": 1000}),
    ("features", "shortcuts"): (10, {"name": 24, "callback_id": 255, "description": 150}),
    ("oauth_config", "redirect_urls"): (1000, {}),
    ("oauth_config", "scopes", "bot"): (255, {}),
    ("oauth_config", "scopes", "bot_optional"): (255, {}),
    ("settings", "event_subscriptions", "bot_events"): (100, {}),
}
PARTS = {"_metadata", "display_information", "features", "oauth_config", "settings"}

# Each method that the code calls, and the scopes that it needs. Slack: /reference/methods.
SCOPES: dict[str, set[str]] = {
    "api.test": set(),
    "apps.connections.open": set(),  # with the app-level token
    "auth.test": set(),
    "blocks.validate": set(),
    "chat.delete": {"chat:write"},
    "chat.getPermalink": set(),
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.history": {"groups:history", "im:history"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.invite": {"groups:write.invites"},  # to a public channel there is no reason
    "conversations.members": {"channels:read", "groups:read"},
    "conversations.open": {"im:write"},
    "conversations.replies": {"groups:history", "im:history"},
    "files.completeUploadExternal": {"files:write"},
    "files.getUploadURLExternal": {"files:write"},
    "users.conversations": {"groups:read"},  # only of private channels
    "users.info": {"users:read"},
    "users.lookupByEmail": {"users:read.email"},
    "views.open": set(),
    "views.publish": set(),
    "views.push": set(),
    "views.update": set(),
}
FAMILIES = "api|apps|auth|blocks|chat|conversations|files|oauth|reactions|users|views"
METHOD = re.compile(rf"({FAMILIES})(\.[a-z][a-zA-Z]*)+")

# Each event, and the scopes that it needs. Slack: /reference/events.
EVENT_SCOPES: dict[str, set[str]] = {
    "app_home_opened": set(),
    "app_uninstalled": set(),
    "channel_id_changed": {"channels:read", "groups:read"},
    "channel_shared": {"channels:read", "groups:read"},
    "group_archive": {"groups:read"},
    "group_deleted": {"groups:read"},
    "group_left": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "tokens_revoked": set(),
    "user_change": {"users:read"},
}


def at(part: Any, path: tuple[str, ...]) -> Any:  # noqa: ANN401 - JSON
    for name in path:
        part = (part or {}).get(name)
    return part


def called() -> set[str]:
    """The methods that the code calls: typed ones of the SDK, and those that it names."""
    nodes = [
        node
        for path in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]
    typed = {
        node.attr.replace("_", ".")
        for node in nodes
        if isinstance(node, ast.Attribute)
        and hasattr(AsyncWebClient, node.attr)
        and re.fullmatch(rf"({FAMILIES})_\w+", node.attr)
    }
    named = {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and METHOD.fullmatch(node.value)
    }
    return (typed | named) - {"api.call"}  # by which the SDK calls all of them


@pytest.mark.parametrize("form", FORMS)
def test_texts_and_lists_keep_to_slacks_limits(form: str) -> None:
    adapted = FORMS[form]
    assert adapted.keys() == PARTS
    for path, (low, high) in LENGTHS.items():
        assert low <= len(at(adapted, path)) <= high, path
    for path, (most, fields) in LISTS.items():
        entries = at(adapted, path) or []
        assert len(entries) <= most
        for entry in entries:
            assert all(len(entry.get(name, "")) <= longest for name, longest in fields.items())
    assert re.fullmatch(r"#[0-9a-f]{6}", adapted["display_information"]["background_color"])
    assert adapted["_metadata"] == {"major_version": 1, "minor_version": 1}
    assert adapted["settings"]["token_rotation_enabled"] is False


def test_every_command_is_named_described_and_shown_how_to_use() -> None:
    """Slack: a name is in small letters and begins with a slash."""
    for command in MANIFEST["features"]["slash_commands"]:
        assert re.fullmatch(r"/[a-z][a-z-]*", command["command"])
        assert command["description"]
        assert "help" in command["usage_hint"]
        assert command["should_escape"] is False


def test_what_the_manifest_names_has_a_handler_and_the_other_way_round() -> None:
    features = MANIFEST["features"]
    assert [entry["command"] for entry in features["slash_commands"]] == list(
        dict.fromkeys(entry["command"] for entry in features["slash_commands"])
    )
    assert {entry["command"] for entry in features["slash_commands"]} == ROUTES.commands.keys()
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert set(events) == ROUTES.events.keys()
    shortcuts = {entry["callback_id"] for entry in features.get("shortcuts", [])}
    assert shortcuts == getattr(ROUTES, "shortcuts", {}).keys()


def test_every_scope_is_needed_and_every_need_has_its_scope() -> None:
    """By the methods called and the events listened to; commands need a scope of their own."""
    unknown = called() - SCOPES.keys() - {"oauth.v2.access", "auth.revoke"}
    assert not unknown, "say in SCOPES what these need"
    needed = {"commands"} if MANIFEST["features"]["slash_commands"] else set()
    needed = needed.union(*(SCOPES[method] for method in called() & SCOPES.keys()))
    needed = needed.union(*(EVENT_SCOPES[event] for event in ROUTES.events))
    scopes = MANIFEST["oauth_config"]["scopes"]
    assert needed == {*scopes["bot"], *scopes.get("bot_optional", [])}
    assert len(set(scopes["bot"])) == len(scopes["bot"])


def test_the_socket_mode_form_has_no_address() -> None:
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert "url" not in str(yaml.safe_dump(MANIFEST))


@pytest.mark.parametrize("form", ["http", "oauth"])
def test_the_http_forms_send_everything_to_one_address(form: str) -> None:
    adapted, events = FORMS[form], f"{URL}/slack/events"
    assert adapted["settings"]["socket_mode_enabled"] is False
    assert adapted["settings"]["event_subscriptions"]["request_url"] == events
    assert adapted["settings"]["interactivity"] == {"is_enabled": True, "request_url": events}
    assert {entry["url"] for entry in adapted["features"]["slash_commands"]} == {events}
    redirects = adapted["oauth_config"].get("redirect_urls")
    assert redirects == ([f"{URL}/slack/oauth_redirect"] if form == "oauth" else None)


@pytest.mark.parametrize("form", FORMS)
def test_the_forms_differ_in_nothing_else(form: str) -> None:
    """What is printed reads back as it was made, and the manifest itself is left alone."""
    adapted = FORMS[form]
    assert yaml.safe_load(manifest.write_yaml(adapted)) == adapted
    assert adapted["display_information"] == MANIFEST["display_information"]
    assert adapted["oauth_config"]["scopes"] == MANIFEST["oauth_config"]["scopes"]
    assert manifest.read_manifest() == MANIFEST


def test_a_slash_at_the_end_of_the_address_makes_no_difference() -> None:
    assert manifest.adapt_for_http(MANIFEST, f"{URL}/") == FORMS["http"]


@pytest.mark.parametrize(
    "url", ["http://desk.example.com", "desk.example.com", "https://", "", "x"]
)
def test_an_address_that_slack_could_not_call_is_refused(url: str) -> None:
    with pytest.raises(HiringDeskError, match="--url must be an https:// address"):
        manifest.adapt_for_http(MANIFEST, url)
