/** Formatted text in an editor: Slack's rich_text as nodes that can be edited, and back. */

import { EMOJI } from "./emoji.js";
import { h } from "./dom.js";

const TAGS = { B: "bold", STRONG: "bold", I: "italic", EM: "italic", S: "strike", STRIKE: "strike", DEL: "strike", CODE: "code", U: "underline" };
const WRAPS = { code: "code", underline: "u", strike: "s", italic: "i", bold: "b" };
const FOUND = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"*_~]|:([a-z0-9_+-]+):/g;

// --- from Slack's form ---

/** A mention that is deleted as a whole. */
export const mention = (leaf, text) => h("span", { class: "mention", contenteditable: "false", "data-leaf": JSON.stringify(leaf) }, text);

const NAMES = {
  user: (leaf, ctx) => `@${ctx.people.get(leaf.user_id)?.real_name ?? leaf.user_id}`,
  channel: (leaf, ctx) => `#${ctx.channels.get(leaf.channel_id)?.name ?? leaf.channel_id}`,
  usergroup: (leaf, ctx) => `@${ctx.groups.get(leaf.usergroup_id)?.handle ?? "group"}`,
  broadcast: (leaf) => `@${leaf.range}`,
  emoji: (leaf) => EMOJI[leaf.name] ?? `:${leaf.name}:`,
  date: (leaf) => leaf.fallback ?? leaf.format,
  color: (leaf) => leaf.value,
  team: (leaf) => leaf.team_id,
};

function editLeaf(leaf, ctx) {
  const lines = (text) => text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));
  const node = leaf.type === "text" ? lines(leaf.text)
    : leaf.type === "link" ? [h("a", { href: leaf.url }, leaf.text ?? leaf.url)]
      : [mention(leaf, NAMES[leaf.type](leaf, ctx))];
  return Object.entries(WRAPS).filter(([style]) => leaf.style?.[style]).reduce((inner, [, tag]) => [h(tag, null, ...inner)], node);
}

const EDITED = {
  rich_text_section: (part, ctx) => h("div", null, ...inner(part, ctx)),
  rich_text_quote: (part, ctx) => h("blockquote", null, ...inner(part, ctx)),
  rich_text_preformatted: (part, ctx) => h("pre", null, ...inner(part, ctx)),
  rich_text_list: (part, ctx) => {
    const list = h(part.style === "ordered" ? "ol" : "ul", null, ...part.elements.map((item) => h("li", null, ...inner(item, ctx))));
    return Array.from({ length: part.indent ?? 0 }).reduce((nested) => h(part.style === "ordered" ? "ol" : "ul", null, nested), list);
  },
};
const inner = (part, ctx) => part.elements.flatMap((leaf) => editLeaf(leaf, ctx));

/** @param {object|null} text a rich_text @returns {Node[]} */
export const toNodes = (text, ctx) => (text?.elements ?? []).map((part) => EDITED[part.type](part, ctx));

// --- to Slack's form ---

/** Text, in which addresses become links and known names of emoji become emoji. */
function readText(text, style) {
  const leaves = [];
  const plain = (words) => words && leaves.push({ type: "text", text: words });
  let at = 0;
  for (const match of style.code ? [] : text.matchAll(FOUND)) {
    const [whole, name] = match;
    if (name && !Object.hasOwn(EMOJI, name)) continue;
    plain(text.slice(at, match.index));
    leaves.push(name ? { type: "emoji", name, unicode: codePoints(EMOJI[name]) } : { type: "link", url: whole });
    at = match.index + whole.length;
  }
  plain(text.slice(at));
  return Object.keys(style).length ? leaves.map((leaf) => ({ ...leaf, style })) : leaves;
}

const codePoints = (character) => [...character].map((each) => each.codePointAt(0).toString(16)).join("-");
const isBlock = (node) => /^(DIV|P|UL|OL|LI|BLOCKQUOTE|PRE)$/.test(node.nodeName);

