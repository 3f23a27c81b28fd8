/** rich_text blocks and cells. */

import { slackDate } from "./dates.js";
import { h, link } from "./dom.js";
import { channelMention, groupMention, renderEmoji, userMention } from "./mrkdwn.js";

/** A colour's value, with a swatch of it. */
function color(leaf) {
  const swatch = h("i", { class: "swatch" });
  swatch.style.background = leaf.value.startsWith("#") ? leaf.value : `#${leaf.value}`;
  return h("code", null, swatch, leaf.value);
}

const LEAVES = {
  text: (leaf) => leaf.text,
  link: (leaf) => link(leaf.url, leaf.text ?? leaf.url),
  user: (leaf, ctx) => userMention(leaf.user_id, ctx),
  channel: (leaf, ctx) => channelMention(leaf.channel_id, ctx),
  emoji: (leaf, ctx) => renderEmoji(leaf.name, ctx) ?? `:${leaf.name}:`,
  broadcast: (leaf) => h("span", { class: "mention wide" }, `@${leaf.range}`),
  usergroup: (leaf, ctx) => groupMention(leaf.usergroup_id, ctx),
  team: (leaf) => h("span", { class: "mention" }, `@${leaf.team_id}`),
  color,
  date: (leaf) => {
    const shown = h("time", { title: leaf.fallback }, slackDate(leaf.timestamp, leaf.format, leaf.fallback ?? ""));
    return leaf.url ? link(leaf.url, shown) : shown;
  },
};

function renderLeaf(leaf, ctx) {
  const node = Object.hasOwn(LEAVES, leaf.type) ? LEAVES[leaf.type](leaf, ctx) : undefined;
  if (node === undefined) return h("span", { class: "unknown" }, `Unknown rich text “${leaf.type}”`);
  const { bold, italic, strike, code, underline, highlight } = leaf.style ?? {};
  const tags = [code && "code", strike && "s", underline && "u", highlight && "mark", italic && "em", bold && "strong"].filter(Boolean);
  return tags.reduce((inner, tag) => h(tag, null, inner), node);
}

const leaves = (part, ctx) => (part.elements ?? []).map((leaf) => renderLeaf(leaf, ctx));

const bordered = (part) => (part.border ? { class: "bordered" } : null);

const PARTS = {
  rich_text_section: (part, ctx) => h("div", { class: "text" }, ...leaves(part, ctx)),
  rich_text_preformatted: (part, ctx) => h("pre", bordered(part), ...leaves(part, ctx)),
  rich_text_quote: (part, ctx) => h("blockquote", bordered(part), ...leaves(part, ctx)),
  rich_text_list: (part, ctx) => h(
    part.style === "ordered" ? "ol" : "ul",
    { class: `indent-${Math.min(8, part.indent ?? 0)}${part.border ? " bordered" : ""}`, start: part.offset ? part.offset + 1 : null },
    ...(part.elements ?? []).map((item) => h("li", null, ...leaves(item, ctx))),
  ),
};

/** @param {object[]} elements of a rich_text block or cell */
export const renderRichText = (elements, ctx) => (elements ?? []).map((part) => (
  Object.hasOwn(PARTS, part.type) ? PARTS[part.type](part, ctx) : h("div", { class: "unknown" }, `Unknown rich text “${part.type}”`)
));
