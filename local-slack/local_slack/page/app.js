/** The state that the whole page shares, and how it is changed. */

import * as api from "./api.js";
import { createContext } from "./context.js";
import { setClock } from "./dates.js";
import { readRoute, writeRoute } from "./route.js";
import { Values } from "./values.js";

/**
 * @param {object} boot the workspace, as `/-/boot` gives it
 * @param {{changed: () => void, connected: (yes: boolean) => void, notify: (sentence: string, topic?: string) => void}} hooks
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
    /** For each person, how many messages for them are unread. */
    badges: {},
    /** Unsent text, by place. */
    drafts: new Map(),

    get channel() {
      return app.view?.channels.find((channel) => channel.id === app.route.channel) ?? null;
    },

    /** Whether a modal is open, or a Home tab exists. */
    hasView(viewId) {
      return [...Object.values(app.view?.homes ?? {}), ...(app.view?.views ?? [])].some((view) => view?.id === viewId);
    },

    go(change) {
      const { person, channel } = app.route;
      const hash = writeRoute({ person, channel, ...change });
      if (hash !== location.hash) location.hash = hash;
      else dispatchEvent(new Event("hashchange")); // a link that is followed again shows its message again
    },

    /** Fetches who has something unread. */
    async refreshBadges() {
      app.badges = await api.badges().catch(() => app.badges);
      if (app.view) hooks.changed();
    },

    /** Fetches what the person sees, at least once after this call. */
    refresh() {
      if (running) return (next ??= running.then(() => ((next = null), app.refresh())));
      running = load().finally(() => (running = null));
      return running;
    },

    /** Runs a shortcut, and says so where that fails. */
    async runShortcut(shortcut, fields = {}) {
      const ids = { callback_id: shortcut.callback_id, app: shortcut.app, channel: app.route.channel ?? undefined };
      const answer = await app.act("shortcut", { ...ids, ...fields });
      if (!answer.ok) app.notify(answer.error);
    },

    /** Does something as the acting person, then shows the result. */
    async act(action, fields) {
      const { person } = app.route;
      const answer = await api.act(person, action, fields);
      await app.refresh();
      return answer;
    },

    /**
     * What rendering needs at a place. Typed values and table positions are remembered by place.
     * What was typed elsewhere replaces what was typed on this page.
     * @param {{container: string, channel?: string, ts?: string, view_id?: string}} place
     */
    contextFor(place, known = {}, typedElsewhere = 0) {
      const key = JSON.stringify([app.route.person, place, typedElsewhere]);
      if (!places.has(key)) places.set(key, { values: new Values(known), memories: new Map() });
      const { values, memories } = places.get(key);
      const press = async (blockId, actionId, value) => {
        const fields = { ...place, block_id: blockId, action_id: actionId, value, values: values.all() };
        const answer = await app.act("press", fields);
        // Typed text that arrives after its modal has closed is dropped, as in Slack.
        const isGone = place.view_id && !app.hasView(place.view_id);
        if (!answer.ok && !isGone) hooks.notify(answer.error);
        return answer.ok;
      };
      const suggest = (blockId, actionId, query) => {
        const fields = { ...place, block_id: blockId, action_id: actionId, query, values: values.all() };
        return api.act(app.route.person, "suggest", fields);
      };
      const upload = (blockId, actionId, file) => api.upload(
        { as: app.route.person, ...place, block_id: blockId, action_id: actionId, name: file.name }, file);
      const { me, people, channels, groups, emoji } = app.view;
      return createContext({ me, people, channels, groups, emoji, values, memories, press, suggest, upload, current: place.channel });
    },

    notify: hooks.notify,
    changed: hooks.changed,
  };

  async function load() {
    const { person } = app.route;
    try {
      const [view, badges] = await Promise.all([api.view(person), api.badges()]);
      app.badges = badges;
      if (person !== app.route.person) return;
      app.view = view;
      setClock(view.clock, view.me.tz);
      hooks.connected(true);
    } catch {
      hooks.connected(false);
      return;
    }
    hooks.changed();
  }

  return app;
}
