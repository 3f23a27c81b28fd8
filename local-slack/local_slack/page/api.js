/** Calls of the local workspace: what a person sees, and what they do. */

const SILENT = "The local workspace is not answering. Check that it is still running, then try again.";

async function json(path, options) {
  const response = await fetch(path, { cache: "no-store", ...options });
  if (!response.ok) throw new Error(`The workspace answered ${response.status}.`);
  return response.json();
}

/** Workspace, people, commands and shortcuts; these do not change while the workspace runs. */
export const boot = () => json("/-/boot");

/** Everything that a person sees now. */
export const view = (person) => json(`/-/view?as=${encodeURIComponent(person)}`);

/** Uploads a file for a field. Never throws. */
export async function upload(fields, file) {
  try {
    return await json(`/-/upload?${new URLSearchParams(fields)}`, { method: "POST", body: file });
  } catch {
    return { ok: false, error: SILENT };
  }
}

/** For each person: `count` messages for them that are unread, and whether anything is `unread`. */
export const badges = () => json("/-/badges");

/**
 * Where a linked message is shown: `{person, channel, ts, thread}`, or an `error` that says why not.
 * Without a person it is shown to the first who can see it.
 */
export async function findLinkedMessage(channel, ts, person) {
  const query = new URLSearchParams({ channel, ts, as: person });
  return json(`/-/link?${query}`).catch(() => ({ error: SILENT }));
}

/** Listens for the directions of a script: what the page of two people shows. */
export function stage(follow) {
  new EventSource("/-/stage").onmessage = (event) => follow(JSON.parse(event.data));
}

/**
 * Does something as a person. Never throws: where the workspace does not answer, it returns an error.
 * @returns {Promise<{ok: boolean, error?: string}>}
 */
export const act = (person, action, fields = {}) => post("/-/act", { as: person, do: action, ...fields });

/** Moves the workspace's time on. It returns what `act` does. */
export const moveClock = (body) => post("/-/clock", body);

async function post(path, body) {
  try {
    return await json(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    return { ok: false, error: SILENT };
  }
}

/**
 * Listens for changes; the browser reconnects by itself.
 * @returns {() => void} stops listening
 */
export function events(person, { changed, othersChanged, trafficChanged, connected }) {
  const source = new EventSource(`/-/events?others&traffic&as=${encodeURIComponent(person)}`);
  source.addEventListener("others", () => othersChanged());
  source.addEventListener("traffic", ({ data }) => trafficChanged(JSON.parse(data)));
  source.onopen = () => connected(true);
  source.onerror = () => connected(false);
  source.onmessage = () => changed();
  return () => source.close();
}
