import { type ReadonlySignal, useComputed } from "@preact/signals";
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { entryOf, type Range, type ScaleKind } from "../chartScale";
import { strings } from "../store";
import {
  type ChartRun,
  type Drawing,
  type Line,
  logarithmic,
  placeOfEpoch,
  trainLossOf,
} from "./chartCurves";
import { type NamedCurve, type PlacedName, placeNames } from "./curveNames";
import type { PlotFrame } from "./lossPlot";
import { epochNow, focused, shownRuns, trainingUi } from "./trainingStore";

interface OverlayProps {
  readonly frame: ReadonlySignal<PlotFrame | null>;
  readonly hover: ReadonlySignal<number | null>;
  readonly dragged: ReadonlySignal<Range | null>;
  readonly drawing: ReadonlySignal<Drawing>;
}

/** Crosshair, marks, names and what is being dragged: above the canvas, in the page's own pixels. No line goes through a name. */
export function PlotOverlay({ frame, hover, dragged, drawing }: OverlayProps): VNode | null {
  const at = frame.value;
  if (at === null) return null;
  return (
    <svg class="plot-overlay" aria-hidden="true">
      <g transform={`translate(${at.left} ${at.top})`}>
        <Crosshair frame={at} epoch={epochNow.value} kind="now" />
      </g>
      <svg aria-hidden="true" x={at.left} y={at.top} width={at.width} height={at.height} overflow="hidden">
        <Names frame={at} drawing={drawing} />
        {dragged.value === null ? null : <Dragged frame={at} range={dragged.value} />}
        {hover.value === null ? null : <Crosshair frame={at} epoch={hover.value} kind="hover" />}
      </svg>
    </svg>
  );
}

function Dragged({ frame, range }: { readonly frame: PlotFrame; readonly range: Range }): VNode {
  const [from, to] = range.map((pixel) => Math.min(frame.width, Math.max(0, pixel - frame.left)));
  const left = Math.min(from ?? 0, to ?? 0);
  return (
    <rect class="dragged" x={left} y={0} width={Math.abs((to ?? 0) - (from ?? 0))} height={frame.height} />
  );
}

interface CrosshairProps {
  readonly frame: PlotFrame;
  readonly epoch: number;
  readonly kind: "now" | "hover";
}

/** A line at an epoch of the run in focus, and a ring on each curve at the same epoch of its own. */
function Crosshair({ frame, epoch, kind }: CrosshairProps): VNode | null {
  const { axis, scale, measure } = trainingUi.value;
  const own = focused.value;
  if (own === null || epoch < 1) return null;
  const lineAt = pixelX(frame, axisValue(own, epoch));
  const rings = shownRuns.value.map((run) => {
    const losses = trainLossOf(run.curves, measure);
    const loss = losses[entryOf(run.curves.epochNumbers, epoch)] ?? Number.NaN;
    const style = run.policy === "batch" ? "ink" : "samples";
    return { run, style, x: pixelX(frame, axisValue(run, epoch)), y: pixelY(frame, loss, scale) };
  });
  const isInside = (x: number) => x >= -0.5 && x <= frame.width + 0.5;
  return (
    <g class={`crosshair ${kind}`} data-axis={axis}>
      {isInside(lineAt) ? <path class="line" d={`M${round(lineAt)} 0V${frame.height}`} /> : null}
      {rings
        .filter(({ x, y }) => isInside(x) && y >= -4 && y <= frame.height + 4)
        .map(({ run, style, x, y }) => (
          <circle key={run.runId} class={`ring ${style}`} cx={round(x)} cy={round(y)} r={3.5} />
        ))}
    </g>
  );
}

/** Where an epoch lies, in the units of the axis as it is drawn. */
function axisValue(run: ChartRun, epoch: number): number {
  const place = placeOfEpoch(run, trainingUi.value.axis, epoch);
  return logarithmic(shownRuns.value, trainingUi.value.axis) ? Math.log10(place) : place;
}

function pixelX({ x: [from, to], width }: PlotFrame, value: number): number {
  return ((value - from) / (to - from)) * width;
}

function pixelY({ y: [from, to], height }: PlotFrame, loss: number, scale: ScaleKind): number {
  const value = scale === "log" ? Math.log10(loss) : loss;
  return height - ((value - from) / (to - from)) * height;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

interface NamesProps {
  readonly frame: PlotFrame;
  readonly drawing: ReadonlySignal<Drawing>;
}

/** The name of each curve beside it. Placed anew when the axes settle, so that names don't run after a curve that grows. */
function Names({ frame, drawing }: NamesProps): VNode | null {
  const runs = useComputed(() => shownRuns.value.map((run) => run.name).join("\n"));
  const names = useMemo(
    () => (frame.width < 240 ? [] : placedNames(frame, drawing.peek())),
    [frame.settled, frame.width, frame.height, frame.x[0], frame.x[1], runs.value],
  );
  return (
    <>
      {names.map(({ key, text, x, y }) => (
        <text key={key} class={key.endsWith("/validation") ? "curve-name dim" : "curve-name"} x={x} y={y + 4}>
          {text}
        </text>
      ))}
    </>
  );
}

function placedNames(
  frame: PlotFrame,
  { lines, running }: Drawing,
): readonly (PlacedName & { readonly text: string })[] {
  // A curve that has only begun would have its name thrown about.
  if (running && frame.settled < 2) return [];
  const texts = new Map<string, string>();
  const curves = [...lines].reverse().map((line): NamedCurve => {
    const text = nameOf(line);
    texts.set(line.key, text);
    return { key: line.key, width: widthOf(text), at: (x) => heightAt(frame, line, x) };
  });
  return placeNames(curves, frame.width, frame.height).map((name) => ({
    ...name,
    text: texts.get(name.key) ?? "",
  }));
}

function nameOf({ key }: Line): string {
  const words = strings.chart;
  if (key.endsWith("/validation")) return words.validationDotted;
  const runs = shownRuns.peek();
  const run = runs.find((each) => each.runId === key);
  return runs.length === 1 ? words.train : (run?.name ?? "");
}

let pen: CanvasRenderingContext2D | null = null;

/** How wide a name is set. */
function widthOf(text: string): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (pen === null) return 7 * text.length;
  pen.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  return Math.ceil(pen.measureText(text).width);
}

/** The height of a line at a pixel, between its two nearest points; null beyond its ends. */
function heightAt(frame: PlotFrame, { x, y }: Line, pixel: number): number | null {
  const place = frame.x[0] + (pixel / frame.width) * (frame.x[1] - frame.x[0]);
  const first = x[0];
  const last = x.at(-1);
  if (first === undefined || last === undefined || place < first || place > last) return null;
  let low = 0;
  let high = x.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) <= place) low = middle;
    else high = middle;
  }
  const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = [x[low], x[high], y[low], y[high]];
  const value = x1 > x0 ? y0 + ((place - x0) / (x1 - x0)) * (y1 - y0) : y0;
  return frame.height - ((value - frame.y[0]) / (frame.y[1] - frame.y[0])) * frame.height;
}
