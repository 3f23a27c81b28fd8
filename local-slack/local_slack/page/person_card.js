/** A small card that says who somebody is. */

import { ask } from "./confirm.js";
import { clockTime, present } from "./dates.js";
import { button, h } from "./dom.js";
import { iconButton } from "./icons.js";
import { withEmoji } from "./mrkdwn.js";
import { avatar } from "./avatar.js";

/** What an administrator may do to somebody's account. */
const CHANGES = {
  deactivate: "Deactivate account", reactivate: "Reactivate account", make_guest: "Make a guest", make_member: "Make a member",
  make_administrator: "Make an administrator", end_administrator: "No longer an administrator",
};

/** What follows from a change, which is asked about first. */
const CONSEQUENCES = {
  deactivate: (name) => `Nobody can act as ${name} until the account is reactivated.`,
  make_guest: (name) => `${name} sees only the channels that they are in.`,
  make_administrator: (name) => `${name} can change channels and accounts.`,
};

/** What to know about somebody at a glance. */
export const describeRank = (person) => [
  person.is_bot && "App", person.is_deactivated && "Deactivated", person.team, person.is_guest && "Guest",
  person.is_owner ? "Owner" : person.is_admin && "Administrator",
].filter(Boolean);

/** Opens the card of a person beside `anchor`, or in the middle of the page. */
export function openPersonCard(app, id, anchor = null) {
  const person = app.view.people.find((each) => each.id === id);
  if (!person) return app.notify("Nobody in this workspace has that id.");
  const changes = (person.can_change ?? []).map((change) => button(CHANGES[change], async () => {
    card.hidePopover();
    const text = CONSEQUENCES[change]?.(person.real_name);
    if (text && !(await ask({ title: `${CHANGES[change]}?`, text, confirm: CHANGES[change] }))) return;
    const answer = await app.act("account", { user: person.id, change });
    if (!answer.ok) app.notify(answer.error);
  }));
  const row = (name, value) => (value ? [h("dt", null, name), h("dd", null, value)] : []);
  const close = () => {
    card.remove();
    if (anchor?.isConnected) anchor.focus();
  };
  const card = h("div", { class: "person-card", role: "dialog", popover: "auto", "aria-label": person.real_name },
    h("header", null, avatar(person),
      h("div", null, h("strong", null, person.real_name), describeRank(person).map((word) => h("span", { class: "badge" }, word)),
        h("small", null, `@${person.name}`)),
      iconButton("close", "Close", () => card.hidePopover(), { autofocus: true })),
    h("dl", null, ...row("Title", person.title), ...row("Status", withEmoji(person.status ?? "")), ...row("Email", person.is_bot ? null : person.email), ...row("Local time", person.is_bot ? null : localTime(person.tz)), ...row("Member ID", person.id)),
    changes.length ? h("div", { class: "person-actions" }, changes) : null);
  card.addEventListener("toggle", (event) => event.newState === "closed" && close());
  (anchor?.closest("dialog") ?? document.body).append(card); // beside an open dialog nothing can be pressed
  card.showPopover();
  place(card, anchor?.getBoundingClientRect());
  return undefined;
}

function place(card, at) {
  const [left, top] = at
    ? [at.left, at.bottom + 6 + card.offsetHeight < window.innerHeight ? at.bottom + 6 : at.top - 6 - card.offsetHeight]
    : [(window.innerWidth - card.offsetWidth) / 2, (window.innerHeight - card.offsetHeight) / 3];
  card.style.left = `${Math.max(8, Math.min(left, window.innerWidth - card.offsetWidth - 8))}px`;
  card.style.top = `${Math.max(8, top)}px`;
}

function localTime(zone) {
  try {
    return `${clockTime(present(), zone)} (${zone})`;
  } catch {
    return zone; // a zone that this browser does not know
  }
}
