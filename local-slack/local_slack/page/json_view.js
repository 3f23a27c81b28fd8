/** JSON, pretty-printed and foldable, with what was refused marked where it is. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

const OPEN_DEPTH = 3;
/** Longer texts are folded to their beginning, in characters. */
const LONG = 600;
const SHORT = 160;

/**
 * @param {unknown} value
 * @param {{pointer: string, message: string}[]} [problems] JSON pointers into the value, and why each part was refused
 */
export function renderJson(value, problems = []) {
  return h("div", { class: "json" }, part(value, null, "", { problems, depth: 0 }));
}

function part(value, key, pointer, { problems, depth }) {
  const own = problems.filter((problem) => problem.pointer === pointer && pointer);
  const name = key === null ? null : [h("span", { class: "json-key" }, key), ": "];
  const marks = own.map(({ message }) => h("span", { class: "json-why" }, icon("warning"), ` ${message}`));
  const props = { class: own.length ? "json-line refused" : "json-line", "data-pointer": pointer, tabindex: own.length ? "-1" : null };
  const entries = value !== null && typeof value === "object" ? Object.entries(value) : null;
  if (!entries?.length) return h("div", props, ...marks, name, scalar(value));
  const [begin, end] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const leads = problems.some((problem) => problem.pointer.startsWith(`${pointer}/`));
  const inner = entries.map(([each, child]) => (
    part(child, Array.isArray(value) ? null : each, `${pointer}/${escape(each)}`, { problems, depth: depth + 1 })));
  const count = `${entries.length} ${Array.isArray(value) ? (entries.length === 1 ? "item" : "items") : (entries.length === 1 ? "field" : "fields")}`;
  return h("details", { ...props, open: depth < OPEN_DEPTH || leads },
    h("summary", null, ...marks, name, begin, h("span", { class: "json-count" }, `${count} ${end}`)),
    h("div", { class: "json-children" }, ...inner),
    h("div", { class: "json-end" }, end));
}

const escape = (step) => step.replaceAll("~", "~0").replaceAll("/", "~1");

function scalar(value) {
  const kind = value === null ? "null" : typeof value;
  if (kind === "string" && value.length > LONG) {
    return h("details", { class: "json-long" },
      h("summary", { class: "json-string" }, `${JSON.stringify(value.slice(0, SHORT)).slice(0, -1)}…`, h("span", { class: "json-count" }, `${value.length} characters`)),
      h("span", { class: "json-string" }, JSON.stringify(value)));
  }
  return h("span", { class: `json-${kind}` }, JSON.stringify(value) ?? "");
}

/** Shows the part that a pointer leads to; one that is absent is shown by what would hold it. */
export function showPart(container, pointer) {
  let at = pointer;
  let node = null;
  while (!node) {
    node = container.querySelector(`[data-pointer="${CSS.escape(at)}"]`);
    if (!at) break;
    at = at.slice(0, at.lastIndexOf("/"));
  }
  if (!node) return;
  for (let each = node; each; each = each.parentElement?.closest("details")) if (each.matches("details")) each.open = true;
  node.tabIndex = -1;
  node.scrollIntoView({ block: "center" });
  node.focus({ preventScroll: true });
}
