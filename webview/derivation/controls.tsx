import type { VNode } from "preact";
import { english as fill } from "../../src/base/translate";
import type { DerivationView, PartView, StepView } from "../../src/present/derivation-view";
import { Breakable } from "../breakable";
import { Icon, type IconName } from "../icons";
import { IconButton, PinButton, Segmented } from "../parts";
import { dispatch, post, strings } from "../store";

export function choose(step: StepView | undefined): void {
  if (step === undefined) return;
  dispatch({ type: "stepChosen", stepId: step.id });
  post({ type: "selectStep", stepId: step.id });
}

interface ControlsProps {
  readonly view: DerivationView;
  readonly part: PartView;
  readonly index: number;
  /** How many steps can be seen. */
  readonly seen: number;
  readonly pinned: boolean;
}

export function Controls({ view, part, index, seen, pinned }: ControlsProps): VNode {
  const words = strings.derivation;
  const { steps } = part;
  return (
    <div class="step-controls">
      <div class="model-bar">
        <h2 class="model">
          <ModelChooser view={view} />
        </h2>
        <span class="step-nav">
          <ToggleButton
            icon="fix"
            label={words.hintsFirst}
            pressed={view.hintsFirst}
            onToggle={(hintsFirst) => post({ type: "setHintsFirst", hintsFirst })}
          />
          <IconButton
            icon="export"
            label={words.exportPage}
            onClick={() => post({ type: "exportDerivation" })}
          />
        </span>
      </div>
      <div class="step-bar">
        {view.parts.length < 2 ? (
          <span class="meta">{part.label}</span>
        ) : (
          <Segmented
            label={words.parts}
            options={view.parts.map((each) => ({ value: each.kind, label: each.label }))}
            value={part.kind}
            onChoose={(kind) => dispatch({ type: "partChosen", part: kind })}
          />
        )}
        <span class="step-nav">
          <span class="meta">{fill(words.stepOf, index + 1, steps.length)}</span>
          <IconButton
            icon="up"
            label={words.previous}
            disabled={index === 0}
            onClick={() => choose(steps[index - 1])}
          />
          <IconButton
            icon="down"
            label={words.next}
            disabled={index === seen - 1}
            onClick={() => choose(steps[index + 1])}
          />
          <PinButton
            pressed={pinned}
            onToggle={(value) => dispatch({ type: "derivationPinned", pinned: value })}
          />
        </span>
      </div>
    </div>
  );
}

/**
 * The model's name; where the file has several, the choice among them. A browser's list cuts a name that is too long for
 * it: it lies unseen over the name, which takes as many lines as it needs.
 */
function ModelChooser({ view }: { readonly view: DerivationView }): VNode {
  if (view.models.length < 2) return <>{view.heading}</>;
  return (
    <span class="model-choice">
      <span class="model-name" aria-hidden="true">
        <Breakable text={view.models[view.model] ?? ""} />
      </span>
      <Icon name="down" />
      <select
        aria-label={strings.derivation.model}
        value={view.model}
        onChange={(event) => post({ type: "chooseModel", model: Number(event.currentTarget.value) })}
      >
        {view.models.map((name, index) => (
          <option key={index} value={index} selected={index === view.model}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}

interface ToggleButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly pressed: boolean;
  readonly onToggle: (pressed: boolean) => void;
}

function ToggleButton({ icon, label, pressed, onToggle }: ToggleButtonProps): VNode {
  return (
    <button
      type="button"
      class="icon-button"
      aria-pressed={pressed}
      aria-label={label}
      title={label}
      onClick={() => onToggle(!pressed)}
    >
      <Icon name={icon} />
    </button>
  );
}
