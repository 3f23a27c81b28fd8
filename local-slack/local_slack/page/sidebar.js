/** The workspace, who is acting, channels and apps. */

import { h, keepFocus } from "./dom.js";
import { channelIcon } from "./icons.js";
import { avatar } from "./messages.js";

/** @param {object} app @param {{chosen: () => void}} hooks called when a channel was chosen */
export function createSidebar(app, { chosen }) {
  const element = h("nav", { class: "sidebar", id: "sidebar", "aria-label": "Workspace" });
  let drawn = "";

  function person() {
    const change = () => app.go({ person: select.value });
    const select = h("select", { id: "acting-as", "data-key": "acting-as", on: { change } },
      ...app.boot.people.map((each) => h("option", { value: each.id, selected: each.id === app.route.person }, each.real_name)));
    const me = app.boot.people.find((each) => each.id === app.route.person);
    return h("div", { class: "acting" }, avatar(me), h("div", null, h("label", { for: "acting-as" }, "Acting as"), select));
  }

  function channel(each) {
    const current = each.id === app.route.channel;
    const unread = each.unread > 0 && !current;
    return h("li", null, h("button", {
      type: "button", "data-key": `channel/${each.id}`,
      class: unread ? "unread" : null, "aria-current": current ? "page" : null,
      on: { click: () => { app.go({ channel: each.id }); chosen(); } },
    },
    channelIcon(each) ?? avatar(app.view.people.find((person) => person.is_bot)),
    h("span", { class: "name" }, each.name),
    each.kind === "private" ? h("span", { class: "hidden" }, "private channel") : null,
    unread ? h("span", { class: "count" }, String(each.unread), h("span", { class: "hidden" }, " unread")) : null));
  }

  const list = (title, channels) => h("section", null, h("h2", null, title), h("ul", null, ...channels.map(channel)));

  return {
    element,
    update() {
      const { channels, people } = app.view;
      const json = JSON.stringify([channels, people, app.route]);
      if (json === drawn) return;
      drawn = json;
      keepFocus(element, () => element.replaceChildren(
        h("div", { class: "workspace" }, h("strong", null, app.boot.workspace.name), h("small", null, "Sample people and channels")),
        person(),
        list("Channels", channels.filter((each) => each.kind !== "im")),
        list("Apps", channels.filter((each) => each.kind === "im")),
      ));
    },
  };
}
