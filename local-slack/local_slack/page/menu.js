/** A button that opens a short menu. */

import { h } from "./dom.js";

/**
 * @param {HTMLButtonElement} button
 * @param {object[] | (() => object[])} items `{text, label?, description?, choose}`, or what lists them when it opens
 * @param {string} [name] a class of its look
 */
export function createMenu(button, items, name = "") {
  const list = h("div", { role: "menu", popover: "auto", class: `options menu ${name}`.trim() });
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");

  const close = () => {
    list.hidePopover();
    button.focus();
  };
  const row = (item) => h("button", {
    type: "button", role: "menuitem", tabindex: "-1", "aria-label": item.label, title: item.label,
    on: { click: () => { close(); item.choose(); } },
  }, item.text, item.description ? h("small", null, item.description) : null);

  button.addEventListener("click", () => {
    if (list.matches(":popover-open")) return close();
    list.replaceChildren(...(typeof items === "function" ? items() : items).map(row));
    list.showPopover();
    const at = button.getBoundingClientRect();
    list.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - list.offsetWidth - 8))}px`;
    const fitsBelow = at.bottom + 4 + list.offsetHeight < window.innerHeight;
    list.style.top = `${fitsBelow ? at.bottom + 4 : at.top - 4 - list.offsetHeight}px`;
    list.firstElementChild?.focus();
    return undefined;
  });
  list.addEventListener("toggle", (event) => button.setAttribute("aria-expanded", String(event.newState === "open")));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      close();
    } else if (step) {
      event.preventDefault();
      const rows = [...list.children];
      rows[(rows.indexOf(document.activeElement) + step + rows.length) % rows.length].focus();
    }
  });
  return h("span", { class: "menu-anchor" }, button, list);
}
