import type { ReadonlySignal } from "@preact/signals";
import type { VNode } from "preact";
import { formatCount, formatValue } from "../../src/present/training-numbers";
import { entryOf } from "../chartScale";
import { strings } from "../store";
import { type ChartRun, type Measure, trainLossOf } from "./chartCurves";
import { lineStyles } from "./lines";
import { lastEpoch } from "./state";
import { PolicySwatch, ValidationSwatch } from "./swatch";
import { epochNow, focused, shownRuns, trainingUi } from "./trainingStore";

/** Which curve is which, and what each reads where the pointer or the scrubber is. */
export function Legend({ hover }: { readonly hover: ReadonlySignal<number | null> }): VNode {
  const words = strings.chart;
  const runs = shownRuns.value;
  const { measure } = trainingUi.value;
  const epoch = hover.value ?? epochNow.value;
  const styles = lineStyles(runs.map((run) => run.policy));
  const own = focused.value;
  return (
    <div class="legend">
      {runs.map((run, index) => (
        <span class="key" key={run.runId}>
          <PolicySwatch policy={run.policy} {...(styles[index] ? { style: styles[index] } : {})} />
          <span class="key-name">{runs.length === 1 ? words.train : run.name}</span>
          <b>{trainReading(run, measure, epoch)}</b>
        </span>
      ))}
      <span class="key">
        <ValidationSwatch />
        <span class="key-name">{words.validation}</span>
        <b>{own === null ? "–" : validationReading(own, epoch)}</b>
      </span>
      <span class="key epoch">
        {words.epoch} <b>{epoch === 0 ? "–" : formatCount(epoch)}</b>
      </span>
    </div>
  );
}

export function trainReading(run: ChartRun, measure: Measure, epoch: number): string {
  return readingAt(run, trainLossOf(run.curves, measure), epoch);
}

export function validationReading(run: ChartRun, epoch: number): string {
  return readingAt(run, run.curves.validationLoss, epoch);
}

function readingAt(run: ChartRun, losses: Float64Array, epoch: number): string {
  if (epoch < 1 || epoch > lastEpoch(run)) return "–";
  return formatValue(losses[entryOf(run.curves.epochNumbers, epoch)] ?? Number.NaN);
}
