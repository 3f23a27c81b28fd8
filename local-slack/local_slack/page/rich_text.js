/** rich_text blocks and cells. */

import { slackDate } from "./dates.js";
import { h, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelMention, userMention } from "./mrkdwn.js";

const LEAVES = {
  text: (leaf) => leaf.text,
  link: (leaf) => link(leaf.url, leaf.text ?? leaf.url),
  user: (leaf, ctx) => userMention(leaf.user_id, ctx),
  channel: (leaf, ctx) => channelMention(leaf.channel_id, ctx),
  emoji: (leaf) => emoji(leaf.name) ?? `:${leaf.name}:`,
  broadcast: (leaf) => h("span", { class: "mention wide" }, `@${leaf.range}`),
  usergroup: () => h("span", { class: "mention" }, "@group"),
  color: (leaf) => h("code", null, leaf.value),
  date: (leaf) => h("time", { title: leaf.fallback }, slackDate(leaf.timestamp, leaf.format, leaf.fallback ?? "")),
};

function renderLeaf(leaf, ctx) {
  const node = Object.hasOwn(LEAVES, leaf.type) ? LEAVES[leaf.type](leaf, ctx) : undefined;
  if (node === undefined) return h("span", { class: "unknown" }, `Unknown rich text “${leaf.type}”`);
  const { bold, italic, strike, code } = leaf.style ?? {};
  const tags = [code && "code", strike && "s", italic && "em", bold && "strong"].filter(Boolean);
  return tags.reduce((inner, tag) => h(tag, null, inner), node);
}

const leaves = (part, ctx) => (part.elements ?? []).map((leaf) => renderLeaf(leaf, ctx));

const PARTS = {
  rich_text_section: (part, ctx) => h("div", { class: "text" }, ...leaves(part, ctx)),
  rich_text_preformatted: (part, ctx) => h("pre", null, ...leaves(part, ctx)),
  rich_text_quote: (part, ctx) => h("blockquote", null, ...leaves(part, ctx)),
  rich_text_list: (part, ctx) => h(
    part.style === "ordered" ? "ol" : "ul",
    { class: `indent-${Math.min(8, part.indent ?? 0)}`, start: part.offset ? part.offset + 1 : null },
    ...(part.elements ?? []).map((item) => h("li", null, ...leaves(item, ctx))),
  ),
};

/** @param {object[]} elements of a rich_text block or cell */
export const renderRichText = (elements, ctx) => (elements ?? []).map((part) => (
  Object.hasOwn(PARTS, part.type) ? PARTS[part.type](part, ctx) : h("div", { class: "unknown" }, `Unknown rich text “${part.type}”`)
));
