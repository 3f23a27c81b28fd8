/** A combobox for all selects: type to narrow the options, choose with arrows and Enter. */

import { h, uniqueId } from "./dom.js";
import { icon, iconButton } from "./icons.js";

/** @typedef {{key: string, text: string, value?: unknown, description?: string, group?: string, mark?: Node}} Option */

/** How long a person pauses before the app is asked for choices. */
const PAUSE = 200;

/**
 * @param {object} settings
 * @param {Option[]} settings.options
 * @param {string[]} settings.chosen keys of what is chosen
 * @param {boolean} [settings.multiple] @param {number} [settings.most] how many may be chosen
 * @param {boolean} [settings.clearable] whether a single choice may be removed
 * @param {string} settings.placeholder @param {object} [settings.attributes] of the text field
 * @param {(picked: Option[]) => void} settings.changed on each change
 * @param {() => void} [settings.closed] when the list closes after a change
 * @param {(query: string) => Promise<{options?: Option[], sentence?: string}>} [settings.suggest] asks for options;
 *   `settings.options` are then only those that are chosen at first
 * @param {number} [settings.least] how many characters have to be typed before that
 */
export function createSelect(settings) {
  const { chosen, multiple = false, most = Infinity, clearable, placeholder, attributes, changed, closed } = settings;
  const { suggest, least = 0 } = settings;
  let { options } = settings;
  const known = new Map(options.map((option) => [option.key, option]));
  let questions = 0; // how often the app was asked
  let timer;
  let keys = [...chosen];
  let shown = [];
  let active = -1;
  let dirty = false;
  const listId = uniqueId("list");
  const list = h("ul", {
    id: listId, role: "listbox", popover: "manual", class: "options", "aria-multiselectable": multiple ? "true" : null,
  });
  const input = h("input", {
    type: "text", role: "combobox", class: "select-text", autocomplete: "off", spellcheck: "false", placeholder,
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": listId, ...attributes,
  });
  const chips = h("span", { class: "chips" });
  const status = h("span", { class: "hidden", role: "status" });
  const box = h("span", { class: multiple ? "select multiple" : "select" }, chips, input, icon("down"), list, status);
  const byKey = (key) => known.get(key) ?? { key, text: key, value: key };
  const report = () => changed(keys.map(byKey));
  const isOpen = () => list.matches(":popover-open");

  function show() {
    if (!multiple) input.value = keys.length ? byKey(keys[0]).text : "";
    chips.replaceChildren(...(multiple ? keys.map(chip) : []));
    input.placeholder = multiple && keys.length ? "" : placeholder;
  }

  function chip(key) {
    const { text } = byKey(key);
    const remove = () => {
      toggle(key);
      settle();
      input.focus();
    };
    return h("span", { class: "chip" }, text, iconButton("close", `Remove ${text}`, remove));
  }

  function toggle(key) {
    if (!multiple) keys = [key];
    else if (keys.includes(key)) keys = keys.filter((each) => each !== key);
    else if (keys.length < most) keys = [...keys, key];
    dirty = true;
    show();
    report();
  }

  /** Reports a finished change once. */
  function settle() {
    if (!dirty) return;
    dirty = false;
    closed?.();
  }

  /** Shows a sentence in place of the options. */
  function tell(sentence) {
    shown = [];
    list.replaceChildren(h("li", { role: "option", "aria-disabled": "true", class: "none" }, sentence));
    status.textContent = sentence;
    move(0);
  }

  /** Asks for the options that fit what was typed. The answer to an earlier question is dropped. */
  function ask(query) {
    const question = (questions += 1);
    clearTimeout(timer);
    if (query.length < least) return tell(`Type at least ${least} ${least === 1 ? "character" : "characters"}`);
    tell("Loading…");
    timer = setTimeout(async () => {
      const answer = await suggest(query);
      if (question !== questions || !isOpen()) return;
      options = answer.options ?? [];
      for (const option of options) known.set(option.key, option);
      if (answer.sentence) tell(answer.sentence);
      else draw("");
      place();
    }, query ? PAUSE : 0);
    return undefined;
  }

  function draw(filter) {
    const wanted = filter.trim().toLowerCase();
    shown = options.filter((option) => option.text.toLowerCase().includes(wanted));
    list.replaceChildren();
    let group;
    shown.forEach((option, index) => {
      if (option.group !== group) list.append(h("li", { role: "presentation", class: "group" }, (group = option.group)));
      list.append(row(option, index));
    });
    if (!shown.length) return tell("No results");
    status.textContent = "";
    move(Math.max(0, shown.findIndex((option) => option.key === keys[0])));
    return undefined;
  }

  function row(option, index) {
    const picked = keys.includes(option.key);
    const on = {
      mousedown: (event) => event.preventDefault(),
      mousemove: () => index !== active && move(index, false),
      click: () => pick(index),
    };
    const description = option.description ? h("small", null, option.description) : null;
    return h("li", { role: "option", id: `${listId}-${index}`, "aria-selected": String(picked), on },
      option.mark?.cloneNode(true),
      h("span", { class: "option-text" }, option.text, description),
      picked ? icon("check") : null);
  }

  function move(index, scroll = true) {
    list.querySelector(".active")?.classList.remove("active");
    active = shown.length ? Math.min(shown.length - 1, Math.max(0, index)) : -1;
    const option = active < 0 ? null : list.querySelector(`#${listId}-${active}`);
    option?.classList.add("active");
    if (scroll) option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function open(filter = "") {
    if (!isOpen()) {
      list.showPopover();
      input.setAttribute("aria-expanded", "true");
    }
    if (suggest) ask(filter);
    else draw(filter);
    place();
  }

  /** Places the list under the field, or above it where there is more room. */
  function place() {
    const field = box.getBoundingClientRect();
    list.style.width = `${field.width}px`;
    const roomBelow = window.innerHeight - field.bottom - 12;
    const roomAbove = field.top - 12;
    const up = roomBelow < Math.min(list.scrollHeight, 180) && roomAbove > roomBelow;
    list.style.maxHeight = `${Math.max(96, Math.min(300, up ? roomAbove : roomBelow))}px`;
    list.style.left = `${field.left}px`;
    list.style.top = up ? `${field.top - 4 - list.offsetHeight}px` : `${field.bottom + 4}px`;
  }

  function close() {
    if (!isOpen()) return;
    list.hidePopover();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    show();
    if (multiple) input.value = "";
    settle();
  }

  function pick(index) {
    if (!shown[index]) return;
    toggle(shown[index].key);
    if (!multiple) return close();
    input.value = "";
    draw("");
    move(index);
    place();
  }

  function onKey(event) {
    const wasOpen = isOpen();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (wasOpen) move(active + (event.key === "ArrowDown" ? 1 : -1));
      else open();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (wasOpen) pick(active);
      else open();
    } else if (event.key === "Escape" && wasOpen) {
      event.preventDefault();
      close();
    } else if (event.key === "Backspace" && multiple && !input.value && keys.length) {
      toggle(keys.at(-1));
      if (!wasOpen) settle();
      else open();
    }
  }

  input.addEventListener("keydown", onKey);
  input.addEventListener("input", () => {
    if (!multiple && clearable && !input.value && keys.length) {
      keys = [];
      dirty = true;
      report();
    }
    open(input.value);
  });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", close);
  box.addEventListener("click", (event) => {
    if (event.target.closest(".options, .chip")) return;
    input.focus();
    if (!isOpen()) open();
  });
  show();
  return box;
}
