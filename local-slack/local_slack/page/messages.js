/** A list of messages that draws only changed rows again, and stays scrolled to its end. */

import { renderBlocks } from "./blocks.js";
import { calendar, clockTime, dayHeading, exactTime, messageDate } from "./dates.js";
import { h, isInUse, keepFocus, sync, whenFree } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { createMenu } from "./menu.js";
import { renderMrkdwn } from "./mrkdwn.js";

const COLOURS = 8;

/** A person's initials on their own colour. */
export function avatar(person) {
  const name = person?.real_name ?? "?";
  const initials = name.replace(/\(.*\)/, "").trim().split(/\s+/).map((word) => [...word][0]).slice(0, 2).join("");
  const tint = [...(person?.id ?? name)].reduce((sum, char) => sum + char.codePointAt(0), 0) % COLOURS;
  const node = h("span", { class: `avatar tint-${tint}`, "aria-hidden": "true" }, initials);
  if (/^#?[0-9a-f]{6}$/i.test(person?.color ?? "")) node.style.backgroundColor = `#${person.color.replace("#", "")}`;
  return node;
}

const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;

/** The messages that are not replies. */
export const topLevel = (messages) => messages.filter((message) => !isReply(message));

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
  return Boolean(previous) && previous.user === message.user && !previous.ephemeral && !message.ephemeral
    && !previous.deleted && Number(message.ts) - Number(previous.ts) < 300;
}

/** @param {{compact?: boolean, inThread?: boolean}} [settings] compact: without avatar and name */
export function renderMessage(app, message, { compact = false, inThread = false } = {}) {
  if (message.deleted) {
    return h("article", { class: "message deleted", "data-ts": message.ts, tabindex: "-1" }, h("span", { class: "avatar" }, icon("trash")),
      h("div", { class: "message-body" }, "This message was deleted.", replies(app, message, inThread)));
  }
  const author = app.view.people.find((person) => person.id === message.user)
    ?? { id: message.user, real_name: message.user };
  const date = messageDate(message.ts);
  const ctx = app.contextFor({ container: "message", channel: message.channel, ts: message.ts });
  const body = message.blocks?.length
    ? renderBlocks(message.blocks, ctx)
    : h("div", { class: "text" }, ...renderMrkdwn(message.text ?? "", ctx));
  const classes = ["message", message.ephemeral && "ephemeral", compact && "compact"].filter(Boolean).join(" ");
  return h("article", { class: classes, "aria-label": `${author.real_name}, ${clockTime(date)}`, "data-ts": message.ts, tabindex: "-1" },
    message.ephemeral ? h("div", { class: "only-you" }, icon("eye"), "Only visible to you") : null,
    compact ? h("time", { class: "gutter" }, clockTime(date).replace(/ [AP]M/, "")) : avatar(author),
    h("div", { class: "message-body" },
      compact ? null : h("div", { class: "byline" },
        h("button", { type: "button", class: "author", "data-person": author.id, "data-key": `author/${message.ts}` }, author.real_name),
        message.is_bot ? h("span", { class: "badge" }, "App") : null,
        h("time", { datetime: date.toISOString(), title: exactTime(date) }, clockTime(date))),
      body,
      message.edited ? h("span", { class: "edited" }, "(edited)") : null,
      ...(message.files ?? []).map(file),
      replies(app, message, inThread)),
    message.ephemeral ? null : tools(app, message, inThread));
}

function file({ name, size, url }) {
  const kilobytes = Math.max(1, Math.round((size ?? 0) / 1024));
  return h("a", { class: "file", href: url, target: "_blank", rel: "noopener", download: name }, icon("file"),
    h("span", null, h("strong", null, name), h("small", null, `${kilobytes} KB`)));
}

function replies(app, message, inThread) {
  if (inThread || !message.reply_count) return null;
  const people = app.view.people.filter((person) => message.reply_users?.includes(person.id));
  const click = () => app.go({ channel: message.channel, thread: message.ts });
  const unread = message.unread_replies ?? 0;
  return h("button", { type: "button", class: unread ? "replies unread" : "replies", "data-key": `replies/${message.ts}`, on: { click } },
    ...people.slice(0, 4).map(avatar), `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`,
    unread ? h("span", { class: "count" }, `${unread} new`) : null);
}

/** The tools of a message: reply, and the app's message shortcuts. */
function tools(app, message, inThread) {
  const shortcuts = app.boot.shortcuts.filter((shortcut) => shortcut.type === "message");
  const open = () => app.go({ channel: message.channel, thread: message.thread_ts ?? message.ts });
  const reply = inThread ? null : iconButton("reply", "Reply in thread", open, { "data-key": `reply/${message.ts}` });
  const run = (shortcut) => app.runShortcut(shortcut, { channel: message.channel, ts: message.ts });
  const more = createMenu(
    iconButton("more", "More actions", null, { "data-key": `more/${message.ts}` }),
    [
      { text: "Copy link", choose: () => copyLink(app, message) },
      ...shortcuts.map((shortcut) => ({ text: shortcut.name, description: shortcut.description, choose: () => run(shortcut) })),
    ],
  );
  return h("div", { class: "tools" }, reply, more);
}

async function copyLink(app, { channel, ts, thread_ts: root }) {
  const reply = root && root !== ts ? `?thread_ts=${root}&cid=${channel}` : "";
  const link = `${location.origin}/archives/${channel}/p${ts.replace(".", "")}${reply}`;
  const copied = await navigator.clipboard?.writeText(link).then(() => true, () => false);
  app.notify(copied ? "The link is copied." : link);
}
