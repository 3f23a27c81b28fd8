/** The Home tab of an app. */

import { renderBlocks } from "./blocks.js";
import { calendar } from "./dates.js";
import { h, keepFocus } from "./dom.js";

export function createHome(app) {
  const element = h("div", { class: "home", role: "tabpanel", "aria-label": "Home", tabindex: "0" });
  let drawn = "";
  let place = "";

  function again() {
    drawn = "";
    app.changed();
  }

  function draw(view) {
    const ctx = app.contextFor({ container: "home", view_id: view.id }, view.state?.values);
    const now = `${app.route.person} ${view.id}`;
    if (now === place) {
      keepFocus(element, () => renderBlocks(view.blocks ?? [], ctx, { into: element.firstElementChild, again }));
    } else {
      element.replaceChildren(renderBlocks(view.blocks ?? [], ctx));
      element.scrollTop = 0;
    }
    place = now;
  }

  return {
    element,
    update() {
      const view = app.view.homes[app.channel.app];
      const json = JSON.stringify([app.route.person, app.channel.app, view, calendar()]);
      if (json === drawn) return;
      drawn = json;
      if (view) return draw(view);
      place = "";
      return element.replaceChildren(h("p", { class: "empty" }, `${app.channel.name} has not put anything on its Home tab yet.`));
    },
  };
}
