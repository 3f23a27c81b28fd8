/** What rendering needs besides the blocks. */

import { Values } from "./values.js";

/**
 * @typedef {object} Context
 * @property {{id: string}|null} me
 * @property {Map<string, object>} people @property {Map<string, object>} channels
 * @property {Map<string, object>} groups user groups
 * @property {Record<string, string>} emoji the workspace's own, by name: addresses, or "alias:name"
 * @property {Values} values what is typed and chosen at this place
 * @property {(block: string, action: string, state: object) => Promise<boolean>} press
 * @property {(block: string, action: string, query: string) => Promise<object>} suggest options of the app, or an error
 * @property {(block: string, action: string, file: File) => Promise<object>} upload the file as it is in the workspace, or an error
 * @property {string} [current] the conversation around the blocks
 * @property {(key: string, make: () => object) => object} memory a block's own state, such as its page
 */

/** @returns {Context} a context; missing parts are empty. */
export function createContext({
  me = null, people = [], channels = [], groups = [], emoji = {}, values = new Values(), memories = new Map(),
  press = async () => true, suggest = async () => ({ ok: true, options: [] }), upload = async () => ({ ok: false, error: "" }),
  current = undefined,
} = {}) {
  return {
    me,
    people: new Map(people.map((person) => [person.id, person])),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    groups: new Map(groups.map((group) => [group.id, group])),
    emoji,
    values,
    press,
    suggest,
    upload,
    current,
    memory(key, make) {
      if (!memories.has(key)) memories.set(key, make());
      return memories.get(key);
    },
  };
}
