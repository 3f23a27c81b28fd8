/** The Home tab of an app. */

import { renderBlocks } from "./blocks.js";
import { calendar } from "./dates.js";
import { h, keepFocus } from "./dom.js";

export function createHome(app) {
  const element = h("div", { class: "home", role: "tabpanel", "aria-label": "Home", tabindex: "0" });
  let drawn = "";
  return {
    element,
    update() {
      const view = app.view.homes[app.channel.app];
      const json = JSON.stringify([app.route.person, view, calendar()]);
      if (json === drawn) return;
      drawn = json;
      const ctx = view && app.contextFor({ container: "home", view_id: view.id }, view.state?.values);
      keepFocus(element, () => element.replaceChildren(ctx
        ? renderBlocks(view.blocks ?? [], ctx)
        : h("p", { class: "empty" }, "The app has not put anything on its Home tab yet.")));
    },
  };
}
