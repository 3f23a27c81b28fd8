/** The field that people type into. A leading slash lists the app's commands. */

import { h, uniqueId } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { createMenu } from "./menu.js";

/**
 * @param {object} app
 * @param {{commands: boolean}} settings whether commands and shortcuts are offered
 */
export function createComposer(app, { commands }) {
  const listId = uniqueId("commands");
  const list = h("ul", { id: listId, role: "listbox", "aria-label": "Commands", class: "commands", hidden: true });
  const errorId = uniqueId("composer-error");
  const error = h("div", { class: "composer-error", role: "alert", id: errorId });
  const hint = h("div", { class: "composer-hint" });
  const field = h("textarea", {
    rows: 1, autocomplete: "off", "data-key": commands ? "composer" : "thread-composer",
    "aria-describedby": errorId,
    ...(commands ? { "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": listId } : {}),
  });
  const send = h("button", { type: "submit", class: "send", "aria-label": "Send" }, icon("send"));
  const shortcuts = commands ? app.boot.shortcuts.filter((shortcut) => shortcut.type === "global") : [];
  const bolt = shortcuts.length ? createMenu(
    iconButton("bolt", "Shortcuts"),
    shortcuts.map((shortcut) => ({ text: shortcut.name, choose: () => app.runShortcut(shortcut) })),
  ) : null;
  const bar = h("div", { class: "composer-bar" }, bolt, hint, send);
  const element = h("form", { class: "composer" }, list, h("div", { class: "composer-box" }, field, bar), error);

  let place = { key: "", channel: "" };
  let matches = [];
  let active = 0;

  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
  };
  const isOpen = () => !list.hidden;

  function setText(text) {
    field.value = text;
    app.drafts.set(place.key, text);
    suggest();
    grow();
  }

  /** Lists the commands that begin with the typed text, until there is a space. */
  function suggest() {
    const typed = field.value;
    const offered = commands && /^\/\S*$/.test(typed);
    matches = offered ? app.boot.commands.filter(({ command }) => command.startsWith(typed.toLowerCase())) : [];
    list.hidden = !matches.length;
    list.replaceChildren(...matches.map(row));
    move(0);
    const known = app.boot.commands.find(({ command }) => typed.startsWith(`${command} `));
    hint.textContent = commands && known?.usage_hint ? `${known.command} ${known.usage_hint}` : "";
    send.disabled = !typed.trim();
  }

  function row({ command, description, usage_hint: usage }, index) {
    const on = {
      mousedown: (event) => event.preventDefault(),
      mousemove: () => index !== active && move(index),
      click: () => complete(index),
    };
    return h("li", { role: "option", id: `${listId}-${index}`, on },
      h("span", null, h("strong", null, command), " ", h("span", { class: "usage" }, usage ?? "")),
      h("small", null, description ?? ""));
  }

  function move(index) {
    active = matches.length ? (index + matches.length) % matches.length : 0;
    [...list.children].forEach((row, at) => {
      row.setAttribute("aria-selected", String(at === active));
      row.classList.toggle("active", at === active);
    });
    if (matches.length) field.setAttribute("aria-activedescendant", `${listId}-${active}`);
    else field.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function complete(index) {
    setText(`${matches[index].command} `);
    field.focus();
  }

  async function submit() {
    const text = field.value;
    if (!text.trim() || element.getAttribute("aria-busy") === "true") return;
    const sent = place;
    error.textContent = "";
    list.hidden = true;
    element.setAttribute("aria-busy", "true");
    const answer = await app.act("say", { channel: sent.channel, text, ...(sent.thread ? { thread_ts: sent.thread } : {}) });
    element.removeAttribute("aria-busy");
    if (!answer.ok) {
      error.textContent = answer.error;
      return;
    }
    // Text that was typed while the app was working stays.
    const now = sent.key === place.key ? field.value : (app.drafts.get(sent.key) ?? "");
    const rest = now === text ? "" : now;
    if (sent.key === place.key) setText(rest);
    else app.drafts.set(sent.key, rest);
  }

  function onKey(event) {
    if (event.isComposing) return;
    const exact = matches[active]?.command === field.value;
    const completes = !event.shiftKey && (event.key === "Tab" || (event.key === "Enter" && !exact));
    if (isOpen() && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      move(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (isOpen() && completes) {
      event.preventDefault();
      complete(active);
    } else if (isOpen() && event.key === "Escape") {
      event.preventDefault();
      list.hidden = true;
      field.removeAttribute("aria-activedescendant");
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  }

  field.addEventListener("keydown", onKey);
  field.addEventListener("input", () => {
    error.textContent = "";
    setText(field.value);
  });
  field.addEventListener("blur", () => (list.hidden = true));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });

  return {
    element,
    field,
    /** @param {{key: string, channel: string, thread?: string, label: string}} where messages go */
    update(where) {
      field.placeholder = where.label;
      field.setAttribute("aria-label", where.label);
      if (where.key === place.key) return;
      place = where;
      error.textContent = "";
      setText(app.drafts.get(where.key) ?? "");
      if (document.activeElement !== field) list.hidden = true;
    },
  };
}
