/** The whole workspace, saved to a file and loaded from one. */

import { ask } from "./confirm.js";
import { loadState, reset } from "./developer_api.js";
import { button, h, uniqueId } from "./dom.js";

export function createStateFile() {
  const said = h("p", { class: "field-error", role: "alert" });
  const file = h("input", { type: "file", class: "hidden", accept: "application/json,.json", id: uniqueId("state"), on: { change: load } });

  async function load() {
    const [chosen] = file.files;
    if (!chosen) return;
    said.textContent = "";
    const sure = await ask({ title: "Load this file?", text: "Everything that is in the workspace now is replaced by what is in the file.", confirm: "Load" });
    const answer = sure ? await loadState(chosen) : { ok: true };
    file.value = "";
    if (!answer.ok) said.textContent = `${answer.error} Nothing has changed.`;
    else if (sure) location.reload(); // people and channels may be others
  }

  async function startOver() {
    if (!(await ask({ title: "Start over?", text: "Everything that happened in the workspace is gone then.", confirm: "Start over" }))) return;
    const answer = await reset();
    if (answer.ok) location.reload();
    else said.textContent = answer.error;
  }

  return {
    label: "Workspace",
    update() {},
    element: h("div", { class: "panel-scroll", tabindex: "0", role: "region", "aria-label": "Workspace" },
      h("p", { class: "panel-note" }, "A file holds the people, channels, messages, files and Home tabs. Open forms and messages that only one person sees are not in it, nor is what the app itself has stored."),
      h("h3", null, "Save"), h("a", { class: "button", href: "/-/state", download: "local-slack.json" }, "Save to a file"),
      h("h3", null, "Load"), file, h("label", { for: file.id, class: "button" }, "Load from a file"), said,
      h("h3", null, "Start over"), button("Start over with the first workspace", startOver)),
  };
}
