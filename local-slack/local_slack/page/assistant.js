/** Chats with an app's assistant: how one starts, what the app suggests, and what it does just now. */

import { h, keepFocus } from "./dom.js";
import { plainText, withEmoji } from "./mrkdwn.js";

const SECONDS_A_MESSAGE = 3;

/** The app that a direct message is with. */
const appOf = (app, channel) => app.boot.apps.find((each) => each.id === channel?.app);

/** Whether the thread under a message is a chat with an assistant. */
export const isChat = (root) => root?.subtype === "assistant_app_thread";

/** A button that starts a chat, for direct messages with an app that has an assistant. */
export function createChatButton(app) {
  async function start() {
    const answer = await app.act("start_chat", { app: app.channel.app });
    if (answer.ok) app.go({ channel: answer.channel, thread: answer.ts });
    else app.notify(answer.error);
  }
  const element = h("button", { type: "button", class: "button small", "data-key": "new-chat", on: { click: start } }, h("span", null, "New chat"));
  return {
    element,
    update(channel) {
      element.hidden = appOf(app, channel)?.assistant !== "assistant";
    },
  };
}

/** The channel that a person looks at while they chat, which the app is told. */
export function createContextField(app) {
  const select = h("select", { id: "chat-context" });
  const element = h("div", { class: "chat-context", hidden: true }, h("label", { for: "chat-context" }, "Looking at"), select);
  let root = null;

  select.addEventListener("change", async () => {
    const answer = await app.act("look_at", { channel: root.channel, ts: root.ts, about: select.value || null });
    if (!answer.ok) app.notify(answer.error);
  });

  return {
    element,
    update(message) {
      root = message;
      element.hidden = !isChat(root);
      if (element.hidden || document.activeElement === select) return;
      const channels = app.view.channels.filter((channel) => channel.kind !== "im");
      select.replaceChildren(h("option", { value: "" }, "No channel"), ...channels.map((channel) => h("option", { value: channel.id }, `#${channel.name}`)));
      select.value = root.assistant?.context?.channel_id ?? "";
    },
  };
}

/** What a person can ask with one click, and what the app does just now. */
export function createAssistantBar(app, { send }) {
  const prompts = h("div", { class: "prompts", role: "group" });
  const status = h("p", { class: "assistant-status", role: "status", hidden: true });
  let shown = null;
  let drawn = "";

  const prompt = ({ title, message }, index) => h("button", {
    type: "button", class: "button", title: message, "data-key": `prompt/${index}`, on: { click: () => send(message) },
  }, h("span", null, withEmoji(title)));

  function drawPrompts({ prompts: offered = [], prompts_title: title = "" }) {
    const json = JSON.stringify([offered, title]);
    prompts.hidden = !offered.length;
    if (json === drawn) return;
    drawn = json;
    const label = title || "Try these prompts:";
    prompts.setAttribute("aria-label", label);
    keepFocus(prompts, () => prompts.replaceChildren(h("p", null, withEmoji(label)), ...offered.map(prompt)));
  }

  function drawStatus() {
    status.hidden = !shown;
    if (shown) status.textContent = describeStatus(app, shown);
  }

  setInterval(() => shown?.loading_messages.length > 1 && drawStatus(), SECONDS_A_MESSAGE * 1000);

  return {
    element: h("div", { class: "assistant-bar" }, prompts, status),
    /** @param {object} [assistant] what the app shows in this thread or direct message */
    update(assistant = {}) {
      drawPrompts(assistant);
      shown = assistant.status ?? null;
      drawStatus();
    },
  };
}

/** "Sample app is thinking…", or one of the app's loading messages after the other. */
export function describeStatus(app, { user, text, loading_messages: loading = [] }) {
  if (loading.length) return plainText({ text: loading[Math.floor(Date.now() / 1000 / SECONDS_A_MESSAGE) % loading.length], emoji: true });
  const name = app.view.people.find((person) => person.id === user)?.real_name ?? "The app";
  return `${name} ${withEmoji(text)}`;
}
