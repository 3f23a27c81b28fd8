/** The developer panel: traffic with the apps, heights of messages, faults, and the workspace as a file. */

import { h, uniqueId } from "./dom.js";
import { createFaults } from "./faults.js";
import { icon, iconButton } from "./icons.js";
import { createStateFile } from "./state_file.js";
import { createTall } from "./tall.js";
import { createTraffic } from "./traffic.js";

export function createPanel(app) {
  const traffic = createTraffic(app);
  const leave = () => matchMedia("(max-width: 720px)").matches && toggle(false);
  const parts = [traffic, createTall(app, { leave }), createFaults(app), createStateFile()];
  let refused = 0;
  let seen = 0;
  let shown = traffic;

  const count = h("span", { class: "count", hidden: true });
  const faults = h("span", { class: "faults-on", hidden: true });
  const opener = h("button", {
    type: "button", class: "panel-opener", "aria-expanded": "false", "aria-controls": "panel", "data-key": "panel",
    on: { click: () => toggle() },
  }, icon("code"), h("span", { class: "panel-opener-words" }, "Developer"), faults, count);

  const tabs = parts.map((part) => {
    part.id = uniqueId("panel");
    return h("button", {
      type: "button", role: "tab", id: `${part.id}-tab`, "aria-controls": part.id, on: { click: () => show(part) },
    }, part.label);
  });
  const tablist = h("div", { class: "panel-tabs", role: "tablist", "aria-label": "Developer panel" }, ...tabs);
  tablist.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    show(parts[(parts.indexOf(shown) + step + parts.length) % parts.length]);
    tabs[parts.indexOf(shown)].focus();
  });
  const element = h("aside", { class: "panel", id: "panel", "aria-label": "Developer panel", hidden: true },
    h("header", null, tablist, h("a", { class: "plain", href: "/blocks", target: "_blank", title: "Open the Block Kit page" }, "Block Kit"),
      app.boot.apps.some((each) => each.previews) ? h("a", { class: "plain", href: "/previews", target: "_blank", title: "What every surface of the app looks like" }, "Previews") : "",
      iconButton("close", "Close the developer panel", () => toggle(false))),
    ...parts.map((part) => h("div", { class: "panel-part", role: "tabpanel", id: part.id, "aria-labelledby": `${part.id}-tab`, hidden: true }, part.element)));
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) toggle(false);
  });

  function show(part) {
    shown = part;
    parts.forEach((each, index) => {
      tabs[index].setAttribute("aria-selected", String(each === part));
      tabs[index].tabIndex = each === part ? 0 : -1;
      document.getElementById(each.id).hidden = each !== part;
    });
    part.update();
    drawOpener();
  }

  function toggle(open = element.hidden) {
    if (open === !element.hidden) return;
    element.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    document.body.classList.toggle("panel-open", open);
    if (open) {
      show(shown);
      update();
      tabs[parts.indexOf(shown)].focus();
    } else {
      for (const part of parts) part.hide?.();
      opener.focus();
    }
  }

  function drawOpener() {
    if (!element.hidden && shown === traffic) seen = refused;
    const fresh = Math.max(0, refused - seen);
    count.hidden = fresh === 0;
    count.replaceChildren(String(fresh), h("span", { class: "hidden" }, " refused or failed"));
    opener.title = "Developer panel (Ctrl `)";
  }

  /** Draws again what depends on the screen: the marks of tall messages. */
  function update() {
    if (!element.hidden && app.view) parts[1].update();
  }

  return {
    element,
    opener,
    update,
    toggle,
    /** Something was said between the workspace and an app, or a fault was switched. */
    hear(news) {
      refused = news.refused;
      if (refused < seen) seen = 0;
      faults.hidden = news.faults === 0;
      faults.replaceChildren(String(news.faults), h("span", { class: "faults-words" }, news.faults === 1 ? " fault on" : " faults on"));
      drawOpener();
      if (element.hidden) return;
      traffic.update();
      if (shown !== traffic && shown.label === "Faults") shown.update();
    },
    /** Shows which exchanges a message came from. */
    showMessage(message) {
      toggle(true);
      show(traffic);
      traffic.showMessage(message);
    },
  };
}
