/** Small helpers around the DOM. Text becomes text nodes only: nothing here parses markup. */

const SVG = "http://www.w3.org/2000/svg";
const PROPERTIES = new Set(["value", "checked", "disabled", "selected", "indeterminate", "open"]);

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (PROPERTIES.has(name) && name in node) node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/**
 * Makes an element. `props.on` holds listeners, everything else is an attribute.
 * @param {string} tag @param {object|null} props @param {...(Node|string|null|Array)} children
 */
export const h = (tag, props, ...children) => fill(document.createElement(tag), props, children);

/** Makes an SVG element. */
export const svg = (tag, props, ...children) => fill(document.createElementNS(SVG, tag), props, children);

/** A button with words on it. */
export const button = (text, click, props = {}) =>
  h("button", { type: "button", class: "button", on: { click }, ...props }, h("span", null, text));

let counter = 0;
/** An id that no other element of the page has. */
export const uniqueId = (prefix) => `${prefix}-${(counter += 1)}`;

const SAFE_LINK = /^(https?:|mailto:|tel:|slack:)/i;

/** A link that opens in a new tab, or within the page; a scheme that could run code stays plain text. */
export function link(url, ...label) {
  if (!SAFE_LINK.test(url)) return h("span", null, ...label);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...label);
}

/** Follows a link as a click on it does. */
export function openLink(url) {
  const anchor = link(url);
  anchor.hidden = true;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}

/** Runs `change`, then gives focus and caret to the control with the same `data-key`. */
export function keepFocus(container, change) {
  const active = document.activeElement;
  const key = container.contains(active) ? active.dataset.key : undefined;
  const caret = key && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  change();
  if (!key || active.isConnected) return;
  const control = container.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!control) return;
  control.focus({ preventScroll: true });
  if (caret && caret[0] !== null && control.setSelectionRange) control.setSelectionRange(...caret);
}

/** Whether something within `node` would be lost if it were drawn again: an open menu, list or picker. */
export const isInUse = (node) => node.matches(IN_USE) || node.querySelector(IN_USE) !== null;

/** The browser does not say whether its own pickers are open: see `picker` in elements.js. */
const IN_USE = ":popover-open, [data-in-use]";

const ENDS_USE = ["toggle", "focusout", "change"];
const waiting = new WeakSet();

/** Calls `redraw` once nothing within `node` is in use any longer. */
export function whenFree(node, redraw) {
  if (waiting.has(node)) return;
  waiting.add(node);
  const check = () => requestAnimationFrame(() => {
    if (isInUse(node)) return;
    waiting.delete(node);
    for (const event of ENDS_USE) node.removeEventListener(event, check, true);
    redraw();
  });
  for (const event of ENDS_USE) node.addEventListener(event, check, true);
}

/**
 * Puts nodes in place. Nodes that are in place already are not touched, so they keep focus and
 * selection, and a node that is in use stays until it is free.
 */
export function sync(parent, nodes, redraw) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) {
    if (wanted.has(child)) continue;
    if (isInUse(child)) whenFree(child, redraw);
    else child.remove();
  }
  let at = parent.firstElementChild;
  for (const node of nodes) {
    while (at && !wanted.has(at)) at = at.nextElementSibling;
    if (at === node) at = at.nextElementSibling;
    else parent.insertBefore(node, at);
  }
}

/** Keeps Tab inside a container. */
export function trapTab(event, container) {
  if (event.key !== "Tab") return;
  const selector = "a[href], button:not([disabled]), input:not([disabled]), textarea, summary, [tabindex='0']";
  const stops = [...container.querySelectorAll(selector)].filter(
    (node) => node.checkVisibility() && node.tabIndex >= 0,
  );
  if (!stops.length) return;
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge && container.contains(document.activeElement)) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}

/** Shows a dialog over the page. When it closes it is gone, and the focus is back where it was. */
export function showDialog(dialog, closed = () => {}) {
  const before = document.activeElement;
  dialog.addEventListener("keydown", (event) => trapTab(event, dialog));
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before?.isConnected) before.focus();
    closed();
  });
  document.body.append(dialog);
  dialog.showModal();
}
