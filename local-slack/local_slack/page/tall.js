/** The messages of the open channel that are taller than a screen. */

import { h } from "./dom.js";
import { measure, ONE_SCREEN, WIDTHS } from "./heights.js";
import { clockTime, messageDate } from "./dates.js";

const LONGEST = 60; // characters of a message's beginning

/** @param {object} app @param {{leave: () => void}} hooks called before a message is shown that the panel may cover */
export function createTall(app, { leave }) {
  const heights = new Map();
  const list = h("ul", { class: "tall-list" });
  const note = h("p", { class: "panel-note" });
  const element = h("div", { class: "panel-scroll", tabindex: "0", role: "region", "aria-label": "Tall messages" },
    h("p", { class: "panel-note" }, "Slack scrolls to the end of a message. "
      + `One that is taller than ${ONE_SCREEN.desktop} px in a window of ${WIDTHS.desktop} px, or than ${ONE_SCREEN.phone} px on a phone of ${WIDTHS.phone} px, is read from its middle.`),
    note, list);
  let measuring = false;
  let again = false;
  let marked = [];

  const keyOf = (message) => JSON.stringify([message.ts, message.ephemeral, message.blocks, message.text, message.files, message.reactions, message.reply_count]);
  const messages = () => (app.channel ? app.view.messages[app.channel.id] ?? [] : []);
  const isTall = ({ desktop, phone }) => desktop > ONE_SCREEN.desktop || phone > ONE_SCREEN.phone;
  const say = ({ desktop, phone }) => `${desktop} px at ${WIDTHS.desktop}, ${phone} px at ${WIDTHS.phone}`;

  async function measureAll() {
    if (measuring) {
      again = true;
      return;
    }
    measuring = true;
    for (const message of messages()) {
      const key = keyOf(message);
      if (!heights.has(key)) heights.set(key, await measure(app, message).catch(() => null));
    }
    measuring = false;
    draw();
    if (again) {
      again = false;
      await measureAll();
    }
  }

  function draw() {
    unmark();
    const known = messages().map((message) => ({ message, size: heights.get(keyOf(message)) }));
    const tall = known.filter(({ size }) => size && isTall(size));
    const waiting = known.some(({ size }) => size === undefined);
    note.textContent = waiting ? "Measuring…" : tall.length ? "" : "Every message of this channel fits on one screen.";
    note.hidden = !note.textContent;
    list.replaceChildren(...tall.map(({ message, size }) => {
      const author = app.view.people.find(({ id }) => id === message.user)?.real_name ?? message.user;
      const words = [message, ...(message.blocks ?? [])].map((each) => each.text?.text ?? each.text).find(Boolean) ?? "";
      const go = () => {
        const root = message.thread_ts ?? message.ts;
        leave();
        app.go({ channel: message.channel, thread: root === message.ts ? null : root, at: message.ts });
      };
      return h("li", null, h("button", { type: "button", class: "button", on: { click: go } },
        h("span", null, `${author}, ${clockTime(messageDate(message.ts))}`), words ? h("small", null, words.split("\n")[0].slice(0, LONGEST)) : null), h("span", { class: "tall-size" }, say(size)));
    }));
    for (const { message, size } of tall) {
      for (const node of document.querySelectorAll(`.messages [data-ts="${CSS.escape(message.ts)}"]`)) {
        node.dataset.tall = say(size);
        marked.push(node);
      }
    }
  }

  function unmark() {
    for (const node of marked) delete node.dataset.tall;
    marked = [];
  }

  return { element, label: "Heights", update: () => { draw(); return measureAll(); }, hide: unmark };
}
