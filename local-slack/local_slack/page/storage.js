/** What this browser tab remembers when the page is loaded again. */

/** A remembered value, or `otherwise`. A new tab begins with what another tab remembered last. */
export function recall(key, otherwise) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Remembers a value; a browser that allows no storage forgets it. */
export function remember(key, value) {
  try {
    for (const storage of [sessionStorage, localStorage]) storage.setItem(key, JSON.stringify(value));
  } catch {
    // The page works without it.
  }
}
