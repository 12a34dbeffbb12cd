import { useComputed, useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { Icon } from "../icons";
import { Section, Segmented } from "../parts";
import { dispatch, strings } from "../store";
import { axes, hasEndOfEpoch } from "./chartCurves";
import { CurveTable } from "./curveTable";
import { Legend } from "./legend";
import type { PlotFrame } from "./lossPlot";
import { Plot } from "./plot";
import { Scrubber } from "./scrubber";
import { shownRuns, trainingUi, zoom } from "./trainingStore";

/** The learning curves: they stream, can be read epoch by epoch with mouse or keyboard, and have a table as their twin. */
export function LossChart(): VNode {
  const words = strings.chart;
  const { axis } = trainingUi.value;
  const hover = useSignal<number | null>(null);
  const frame = useSignal<PlotFrame | null>(null);
  const note = useComputed(() => noteOf());
  return (
    <Section
      class="loss"
      title={words.loss}
      note={note.value}
      aside={
        <Segmented
          label={words.axis}
          options={axes.map((value) => ({ value, label: words.axes[value] }))}
          value={axis}
          onChoose={(value) => dispatch({ type: "axisChosen", axis: value })}
        />
      }
    >
      <Legend hover={hover} />
      <Plot hover={hover} frame={frame} />
      <Scrubber frame={frame} />
      <Tools />
      <CurveTable />
    </Section>
  );
}

/** What the curves show, in two words: which loss, on which scale. */
function noteOf(): string {
  const words = strings.chart;
  const { measure, scale } = trainingUi.value;
  const end = measure === "end" && shownRuns.value.some((run) => hasEndOfEpoch(run.curves));
  const parts = [end ? words.endOfEpoch : words.runningMean, ...(scale === "log" ? [words.logNote] : [])];
  return parts.join(", ");
}

/** Scale, kind of loss, and the way back from a zoom. */
function Tools(): VNode {
  const words = strings.chart;
  const { scale, measure } = trainingUi.value;
  const both = useComputed(() => shownRuns.value.some((run) => hasEndOfEpoch(run.curves)));
  return (
    <div class="chart-tools">
      <Segmented
        label={words.scale}
        options={[
          { value: "log", label: words.log },
          { value: "linear", label: words.linear },
        ]}
        value={scale}
        onChoose={(value) => dispatch({ type: "scaleChosen", scale: value })}
      />
      {both.value ? (
        <Segmented
          label={words.measure}
          options={[
            { value: "end", label: words.measures.end },
            { value: "running", label: words.measures.running },
          ]}
          value={measure}
          onChoose={(value) => dispatch({ type: "measureChosen", measure: value })}
        />
      ) : null}
      {zoom.value === null ? null : (
        <button type="button" class="word-button" onClick={() => dispatch({ type: "zoomed", to: null })}>
          <Icon name="zoomOut" />
          {words.resetZoom}
        </button>
      )}
    </div>
  );
}
