/** Forms that change a channel or add to the workspace. */

import { avatar } from "./avatar.js";
import { h, uniqueId } from "./dom.js";
import { openForm } from "./form.js";
import { openChannel } from "./navigation.js";

/** Does something and, where it went well, shows the channel that came of it. */
async function actAndOpen(app, action, fields) {
  const answer = await app.act(action, fields);
  if (answer.ok && answer.channel) openChannel(app, answer.channel);
  return answer;
}

export const openNewChannel = (app) => openForm({
  title: "Create a channel",
  go: "Create",
  fields: [
    { name: "name", label: "Name", hint: "Small letters, digits and hyphens, such as hiring-designers" },
    { name: "private", label: "Private: only people who are invited see it", type: "check" },
  ],
  submit: (values) => actAndOpen(app, "create", values),
});

export function openNewPerson(app) {
  const list = uniqueId("zones");
  openForm({
    title: "Add a person",
    go: "Add",
    fields: [
      { name: "name", label: "Handle", hint: "As in @kim" },
      { name: "real_name", label: "Name" },
      { name: "title", label: "Title" },
      { name: "tz", label: "Time zone", value: app.view.me.tz, list },
      { name: "guest", label: "A guest, who is only in channels that they are invited to", type: "check" },
    ],
    extra: h("datalist", { id: list }, Intl.supportedValuesOf("timeZone").map((zone) => h("option", { value: zone }))),
    submit: async (profile) => {
      const answer = await app.act("add_person", { profile });
      if (answer.ok) app.notify(`${profile.real_name || profile.name} is in the workspace. Choose them under “Acting as”.`);
      return answer;
    },
  });
}

/** Asks whom to add to a channel. */
export function openInvite(app, channel) {
  const absent = app.view.people.filter(({ id, is_deactivated: gone, name }) => !gone && name !== "slackbot" && !channel.members.includes(id));
  openForm({
    title: `Add people to #${channel.name}`,
    go: "Add",
    fields: [{
      name: "users", label: "People and apps", type: "many",
      options: absent.map((person) => ({
        key: person.id, text: person.real_name, mark: avatar(person),
        description: [person.title, person.is_guest && "guest", person.team].filter(Boolean).join(" · "),
      })),
    }],
    async submit({ users }) {
      if (!users.length) return { ok: false, error: "Choose somebody." };
      for (const user of users) {
        const answer = await app.act("invite", { channel: channel.id, user });
        if (!answer.ok) return answer;
      }
      return { ok: true };
    },
  });
}

const TEXTS = {
  topic: { title: "Set the topic", label: "Topic", go: "Set" },
  purpose: { title: "Describe the channel", label: "What is this channel for?", go: "Save" },
  rename: { title: "Rename the channel", label: "New name", go: "Rename" },
};

/** Asks for a text of a channel. @param {keyof TEXTS} act */
export function openText(app, channel, act) {
  const { title, label, go } = TEXTS[act];
  const value = act === "rename" ? channel.name : channel[act];
  openForm({
    title, go, fields: [{ name: "text", label, value }],
    submit: ({ text }) => app.act(act, { channel: channel.id, text }),
  });
}

/** Asks for a confirmation first. */
export const openSure = (app, channel, { act, title, note, go, danger, fields = {} }) => openForm({
  title, note, go, danger, fields: [],
  submit: () => app.act(act, { channel: channel.id, ...fields }),
});
