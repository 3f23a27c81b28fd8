/** Line icons. */

import { h, svg } from "./dom.js";

const PATHS = {
  hash: "M9 4 7 20M17 4l-2 16M4 9h16M3.5 15h16",
  plus: "M12 5v14M5 12h14",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z",
  home: "M4 11 12 4l8 7v9h-5v-6H9v6H4z",
  people: "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM3 20c0-3.5 2.7-5.5 6-5.5s6 2 6 5.5M16 5.5a3.2 3.2 0 0 1 0 6M17.5 14.8c2 .6 3.5 2.3 3.5 5.2",
  plus: "M12 5v14M5 12h14",
  columns: "M4 5h16v14H4zM12 5v14",
  menu: "M4 6h16M4 12h16M4 18h16",
  close: "M6 6l12 12M18 6 6 18",
  back: "M15 5l-7 7 7 7",
  down: "M6 9l6 6 6-6",
  send: "M4 4l17 8-17 8 3-8zM7 12h8",
  reply: "M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  react: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM9 10h.01M15 10h.01M8.5 14a4 4 0 0 0 7 0",
  pin: "M9 3h6l-1 6 3 4H7l3-4zM12 13v8",
  threads: "M3 5h13v9H8l-4 3v-3H3zM19 9h2v9h-1v3l-4-3h-5v-2",
  search: "M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5",
  info: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 11v5M12 8h.01",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 7.5V12l3 2",
  check: "M5 12.5l4.5 4.5L19 7.5",
  circle: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z",
  half: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 2",
  play: "M8 5l11 7-11 7z",
  react: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM9 10h.01M15 10h.01M8.5 14a4 4 0 0 0 7 0",
  pin: "M9 3h6l-1 6 3 4H7l3-4zM12 13v8",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  bold: "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
  italic: "M10 5h7M7 19h7M14 5l-4 14",
  strike: "M5 12h14M16 8c0-2-2-3-4-3s-4 1-4 3 2 3 4 4M8 16c0 2 2 3 4 3s4-1 4-3",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  numbers: "M10 6h10M10 12h10M10 18h10M4 4.5 5.5 4v4M4 11h2.5L4 14h2.5",
  bullets: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  quote: "M5 4v16M9 8h11M9 12h11M9 16h7",
  code: "M9 7l-5 5 5 5M15 7l5 5-5 5",
  block: "M4 5h16v14H4zM10 10l-2 2 2 2M14 10l2 2-2 2",
  at: "M16 12a4 4 0 1 0-1.5 3M16 8v5.5a2.3 2.3 0 0 0 4.5 0V12a8.5 8.5 0 1 0-3.5 7",
  warning: "M12 4 2.5 20h19zM12 10v5M12 17.5h.01",
};

/** @param {keyof PATHS} name */
export const icon = (name) =>
  svg("svg", { class: `icon icon-${name}`, viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: PATHS[name] }));

/** A button that shows an icon and says `label`. */
export const iconButton = (name, label, click, props = {}) =>
  h("button", { type: "button", class: "plain", title: label, "aria-label": label, on: click ? { click } : {}, ...props }, icon(name));

/** The mark of a channel: a lock, a hash, or nothing for a direct message. */
export const channelIcon = (channel) => (channel.kind === "im" ? null : icon(channel.kind === "private" ? "lock" : "hash"));
