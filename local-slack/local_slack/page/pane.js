/** The open channel: its header, and its messages with the composer or an app's Home tab. */

import { createComposer } from "./composer.js";
import { h } from "./dom.js";
import { createHeader } from "./header.js";
import { createHome } from "./home.js";
import { channelIcon } from "./icons.js";
import { createMessageList, topLevel } from "./messages.js";

export function createPane(app) {
  const header = createHeader(app);
  const list = createMessageList(app, { label: "Messages" });
  const home = createHome(app);
  const composer = createComposer(app, { commands: true });
  let intro = {};

  function describe(channel) {
    const text = channel.kind === "im"
      ? `This is the direct message between you and ${channel.name}.`
      : `This is the ${channel.kind} channel #${channel.name}.${channel.has_bot ? "" : " The app is not in this channel."}`;
    const [first] = channel.has_bot ? app.boot.commands : [];
    const start = first ? ` Type / to see what the app can do, or start with ${first.command}.` : "";
    const heading = h("h2", null, channelIcon(channel), channel.name);
    return h("div", { class: "intro" }, heading, h("p", null, text + start));
  }

  return {
    element: h("main", { class: "pane" }, header.element, list.element, home.element, composer.element),
    update() {
      const { channel, route: { person, home: atHome } } = app;
      header.update(channel);
      const isHome = atHome && channel.kind === "im";
      list.element.hidden = isHome;
      composer.element.hidden = isHome;
      home.element.hidden = !isHome;
      const key = `${person}/${channel.id}`;
      if (intro.id !== channel.id) intro = { id: channel.id, node: describe(channel) };
      if (isHome) home.update();
      else list.update(topLevel(app.view.messages[channel.id] ?? []), key, intro.node);
      composer.update({ key, channel: channel.id, label: `Message ${channel.kind === "im" ? "" : "#"}${channel.name}` });
    },
  };
}
