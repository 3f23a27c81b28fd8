/** Emoji by name. Any other name stays as typed. The names are those of emoji-datasource 16 (MIT), as Slack's are. */

import EMOJI from "./emoji.json" with { type: "json" };

export { EMOJI };

/** `:name:` to its character, or null where the name is unknown. A skin tone changes only the character. */
export function emoji(name) {
  const [base, tone] = name.split("::");
  if (!Object.hasOwn(EMOJI, base)) return null;
  return tone && Object.hasOwn(EMOJI, tone) ? EMOJI[base] + EMOJI[tone] : EMOJI[base];
}
