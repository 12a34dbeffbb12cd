import type { VNode } from "preact";
import { english as fill } from "../src/base/translate";
import { formatCount, formatSetting } from "../src/present/training-numbers";
import { lessonSettings, settingNames } from "../src/protocol/settings";
import { Icon } from "./icons";
import { settingsInForm, usableSettings } from "./state";
import { dispatch, panel, phase, post, strings } from "./store";
import { Button, TextField } from "./widgets";

/** Train, stop, and the settings of the next run. */
export function TrainingControls(): VNode {
  const words = strings.training;
  const state = panel.value;
  const running = phase.value.kind === "running";
  const settings = usableSettings(state);
  const open = state.interface.settingsOpen;
  const train = () => {
    if (settings !== null && !running) post({ type: "trainRequested", settings, guess: null });
  };
  return (
    <section class="section controls">
      <div class="actions">
        {running ? (
          <Button
            key="stop"
            class="main"
            icon={<Icon name="stop" />}
            onClick={() => post({ type: "stopRequested" })}
          >
            {words.stop}
          </Button>
        ) : (
          <Button
            key="train"
            class="main"
            icon={<Icon name="play" />}
            disabled={settings === null}
            onClick={train}
          >
            {words.train}
          </Button>
        )}
        <Button
          appearance="secondary"
          icon={<Icon name="settings" />}
          title={words.settings}
          expanded={open}
          controls="training-settings"
          onClick={() => dispatch({ type: "settingsToggled" })}
        >
          {settings === null
            ? words.settings
            : fill(words.rateAndEpochs, formatSetting(settings.learningRate), formatCount(settings.epochs))}
        </Button>
      </div>
      {open ? <SettingsForm disabled={running} onEnter={train} /> : null}
    </section>
  );
}

function SettingsForm({
  disabled,
  onEnter,
}: {
  readonly disabled: boolean;
  readonly onEnter: () => void;
}): VNode {
  const words = strings.training;
  const state = panel.value;
  const fields = settingsInForm(state);
  const asInLesson = fields.every(({ name, check }) => check.ok && check.value === lessonSettings[name]);
  return (
    <fieldset class="settings" id="training-settings">
      <legend class="visually-hidden">{words.settings}</legend>
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
              {fill(words.problems[check.problem], check.limit)}
            </p>
          )}
        </div>
      ))}
      <Button
        appearance="secondary"
        class="small"
        disabled={disabled || asInLesson}
        onClick={() => {
          for (const name of settingNames)
            dispatch({ type: "settingTyped", name, text: String(lessonSettings[name]) });
        }}
      >
        {words.reset}
      </Button>
    </fieldset>
  );
}
