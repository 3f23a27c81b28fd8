/** Block Kit blocks as DOM nodes. An unknown block is shown as unknown. */

import { renderCard, renderCarousel, renderContainer, renderPlan, renderTask, renderVideo } from "./cards.js";
import { renderChart } from "./chart.js";
import { calendar } from "./dates.js";
import { h, isInUse, sync, uniqueId, whenFree } from "./dom.js";
import { renderElement } from "./elements.js";
import { icon } from "./icons.js";
import { renderMarkdown } from "./markdown.js";
import { plainText, renderText } from "./mrkdwn.js";
import { renderRichText } from "./rich_text.js";
import { renderDataTable, renderTable } from "./table.js";

/** The JSON that a block's node was drawn from. */
const drawnFrom = new WeakMap();

/**
 * Renders blocks in order.
 * @param {object[]} blocks
 * @param {import("./context.js").Context} ctx
 * @param {{into: Element, again: () => void}} [former] what was drawn before at this place: blocks that
 * have not changed stay as they are, and one that is in use stays until it is free, when `again` is called
 */
export function renderBlocks(blocks, ctx, { into = h("div", { class: "blocks" }), again } = {}) {
  const whole = blocks.map((block, index) => ({ ...block, block_id: block.block_id ?? `block-${index}` }));
  ctx.values.fit(whole, ctx.current);
  const before = new Map([...into.children].map((node) => [node.dataset.block, node]));
  const nodes = whole.map((block) => {
    const json = JSON.stringify([block, ctx.people.size, ctx.channels.size, calendar()]);
    const former = before.get(block.block_id);
    if (former && drawnFrom.get(former) === json) return former;
    if (former && isInUse(former)) {
      whenFree(former, again);
      return former;
    }
    const node = renderBlock(block, ctx);
    drawnFrom.set(node, json);
    return node;
  });
  sync(into, nodes, again);
  return into;
}

const renderAll = (blocks, ctx) => h("div", { class: "blocks" }, ...blocks.map((block) => renderBlock(block, ctx)));

function renderBlock(block, ctx) {
  const known = Object.hasOwn(RENDERERS, block.type);
  const node = known ? RENDERERS[block.type](block, ctx) : unknown(block);
  node.classList.add("block", known ? `block-${block.type}` : "block-unknown");
  node.dataset.block = block.block_id;
  return node;
}

const unknown = (block) => h("div", { class: "unknown" }, `Unknown block “${block.type}”`);

const text = (object, ctx, tag = "div") => h(tag, { class: "text" }, ...renderText(object, ctx));

function section(block, ctx) {
  const accessory = block.accessory && element(block.accessory, block, ctx, firstLine(block.text ?? block.fields?.[0], ctx));
  return h("div", accessory ? { class: "with-accessory" } : null,
    h("div", { class: "section-body" },
      block.text ? text(block.text, ctx) : null,
      block.fields ? h("div", { class: "fields" }, ...block.fields.map((field) => text(field, ctx))) : null),
    accessory ? h("div", { class: "accessory" }, accessory) : null);
}

/** The words of a text's first line, which name an element without words of its own. */
const firstLine = (object, ctx) => text({ ...object, text: object.text.trim().split("\n")[0] }, ctx).textContent;

/** An element outside an input block: a change is sent at once. */
function element(each, block, ctx, about = "") {
  if (each.type === "image") return picture(each);
  return renderElement(each, { ctx, blockId: block.block_id, dispatches: true, about });
}

const IMAGE_SOURCE = /^(https?:|data:image\/)/i;

/** A file of the workspace, by its id or by an address that ends with its id. */
const fileAddress = ({ id, url }) => `/-/files/${encodeURIComponent(id ?? url.replace(/\/$/, "").split("/").at(-1))}`;

const picture = (image) => h("img", {
  src: image.slack_file ? fileAddress(image.slack_file) : (IMAGE_SOURCE.test(image.image_url) ? image.image_url : null),
  alt: image.alt_text ?? "",
  loading: "lazy",
  referrerpolicy: "no-referrer",
});

function image(block, ctx) {
  const title = block.title ? h("figcaption", null, ...renderText(block.title, ctx)) : null;
  return h("figure", { class: "picture" }, title, picture(block));
}

const context = (block, ctx) => h("div", null, ...block.elements.map((each) => (
  each.type === "image" ? picture(each) : text(each, ctx, "span"))));

function input(block, ctx) {
  const [labelId, hintId, errorId] = ["label", "hint", "error"].map(uniqueId);
  const attributes = {
    "aria-labelledby": labelId,
    "aria-describedby": block.hint ? `${errorId} ${hintId}` : errorId,
    "aria-required": block.optional ? null : "true",
  };
  const control = renderElement(block.element, {
    ctx, blockId: block.block_id, dispatches: block.dispatch_action === true, optional: block.optional === true, attributes,
  });
  const focus = () => (control.querySelector("input:not([type=file]), textarea, [contenteditable], button") ?? control).focus();
  return h("div", null,
    h("div", { class: "label", id: labelId, on: { click: focus } },
      plainText(block.label), block.optional ? h("span", { class: "optional" }, " (optional)") : null),
    control,
    h("div", { class: "field-error", id: errorId, role: "alert" }),
    block.hint ? h("div", { class: "hint", id: hintId }, plainText(block.hint)) : null);
}

const card = (block, ctx) => renderCard(block, ctx, { picture, element: (each) => element(each, block, ctx) });

function alert(block, ctx) {
  const level = ["info", "warning", "error", "success"].includes(block.level) ? block.level : "default";
  const sign = { warning: "warning", error: "warning", success: "check" }[level] ?? "info";
  return h("div", { class: `level-${level}`, role: level === "error" ? "alert" : "note" }, icon(sign), text(block.text, ctx));
}

const RENDERERS = {
  section,
  image,
  context,
  input,
  alert,
  header: ({ level = 1, text: words }) => h(`h${level + 2}`, { class: `header level-${level}` }, plainText(words)),
  divider: () => h("hr"),
  actions: (block, ctx) => h("div", null, ...block.elements.map((each) => element(each, block, ctx))),
  rich_text: (block, ctx) => h("div", null, ...renderRichText(block.elements, ctx)),
  markdown: (block) => h("div", { class: "text markdown" }, ...renderMarkdown(block.text ?? "")),
  context_actions: (block, ctx) => h("div", null, ...block.elements.map((each) => element(each, block, ctx))),
  card: (block, ctx) => h("div", null, card(block, ctx)),
  carousel: (block, ctx) => h("div", null, renderCarousel(block.elements.map((each) => card(each, ctx)))),
  container: (block, ctx) => renderContainer(block, ctx, { picture, children: renderAll(block.child_blocks, ctx) }),
  task_card: (block, ctx) => renderTask(block, ctx),
  plan: (block, ctx) => renderPlan(block, ctx),
  video: (block, ctx) => renderVideo(block, ctx, { picture }),
  table: renderTable,
  data_table: renderDataTable,
  data_visualization: renderChart,
};

/** Shows errors under their fields, and removes old ones. */
export function showErrors(container, errors) {
  for (const node of container.querySelectorAll("[data-block]")) {
    const line = node.querySelector(".field-error");
    if (!line) continue;
    const sentence = errors[node.dataset.block] ?? "";
    if (line.textContent !== sentence) line.textContent = sentence;
    node.classList.toggle("invalid", Boolean(sentence));
    for (const control of node.querySelectorAll("input, textarea, [contenteditable=true], [role=radiogroup], [role=group], .file-input button")) {
      if (sentence) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
}
