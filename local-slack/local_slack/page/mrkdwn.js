/** Slack's mrkdwn and text objects as DOM nodes. Nothing is parsed as HTML. */

import { slackDate } from "./dates.js";
import { h, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { icon } from "./icons.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const MARKS = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;

/** `&amp;`, `&lt;` and `&gt;` become characters, once. */
export const unescape = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** An emoji by its name: a character, or a picture of the workspace's own; null for an unknown name. */
export function renderEmoji(name, ctx, depth = 0) {
  const own = ctx?.emoji?.[name];
  if (own?.startsWith("alias:") && depth < 3) return renderEmoji(own.slice("alias:".length), ctx, depth + 1);
  if (/^(https?:|data:image)/.test(own ?? "")) return h("img", { class: "emoji", src: own, alt: `:${name}:`, referrerpolicy: "no-referrer" });
  return emoji(name);
}

/** Text with known `:emoji:` names replaced. */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name) ?? whole);

/** A text object: plain_text stays literal (emoji unless switched off), mrkdwn is formatted. */
export function renderText(object, ctx) {
  if (!object) return [];
  const text = String(object.text ?? "");
  if (object.type === "mrkdwn") return renderMrkdwn(text, ctx, { verbatim: object.verbatim === true });
  return [object.emoji ? withEmoji(text) : text];
}

/** A plain_text object as a string, for labels and attributes. */
export const plainText = (object) => (object ? (object.emoji ? withEmoji(object.text ?? "") : (object.text ?? "")) : "");

/** mrkdwn as nodes: preformatted blocks, then quotes, then formatting within lines. */
export function renderMrkdwn(text, ctx, { verbatim = false } = {}) {
  const nodes = [];
  const rest = { ctx, verbatim };
  const parts = text.split(/```([\s\S]+?)```/);
  parts.forEach((part, index) => {
    if (index % 2) nodes.push(h("pre", null, unescape(part.replace(/^\n|\n$/g, ""))));
    else nodes.push(...renderLines(trimBeside(part, index > 0, index < parts.length - 1), rest));
  });
  return nodes;
}

/** Removes the line breaks next to preformatted blocks, which have their own. */
function trimBeside(text, after, before) {
  let trimmed = after ? text.replace(/^\n/, "") : text;
  if (before) trimmed = trimmed.replace(/\n$/, "");
  return trimmed;
}

function renderLines(text, rest) {
  if (!text) return [];
  const nodes = [];
  let quote = null;
  let first = true;
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>) ?(.*)$/s.exec(line);
    if (quoted) {
      if (quote) quote.append("\n", ...renderInline(quoted[1], rest));
      else nodes.push((quote = h("blockquote", null, ...renderInline(quoted[1], rest))));
    } else {
      if (!first && !quote) nodes.push("\n");
      nodes.push(...renderInline(line, rest));
      quote = null;
    }
    first = false;
  }
  return nodes;
}

/** The formatting within a line. `before` is the character left of the text. */
function renderInline(text, rest, before = "") {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(unescape(plain));
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const previous = at ? text[at - 1] : before;
    const sequence = special(text, at, previous, rest);
    if (sequence) {
      flush();
      nodes.push(sequence.node);
      at = sequence.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

/** The special sequence at `at`, as its node and where it ends; null for none. */
function special(text, at, previous, rest) {
  const char = text[at];
  if (char === "`") return code(text, at);
  if (char === "<") return bracketed(text, at, rest);
  if (char in MARKS) return emphasis(text, at, previous, rest);
  if (char === ":") {
    const match = /^:([a-z0-9_+-]+):/.exec(text.slice(at, at + 60));
    const node = match && renderEmoji(match[1], rest.ctx);
    return node ? { node: h("span", { title: match[0] }, node), end: at + match[0].length } : null;
  }
  if (char === "h" && !rest.verbatim && !WORD.test(previous)) {
    const match = /^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"*_~]/.exec(text.slice(at, at + 2000));
    if (match) return { node: link(unescape(match[0]), unescape(match[0])), end: at + match[0].length };
  }
  return null;
}

function code(text, at) {
  const end = text.indexOf("`", at + 1);
  if (end <= at + 1) return null;
  return { node: h("code", null, unescape(text.slice(at + 1, end))), end: end + 1 };
}

/** `*bold*`: opens and closes at word boundaries, without a space inside. */
function emphasis(text, at, previous, rest) {
  const mark = text[at];
  if (WORD.test(previous) || previous === mark || /\s/.test(text[at + 1] ?? " ")) return null;
  for (let end = text.indexOf(mark, at + 2); end !== -1; end = text.indexOf(mark, end + 1)) {
    if (/\s/.test(text[end - 1]) || text[end - 1] === mark || WORD.test(text[end + 1] ?? " ")) continue;
    return { node: h(MARKS[mark], null, ...renderInline(text.slice(at + 1, end), rest, mark)), end: end + 1 };
  }
  return null;
}

/** `<url|label>`, `<@U…>`, `<#C…>`, `<!here>`, `<!date^…>`; anything else stays as it is. */
function bracketed(text, at, { ctx }) {
  const end = text.indexOf(">", at);
  if (end === -1) return null;
  const inner = text.slice(at + 1, end);
  const bar = inner.indexOf("|");
  const target = bar === -1 ? inner : inner.slice(0, bar);
  const label = bar === -1 ? null : unescape(inner.slice(bar + 1));
  const node = reference(target, label, ctx);
  return node && { node, end: end + 1 };
}

function reference(target, label, ctx) {
  if (/^@[UW]\w*$/.test(target)) return userMention(target.slice(1), ctx, label);
  if (/^#C\w*$/.test(target)) return channelMention(target.slice(1), ctx, label);
  if (/^!(here|channel|everyone)$/.test(target)) return h("span", { class: "mention wide" }, `@${target.slice(1)}`);
  if (target.startsWith("!subteam^")) return groupMention(target.slice("!subteam^".length), ctx, label);
  if (target.startsWith("!date^")) {
    const [, timestamp, pattern = "", url] = target.split("^");
    const shown = h("time", { title: label }, slackDate(timestamp, unescape(pattern), label ?? ""));
    return url ? link(unescape(url), shown) : shown;
  }
  if (/^(https?:|mailto:|tel:|slack:)/i.test(target)) {
    return link(unescape(target), label ?? unescape(target).replace(/^mailto:/, ""));
  }
  return null;
}

export function userMention(id, ctx, label = null) {
  const person = ctx.people.get(id);
  const classes = id === ctx.me?.id ? "mention me" : "mention";
  if (!person) return h("span", { class: classes }, `@${label ?? "unknown person"}`);
  // The page opens a card of whoever an element names like this.
  return h("button", { type: "button", class: classes, "data-person": id }, `@${person.real_name}`);
}

export function groupMention(id, ctx, label = null) {
  const group = ctx.groups.get(id);
  const isMine = group?.users?.includes(ctx.me?.id);
  return h("span", { class: isMine ? "mention me" : "mention" }, group ? `@${group.handle}` : (label ?? "@group"));
}

export function channelMention(id, ctx, label = null) {
  const channel = ctx.channels.get(id);
  if (!channel) return h("span", { class: "mention" }, label ? `#${label}` : "a private channel");
  const name = channel.kind === "private" ? [icon("lock"), channel.name] : `#${channel.name}`;
  return h("a", { class: "mention", href: `#/${ctx.me?.id}/${id}` }, name);
}
