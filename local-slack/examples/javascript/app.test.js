// What a test needs is in `local-slack`'s HTTP interface, the routes under `/-/`.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, beforeEach, test } from "node:test";
import readline from "node:readline";

const processes = [];
let url;

function start(command, parameters, options) {
  const process = spawn(command, parameters, { ...options, cwd: new URL(".", import.meta.url) });
  processes.push(process);
  return process;
}

async function get(path) {
  return (await fetch(url + path)).json();
}

async function post(path, body) {
  const answer = await fetch(url + path, { method: "POST", body: JSON.stringify(body) });
  const result = await answer.json();
  assert.ok(result.ok, result.error);
  assert.equal(result.failed, undefined); // of a command
  assert.deepEqual(result.errors ?? {}, {}); // of a form
  return result;
}

const act = (what, more) => post("/-/act", { as: "U0MAYA", do: what, ...more });
const see = () => get("/-/view?as=U0MAYA");

async function until(look) {
  for (let tries = 0; tries < 200; tries += 1) {
    const seen = await look();
    if (seen) return seen;
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
  throw new Error("this did not happen");
}

before(async () => {
  const slack = start("local-slack", ["--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const variables = {};
  for await (const line of readline.createInterface({ input: slack.stdout })) {
    url ??= line.split(" ").at(-1);
    const [, name, value] = line.match(/^export (SLACK_\w+)=(.*)$/) ?? [];
    if (name) variables[name] = value;
    if (name === "SLACK_APP_ID") break;
  }
  start("node", ["app.js"], { stdio: "inherit", env: { ...process.env, ...variables } });
  await until(async () => (await get("/-/socket")).open);
});

beforeEach(() => post("/-/reset", {}));

after(async () => {
  for (const running of processes.reverse()) {
    const ended = once(running, "exit");
    running.kill();
    await ended;
  }
});

test("a note is written in a form and posted", async () => {
  await act("say", { channel: "C0GENERAL", text: "/note the office" });
  const offer = (await see()).messages.C0GENERAL.at(-1);
  const [section] = offer.blocks;
  assert.match(section.text.text, /the office/);

  await act("press", {
    container: "message",
    channel: offer.channel,
    ts: offer.ts,
    block_id: section.block_id,
    action_id: "write",
  });
  const form = await until(async () => (await see()).views.at(-1));
  const text = { type: "plain_text_input", value: "The door sticks." };
  await act("submit", { view_id: form.id, values: { note: { text } } });

  await until(async () => JSON.stringify((await see()).messages).includes("The door sticks."));
});

test("a mention is answered in its thread", async () => {
  const { ts } = await act("say", { channel: "C0GENERAL", text: "@notes hello" });
  const answer = await until(async () => (await see()).messages.C0GENERAL[1]);
  assert.equal(answer.thread_ts, ts);
});
