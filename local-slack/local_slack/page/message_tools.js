/** The tools of a message: react, reply, and a menu with what else can be done. */

import { openEditor } from "./editing.js";
import { emoji } from "./emoji.js";
import { h } from "./dom.js";
import { iconButton } from "./icons.js";
import { createMenu } from "./menu.js";
import { react } from "./message_parts.js";

/** Any other emoji can be typed in the composer, as "+:name:". */
const QUICK = ["+1", "eyes", "white_check_mark", "tada", "heart", "thinking_face", "pray", "rocket"];

/** @param {{inThread: boolean, about: string}} settings about: whose message it is, and when it was written */
export function renderTools(app, message, { inThread, about }) {
  const { ts, channel } = message;
  const canMark = app.channel?.is_member && !app.channel.is_archived;
  const faces = () => QUICK.map((name) => ({ text: emoji(name), label: `:${name}:`, choose: () => react(app, message, name) }));
  const open = () => app.go({ channel, thread: message.thread_ts ?? ts });
  /** What it does, and of which message: a screen reader lists all of them. */
  const tool = (name, label, click = null) => iconButton(name, label, click, { "aria-label": `${label}: ${about}`, "data-key": `${name}/${ts}` });
  return h("div", { class: "tools" },
    canMark ? createMenu(tool("react", "Add reaction"), faces, "faces") : null,
    inThread ? null : tool("reply", "Reply in thread", open),
    createMenu(tool("more", "More actions"), () => listActions(app, message, canMark)));
}

function listActions(app, message, canMark) {
  const { channel, ts } = message;
  const isMine = message.user === app.route.person;
  const mayDelete = isMine || app.view.people.find((person) => person.id === app.route.person)?.is_admin;
  const act = (action) => async () => {
    const answer = await app.act(action, { channel, ts });
    if (!answer.ok) app.notify(answer.error);
  };
  const shortcuts = app.boot.shortcuts.filter((shortcut) => shortcut.type === "message").map((shortcut) => ({
    text: shortcut.name, description: shortcut.description, choose: () => app.runShortcut(shortcut, { channel, ts }),
  }));
  return [
    { text: "Copy link", choose: () => copyLink(app, message) },
    canMark && { text: message.pinned_by ? "Unpin" : "Pin to channel", choose: act(message.pinned_by ? "unpin" : "pin") },
    isMine && canMark && { text: "Edit message", choose: () => openEditor(app, message) },
    mayDelete && { text: "Delete message", choose: act("delete") },
    ...shortcuts,
    message.is_bot && { text: "Show in traffic", choose: () => app.showInTraffic(message) },
    message.is_bot && { text: "Open in Block Kit page", choose: () => window.open(`/blocks#${app.route.person}/${channel}/${ts}`, "_blank", "noopener") },
  ].filter(Boolean);
}

async function copyLink(app, { channel, ts, thread_ts: root }) {
  const reply = root && root !== ts ? `?thread_ts=${root}&cid=${channel}` : "";
  const link = `${location.origin}/archives/${channel}/p${ts.replace(".", "")}${reply}`;
  const copied = await navigator.clipboard?.writeText(link).then(() => true, () => false);
  app.notify(copied ? "The link is copied." : link);
}
