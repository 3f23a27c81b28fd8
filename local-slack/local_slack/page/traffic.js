/** The list of what the workspace and its apps said to each other. */

import { clockTime } from "./dates.js";
import { clearTraffic, listTraffic } from "./developer_api.js";
import { button, h } from "./dom.js";
import { renderJson, showPart } from "./json_view.js";

const MOST_SHOWN = 300;
const DIRECTIONS = { "": "Both directions", from_app: "From the app", to_app: "To the app" };

export function createTraffic(app) {
  const exchanges = new Map();
  const rows = new Map();
  let revision = 0;
  let running = null;
  let again = false;
  let opened = null;
  let message = null;
  let follows = true;

  const direction = h("select", { "aria-label": "Direction", on: { change: draw } },
    ...Object.entries(DIRECTIONS).map(([value, text]) => h("option", { value }, text)));
  const ofApp = h("select", { "aria-label": "App", hidden: app.boot.apps.length < 2, on: { change: draw } },
    h("option", { value: "" }, "All apps"), ...app.boot.apps.map(({ id, name }) => h("option", { value: id }, name)));
  const text = h("input", { type: "search", placeholder: "Filter", "aria-label": "Filter", on: { input: draw } });
  const refused = h("input", { type: "checkbox", on: { change: draw } });
  const following = h("input", { type: "checkbox", checked: true, on: { change: () => { follows = following.checked; draw(); } } });
  const only = h("div", { class: "traffic-only", hidden: true });
  const severalApps = app.boot.apps.length > 1;
  const list = h("ol", { class: severalApps ? "exchanges several-apps" : "exchanges" });
  const note = h("p", { class: "panel-note" });
  const scroller = h("div", { class: "panel-scroll", tabindex: "0", role: "region", "aria-label": "Exchanges" }, note, list);
  scroller.addEventListener("scroll", () => {
    const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
    if (!atEnd && follows && scroller.scrollTop < lastTop) following.checked = follows = false;
    lastTop = scroller.scrollTop;
  }, { passive: true });
  let lastTop = 0;

  const element = h("div", { class: "traffic" },
    h("div", { class: "panel-tools" }, text, direction, ofApp,
      h("label", null, refused, "Refused only"), h("label", null, following, "Follow"),
      button("Clear", async () => { await clearTraffic(); forget(); draw(); })),
    only, scroller);

  function forget() {
    exchanges.clear();
    rows.clear();
    opened = null;
  }

  /** Fetches what is new, at least once after this call. */
  async function update() {
    if (running) {
      again = true;
      return running;
    }
    running = load().finally(() => { running = null; });
    await running;
    if (again) {
      again = false;
      await update();
    }
    return undefined;
  }

  async function load() {
    const answer = await listTraffic(revision);
    if (!answer.exchanges) return;
    // After a restart, or once it was cleared, numbers begin again.
    if (answer.revision < revision) {
      forget();
      revision = 0;
      again = true;
      return;
    }
    revision = answer.revision;
    for (const each of answer.exchanges) exchanges.set(each.number, each);
    draw();
  }

  function matches(each) {
    if (message && !each.messages.some(({ channel, ts }) => channel === message.channel && ts === message.ts)) return false;
    if (direction.value && each.direction !== direction.value) return false;
    if (ofApp.value && each.app !== ofApp.value) return false;
    if (refused.checked && each.ok !== false) return false;
    const words = text.value.trim().toLowerCase();
    return !words || JSON.stringify(each).toLowerCase().includes(words);
  }

  function draw() {
    const shown = [...exchanges.values()].filter(matches).sort((one, other) => one.number - other.number);
    const latest = shown.slice(-MOST_SHOWN);
    const wanted = latest.map(row);
    for (const child of [...list.children]) if (!wanted.includes(child)) child.remove();
    wanted.forEach((node, index) => {
      if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
    });
    note.textContent = !exchanges.size ? "Nothing yet. Type a command, or press a button of the app."
      : !shown.length ? "Nothing matches." : shown.length > latest.length ? `The latest ${MOST_SHOWN} of ${shown.length}.` : "";
    note.hidden = !note.textContent;
    if (follows) scroller.scrollTop = scroller.scrollHeight;
  }

  function row(each) {
    const known = rows.get(each.number);
    const isOpen = opened === each.number;
    if (known && known.revision === each.revision && known.isOpen === isOpen) return known.node;
    const node = renderRow(each, isOpen);
    if (known?.node.contains(document.activeElement)) requestAnimationFrame(() => node.querySelector("button").focus({ preventScroll: true }));
    rows.set(each.number, { revision: each.revision, isOpen, node });
    return node;
  }

  function renderRow(each, isOpen) {
    const fromApp = each.direction === "from_app";
    const name = app.boot.apps.find(({ id }) => id === each.app)?.name ?? "An unknown app";
    const toggle = () => {
      opened = isOpen ? null : each.number;
      if (!isOpen) following.checked = follows = false;
      draw();
      rows.get(each.number).node.scrollIntoView({ block: "nearest" });
    };
    const state = each.ok === null ? "waiting" : each.ok ? "fine" : "failed";
    return h("li", { class: `exchange ${state}` },
      h("button", { type: "button", "aria-expanded": String(isOpen), "data-key": `exchange/${each.number}`, on: { click: toggle } },
        h("time", null, seconds(each.started)),
        h("span", { class: "exchange-way", title: fromApp ? `${name} to the workspace` : `The workspace to ${name}` },
          fromApp ? null : "→", h("span", null, severalApps ? name : "app"), fromApp ? "→" : null),
        h("span", { class: "exchange-what" }, each.summary)),
      isOpen ? renderDetails(app, each, name) : null);
  }

  return {
    element,
    label: "Traffic",
    update,
    draw,
    /** Shows only what a message came from; null for everything. */
    showMessage(chosen) {
      message = chosen;
      only.hidden = !chosen;
      only.replaceChildren(chosen ? "What one message came from" : "", button("Show everything", () => this.showMessage(null)));
      draw();
    },
  };
}

