/** A list of messages that draws only changed rows again, and stays scrolled to its end. */

import { avatar } from "./avatar.js";
import { renderBlocks } from "./blocks.js";
import { calendar, clockTime, dayHeading, exactTime, messageDate } from "./dates.js";
import { h, isInUse, keepFocus, sync, whenFree } from "./dom.js";
import { icon } from "./icons.js";
import { renderAttachments, renderFile, renderIcon, renderReactions, renderReplies, renderStatus, renderThreadLink } from "./message_parts.js";
import { renderTools } from "./message_tools.js";
import { renderMrkdwn } from "./mrkdwn.js";

const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;
/** Whether it tells of a change of the channel: who joined, the new topic. */
const isNote = (message) => message.subtype?.startsWith("channel_") ?? false;
const isBroadcast = (message) => message.subtype === "thread_broadcast";

/** The messages that are not replies, or are shown in the channel too. */
export const topLevel = (messages) => messages.filter((message) => !isReply(message) || isBroadcast(message));

/** A thread's root and its replies. */
export const threadOf = (messages, ts) => messages.filter((message) => message.ts === ts || message.thread_ts === ts);

/** @param {object} app @param {{label: string, inThread?: boolean}} settings */
export function createMessageList(app, { label, inThread = false }) {
  const rows = h("div", { class: "rows", role: "log", "aria-live": "polite", "aria-label": label });
  const element = h("div", { class: "messages", tabindex: "0", role: "region", "aria-label": label }, rows);
  let cache = new Map();
  let stuck = true;
  let top = 0;
  let shown = "";
  let newFrom = null;

  /** Not while something beside a message is open, which would be left behind. */
  const toEnd = () => stuck && !isInUse(element) && !document.querySelector(".person-card") && (element.scrollTop = element.scrollHeight);
  element.addEventListener("scroll", () => {
    // Only scrolling up leaves the end; growing content does not.
    if (element.scrollHeight - element.scrollTop - element.clientHeight < 60) stuck = true;
    else if (element.scrollTop < top) stuck = false;
    top = element.scrollTop;
  }, { passive: true });
  new ResizeObserver(toEnd).observe(rows);

  /** The row of a message: drawn again only where it has changed and nothing in it is in use. */
  function row(message, previous) {
    const compact = follows(message, previous);
    const json = JSON.stringify([app.route.person, message, compact, app.view.people.length, calendar()]);
    const key = `${message.ts}/${message.ephemeral}`;
    const cached = cache.get(key);
    if (cached?.json === json) return [key, cached];
    if (cached && isInUse(cached.node)) {
      whenFree(cached.node, app.changed);
      return [key, cached];
    }
    return [key, { json, node: renderMessage(app, message, { compact, inThread }) }];
  }

  function separator(key, text, name = "") {
    const node = cache.get(key)?.node
      ?? h("div", { class: `day ${name}`.trim(), role: "separator", "aria-label": text }, h("span", null, text));
    return [key, { node }];
  }

  /** Shows the message that was linked to, and marks it until another place is opened. */
  function showTarget(ts) {
    const target = rows.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
    if (!target) return;
    stuck = false;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }

  return {
    element,
    /**
     * @param {object[]} messages oldest first
     * @param {object} settings
     * @param {string} settings.place changes when another list is shown
     * @param {Node} [settings.intro] @param {string|null} [settings.at] the ts of a linked message
     * @param {string|null} [settings.firstUnread] the ts of the first unread message
     */
    update(messages, { place, intro = null, at = null, firstUnread = null }) {
      const isOther = place !== shown;
      if (isOther) stuck = true;
      // The line stays until another place is opened, although the messages are read by now.
      if (isOther || (document.hidden && !newFrom)) newFrom = firstUnread;
      shown = place;
      const fresh = new Map();
      let previous = null;
      for (const message of messages) {
        const day = dayHeading(messageDate(message.ts));
        const isNewDay = !inThread && (!previous || dayHeading(messageDate(previous.ts)) !== day);
        if (isNewDay) fresh.set(...separator(`day/${day}`, day));
        if (message.ts === newFrom) fresh.set(...separator("new", "New", "new"));
        if (isNewDay || message.ts === newFrom) previous = null;
        const [key, entry] = row(message, previous);
        entry.node.classList.toggle("target", message.ts === at);
        fresh.set(key, entry);
        previous = message;
      }
      cache = fresh;
      const nodes = [...fresh.values()].map(({ node }) => node);
      keepFocus(rows, () => sync(rows, intro ? [intro, ...nodes] : nodes, app.changed));
      toEnd();
      if (at && app.jumped !== `${place}/${at}`) {
        app.jumped = `${place}/${at}`;
        showTarget(at);
      }
    },
    /** Another place is shown instead, so that unread messages are marked on return. */
    leave() {
      shown = "";
    },
  };
}

