/** Short notices at the edge of the page. */

import { h } from "./dom.js";
import { iconButton } from "./icons.js";

export function createToasts() {
  const element = h("div", { class: "toasts", role: "status", popover: "manual" });
  return {
    element,
    show(sentence) {
      if ([...element.children].some((toast) => toast.textContent === sentence)) return;
      const toast = h("div", { class: "toast" }, sentence, iconButton("close", "Dismiss", () => remove()));
      const remove = () => {
        toast.remove();
        if (!element.childElementCount) element.hidePopover();
      };
      element.append(toast);
      element.hidePopover();
      element.showPopover();
      setTimeout(remove, 8000);
    },
  };
}
