import { effect, useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { english as fill } from "../src/base/translate";
import { formatCount, formatValue } from "../src/present/training-numbers";
import { entryOf, epochAfterKey, tableEpochs } from "./chartScale";
import { LossPlot } from "./lossPlot";
import { Section, Segmented } from "./parts";
import { type Curves, lastEpoch } from "./state";
import { curves, dispatch, interfaceState, strings } from "./store";
import { ProgressRing } from "./widgets";

/** The learning curves: they stream, can be read epoch by epoch with mouse or keyboard, and have a table as their twin. */
export function LossChart(): VNode {
  const words = strings.chart;
  const scale = interfaceState.value.scale;
  const pointed = useSignal<number | null>(null);
  return (
    <Section
      class="loss"
      title={words.loss}
      note={words.afterEachEpoch}
      aside={
        <Segmented
          label={words.scale}
          options={[
            { value: "log", label: words.log },
            { value: "linear", label: words.linear },
          ]}
          value={scale}
          onChoose={(value) => dispatch({ type: "scaleChosen", scale: value })}
        />
      }
    >
      <Legend pointed={pointed.value} />
      <Plot pointed={pointed.value} onPoint={(epoch) => (pointed.value = epoch)} />
      <CurveTable />
    </Section>
  );
}

/** Which curve is which, and what each reads at the crosshair, or at its end. */
function Legend({ pointed }: { readonly pointed: number | null }): VNode {
  const words = strings.chart;
  const run = curves.value;
  const epoch = pointed ?? lastEpoch(run);
  return (
    <div class="legend">
      <span class="key">
        <svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true">
          <path class="key-train" d="M0 4H24" />
        </svg>
        {words.train}
        <b>{lossAt(run, run?.trainLoss, epoch)}</b>
      </span>
      <span class="key">
        <svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true">
          <path class="key-validation" d="M0 4H24" />
        </svg>
        {words.validation}
        <b>{lossAt(run, run?.validationLoss, epoch)}</b>
      </span>
      {run?.running === true && pointed === null ? <Running run={run} /> : <Epoch epoch={epoch} />}
    </div>
  );
}

function Epoch({ epoch }: { readonly epoch: number }): VNode {
  return (
    <span class="key epoch">
      {strings.chart.epoch} <b>{epoch === 0 ? "–" : formatCount(epoch)}</b>
    </span>
  );
}

function Running({ run }: { readonly run: Curves }): VNode {
  const words = strings.training;
  const epoch = lastEpoch(run);
  return (
    <span class="key epoch">
      <ProgressRing label={words.starting} />
      {epoch === 0 ? words.starting : fill(words.running, formatCount(epoch), formatCount(run.epochs))}
    </span>
  );
}

function lossAt(run: Curves | null, values: Float64Array | undefined, epoch: number): string {
  if (run === null || values === undefined || epoch < 1 || epoch > lastEpoch(run)) return "–";
  return formatValue(values[entryOf(run.epochNumbers, epoch)] ?? Number.NaN);
}

interface PlotProps {
  readonly pointed: number | null;
  readonly onPoint: (epoch: number | null) => void;
}

function Plot({ pointed, onPoint }: PlotProps): VNode {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<LossPlot | null>(null);
  const words = strings.chart;
  const run = curves.value;
  useLayoutEffect(() => {
    if (place.current === null) return;
    const created = new LossPlot(place.current, interfaceState.peek().scale, onPoint);
    plot.current = created;
    const stop = effect(() => created.show(curves.value, interfaceState.value.scale));
    return () => {
      stop();
      created.dispose();
      plot.current = null;
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = epochAfterKey(event, pointed, run?.epochNumbers ?? new Float64Array());
    if (next === undefined) return;
    event.preventDefault();
    plot.current?.point(next);
    onPoint(next);
  };
  const epoch = pointed ?? lastEpoch(run);
  return (
    <div
      class="plot"
      ref={place}
      role="slider"
      tabIndex={0}
      aria-label={words.crosshair}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, lastEpoch(run))}
      aria-valuenow={Math.max(1, epoch)}
      aria-valuetext={reading(run, epoch)}
      data-keys={words.keys}
      onKeyDown={onKeyDown}
    />
  );
}

function reading(run: Curves | null, epoch: number): string {
  if (run === null || epoch < 1) return strings.chart.noPoints;
  return fill(
    strings.chart.reading,
    epoch,
    lossAt(run, run.trainLoss, epoch),
    lossAt(run, run.validationLoss, epoch),
  );
}

/** The curves in numbers, at most some twenty rows of them: each epoch at first, then ever fewer. */
function CurveTable(): VNode | null {
  const words = strings.chart;
  const run = curves.value;
  if (run === null || run.running || lastEpoch(run) === 0) return null;
  return (
    <details class="twin">
      <summary>{words.table}</summary>
      <table aria-label={words.name}>
        <thead>
          <tr>
            <th scope="col">{words.epoch}</th>
            <th scope="col">{words.train}</th>
            <th scope="col">{words.validation}</th>
          </tr>
        </thead>
        <tbody>
          {tableEpochs(run.epochNumbers).map((epoch) => (
            <tr key={epoch}>
              <th scope="row">{epoch}</th>
              <td>{lossAt(run, run.trainLoss, epoch)}</td>
              <td>{lossAt(run, run.validationLoss, epoch)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
