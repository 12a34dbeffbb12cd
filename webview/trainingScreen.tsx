import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { assertNever } from "../src/base/never";
import { english as fill } from "../src/base/translate";
import type { ResultView } from "../src/present/training";
import { formatCount } from "../src/present/training-numbers";
import { ConfusionTable } from "./confusionTable";
import { DatasetHeading } from "./datasetHeading";
import { Icon } from "./icons";
import { LossChart } from "./lossChart";
import { Section } from "./parts";
import { phase, previousResult, strings, trainingView } from "./store";
import { TrainingControls } from "./trainingControls";
import { WeightsTable } from "./weightsTable";

export function TrainingScreen(): VNode {
  useTopOfNewRun();
  return (
    <div class="training">
      <div class="training-head">
        <DatasetHeading dataset={trainingView.value.dataset} />
        <TrainingControls />
      </div>
      <PhaseBody />
    </div>
  );
}

/** A run that starts shows its curves and its end there, wherever the reader had left the page after the last one. */
function useTopOfNewRun(): void {
  const now = phase.value;
  const running = now.kind === "running" || now.kind === "failed" ? now.kind : null;
  const before = useRef(running);
  useEffect(() => {
    if (running !== null && running !== before.current)
      document.getElementById("screen")?.scrollTo({ top: 0 });
    before.current = running;
  }, [running]);
}

function PhaseBody(): VNode {
  const now = phase.value;
  switch (now.kind) {
    case "idle":
      return <Idle />;
    case "failed":
      return <Message heading={now.sentence} />;
    case "running":
      return <Curves result={previousResult.value} stale />;
    case "finished":
    case "stopped":
      return <Curves result={now.result} />;
    case "diverged":
      return (
        <>
          <Message heading={now.sentence} text={now.advice} />
          <div class="training-body single">
            <LossChart />
          </div>
        </>
      );
    default:
      return assertNever(now);
  }
}

function Idle(): VNode {
  const words = strings.training;
  return (
    <section class="section idle">
      <svg class="idle-picture" viewBox="0 0 360 96" preserveAspectRatio="none" aria-hidden="true">
        <path class="axis-line" d="M1 4V92H359" />
        <path class="ink-line dashed" d="M4 10C60 16 70 60 120 72C180 84 260 84 356 86" />
      </svg>
      <h2 class="title">{words.emptyTitle}</h2>
      <p class="dim">{words.emptyText}</p>
    </section>
  );
}

function Message({
  heading,
  text = null,
}: {
  readonly heading: string;
  readonly text?: string | null;
}): VNode {
  return (
    <section class="section">
      <div class="note error">
        <p class={text === null ? "note-head plain" : "note-head"}>
          <Icon name="error" />
          {heading}
        </p>
        {text === null ? null : <p>{text}</p>}
      </div>
    </section>
  );
}

interface CurvesProps {
  readonly result: ResultView | null;
  readonly stale?: boolean;
}

/**
 * The curves, and beside or under them what the run came to. `stale`: the figures are of the run before, dimmed while the
 * next one runs, so that nothing jumps.
 */
function Curves({ result, stale = false }: CurvesProps): VNode {
  const dimmed = stale ? "result stale" : "result";
  return (
    <div class="training-body">
      <div class="column">
        <LossChart />
        {result === null ? null : (
          <div class={dimmed} aria-busy={stale}>
            <Metrics result={result} />
          </div>
        )}
      </div>
      {result === null ? null : (
        <div class={`column ${dimmed}`} aria-busy={stale}>
          {result.confusion === null ? null : <ConfusionTable confusion={result.confusion} />}
          {result.weights === null ? null : <WeightsTable weights={result.weights} />}
        </div>
      )}
    </div>
  );
}

function Metrics({ result }: { readonly result: ResultView }): VNode {
  const words = strings.training;
  const { metrics, epochsRun } = result;
  const scores = metrics.score === "accuracy" ? words.accuracies : words.rSquared;
  const figures = [
    [metrics.trainLoss, words.trainLoss],
    [metrics.validationLoss, words.validationLoss],
    [metrics.trainScore, scores.train],
    [metrics.validationScore, scores.validation],
    [metrics.testScore, scores.test],
  ] as const;
  return (
    <Section title={epochsRun === 1 ? words.afterOne : fill(words.after, formatCount(epochsRun))}>
      <dl class="metrics">
        {figures.map(([value, name]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {result.remarks.map((remark) => (
        <p class="remark" key={remark}>
          <Icon name="fix" />
          {remark}
        </p>
      ))}
    </Section>
  );
}
