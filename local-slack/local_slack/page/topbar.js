/** The bar above everything: what this page is, and the way to every channel. */

import { createClock } from "./clock.js";
import { h } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { openSwitcher } from "./switcher.js";
import { unreadReplies } from "./threads.js";

/** @param {object} app @param {{panel: {opener: HTMLElement}, toggleSidebar: () => void}} hooks the developer panel; for the menu button, which phones show */
export function createTopbar(app, { panel, toggleSidebar }) {
  const menu = iconButton("menu", "Channels", toggleSidebar, {
    class: "plain menu-button", "aria-expanded": "false", "aria-controls": "sidebar",
  });
  /** On a phone the channels are hidden: their button says that something in them is unread. */
  const drawMenu = () => {
    const others = app.view.channels.filter((each) => each.id !== app.route.channel || app.route.threads);
    const unread = others.reduce((sum, each) => sum + each.unread, unreadReplies(app.view));
    menu.classList.toggle("has-unread", unread > 0);
    menu.setAttribute("aria-label", unread ? `Channels, ${unread} unread` : "Channels");
  };
  const jump = h("button", { type: "button", class: "jump", "aria-label": "Jump to a channel", on: { click: () => openSwitcher(app) } },
    icon("search"), h("span", null, "Jump to a channel"), h("kbd", null, "Ctrl K"));
  const clock = createClock(app);
  const next = () => {
    const others = app.view.accounts.filter((person) => person.id !== app.route.person && !person.is_deactivated);
    return others.find((person) => app.channel.members.includes(person.id)) ?? others[0] ?? app.view.me;
  };
  const sides = iconButton("columns", "Two people side by side", () => {
    location.href = `/side#${app.route.person}/${app.route.channel}+${next().id}/${app.route.channel}`;
  });
  sides.classList.add("sides");
  sides.hidden = window !== window.parent; // it is one of two already
  const previews = app.boot.apps.some((each) => each.previews)
    ? h("a", { class: "plain previews-link", href: "/previews", title: "What every surface of the app looks like" }, "Previews") : "";
  const standIn = h("span", { class: "stand-in" }, "Local workspace", h("span", { class: "stand-in-more" }, ", a stand-in for Slack"));
  return {
    element: h("div", { class: "topbar" }, menu, standIn, clock.element, previews, panel.opener, sides, jump),
    update() {
      clock.update();
      drawMenu();
    },
    showSidebar: (open) => menu.setAttribute("aria-expanded", String(open)),
  };
}
