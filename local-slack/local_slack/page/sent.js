/** What each person has sent, for the arrow keys of an empty composer. */

import { recall, remember } from "./storage.js";

const MOST = 100;
const keyFor = (person) => `sent/${person}`;

/** Adds what a person has sent to their history. */
export function noteSent(person, text) {
  const texts = recall(keyFor(person), []).filter((each) => each !== text);
  remember(keyFor(person), [...texts, text].slice(-MOST));
}

/** A walk through what a person has sent, as a shell does it. */
export function createHistory() {
  let texts = [];
  let at = 0;
  return {
    /** Whether this text is the one that the walk stands at. */
    isAt: (text) => at < texts.length && texts[at] === text,
    start(person) {
      texts = recall(keyFor(person), []);
      at = texts.length;
    },
    /** The text one step earlier (-1) or later (1): empty after the last, null before the first. */
    step(by) {
      if (at + by < 0 || at + by > texts.length) return null;
      at += by;
      return texts[at] ?? "";
    },
  };
}
