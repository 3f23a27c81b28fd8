/** The name and topic of the open channel, and the tabs of an app. */

import { createChatButton } from "./assistant.js";
import { h, isInUse, keepFocus, link, whenFree } from "./dom.js";
import { channelIcon } from "./icons.js";
import { withEmoji } from "./mrkdwn.js";

const TABS = { home: "Home", messages: "Messages" };

export function createHeader(app) {
  const title = h("div", { class: "channel-title" });
  const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "App" });
  const bookmarks = h("nav", { class: "bookmarks", "aria-label": "Bookmarks", hidden: true });
  const chat = createChatButton(app);
  const element = h("header", null, h("div", { class: "channel-line" }, title, chat.element), tabs, bookmarks);
  let drawn = "";

  const tab = (name, current) => h("button", {
    type: "button", role: "tab", "data-key": `tab/${name}`, "aria-selected": String(name === current),
    on: { click: () => app.go({ home: name === "home" }) },
  }, TABS[name]);

  return {
    element,
    /** @param {string|null} current the tab of an app that is shown */
    update(channel, current) {
      const { name, topic, tabs: offered = [], is_archived: isArchived, bookmarks: marked = [] } = channel;
      const json = JSON.stringify([channel.id, channel.kind, name, topic, offered, isArchived, current, marked]);
      if (json === drawn) return;
      if (isInUse(element)) {
        whenFree(element, app.changed);
        return;
      }
      drawn = json;
      chat.update(channel);
      keepFocus(element, () => {
        title.replaceChildren(...[h("h1", { title: name }, channelIcon(channel), name),
          isArchived ? h("span", { class: "badge" }, "Archived") : null,
          h("span", { class: "topic", title: topic }, topic ?? "")].filter(Boolean));
        bookmarks.hidden = !marked.length;
        bookmarks.replaceChildren(...marked.map((each) => link(each.link ?? "", withEmoji(`${each.emoji ?? ""} ${each.title}`.trim()))));
        tabs.hidden = !offered.length;
        tabs.replaceChildren(...offered.map((each) => tab(each, current)));
      });
    },
  };
}
