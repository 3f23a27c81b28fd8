/** Faults by a switch: for calls from apps, for what is sent to them, and for their websockets. */

import * as api from "./developer_api.js";
import { button, h, uniqueId } from "./dom.js";

const CALLS = {
  ratelimited: "is rate limited (429)",
  server_error: "meets a server error (503)",
  delay: "is answered late",
  drop_before: "loses its connection before it has an effect",
  drop_after: "has an effect, and its answer is lost",
  refused: "is refused with an error",
};
const DELIVERIES = {
  slow: "is answered over a slow network",
  answer_lost: "is answered, and the answer is lost",
  late: "arrives late",
  twice: "arrives twice",
};
const SECONDS = { ratelimited: "Retry after, in seconds", delay: "Seconds", slow: "Seconds", late: "Seconds" };
const SOCKETS = [
  ["Refresh", { do: "refresh_requested", notice: 2 }, "Slack closes each connection after a warning, and the app opens another"],
  ["Drop", { do: "drop" }, "Connections break"],
  ["Half-open", { do: "half_open" }, "Connections look open, and nothing goes through"],
];

export function createFaults(app) {
  const where = select("What", { calls: "A call from the app", deliveries: "Something sent to the app" }, drawKinds);
  const kind = h("select", { id: uniqueId("fault"), on: { change: drawFields } });
  const known = h("datalist", { id: uniqueId("methods") });
  const method = h("input", { id: uniqueId("fault"), value: "", placeholder: "all", list: known.id, autocomplete: "off", spellcheck: "false" });
  const ofApp = select("App", { "": "all apps", ...Object.fromEntries(app.boot.apps.map(({ id, name }) => [id, name])) });
  const seconds = h("input", { type: "number", min: "0", step: "any", value: "1", id: uniqueId("fault") });
  const code = h("input", { value: "fatal_error", id: uniqueId("fault"), autocomplete: "off", spellcheck: "false" });
  const often = select("How often", { 1: "once", n: "a number of times", 0: "until switched off" }, drawFields);
  const times = h("input", { type: "number", min: "1", step: "1", value: "3", id: uniqueId("fault") });
  const said = h("p", { class: "field-error", role: "alert" });
  const on = h("ul", { class: "fault-list" });
  const heading = h("h3", null, "No fault is on");
  const all = button("Switch all off", () => api.removeFaults());
  const sockets = h("div", { class: "fault-sockets" });
  const labels = new Map();

  const row = (text, field) => {
    const node = h("div", { class: "panel-row" }, h("label", { for: field.id }, text), field);
    labels.set(field, node);
    return node;
  };
  const form = h("form", { class: "fault-form", on: { submit } },
    row("What", where), row("Which", method), known, row("App", ofApp), row("It", kind),
    row("Seconds", seconds), row("Error", code), row("How often", often), row("Times", times),
    said, button("Switch on", null, { type: "submit", class: "button primary", on: {} }));
  const element = h("div", { class: "panel-scroll", tabindex: "0", role: "region", "aria-label": "Faults" },
    heading, on, all, h("h3", null, "Switch a fault on"), form, h("h3", null, "Websockets"), sockets);
  drawKinds();

  function select(label, choices, change) {
    return h("select", { id: uniqueId("fault"), on: change ? { change } : {} },
      ...Object.entries(choices).sort(([one]) => (one === "1" ? -1 : 0)).map(([value, text]) => h("option", { value }, text)));
  }

  function drawKinds() {
    const isCall = where.value === "calls";
    kind.replaceChildren(...Object.entries(isCall ? CALLS : DELIVERIES).map(([value, text]) => h("option", { value }, text)));
    method.placeholder = isCall ? "every method" : "everything";
    const names = isCall
      ? ["chat.postMessage", "chat.update", "views.open", "views.update", "views.publish", "conversations.info", "users.info", "response_url", "apps.connections.open", "link"]
      : ["command", "click", "submission", "event", "suggestion", ...app.boot.commands.map(({ command }) => command)];
    known.replaceChildren(...names.map((value) => h("option", { value })));
    drawFields();
  }

  function drawFields() {
    labels.get(seconds).hidden = !SECONDS[kind.value];
    labels.get(seconds).firstElementChild.textContent = SECONDS[kind.value] ?? "";
    labels.get(code).hidden = kind.value !== "refused";
    labels.get(times).hidden = often.value !== "n";
    labels.get(ofApp).hidden = app.boot.apps.length < 2;
  }

  async function submit(event) {
    event.preventDefault();
    const answer = await api.addFault({
      method: method.value.trim() || "*", kind: kind.value, app: ofApp.value, code: code.value.trim(),
      seconds: Number(seconds.value), times: often.value === "n" ? Number(times.value) : Number(often.value),
    });
    said.textContent = answer.ok ? "" : answer.error;
    await update();
  }

  function describe(fault) {
    const words = { ...CALLS, ...DELIVERIES }[fault.kind];
    const what = fault.method === "*" ? (CALLS[fault.kind] ? "Every call" : "Everything that is sent") : fault.method;
    const whose = fault.app ? ` (${app.boot.apps.find(({ id }) => id === fault.app)?.name ?? fault.app})` : "";
    const details = SECONDS[fault.kind] ? `, ${fault.seconds} s` : fault.kind === "refused" ? `: ${fault.code}` : "";
    const left = fault.times === 0 ? "until switched off" : fault.times === 1 ? "once" : `${fault.times} more times`;
    return `${what}${whose} ${words}${details}, ${left}. Met ${fault.met} so far.`;
  }

  async function update() {
    const { faults = [] } = await api.listFaults();
    heading.textContent = faults.length === 0 ? "No fault is on" : faults.length === 1 ? "1 fault is on" : `${faults.length} faults are on`;
    all.hidden = faults.length < 2;
    on.replaceChildren(...faults.map((fault) => h("li", null, h("span", null, describe(fault)),
      button("Switch off", () => api.removeFault(fault.id), { "data-key": `fault/${fault.id}`, "aria-label": `Switch off: ${describe(fault)}` }))));
    await drawSockets();
  }

  async function drawSockets() {
    const states = await Promise.all(app.boot.apps.map(({ id }) => api.describeSockets(id)));
    sockets.replaceChildren(...app.boot.apps.map(({ id, name }, index) => {
      const { open = 0, half_open: halfOpen = 0 } = states[index];
      const state = open === 0 ? "has no websocket open" : `has ${open} open${halfOpen ? `, ${halfOpen} of them half-open` : ""}`;
      const act = (body) => async () => {
        const answer = await api.disturbSockets(id, body);
        if (!answer.ok) said.textContent = answer.error;
        await drawSockets();
      };
      return h("div", { class: "panel-row" }, h("span", null, `${name} ${state}.`),
        ...SOCKETS.map(([text, body, title]) => button(text, act(body), { title, disabled: open === 0 })));
    }));
  }

  return { element, label: "Faults", update };
}
