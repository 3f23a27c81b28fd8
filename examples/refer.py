"""`/refer`: somebody refers a person they know. A command, a button, a modal and a message.

Run it with `EXTENSIONS=examples.refer`. It is an ordinary Bolt app without the app: copy it, change
it, and put your own module's name into EXTENSIONS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    Json = dict[str, Any]

# What `python app.py manifest` adds to the app's manifest for this extension.
MANIFEST = {
    "features": {
        "slash_commands": [
            {
                "command": "/refer",
                "description": "Refer somebody you have worked with",
                "usage_hint": "[their name]",
                "should_escape": False,
            }
        ]
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
}


def register(app: AsyncApp) -> None:
    """Hiring Desk calls this once, at start."""
    app.command("/refer")(offer_form)
    app.action("refer.open")(open_form)
    app.view("refer.form")(ack=check_form, lazy=[post_referral])


async def offer_form(ack: AsyncAck, command: Json) -> None:
    """Answer `/refer Jo` with a button; only the person who typed it sees that."""
    name = command["text"].strip() or "Somebody"
    await ack(
        text=f"Refer {name}?",
        blocks=[
            {"type": "section", "text": {"type": "plain_text", "text": f"Refer {name}?"}},
            {
                "type": "actions",
                "elements": [
                    {
                        "type": "button",
                        "action_id": "refer.open",
                        "text": {"type": "plain_text", "text": "Write a referral"},
                        "value": name,
                    }
                ],
            },
        ],
    )


async def open_form(ack: AsyncAck, action: Json, body: Json, client: AsyncWebClient) -> None:
    """Open the form over the message; it remembers the channel."""
    await ack()
    await client.views_open(
        trigger_id=body["trigger_id"],
        view={
            "type": "modal",
            "callback_id": "refer.form",
            "private_metadata": body["channel"]["id"],
            "title": {"type": "plain_text", "text": "Refer somebody"},
            "submit": {"type": "plain_text", "text": "Send"},
            "blocks": [
                _field("name", "Name", initial_value=action["value"]),
                _field("reason", "What did they do when you worked together?", multiline=True),
            ],
        },
    )


async def check_form(ack: AsyncAck, view: Json) -> None:
    """Close the form, or keep it open and say what is missing."""
    if len(_typed(view, "reason").split()) < 5:  # noqa: PLR2004 - a sentence
        problem = "Please write a sentence about something you saw them do."
        await ack(response_action="errors", errors={"reason": problem})
    else:
        await ack()


async def post_referral(body: Json, view: Json, client: AsyncWebClient) -> None:
    """Post the referral. A lazy listener: it runs after Slack has its answer."""
    if len(_typed(view, "reason").split()) < 5:  # noqa: PLR2004 - the form is still open
        return
    name = _typed(view, "name")
    await client.chat_postMessage(
        channel=view["private_metadata"],
        text=f"A referral from <@{body['user']['id']}>",
        blocks=[
            {"type": "section", "text": {"type": "plain_text", "text": f"A referral: {name}"}},
            {"type": "section", "text": {"type": "plain_text", "text": _typed(view, "reason")}},
        ],
    )


def _field(name: str, label: str, **more: object) -> Json:
    return {
        "type": "input",
        "block_id": name,
        "label": {"type": "plain_text", "text": label},
        "element": {"type": "plain_text_input", "action_id": name, **more},
    }


def _typed(view: Json, name: str) -> str:
    return str(view["state"]["values"][name][name]["value"] or "")
