/** Runs a step of an app by itself, without a workflow around it. */

import { h, uniqueId } from "./dom.js";
import { labelled, openForm } from "./dialog.js";

/** The steps of all apps, for a menu. */
export const listSteps = (app) => app.boot.steps.map((step) => ({
  text: `Run the step ${step.title}`, description: step.description, choose: () => openStep(app, step),
}));

async function openStep(app, step) {
  const controls = await Promise.all(step.inputs.map((input) => createControl(app, step, input)));
  const fields = step.inputs.map((input, index) => labelled(input.title, controls[index], { hint: input.description, optional: !input.is_required }));
  openForm({
    title: step.title,
    action: "Run",
    fields: fields.length ? fields : [h("p", null, step.description)],
    async send() {
      const inputs = Object.fromEntries(step.inputs.map((input, index) => [input.name, readControl(controls[index])]));
      const answer = await app.act("run_step", { app: step.app, callback_id: step.callback_id, channel: app.route.channel, inputs });
      return answer.ok ? "" : answer.error;
    },
  });
}

async function createControl(app, step, input) {
  const id = uniqueId("input");
  if (input.type === "boolean") return h("input", { type: "checkbox", id });
  const options = await listOptions(app, step, input);
  if (options) return h("select", { id, class: "picker" }, h("option", { value: "" }, "Choose…"), ...options.map(([value, text]) => h("option", { value }, text)));
  const isNumber = input.type === "integer" || input.type === "number";
  return h("input", { type: isNumber ? "number" : "text", step: input.type === "number" ? "any" : null, id, class: "picker", autocomplete: "off" });
}

/** The choices for an input as pairs of value and text, or null where any text fits. */
async function listOptions(app, step, input) {
  if (input.type === "slack#/types/user_id") return app.view.people.map((person) => [person.id, person.real_name]);
  if (input.type === "slack#/types/channel_id") return app.view.channels.map((channel) => [channel.id, channel.name]);
  if (!input.has_options) return null;
  const answer = await app.act("step_options", { app: step.app, callback_id: step.callback_id, name: input.name, channel: app.route.channel });
  if (answer.ok) return answer.options.map((option) => [option.value, option.text?.text ?? option.value]);
  app.notify(answer.error);
  return null;
}

const readControl = (control) => (control.type === "checkbox" ? String(control.checked) : control.value);
