/** Ctrl+K: jump to a channel by name. */

import { h, trapTab } from "./dom.js";
import { channelIcon } from "./icons.js";
import { openChannel } from "./navigation.js";
import { createSelect } from "./select.js";

export function openSwitcher(app) {
  if (!app.view) return; // the workspace has not answered yet
  const before = document.activeElement;
  const dialog = h("dialog", { class: "modal switcher", "aria-label": "Jump to a channel" });
  let target = null;
  const select = createSelect({
    options: app.view.channels.map((channel) => ({ key: channel.id, text: channel.name, mark: channelIcon(channel) })),
    chosen: [],
    placeholder: "Jump to…",
    attributes: { "aria-label": "Jump to a channel" },
    changed: ([picked]) => (target = picked.key),
  });
  dialog.append(select);
  dialog.addEventListener("keydown", (event) => trapTab(event, dialog));
  // Without its list there is nothing to do in it.
  dialog.addEventListener("toggle", (event) => event.newState === "closed" && dialog.close(), true);
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (target) openChannel(app, target);
    else if (before?.isConnected) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  select.click();
}
