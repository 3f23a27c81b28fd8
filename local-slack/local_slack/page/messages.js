/** A list of messages that draws only changed rows again, and stays scrolled to its end. */

import { renderBlocks } from "./blocks.js";
import { calendar, clockTime, dayHeading, exactTime, messageDate } from "./dates.js";
import { h, keepFocus } from "./dom.js";
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

  const toEnd = () => stuck && (element.scrollTop = element.scrollHeight);
  element.addEventListener("scroll", () => {
    // Only scrolling up leaves the end; growing content does not.
    if (element.scrollHeight - element.scrollTop - element.clientHeight < 60) stuck = true;
    else if (element.scrollTop < top) stuck = false;
    top = element.scrollTop;
  }, { passive: true });
  new ResizeObserver(toEnd).observe(rows);

  function row(message, previous) {
    const compact = follows(message, previous);
    const json = JSON.stringify([app.route.person, app.route.channel, message, compact, app.view.people.length, calendar()]);
    const key = `${message.ts}/${message.ephemeral}`;
    const cached = cache.get(key);
    return [key, cached?.json === json ? cached : { json, node: renderMessage(app, message, { compact, inThread }) }];
  }

  return {
    element,
    /** @param {object[]} messages oldest first @param {string} place changes when another list is shown */
    update(messages, place, intro = null) {
      if (place !== shown) stuck = true;
      shown = place;
      const fresh = new Map();
      const nodes = intro ? [intro] : [];
      let previous = null;
      for (const message of messages) {
        const day = dayHeading(messageDate(message.ts));
        if (!inThread && (!previous || dayHeading(messageDate(previous.ts)) !== day)) {
          nodes.push(h("div", { class: "day", role: "separator", "aria-label": day }, h("span", null, day)));
          previous = null;
        }
        const [key, entry] = row(message, previous);
        fresh.set(key, entry);
        nodes.push(entry.node);
        previous = message;
      }
      cache = fresh;
      keepFocus(rows, () => sync(rows, nodes));
      toEnd();
    },
  };
}

/** Puts nodes in place. Nodes that are in place already are not touched, so they keep focus and selection. */
function sync(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
}

/** Whether a message soon follows another of its author, so that the name is left out. */
function follows(message, previous) {
  return Boolean(previous) && previous.user === message.user && !previous.ephemeral && !message.ephemeral
    && !previous.deleted && Number(message.ts) - Number(previous.ts) < 300;
}

function renderMessage(app, message, { compact, inThread }) {
  const { channel } = app.route;
  if (message.deleted) {
    return h("article", { class: "message deleted" }, h("span", { class: "avatar" }),
      h("div", { class: "message-body" }, "This message was deleted.", replies(app, message, inThread)));
  }
  const author = app.view.people.find((person) => person.id === message.user)
    ?? { id: message.user, real_name: message.user };
  const date = messageDate(message.ts);
  const ctx = app.contextFor({ container: "message", channel, ts: message.ts });
  const body = message.blocks?.length
    ? renderBlocks(message.blocks, ctx)
    : h("div", { class: "text" }, ...renderMrkdwn(message.text ?? "", ctx));
  const classes = ["message", message.ephemeral && "ephemeral", compact && "compact"].filter(Boolean).join(" ");
  return h("article", { class: classes, "aria-label": `${author.real_name}, ${clockTime(date)}`, "data-ts": message.ts },
    message.ephemeral ? h("div", { class: "only-you" }, icon("eye"), "Only visible to you") : null,
    compact ? h("time", { class: "gutter" }, clockTime(date).replace(/ [AP]M/, "")) : avatar(author),
    h("div", { class: "message-body" },
      compact ? null : h("div", { class: "byline" },
        h("strong", null, author.real_name),
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
  const click = () => app.go({ thread: message.ts });
  return h("button", { type: "button", class: "replies", "data-key": `replies/${message.ts}`, on: { click } },
    ...people.slice(0, 4).map(avatar), `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`);
}

/** The tools of a message: reply, and the app's message shortcuts. */
function tools(app, message, inThread) {
  const shortcuts = app.boot.shortcuts.filter((shortcut) => shortcut.type === "message");
  const open = () => app.go({ thread: message.ts });
  const reply = inThread ? null : iconButton("reply", "Reply in thread", open, { "data-key": `reply/${message.ts}` });
  const run = (shortcut) => app.runShortcut(shortcut, { channel: app.route.channel, ts: message.ts });
  const more = shortcuts.length ? createMenu(
    iconButton("more", "More actions", null, { "data-key": `more/${message.ts}` }),
    shortcuts.map((shortcut) => ({ text: shortcut.name, choose: () => run(shortcut) })),
  ) : null;
  return reply || more ? h("div", { class: "tools" }, reply, more) : null;
}
