/** A small card that says who somebody is. */

import { clockTime, present } from "./dates.js";
import { h } from "./dom.js";
import { iconButton } from "./icons.js";
import { avatar } from "./avatar.js";

/** Opens the card of a person beside `anchor`, or in the middle of the page. */
export function openPersonCard(app, id, anchor = null) {
  const person = app.view.people.find((each) => each.id === id);
  if (!person) return app.notify("Nobody in this workspace has that id.");
  const kind = person.is_bot ? "App" : person.is_deactivated ? "Deactivated" : person.is_stranger ? "Other workspace" : person.is_guest ? "Guest" : null;
  const row = (name, value) => (value ? [h("dt", null, name), h("dd", null, value)] : []);
  const close = () => {
    card.remove();
    if (anchor?.isConnected) anchor.focus();
  };
  const card = h("div", { class: "person-card", role: "dialog", popover: "auto", "aria-label": person.real_name },
    h("header", null, avatar(person),
      h("div", null, h("strong", null, person.real_name), kind ? h("span", { class: "badge" }, kind) : null,
        h("small", null, `@${person.name}`)),
      iconButton("close", "Close", () => card.hidePopover(), { autofocus: true })),
    h("dl", null, ...row("Title", person.title), ...row("Local time", person.is_bot ? null : localTime(person.tz)), ...row("Member ID", person.id)));
  card.addEventListener("toggle", (event) => event.newState === "closed" && close());
  document.body.append(card);
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
