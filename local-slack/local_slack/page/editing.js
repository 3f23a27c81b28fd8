/** Changes a message of one's own. */

import { h } from "./dom.js";
import { labelled, openForm } from "./dialog.js";
import { unescape } from "./mrkdwn.js";

export function openEditor(app, { channel, ts, text }) {
  const field = h("textarea", { id: "edited-text", rows: 4, class: "picker" }, asTyped(app, text));
  openForm({
    title: "Edit message",
    action: "Save",
    fields: [labelled("Message", field)],
    async send() {
      const answer = await app.act("edit", { channel, ts, text: field.value });
      return answer.ok ? "" : answer.error;
    },
  });
}

/** A message as it was typed: names and addresses without Slack's marks. */
function asTyped(app, text) {
  const name = (id) => app.view.people.find((person) => person.id === id)?.name ?? id;
  return unescape(text
    .replace(/<@([^>|]+)(?:\|[^>]*)?>/g, (_, id) => `@${name(id)}`)
    .replace(/<#([^>|]+)\|?([^>]*)>/g, (_, id, label) => `#${label || (app.view.channels.find((channel) => channel.id === id)?.name ?? id)}`)
    .replace(/<!(here|channel|everyone)>/g, "@$1")
    .replace(/<(https?:[^>|]+)(?:\|[^>]*)?>/g, "$1"));
}
