/** What a message has besides its text: attachments, files, reactions, replies. */

import { describeStatus } from "./assistant.js";
import { avatar } from "./avatar.js";
import { renderBlocks } from "./blocks.js";
import { exactTime, messageDate } from "./dates.js";
import { h, link } from "./dom.js";
import { icon } from "./icons.js";
import { renderEmoji, renderMrkdwn } from "./mrkdwn.js";

export function renderFile({ name, size, url }) {
  const kilobytes = Math.max(1, Math.round((size ?? 0) / 1024));
  return h("a", { class: "file", href: url, target: "_blank", rel: "noopener", download: name }, icon("file"),
    h("span", null, h("strong", null, name), h("small", null, `${kilobytes} KB`)));
}

export function renderReplies(app, message) {
  if (!message.reply_count) return null;
  const people = app.view.people.filter((person) => message.reply_users?.includes(person.id));
  const click = () => app.go({ channel: message.channel, thread: message.ts });
  const unread = message.unread_replies ?? 0;
  return h("button", { type: "button", class: unread ? "replies unread" : "replies", "data-key": `replies/${message.ts}`, on: { click } },
    ...people.slice(0, 4).map(avatar), `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`,
    unread ? h("span", { class: "count" }, `${unread} new`) : null);
}

/** Where a reply that is shown in the channel too belongs. */
export const renderThreadLink = (app, { channel, ts, thread_ts: root }) => h("div", { class: "broadcast" }, "Replied to a ",
  h("button", { type: "button", class: "as-link", "data-key": `thread-of/${ts}`, on: { click: () => app.go({ channel, thread: root }) } }, "thread"));

/** What an app does just now in the thread under a message. */
export const renderStatus = (app, { assistant }) =>
  (assistant?.status ? h("p", { class: "assistant-status" }, describeStatus(app, assistant.status)) : null);

/** The icon that an app shows instead of its own: an emoji or a picture. */
export function renderIcon(shown, ctx) {
  const picture = /^https?:/.test(shown) ? h("img", { src: shown, alt: "", referrerpolicy: "no-referrer" }) : renderEmoji(shown.replaceAll(":", ""), ctx);
  return h("span", { class: "avatar own", "aria-hidden": "true" }, picture ?? shown);
}

/** Adds a reaction, or takes one's own away. */
export async function react(app, { channel, ts, reactions = [] }, name) {
  const isMine = reactions.some((each) => each.name === name && each.users.includes(app.route.person));
  const answer = await app.act(isMine ? "unreact" : "react", { channel, ts, name });
  if (!answer.ok) app.notify(answer.error);
}

/** A button for each reaction, with how many people have reacted with it. */
export function renderReactions(app, message) {
  if (!message.reactions?.length) return null;
  const ctx = app.contextFor({ container: "message", channel: message.channel, ts: message.ts });
  return h("div", { class: "reactions" }, ...message.reactions.map(({ name, users }) => {
    const names = users.map((id) => app.view.people.find((person) => person.id === id)?.real_name ?? id).join(", ");
    return h("button", {
      type: "button", "aria-pressed": String(users.includes(app.route.person)), title: `${names} reacted with :${name}:`,
      "aria-label": `:${name}:, ${users.length}, ${names}`, "data-key": `reaction/${message.ts}/${name}`,
      on: { click: () => react(app, message, name) },
    }, renderEmoji(name, ctx) ?? `:${name}:`, " ", h("span", null, String(users.length)));
  }));
}

/** Attachments, those of unfurled links among them. */
export function renderAttachments(app, message) {
  return (message.attachments ?? []).map((attachment, index) => {
    const place = { container: "message", channel: message.channel, ts: message.ts, attachment: index };
    return renderAttachment(attachment, app.contextFor(place));
  });
}

function renderAttachment(given, ctx) {
  const text = (words, name) => (words ? h("div", { class: name }, ...renderMrkdwn(words, ctx)) : null);
  const picture = (url, name) => (/^https?:/.test(url ?? "") ? h("img", { class: name, src: url, alt: "", loading: "lazy", referrerpolicy: "no-referrer" }) : null);
  const author = given.author_name && (given.author_link ? link(given.author_link, given.author_name) : given.author_name);
  const title = given.title && (given.title_link ? link(given.title_link, given.title) : given.title);
  const stamp = given.ts ? exactTime(messageDate(given.ts)) : null;
  const foot = [given.footer, stamp].filter(Boolean).join(" · ");
  const field = ({ title: name, value, short: isShort }) => h("div", { class: isShort ? "short" : null },
    name ? h("strong", null, name) : null, text(String(value ?? ""), "text"));
  const body = [
    author ? h("div", { class: "attachment-author" }, author) : null,
    title ? h("div", { class: "attachment-title" }, title) : null,
    text(given.text, "text"),
    given.fields?.length ? h("div", { class: "attachment-fields" }, ...given.fields.map(field)) : null,
    given.blocks?.length ? renderBlocks(given.blocks, ctx) : null,
    picture(given.image_url, "attachment-image"),
    foot ? h("small", null, foot) : null,
  ].filter(Boolean);
  const node = h("div", { class: "attachment" },
    h("div", null, ...(body.length ? body : [text(given.fallback, "text")])), picture(given.thumb_url, "attachment-thumb"));
  const colour = { good: "#2f7d4f", warning: "#b27700", danger: "#c81f4b" }[given.color] ?? given.color;
  if (/^#?[0-9a-f]{6}$/i.test(colour ?? "")) node.style.borderColor = `#${colour.replace("#", "")}`;
  return h("div", null, text(given.pretext, "text"), node);
}
