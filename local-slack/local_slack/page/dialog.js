/** A dialog with a form of the page's own. */

import { button, h, showDialog, uniqueId } from "./dom.js";

/**
 * Shows a form, and closes it once it has been sent.
 * @param {{title: string, action: string, fields: Node[], send: () => Promise<string>, danger?: boolean}} form
 *   `send` says what is in the way, or ""
 */
export function openForm({ title, action, fields, send, danger = false }) {
  const titleId = uniqueId("form-title");
  const banner = h("div", { class: "banner", role: "alert", hidden: true });
  const submit = async (event) => {
    event.preventDefault();
    banner.textContent = await send();
    banner.hidden = !banner.textContent;
    if (banner.hidden) dialog.close();
  };
  const dialog = h("dialog", { class: "modal", "aria-labelledby": titleId },
    h("form", { novalidate: true, on: { submit } },
      h("header", null, h("h2", { id: titleId }, title)),
      banner,
      h("div", { class: "modal-body" }, ...fields),
      h("footer", null, button("Cancel", () => dialog.close()),
        button(action, null, { type: "submit", class: `button ${danger ? "danger" : "primary"}`, on: {} }))));
  showDialog(dialog);
  dialog.querySelector(".modal-body input, .modal-body select, .modal-body textarea")?.focus();
}

/** A field with its label. */
export const labelled = (name, control, { hint = "", optional = false } = {}) => h("div", { class: "form-field" },
  h("div", { class: "label" }, h("label", { for: control.id }, name), optional ? h("span", { class: "optional" }, " (optional)") : null),
  control,
  hint ? h("p", { class: "hint" }, hint) : null);
