/** The rich_text_input: an editor with a toolbar, shortcuts and mentions. */

import { h, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { plainText } from "./mrkdwn.js";
import { fromNodes, mention, toNodes } from "./rich_write.js";
import { createPause } from "./typing_pause.js";
import { withoutType } from "./values.js";

const MOST_LINES = 8;
const LINE = 22; // pixels
const MENTIONED = 8; // how many names are suggested

/** What the toolbar offers: the sign, the words, the key with Ctrl, and whether with Shift. */
const TOOLS = [
  ["bold", "Bold", "b"],
  ["italic", "Italic", "i"],
  ["strike", "Strikethrough", "x", true],
  ["link", "Link", "u", true],
  ["numbers", "Numbered list", "7", true],
  ["bullets", "Bulleted list", "8", true],
  ["quote", "Quote", "9", true],
  ["code", "Code", "c", true],
  ["block", "Code block", "e", true],
  ["at", "Mention somebody"],
];
const COMMANDS = { bold: "bold", italic: "italic", strike: "strikeThrough", numbers: "insertOrderedList", bullets: "insertUnorderedList" };

/** @param {object} element @param {object} place see elements.js */
export function renderRichInput(element, { ctx, state, keep, send, dispatches, attributes }) {
  const placeholder = plainText(element.placeholder);
  const editor = h("div", {
    class: "rich-text", contenteditable: "true", role: "textbox", "aria-multiline": "true", "data-placeholder": placeholder,
    ...(attributes["aria-labelledby"] ? {} : { "aria-label": placeholder || "Text" }), ...attributes,
  }, ...toNodes(state().rich_text_value, ctx));
  editor.style.minHeight = `${(element.min_lines ?? 3) * LINE + 16}px`;
  editor.style.maxHeight = `${Math.max(element.max_lines ?? MOST_LINES, element.min_lines ?? 1) * LINE + 16}px`;
  const on = dispatches ? (element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]) : [];
  const names = createNames(editor, ctx, changed);
  const address = createAddress(editor, changed);
  const pause = createPause(editor, () => send(editor, withoutType(state())));

  function changed() {
    keep({ rich_text_value: fromNodes(editor) });
    editor.classList.toggle("is-empty", !editor.textContent && !editor.querySelector("li, blockquote, pre"));
    if (on.includes("on_character_entered")) pause.begin();
  }

  function apply(tool) {
    editor.focus();
    if (COMMANDS[tool]) document.execCommand(COMMANDS[tool]);
    else if (tool === "quote") toggleBlock(editor, "blockquote");
    else if (tool === "block") toggleBlock(editor, "pre");
    else if (tool === "code") toggleCode(editor);
    else if (tool === "link") return address.open();
    else {
      document.execCommand("insertText", false, "@");
      names.update();
    }
    return changed();
  }

  const bar = h("div", { class: "rich-bar", role: "toolbar", "aria-label": "Formatting" }, ...TOOLS.map(([tool, label, key, shift], index) => {
    const title = key ? `${label} (Ctrl+${shift ? "Shift+" : ""}${key.toUpperCase()})` : label;
    return h("button", {
      type: "button", class: "plain", title, "aria-label": label, tabindex: index ? "-1" : "0",
      on: { mousedown: (event) => event.preventDefault(), click: () => apply(tool) },
    }, icon(tool));
  }));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const tools = [...bar.children];
    tools[(tools.indexOf(document.activeElement) + step + tools.length) % tools.length].focus();
  });

  editor.addEventListener("input", () => {
    names.update();
    changed();
  });
  editor.addEventListener("keydown", (event) => {
    if (names.onKey(event)) return;
    const isEnter = event.key === "Enter" && !event.ctrlKey && !event.metaKey;
    if (isEnter && on.includes("on_enter_pressed")) setTimeout(pause.end);
    if (event.key === "Tab" && inList()) {
      event.preventDefault();
      event.stopPropagation();
      document.execCommand(event.shiftKey ? "outdent" : "indent");
      changed();
    }
    if (isEnter && breakBlock(editor)) {
      event.preventDefault();
      changed();
    }
    if (!event.ctrlKey && !event.metaKey) return;
    const digit = /^Digit(\d)$/.exec(event.code)?.[1]; // with Shift, the key is another character
    const tool = TOOLS.find(([, , key, shift]) => key && (digit ?? event.key.toLowerCase()) === key && Boolean(shift) === event.shiftKey);
    if (!tool) return;
    event.preventDefault();
    event.stopPropagation();
    apply(tool[0]);
  });
  editor.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  editor.addEventListener("drop", (event) => event.preventDefault());
  editor.addEventListener("blur", () => names.close());
  editor.addEventListener("focus", () => moveToEnd(editor), { once: true });
  editor.classList.toggle("is-empty", !editor.childNodes.length);
  return h("div", { class: "rich-input" }, bar, address.element, editor, names.element);
}

