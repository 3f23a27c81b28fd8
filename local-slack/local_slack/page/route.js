/** The person and what is open, in the address: `#/U1/C1`, `#/U1/D1/home`, `#/U1/C1/thread/<ts>`. */

/** @typedef {{person: string, channel: string, home: boolean, thread: string|null}} Route */

/** @returns {Route} */
export function readRoute(hash) {
  const [, person = "", channel = "", pane = "", ts = ""] = hash.split("/").map(decodeURIComponent);
  return { person, channel, home: pane === "home", thread: pane === "thread" && ts ? ts : null };
}

/** @param {Partial<Route>} route */
export function writeRoute({ person = "", channel = "", home = false, thread = null }) {
  const parts = [person, channel, ...(home ? ["home"] : thread ? ["thread", thread] : [])];
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}
