/** Starts the page, and draws it again after every change. */

import * as api from "./api.js";
import { createApp } from "./app.js";
import { createChannelDetails } from "./channel_details.js";
import { ask } from "./confirm.js";
import { h } from "./dom.js";
import { createModals } from "./modal.js";
import { followLink, openArchive } from "./navigation.js";
import { createPane } from "./pane.js";
import { createPanel } from "./panel.js";
import { openPersonCard } from "./person_card.js";
import { readRoute } from "./route.js";
import { createSidebar } from "./sidebar.js";
import { remember } from "./storage.js";
import { openSwitcher } from "./switcher.js";
import { createThread } from "./thread.js";
import { createToasts } from "./toasts.js";
import { createTopbar } from "./topbar.js";

const root = document.querySelector("#app");

async function start() {
  const toasts = createToasts();
  const offline = h("div", { class: "offline", role: "status", hidden: true }, "The local workspace is not answering. This page goes on when it runs again.");
  const boot = await api.boot();
  const refusal = await openArchive(boot);
  const app = createApp(boot, {
    changed: () => draw(),
    connected: (yes) => (offline.hidden = yes),
    notify: (sentence, topic) => (modals.isOpen ? modals.showBanner(sentence) : toasts.show(sentence, topic)),
  });

  const showSidebar = (open) => {
    document.body.classList.toggle("sidebar-open", open);
    topbar.showSidebar(open);
  };
  const panel = createPanel(app);
  app.showInTraffic = panel.showMessage;
  const topbar = createTopbar(app, { panel, toggleSidebar: () => showSidebar(!document.body.classList.contains("sidebar-open")) });
  const shade = h("div", { class: "shade", on: { click: () => showSidebar(false) } });
  const sidebar = createSidebar(app, { chosen: () => showSidebar(false) });
  const details = createChannelDetails(app);
  const pane = createPane(app, { showDetails: details.open });
  const thread = createThread(app);
  const modals = createModals(app);
  /** Everything that is drawn again after a change, in this order. */
  const parts = [topbar, sidebar, pane, details, thread, modals, panel];

  root.replaceChildren(
    topbar.element,
    offline,
    h("div", { class: "columns" }, sidebar.element, shade, pane.element, thread.element, panel.element),
    modals.element, toasts.element,
  );

  let stop = () => {};
  let listeningAs = null;
  let left = null; // whose account was closed while they acted
  const notices = new Set();
  let firstLook = true;

  function follow() {
    app.route = readRoute(location.hash);
    const accounts = (app.view?.accounts ?? boot.people).filter((person) => !person.is_deactivated);
    if (!accounts.some((person) => person.id === app.route.person)) return leaveAccount(accounts[0]);
    if (app.route.person === listeningAs) return app.view ? draw() : undefined;
    stop();
    listeningAs = app.route.person;
    remember("person", listeningAs);
    firstLook = true;
    stop = api.events(app.route.person, {
      changed: () => app.refresh(),
      othersChanged: () => app.refreshBadges(),
      trafficChanged: panel.hear,
      connected: (yes) => (yes ? reconnect() : (offline.hidden = false)),
    });
    return app.refresh();
  }

  /** Acts as somebody else. Whoever was acting has to know it before they go on typing. */
  function leaveAccount(next) {
    const { me } = app.view ?? {};
    const wasActing = me?.id === app.route.person && me.id !== left;
    app.go({ person: next.id });
    if (!wasActing) return;
    left = me.id;
    const text = `You act as ${next.real_name} now.`;
    ask({ title: "This account was deactivated", text: `Nobody can act as ${me.real_name} any more. ${text}`, confirm: `Act as ${next.real_name}`, deny: "", style: "primary" })
      .then(() => (left = null));
  }

  /** After a restart the workspace may have other apps and people. */
  async function reconnect() {
    const isBack = !offline.hidden;
    if (isBack && JSON.stringify(await api.boot()) !== JSON.stringify(boot)) location.reload();
    else app.refresh();
  }

  function draw() {
    if (app.view.me.id !== app.route.person) return undefined; // what this person sees is on its way
    if (app.view.me.is_deactivated) return follow(); // somebody has just closed this account
    if (!app.channel) {
      const { channels } = app.view;
      return app.go({ channel: (channels.find(({ kind, has_bot: hasApp }) => kind !== "im" && hasApp) ?? channels[0]).id });
    }
    const { channel } = app;
    document.title = `${channel.name} · ${boot.workspace.name}`;
    for (const part of parts) part.update();
    showNotices();
    if (document.visibilityState === "visible") markRead(channel, thread.root);
    return undefined;
  }

  /** Notes that the person has read what is on the screen. */
  function markRead(channel, root) {
    const { person } = app.route;
    if (pane.showsMessages && channel.unread > 0) api.act(person, "read", { channel: channel.id });
    if (root?.unread_replies > 0) api.act(person, "read", { channel: channel.id, thread_ts: root.ts });
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

  addEventListener("hashchange", () => {
    app.jumped = ""; // so that a linked message is scrolled to
    const { person, channel } = readRoute(location.hash);
    if (person !== app.route.person || channel !== app.route.channel) toasts.clear();
    follow();
  });
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[href]");
    const named = event.target.closest("[data-person]");
    const opensNewTab = event.ctrlKey || event.metaKey || event.shiftKey;
    if (anchor && !(opensNewTab && anchor.protocol.startsWith("http")) && followLink(app, anchor.href)) event.preventDefault();
    else if (named) openPersonCard(app, named.dataset.person, named);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && app.refresh());
  document.addEventListener("keydown", (event) => {
    if (event.code === "Backquote" && event.ctrlKey && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      panel.toggle();
    }
    const isShortcut = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!isShortcut || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    openSwitcher(app);
  });
  await follow();
  if (refusal) app.notify(refusal);
}

start().catch((error) => {
  root.replaceChildren(h("p", { class: "empty" }, "The local workspace is not answering. Start it again, then reload this page."));
  throw error;
});
