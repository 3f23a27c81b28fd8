/** Block Kit's interactive elements. */

import { confirmFirst } from "./confirm.js";
import { localDateTime, readLocalDateTime } from "./dates.js";
import { button, h, link, openLink, uniqueId } from "./dom.js";
import { createMenu } from "./menu.js";
import { plainText, renderText } from "./mrkdwn.js";
import { icon, iconButton } from "./icons.js";
import { renderFiles } from "./files.js";
import { renderRichInput } from "./rich_input.js";
import { renderSelect } from "./selects.js";
import { createPause } from "./typing_pause.js";
import { withoutType } from "./values.js";

/**
 * @typedef {object} Place the surroundings of an element
 * @property {object} ctx people, channels, values, `press(block, action, state)`
 * @property {string} blockId
 * @property {boolean} dispatches whether a change is sent at once
 * @property {boolean} [optional]
 * @property {object} [attributes] labels for the control
 * @property {string} [about] what it stands beside, for a control without words of its own
 */

/** @param {object} element @param {Place} place */
export function renderElement(element, place) {
  if (!Object.hasOwn(RENDERERS, element.type)) {
    return h("span", { class: "unknown" }, `Unknown element “${element.type}”`);
  }
  const { visible_to_user_ids: seers } = element;
  if (seers && !seers.includes(place.ctx.me?.id)) return h("span", { hidden: true });
  return RENDERERS[element.type](element, { ...place, ...binding(element, place) });
}

/** Connects an element with its value and with the app. */
function binding(element, place) {
  const { ctx, blockId, dispatches, attributes } = place;
  const { action_id: actionId } = element;
  const key = `${blockId}/${actionId}`;
  const state = () => ctx.values.get(blockId, actionId) ?? {};
  /** `undo` takes the change back that a person does not confirm. */
  const send = async (control, payload, undo) => {
    if (!control.isConnected) return false; // its form was sent or closed before
    if (element.confirm && !(await confirmFirst(element.confirm, ctx))) {
      undo?.();
      return false;
    }
    return busy(control, () => ctx.press(blockId, actionId, payload));
  };
  function restore(control, before) {
    ctx.values.set(blockId, actionId, before);
    const again = renderElement(element, place);
    control.replaceWith(again);
    (again.querySelector("input, button") ?? again).focus();
  }
  return {
    state,
    send,
    attributes: { "data-key": key, autofocus: element.focus_on_load === true, ...attributes },
    /** Stores a new value, and sends it where the element dispatches. */
    change(control, value) {
      const before = state();
      ctx.values.set(blockId, actionId, { type: element.type, ...value });
      if (dispatches) send(control, value, () => restore(control, before));
    },
    restore,
    /** Stores a new value without sending it. */
    keep: (value) => ctx.values.set(blockId, actionId, { type: element.type, ...value }),
  };
}

/** Shows that the app is working, and prevents a second click. */
async function busy(control, work) {
  if (control.getAttribute("aria-busy") === "true") return false;
  control.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    control.removeAttribute("aria-busy");
  }
}

const style = (element) => (["primary", "danger"].includes(element.style) ? ` ${element.style}` : "");

const pressed = (element) => (element.value === undefined ? {} : { value: element.value });

function pressable(element, { attributes, send }) {
  const label = { "aria-label": element.accessibility_label, ...attributes };
  const payload = pressed(element);
  if (element.url) {
    const anchor = link(element.url, plainText(element.text));
    anchor.className = `button${style(element)}`;
    anchor.dataset.key = attributes["data-key"];
    anchor.addEventListener("click", () => send(anchor, payload));
    return anchor;
  }
  const node = button(plainText(element.text), () => send(node, payload), { class: `button${style(element)}`, ...label });
  return node;
}

/** A button that starts a workflow. The workspace says that none runs here. */
const workflow = (element, place) => pressable({ ...element, value: undefined }, place);

function iconOnly(element, { attributes, send }) {
  const node = iconButton("trash", element.accessibility_label ?? plainText(element.text), () => send(node, pressed(element)), attributes);
  return node;
}

/** Two buttons of which one is chosen. */
function feedback(element, { ctx, blockId, attributes, send }) {
  const { "data-key": key, autofocus, ...named } = attributes;
  const chosen = ctx.memory(`${blockId}/${element.action_id}`, () => ({ value: null }));
  const make = (each, name) => {
    const node = button(plainText(each.text), () => {
      chosen.value = each.value;
      for (const other of group.children) other.setAttribute("aria-pressed", String(other === node));
      send(node, { value: each.value });
    }, {
      class: "button small feedback", "data-key": `${key}/${name}`, "aria-label": each.accessibility_label, "aria-pressed": String(chosen.value === each.value),
    });
    return node;
  };
  const group = h("span", { class: "feedback-buttons", role: "group", ...named, "aria-label": named["aria-label"] ?? "Feedback" });
  group.append(make(element.positive_button, "positive"), make(element.negative_button, "negative"));
  return group;
}

