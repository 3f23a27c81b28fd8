/** The list above a composer that offers what can be completed. */

import { h, uniqueId } from "./dom.js";

/** @param {HTMLTextAreaElement} field @param {{choose: (item: object) => void}} hooks */
export function createSuggestions(field, { choose }) {
  const id = uniqueId("suggestions");
  const list = h("ul", { id, role: "listbox", "aria-label": "Suggestions", class: "commands", hidden: true });
  let items = [];
  let active = 0;
  for (const [name, value] of [["aria-autocomplete", "list"], ["aria-haspopup", "listbox"], ["aria-controls", id]]) {
    field.setAttribute(name, value);
  }

  function row(item, index) {
    const on = {
      mousedown: (event) => event.preventDefault(),
      mousemove: () => index !== active && move(index),
      click: () => choose(item),
    };
    return h("li", { role: "option", id: `${id}-${index}`, on }, item.mark ?? null, h("div", null,
      h("span", null, h("strong", null, item.title), " ", h("span", { class: "usage" }, item.usage ?? "")),
      item.note ? h("small", null, item.note) : null));
  }

  function move(index) {
    active = items.length ? (index + items.length) % items.length : 0;
    const rows = [...list.querySelectorAll("[role=option]")];
    rows.forEach((each, at) => {
      each.setAttribute("aria-selected", String(at === active));
      each.classList.toggle("active", at === active);
    });
    if (items.length) field.setAttribute("aria-activedescendant", `${id}-${active}`);
    else field.removeAttribute("aria-activedescendant");
    rows[active]?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  }

  return {
    element: list,
    close,
    get isOpen() {
      return !list.hidden;
    },
    get active() {
      return items[active];
    },
    step: (by) => move(active + by),
    /** @param {{label: string, items: object[]}} completions */
    show(completions) {
      items = completions.items;
      if (!items.length) return close();
      list.hidden = false;
      list.setAttribute("aria-label", completions.label);
      const rows = [];
      let group;
      items.forEach((item, index) => {
        if (item.group !== group) rows.push(h("li", { role: "presentation", class: "group" }, (group = item.group)));
        rows.push(row(item, index));
      });
      list.replaceChildren(...rows);
      return move(0);
    },
  };
}
