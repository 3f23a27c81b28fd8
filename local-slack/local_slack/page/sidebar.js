/** The workspace, who is acting, threads, channels and apps. */

import { openNewChannel, openNewPerson } from "./channel_forms.js";
import { h, keepFocus } from "./dom.js";
import { channelIcon, icon, iconButton } from "./icons.js";
import { createMenu } from "./menu.js";
import { avatar } from "./avatar.js";
import { openChannel } from "./navigation.js";
import { unreadReplies } from "./threads.js";

/** By the alphabet, and archived ones last. */
const byName = (one, other) => one.is_archived - other.is_archived || one.name.localeCompare(other.name);

/** @param {object} app @param {{chosen: () => void}} hooks called when a channel was chosen */
export function createSidebar(app, { chosen }) {
  const select = h("select", { id: "acting-as", on: { change: () => app.go({ person: select.value }) } });
  const face = h("span");
  const waiting = h("div", { class: "waiting" });
  const lists = h("div");
  const more = createMenu(iconButton("plus", "Add to the workspace"), [
    { text: "Create a channel", choose: () => openNewChannel(app) },
    { text: "Add a person", choose: () => openNewPerson(app) },
  ]);
  const element = h("nav", { class: "sidebar", id: "sidebar", "aria-label": "Workspace" },
    h("div", { class: "workspace" }, h("div", null, h("strong", null, app.boot.workspace.name), h("small", null, "People and channels to try with")), more),
    h("div", { class: "acting" }, face, h("div", null, h("label", { for: "acting-as" }, "Acting as"), select)),
    waiting, lists);
  let drawn = "";


  /** A person's name, with how many messages for them are unread. */
  function nameWithBadge(person) {
    if (person.is_deactivated) return `${person.real_name}: deactivated`;
    const { count = 0, unread = false } = app.badges[person.id] ?? {};
    if (person.id === app.route.person) return person.real_name;
    return person.real_name + (count ? ` (${count})` : unread ? " •" : "");
  }

  /** Changes the options in place, so that the open list stays open. */
  function updatePeople() {
    const people = app.view.accounts;
    people.forEach((person, index) => {
      const option = select.options[index] ?? select.appendChild(h("option"));
      if (option.value !== person.id) option.value = person.id;
      const text = nameWithBadge(person);
      if (option.textContent !== text) option.textContent = text;
      option.disabled = person.is_deactivated;
    });
    while (select.options.length > people.length) select.lastChild.remove();
    if (document.activeElement !== select || select.value !== app.route.person) select.value = app.route.person;
    const forOthers = people.filter((person) => person.id !== app.route.person && app.badges[person.id]?.count);
    keepFocus(waiting, () => waiting.replaceChildren(...forOthers.map(shortcutTo)));
    waiting.hidden = !forOthers.length;
    face.replaceChildren(avatar(people.find((person) => person.id === app.route.person)));
  }

  /** A way to somebody who has unread messages for them. */
  function shortcutTo(person) {
    const { count } = app.badges[person.id];
    const label = `Act as ${person.real_name}, ${count} unread`;
    return h("button", {
      type: "button", title: label, "aria-label": label, "data-key": `act-as/${person.id}`,
      on: { click: () => app.go({ person: person.id }) },
    }, avatar(person), h("span", { class: "count" }, String(count)));
  }

  /** @param {{key: string, name: string, mark: Node, current: boolean, isUnread: boolean, isArchived?: boolean, count: number, note: string, open: () => void}} row */
  const entry = ({ key, name, mark, current, isUnread, isArchived, count, note, open }) => h("li", null, h("button", {
    type: "button", "data-key": key, class: isUnread ? "unread" : isArchived ? "archived" : null, "aria-current": current ? "page" : null, title: name,
    on: { click: () => { open(); chosen(); } },
  },
  mark, h("span", { class: "name" }, name), h("span", { class: "hidden" }, note),
  count ? h("span", { class: "count", "aria-hidden": "true" }, String(count)) : null));

  function channel(each) {
    const current = each.id === app.route.channel && !app.route.threads;
    const unread = current ? 0 : each.unread;
    const forMe = current ? 0 : each.for_me;
    const notes = [each.kind === "private" && " private channel", each.is_archived && " archived", unread && ` ${unread} unread`];
    return entry({
      key: `channel/${each.id}`, name: each.name, current, isUnread: unread > 0, isArchived: each.is_archived, count: forMe,
      mark: channelIcon(each) ?? avatar(userBehind(each)),
      note: notes.filter(Boolean).join(","), open: () => openChannel(app, each.id),
    });
  }

  /** The app or person that a direct message is with. */
  const userBehind = ({ app: id }) => {
    const bot = app.boot.apps.find((each) => each.id === id)?.bot_user;
    return app.view.people.find((person) => person.id === (bot ?? app.route.person));
  };

  function threads() {
    const count = unreadReplies(app.view);
    return entry({
      key: "threads", name: "Threads", mark: icon("threads"), current: app.route.threads, isUnread: count > 0, count,
      note: count ? ` ${count} unread` : "", open: () => app.go({ threads: true }),
    });
  }

  const list = (title, rows) => h("section", { "aria-label": title || null }, title ? h("h2", null, title) : null, h("ul", null, ...rows));

  return {
    element,
    update() {
      const { channels, accounts } = app.view;
      more.hidden = !app.view.me.is_member;
      const json = JSON.stringify([channels, accounts, app.route, app.badges, unreadReplies(app.view)]);
      if (json === drawn) return;
      drawn = json;
      updatePeople();
      const scroll = element.scrollTop;
      keepFocus(lists, () => lists.replaceChildren(
        list("", [threads()]),
        list("Channels", channels.filter((each) => each.kind !== "im").sort(byName).map(channel)),
        list("Direct messages", channels.filter((each) => each.kind === "im" && !each.app).map(channel)),
        list("Apps", channels.filter((each) => each.app).map(channel)),
      ));
      element.scrollTop = scroll;
    },
  };
}
