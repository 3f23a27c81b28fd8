/** The name and topic of the open channel, and the tabs of an app. */

import { h, keepFocus } from "./dom.js";
import { channelIcon } from "./icons.js";

export function createHeader(app) {
  const title = h("div", { class: "channel-title" });
  const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "App" });

  const tab = (label, atHome) => h("button", {
    type: "button", role: "tab", "data-key": `tab/${label}`, "aria-selected": String(app.route.home === atHome),
    on: { click: () => { app.go({ home: atHome }); if (atHome) app.act("open_home", { app: app.channel.app }); } },
  }, label);

  return {
    element: h("header", null, title, tabs),
    update(channel) {
      title.replaceChildren(h("h1", null, channelIcon(channel), channel.name), h("span", { class: "topic" }, channel.topic ?? ""));
      const shown = channel.kind === "im" ? [tab("Messages", false), tab("Home", true)] : [];
      keepFocus(tabs, () => tabs.replaceChildren(...shown));
    },
  };
}
