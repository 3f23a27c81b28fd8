/** The face of somebody. */

import { h } from "./dom.js";

const COLOURS = 8;

/** A person's initials on their own colour. */
export function avatar(person) {
  const name = person?.real_name ?? "?";
  const initials = name.replace(/\(.*\)/, "").trim().split(/\s+/).map((word) => [...word][0]).slice(0, 2).join("");
  const tint = [...(person?.id ?? name)].reduce((sum, char) => sum + char.codePointAt(0), 0) % COLOURS;
  const node = h("span", { class: `avatar tint-${tint}`, "aria-hidden": "true" }, initials);
  if (/^#?[0-9a-f]{6}$/i.test(person?.color ?? "")) node.style.backgroundColor = `#${person.color.replace("#", "")}`;
  return node;
}
