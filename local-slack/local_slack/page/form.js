/** A small form in a dialog of the page's own, such as the one for a new channel. */

import { openForm as openDialog } from "./dialog.js";
import { h, uniqueId } from "./dom.js";
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
  const readers = new Map();
  const nodes = [note ? h("p", null, note) : null, ...fields.map((field) => renderField(field, readers)), extra];
  const send = async () => {
    const answer = await submit(Object.fromEntries([...readers].map(([name, read]) => [name, read()])));
    return answer.ok ? "" : answer.error;
  };
  openDialog({ title, action: go, fields: nodes, send, danger });
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
