import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { english as fill } from "../src/base/translate";
import type { DerivationView, FactorView, PartView, StepView } from "../src/present/derivation-view";
import { markAt } from "../src/present/verdictCard";
import { Formula } from "./formula";
import { Icon } from "./icons";
import { goTo, IconButton, PinButton, SecondaryButton, Section, Segmented } from "./parts";
import { ShapeText } from "./shapeLine";
import { openStepOf } from "./state";
import { dispatch, panel, post, strings } from "./store";
import { StepMark, Verdicts } from "./verdictCard";
import { GradientPicture } from "./welcome";
import { Button } from "./widgets";

export function DerivationScreen(): VNode {
  const state = panel.value;
  const { derivation } = state.view;
  const open = derivation.kind === "empty" ? null : openStepOf(state, derivation.view);
  useStepInSight(open?.step.id ?? null);
  const verdicts = <Verdicts verdicts={derivation.verdicts} />;
  if (derivation.kind === "empty" || open === null)
    return (
      <>
        {verdicts}
        <Empty reason={derivation.kind === "empty" ? derivation.reason : undefined} />
      </>
    );
  return (
    <>
      {verdicts}
      <Controls
        view={derivation.view}
        part={open.part}
        index={open.index}
        pinned={state.interface.derivationPinned}
      />
      <ol class="steps" aria-label={strings.derivation.steps}>
        {open.part.steps.map((step) =>
          step.id === open.step.id ? (
            <OpenStep key={step.id} step={step} view={derivation.view} />
          ) : (
            <ClosedStep key={step.id} step={step} isCurrent={step.id === derivation.view.currentStep} />
          ),
        )}
      </ol>
    </>
  );
}

/** Scrolls to a step that opens after another; the first one stays where the reader had left the page. */
function useStepInSight(stepId: string | null): void {
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (before.current !== null && before.current !== stepId) {
      bringIntoSight(document.querySelector(".step.open"));
    }
    before.current = stepId;
  }, [stepId]);
}

/** Of a step that opens, its title and its equation are to be seen; the verdict above it should not be pushed away for more. */
const seenOfStep = 184;

/** Not by `scrollIntoView`: that would scroll the page around our frame as well, by the few pixels that it can. */
function bringIntoSight(step: Element | null): void {
  const pane = step?.closest(".screen");
  if (step === null || pane == null) return;
  const covered = pane.querySelector(".step-controls")?.clientHeight ?? 0;
  const [seen, place] = [pane.getBoundingClientRect(), step.getBoundingClientRect()];
  const above = seen.top + covered - place.top;
  const below = place.top + Math.min(place.height, seenOfStep) - seen.bottom;
  if (above > 0) pane.scrollTop -= above;
  else if (below > 0) pane.scrollTop += below;
}

function choose(step: StepView | undefined): void {
  if (step === undefined) return;
  dispatch({ type: "stepChosen", stepId: step.id });
  post({ type: "selectStep", stepId: step.id });
}

interface ControlsProps {
  readonly view: DerivationView;
  readonly part: PartView;
  readonly index: number;
  readonly pinned: boolean;
}

