/** The name and topic of the open channel, and the tabs of an app. */

import { createChatButton } from "./assistant.js";
import { h, isInUse, keepFocus, link, whenFree } from "./dom.js";
import { channelIcon, icon } from "./icons.js";
import { withEmoji } from "./mrkdwn.js";

const TABS = { home: "Home", messages: "Messages" };

/** @param {object} app @param {{showDetails: () => void}} hooks for the channel's name */
export function createHeader(app, { showDetails }) {
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

  const nameButton = (channel) => h("button", {
    type: "button", class: "channel-name", "aria-haspopup": "dialog", "data-key": "channel-name", on: { click: showDetails },
  }, channelIcon(channel), channel.name);

  const peopleButton = ({ members }) => h("button", {
    type: "button", class: "channel-people", "aria-haspopup": "dialog", "data-key": "channel-people", on: { click: showDetails },
    title: "Who is in this channel", "aria-label": `${members.length} in this channel: see who`,
  }, icon("people"), String(members.length));

  return {
    element,
    /** @param {string|null} current the tab of an app that is shown */
    update(channel, current) {
      const { name, topic, tabs: offered = [], is_archived: isArchived, bookmarks: marked = [] } = channel;
      const isRoom = channel.kind !== "im";
      const isShared = channel.shared_with.length > 0;
      const json = JSON.stringify([channel.id, channel.kind, name, topic, offered, isArchived, current, marked, channel.members.length, isShared]);
      if (json === drawn) return;
      if (isInUse(element)) {
        whenFree(element, app.changed);
        return;
      }
      drawn = json;
      chat.update(channel);
      keepFocus(element, () => {
        title.replaceChildren(...[h("h1", { title: name }, isRoom ? nameButton(channel) : name),
          isShared ? h("span", { class: "badge" }, "Shared") : null,
          isArchived ? h("span", { class: "badge" }, "Archived") : null,
          h("span", { class: "topic", title: topic }, topic ?? ""),
          isRoom ? peopleButton(channel) : null].filter(Boolean));
        bookmarks.hidden = !marked.length;
        bookmarks.replaceChildren(...marked.map((each) => link(each.link ?? "", withEmoji(`${each.emoji ?? ""} ${each.title}`.trim()))));
        tabs.hidden = !offered.length;
        tabs.replaceChildren(...offered.map((each) => tab(each, current)));
      });
    },
  };
}
