/** A small form in a dialog of the page's own, such as the one for a new channel. */

import { button, h, trapTab, uniqueId } from "./dom.js";
import { createSelect } from "./select.js";

/**
 * @typedef {object} Field
 * @property {string} name @property {string} label @property {string} [hint] @property {string|boolean} [value]
 * @property {"text"|"check"|"many"} [type] @property {object[]} [options] for many: as in select.js
 * @property {string} [list] the id of a datalist with suggestions
 */

/**
 * Opens the form.
 * @param {{title: string, fields: Field[], go: string, danger?: boolean, note?: string, extra?: Node,
 *   submit: (values: Record<string, unknown>) => Promise<{ok: boolean, error?: string}>}} settings
 */
export function openForm({ title, fields, go, danger = false, note = "", extra = null, submit }) {
  const before = document.activeElement;
  const titleId = uniqueId("form-title");
  const banner = h("div", { class: "banner", role: "alert", hidden: true });
  const readers = new Map();
  const send = async (event) => {
    event.preventDefault();
    const answer = await submit(Object.fromEntries([...readers].map(([name, read]) => [name, read()])));
    banner.textContent = answer.ok ? "" : answer.error;
    banner.hidden = answer.ok;
    if (answer.ok) dialog.close();
  };
  const dialog = h("dialog", { class: "modal own-form", "aria-labelledby": titleId },
    h("form", { novalidate: true, on: { submit: send } },
      h("header", null, h("h2", { id: titleId }, title)),
      banner,
      h("div", { class: "modal-body" }, note ? h("p", null, note) : null, ...fields.map((field) => renderField(field, readers)), extra),
      h("footer", null, button("Cancel", () => dialog.close()),
        button(go, null, { type: "submit", class: `button ${danger ? "danger" : "primary"}`, on: {} }))));
  dialog.addEventListener("keydown", (event) => trapTab(event, dialog));
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before?.isConnected) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function renderField({ name, label, hint, value, type = "text", options = [], list }, readers) {
  const id = uniqueId("field");
  const hintId = hint ? `${id}-hint` : null;
  const advice = hint ? h("p", { class: "hint", id: hintId }, hint) : null;
  if (type === "check") {
    const box = h("input", { type: "checkbox", id, checked: Boolean(value), "aria-describedby": hintId });
    readers.set(name, () => box.checked);
    return h("div", { class: "own-field" }, h("label", { class: "check", for: id }, box, label), advice);
  }
  if (type === "many") {
    let chosen = [];
    readers.set(name, () => chosen);
    const labelId = `${id}-label`;
    return h("div", { class: "own-field" }, h("span", { class: "label", id: labelId }, label),
      createSelect({
        options, chosen, multiple: true, placeholder: "Choose…", attributes: { "aria-labelledby": labelId, "aria-describedby": hintId },
        changed: (picked) => (chosen = picked.map(({ key }) => key)),
      }), advice);
  }
  const field = h("input", { type: "text", id, value: value ?? "", autocomplete: "off", list, "aria-describedby": hintId });
  readers.set(name, () => field.value);
  return h("div", { class: "own-field" }, h("label", { class: "label", for: id }, label), field, advice);
}
