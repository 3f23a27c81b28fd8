/** The time in the workspace, and the menu that moves it on. */

import { moveClock } from "./api.js";
import { calendar, dayAndTime, foreignCity, localDateTime, present } from "./dates.js";
import { labelled, openForm } from "./dialog.js";
import { h } from "./dom.js";
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
  const now = Math.floor(present() / 1000);
  const field = h("input", {
    type: "datetime-local", id: "moment", class: "picker", value: localDateTime(now + DAY), min: localDateTime(now), required: true,
  });
  const hint = "Time moves forward only. What falls due until then happens at once.";
  openForm({
    title: "Move the workspace's time",
    action: "Move",
    fields: [labelled("New date and time", field, { hint })],
    send: () => move({ to: field.value }),
  });
}
