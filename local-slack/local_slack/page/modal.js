/** The acting person's stack of modals, of which the top one is shown. */

import { renderBlocks, showErrors } from "./blocks.js";
import { calendar } from "./dates.js";
import { button, h, keepFocus, trapTab } from "./dom.js";
import { iconButton } from "./icons.js";
import { plainText } from "./mrkdwn.js";

const TROUBLE = "We had some trouble connecting. Try again?";

/** @param {object} app */
export function createModals(app) {
  const dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title" });
  /** Closed on this page; the workspace may still list them. */
  const closed = new Set();
  let views = [];
  let drawn = "";
  let errorsDrawn = "";
  let pageDrawn = "";
  let shown = null;
  let opener = null;
  let parts = null;
  let ctx = null;

  const top = () => views.at(-1) ?? null;

  function draw(view) {
    const banner = h("div", { class: "banner", role: "alert", hidden: true });
    const blocks = renderBlocks(view.blocks ?? [], ctx);
    const body = h("div", { class: "modal-body" }, blocks);
    const header = h("header");
    const footer = h("footer");
    const form = h("form", { novalidate: true, on: { submit: (event) => { event.preventDefault(); send(); } } },
      header, banner, body, footer);
    parts = { form, header, body, blocks, banner, footer };
    drawFrame(view);
    dialog.replaceChildren(form);
  }

  /** The title and the buttons around a modal's blocks. */
  function drawFrame(view) {
    const back = views.length > 1 ? iconButton("back", "Back", () => close(), { "data-key": "modal/back" }) : "";
    const title = plainText(view.title);
    parts.header.replaceChildren(back, h("h2", { id: "modal-title", title }, title),
      iconButton("close", "Close", () => close(true), { "data-key": "modal/x" }));
    parts.submit = view.submit
      ? button(plainText(view.submit), null, { type: "submit", class: "button primary", on: {}, "data-key": "modal/submit" })
      : "";
    const closing = plainText(view.close) || (view.submit ? "Cancel" : "Close");
    parts.footer.replaceChildren(button(closing, () => close(), { "data-key": "modal/close" }), parts.submit);
  }

  /** The app has changed the open modal: what has not changed is not drawn again. */
  function redraw(view) {
    showBanner("");
    renderBlocks(view.blocks ?? [], ctx, { into: parts.blocks, again });
    drawFrame(view);
  }

  function again() {
    drawn = "";
    app.changed();
  }

  function showBanner(sentence) {
    if (!parts) return;
    parts.banner.textContent = sentence;
    parts.banner.hidden = !sentence;
  }

  function showFieldErrors(errors) {
    showErrors(parts.body, errors);
    if (Object.keys(errors).length) parts.body.querySelector(".invalid [aria-invalid]")?.focus();
  }

  async function send() {
    const view = top();
    if (parts.form.getAttribute("aria-busy") === "true") return;
    showBanner("");
    errorsDrawn = "";
    const { form } = parts;
    form.setAttribute("aria-busy", "true");
    const answer = await app.act("submit", { view_id: view.id, values: ctx.values.all() });
    form.removeAttribute("aria-busy");
    if (!answer.ok) showBanner(TROUBLE);
  }

  /** Closes the top modal, or all. The page does so at once, and then tells the workspace. */
  function close(all = false) {
    const view = top();
    if (!view) return;
    const clear = all && views.length > 1;
    for (const each of clear ? views : [view]) closed.add(each.id);
    const values = ctx.values.all();
    show(views.filter((each) => !closed.has(each.id)));
    app.act("close", { view_id: view.id, values, ...(clear ? { clear: true } : {}) });
  }

  function show(next) {
    views = next;
    const view = top();
    if (!view) return hide();
    const { errors = {}, state, ...look } = view;
    const json = JSON.stringify([app.route.person, look, views.length, calendar()]);
    const form = `${view.id}/${view.typed_elsewhere}`;
    const other = form !== shown;
    const page = `${view.id} ${view.callback_id}`; // another form in the same modal starts at its top
    if (json !== drawn) {
      ctx = app.contextFor({ container: "view", view_id: view.id }, state?.values, view.typed_elsewhere);
      keepFocus(dialog, () => (other ? draw(view) : redraw(view)));
      if (page !== pageDrawn) parts.body.scrollTop = 0;
      drawn = json;
      pageDrawn = page;
      errorsDrawn = "";
    }
    if (!dialog.open) {
      opener = document.activeElement;
      dialog.showModal();
    }
    if (other || !dialog.contains(document.activeElement)) focusFirst();
    shown = form;
    const errorsJson = JSON.stringify([view.id, errors]);
    if (errorsJson !== errorsDrawn) {
      errorsDrawn = errorsJson;
      showFieldErrors(errors);
    }
    return undefined;
  }

  function focusFirst() {
    const first = parts.body.querySelector("[autofocus]")
      ?? parts.body.querySelector("input, textarea, button, a[href]")
      ?? (parts.submit || null)
      ?? dialog.querySelector("[data-key='modal/close']");
    first.focus({ preventScroll: true }); // a modal is read from its top
    if (first.matches("input[type=text], textarea")) first.setSelectionRange?.(first.value.length, first.value.length);
  }

  function hide() {
    drawn = "";
    shown = null;
    parts = null;
    if (!dialog.open) return;
    dialog.close();
    dialog.replaceChildren();
    const key = opener?.dataset?.key ?? "composer";
    (opener?.isConnected ? opener : document.querySelector(`[data-key="${CSS.escape(key)}"]`))?.focus();
  }

  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  dialog.addEventListener("keydown", (event) => {
    trapTab(event, dialog);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) parts?.form.requestSubmit();
  });

  return {
    element: dialog,
    showBanner,
    get isOpen() {
      return dialog.open;
    },
    update() {
      const current = app.view.views ?? [];
      for (const id of closed) if (!current.some((view) => view.id === id)) closed.delete(id);
      show(current.filter((view) => !closed.has(view.id)));
    },
  };
}
