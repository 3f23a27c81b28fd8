/** The details of a channel: what it is for, who is in it, and what can be done to it. */

import { avatar } from "./avatar.js";
import { openInvite, openSure, openText } from "./channel_forms.js";
import { clockTime, present } from "./dates.js";
import { button, h, isInUse, keepFocus, trapTab, uniqueId, whenFree } from "./dom.js";
import { channelIcon, iconButton } from "./icons.js";
import { describeRank, openPersonCard } from "./person_card.js";

/** Opens the details of the channel that is shown. They follow what changes. */
export function createChannelDetails(app) {
  const titleId = uniqueId("details");
  const dialog = h("dialog", { class: "modal details", "aria-labelledby": titleId });
  let shown = null;
  let opener = "";
  let drawn = "";

  dialog.addEventListener("keydown", (event) => trapTab(event, dialog));
  dialog.addEventListener("close", () => {
    shown = null;
    drawn = "";
    dialog.remove();
    document.querySelector(`[data-key="${opener}"]`)?.focus(); // the header may have been drawn again
  });

  async function act(name, fields = {}) {
    const answer = await app.act(name, { channel: shown, ...fields });
    if (!answer.ok) app.notify(answer.error);
  }

  function actions(channel) {
    const { can } = channel;
    const offers = [
      can.includes("join") && ["Join", () => act("join")],
      can.includes("invite") && ["Add people", () => openInvite(app, channel)],
      can.includes("topic") && ["Set topic", () => openText(app, channel, "topic")],
      can.includes("purpose") && ["Describe", () => openText(app, channel, "purpose")],
      can.includes("rename") && ["Rename", () => openText(app, channel, "rename")],
      can.includes("publish") && ["Make public", () => openSure(app, channel, {
        act: "publish", title: `Make #${channel.name} public?`, go: "Make public",
        note: "Everybody in the workspace, without guests, can then read it, also what was written before.",
      })],
      can.includes("unpublish") && ["Make private", () => openSure(app, channel, {
        act: "unpublish", title: `Make #${channel.name} private?`, go: "Make private", note: "Only its members can then read it.",
      })],
      ...app.view.teams.map((team) => shareOffer(channel, team)),
      can.includes("leave") && ["Leave", () => act("leave")],
      can.includes("archive") && ["Archive", () => openSure(app, channel, {
        act: "archive", title: `Archive #${channel.name}?`, go: "Archive", danger: true, note: "Nobody can write in it until it is brought back.",
      })],
      can.includes("unarchive") && ["Unarchive", () => act("unarchive")],
    ];
    return offers.filter(Boolean).map(([text, click]) => button(text, click, { "data-key": `details/${text}` }));
  }

  function shareOffer(channel, team) {
    if (channel.shared_with.includes(team.id)) {
      return channel.can.includes("unshare") && [`Stop sharing with ${team.name}`, () => act("unshare", { team: team.id })];
    }
    return channel.can.includes("share") && [`Share with ${team.name}`, () => openSure(app, channel, {
      act: "share", fields: { team: team.id }, title: `Share #${channel.name} with ${team.name}?`, go: "Share",
      note: "People of theirs can then be invited, and read everything in it.",
    })];
  }

  function member(channel, person) {
    const zone = person.is_bot ? "" : localTime(person.tz);
    const isMe = person.id === app.route.person;
    const canRemove = !isMe && channel.can.includes("invite");
    return h("li", null, avatar(person),
      h("div", null,
        h("button", { type: "button", class: "author", "data-key": `member/${person.id}`, on: { click: (event) => openPersonCard(app, person.id, event.currentTarget) } }, person.real_name),
        ...describeRank(person).map((word) => h("span", { class: "badge" }, word)),
        h("small", null, [person.title, zone].filter(Boolean).join(" · "))),
      canRemove ? button("Remove", () => act("remove", { user: person.id }), { "aria-label": `Remove ${person.real_name}`, "data-key": `remove/${person.id}` }) : null);
  }

  function describe(channel) {
    const teams = app.view.teams.filter((team) => channel.shared_with.includes(team.id)).map((team) => team.name);
    return [
      channel.kind === "private" ? "Private channel" : "Public channel",
      teams.length ? `shared with ${teams.join(" and ")}` : "",
      channel.is_archived ? "archived" : "",
    ].filter(Boolean).join(", ");
  }

  function draw() {
    const channel = app.view.channels.find((each) => each.id === shown);
    if (!channel) return dialog.close();
    const members = channel.members.map((id) => app.view.people.find((person) => person.id === id)).filter(Boolean);
    const json = JSON.stringify([channel, members, app.view.teams, clockTime(present())]);
    if (json === drawn) return undefined;
    if (isInUse(dialog)) return whenFree(dialog, app.changed);
    drawn = json;
    const scroll = dialog.querySelector(".modal-body")?.scrollTop ?? 0;
    keepFocus(dialog, () => dialog.replaceChildren(
      h("header", null, h("h2", { id: titleId }, channelIcon(channel), channel.name), iconButton("close", "Close", () => dialog.close(), { "data-key": "details/close" })),
      h("div", { class: "modal-body", tabindex: "0", role: "region", "aria-labelledby": titleId },
        h("p", { class: "hint" }, describe(channel)),
        channel.topic ? h("p", null, h("strong", null, "Topic: "), channel.topic) : null,
        channel.purpose ? h("p", null, h("strong", null, "Description: "), channel.purpose) : null,
        h("div", { class: "details-actions" }, actions(channel)),
        h("h3", null, `In this channel (${members.length})`),
        h("ul", { class: "details-members" }, members.map((person) => member(channel, person))))));
    dialog.querySelector(".modal-body").scrollTop = scroll;
    if (!dialog.contains(document.activeElement) && !document.querySelector("dialog[open] ~ dialog[open]")) dialog.querySelector("header button").focus();
    return undefined;
  }

  return {
    open() {
      opener = document.activeElement?.dataset.key ?? "";
      shown = app.route.channel;
      draw();
      document.body.append(dialog);
      dialog.showModal();
    },
    update() {
      if (shown) draw();
    },
  };
}

function localTime(zone) {
  try {
    return `${clockTime(present(), zone)} local time`;
  } catch {
    return ""; // a zone that this browser does not know
  }
}
