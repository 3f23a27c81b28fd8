/** "Are you sure?" before an action with a confirm object. */

import { createContext } from "./context.js";
import { button, h, showDialog } from "./dom.js";
import { plainText, renderText } from "./mrkdwn.js";

/**
 * Shows a confirm object.
 * @returns {Promise<boolean>} whether the person confirmed
 */
export function confirmFirst(confirm, ctx) {
  return new Promise((resolve) => {
    let answer = false;
    const finish = (value) => {
      answer = value;
      dialog.close();
    };
    const style = confirm.style === "danger" ? "danger" : "primary";
    const go = button(plainText(confirm.confirm), () => finish(true), { class: `button ${style}` });
    const labels = { "aria-labelledby": "confirm-title", "aria-describedby": "confirm-text" };
    const dialog = h("dialog", { class: "modal confirm", role: "alertdialog", ...labels },
      h("header", null, h("h2", { id: "confirm-title" }, plainText(confirm.title))),
      h("div", { class: "modal-body", id: "confirm-text" }, h("p", { class: "text" }, ...renderText(confirm.text, ctx))),
      h("footer", null, confirm.deny ? button(plainText(confirm.deny), () => finish(false)) : null, go));
    showDialog(dialog, () => resolve(answer));
    go.focus();
  });
}

const plain = (text) => (text ? { type: "plain_text", text } : null);

/** A question of the page's own; without `deny`, something that a person has to know before they go on. */
export const ask = ({ title, text, confirm, deny = "Cancel", style = "danger" }) => confirmFirst(
  { title: plain(title), text: plain(text), confirm: plain(confirm), deny: plain(deny), style }, createContext());