function overflow(element, { attributes, send, about }) {
  const name = about ? `More options: ${about}` : "More options";
  const node = iconButton("more", "More options", null, { class: "button overflow", "aria-label": name, ...attributes });
  return createMenu(node, element.options.map((option) => ({
    text: plainText(option.text),
    description: plainText(option.description),
    choose() {
      if (option.url) openLink(option.url);
      send(node, { selected_option: option });
    },
  })));
}

/** Radio buttons and checkboxes. */
function choices(element, { ctx, state, change, attributes }) {
  const many = element.type === "checkboxes";
  const name = uniqueId("choice");
  const chosen = () => (many ? state().selected_options ?? [] : [state().selected_option].filter(Boolean));
  const { "data-key": key, autofocus, "aria-required": required, ...group } = attributes;
  const role = many ? { role: "group" } : { role: "radiogroup", "aria-required": required }; // a group is never required
  const node = h("div", { class: "choices", ...role, ...group });
  element.options.forEach((option, index) => {
    const input = h("input", {
      type: many ? "checkbox" : "radio", name, "data-key": `${key}/${index}`, autofocus: autofocus && index === 0,
      checked: chosen().some((each) => each.value === option.value),
    });
    input.addEventListener("change", () => {
      const without = chosen().filter((each) => each.value !== option.value);
      const next = input.checked ? [...without, option] : without;
      change(node, many ? { selected_options: next } : { selected_option: option });
    });
    const description = option.description ? h("small", null, ...renderText(option.description, ctx)) : null;
    node.append(h("label", null, input, h("span", null, ...renderText(option.text, ctx), description)));
  });
  return node;
}

const TYPES = { email_text_input: "email", url_text_input: "url", number_input: "text", plain_text_input: "text" };

/** All inputs that people type into. Dispatching ones are sent on Enter or while typing. */
function typed(element, { state, keep, send, dispatches, attributes }) {
  const common = {
    placeholder: plainText(element.placeholder), maxlength: element.max_length, value: state().value ?? "", ...attributes,
  };
  const node = element.multiline
    ? h("textarea", { rows: 4, ...common })
    : h("input", { type: TYPES[element.type], inputmode: element.type === "number_input" ? "decimal" : null, ...common });
  const on = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const pause = createPause(node, () => send(node, withoutType(state())));
  node.addEventListener("input", () => {
    keep({ value: node.value === "" ? null : node.value });
    if (dispatches && on.includes("on_character_entered")) pause.begin();
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || element.multiline || !dispatches || !on.includes("on_enter_pressed")) return;
    event.preventDefault();
    pause.end();
  });
  if (!dispatches || element.multiline || !on.includes("on_enter_pressed")) return node;
  return h("div", { class: "with-hint" }, node, h("small", { class: "enter-hint" }, "Press Enter to send"));
}

/** What a picker without a label is called. */
const PICKS = { date: "Date", time: "Time", "datetime-local": "Date and time" };

/** Date, time, or both, with the browser's own picker. */
function picker(type, field, read = (text) => text || null, write = (value) => value) {
  return (element, { state, change, attributes, about }) => {
    const value = state()[field] ?? null;
    const label = attributes["aria-labelledby"] ? null : plainText(element.placeholder) || about || PICKS[type];
    const node = h("input", { type, class: "picker", "aria-label": label, ...attributes, value: value === null ? "" : write(value) });
    // From the focus until a choice, the browser's picker may be open: nothing draws it again.
    for (const event of ["focus", "input"]) node.addEventListener(event, () => node.toggleAttribute("data-in-use", true));
    for (const event of ["blur", "change"]) node.addEventListener(event, () => node.removeAttribute("data-in-use"));
    node.addEventListener("change", () => change(node, { [field]: read(node.value) }));
    return node;
  };
}

/** A time, and below it the time zone that the app has set. */
function timepicker(element, place) {
  const node = time(element, place);
  if (!element.timezone) return node;
  return h("span", { class: "zoned" }, node, h("small", null, element.timezone.replaceAll("_", " ")));
}

const time = picker("time", "selected_time");

const RENDERERS = {
  button: pressable,
  icon_button: iconOnly,
  feedback_buttons: feedback,
  workflow_button: workflow,
  rich_text_input: renderRichInput,
  file_input: renderFiles,
  overflow,
  radio_buttons: choices,
  checkboxes: choices,
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
  datepicker: picker("date", "selected_date"),
  timepicker,
  datetimepicker: picker("datetime-local", "selected_date_time", readLocalDateTime, localDateTime),
  static_select: renderSelect,
  multi_static_select: renderSelect,
  external_select: renderSelect,
  multi_external_select: renderSelect,
  users_select: renderSelect,
  multi_users_select: renderSelect,
  conversations_select: renderSelect,
  multi_conversations_select: renderSelect,
  channels_select: renderSelect,
  multi_channels_select: renderSelect,
};
