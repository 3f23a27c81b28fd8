/** The threads that a person follows, those with the newest replies first. */

import { h, keepFocus, sync } from "./dom.js";
import { channelIcon } from "./icons.js";
import { renderMessage } from "./messages.js";

/** The roots of the threads that the acting person follows. */
export const followedThreads = (view) => Object.values(view.messages).flat()
  .filter((message) => message.is_followed)
  .sort((a, b) => Number(b.latest_reply) - Number(a.latest_reply));

/** How many replies in them are unread. */
export const unreadReplies = (view) => followedThreads(view).reduce((sum, root) => sum + root.unread_replies, 0);

export function createThreads(app) {
  const rows = h("div", { class: "rows" });
  const empty = h("p", { class: "empty" }, "Threads that you begin, write in or are mentioned in are listed here.");
  const element = h("section", { class: "messages", "aria-label": "Threads", tabindex: "0" },
    h("div", { class: "intro" }, h("h1", null, "Threads")), rows);
  let cache = new Map();

  function entry(root) {
    const json = JSON.stringify([app.route.person, root]);
    const key = `${root.channel}/${root.ts}`;
    const cached = cache.get(key);
    if (cached?.json === json) return [key, cached];
    const channel = app.view.channels.find((each) => each.id === root.channel);
    const heading = h("h2", { class: "where" }, channelIcon(channel), channel.name);
    return [key, { json, node: h("section", { class: "followed" }, heading, renderMessage(app, root)) }];
  }

  return {
    element,
    update() {
      cache = new Map(followedThreads(app.view).map(entry));
      const nodes = [...cache.values()].map(({ node }) => node);
      keepFocus(rows, () => sync(rows, nodes.length ? nodes : [empty], app.changed));
    },
  };
}
