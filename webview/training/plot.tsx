import { effect, type Signal, useComputed, useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { epochAfterKey, type Range } from "../chartScale";
import { dispatch, strings } from "../store";
import { type Drawing, epochAtPlace, extentOf, linesOf, logarithmic, zoomed } from "./chartCurves";
import { trainReading, validationReading } from "./legend";
import { LossPlot, type PlotFrame } from "./lossPlot";
import { PlotOverlay } from "./plotOverlay";
import { say } from "./say";
import { chooseEpoch, epochNow, focused, shownRuns, trainingUi, zoom } from "./trainingStore";

interface PlotProps {
  readonly hover: Signal<number | null>;
  readonly frame: Signal<PlotFrame | null>;
}

/** A pointer that moves less than this, in pixels, has pressed and not dragged. */
const still = 4;

/** The canvas, what lies above it, and what the pointer and the keyboard do to both. */
export function Plot({ hover, frame }: PlotProps): VNode {
  const place = useRef<HTMLDivElement>(null);
  const dragged = useSignal<Range | null>(null);
  const drawing = useComputed(drawingOf);
  useLayoutEffect(() => {
    if (place.current === null) return;
    const plot = new LossPlot(place.current, (next) => {
      frame.value = next;
    });
    const stop = effect(() => plot.show(drawing.value));
    return () => {
      stop();
      plot.dispose();
    };
  }, []);
  const pointer = pointerHandlers({ hover, frame, dragged });
  useLayoutEffect(() => {
    const element = place.current;
    // Preact listens passively where it can: a wheel that zooms must be able to keep the page still.
    const onWheel = (event: WheelEvent) => wheel(event, frame.peek());
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, []);
  return (
    <div
      class="plot"
      ref={place}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard zooms and reads here.
      tabIndex={0}
      aria-label={summary()}
      aria-keyshortcuts="+ - 0 ArrowLeft ArrowRight"
      data-keys={strings.chart.zoomKeys}
      onKeyDown={onKeyDown}
      {...pointer}
    >
      <PlotOverlay frame={frame} hover={hover} dragged={dragged} drawing={drawing} />
    </div>
  );
}

function drawingOf(): Drawing {
  const runs = shownRuns.value;
  const { axis, scale, measure } = trainingUi.value;
  const extent = extentOf(runs, axis);
  const focus = focused.value?.runId ?? null;
  return {
    lines: linesOf(runs, { axis, scale, measure, focus }),
    axis,
    scale,
    extent,
    xLog: logarithmic(runs, axis),
    window: zoom.value ?? extent,
    running: runs.some((run) => run.running),
  };
}

function summary(): string {
  const words = strings.chart;
  const run = focused.value;
  const epoch = epochNow.value;
  if (run === null || epoch === 0) return `${words.name}. ${words.noPoints}`;
  const train = trainReading(run, trainingUi.value.measure, epoch);
  return `${words.name}. ${say(words.reading, epoch, train, validationReading(run, epoch))}`;
}

/** The place on the axis under a pixel of the plot's own area. */
function placeAt(frame: PlotFrame, pixel: number): number {
  const share = Math.min(1, Math.max(0, (pixel - frame.left) / frame.width));
  const at = frame.x[0] + share * (frame.x[1] - frame.x[0]);
  const { axis } = trainingUi.peek();
  return logarithmic(shownRuns.peek(), axis) ? 10 ** at : at;
}

interface Pointing extends PlotProps {
  readonly dragged: Signal<Range | null>;
}

function pointerHandlers({ hover, frame, dragged }: Pointing) {
  const epochUnder = (pixel: number): number | null => {
    const run = focused.peek();
    const at = frame.peek();
    if (run === null || at === null) return null;
    return epochAtPlace(run, trainingUi.peek().axis, placeAt(at, pixel));
  };
  return {
    onPointerMove: (event: PointerEvent) => {
      const pixel = pixelOf(event);
      const { value } = dragged;
      if (value !== null) dragged.value = [value[0], pixel];
      else if (event.pointerType === "mouse") hover.value = epochUnder(pixel);
    },
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      hover.value = null;
      dragged.value = [pixelOf(event), pixelOf(event)];
    },
    onPointerUp: () => {
      const { value } = dragged;
      dragged.value = null;
      const at = frame.peek();
      if (value === null || at === null) return;
      const [from, to] = value;
      if (Math.abs(to - from) < still) {
        const epoch = epochUnder(to);
        if (epoch !== null) chooseEpoch(epoch);
        return;
      }
      const places = [placeAt(at, from), placeAt(at, to)].sort((a, b) => a - b);
      const [low = 0, high = 0] = places;
      if (high > low) dispatch({ type: "zoomed", to: [low, high] });
    },
    onPointerCancel: () => {
      dragged.value = null;
    },
    onPointerLeave: () => {
      hover.value = null;
    },
    onDblClick: () => dispatch({ type: "zoomed", to: null }),
  };
}

function pixelOf(event: PointerEvent | WheelEvent): number {
  const element = event.currentTarget;
  return element instanceof HTMLElement ? event.clientX - element.getBoundingClientRect().left : 0;
}

/** The wheel belongs to the page; with Ctrl (a pinch on a touchpad) it zooms. */
function wheel(event: WheelEvent, frame: PlotFrame | null): void {
  if (!(event.ctrlKey || event.metaKey) || frame === null) return;
  event.preventDefault();
  zoomBy(event.deltaY > 0 ? 1.25 : 0.8, placeAt(frame, pixelOf(event)));
}

function zoomBy(factor: number, around: number): void {
  const runs = shownRuns.peek();
  const { axis } = trainingUi.peek();
  const extent = extentOf(runs, axis);
  const window = zoom.peek() ?? extent;
  const log = logarithmic(runs, axis);
  const inward = (range: Range): Range => (log ? [Math.log10(range[0]), Math.log10(range[1])] : range);
  const whole = inward(extent);
  const least = (whole[1] - whole[0]) / 1000;
  const next = zoomed(inward(window), whole, log ? Math.log10(around) : around, factor, least);
  dispatch({ type: "zoomed", to: next === null || !log ? next : [10 ** next[0], 10 ** next[1]] });
}

function onKeyDown(event: KeyboardEvent): void {
  const run = focused.peek();
  if (run === null || event.altKey || event.ctrlKey || event.metaKey) return;
  const { axis } = trainingUi.peek();
  const middle =
    axis === "epochs" ? epochNow.peek() : middleOf(zoom.peek() ?? extentOf(shownRuns.peek(), axis));
  if (event.key === "+" || event.key === "=") zoomBy(0.5, middle);
  else if (event.key === "-") zoomBy(2, middle);
  else if (event.key === "0" || (event.key === "Escape" && zoom.peek() !== null))
    dispatch({ type: "zoomed", to: null });
  else {
    const epoch = epochAfterKey(event, epochNow.peek(), run.curves.epochNumbers);
    if (epoch === undefined) return;
    chooseEpoch(epoch ?? run.epochs);
  }
  event.preventDefault();
}

function middleOf([from, to]: Range): number {
  return from > 0 ? Math.sqrt(from * to) : (from + to) / 2;
}
