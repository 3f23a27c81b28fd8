/** The panel beside the channel that holds one thread. */

import { createAssistantBar, createContextField, isChat } from "./assistant.js";
import { createComposer } from "./composer.js";
import { h } from "./dom.js";
import { iconButton } from "./icons.js";
import { createMessageList, threadOf } from "./messages.js";

export function createThread(app) {
  const list = createMessageList(app, { label: "Thread", inThread: true });
  const composer = createComposer(app, { commands: false });
  const name = h("span");
  const where = h("small");
  const context = createContextField(app);
  const assistant = createAssistantBar(app, { send: ask });
  const element = h("aside", { class: "thread", "aria-label": "Thread", hidden: true },
    h("header", null, h("h2", null, name, where),
      iconButton("close", "Close thread", close)),
    context.element, list.element, assistant.element, composer.element);
  let opener = null;

  function close() {
    app.go({});
  }

  /** Asks what an assistant suggests. */
  async function ask(text) {
    const { thread, channel } = app.route;
    const answer = await app.act("say", { channel, text, thread_ts: thread });
    if (!answer.ok) app.notify(answer.error);
  }

  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  });

  return {
    element,
    /** The root of the thread that is open. */
    get root() {
      const { thread, channel } = app.route;
      return element.hidden ? null : (app.view.messages[channel] ?? []).find((message) => message.ts === thread);
    },
    update() {
      const { thread, channel, person, at } = app.route;
      const messages = thread ? threadOf(app.view.messages[channel] ?? [], thread) : [];
      const opening = messages.length > 0 && element.hidden;
      const closing = !messages.length && !element.hidden;
      if (opening) opener = document.activeElement?.dataset?.key ?? null;
      element.hidden = !messages.length;
      if (closing) {
        list.leave();
        document.querySelector(`[data-key="${CSS.escape(opener ?? "composer")}"]`)?.focus();
      }
      if (!messages.length) return;
      where.textContent = app.channel ? `${app.channel.kind === "im" ? "" : "#"}${app.channel.name}` : "";
      const place = `${person}/${channel}/${thread}`;
      const root = messages.find((message) => message.ts === thread);
      name.textContent = root?.assistant?.title || (isChat(root) ? "Chat" : "Thread");
      context.update(root);
      assistant.update(root?.assistant);
      composer.element.hidden = Boolean(app.channel?.read_only || app.channel?.is_archived || root?.deleted);
      composer.update({ key: place, channel, thread, label: "Reply…" });
      if (opening) composer.field.focus();
      list.update(messages, { place, at, firstUnread: root?.first_unread });
    },
  };
}
