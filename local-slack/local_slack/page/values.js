/** What people have typed and chosen, in the shape of Slack's `state.values`. */

const CHOICE = (element) => ({ selected_option: element.initial_option ?? null });
const CHOICES = (element) => ({ selected_options: element.initial_options ?? [] });
const TYPED = (element) => ({ value: element.initial_value ?? null });

/** Whether a select begins with the conversation that is being read. */
const startsHere = (element, current) => Boolean(current) && element.default_to_current_conversation === true;

/** The initial state of each element that has a state. */
const INITIAL = {
  plain_text_input: TYPED,
  email_text_input: TYPED,
  url_text_input: TYPED,
  number_input: TYPED,
  static_select: CHOICE,
  external_select: CHOICE,
  radio_buttons: CHOICE,
  multi_static_select: CHOICES,
  multi_external_select: CHOICES,
  checkboxes: CHOICES,
  users_select: (element) => ({ selected_user: element.initial_user ?? null }),
  multi_users_select: (element) => ({ selected_users: element.initial_users ?? [] }),
  conversations_select: (element, current) => (
    { selected_conversation: startsHere(element, current) ? current : (element.initial_conversation ?? null) }),
  multi_conversations_select: (element, current) => (
    { selected_conversations: startsHere(element, current) ? [current] : (element.initial_conversations ?? []) }),
  channels_select: (element) => ({ selected_channel: element.initial_channel ?? null }),
  multi_channels_select: (element) => ({ selected_channels: element.initial_channels ?? [] }),
  datepicker: (element) => ({ selected_date: element.initial_date ?? null }),
  timepicker: ({ initial_time: time, timezone }) => ({ selected_time: time ?? null, ...(timezone ? { timezone } : {}) }),
  rich_text_input: (element) => ({ rich_text_value: element.initial_value ?? null }),
  file_input: () => ({ files: [] }),
  datetimepicker: (element) => ({ selected_date_time: element.initial_date_time ?? null }),
};

/** The elements of a block that can hold state. */
const elementsOf = (block) => [block.element, block.accessory, ...(block.elements ?? [])].filter(Boolean);

/** The blocks, and those in containers. */
const flatten = (blocks) => blocks.flatMap((block) => [block, ...(block.child_blocks ?? [])]);

/** The state without its type: the part that an action carries. */
export const withoutType = ({ type, ...state }) => state;

export class Values {
  #blocks = new Map();

  /** @param {object} known `state.values` as the workspace has it */
  constructor(known = {}) {
    for (const [block, actions] of Object.entries(known ?? {})) {
      for (const [action, state] of Object.entries(actions)) this.set(block, action, state);
    }
  }

  get(block, action) {
    return this.#blocks.get(block)?.get(action);
  }

  set(block, action, state) {
    if (!this.#blocks.has(block)) this.#blocks.set(block, new Map());
    this.#blocks.get(block).set(action, state);
  }

  /**
   * Makes the values fit these blocks: elements that stay keep what was typed, new ones get their
   * initial values, and those that are gone are forgotten. `current` is the conversation around them.
   */
  fit(blocks, current) {
    const before = this.#blocks;
    this.#blocks = new Map();
    for (const block of flatten(blocks)) {
      for (const element of elementsOf(block)) {
        const initial = Object.hasOwn(INITIAL, element.type) && INITIAL[element.type];
        if (!initial) continue;
        const known = before.get(block.block_id)?.get(element.action_id);
        const state = known?.type === element.type ? known : { type: element.type, ...initial(element, current) };
        this.set(block.block_id, element.action_id, state);
      }
    }
  }

  /** `state.values`, as Slack sends it. */
  all() {
    return Object.fromEntries([...this.#blocks].map(([block, actions]) => [block, Object.fromEntries(actions)]));
  }
}
