/**
 * Links into the workspace: to messages and channels (`/archives/…`), and Slack's own addresses
 * `slack://…` and `https://slack.com/app_redirect?…`.
 *
 * Sources: docs.slack.dev/interactivity/deep-linking, docs.slack.dev/reference/methods/chat.getPermalink
 */

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * @typedef {object} Target what a link opens; one of these is set
 * @property {string} [channel] @property {string} [ts] a message of that channel
 * @property {string} [app] @property {string} [tab] of an app's own page
 * @property {string} [user] @property {string} [file]
 * @property {string} [sentence] why it opens nothing
 */

const ELSEWHERE = { sentence: "That link leads to another workspace." };
const UNKNOWN = { sentence: "That link opens Slack itself. This stand-in follows links to messages, channels, people and apps." };

/** @returns {Target|null} null where the link leads out of the workspace */
export function readLink(href, team, { origin, hostname, port } = location) {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  if (url.protocol === "slack:") return readDeepLink(url, team);
  if (url.hostname === "slack.com" && url.pathname === "/app_redirect") return readRedirect(url.searchParams, team);
  const isOurs = url.origin === origin || (LOOPBACK.has(url.hostname) && LOOPBACK.has(hostname) && url.port === port);
  return isOurs ? readPermalink(url.pathname) : null;
}

function readPermalink(path) {
  const [, channel, seconds, micros] = /^\/archives\/([^/]+)(?:\/p(\d+)(\d{6}))?\/?$/.exec(path) ?? [];
  if (!channel) return null;
  return { channel: decodeURIComponent(channel), ts: seconds ? `${seconds}.${micros}` : "" };
}

function readRedirect(query, team) {
  if (query.get("team") && query.get("team") !== team) return ELSEWHERE;
  if (query.get("channel")) return { channel: query.get("channel"), ts: query.get("message_ts") ?? "" };
  return query.get("app") ? { app: query.get("app"), tab: query.get("tab") ?? "" } : UNKNOWN;
}

function readDeepLink(url, team) {
  const query = url.searchParams;
  if (query.get("team") && query.get("team") !== team) return ELSEWHERE;
  const id = query.get("id");
  const kind = url.hostname || url.pathname.replaceAll("/", "");
  if (kind === "open") return { sentence: "That link opens Slack, and you are in it already." };
  if (!id) return UNKNOWN;
  if (kind === "channel") return { channel: id, ts: query.get("message") ?? "" };
  if (kind === "user") return { user: id };
  if (kind === "app") return { app: id, tab: query.get("tab") ?? "" };
  if (kind === "file") return { file: id };
  return UNKNOWN;
}
