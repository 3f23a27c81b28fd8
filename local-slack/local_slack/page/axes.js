/** Scales and labels for charts. */

import { svg } from "./dom.js";

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });
const exact = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 });

export const shortNumber = (value) => compact.format(value);
export const fullNumber = (value) => exact.format(value);

/** Round numbers that cover all values and zero. */
export function ticks(values, wanted = 5) {
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const span = most - least || 1;
  const power = 10 ** Math.floor(Math.log10(span / wanted));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => span / each <= wanted) ?? span;
  const whole = values.every(Number.isInteger) ? Math.max(step, 1) : step; // such as numbers of scorecards
  const first = Math.floor(least / whole);
  const last = Math.max(first + 1, Math.ceil(most / whole));
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * whole);
}

/** A linear map from one range to another. */
export const scale = (from, to) => (value) => to[0] + ((value - from[0]) / (from[1] - from[0])) * (to[1] - to[0]);

/** The approximate width of a text at 12 px. */
export const textWidth = (text) => text.length * 6.4;

/** Breaks a label into lines of at most `width` pixels, or null where a word is too long for that. */
function wrap(label, width) {
  const lines = [];
  for (const word of label.split(" ")) {
    if (textWidth(word) > width) return null;
    const joined = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && textWidth(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

/**
 * Category labels under a plot: on one line, on several, or slanted, whichever fits.
 * @returns {{height: number, overhang: number, draw: (x: number, y: number, index: number) => SVGElement}}
 */
export function categoryLabels(categories, width) {
  const wrapped = categories.map((category) => wrap(category, width - 6));
  if (wrapped.every((lines) => lines && lines.length <= 3)) {
    return {
      overhang: 0,
      height: 8 + 14 * Math.max(...wrapped.map((lines) => lines.length)),
      draw: (x, y, index) => svg("text", { x, y: y + 16, "text-anchor": "middle", class: "tick" },
        ...wrapped[index].map((line, row) => svg("tspan", { x, dy: row ? 14 : 0 }, line))),
    };
  }
  const longest = Math.max(...categories.map(textWidth));
  return {
    /** How far the first label reaches to the left of the plot. */
    overhang: textWidth(categories[0]) * 0.78 - width / 2,
    height: 18 + longest * 0.64,
    draw: (x, y, index) => svg("text", {
      x: x + 4, y: y + 14, "text-anchor": "end", class: "tick", transform: `rotate(-40 ${x + 4} ${y + 14})`,
    }, categories[index]),
  };
}
