// Notes for a channel: a command, a button, a modal and an event, over Socket Mode.
import bolt from "@slack/bolt";

const app = new bolt.App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});

const plain = (text) => ({ type: "plain_text", text });

app.command("/note", async ({ ack, command }) => {
  const text = `A note about ${command.text || "this channel"}?`;
  const button = { type: "button", action_id: "write", text: plain("Write it") };
  await ack({ text, blocks: [{ type: "section", text: plain(text), accessory: button }] });
});

app.action("write", async ({ ack, body, client }) => {
  await ack();
  const element = { type: "plain_text_input", action_id: "text", multiline: true };
  const view = {
    type: "modal",
    callback_id: "note",
    private_metadata: body.channel.id,
    title: plain("A note"),
    submit: plain("Post"),
    blocks: [{ type: "input", block_id: "note", label: plain("Note"), element }],
  };
  await client.views.open({ trigger_id: body.trigger_id, view });
});

app.view("note", async ({ ack, body, view, client }) => {
  await ack();
  const note = view.state.values.note.text.value;
  const text = `<@${body.user.id}> notes: ${note}`;
  await client.chat.postMessage({ channel: view.private_metadata, text });
});

app.event("app_mention", async ({ event, say }) => {
  await say({ text: "Type `/note` to write one.", thread_ts: event.ts });
});

await app.start();