/** The element around the caret that fits a selector. */
function closest(selector) {
  const { anchorNode: node } = getSelection();
  return (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest(selector);
}

const inList = () => Boolean(closest("li"));

function moveToEnd(editor) {
  if (!editor.childNodes.length) return;
  getSelection().selectAllChildren(editor);
  getSelection().collapseToEnd();
}

function toggleBlock(editor, tag) {
  const isOn = editor.contains(closest(tag) ?? null);
  document.execCommand("formatBlock", false, isOn ? "div" : tag);
}

/** Enter within a quote or a code block: another line or, after an empty last one, out of it. */
function breakBlock(editor) {
  const block = closest("blockquote, pre");
  if (!editor.contains(block ?? null)) return false;
  const { anchorNode, anchorOffset } = getSelection();
  const rest = document.createRange();
  rest.selectNodeContents(block);
  rest.setStart(anchorNode, anchorOffset);
  const ends = !rest.toString().trim() && (!block.innerText.trim() || /\n\s*$/.test(block.innerText));
  if (!ends) {
    document.execCommand("insertLineBreak");
    return true;
  }
  while (block.lastChild?.nodeName === "BR" || /^\n*$/.test(block.lastChild?.data ?? "-")) block.lastChild.remove();
  const line = h("div", null, h("br"));
  block.after(line);
  if (!block.hasChildNodes()) block.remove();
  getSelection().collapse(line, 0);
  return true;
}

/** Marks the selection as code, or writes on in code; within code, ends it. */
function toggleCode(editor) {
  const selection = getSelection();
  const code = closest("code");
  if (editor.contains(code ?? null)) {
    const after = document.createTextNode("\u200b");
    code.after(after);
    selection.collapse(after, 1);
    return;
  }
  const range = selection.getRangeAt(0);
  const node = h("code", null, range.extractContents());
  if (!node.textContent) node.append("\u200b");
  range.insertNode(node);
  selection.selectAllChildren(node);
  selection.collapseToEnd();
}

/** The field for a link's address, which replaces a prompt. */
function createAddress(editor, changed) {
  let range = null;
  const field = h("input", { type: "url", placeholder: "https://", "aria-label": "Address of the link" });
  const element = h("div", { class: "rich-address", hidden: true }, field);
  const close = (use) => {
    element.hidden = true;
    editor.focus();
    if (!range) return;
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    const url = field.value.trim();
    if (!use || !/^(https?:\/\/|mailto:)\S+$/.test(url)) return;
    if (range.collapsed) range.insertNode(h("a", { href: url }, url));
    else document.execCommand("createLink", false, url);
    getSelection().collapseToEnd();
    changed();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close(event.key === "Enter");
  });
  return {
    element,
    open() {
      const selection = getSelection();
      range = selection.rangeCount ? selection.getRangeAt(0).cloneRange() : null;
      field.value = "";
      element.hidden = false;
      field.focus();
    },
  };
}

/** Names of people and channels, as one types @ or #. */
function createNames(editor, ctx, changed) {
  const id = uniqueId("names");
  const element = h("ul", { id, class: "options names", role: "listbox", "aria-label": "Names", hidden: true });
  let shown = [];
  let active = 0;
  let typed = "";

  const all = {
    "@": () => [...ctx.people.values()].map((person) => [{ type: "user", user_id: person.id }, `@${person.real_name}`]),
    "#": () => [...ctx.channels.values()].filter((channel) => channel.kind !== "im").map((channel) => [{ type: "channel", channel_id: channel.id }, `#${channel.name}`]),
  };

  function update() {
    const { anchorNode: node, anchorOffset: end, isCollapsed } = getSelection();
    const before = isCollapsed && node?.nodeType === Node.TEXT_NODE && !closest("code, pre") ? node.data.slice(0, end) : "";
    const match = /(?:^|\s)([@#])(\S*)$/.exec(before);
    if (!match) return close();
    typed = match[1] + match[2];
    shown = all[match[1]]().filter(([, name]) => name.slice(1).toLowerCase().includes(match[2].toLowerCase())).slice(0, MENTIONED);
    if (!shown.length) return close();
    active = 0;
    element.hidden = false;
    draw();
    element.scrollIntoView({ block: "nearest" });
    return undefined;
  }

  function draw() {
    element.replaceChildren(...shown.map(([, name], index) => h("li", {
      role: "option", id: `${id}-${index}`, "aria-selected": String(index === active), class: index === active ? "active" : null,
      on: { mousedown: (event) => { event.preventDefault(); pick(index); } },
    }, name)));
    editor.setAttribute("aria-activedescendant", `${id}-${active}`);
    editor.setAttribute("aria-controls", id);
  }

  function close() {
    element.hidden = true;
    editor.removeAttribute("aria-activedescendant");
  }

  function pick(index) {
    const { anchorNode: node, anchorOffset: end } = getSelection();
    const range = document.createRange();
    range.setStart(node, end - typed.length);
    range.setEnd(node, end);
    range.deleteContents();
    const space = document.createTextNode("\u00a0");
    const [leaf, name] = shown[index];
    range.insertNode(space);
    range.insertNode(mention(leaf, name));
    getSelection().collapse(space, 1);
    close();
    changed();
  }

  /** Whether the key was for the list. */
  function onKey(event) {
    if (element.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step && !["Enter", "Tab", "Escape"].includes(event.key)) return false;
    event.preventDefault();
    event.stopPropagation();
    if (step) {
      active = (active + step + shown.length) % shown.length;
      draw();
    } else if (event.key === "Escape") close();
    else pick(active);
    return true;
  }

  return { element, update, onKey, close };
}
