import { type ReadonlySignal, useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { formatCount } from "../../src/present/training-numbers";
import { epochAfterKey } from "../chartScale";
import { IconButton } from "../parts";
import { strings, trainingView } from "../store";
import { ProgressRing } from "../widgets";
import { epochAtPlace, logarithmic, placeOfEpoch } from "./chartCurves";
import { dragged } from "./drag";
import { trainReading, validationReading } from "./legend";
import type { PlotFrame } from "./lossPlot";
import { say } from "./say";
import { lastEpoch } from "./state";
import {
  chooseEpoch,
  epochNow,
  focused,
  moving,
  reducedMotion,
  shownRuns,
  trainingUi,
} from "./trainingStore";

/** All epochs are played through in so many milliseconds. */
const playing = 4000;

interface ScrubberProps {
  readonly frame: ReadonlySignal<PlotFrame | null>;
}

/** Moves everything on the screen to an epoch: a thumb under the plot's own axis, steps, and a way to play it through. */
export function Scrubber({ frame }: ScrubberProps): VNode {
  const words = strings.chart;
  const run = focused.value;
  const epoch = epochNow.value;
  const last = lastEpoch(run);
  const isPlaying = useSignal(false);
  usePlaying(isPlaying);
  const stop = () => {
    isPlaying.value = false;
  };
  const step = (by: number) => {
    stop();
    chooseEpoch(epoch + by);
  };
  return (
    <div class="scrubber">
      <Track frame={frame} onTouch={stop} />
      <div class="scrub-row">
        <IconButton icon="left" label={words.previousEpoch} disabled={epoch <= 1} onClick={() => step(-1)} />
        {reducedMotion.value ? null : (
          <IconButton
            icon={isPlaying.value ? "pause" : "play"}
            label={isPlaying.value ? words.pausePlaying : words.play}
            disabled={last < 2}
            onClick={() => (isPlaying.value = !isPlaying.value)}
          />
        )}
        <IconButton icon="right" label={words.nextEpoch} disabled={epoch >= last} onClick={() => step(1)} />
        <Where />
        <span class="meta keys">{words.keys}</span>
      </div>
    </div>
  );
}

/** "Epoch 40 of 100", and that it goes on. */
function Where(): VNode {
  const words = strings.chart;
  const run = focused.value;
  const epoch = epochNow.value;
  if (run === null || epoch === 0)
    return (
      <span class="where">
        {moving.value ? <ProgressRing label={strings.training.starting} /> : null}
        {moving.value ? strings.training.starting : words.noEpoch}
      </span>
    );
  const paused = trainingView.value.activity.kind === "running" && !moving.value;
  return (
    <span class="where">
      {run.running && moving.value ? (
        <ProgressRing label={say(strings.training.running, epoch, run.epochs)} />
      ) : null}
      <span>
        {words.epochTitle} <b>{formatCount(epoch)}</b>{" "}
        <span class="meta">{say(words.of, formatCount(run.epochs))}</span>
        {paused ? <span class="meta"> · {words.paused}</span> : null}
      </span>
    </span>
  );
}

function Track({ frame, onTouch }: ScrubberProps & { readonly onTouch: () => void }): VNode {
  const words = strings.chart;
  const run = focused.value;
  const epoch = epochNow.value;
  const at = frame.value;
  const share = shareOf(at, epoch);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" || run === null) return;
    const next = epochAfterKey(event, epoch, run.curves.epochNumbers);
    if (next === undefined || next === null) return;
    event.preventDefault();
    onTouch();
    chooseEpoch(next);
  };
  const slide = (event: PointerEvent) => {
    if (at === null || run === null || !(event.currentTarget instanceof HTMLElement)) return;
    const box = event.currentTarget.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    const value = at.x[0] + part * (at.x[1] - at.x[0]);
    const { axis } = trainingUi.value;
    const found = epochAtPlace(run, axis, logarithmic(shownRuns.value, axis) ? 10 ** value : value);
    onTouch();
    if (found !== null) chooseEpoch(found);
  };
  const reading =
    run === null || epoch === 0
      ? words.noPoints
      : say(
          words.reading,
          epoch,
          trainReading(run, trainingUi.value.measure, epoch),
          validationReading(run, epoch),
        );
  return (
    <div
      class="track"
      style={at === null ? {} : { marginLeft: `${at.left}px`, width: `${at.width}px` }}
      role="slider"
      tabIndex={0}
      aria-label={words.scrubber}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, lastEpoch(run))}
      aria-valuenow={Math.max(1, epoch)}
      aria-valuetext={reading}
      onKeyDown={onKeyDown}
      {...dragged(slide)}
    >
      <i class="done" style={{ width: `${100 * share}%` }} />
      <i class="thumb" style={{ left: `${100 * share}%` }} />
    </div>
  );
}

/** How far along the plot's axis the epoch lies: the thumb stands under the crosshair. */
function shareOf(frame: PlotFrame | null, epoch: number): number {
  const run = focused.value;
  if (frame === null || run === null || epoch === 0) return 0;
  const { axis } = trainingUi.value;
  const place = placeOfEpoch(run, axis, epoch);
  const value = logarithmic(shownRuns.value, axis) ? Math.log10(place) : place;
  const share = (value - frame.x[0]) / (frame.x[1] - frame.x[0]);
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
}

/** Plays from where the reader stands (from the start, at the end) to the last epoch, once. */
function usePlaying(isPlaying: { value: boolean }): void {
  const now = isPlaying.value;
  useEffect(() => {
    if (!now) return;
    const last = lastEpoch(focused.peek());
    const from = epochNow.peek() >= last ? 1 : epochNow.peek();
    const started = performance.now();
    let frame = requestAnimationFrame(function tick(time) {
      const epoch = Math.round(from + ((time - started) / playing) * (last - 1));
      chooseEpoch(epoch);
      if (epoch >= last) isPlaying.value = false;
      else frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [now]);
}
