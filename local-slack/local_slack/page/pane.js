/** The open channel: its header, and its messages with the composer or an app's Home tab. */

import { createAssistantBar } from "./assistant.js";
import { createComposer } from "./composer.js";
import { button, h } from "./dom.js";
import { createHeader } from "./header.js";
import { createHome } from "./home.js";
import { channelIcon } from "./icons.js";
import { createMessageList, topLevel } from "./messages.js";
import { createThreads } from "./threads.js";

const READ_ONLY = "Sending messages to this app has been turned off.";

/** @param {object} app @param {{showDetails: () => void}} hooks for the channel's name */
export function createPane(app, hooks) {
  const header = createHeader(app, hooks);
  const list = createMessageList(app, { label: "Messages" });
  const home = createHome(app);
  const threads = createThreads(app);
  const assistant = createAssistantBar(app, { send: ask });
  const composer = createComposer(app, { commands: true });
  const silence = h("div", { class: "read-only join-bar" });
  let intro = {};
  let tabOpened = "";

  function describe(channel) {
    const isOwn = channel.kind === "im" && !channel.app;
    const { apps, commands } = app.boot;
    const present = isOwn ? apps : apps.filter((each) => channel.members.includes(each.bot_user));
    const absence = present.length ? "" : apps.length > 1 ? " No app is in this channel." : " The app is not in this channel.";
    const text = isOwn ? "This space is yours: nobody else sees what you write here."
      : channel.app ? `This is the direct message between you and ${channel.name}.`
        : `This is the ${channel.kind} channel #${channel.name}.${absence}`;
    const isOffered = (isOwn || (present.length && channel.is_member && !channel.read_only)) && !app.view.me.team;
    const first = isOffered ? commands.find((command) => present.some(({ id }) => id === command.app)) : null;
    const start = first ? ` Type / to see what ${present.length > 1 ? "the apps" : present[0].name} can do, or start with ${first.command}.` : "";
    const heading = h("h2", null, channelIcon(channel), channel.name);
    return h("div", { class: "intro" }, heading, h("p", null, text + start));
  }

  /** Asks what an agent suggests. */
  async function ask(text) {
    const answer = await app.act("say", { channel: app.route.channel, text });
    if (!answer.ok) app.notify(answer.error);
  }

  /** What an agent suggests in its direct message: what it has set there, else its manifest's prompts. */
  function suggestions(channel) {
    const { assistant: kind, prompts = [] } = app.boot.apps.find((each) => each.id === channel.app) ?? {};
    return kind === "agent" ? { prompts, ...channel.assistant } : {};
  }

  /** Tells the app each time that a person opens one of its tabs. */
  function noteTab(tab) {
    const { person, channel } = app.route;
    const opened = tab ? `${person}/${channel}/${tab}` : "";
    if (opened === tabOpened) return;
    tabOpened = opened;
    if (tab) app.act("open_home", { app: app.channel.app, tab });
  }

  function drawMessages(channel) {
    const { person, at, thread } = app.route;
    const key = `${person}/${channel.id}`;
    const drawnIntro = JSON.stringify([key, channel]);
    if (intro.drawn !== drawnIntro) intro = { drawn: drawnIntro, node: describe(channel) };
    list.update(topLevel(app.view.messages[channel.id] ?? []), {
      place: key, intro: intro.node, at: thread ? null : at, firstUnread: channel.first_unread,
    });
    const label = channel.kind !== "im" ? `Message #${channel.name}` : channel.app ? `Message ${channel.name}` : "Jot something down";
    composer.update({ key, channel: channel.id, label });
    const isOutside = channel.can.includes("join");
    silence.replaceChildren(isOutside ? `You are not in #${channel.name}.` : channel.read_only ? READ_ONLY : "This channel is archived.");
    if (isOutside) silence.append(button("Join", () => app.act("join", { channel: channel.id }), { "data-key": "join" }));
  }

  return {
    element: h("main", { class: "pane" }, header.element, list.element, home.element, threads.element, assistant.element, composer.element, silence),
    update() {
      const { channel, route } = app;
      const offered = channel.tabs ?? [];
      const tab = offered.length ? (route.home || !offered.includes("messages") ? "home" : "messages") : null;
      const shown = route.threads ? "threads" : tab === "home" ? "home" : "messages";
      header.element.hidden = shown === "threads";
      list.element.hidden = shown !== "messages";
      home.element.hidden = shown !== "home";
      threads.element.hidden = shown !== "threads";
      const isSilent = channel.read_only || channel.is_archived || channel.can.includes("join");
      assistant.element.hidden = shown !== "messages" || isSilent;
      assistant.update(suggestions(channel));
      composer.element.hidden = shown !== "messages" || isSilent;
      silence.hidden = shown !== "messages" || !isSilent;
      header.update(channel, tab);
      if (shown === "messages") drawMessages(channel);
      else list.leave();
      if (shown === "home") home.update();
      if (shown === "threads") threads.update();
      noteTab(shown === "threads" ? null : tab);
    },
    /** Whether the messages of the open channel are on the screen. */
    get showsMessages() {
      return !list.element.hidden;
    },
  };
}
