/** The time in the workspace, and the menu that moves it on. */

import { moveClock } from "./api.js";
import { calendar, dayAndTime, foreignCity, localDateTime, present } from "./dates.js";
import { button, h, trapTab } from "./dom.js";
import { icon } from "./icons.js";
import { createMenu } from "./menu.js";

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

export function createClock(app) {
  const time = h("span");
  const city = h("span", { class: "clock-city" });
  const opener = h("button", { type: "button", class: "clock", "data-key": "clock" }, icon("clock"), time, city);

  async function move(body) {
    const answer = await moveClock({ ...body, as: app.route.person });
    if (!answer.ok) return answer.error;
    await app.refresh();
    app.notify(`It is now ${dayAndTime(present())}.`, "clock");
    return "";
  }

  async function choose(body) {
    const error = await move(body);
    if (error) app.notify(error, "clock");
  }

  const menu = createMenu(opener, [
    { text: "An hour later", choose: () => choose({ advance: HOUR }) },
    { text: "Tomorrow, 9:00 AM", choose: () => choose({ to: "tomorrow" }) },
    { text: "In a week", choose: () => choose({ advance: 7 * DAY }) },
    { text: "Choose a date and time…", choose: () => openDialog(move) },
  ]);

  function update() {
    const moved = app.view.clock.offset > 0;
    const text = [dayAndTime(present()), foreignCity()].filter(Boolean).join(" ");
    const label = `${text}${moved ? ", moved on from the real time" : ""}. Move the workspace's time`;
    if (opener.title === label) return;
    time.textContent = dayAndTime(present());
    city.textContent = foreignCity();
    opener.title = label;
    opener.setAttribute("aria-label", label);
    opener.classList.toggle("moved", moved);
  }

  let day = "";
  setInterval(() => {
    if (!app.view) return;
    update();
    if (day && day !== calendar()) app.changed(); // midnight has passed
    day = calendar();
  }, 1000);

  return { element: h("div", { class: "clock-anchor" }, menu), update };
}

/** Asks for a date and a time. @param {(body: object) => Promise<string>} move says what is in the way */
function openDialog(move) {
  const before = document.activeElement;
  const now = Math.floor(present() / 1000);
  const field = h("input", {
    type: "datetime-local", id: "moment", class: "picker", value: localDateTime(now + DAY), min: localDateTime(now), required: true, autofocus: true,
  });
  const banner = h("div", { class: "banner", role: "alert", hidden: true });
  const submit = async (event) => {
    event.preventDefault();
    banner.textContent = await move({ to: field.value });
    banner.hidden = !banner.textContent;
    if (banner.hidden) dialog.close();
  };
  const dialog = h("dialog", { class: "modal move-time", "aria-labelledby": "move-time-title" },
    h("form", { novalidate: true, on: { submit } },
      h("header", null, h("h2", { id: "move-time-title" }, "Move the workspace's time")),
      banner,
      h("div", { class: "modal-body" },
        h("div", { class: "label" }, h("label", { for: "moment" }, "New date and time")),
        field,
        h("p", { class: "hint" }, "Time moves forward only. What falls due until then happens at once.")),
      h("footer", null, button("Cancel", () => dialog.close()), button("Move", null, { type: "submit", class: "button primary", on: {} }))));
  dialog.addEventListener("keydown", (event) => trapTab(event, dialog));
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before?.isConnected) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}
