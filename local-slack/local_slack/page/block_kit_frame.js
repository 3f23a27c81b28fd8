/** Draws what was pasted as people see it, and tells the page around it of clicks and of its height. */

import { renderBlocks } from "./blocks.js";
import { createContext } from "./context.js";
import { setClock } from "./dates.js";
import { button, h } from "./dom.js";
import { iconButton } from "./icons.js";
import { renderMessage } from "./messages.js";
import { plainText } from "./mrkdwn.js";

const root = document.querySelector("#app");
const tell = (news) => parent.postMessage(news, location.origin);

function draw({ seen, screen, app }) {
  setClock(screen.clock, screen.me.tz);
  let ctx = null;
  const press = async (blockId, actionId, value) => {
    tell({ press: { block_id: blockId, action_id: actionId, value, values: ctx.values.all() } });
    return true;
  };
  ctx = createContext({ ...screen, press });
  if (seen.surface === "message") return h("div", { class: "rows" }, drawMessage(seen, screen, app, ctx));
  if (seen.surface === "home") return h("div", { class: "home" }, renderBlocks(seen.blocks, ctx));
  return drawModal(seen.view, ctx);
}

function drawMessage({ text, blocks }, screen, app, ctx) {
  const state = { view: screen, route: { person: screen.me.id }, boot: { shortcuts: [], apps: [] }, channel: null, contextFor: () => ctx, go() {}, notify() {} };
  const ts = `${screen.clock.now}`;
  const message = { ts, channel: "", user: app.bot_user, is_bot: true, text, blocks, reply_count: 0, reply_users: [], files: [], reactions: [], attachments: [] };
  return renderMessage(state, message);
}

function drawModal(view, ctx) {
  const submit = () => tell({ press: { values: ctx.values.all() } });
  return h("dialog", { class: "modal", open: true, "aria-label": plainText(view.title) || "Modal" },
    h("form", { novalidate: true, on: { submit: (event) => { event.preventDefault(); submit(); } } },
      h("header", null, h("h2", null, plainText(view.title) || "Modal"), iconButton("close", "Close", () => {})),
      h("div", { class: "modal-body" }, renderBlocks(view.blocks, ctx)),
      h("footer", null, button(plainText(view.close) || (view.submit ? "Cancel" : "Close"), () => {}),
        view.submit ? button(plainText(view.submit), null, { type: "submit", class: "button primary", on: {} }) : null)));
}

addEventListener("message", ({ origin, data }) => {
  if (origin !== location.origin || !data.seen) return;
  try {
    root.replaceChildren(draw(data));
  } catch {
    root.replaceChildren(h("p", { class: "empty" }, "This cannot be drawn until its problems are solved."));
  }
});
new ResizeObserver(() => tell({ height: root.offsetHeight })).observe(root);
tell({ ready: true });
