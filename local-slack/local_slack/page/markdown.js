/** Standard Markdown of a markdown block, as nodes. Nothing is parsed as HTML. */

import { h, link } from "./dom.js";
import { withEmoji } from "./mrkdwn.js";

const FENCE = /^\s*```/;
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const ROW = /^\s*\|.*\|\s*$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;

/** @param {string} text @returns {Node[]} */
export function renderMarkdown(text) {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const nodes = [];
  while (lines.length) nodes.push(...takeBlock(lines));
  return nodes;
}

/** Takes the lines of one block away and draws it. */
function takeBlock(lines) {
  const [line] = lines;
  if (!line.trim()) return lines.shift() && [];
  if (FENCE.test(line)) return [takeCode(lines)];
  const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
  if (heading) {
    lines.shift();
    return [h("div", { class: `md-heading level-${heading[1].length}`, role: "heading", "aria-level": String(heading[1].length + 2) }, ...inline(heading[2]))];
  }
  if (RULE.test(line)) return lines.shift() && [h("hr")];
  if (/^\s*>/.test(line)) {
    const quoted = takeWhile(lines, (each) => /^\s*>/.test(each)).map((each) => each.replace(/^\s*> ?/, ""));
    return [h("blockquote", null, ...renderMarkdown(quoted.join("\n")))];
  }
  if (ITEM.test(line)) return [takeList(lines)];
  if (ROW.test(line) && /^[\s|:-]+$/.test(lines[1] ?? "")) return [takeTable(lines)];
  const paragraph = takeWhile(lines, (each) => each.trim() && !FENCE.test(each) && !ITEM.test(each) && !/^(#{1,6}\s|\s*>)/.test(each));
  return [h("p", null, ...inline(paragraph.join("\n")))];
}

/** Takes the first line and those after it that fit. */
function takeWhile(lines, fits) {
  const end = lines.findIndex((line, index) => index > 0 && !fits(line));
  return lines.splice(0, end === -1 ? lines.length : end);
}

function takeCode(lines) {
  lines.shift();
  const end = lines.findIndex((line) => FENCE.test(line));
  const code = lines.splice(0, end === -1 ? lines.length : end);
  lines.shift();
  return h("pre", null, code.join("\n"));
}

function takeList(lines) {
  const [, indent, mark] = ITEM.exec(lines[0]);
  const isOrdered = /\d/.test(mark);
  const list = h(isOrdered ? "ol" : "ul", { start: isOrdered ? String(Number.parseInt(mark, 10)) : null });
  while (lines.length) {
    const item = ITEM.exec(lines[0]);
    if (!item || item[1].length < indent.length) break;
    if (item[1].length > indent.length) {
      (list.lastElementChild ?? list).append(takeList(lines));
      continue;
    }
    if (/\d/.test(item[2]) !== isOrdered) break;
    lines.shift();
    const task = /^\[([ xX])\]\s+/.exec(item[3]);
    const text = task ? `${task[1] === " " ? "☐" : "☑"} ${item[3].slice(task[0].length)}` : item[3];
    list.append(h("li", null, ...inline(text)));
  }
  return list;
}

function takeTable(lines) {
  const [head, , ...body] = takeWhile(lines, (line) => ROW.test(line))
    .map((line) => line.trim().slice(1, -1).split("|").map((cell) => cell.trim()));
  const row = (cells, tag) => h("tr", null, ...cells.map((cell) => h(tag, null, ...inline(cell))));
  return h("div", { class: "table-scroll", tabindex: "0", role: "group", "aria-label": "Table" },
    h("table", { class: "table" }, h("thead", null, row(head, "th")), h("tbody", null, ...body.map((cells) => row(cells, "td")))));
}

/** What can stand in a line, the earliest first. */
const INLINE = [
  [/`([^`]+)`/, ([, code]) => h("code", null, code)],
  [/!\[([^\]]*)\]\(([^()\s]+)\)/, ([, text, url]) => link(url, text || url)],
  [/\[([^\]]+)\]\(([^()\s]+)\)/, ([, text, url]) => link(url, ...inline(text))],
  [/<(https?:\/\/[^\s<>]+)>/, ([, url]) => link(url, url)],
  [/\bhttps?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"*_~]/, ([url]) => link(url, url)],
  [/\*\*(\S(?:.*?\S)?)\*\*/s, ([, text]) => h("strong", null, ...inline(text))],
  [/(?<!\w)__(\S(?:.*?\S)?)__(?!\w)/s, ([, text]) => h("strong", null, ...inline(text))],
  [/~~(\S(?:.*?\S)?)~~/s, ([, text]) => h("s", null, ...inline(text))],
  [/\*([^\s*](?:[^*]*[^\s*])?)\*/, ([, text]) => h("em", null, ...inline(text))],
  [/(?<!\w)_([^\s_](?:[^_]*[^\s_])?)_(?!\w)/, ([, text]) => h("em", null, ...inline(text))],
  [/\\([\\`*_{}[\]()#+\-.!>~|])/, ([, character]) => character],
];

function inline(text) {
  let first = null;
  for (const [pattern, draw] of INLINE) {
    const match = pattern.exec(text);
    if (match && (!first || match.index < first.match.index)) first = { match, draw };
  }
  if (!first) return text ? [withEmoji(text)] : [];
  const { match, draw } = first;
  return [withEmoji(text.slice(0, match.index)), draw(match), ...inline(text.slice(match.index + match[0].length))].filter((part) => part !== "");
}
