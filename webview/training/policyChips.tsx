import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import type { PolicyKind } from "../../src/present/training-settings";
import { policyKinds } from "../../src/protocol/settings";
import { dispatch, strings, trainingView } from "../store";
import { say } from "./say";
import { policiesOf, settingsInForm } from "./state";
import { PolicySwatch } from "./swatch";
import { running, trainingPart, trainingUi } from "./trainingStore";

/** How the next run updates its weights. One is a run, several are a comparison; the swatch is the curve's legend. */
export function PolicyChips(): VNode {
  const words = strings.training;
  const pressed = policiesOf(trainingPart.value);
  const hints = new Map(trainingView.value.choices.policies.map(({ value, hint }) => [value, hint]));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out as a row of chips in every engine.
    <div class="chips" role="group" aria-label={words.policies.label}>
      {policyKinds.map((policy) => (
        <button
          type="button"
          key={policy}
          class="chip toggle"
          aria-pressed={pressed.includes(policy)}
          aria-disabled={running.value}
          title={hints.get(policy)}
          onClick={() => {
            if (!running.value) dispatch({ type: "policyToggled", policy });
          }}
        >
          <PolicySwatch policy={policy} />
          {policyName(policy)}
        </button>
      ))}
    </div>
  );
}

export function policyName(policy: PolicyKind): string {
  const { names } = strings.training.policies;
  const size = settingsInForm(trainingPart.value).find(({ name }) => name === "batchSize")?.text ?? "";
  return say(names[policy], size.trim());
}

/**
 * Asked before a comparison, as who has guessed looks closer. While it runs the guess stands there, so that nothing
 * moves; afterwards the answer is beside the curves.
 */
export function GuessQuestion(): VNode | null {
  const words = strings.training;
  const group = useRef<HTMLDivElement>(null);
  const { comparison } = trainingView.value;
  const policies = policiesOf(trainingPart.value);
  if (policies.length < 2) return null;
  const isRunning = running.value;
  const guess = isRunning ? (comparison?.guess?.guess ?? null) : trainingUi.value.guess;
  const guessed = guess !== null && policies.includes(guess) ? guess : null;
  const choose = (policy: PolicyKind | undefined) => {
    if (policy === undefined || isRunning) return;
    dispatch({ type: "guessed", policy });
    group.current?.querySelectorAll("button")[policies.indexOf(policy)]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = /^Arrow(Right|Down)$/.test(event.key) ? 1 : /^Arrow(Left|Up)$/.test(event.key) ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const from = guessed === null ? (step > 0 ? -1 : 0) : policies.indexOf(guessed);
    choose(policies[(from + step + policies.length) % policies.length]);
  };
  return (
    <div class="guess">
      <p id="guess-question">{words.guessQuestion}</p>
      <div class="chips" role="radiogroup" aria-labelledby="guess-question" ref={group} onKeyDown={onKeyDown}>
        {policies.map((policy, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a native radio can't be drawn as a chip without more markup.
          <button
            type="button"
            role="radio"
            key={policy}
            class="chip choice"
            aria-checked={policy === guessed}
            aria-disabled={isRunning}
            tabIndex={policy === guessed || (guessed === null && index === 0) ? 0 : -1}
            onClick={() => choose(policy)}
          >
            {policyName(policy)}
          </button>
        ))}
      </div>
    </div>
  );
}
