/** How tall a message is on a desktop and on a phone: measured, with the page's own styles. */

import { h } from "./dom.js";
import { renderMessage } from "./messages.js";

/** The widths in pixels at which messages are measured. */
export const WIDTHS = { desktop: 1280, phone: 390 };
/** The heights in pixels that fit on one screen beside the heads and the composer. */
export const ONE_SCREEN = { desktop: 480, phone: 600 };

const frames = new Map();

/** A hidden window of that width, laid out as the page is with a channel open. */
function openFrame(width) {
  if (!frames.has(width)) frames.set(width, createFrame(width));
  return frames.get(width);
}

async function createFrame(width) {
  // A document of its own: an empty one would be laid out by older rules.
  const frame = h("iframe", { class: "measuring", srcdoc: "<!doctype html>", title: "", "aria-hidden": "true", tabindex: "-1" });
  frame.style.width = `${width}px`;
  await new Promise((resolve) => {
    frame.addEventListener("load", resolve, { once: true });
    document.body.append(frame);
  });
  const { head, body, fonts } = frame.contentDocument;
  const rows = h("div", { class: "rows" });
  body.append(h("div", { id: "app" }, h("div", { class: "columns" },
    h("nav", { class: "sidebar" }), h("main", { class: "pane" }, h("div", { class: "messages" }, rows)))));
  await Promise.all([...document.querySelectorAll("link[rel=stylesheet]")].map(({ href }) => new Promise((resolve) => {
    head.append(h("link", { rel: "stylesheet", href, on: { load: resolve, error: resolve } }));
  })));
  await fonts.ready;
  return rows;
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

async function measureAt(app, message, width) {
  const rows = await openFrame(width);
  const node = renderMessage(app, message);
  rows.append(node);
  for (const image of node.querySelectorAll("img")) image.loading = "eager";
  await Promise.all([...node.querySelectorAll("img")].map((image) => image.decode().catch(() => {})));
  // Charts are drawn again at the width that they get.
  for (let drawn = 0; drawn < 3; drawn += 1) await nextFrame();
  const { height } = node.getBoundingClientRect();
  node.remove();
  return Math.round(height);
}

/**
 * The height of a message in pixels, with its author's name above it.
 * @param {object} app the page's state @param {object} message as `/-/view` gives it
 * @returns {Promise<{desktop: number, phone: number}>}
 */
export async function measure(app, message) {
  const [desktop, phone] = await Promise.all(Object.values(WIDTHS).map((width) => measureAt(app, message, width)));
  return { desktop, phone };
}
