/** Follows links and goes to channels, apps and messages within the page. */

import * as api from "./api.js";
import { readLink } from "./links.js";
import { openPersonCard } from "./person_card.js";
import { recall } from "./storage.js";
import { writeRoute } from "./route.js";

/** Goes to a channel or, where it is a direct message with an app, to the tab that opens first. Its field is ready to type in. */
export function openChannel(app, id) {
  const channel = app.view.channels.find((each) => each.id === id);
  const isPhone = matchMedia("(max-width: 720px)").matches; // its keyboard would cover the messages
  if (!isPhone) addEventListener("hashchange", () => document.querySelector("[data-key=composer]").focus(), { once: true });
  app.go({ channel: id, home: channel?.tabs?.[0] === "home" && !channel.unread });
}

/**
 * Opens what a link leads to.
 * @returns {boolean} false where it leads out of the workspace
 */
export function followLink(app, href) {
  const target = readLink(href, app.boot.workspace.id);
  if (target) open(app, target);
  return Boolean(target);
}

async function open(app, { channel, ts, app: appId, tab, user, file, sentence }) {
  if (sentence) app.notify(sentence);
  else if (channel) await openLinkedMessage(app, nameToId(app, channel), ts);
  else if (appId) openApp(app, appId, tab);
  else if (user) openPersonCard(app, user);
  else window.open(`/-/files/${encodeURIComponent(file)}`);
}

/** An app_redirect may give a channel's name. */
const nameToId = (app, given) => app.view.channels.find((each) => each.name === given && each.kind !== "im")?.id ?? given;

function openApp(app, id, tab) {
  const channel = app.view.channels.find((each) => each.app === id);
  if (!channel) app.notify("That link opens an app that is not in this workspace.");
  else if (tab === "home" || tab === "messages") app.go({ channel: channel.id, home: tab === "home" && channel.tabs.includes("home") });
  else openChannel(app, channel.id);
}

async function openLinkedMessage(app, channel, ts) {
  const answer = await api.findLinkedMessage(channel, ts, app.route.person);
  if (answer.error) app.notify(answer.error);
  else app.go({ channel: answer.channel, thread: answer.thread ?? null, at: answer.ts ?? null });
}

/**
 * Turns the address of a message, `/archives/…`, into the page's own. The person who acted last opens
 * it, otherwise the first who can see it.
 * @returns {Promise<string>} a sentence where it cannot be opened, or ""
 */
export async function openArchive({ people, workspace }) {
  const target = readLink(location.href, workspace.id);
  if (!target) return "";
  const last = people.some((person) => person.id === recall("person")) ? recall("person") : "";
  const answer = await api.findLinkedMessage(target.channel, target.ts, last);
  const { person = last, channel = "", thread = null, ts: at = null, error = "" } = answer;
  history.replaceState(null, "", `/${writeRoute({ person, channel, thread, at })}`);
  return error;
}
