/** Short notices at the edge of the page. */

import { h } from "./dom.js";
import { iconButton } from "./icons.js";

export function createToasts() {
  const element = h("div", { class: "toasts", role: "status", popover: "manual" });
  return {
    element,
    /** @param {string} sentence @param {string} [topic] of which only the newest notice is shown */
    show(sentence, topic = null) {
      if (topic) for (const toast of element.querySelectorAll(`[data-topic="${topic}"]`)) toast.remove();
      if ([...element.children].some((toast) => toast.textContent === sentence)) return;
      const toast = h("div", { class: "toast", "data-topic": topic }, sentence, iconButton("close", "Dismiss", () => remove()));
      const remove = () => {
        toast.remove();
        if (!element.childElementCount) element.hidePopover();
      };
      element.append(toast);
      element.hidePopover();
      element.showPopover();
      setTimeout(remove, 8000);
    },
    /** What was said of one channel or person does not follow to the next. */
    clear() {
      element.replaceChildren();
      element.hidePopover();
    },
  };
}
