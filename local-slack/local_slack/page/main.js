/** Starts the page, and draws it again after every change. */

import * as api from "./api.js";
import { createApp } from "./app.js";
import { renderBlocks } from "./blocks.js";
import { createComposer } from "./composer.js";
import { h, keepFocus } from "./dom.js";
import { channelIcon, icon, iconButton } from "./icons.js";
import { createMessageList, topLevel } from "./messages.js";
import { createModals } from "./modal.js";
import { readRoute } from "./route.js";
import { createSidebar } from "./sidebar.js";
import { openSwitcher } from "./switcher.js";
import { createThread } from "./thread.js";

const root = document.querySelector("#app");

/** Short notices at the edge of the page. */
function createToasts() {
  const element = h("div", { class: "toasts", role: "status", popover: "manual" });
  return {
    element,
    show(sentence) {
      if ([...element.children].some((toast) => toast.textContent === sentence)) return;
      const toast = h("div", { class: "toast" }, sentence, iconButton("close", "Dismiss", () => remove()));
      const remove = () => {
        toast.remove();
        if (!element.childElementCount) element.hidePopover();
      };
      element.append(toast);
      element.hidePopover();
      element.showPopover();
      setTimeout(remove, 8000);
    },
  };
}

async function start() {
  const toasts = createToasts();
  const offline = h("div", { class: "offline", role: "status", hidden: true }, "Reconnecting to the local workspace…");
  const boot = await api.boot();
  const app = createApp(boot, {
    changed: () => draw(),
    connected: (yes) => (offline.hidden = yes),
    notify: (sentence) => (modals.isOpen ? modals.showBanner(sentence) : toasts.show(sentence)),
  });

  const toggle = (open) => {
    document.body.classList.toggle("sidebar-open", open);
    menu.setAttribute("aria-expanded", String(open));
  };
  const menu = iconButton("menu", "Channels", () => toggle(!document.body.classList.contains("sidebar-open")), {
    class: "plain menu-button", "aria-expanded": "false", "aria-controls": "sidebar",
  });
  const jump = h("button", { type: "button", class: "jump", "aria-label": "Jump to a channel", on: { click: () => openSwitcher(app) } },
    icon("search"), h("span", null, "Jump to a channel"), h("kbd", null, "Ctrl K"));
  const shade = h("div", { class: "shade", on: { click: () => toggle(false) } });
  const sidebar = createSidebar(app, { chosen: () => toggle(false) });
  const title = h("div", { class: "channel-title" });
  const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "App" });
  const list = createMessageList(app, { label: "Messages" });
  const home = h("div", { class: "home", role: "tabpanel", "aria-label": "Home", tabindex: "0" });
  const composer = createComposer(app, { commands: true });
  const thread = createThread(app);
  const modals = createModals(app);
  const pane = h("main", { class: "pane" }, h("header", null, title, tabs), list.element, home, composer.element);

  root.replaceChildren(
    h("div", { class: "topbar" }, menu, h("span", { class: "stand-in" }, "Local workspace, a stand-in for Slack"), jump),
    offline,
    h("div", { class: "columns" }, sidebar.element, shade, pane, thread.element),
    modals.element, toasts.element,
  );

  let stop = () => {};
  let listeningAs = null;
  const notices = new Set();
  let firstLook = true;
  let homeDrawn = "";

  function follow() {
    app.route = readRoute(location.hash);
    if (!boot.people.some((person) => person.id === app.route.person)) return app.go({ person: boot.people[0].id });
    if (app.route.person === listeningAs) return app.view ? draw() : undefined;
    stop();
    listeningAs = app.route.person;
    firstLook = true;
    stop = api.events(app.route.person, {
      changed: () => app.refresh(),
      connected: (yes) => (yes ? app.refresh() : (offline.hidden = false)),
    });
    return app.refresh();
  }

  function draw() {
    if (!app.channel) {
      const { channels } = app.view;
      return app.go({ channel: (channels.find(({ kind, has_bot: hasApp }) => kind !== "im" && hasApp) ?? channels[0]).id });
    }
    const { channel, route: { person, home: atHome } } = app;
    document.title = `${channel.name} · ${boot.workspace.name}`;
    sidebar.update();
    drawTitle(channel);
    const isHome = atHome && channel.kind === "im";
    list.element.hidden = isHome;
    composer.element.hidden = isHome;
    home.hidden = !isHome;
    if (isHome) drawHome();
    else list.update(topLevel(app.view.messages[channel.id] ?? []), `${person}/${channel.id}`, intro(channel));
    const label = `Message ${channel.kind === "im" ? "" : "#"}${channel.name}`;
    composer.update({ key: `${person}/${channel.id}`, channel: channel.id, label });
    thread.update();
    modals.update();
    showNotices();
    if (channel.unread > 0 && document.visibilityState === "visible") api.act(person, "read", { channel: channel.id });
    return undefined;
  }

  function drawTitle(channel) {
    title.replaceChildren(h("h1", null, channelIcon(channel), channel.name), h("span", { class: "topic" }, channel.topic ?? ""));
    const tab = (label, atHome) => h("button", {
      type: "button", role: "tab", "data-key": `tab/${label}`, "aria-selected": String(app.route.home === atHome),
      on: { click: () => { app.go({ home: atHome }); if (atHome) app.act("open_home", {}); } },
    }, label);
    const shown = channel.kind === "im" ? [tab("Messages", false), tab("Home", true)] : [];
    keepFocus(tabs, () => tabs.replaceChildren(...shown));
  }

  function drawHome() {
    const view = app.view.home;
    const json = JSON.stringify([app.route.person, view]);
    if (json === homeDrawn) return;
    homeDrawn = json;
    const ctx = view && app.contextFor({ container: "home", view_id: view.id }, view.state?.values);
    keepFocus(home, () => home.replaceChildren(ctx
      ? renderBlocks(view.blocks ?? [], ctx)
      : h("p", { class: "empty" }, "The app has not put anything on its Home tab yet.")));
  }

  let introFor = {};
  function intro(channel) {
    if (introFor.id !== channel.id) {
      const text = channel.kind === "im"
        ? `This is the direct message between you and ${channel.name}.`
        : `This is the ${channel.kind} channel #${channel.name}.${channel.has_bot ? "" : " The app is not in this channel."}`;
      const [first] = channel.has_bot ? boot.commands : [];
      const start = first ? ` Type / to see what the app can do, or start with ${first.command}.` : "";
      const heading = h("h2", null, channelIcon(channel), channel.name);
      introFor = { id: channel.id, node: h("div", { class: "intro" }, heading, h("p", null, text + start)) };
    }
    return introFor.node;
  }

  /** Shows what Slack itself has to say. Notices from before this page was opened are old. */
  function showNotices() {
    for (const { id, text } of app.view.notices ?? []) {
      if (notices.has(id)) continue;
      notices.add(id);
      if (!firstLook) app.notify(text);
    }
    firstLook = false;
  }

  addEventListener("hashchange", follow);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && app.refresh());
  document.addEventListener("keydown", (event) => {
    const isShortcut = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!isShortcut || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    openSwitcher(app);
  });
  await follow();
}

start().catch((error) => {
  root.replaceChildren(h("p", { class: "empty" }, "The local workspace is not answering. Start it again, then reload this page."));
  throw error;
});
