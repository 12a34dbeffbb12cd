import type { VNode } from "preact";
import type { ChoiceView } from "../../src/present/training";
import type { SettingName } from "../../src/present/training-settings";
import { lessonSettings, settingNames } from "../../src/protocol/settings";
import { dispatch, post, strings, trainingView } from "../store";
import { Button, TextField } from "../widgets";
import { say } from "./say";
import { Select } from "./select";
import { policiesOf, settingsInForm } from "./state";
import { trainingPart, trainingUi } from "./trainingStore";

interface FormProps {
  readonly disabled: boolean;
  readonly onEnter: () => void;
}

/** The settings of the next run: what is wrong with one is said beneath it, in place of its hint. */
export function SettingsForm({ disabled, onEnter }: FormProps): VNode {
  const words = strings.training;
  const view = trainingView.value;
  const model = trainingUi.value.choices.model ?? view.settings.model;
  const fields = settingsInForm(trainingPart.value).filter(({ name }) => isNeeded(name, model));
  return (
    <fieldset class="settings" id="training-settings">
      <legend class="visually-hidden">{words.settings}</legend>
      <TargetField disabled={disabled} />
      <ChoiceField
        id="model"
        label={words.model}
        choices={view.choices.models}
        value={model}
        {...(view.choices.modelSentence === null ? {} : { hint: view.choices.modelSentence })}
        disabled={disabled}
        onChoose={(value) => dispatch({ type: "settingChosen", choices: { model: value } })}
      />
      {model === "network" ? (
        <ChoiceField
          id="activation"
          label={words.activation}
          choices={view.choices.activations}
          value={trainingUi.value.choices.activation ?? view.settings.activation}
          disabled={disabled}
          onChoose={(value) => dispatch({ type: "settingChosen", choices: { activation: value } })}
        />
      ) : null}
      <ChoiceField
        id="weights"
        label={words.initialWeights}
        choices={view.choices.initialWeights}
        value={trainingUi.value.choices.initialWeights ?? view.settings.initialWeights}
        disabled={disabled}
        onChoose={(value) => dispatch({ type: "settingChosen", choices: { initialWeights: value } })}
      />
      {policiesOf(trainingPart.value).some((policy) => policy !== "batch") ? (
        <ChoiceField
          id="order"
          label={words.order}
          choices={view.choices.orders}
          value={trainingUi.value.choices.order ?? view.settings.order}
          disabled={disabled}
          onChoose={(value) => dispatch({ type: "settingChosen", choices: { order: value } })}
        />
      ) : null}
      {fields.map(({ name, text, check }) => (
        <div class="field" key={name}>
          <TextField
            id={`setting-${name}`}
            label={words.fields[name].label}
            value={text}
            invalid={!check.ok}
            disabled={disabled}
            onInput={(typed) => dispatch({ type: "settingTyped", name, text: typed })}
            onEnter={onEnter}
          />
          {check.ok ? (
            <p class="meta">{words.fields[name].hint}</p>
          ) : (
            <p class="field-error" role="alert">
              {say(words.problems[check.problem], check.limit)}
            </p>
          )}
        </div>
      ))}
      <Reset disabled={disabled} />
    </fieldset>
  );
}

/** Only what the next run uses is asked for. */
function isNeeded(name: SettingName, model: string): boolean {
  if (name === "hidden") return model === "network";
  if (name === "batchSize") return policiesOf(trainingPart.value).includes("mini-batch");
  return true;
}

function Reset({ disabled }: { readonly disabled: boolean }): VNode {
  const { choices } = trainingUi.value;
  const { settings } = trainingView.value;
  const asInLesson =
    settingsInForm(trainingPart.value).every(
      ({ name, check }) => check.ok && check.value === lessonSettings[name],
    ) &&
    (choices.model ?? settings.model) === lessonSettings.model &&
    (choices.activation ?? settings.activation) === lessonSettings.activation &&
    (choices.initialWeights ?? settings.initialWeights) === lessonSettings.initialWeights &&
    (choices.order ?? settings.order) === lessonSettings.order;
  return (
    <Button
      appearance="secondary"
      class="small"
      disabled={disabled || asInLesson}
      onClick={() => {
        for (const name of settingNames)
          dispatch({ type: "settingTyped", name, text: String(lessonSettings[name]) });
        const { model, activation, initialWeights, order } = lessonSettings;
        dispatch({ type: "settingChosen", choices: { model, activation, initialWeights, order } });
      }}
    >
      {strings.training.reset}
    </Button>
  );
}

interface ChoiceFieldProps<T extends string> {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly ChoiceView<T>[];
  readonly value: T;
  /** In place of the hint of what is chosen. */
  readonly hint?: string;
  readonly disabled: boolean;
  readonly onChoose: (value: T) => void;
}

/** A choice of a few. What can't be chosen for this target says why, and stays in the list. */
function ChoiceField<T extends string>(props: ChoiceFieldProps<T>): VNode | null {
  const { id, label, choices, value, hint, disabled, onChoose } = props;
  if (choices.length === 0) return null;
  const chosen = choices.find((choice) => choice.value === value);
  const text = chosen?.problem ?? hint ?? chosen?.hint ?? "";
  return (
    <div class="field choice">
      <Select
        id={`setting-${id}`}
        label={label}
        options={choices.map((choice) => ({
          value: choice.value,
          label: choice.label,
          disabled: choice.problem !== null,
          ...(choice.problem === null ? {} : { title: choice.problem }),
        }))}
        value={value}
        disabled={disabled}
        onChoose={onChoose}
      />
      <p class={chosen?.problem == null ? "meta" : "field-error"}>{text}</p>
    </div>
  );
}

/** Which column is learned: beyond so many the editor's own list is better to search. */
const listed = 200;

function TargetField({ disabled }: { readonly disabled: boolean }): VNode | null {
  const words = strings.training;
  const { card, dataOptions } = trainingView.value;
  if (card === null) return null;
  const { column, choices, why } = card.target;
  return (
    <div class="field choice">
      {choices.length > listed ? (
        <Button
          appearance="secondary"
          disabled={disabled}
          onClick={() => post({ type: "targetChoiceRequested" })}
        >
          {say(words.targetIs, column)}
        </Button>
      ) : (
        <Select
          id="setting-target"
          label={words.target}
          options={choices.map((value) => ({ value, label: value }))}
          value={column}
          disabled={disabled}
          onChoose={(target) => post({ type: "dataOptionsChosen", options: { ...dataOptions, target } })}
        />
      )}
      <p class="meta">{why}</p>
    </div>
  );
}
