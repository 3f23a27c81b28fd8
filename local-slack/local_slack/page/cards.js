/** Blocks that hold others or show work: cards, carousels, containers, tasks, plans, videos. */

import { h, link, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { plainText, renderText } from "./mrkdwn.js";
import { renderRichText } from "./rich_text.js";

const words = (object, ctx, name) => (object ? h("div", { class: name }, ...renderText(object, ctx)) : null);

/** @param {(image: object) => Node} picture @param {(element: object) => Node} element draws a button */
export function renderCard(card, ctx, { picture, element }) {
  return h("article", { class: "card" },
    card.hero_image ? h("div", { class: "hero" }, picture(card.hero_image)) : null,
    h("div", { class: "card-head" },
      card.icon ? picture(card.icon) : null,
      h("div", null, words(card.title, ctx, "card-title"), words(card.subtitle, ctx, "card-subtitle"))),
    words(card.body, ctx, "text"),
    words(card.subtext, ctx, "card-subtext"),
    card.actions ? h("div", { class: "block-actions" }, ...card.actions.map(element)) : null);
}

/** Cards side by side. The row scrolls, also with the arrow keys. */
export const renderCarousel = (cards) => h("div", { class: "cards", tabindex: "0", role: "group", "aria-label": "Cards" }, ...cards);

/** A box around other blocks, which may be closed. @param {Node} children */
export function renderContainer(block, ctx, { picture, children }) {
  const title = block.rich_text_title
    ? h("div", { class: "container-title" }, ...renderRichText(block.rich_text_title.elements, ctx))
    : h("div", { class: "container-title" }, plainText(block.title));
  const head = [block.icon ? picture(block.icon) : null, h("div", null, title, words(block.subtitle, ctx, "container-subtitle"))];
  const name = `container ${block.width ?? "standard"}${block.has_header_divider ? " divided" : ""}`;
  if (!block.is_collapsible) return h("section", { class: name }, h("div", { class: "container-head" }, ...head), children);
  const shown = ctx.memory(`${block.block_id}/open`, () => ({ open: !block.default_collapsed }));
  const node = h("details", { class: name, open: shown.open }, h("summary", { class: "container-head" }, ...head, icon("down")), children);
  node.addEventListener("toggle", () => (shown.open = node.open));
  return node;
}

const STATUS = { pending: "To do", in_progress: "In progress", complete: "Done", error: "Failed" };
const SIGNS = { pending: "circle", in_progress: "half", complete: "check", error: "warning" };

export function renderTask(task, ctx) {
  const status = Object.hasOwn(STATUS, task.status) ? task.status : "pending";
  const parts = [["Details", task.details], ["Result", task.output]].filter(([, text]) => text);
  return h("div", { class: `task ${status}` },
    icon(SIGNS[status]),
    h("div", { class: "task-body" },
      h("div", { class: "task-title" }, task.title, h("span", { class: "hidden" }, `, ${STATUS[status].toLowerCase()}`)),
      ...parts.map(([name, text]) => h("details", null, h("summary", null, name), ...renderRichText(text.elements, ctx))),
      task.sources ? h("ul", { class: "sources" }, ...task.sources.map((source) => h("li", null, link(source.url, source.text)))) : null));
}

export function renderPlan(block, ctx) {
  const id = uniqueId("plan");
  return h("section", { "aria-labelledby": id },
    h("div", { class: "plan-title", id }, block.title),
    ...(block.tasks ?? []).map((task) => renderTask(task, ctx)));
}

/** A video is not played: this page loads nothing that could run. Its picture links to it. */
export function renderVideo(block, ctx, { picture }) {
  const address = block.title_url ?? block.video_url;
  const by = [block.provider_name, block.author_name].filter(Boolean).join(" · ");
  return h("figure", { class: "video" },
    by ? h("div", { class: "video-by" }, block.provider_icon_url ? picture({ image_url: block.provider_icon_url }) : null, by) : null,
    h("div", { class: "video-title" }, link(address, plainText(block.title))),
    block.description ? h("div", { class: "text" }, plainText(block.description)) : null,
    link(block.video_url, picture({ image_url: block.thumbnail_url, alt_text: block.alt_text }), icon("play")));
}
