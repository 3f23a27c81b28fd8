"""Notes for a channel: a command, a button, a modal and an event, over HTTP."""

import os

from slack_bolt import App
from slack_sdk import WebClient

client = WebClient(
    token=os.environ["SLACK_BOT_TOKEN"],
    base_url=os.environ.get("SLACK_API_URL", WebClient.BASE_URL),
)
app = App(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])


@app.command("/note")
def offer_form(ack, command):
    text = f"A note about {command['text'] or 'this channel'}?"
    button = {"type": "button", "action_id": "write", "text": plain("Write it")}
    section = {"type": "section", "text": plain(text), "accessory": button}
    ack(text=text, blocks=[section])


@app.action("write")
def open_form(ack, body, client):
    ack()
    field = {"type": "plain_text_input", "action_id": "text", "multiline": True}
    view = {
        "type": "modal",
        "callback_id": "note",
        "private_metadata": body["channel"]["id"],
        "title": plain("A note"),
        "submit": plain("Post"),
        "blocks": [{"type": "input", "block_id": "note", "label": plain("Note"), "element": field}],
    }
    client.views_open(trigger_id=body["trigger_id"], view=view)


@app.view("note")
def post_note(ack, body, view, client):
    ack()
    note = view["state"]["values"]["note"]["text"]["value"]
    text = f"<@{body['user']['id']}> notes: {note}"
    client.chat_postMessage(channel=view["private_metadata"], text=text)


@app.event("app_mention")
def explain(event, say):
    say("Type `/note` to write one.", thread_ts=event["ts"])


def plain(text):
    return {"type": "plain_text", "text": text}


if __name__ == "__main__":
    app.start(port=int(os.environ.get("PORT", "3000")))
