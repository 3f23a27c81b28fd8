/** Dates as Slack shows them, by the workspace's clock and in the reader's own time zone. */

const MINUTE = 60_000;

/** The reader's time zone by its IANA name; undefined is the browser's own. */
let zone;
/** Milliseconds by which the workspace's clock is ahead of this browser's. */
let ahead = 0;
let offset = 0;

/**
 * Makes the page follow the workspace's clock.
 * @param {{now: number, offset: number}} clock its time in seconds since 1970, and by how many it was moved
 * @param {string} [timeZone] of whoever reads
 */
export function setClock(clock, timeZone) {
  ahead = clock.now * 1000 - Date.now();
  offset = clock.offset;
  zone = isKnown(timeZone) ? timeZone : undefined;
}

function isKnown(timeZone) {
  try {
    return Boolean(timeZone && new Intl.DateTimeFormat("en-US", { timeZone }));
  } catch {
    return false;
  }
}

/** The time in the workspace. */
export const present = () => new Date(Date.now() + ahead);

/** What drawn dates depend on: when it changes, "today" is another day, or the reader is elsewhere. */
export const calendar = () => `${TOKENS.date_num(present())} ${offset} ${zone}`;

const formatters = new Map();

function format(date, options) {
  const key = `${zone} ${JSON.stringify(options)}`;
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat("en-US", { timeZone: zone, ...options }));
  return formatters.get(key).format(date);
}

const NUMERIC = {
  year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23",
};

/** The wall clock where the reader is, as milliseconds since 1970 there. */
function wallClock(date) {
  const [month, day, year, hour, minute, second] = format(date, NUMERIC).match(/\d+/g).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Date and time where the reader is, such as "2026-12-01T09:00:00". */
const local = (date) => new Date(wallClock(date)).toISOString().slice(0, 19);

function ordinal(day) {
  const teen = day % 100 >= 11 && day % 100 <= 13;
  return `${day}${teen ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th")}`;
}

const monthAndDay = (date) => `${format(date, { month: "long" })} ${ordinal(new Date(wallClock(date)).getUTCDate())}`;
const year = (date) => format(date, { year: "numeric" });

/** Whether a day is less than six months away: Slack leaves its year out. docs.slack.dev/messaging/formatting-message-text */
function isNear(date, now) {
  const away = (months) => {
    const day = new Date(wallClock(now));
    return day.setUTCMonth(day.getUTCMonth() + months);
  };
  return away(-6) < wallClock(date) && wallClock(date) < away(6);
}

const withYear = (day, date, now) => (isNear(date, now) ? day : `${day}, ${year(date)}`);
const long = (date, now) => withYear(monthAndDay(date), date, now);
const short = (date, now) => withYear(format(date, { month: "short", day: "numeric" }), date, now);
const inYear = (date, now) => {
  const day = `${format(date, { weekday: "long" })}, ${monthAndDay(date)}`;
  return year(date) === year(now) ? day : `${day}, ${year(date)}`;
};
const full = (date, now) => `${format(date, { weekday: "long" })}, ${long(date, now)}`;

/** "today", "yesterday" or "tomorrow", or null for other days. */
function nearby(date, now) {
  const day = (each) => Math.floor(wallClock(each) / 86_400_000);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[day(date) - day(now)] ?? null;
}

function ago(date, now) {
  const seconds = Math.round((date - now) / 1000);
  const units = [["day", 86_400], ["hour", 3600], ["minute", 60]];
  const [unit, size] = units.find(([, each]) => Math.abs(seconds) >= each) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

export const clockTime = (date, timeZone = zone) => format(date, { hour: "numeric", minute: "2-digit", timeZone });

/** Day and time in a few words, such as "Tue, Dec 1, 9:00 AM". */
export const dayAndTime = (date) => format(date, { weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });

/** Day, date and time to the second. */
export const exactTime = (date) => format(date, { dateStyle: "full", timeStyle: "medium" });

const TOKENS = {
  date_num: (date) => local(date).slice(0, 10),
  date_slash: (date) => format(date, { month: "2-digit", day: "2-digit", year: "numeric" }),
  date: long,
  date_short: short,
  date_long: full,
  date_long_full: (date) => format(date, { dateStyle: "long" }),
  date_pretty: (date, now) => nearby(date, now) ?? long(date, now),
  date_short_pretty: (date, now) => nearby(date, now) ?? short(date, now),
  day_divider_pretty: (date, now) => nearby(date, now) ?? inYear(date, now),
  date_long_pretty: (date, now) => nearby(date, now) ?? full(date, now),
  time: (date) => clockTime(date),
  time_secs: (date) => format(date, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago,
};

/**
 * One of Slack's date tokens.
 * @param {number|string} timestamp seconds since 1970 @param {string} pattern such as "{date_short} at {time}"
 */
export function slackDate(timestamp, pattern, fallback, now = present()) {
  const date = new Date(Number(timestamp) * 1000);
  if (!String(timestamp).trim() || Number.isNaN(date.getTime())) return fallback;
  const text = pattern.replace(/\{(\w+)\}/g, (whole, token) => TOKENS[token]?.(date, now) ?? whole);
  return pattern.startsWith("{") ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** A message's `ts` as a Date. */
export const messageDate = (ts) => new Date(Number(ts) * 1000);

/** The heading above the messages of a day. */
export function dayHeading(date, now = present()) {
  const heading = TOKENS.day_divider_pretty(date, now);
  return heading.charAt(0).toUpperCase() + heading.slice(1);
}

/** Date, hour and minute for a `datetime-local` field. */
export const localDateTime = (seconds) => local(new Date(seconds * 1000)).slice(0, 16);

/** The seconds since 1970 of such a field; null where it is empty. */
export function readLocalDateTime(text) {
  const wall = Date.parse(`${text}Z`);
  if (Number.isNaN(wall)) return null;
  // The second look is for the hours around a change to or from summer time.
  const guess = wall - (wallClock(new Date(wall)) - wall);
  return Math.floor((guess - (wallClock(new Date(guess)) - wall)) / 1000);
}

/** The city of the reader's time zone where it differs from this browser's, else nothing. */
export function foreignCity() {
  const date = present();
  const utcOffset = wallClock(date) - Math.floor(date / 1000) * 1000;
  return utcOffset === -date.getTimezoneOffset() * MINUTE ? "" : zone.split("/").at(-1).replaceAll("_", " ");
}