/** Whether a message soon follows another of its author, so that the name is left out. */
function follows(message, previous) {
  return Boolean(previous) && previous.user === message.user && previous.username === message.username && !message.pinned_by && !previous.ephemeral && !message.ephemeral
    && !previous.deleted && !isNote(previous) && Number(message.ts) - Number(previous.ts) < 300;
}

/** What the channel says of itself: somebody, and what they did. */
function renderNote(app, message, author) {
  const date = messageDate(message.ts);
  const ctx = app.contextFor({ container: "message", channel: message.channel, ts: message.ts });
  const text = message.text.replace(/^<@\w+> /, "");
  return h("article", { class: "message note", "aria-label": `${author.real_name}, ${clockTime(date)}`, "data-ts": message.ts, tabindex: "-1" },
    avatar(author),
    h("div", { class: "message-body" }, h("button", { type: "button", class: "author", "data-person": author.id, "data-key": `author/${message.ts}` }, author.real_name), " ",
      h("div", { class: "text" }, ...renderMrkdwn(text, ctx)), " ",
      h("time", { datetime: date.toISOString(), title: exactTime(date) }, clockTime(date))));
}

/** @param {{compact?: boolean, inThread?: boolean}} [settings] compact: without avatar and name */
export function renderMessage(app, message, { compact = false, inThread = false } = {}) {
  if (message.deleted) {
    return h("article", { class: "message deleted", "data-ts": message.ts, tabindex: "-1" }, h("span", { class: "avatar" }, icon("trash")),
      h("div", { class: "message-body" }, "This message was deleted.", inThread ? null : renderReplies(app, message)));
  }
  const author = app.view.people.find((person) => person.id === message.user)
    ?? { id: message.user, real_name: message.user };
  if (isNote(message)) return renderNote(app, message, author);
  const name = message.username || author.real_name;
  const date = messageDate(message.ts);
  const ctx = app.contextFor({ container: "message", channel: message.channel, ts: message.ts });
  const body = message.blocks?.length
    ? renderBlocks(message.blocks, ctx)
    : h("div", { class: message.subtype === "me_message" ? "text me" : "text" }, ...(message.assistant?.title ? [h("strong", null, message.assistant.title)] : renderMrkdwn(message.text ?? "", ctx)));
  const classes = ["message", message.ephemeral && "ephemeral", compact && "compact"].filter(Boolean).join(" ");
  return h("article", { class: classes, "aria-label": `${name}, ${clockTime(date)}`, "data-ts": message.ts, tabindex: "-1" },
    message.ephemeral ? h("div", { class: "only-you" }, icon("eye"), "Only visible to you") : null,
    compact ? h("time", { class: "gutter" }, clockTime(date).replace(/ [AP]M/, "")) : message.icon ? renderIcon(message.icon, ctx) : avatar(author),
    h("div", { class: "message-body" },
      message.pinned_by ? h("div", { class: "pinned" }, icon("pin"), "Pinned") : null,
      compact ? null : h("div", { class: "byline" },
        h("button", { type: "button", class: "author", "data-person": author.id, "data-key": `author/${message.ts}` }, name),
        message.is_bot ? h("span", { class: "badge" }, "App") : null,
        h("time", { datetime: date.toISOString(), title: exactTime(date) }, clockTime(date))),
      isBroadcast(message) && !inThread ? renderThreadLink(app, message) : null,
      body,
      message.streaming ? h("span", { class: "streaming", role: "img", "aria-label": "Still writing" }) : null,
      message.edited ? h("span", { class: "edited" }, "(edited)") : null,
      ...renderAttachments(app, message),
      ...(message.files ?? []).map(renderFile),
      renderReactions(app, message),
      inThread ? null : renderReplies(app, message),
      inThread ? null : renderStatus(app, message)),
    message.ephemeral ? null : renderTools(app, message, { inThread, about: `${name}, ${clockTime(date)}` }));
}
