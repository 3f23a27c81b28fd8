/**
 * Two people side by side, each in a frame with the page as they see it. The address holds both:
 * `/side#U1/C1+U2/D2`. A script can direct the frames, and say a sentence on top: see `/-/stage`.
 */

import * as api from "./api.js";
import { h } from "./dom.js";

const place = (frame) => frame.contentWindow.location.hash.replace(/^#\//, "");

/** A frame that shows a place, such as `U1/C1`. */
function createSide(number, start, { moved }) {
  const frame = h("iframe", { src: `/#/${start}`, title: `Window ${number}` });
  const element = h("div", { class: "side" }, frame);
  frame.addEventListener("load", () => {
    frame.contentWindow.addEventListener("hashchange", moved);
    moved();
  });
  return {
    element,
    frame,
    get place() {
      return place(frame) || start;
    },
    go(next) {
      if (next && next !== place(frame)) frame.contentWindow.location.hash = `#/${next}`;
    },
  };
}

async function start() {
  const { people } = await api.boot();
  const [left, right] = location.hash.slice(1).split("+");
  const caption = h("p", { class: "side-caption", role: "status" });
  const starts = [left || people[0].id, right || (people[1] ?? people[0]).id];
  const sides = starts.map((each, index) => createSide(index + 1, each, { moved: () => update() }));
  const tabs = sides.map((side) => h("button", { type: "button", on: { click: () => (bringToFront(side), side.frame.focus()) } }));
  const close = h("a", { class: "side-close" }, "One window");
  let front = sides[0];

  function bringToFront(side) {
    front = side;
    update();
  }

  function update() {
    sides.forEach((side, index) => {
      const id = side.place.split("/")[0];
      const name = people.find((person) => person.id === id)?.real_name ?? id;
      side.frame.title = name;
      tabs[index].textContent = name;
      tabs[index].setAttribute("aria-pressed", String(side === front));
      side.element.classList.toggle("in-front", side === front);
    });
    close.href = `/#/${front.place}`;
    history.replaceState(null, "", `#${sides.map((side) => side.place).join("+")}`);
  }

  document.body.replaceChildren(h("main", { class: "side-page" },
    caption,
    h("div", { class: "side-tabs", role: "group", "aria-label": "Person in front" }, tabs, close),
    h("div", { class: "sides" }, sides.map((side) => side.element))));
  update();
  api.stage((directions) => {
    caption.textContent = directions.caption ?? "";
    sides[0].go(directions.left);
    sides[1].go(directions.right);
    if (directions.front) bringToFront(sides[directions.front === "right" ? 1 : 0]);
  });
}

start().catch((error) => {
  document.body.replaceChildren(h("p", { class: "empty" }, "The local workspace is not answering. Start it again, then reload this page."));
  throw error;
});
