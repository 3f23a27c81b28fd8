/** What can be completed at the caret: commands and shortcuts, @people, #channels, :emoji:. */

import { EMOJI } from "./emoji.js";
import { h } from "./dom.js";
import { channelIcon } from "./icons.js";
import { avatar } from "./avatar.js";

const MOST = 40;
const BEGINS_NAME = /(?:^|[\s(])([@#:])([\p{L}\p{N}_.+-]*)$/u;

/**
 * @typedef {object} Item
 * @property {string} title @property {string} [usage] beside the title @property {string} [note] under it
 * @property {string} [insert] the text that takes the place of what was typed
 * @property {() => void} [run] what is done instead @property {string} [group] @property {Node} [mark]
 */

/**
 * @param {object} app @param {string} text @param {number} caret
 * @param {{commands: boolean, channel: object|null}} settings
 * @returns {{label: string, from: number, items: Item[]}} items that may take the place of the text from `from` to the caret
 */
export function findCompletions(app, text, caret, { commands, channel }) {
  const before = text.slice(0, caret);
  if (commands && caret === text.length && /^\/\S*$/.test(text)) {
    const offered = [...offerCommands(app, text), ...offerShortcuts(app, text), ...offerOwnCommands(app, text, channel)];
    return { label: "Commands", from: 0, items: offered };
  }
  const [, sign, word] = BEGINS_NAME.exec(before) ?? [];
  const from = before.length - (word?.length ?? 0) - 1;
  if (sign === "@") return { label: "People", from, items: offerPeople(app, word, channel) };
  if (sign === "#") return { label: "Channels", from, items: offerChannels(app, word) };
  if (sign === ":" && word.length >= 2) return { label: "Emoji", from, items: offerEmoji(word) };
  return { label: "", from: caret, items: [] };
}

const begins = (words, wanted) => words.toLowerCase().split(/[\s(/-]+/).some((word) => word.startsWith(wanted));

/** The name of an app, where a workspace has more than one. */
const ofApp = (app, id) => (app.boot.apps?.length > 1 ? (app.boot.apps.find((each) => each.id === id)?.name ?? "") : "");

/** People of another workspace can't use an app's commands. */
const offerCommands = (app, typed) => app.boot.commands
  .filter(({ command, app: id }) => id && !app.view.me.team && command.startsWith(typed.toLowerCase()))
  .map((command) => commandItem(app, command));

/** Slack's own commands, which are for channels. */
const offerOwnCommands = (app, typed, channel) => app.boot.commands
  .filter(({ command, app: id }) => !id && channel?.kind !== "im" && command.startsWith(typed.toLowerCase()))
  .map((command) => ({ ...commandItem(app, command), group: "Slack" }));

const commandItem = (app, { command, usage_hint: usage, description, app: id }) => ({
  title: command, usage, insert: `${command} `, note: [description, ofApp(app, id)].filter(Boolean).join(" · "),
});

const offerShortcuts = (app, typed) => app.boot.shortcuts
  .filter(({ type, name }) => type === "global" && !app.view.me.team && begins(name, typed.slice(1).toLowerCase()))
  .map((shortcut) => ({
    title: shortcut.name, group: "Shortcuts", run: () => app.runShortcut(shortcut),
    note: [shortcut.description, ofApp(app, shortcut.app)].filter(Boolean).join(" · "),
  }));

const EVERYBODY = [
  ["channel", "Everybody in this channel"],
  ["here", "Everybody in this channel who is online"],
  ["everyone", "Everybody in the workspace, in its general channel"],
];

/** What to know about somebody before mentioning them. */
function describePerson(person, channel) {
  if (person.is_deactivated) return "deactivated";
  if (person.is_bot) return "app";
  const isOutside = channel?.members && !channel.members.includes(person.id);
  return [person.is_stranger && "from another workspace", person.is_guest && "guest", isOutside && "not in this channel"].filter(Boolean).join(", ");
}

function offerPeople(app, word, channel) {
  const wanted = word.toLowerCase();
  const rank = (person) => (person.is_deactivated ? 2 : channel?.members?.includes(person.id) === false ? 1 : 0);
  const people = app.view.people
    .filter((person) => begins(`${person.name} ${person.real_name}`, wanted))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .map((person) => ({
      title: person.real_name, usage: `@${person.name}`, insert: `@${person.name} `, mark: avatar(person),
      note: [person.title, describePerson(person, channel)].filter(Boolean).join(" · "),
    }));
  const groups = (app.view.groups ?? []).filter(({ handle, name }) => begins(`${handle} ${name}`, wanted))
    .map(({ handle, name }) => ({ title: `@${handle}`, note: name, insert: `@${handle} ` }));
  const everybody = EVERYBODY.filter(([name]) => name.startsWith(wanted))
    .map(([name, note]) => ({ title: `@${name}`, note, insert: `@${name} ` }));
  return [...people, ...groups, ...everybody].slice(0, MOST);
}

const offerChannels = (app, word) => app.view.channels
  .filter(({ kind, name }) => kind !== "im" && begins(name, word.toLowerCase()))
  .map((channel) => ({ title: channel.name, note: channel.topic, mark: channelIcon(channel), insert: `#${channel.name} ` }))
  .slice(0, MOST);

const offerEmoji = (word) => Object.entries(EMOJI)
  .filter(([name]) => name.includes(word.toLowerCase()))
  .sort(([a], [b]) => Number(b.startsWith(word)) - Number(a.startsWith(word)) || a.localeCompare(b))
  .map(([name, character]) => ({ title: `:${name}:`, mark: h("span", { class: "emoji" }, character), insert: `${character} ` }))
  .slice(0, MOST);
