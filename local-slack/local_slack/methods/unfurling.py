"""chat.unfurl: the app's previews of links in a message.

Sources: docs.slack.dev/reference/methods/chat.unfurl and
/messaging/unfurling-links-in-messages. Entities of Work Objects are drawn as a title and fields.
"""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from local_slack import messages, objects
from local_slack.block_kit import attachments
from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App
    from local_slack.state.workspace import Message

    JSON = dict[str, Any]


async def unfurl_links(app: App, arguments: Arguments) -> JSON:
    """Show previews of links to the app's domains. A later call replaces them."""
    message = _find_message(app, arguments)
    previews = _read_previews(arguments)
    drawn = []
    for url, preview in previews.items():
        if url not in unescape(message.text):
            raise SlackError("cannot_unfurl_message")
        host = urlsplit(url).hostname or ""
        domains = app.manifest.unfurl_domains
        if not any(host == domain or host.endswith(f".{domain}") for domain in domains):
            raise SlackError("cannot_unfurl_url")
        checked = attachments.check_one(preview, f"/unfurls/{url}", app.grants())
        drawn.append(
            checked
            | {
                "from_url": url,
                "app_unfurl_url": url,
                "is_app_unfurl": True,
                "app_id": app.id,
                "bot_id": app.bot_id,
            }
        )
    others = [each for each in message.attachments if each.get("app_unfurl_url") not in previews]
    before = objects.message_object(app.slack, message)
    message.attachments = [
        each | {"id": number} for number, each in enumerate([*others, *drawn], start=1)
    ]
    app.slack.notify_viewers(message)
    messages.announce_change(app.slack, message, before)
    return {}


def _find_message(app: App, arguments: Arguments) -> Message:
    """The message, by `channel` and `ts`, or by the `unfurl_id` of the event."""
    unfurl_id = arguments.text("unfurl_id")
    if unfurl_id:
        source = arguments.text("source")
        if not source:
            raise SlackError("missing_source")
        if source != "conversations_history":
            raise SlackError("invalid_source")
        channel_id, _, ts = unfurl_id.partition(".")
        refusal = "invalid_unfurl_id"
    else:
        channel_id, ts = arguments.text("channel") or "", arguments.text("ts") or ""
        if not channel_id:
            raise SlackError("missing_channel")
        if not ts:
            raise SlackError("missing_ts")
        refusal = "cannot_find_message"
        if channel_id not in app.slack.workspace.channels:
            raise SlackError("cannot_find_channel")
    message = app.slack.workspace.find(channel_id, ts)
    if message is None or message.deleted or message.visible_to:
        raise SlackError(refusal)
    return message


def _read_previews(arguments: Arguments) -> dict[str, JSON]:
    """An attachment for each address, from `unfurls` or from the entities in `metadata`."""
    unfurls = arguments.structure("unfurls", "invalid_unfurls_format")
    metadata = arguments.structure("metadata", "invalid_metadata_format")
    if not unfurls and not metadata:
        raise SlackError("missing_unfurls")
    if metadata:
        entities = metadata.get("entities") if isinstance(metadata, dict) else None
        if not isinstance(entities, list) or not all(_is_entity(each) for each in entities):
            raise SlackError("invalid_metadata_format")
        return {each["app_unfurl_url"]: _draw_entity(each) for each in entities}
    if not isinstance(unfurls, dict) or not all(isinstance(v, dict) for v in unfurls.values()):
        raise SlackError("invalid_unfurls_format")
    return unfurls


def _is_entity(given: object) -> bool:
    return (
        isinstance(given, dict)
        and isinstance(given.get("app_unfurl_url"), str)
        and isinstance(given.get("entity_payload"), dict)
    )


def _draw_entity(entity: JSON) -> JSON:
    payload = entity["entity_payload"]
    attributes = payload.get("attributes") or {}
    title = (attributes.get("title") or {}).get("text") or entity["app_unfurl_url"]
    fields = [
        {
            "title": str(field.get("label") or name.replace("_", " ").capitalize()),
            "value": str(field["value"]),
            "short": True,
        }
        for name, field in (payload.get("fields") or {}).items()
        if isinstance(field, dict) and isinstance(field.get("value"), str | int | float)
    ]
    fields += [
        {"title": str(field.get("label", "")), "value": str(field["value"]), "short": True}
        for field in payload.get("custom_fields") or ()
        if isinstance(field, dict) and isinstance(field.get("value"), str | int | float)
    ]
    link = entity.get("url") or entity["app_unfurl_url"]
    return {"title": title, "title_link": link, "fallback": title, "fields": fields}


METHODS: dict[str, Method] = {"chat.unfurl": method(unfurl_links, "links:write")}