function Controls({ view, part, index, pinned }: ControlsProps): VNode {
  const words = strings.derivation;
  const { steps } = part;
  return (
    <div class="step-controls">
      <h2 class="model">{view.heading}</h2>
      <div class="step-bar">
        {view.parts.length < 2 ? null : (
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
            disabled={index === steps.length - 1}
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

function ClosedStep({ step, isCurrent }: { readonly step: StepView; readonly isCurrent: boolean }): VNode {
  return (
    <li class={isCurrent ? "step current" : "step"}>
      <button
        type="button"
        aria-expanded={false}
        aria-current={isCurrent ? "step" : undefined}
        onClick={() => choose(step)}
      >
        <span class="number">{step.number}</span>
        <span class="step-formula">
          <span class="visually-hidden">{step.title}</span>
          <Formula formula={step.formula} />
        </span>
        <span class="line-number">
          <StepMark verdict={markOf(step)} />
          {step.code === null ? "" : fill(strings.common.line, step.code.line)}
        </span>
      </button>
    </li>
  );
}

/** The steps of one sample are on no line of a batch's gradient alone, so only those of the batch are marked. */
function markOf(step: StepView) {
  const { derivation } = panel.value.view;
  if (derivation.kind === "empty" || step.code === null) return null;
  const gradient = step.topic === "weights" || step.topic === "bias";
  if (!gradient || !step.id.startsWith("batch/")) return null;
  return markAt(derivation.verdicts?.views ?? [], derivation.view.uri, step.code.line);
}

function OpenStep({ step, view }: { readonly step: StepView; readonly view: DerivationView }): VNode {
  const mark = markOf(step);
  const isCurrent = step.id === view.currentStep;
  return (
    <li class="step open" aria-current={isCurrent ? "step" : undefined}>
      <div class="step-head">
        <span class="number">{step.number}</span>
        <h3>
          {step.title}
          {mark === null ? null : " "}
          <StepMark verdict={mark} />
        </h3>
        <span class="chip">{step.ruleName}</span>
      </div>
      <p class="visually-hidden">{step.formula.spoken}</p>
      <Equation step={step} />
      <dl class="facts">
        <dt>{strings.derivation.rule}</dt>
        <dd>{step.rule}</dd>
        <dt>{strings.derivation.inCode}</dt>
        <dd>
          {step.code === null ? (
            <span class="dim">{strings.derivation.notInCode}</span>
          ) : (
            <CodeChip step={step} uri={view.uri} />
          )}
        </dd>
      </dl>
    </li>
  );
}

/** The equation factor by factor, with what shape each has under it. Without factors, the whole formula. */
function Equation({ step }: { readonly step: StepView }): VNode {
  if (step.factors.length === 0) {
    return (
      <div class="equation whole">
        <Formula formula={step.formula} />
      </div>
    );
  }
  const firstNew = step.factors.find((factor) => factor.isNew);
  return (
    <>
      <div class="equation narrow-only">
        <Formula formula={step.formula} />
      </div>
      <ul class={firstNew !== undefined ? "equation factors has-new" : "equation factors"}>
        {step.factors.map((factor, index) => (
          <FactorCell key={index} factor={factor} tagged={factor === firstNew} />
        ))}
      </ul>
    </>
  );
}

/** A factor with the sign before it: they stay together when the equation breaks into lines. */
function FactorCell({ factor, tagged }: { readonly factor: FactorView; readonly tagged: boolean }): VNode {
  return (
    <li class="term">
      {factor.joint === "" ? null : <span class="joint">{factor.joint}</span>}
      <div class={factor.isNew ? "factor new" : "factor"}>
        {tagged ? <span class="new-tag">{strings.derivation.isNew}</span> : null}
        <span class="factor-formula">
          <Formula formula={factor.formula} />
        </span>
        <span class="factor-shape">
          <ShapeText pieces={factor.shape} />
        </span>
        <code class="factor-code">{factor.code ?? ""}</code>
      </div>
    </li>
  );
}

function CodeChip({ step, uri }: { readonly step: StepView; readonly uri: string }): VNode {
  const { code } = step;
  if (code === null) return <span />;
  return (
    <button
      type="button"
      class="code-chip"
      title={fill(strings.common.goToLine, code.line)}
      onClick={() => goTo({ uri, line: code.line, span: code.span })}
    >
      <span class="line-number">{code.line}</span>
      <code>
        {code.pieces.map((piece, index) => (piece.lit ? <mark key={index}>{piece.text}</mark> : piece.text))}
      </code>
    </button>
  );
}

function Empty({ reason }: { readonly reason: string | undefined }): VNode {
  const words = strings.derivation;
  return (
    <div class="welcome">
      <Section>
        <h1 class="title">{words.title}</h1>
        {reason === undefined ? (
          <p class="dim">{words.lead}</p>
        ) : (
          <div class="note">
            <p class="note-head plain">
              <Icon name="question" />
              {reason}
            </p>
          </div>
        )}
        <div class="actions">
          <Button
            icon={<Icon name="tree" />}
            onClick={() => post({ type: "actionRequested", action: "derive" })}
          >
            {words.derive}
          </Button>
          <SecondaryButton
            icon={<Icon name="folder" />}
            onClick={() => post({ type: "actionRequested", action: "open-lesson" })}
          >
            {words.openLesson}
          </SecondaryButton>
        </div>
      </Section>
      <section class="section job">
        <div class="job-picture">
          <GradientPicture />
        </div>
        <p class="dim">{words.whatYouSee}</p>
      </section>
    </div>
  );
}
