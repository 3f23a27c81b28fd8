/** The Block Kit page: what is pasted is drawn as people see it, with what Slack would refuse. */

import * as api from "./api.js";
import { buildPayload, checkBlocks, sendBlocks } from "./developer_api.js";
import { button, h, uniqueId } from "./dom.js";
import { findPlace, lineOf } from "./json_places.js";
import { renderJson } from "./json_view.js";
import { recall, remember } from "./storage.js";

const SURFACES = { message: "Message", modal: "Modal", home: "Home tab" };
/** Messages, modals and Home tabs get no wider than in the first; that is how they look at 1280 px. */
const WIDTHS = { desktop: 860, phone: 390 };
const WAIT = 250;

async function start() {
  const boot = await api.boot();
  const [person, channel, ts] = location.hash.slice(1).split("/").map(decodeURIComponent);
  const me = boot.people.find(({ id }) => id === (person || recall("person", ""))) ?? boot.people[0];
  const [screen, examples] = await Promise.all([
    api.view(me.id), fetch("/static/block_examples.json").then((response) => response.json()),
  ]);
  let seen = null;
  let timer;
  let checks = 0;
  let isReady = false;

  const app = pick("App", Object.fromEntries(boot.apps.map(({ id, name }) => [id, name])), check);
  const surface = pick("Bare blocks are for", SURFACES, check);
  const example = pick("Examples", { "": "Choose…", ...Object.fromEntries(examples.map(({ name }, index) => [`n${index}`, name])) }, () => {
    const chosen = examples[Number(example.field.value.slice(1))];
    if (example.field.value && chosen) paste(chosen.content, chosen.surface);
  });
  const width = pick("Drawn for", { desktop: "Desktop, 1280 px", phone: "Phone, 390 px" }, fit);
  const text = h("textarea", { id: uniqueId("kit"), spellcheck: "false", autocomplete: "off", wrap: "off", on: { input: edited } });
  const verdict = h("h2", { "aria-live": "polite" });
  const problems = h("ol", { class: "kit-problems" });
  const sizes = h("dl", { class: "kit-sizes" });
  const frame = h("iframe", { src: "/blocks/frame", title: "What people see", class: "kit-shown" });
  const payload = h("section", { class: "kit-payload", hidden: true, "aria-label": "What the app would get" });
  const joined = screen.channels.filter(({ has_bot: hasApp, is_archived: archived }) => hasApp && !archived);
  const target = pick("Channel", Object.fromEntries(joined.map(({ id, kind, name }) => [id, kind === "im" ? name : `#${name}`])));
  const sent = h("p", { role: "status" });
  const send = button("Send as the app", post);

  function pick(label, choices, change) {
    const field = h("select", { id: uniqueId("kit"), on: change ? { change } : {} },
      ...Object.entries(choices).map(([value, words]) => h("option", { value }, words)));
    return { field, element: h("div", { class: "kit-pick" }, h("label", { for: field.id }, label), field) };
  }

  function edited() {
    example.field.value = "";
    clearTimeout(timer);
    timer = setTimeout(check, WAIT);
  }

  function paste(content, forSurface) {
    text.value = JSON.stringify(content, null, 2);
    surface.field.value = forSurface;
    text.scrollTop = 0;
    return check();
  }

  /** Asks the workspace what Slack would say, and shows it. Only the latest answer counts. */
  async function check() {
    clearTimeout(timer);
    remember("blocks", { text: text.value, surface: surface.field.value });
    const number = (checks += 1);
    const answer = await checkBlocks(app.field.value, { text: text.value, surface: surface.field.value });
    if (number !== checks) return;
    payload.hidden = true;
    sent.textContent = "";
    seen = answer.blocks ? answer : null;
    show(answer);
    fit();
    draw();
  }

  function show(answer) {
    const list = answer.problems ?? [{ message: answer.error, offset: answer.offset ?? 0 }];
    const surfaceName = SURFACES[answer.surface];
    verdict.textContent = !seen ? `This is not ${answer.line ? "JSON" : "Block Kit"}`
      : list.length === 0 ? `Slack takes this ${surfaceName.toLowerCase()}`
        : `Slack refuses this ${surfaceName.toLowerCase()}: ${answer.error}`;
    verdict.className = list.length ? "kit-refused" : "kit-taken";
    problems.replaceChildren(...list.map((problem) => {
      const [from, to] = seen ? findPlace(text.value, problem.pointer) : [problem.offset, problem.offset + 1];
      const go = () => select(from, to);
      const line = problem.message.includes("at line") ? "Show it" : `line ${lineOf(text.value, from)}`;
      return h("li", null, `${problem.message} `,
        h("button", { type: "button", class: "pointer", on: { click: go } }, `${problem.pointer ?? ""} ${line}`.trim()));
    }));
    sizes.replaceChildren(...(answer.sizes ?? []).map(({ name, size, most }) => h("div", { class: size > most ? "kit-over" : null },
      h("dt", null, name), h("dd", null, `${size.toLocaleString("en")} of ${most.toLocaleString("en")}`))));
    surface.field.disabled = Boolean(answer.whole);
    send.disabled = !answer.ok || answer.surface !== "message";
  }

  function select(from, to) {
    text.focus();
    text.setSelectionRange(from, to);
    const lines = text.value.split("\n").length;
    text.scrollTop = Math.max(0, (text.scrollHeight / lines) * (lineOf(text.value, from) - 4));
  }

  function draw() {
    if (!isReady) return;
    const blank = { surface: "message", text: "", blocks: [], view: {} };
    frame.contentWindow.postMessage({ seen: seen ?? blank, screen, app: boot.apps.find(({ id }) => id === app.field.value) ?? boot.apps[0] }, location.origin);
  }

  function fit() {
    frame.style.width = `${WIDTHS[width.field.value]}px`;
  }

  async function press(what) {
    if (!seen) return;
    const answer = await buildPayload(app.field.value, {
      as: me.id, channel: target.field.value || screen.channels[0].id,
      surface: seen.surface, view: seen.view, text: seen.text, ...what,
    });
    payload.hidden = false;
    payload.replaceChildren(h("h2", null, "What the app would get"),
      answer.ok ? renderJson(answer.payload) : h("p", { class: "kit-refused" }, `Nothing, until the problems are solved: ${answer.error}`));
    payload.scrollIntoView({ block: "nearest" });
  }

  async function post() {
    const { text: words, blocks } = seen;
    const answer = await sendBlocks(app.field.value, { channel: target.field.value, text: words, blocks });
    const name = target.field.selectedOptions[0]?.textContent;
    sent.replaceChildren(answer.ok ? "Sent to " : `Slack refuses it: ${answer.error}`,
      answer.ok ? h("a", { href: `/#/${me.id}/${target.field.value}` }, name) : "");
  }

  addEventListener("message", ({ origin, data }) => {
    if (origin !== location.origin) return;
    if (data.ready) {
      isReady = true;
      draw();
    }
    if (data.height) frame.style.height = `${data.height + 4}px`;
    if (data.press) press(data.press);
  });

  app.element.hidden = boot.apps.length < 2;
  document.querySelector("#app").replaceChildren(
    h("div", { class: "topbar" }, h("span", { class: "stand-in" }, "Block Kit page of the local workspace, a stand-in for Slack"),
      h("a", { class: "kit-back", href: `/#/${me.id}/${channel ?? ""}` }, "Back to the workspace")),
    h("main", { class: "kit" },
      h("h1", { class: "hidden" }, "Block Kit"),
      h("section", { class: "kit-text", "aria-label": "What is pasted" },
        h("div", { class: "kit-tools" }, example.element, surface.element, app.element),
        h("label", { for: text.id }, "A list of blocks, a message, a modal or a Home tab, in JSON"), text),
      h("section", { class: "kit-seen", "aria-label": "What Slack says" },
        verdict, problems, sizes,
        h("div", { class: "kit-tools" }, width.element, target.element, send), sent,
        h("div", { class: "kit-stage", tabindex: "0", role: "region", "aria-label": "What people see" }, frame),
        payload)));

  const message = ts ? screen.messages[channel]?.find((each) => each.ts === ts) : null;
  const remembered = recall("blocks", null);
  if (message) {
    target.field.value = channel;
    await paste({ text: message.text, ...(message.blocks?.length ? { blocks: message.blocks } : {}) }, "message");
  } else if (remembered?.text) {
    text.value = remembered.text;
    surface.field.value = remembered.surface;
    await check();
  } else await paste(examples[0].content, examples[0].surface);
}

start().catch((error) => {
  document.querySelector("#app").replaceChildren(h("p", { class: "empty" }, "The local workspace is not answering. Start it again, then reload this page."));
  throw error;
});
