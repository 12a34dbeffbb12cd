import type { VNode } from "preact";
import { formatCount, formatSetting } from "../../src/present/training-numbers";
import { Icon } from "../icons";
import { IconButton } from "../parts";
import { dispatch, post, strings, trainingView } from "../store";
import { Button } from "../widgets";
import { GuessQuestion, PolicyChips } from "./policyChips";
import { say } from "./say";
import { SettingsForm } from "./settingsForm";
import { moving, running, settings, trainingUi } from "./trainingStore";

/** Train, pause, stop, step; how the weights are updated; the settings of the next run. */
export function TrainingControls(): VNode {
  const { activity } = trainingView.value;
  const open = trainingUi.value.settingsOpen;
  return (
    <>
      <section class="section controls">
        <PolicyChips />
        <GuessQuestion />
        <div class="actions">
          {activity.kind === "idle" || activity.kind === "failed" ? <TrainButton /> : <StopButtons />}
          <Steps />
          <SettingsButton />
        </div>
        {activity.kind === "reading" ? <Reading sentence={activity.sentence} share={activity.share} /> : null}
      </section>
      {open ? (
        <section class="section next-run">
          <SettingsForm disabled={running.value} onEnter={train} />
        </section>
      ) : null}
    </>
  );
}

function train(): void {
  const wanted = settings.peek();
  const { activity } = trainingView.peek();
  if (wanted === null || activity.kind === "running" || activity.kind === "reading") return;
  const { guess } = trainingUi.peek();
  const asked = guess !== null && wanted.policies.length > 1 && wanted.policies.includes(guess);
  post({ type: "trainRequested", settings: wanted, guess: asked ? guess : null });
  if (guess !== null) dispatch({ type: "guessed", policy: null });
}

function TrainButton(): VNode {
  const words = strings.training;
  const wanted = settings.value;
  return (
    <Button
      key="train"
      class="main"
      icon={<Icon name="play" />}
      disabled={wanted === null}
      {...(wanted === null ? { title: words.settingsWrong } : {})}
      onClick={train}
    >
      {words.train}
    </Button>
  );
}

function StopButtons(): VNode {
  const words = strings.training;
  const { activity } = trainingView.value;
  const stop = (
    <Button
      key="stop"
      appearance={activity.kind === "reading" ? "primary" : "secondary"}
      class={activity.kind === "reading" ? "main" : ""}
      icon={<Icon name="stop" />}
      onClick={() => post({ type: "stopRequested" })}
    >
      {words.stop}
    </Button>
  );
  if (activity.kind !== "running") return stop;
  return (
    <>
      {activity.paused ? (
        <Button
          key="resume"
          class="main"
          icon={<Icon name="play" />}
          onClick={() => post({ type: "resumeRequested" })}
        >
          {words.resume}
        </Button>
      ) : (
        <Button
          key="pause"
          class="main"
          icon={<Icon name="pause" />}
          onClick={() => post({ type: "pauseRequested" })}
        >
          {words.pause}
        </Button>
      )}
      {stop}
    </>
  );
}

/** One epoch, one update: of the run that is paused, or of a new one. */
function Steps(): VNode {
  const words = strings.training;
  const wanted = settings.value;
  const disabled = wanted === null || moving.value || trainingView.value.activity.kind === "reading";
  const step = (of: "epoch" | "update") => () => {
    if (wanted !== null) post({ type: "stepRequested", of, settings: wanted });
  };
  return (
    <span class="steps-of-run">
      <IconButton icon="stepEpoch" label={words.oneEpoch} disabled={disabled} onClick={step("epoch")} />
      <IconButton icon="stepUpdate" label={words.oneUpdate} disabled={disabled} onClick={step("update")} />
    </span>
  );
}

function SettingsButton(): VNode {
  const words = strings.training;
  const wanted = settings.value;
  return (
    <Button
      appearance="secondary"
      icon={<Icon name="settings" />}
      title={words.settings}
      expanded={trainingUi.value.settingsOpen}
      controls="training-settings"
      onClick={() => dispatch({ type: "settingsToggled" })}
    >
      {wanted === null
        ? words.settings
        : say(words.rateAndEpochs, formatSetting(wanted.learningRate), formatCount(wanted.epochs))}
    </Button>
  );
}

interface ReadingProps {
  readonly sentence: string;
  readonly share: number | null;
}

/** A large file on its way into the trainer's memory. */
function Reading({ sentence, share }: ReadingProps): VNode {
  return (
    <div class="reading">
      <p>{sentence}</p>
      <div
        class={share === null ? "progress unknown" : "progress"}
        style={{ "--share": String(share ?? 0) }}
        role="progressbar"
        aria-label={sentence}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === null ? {} : { "aria-valuenow": Math.round(100 * share) })}
      >
        <i />
      </div>
    </div>
  );
}