/**
 * The leaves of a node's text. With `add`, parts are added in their order instead: a section for
 * each run of text, and lists, quotes and preformatted text as they are.
 */
function readRun(root, add) {
  let lines = [[]];
  let isFresh = true; // nothing is in the last line, and nothing has opened it
  const finish = () => {
    if (lines.some((line) => line.length)) add({ type: "rich_text_section", elements: join(lines) });
    lines = [[]];
    isFresh = true;
  };
  const read = (node, style) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        const text = child.data.replaceAll("\u200b", "").replaceAll("\u00a0", " ");
        text.split("\n").forEach((line, index) => {
          if (index) lines.push([]);
          lines.at(-1).push(...readText(line, style));
        });
        if (text) isFresh = false;
      } else if (child.dataset?.leaf) {
        const leaf = JSON.parse(child.dataset.leaf);
        lines.at(-1).push(Object.keys(style).length ? { ...leaf, style } : leaf);
        isFresh = false;
      } else if (child.nodeName === "BR") {
        if (child.nextSibling || !isBlock(node)) lines.push([]);
        isFresh = false;
      } else if (child.nodeName === "A") {
        const leaf = { type: "link", url: child.getAttribute("href"), text: child.textContent };
        lines.at(-1).push(Object.keys(style).length ? { ...leaf, style } : leaf);
        isFresh = false;
      } else if (add && readPart(child, finish, add)) {
        isFresh = true;
      } else if (isBlock(child)) {
        if (!isFresh) lines.push([]);
        isFresh = true;
        read(child, style);
        isFresh = false;
      } else {
        const own = TAGS[child.nodeName];
        read(child, own ? { ...style, [own]: true } : style);
      }
    }
  };
  read(root, {});
  if (add) finish();
  return join(lines);
}

/** Reads a list, quote or preformatted text; false for anything else. */
function readPart(node, before, add) {
  if (node.nodeName === "UL" || node.nodeName === "OL") {
    before();
    readList(node, 0, add);
  } else if (node.nodeName === "BLOCKQUOTE" || node.nodeName === "PRE") {
    before();
    const elements = readRun(node);
    if (!elements.length) return true;
    if (node.nodeName === "PRE") add({ type: "rich_text_preformatted", elements: [{ type: "text", text: node.innerText.replace(/\n+$/, "") }] });
    else add({ type: "rich_text_quote", elements });
  } else return false;
  return true;
}

/** A list becomes as many lists as it has runs of one depth. */
function readList(node, indent, add) {
  const style = node.nodeName === "OL" ? "ordered" : "bullet";
  let items = [];
  const finish = () => {
    if (items.length) add({ type: "rich_text_list", style, indent, border: 0, elements: items });
    items = [];
  };
  for (const child of node.children) {
    if (child.nodeName === "UL" || child.nodeName === "OL") {
      finish();
      readList(child, indent + 1, add);
      continue;
    }
    const elements = readRun(child);
    if (elements.length) items.push({ type: "rich_text_section", elements });
  }
  finish();
}

/** Lines as one run: line breaks are text, and neighbours of one style are one leaf. */
function join(lines) {
  while (lines.length && !lines.at(-1).length) lines.pop();
  const run = lines.flatMap((line, index) => (index ? [{ type: "text", text: "\n" }, ...line] : line));
  const joined = [];
  for (const leaf of run) {
    const last = joined.at(-1);
    const fits = last?.type === "text" && leaf.type === "text" && JSON.stringify(last.style) === JSON.stringify(leaf.style);
    if (fits) joined[joined.length - 1] = { ...last, text: last.text + leaf.text };
    else joined.push(leaf);
  }
  return joined;
}

/** @param {HTMLElement} root @returns {object|null} a rich_text, null for nothing */
export function fromNodes(root) {
  const elements = [];
  readRun(root, (part) => elements.push(part));
  return elements.length ? { type: "rich_text", elements } : null;
}
