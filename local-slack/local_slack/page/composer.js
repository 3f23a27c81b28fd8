/** The field that people type into. It completes commands, people, channels and emoji. */

import { upload } from "./api.js";
import { findCompletions } from "./completion.js";
import { h, uniqueId } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { createMenu } from "./menu.js";
import { createHistory, noteSent } from "./sent.js";
import { listSteps } from "./steps.js";
import { createSuggestions } from "./suggestions.js";

/**
 * @param {object} app
 * @param {{commands: boolean}} settings whether commands and shortcuts are offered
 */
export function createComposer(app, { commands }) {
  const errorId = uniqueId("composer-error");
  const error = h("div", { class: "composer-error", role: "alert", id: errorId });
  const hint = h("div", { class: "composer-hint" });
  const field = h("textarea", {
    rows: 1, autocomplete: "off", "data-key": commands ? "composer" : "thread-composer", "aria-describedby": errorId,
  });
  const send = h("button", { type: "submit", class: "send", "aria-label": "Send" }, icon("send"));
  const suggestions = createSuggestions(field, { choose });
  const history = createHistory();
  const attach = createAttachButton(share);
  const bar = h("div", { class: "composer-bar" }, commands ? createShortcutMenu(app) : null, attach, hint, send);
  const box = h("div", { class: "composer-box" }, field, bar);
  const element = h("form", { class: "composer" }, suggestions.element, box, error);

  let place = { key: "", channel: "" };

  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
  };

  function setText(text, caret = text.length) {
    field.value = text;
    field.setSelectionRange(caret, caret);
    noticeText();
  }

  /** Keeps the draft, and shows what belongs to the typed text. */
  function noticeText() {
    const text = field.value;
    app.drafts.set(place.key, text);
    const known = app.boot.commands.find(({ command }) => text.startsWith(`${command} `));
    hint.textContent = commands && known?.usage_hint ? `${known.command} ${known.usage_hint}` : "";
    send.disabled = !text.trim();
    grow();
  }

  const complete = () => findCompletions(app, field.value, field.selectionEnd, { commands, channel: app.channel });
  const suggest = () => suggestions.show(complete());

  function choose({ insert, run }) {
    const { from } = complete();
    const after = field.value.slice(field.selectionEnd);
    suggestions.close();
    if (run) {
      setText("");
      run();
      return;
    }
    setText(field.value.slice(0, from) + insert + after.replace(/^ /, ""), from + insert.length);
    field.focus();
  }

  /** Sends a text; "+:tada:" reacts to the newest message instead. */
  function deliver({ channel, thread }, text) {
    const [, name] = /^\+:([^\s:]+):$/.exec(text) ?? [];
    const shown = (app.view.messages[channel] ?? []).filter((each) => !each.ephemeral && (thread ? each.thread_ts === thread : !each.thread_ts || each.thread_ts === each.ts));
    if (name && shown.length) return app.act("react", { channel, ts: shown.at(-1).ts, name });
    return app.act("say", { channel, text, ...(thread ? { thread_ts: thread } : {}) });
  }

  async function submit() {
    const text = field.value;
    if (!text.trim() || element.getAttribute("aria-busy") === "true") return;
    const sent = place;
    const { person } = app.route;
    error.textContent = "";
    suggestions.close();
    element.setAttribute("aria-busy", "true");
    const answer = await deliver(sent, text.trim());
    element.removeAttribute("aria-busy");
    if (!answer.ok) {
      error.textContent = answer.error;
      return;
    }
    noteSent(person, text);
    // Text that was typed while the app was working stays.
    const now = sent.key === place.key ? field.value : (app.drafts.get(sent.key) ?? "");
    const rest = now === text ? "" : now;
    if (sent.key === place.key) setText(rest);
    else app.drafts.set(sent.key, rest);
  }

  /** Posts files, the first one with what is typed. */
  async function share(files) {
    const sent = place;
    let text = field.value;
    error.textContent = "";
    for (const file of files) {
      const where = { as: app.route.person, channel: sent.channel, name: file.name, text, ...(sent.thread ? { thread_ts: sent.thread } : {}) };
      const answer = await upload(where, file);
      if (!answer.ok) {
        error.textContent = `${file.name}: ${answer.error}`;
        return;
      }
      if (text && sent.key === place.key) setText("");
      text = "";
    }
    await app.refresh();
  }

  /** Arrow keys in an empty field go through what was sent. */
  function walk(event) {
    const isWalking = field.value !== "" && history.isAt(field.value);
    if (field.value !== "" && !isWalking) return;
    if (!isWalking) history.start(app.route.person);
    const text = history.step(event.key === "ArrowUp" ? -1 : 1);
    event.preventDefault();
    if (text !== null) setText(text);
  }

  function onKey(event) {
    if (event.isComposing) return;
    const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
    const isWhole = suggestions.active?.insert?.trimEnd() === field.value && commands && field.value.startsWith("/");
    const completes = !event.shiftKey && (event.key === "Tab" || (event.key === "Enter" && !isWhole));
    if (suggestions.isOpen && isArrow) {
      event.preventDefault();
      suggestions.step(event.key === "ArrowDown" ? 1 : -1);
    } else if (suggestions.isOpen && completes) {
      event.preventDefault();
      choose(suggestions.active);
    } else if (suggestions.isOpen && event.key === "Escape") {
      event.preventDefault();
      suggestions.close();
    } else if (isArrow && !event.shiftKey && !event.altKey) {
      walk(event);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  }

  field.addEventListener("keydown", onKey);
  field.addEventListener("input", () => {
    error.textContent = "";
    noticeText();
    suggest();
  });
  field.addEventListener("blur", suggestions.close);
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });

  return {
    element,
    field,
    /** @param {{key: string, channel: string, thread?: string, label: string}} where messages go */
    update(where) {
      field.placeholder = where.label;
      field.setAttribute("aria-label", where.label);
      if (where.key === place.key) return;
      place = where;
      error.textContent = "";
      setText(app.drafts.get(where.key) ?? "");
      suggestions.close();
    },
  };
}

function createAttachButton(share) {
  const files = h("input", { type: "file", class: "hidden", tabindex: "-1", "aria-hidden": "true", multiple: true });
  files.addEventListener("change", () => {
    const chosen = [...files.files];
    files.value = "";
    share(chosen);
  });
  return h("span", null, iconButton("plus", "Attach a file", () => files.click()), files);
}

function createShortcutMenu(app) {
  const shortcuts = app.boot.shortcuts.filter((shortcut) => shortcut.type === "global");
  const steps = listSteps(app);
  if (!shortcuts.length && !steps.length) return null;
  const button = iconButton("bolt", "Shortcuts");
  const items = shortcuts.map((shortcut) => ({
    text: shortcut.name, description: shortcut.description, choose: () => app.runShortcut(shortcut),
  }));
  return createMenu(button, [...items, ...steps]);
}
