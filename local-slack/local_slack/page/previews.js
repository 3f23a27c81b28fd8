/** The page Previews: every surface that an app answers, drawn for a desktop and for a phone. */

import * as api from "./api.js";
import { checkBlocks, listPreviews } from "./developer_api.js";
import { button, h, uniqueId } from "./dom.js";
import { remember } from "./storage.js";

/** The widths that a message, a modal or a Home tab has in windows of 1280 and 390 px. */
const WIDTHS = [["Desktop", 860], ["Phone", 390]];
const EVERY = 2000;

async function start() {
  const boot = await api.boot();
  const apps = boot.apps.filter(({ previews }) => previews);
  const me = boot.people[0];
  const screen = await api.view(me.id);
  const rows = new Map();
  let revision = "";
  let asking = null;

  const app = pick("App", () => open(""));
  const group = pick("What", () => open(group.field.value));
  const jump = pick("Go to", () => document.getElementById(jump.field.value)?.scrollIntoView());
  const problem = h("p", { class: "kit-refused", role: "status" });
  const notes = h("details", { class: "previews-notes" });
  const list = h("main", { class: "previews" });
  const inSight = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) rows.get(target.dataset.name)?.draw();
  }, { rootMargin: "600px" });

  function pick(label, change) {
    const field = h("select", { id: uniqueId("pick"), on: { change } });
    return { field, element: h("div", { class: "kit-pick" }, h("label", { for: field.id }, label), field) };
  }

  function fill({ field }, choices, chosen) {
    const options = choices.map(([value, words]) => h("option", { value }, words));
    if (options.map(({ outerHTML }) => outerHTML).join() !== [...field.options].map(({ outerHTML }) => outerHTML).join()) field.replaceChildren(...options);
    if (chosen !== undefined) field.value = chosen;
  }

  function open(chosen) {
    revision = "";
    rows.forEach(({ element }) => inSight.unobserve(element));
    rows.clear();
    list.replaceChildren(h("p", { class: "empty" }, "Asking the app…"));
    return ask(chosen);
  }

  /** Asks the app; only the latest question counts. */
  async function ask(chosen = group.field.value || decodeURIComponent(location.hash.slice(1))) {
    const mine = (asking = {});
    const query = { ...(chosen ? { group: chosen } : {}), ...(revision ? { after: revision } : {}) };
    const answer = await listPreviews(app.field.value, query);
    if (mine !== asking) return;
    problem.textContent = answer.ok ? "" : answer.error;
    if (answer.previews && answer.revision !== revision) show(answer);
  }

  function show(answer) {
    revision = answer.revision ?? "";
    fill(group, (answer.groups ?? []).map(({ id, name }) => [id, name]), answer.group);
    group.element.hidden = !answer.groups?.length;
    history.replaceState(null, "", `#${encodeURIComponent(answer.group ?? "")}`);
    const said = answer.notes ?? [];
    notes.hidden = !said.length;
    notes.replaceChildren(h("summary", null, `The app says ${said.length === 1 ? "one thing" : `${said.length} things`} about this`),
      h("ul", null, ...said.map((note) => h("li", null, note))));
    const names = new Set(answer.previews.map(({ name }) => name));
    for (const [name, { element }] of rows) if (!names.has(name)) {
      inSight.unobserve(element);
      rows.delete(name);
    }
    for (const preview of answer.previews) {
      const text = JSON.stringify(preview.content, null, 2);
      if (rows.get(preview.name)?.text === text) continue;
      if (rows.has(preview.name)) inSight.unobserve(rows.get(preview.name).element);
      rows.set(preview.name, createRow(preview, text));
    }
    const shown = answer.previews.map(({ name }) => rows.get(name));
    const elements = shown.map(({ element }) => element);
    if (elements.some((element, index) => list.children[index] !== element) || list.children.length !== elements.length) list.replaceChildren(...elements);
    fill(jump, shown.map(({ element, name }) => [element.id, name]));
    for (const { element } of shown) inSight.observe(element);
  }

  function createRow({ name, surface }, text) {
    const verdict = h("div");
    const drawn = h("div", { class: "preview-drawn" });
    const toBlocks = () => {
      remember("blocks", { text, surface });
      location.href = "/blocks";
    };
    const element = h("section", { class: "preview", id: uniqueId("preview"), "aria-label": name },
      h("header", null, h("h2", null, name), button("Open in Block Kit page", toBlocks, { class: "pointer", type: "button" })), verdict, drawn);
    element.dataset.name = name;
    let isDrawn = false;
    async function draw() {
      if (isDrawn) return;
      isDrawn = true;
      const seen = await checkBlocks(app.field.value, { text, surface });
      const problems = seen.problems ?? [{ message: seen.error }];
      verdict.replaceChildren(...problems.map(({ message, pointer }) => h("p", { class: "kit-refused" }, `Slack refuses this: ${message} ${pointer ?? ""}`)));
      const shown = seen.blocks ? seen : { surface: "message", text: "", blocks: [], view: {} };
      drawn.replaceChildren(...WIDTHS.map(([label, width]) => {
        const frame = h("iframe", { src: "/blocks/frame", title: `${name}: ${label}` });
        frame.style.setProperty("--width", `${width}px`);
        frame.seen = { seen: shown, screen, app: boot.apps.find(({ id }) => id === app.field.value) };
        return frame;
      }));
    }
    return { name, text, element, draw };
  }

  addEventListener("message", ({ origin, data, source }) => {
    if (origin !== location.origin) return;
    const frame = [...list.querySelectorAll("iframe")].find(({ contentWindow }) => contentWindow === source);
    if (!frame) return;
    if (data.ready) source.postMessage(frame.seen, location.origin);
    if (data.height) frame.style.height = `${data.height + 4}px`;
  });

  fill(app, apps.map(({ id, name }) => [id, name]));
  app.element.hidden = apps.length < 2;
  document.querySelector("#app").replaceChildren(
    h("div", { class: "topbar" }, h("span", { class: "stand-in" }, "Previews of the local workspace, a stand-in for Slack"),
      h("a", { class: "kit-back", href: `/#/${me.id}/` }, "Back to the workspace")),
    h("div", { class: "previews-head" }, h("h1", { class: "hidden" }, "Previews"),
      h("div", { class: "kit-tools" }, app.element, group.element, jump.element), problem),
    notes, list);
  if (!apps.length) {
    list.replaceChildren(h("p", { class: "empty" }, "No app has previews here. An app says where it answers them with --previews-url."));
    return;
  }
  await open(decodeURIComponent(location.hash.slice(1)));
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, EVERY));
    if (!document.hidden) await ask();
  }
}

start().catch((error) => {
  document.querySelector("#app").replaceChildren(h("p", { class: "empty" }, "The local workspace is not answering. Start it again, then reload this page."));
  throw error;
});