const seconds = (time) => new Date(time * 1000).toLocaleTimeString("en-GB");

function renderDetails(app, each, name) {
  const inRequest = each.refused === "request" ? each.problems : [];
  const request = renderJson(each.request, inRequest);
  const answer = renderJson(each.answer, each.refused === "answer" ? each.problems : []);
  const place = each.refused === "answer" ? answer : request;
  const problems = each.problems.map(({ pointer, message }) => h("li", null, message,
    pointer ? h("button", { type: "button", class: "pointer", on: { click: () => showPart(place, pointer) } }, pointer) : null));
  const facts = [
    each.direction === "from_app" ? `${name} called the workspace` : `The workspace called ${name}`,
    each.envelope_id ? "over its websocket" : "over HTTP",
    each.status ? `status ${each.status}` : "",
    each.milliseconds === null ? "no answer yet" : `${each.milliseconds} ms`,
    Math.abs(each.time - each.started) > 1 ? `in the workspace it was ${clockTime(new Date(each.time * 1000))}` : "",
    each.fault ? `met the fault ${each.fault}` : "",
  ].filter(Boolean);
  const curl = asCurl(each);
  return h("div", { class: "exchange-details" },
    h("p", { class: "facts" }, facts.join(" · ")),
    each.error ? h("p", { class: "exchange-error" }, h("strong", null, each.error), each.reason ? ` ${each.reason}` : "") : null,
    problems.length ? h("ul", { class: "problems" }, ...problems) : null,
    h("h4", null, "Request"), request,
    h("h4", null, "Answer"), answer,
    h("div", { class: "exchange-actions" },
      button("Copy as JSON", () => copy(app, JSON.stringify({ request: each.request, answer: each.answer }, null, 2))),
      curl ? button("Copy as curl", () => copy(app, curl)) : null));
}

/** A call as a command for the terminal. Its token stays where it is: in the terminal's environment. */
function asCurl(each) {
  if (each.kind !== "call") return "";
  const body = JSON.stringify(each.request ?? {}).replaceAll("'", "'\\''");
  return [
    `curl -X POST '${location.origin}/api/${each.name}'`,
    "-H \"Authorization: Bearer $SLACK_BOT_TOKEN\"",
    "-H 'Content-Type: application/json; charset=utf-8'",
    `-d '${body}'`,
  ].join(" \\\n  ");
}

async function copy(app, text) {
  const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
  app.notify(copied ? "Copied." : "This browser does not let the page copy.");
}
