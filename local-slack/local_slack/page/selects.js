/** Slack's selects: what each one offers, and the form of its state. */

import { channelIcon } from "./icons.js";
import { plainText } from "./mrkdwn.js";
import { createSelect } from "./select.js";
import { withoutType } from "./values.js";

/** The field that holds the choice, for each kind of select. */
const FIELDS = {
  static_select: "selected_option",
  multi_static_select: "selected_options",
  external_select: "selected_option",
  multi_external_select: "selected_options",
  users_select: "selected_user",
  multi_users_select: "selected_users",
  conversations_select: "selected_conversation",
  multi_conversations_select: "selected_conversations",
  channels_select: "selected_channel",
  multi_channels_select: "selected_channels",
};

/** The options of a static select or of an app's answer. */
function readOptions({ options = [], option_groups: groups = [{ options }] }) {
  return groups.flatMap((group) => group.options.map((option) => ({
    key: option.value, text: plainText(option.text), description: plainText(option.description),
    group: group.label ? plainText(group.label) : undefined, value: option,
  })));
}

/** Options as Slack holds them: objects for static and external selects, ids for the others. */
function offers(element, chosen, ctx) {
  if (element.type.endsWith("static_select")) return readOptions(element);
  if (element.type.endsWith("external_select")) return readOptions({ options: chosen });
  if (element.type.endsWith("users_select")) {
    return [...ctx.people.values()].filter((person) => !person.is_deactivated || chosen.includes(person.id)).map(({ id, real_name: text, title }) => ({ key: id, text, description: title, value: id }));
  }
  const wanted = element.type.endsWith("channels_select") ? { include: ["public"] } : (element.filter ?? {});
  const people = chosen.filter((id) => id !== ctx.me?.id && ctx.people.has(id)).map((id) => ({ key: id, text: ctx.people.get(id).real_name, value: id }));
  const conversations = [...ctx.channels.values()]
    .filter((channel) => !channel.is_archived || chosen.includes(channel.id))
    .filter((channel) => !wanted.include || wanted.include.includes(channel.kind))
    .filter((channel) => !(wanted.exclude_bot_users && channel.kind === "im" && channel.app))
    .filter((channel) => !(wanted.exclude_external_shared_channels && channel.is_ext_shared))
    .map((channel) => {
      const id = idOf(channel, chosen, ctx);
      return { key: id, text: channel.name, mark: channelIcon(channel), value: id };
    });
  return [...conversations, ...people];
}

/** The id that a select gives for a conversation: for one's own space that of the person, as Slack does for people. */
function idOf(channel, chosen, ctx) {
  const isOwnSpace = channel.kind === "im" && !channel.app && ctx.me;
  return isOwnSpace && !chosen.includes(channel.id) ? ctx.me.id : channel.id;
}

/** @param {object} element @param {object} place see elements.js */
export function renderSelect(element, { ctx, blockId, state, keep, send, restore, dispatches, optional, attributes, about }) {
  const field = FIELDS[element.type];
  const multiple = element.type.startsWith("multi_");
  const before = state();
  const chosen = [state()[field]].flat().filter(Boolean);
  const options = offers(element, chosen, ctx);
  const suggest = async (query) => {
    const answer = await ctx.suggest(blockId, element.action_id, query);
    return answer.ok ? { options: readOptions(answer) } : { sentence: answer.error };
  };
  const node = createSelect({
    options,
    multiple,
    most: element.max_selected_items,
    clearable: optional,
    placeholder: plainText(element.placeholder) || (multiple ? "Select options" : "Select an option"),
    // With a label the placeholder is only a hint; without one it is the name.
    attributes: attributes["aria-labelledby"] ? attributes : { "aria-label": plainText(element.placeholder) || about || "Select", ...attributes },
    chosen: chosen.map((value) => (typeof value === "object" ? value.value : value)),
    suggest: element.type.endsWith("external_select") ? suggest : undefined,
    least: element.min_query_length ?? 3,
    changed(picked) {
      const values = picked.map((option) => option.value);
      keep({ [field]: multiple ? values : (values[0] ?? null) });
    },
    closed() {
      if (dispatches) send(node, withoutType(state()), () => restore(node, before));
    },
  });
  return node;
}
