import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { english as fill } from "../src/base/translate";
import type { SearchView } from "../src/present/derivation-marks";
import type { DerivationView, PartView, StepView } from "../src/present/derivation-view";
import { Controls, choose } from "./derivation/controls";
import { Marks, Search } from "./derivation/marks";
import { markOf, OpenStep } from "./derivation/openStep";
import { Formula } from "./formula";
import { Icon } from "./icons";
import { SecondaryButton, Section } from "./parts";
import { openStepOf } from "./state";
import { dispatch, panel, post, strings } from "./store";
import { StepMark, Verdicts } from "./verdictCard";
import { GradientPicture } from "./welcome";
import { Button } from "./widgets";

export function DerivationScreen(): VNode {
  const state = panel.value;
  const { derivation } = state.view;
  const open = derivation.kind === "empty" ? null : openStepOf(state, derivation.view);
  useTopWhenEmpty(open === null);
  useStepInSight(open?.step.id ?? null);
  const verdicts = <Verdicts verdicts={derivation.verdicts} />;
  if (derivation.kind === "empty" || open === null)
    return (
      <>
        {verdicts}
        <Empty
          reason={derivation.kind === "empty" ? derivation.reason : undefined}
          search={derivation.kind === "empty" ? derivation.search : undefined}
        />
      </>
    );
  return (
    <>
      {verdicts}
      <Controls
        view={derivation.view}
        part={open.part}
        index={open.index}
        seen={open.seen}
        pinned={state.interface.derivationPinned}
      />
      {derivation.view.partsNote === null ? null : <p class="meta parts-note">{derivation.view.partsNote}</p>}
      <ol class="steps" aria-label={strings.derivation.steps}>
        {open.part.steps
          .slice(0, open.seen)
          .map((step) =>
            step.id === open.step.id ? (
              <OpenStep key={step.id} step={step} view={derivation.view} />
            ) : (
              <ClosedStep key={step.id} step={step} isCurrent={step.id === derivation.view.currentStep} />
            ),
          )}
        <CoveredStep part={open.part} seen={open.seen} view={derivation.view} />
      </ol>
      <Marks marks={derivation.marks ?? []} />
    </>
  );
}

/** Why nothing is shown is read from its beginning, wherever the derivation before was left. */
function useTopWhenEmpty(isEmpty: boolean): void {
  const before = useRef(isEmpty);
  useEffect(() => {
    const pane = document.querySelector("#screen");
    if (isEmpty && !before.current && pane !== null) pane.scrollTop = 0;
    before.current = isEmpty;
  }, [isEmpty]);
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

/** The step that comes next, while it is hidden: first its rule, then itself, then all. */
function CoveredStep({ part, seen, view }: CoveredProps): VNode | null {
  const words = strings.derivation;
  const [ruleOf, setRuleOf] = useState<string | null>(null);
  const step = part.steps[seen];
  if (step === undefined) return null;
  const left = part.steps.length - seen;
  const isCurrent = part.steps.slice(seen).some(({ id }) => id === view.currentStep);
  const isShown = ruleOf === step.id;
  return (
    <li class={isCurrent ? "step covered current" : "step covered"}>
      <div class="step-head">
        <span class="number">{step.number}</span>
        <h3>{step.title}</h3>
        {isShown ? <span class="chip">{step.ruleName}</span> : null}
      </div>
      <p class={isShown ? "" : "dim"} aria-live="polite">
        {isShown ? step.rule : words.hidden}
      </p>
      <div class="actions">
        <SecondaryButton class="small" disabled={isShown} onClick={() => setRuleOf(step.id)}>
          {words.showRule}
        </SecondaryButton>
        <SecondaryButton class="small" onClick={() => dispatch({ type: "stepsRevealed", count: seen + 1 })}>
          {words.showNext}
        </SecondaryButton>
        <SecondaryButton
          class="small"
          onClick={() => dispatch({ type: "stepsRevealed", count: part.steps.length })}
        >
          {words.showAll}
        </SecondaryButton>
        <span class="meta">{left === 1 ? words.hiddenLast : fill(words.hiddenSteps, left)}</span>
      </div>
    </li>
  );
}

interface CoveredProps {
  readonly part: PartView;
  readonly seen: number;
  readonly view: DerivationView;
}

interface EmptyProps {
  readonly reason: string | undefined;
  readonly search: SearchView | undefined;
}

function Empty({ reason, search }: EmptyProps): VNode {
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
        {search === undefined ? null : <Search search={search} />}
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
