/**
 * The person and what is open, in the address: `#/U1/C1`, `#/U1/D1/home`, `#/U1/C1/threads`,
 * `#/U1/C1/at/<ts>` for a message that was linked to, `#/U1/C1/thread/<root>` and `…/<ts>`.
 */

/** @typedef {{person: string, channel: string, home: boolean, threads: boolean, thread: string|null, at: string|null}} Route */

/** @returns {Route} */
export function readRoute(hash) {
  const [, person = "", channel = "", pane = "", first = "", second = ""] = hash.split("/").map(decodeURIComponent);
  return {
    person,
    channel,
    home: pane === "home",
    threads: pane === "threads",
    thread: (pane === "thread" && first) || null,
    at: (pane === "at" && first) || (pane === "thread" && second) || null,
  };
}

/** @param {Partial<Route>} route */
export function writeRoute({ person = "", channel = "", home = false, threads = false, thread = null, at = null }) {
  const place = thread ? ["thread", thread, ...(at ? [at] : [])] : at ? ["at", at] : [];
  const parts = [person, channel, ...(home ? ["home"] : threads ? ["threads"] : place)];
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}
