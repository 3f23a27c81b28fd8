/** Dates as Slack shows them, in the reader's own time zone. */

const format = (date, options) => new Intl.DateTimeFormat("en-US", options).format(date);
const pad = (number) => String(number).padStart(2, "0");

function ordinal(day) {
  const teen = day % 100 >= 11 && day % 100 <= 13;
  return `${day}${teen ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th")}`;
}

const long = (date) => `${format(date, { month: "long" })} ${ordinal(date.getDate())}, ${date.getFullYear()}`;
const short = (date) => format(date, { month: "short", day: "numeric", year: "numeric" });
const full = (date) => `${format(date, { weekday: "long" })}, ${long(date)}`;

/** "today", "yesterday" or "tomorrow", or null for other days. */
function nearby(date, now) {
  const midnight = (day) => Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
  const days = (midnight(date) - midnight(now)) / 86_400_000;
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days] ?? null;
}

function ago(date, now) {
  const seconds = Math.round((date - now) / 1000);
  const units = [["day", 86_400], ["hour", 3600], ["minute", 60]];
  const [unit, size] = units.find(([, each]) => Math.abs(seconds) >= each) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

export const clockTime = (date) => format(date, { hour: "numeric", minute: "2-digit" });

const TOKENS = {
  date_num: (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`,
  date_slash: (date) => format(date, { month: "2-digit", day: "2-digit", year: "numeric" }),
  date: long,
  date_short: short,
  date_long: full,
  date_pretty: (date, now) => nearby(date, now) ?? long(date),
  date_short_pretty: (date, now) => nearby(date, now) ?? short(date),
  date_long_pretty: (date, now) => nearby(date, now) ?? full(date),
  time: clockTime,
  time_secs: (date) => format(date, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago,
};

/**
 * One of Slack's date tokens.
 * @param {number|string} timestamp seconds since 1970 @param {string} pattern such as "{date_short} at {time}"
 */
export function slackDate(timestamp, pattern, fallback, now = new Date()) {
  const date = new Date(Number(timestamp) * 1000);
  if (!String(timestamp).trim() || Number.isNaN(date.getTime())) return fallback;
  const text = pattern.replace(/\{(\w+)\}/g, (whole, token) => TOKENS[token]?.(date, now) ?? whole);
  return pattern.startsWith("{") ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** A message's `ts` as a Date. */
export const messageDate = (ts) => new Date(Number(ts) * 1000);

/** The heading above the messages of a day. */
export function dayHeading(date, now = new Date()) {
  const near = nearby(date, now);
  if (near) return near.charAt(0).toUpperCase() + near.slice(1);
  return `${format(date, { weekday: "long" })}, ${format(date, { month: "long" })} ${ordinal(date.getDate())}`;
}

/** Date, hour and minute for a `datetime-local` field. */
export const localDateTime = (seconds) => {
  const date = new Date(seconds * 1000);
  return `${TOKENS.date_num(date)}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
};
