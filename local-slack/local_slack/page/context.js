/** What rendering needs besides the blocks. */

import { Values } from "./values.js";

/**
 * @typedef {object} Context
 * @property {{id: string}|null} me
 * @property {Map<string, object>} people @property {Map<string, object>} channels
 * @property {Values} values what is typed and chosen at this place
 * @property {(block: string, action: string, state: object) => Promise<boolean>} press
 * @property {(key: string, make: () => object) => object} memory a block's own state, such as its page
 */

/** @returns {Context} a context; missing parts are empty. */
export function createContext({
  me = null, people = [], channels = [], values = new Values(), press = async () => true, memories = new Map(),
} = {}) {
  return {
    me,
    people: new Map(people.map((person) => [person.id, person])),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    values,
    press,
    memory(key, make) {
      if (!memories.has(key)) memories.set(key, make());
      return memories.get(key);
    },
  };
}
