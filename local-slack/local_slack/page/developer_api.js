/** Calls of the local workspace that developers use: traffic, faults, websockets, the workspace as a file. */

const SILENT = "The local workspace is not answering. Check that it is still running, then try again.";

/** What a route answers, as JSON; where it refuses, `{ok: false, error}` with a sentence. */
async function call(method, path, body) {
  const isJson = body !== undefined && !(body instanceof Blob);
  try {
    const response = await fetch(path, {
      method,
      cache: "no-store",
      headers: isJson ? { "Content-Type": "application/json" } : {},
      body: isJson ? JSON.stringify(body) : body,
    });
    const text = await response.text();
    try {
      return { ok: response.ok, ...JSON.parse(text) };
    } catch {
      return { ok: false, error: text };
    }
  } catch {
    return { ok: false, error: SILENT };
  }
}

export const listTraffic = (after) => call("GET", `/-/traffic?after=${after}`);
export const clearTraffic = () => call("DELETE", "/-/traffic");
export const listFaults = () => call("GET", "/-/faults");
export const addFault = (fault) => call("POST", "/-/faults", fault);
export const removeFault = (id) => call("DELETE", `/-/faults/${id}`);
export const removeFaults = () => call("DELETE", "/-/faults");
export const describeSockets = (app) => call("GET", `/-/socket?app=${encodeURIComponent(app)}`);
export const disturbSockets = (app, body) => call("POST", `/-/socket?app=${encodeURIComponent(app)}`, body);
export const loadState = (file) => call("PUT", "/-/state", file);
export const reset = () => call("POST", "/-/reset", {});
export const checkBlocks = (app, body) => call("POST", `/-/blocks/check?app=${encodeURIComponent(app)}`, body);
export const listPreviews = (app, query) => call("GET", `/-/previews?${new URLSearchParams({ app, ...query })}`);
export const buildPayload = (app, body) => call("POST", `/-/blocks/payload?app=${encodeURIComponent(app)}`, body);
export const sendBlocks = (app, body) => call("POST", `/-/blocks/send?app=${encodeURIComponent(app)}`, body);
