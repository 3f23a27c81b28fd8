/** Where the parts of a JSON text are. */

/**
 * @param {string} text valid JSON
 * @returns {Map<string, [number, number]>} by JSON pointer: where a value begins and ends
 */
export function findPlaces(text) {
  const places = new Map();
  let at = 0;

  const skip = () => { while (/\s/.test(text[at] ?? "")) at += 1; };

  function readString() {
    const start = at;
    at += 1;
    while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    at += 1;
    return JSON.parse(text.slice(start, at));
  }

  function readItems(end, readItem) {
    at += 1;
    skip();
    for (let index = 0; text[at] !== end; index += 1) {
      readItem(index);
      skip();
      if (text[at] === ",") at += 1;
      skip();
    }
    at += 1;
  }

  function readValue(pointer) {
    skip();
    const start = at;
    if (text[at] === '"') readString();
    else if (text[at] === "[") readItems("]", (index) => readValue(`${pointer}/${index}`));
    else if (text[at] === "{") {
      readItems("}", () => {
        const name = readString();
        skip();
        at += 1; // the colon
        readValue(`${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
      });
    } else at += /^[^\s,\]}]+/.exec(text.slice(at))[0].length;
    places.set(pointer, [start, at]);
  }

  readValue("");
  return places;
}

/** The place that a pointer leads to, or of what would hold it. */
export function findPlace(text, pointer) {
  const places = findPlaces(text);
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
    if (places.has(at)) return places.get(at);
    if (!at) return [0, 0];
  }
}

/** The line of an offset, counted from 1. */
export const lineOf = (text, offset) => text.slice(0, offset).split("\n").length;
