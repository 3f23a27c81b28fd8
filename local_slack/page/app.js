/** The state that the whole page shares, and how it is changed. */

import * as api from "./api.js";
import { createContext } from "./context.js";
import { readRoute, writeRoute } from "./route.js";
import { Values } from "./values.js";

/**
 * @param {object} boot the workspace, as `/-/boot` gives it
 * @param {{changed: () => void, connected: (yes: boolean) => void, tell: (sentence: string) => void}} hooks
 */
export function createApp(boot, hooks) {
  const places = new Map();
  let running = null;
  let next = null;

  const app = {
    boot,
    /** What the acting person sees; null until it has been fetched. */
    view: null,
    route: readRoute(location.hash),
    /** Unsent text, by place. */
    drafts: new Map(),

    get channel() {
      return app.view?.channels.find((channel) => channel.id === app.route.channel) ?? null;
    },

    /** Whether a modal or the Home is still there. */
    stands(viewId) {
      return [app.view?.home, ...(app.view?.views ?? [])].some((view) => view?.id === viewId);
    },

    go(change) {
      location.hash = writeRoute({ ...app.route, home: false, thread: null, ...change });
    },

    /** Fetches what the person sees, at least once from now. */
    refresh() {
      if (running) return (next ??= running.then(() => ((next = null), app.refresh())));
      running = load().finally(() => (running = null));
      return running;
    },

    /** Does something as the acting person, then shows what came of it. */
    async act(action, fields) {
      const { person } = app.route;
      const answer = await api.act(person, action, fields);
      await app.refresh();
      return answer;
    },

    /**
     * What rendering needs at one place. Typed values and table positions stay with the place.
     * @param {{container: string, channel?: string, ts?: string, view_id?: string}} place
     */
    contextFor(place, known = {}) {
      const key = JSON.stringify([app.route.person, place]);
      if (!places.has(key)) places.set(key, { values: new Values(known), memories: new Map() });
      const { values, memories } = places.get(key);
      const press = async (blockId, actionId, value) => {
        const fields = { ...place, block_id: blockId, action_id: actionId, value, values: values.all() };
        const answer = await app.act("press", fields);
        // What was still on its way when its modal closed is dropped, as in Slack.
        const gone = place.view_id && !app.stands(place.view_id);
        if (!answer.ok && !gone) hooks.tell(answer.error);
        return answer.ok;
      };
      const { me, people, channels } = app.view;
      return createContext({ me, people, channels, values, memories, press });
    },

    tell: hooks.tell,
    changed: hooks.changed,
  };

  async function load() {
    const { person } = app.route;
    try {
      const view = await api.view(person);
      if (person !== app.route.person) return;
      app.view = view;
      hooks.connected(true);
    } catch {
      hooks.connected(false);
      return;
    }
    hooks.changed();
  }

  return app;
}
