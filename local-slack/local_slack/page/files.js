/** The file_input: files are uploaded at once, and sent with the form. */

import { button, h, uniqueId } from "./dom.js";
import { icon, iconButton } from "./icons.js";

const MOST = 10;

const size = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

/** @param {object} element @param {object} place see elements.js */
export function renderFiles(element, { ctx, blockId, state, keep, attributes }) {
  const most = element.max_files ?? MOST;
  const accept = element.filetypes?.map((type) => `.${type}`).join(",");
  const list = h("ul", { class: "files" });
  const status = h("div", { class: "file-status", role: "status" });
  const field = h("input", { type: "file", class: "hidden", tabindex: "-1", "aria-hidden": "true", multiple: most > 1, accept });
  const id = uniqueId("add");
  const names = [attributes["aria-labelledby"], id].filter(Boolean).join(" "); // "CV Add files"
  const choose = button(most > 1 ? "Add files" : "Add a file", () => field.click(), { class: "button", ...attributes, id, "aria-labelledby": names });
  const files = () => state().files ?? [];

  function show() {
    list.replaceChildren(...files().map((file) => h("li", null, icon("file"),
      h("span", { class: "file-name" }, file.name, h("small", null, size(file.size))),
      iconButton("close", `Remove ${file.name}`, () => remove(file)))));
    choose.hidden = files().length >= most;
  }

  function remove(file) {
    keep({ files: files().filter((each) => each.id !== file.id) });
    show();
    choose.focus();
  }

  async function add(chosen) {
    status.textContent = "Uploading…";
    const complaints = [];
    for (const file of chosen) {
      if (files().length >= most) {
        complaints.push(`Choose at most ${most} ${most === 1 ? "file" : "files"}.`);
        break;
      }
      const answer = await ctx.upload(blockId, element.action_id, file);
      if (answer.ok) keep({ files: [...files(), answer.file] });
      else complaints.push(`${file.name}: ${answer.error}`);
      show();
    }
    status.textContent = complaints.join(" ");
  }

  field.addEventListener("change", () => {
    const chosen = [...field.files];
    field.value = "";
    add(chosen);
  });
  show();
  return h("div", { class: "file-input" }, list, choose, field, status);
}
