import type { VNode } from "preact";
import { formatCount } from "../../src/present/training-numbers";
import { confusionAt, type ScoresView, scoreBars } from "../../src/present/training-scores";
import { Section } from "../parts";
import { dispatch, strings } from "../store";
import { formatThreshold, trainersThreshold } from "./confusion";
import { dragged } from "./drag";
import { say } from "./say";
import { trainingUi } from "./trainingStore";
import { useWidth } from "./useWidth";

const bars = 20;
const half = 44;
const height = 2 * half + 24;
/** Room for half of the handle at either end. */
const inset = 8;

/**
 * How sure the neuron is of the validation rows: the second class stands above the line, the first hangs below it, hatched.
 * The threshold between them is dragged or moved by keyboard, and the matrix follows.
 */
export function Scores({ scores }: { readonly scores: ScoresView }): VNode {
  const words = strings.training;
  return (
    <Section class="scores" title={words.scores} aside={<span class="meta">{words.scoresNote}</span>}>
      <Histogram scores={scores} />
    </Section>
  );
}

function Histogram({ scores }: { readonly scores: ScoresView }): VNode {
  const words = strings.training;
  const [place, width] = useWidth();
  const { threshold } = trainingUi.value;
  const inner = Math.max(0, width - 2 * inset);
  const move = (next: number) => dispatch({ type: "thresholdMoved", threshold: Math.round(next) });
  const slide = (event: PointerEvent) => {
    if (!(event.currentTarget instanceof HTMLElement) || inner === 0) return;
    const { left } = event.currentTarget.getBoundingClientRect();
    move((100 * (event.clientX - left - inset)) / inner);
  };
  return (
    <div
      class="histogram"
      ref={place}
      style={{ height: `${height}px` }}
      role="slider"
      tabIndex={0}
      aria-label={words.threshold}
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={threshold / 100}
      aria-valuetext={thresholdInWords(scores, threshold)}
      onKeyDown={(event) => {
        const next = thresholdAfterKey(event, threshold);
        if (next === undefined) return;
        event.preventDefault();
        move(next);
      }}
      {...dragged(slide)}
      onDblClick={() => move(trainersThreshold)}
    >
      {width === 0 ? null : <Bars scores={scores} width={inner} threshold={threshold} />}
    </div>
  );
}

function thresholdInWords(scores: ScoresView, threshold: number): string {
  const words = strings.training;
  const [[first], [, second]] = confusionAt(scores, Math.round((threshold / 100) * scores.counts[0].length));
  return say(
    words.thresholdReading,
    formatThreshold(threshold),
    ...[formatCount(first), formatCount(scores.rows[0]), scores.classes[0]],
    ...[formatCount(second), formatCount(scores.rows[1]), scores.classes[1]],
  );
}

/** The threshold that a key moves to, in hundredths; undefined for a key that is not ours. */
export function thresholdAfterKey(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  threshold: number,
): number | undefined {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return threshold - (shiftKey ? 10 : 1);
    case "ArrowRight":
    case "ArrowUp":
      return threshold + (shiftKey ? 10 : 1);
    case "PageDown":
      return threshold - 10;
    case "PageUp":
      return threshold + 10;
    case "Home":
      return 0;
    case "End":
      return 100;
    case "Escape":
      return threshold === trainersThreshold ? undefined : trainersThreshold;
    default:
      return undefined;
  }
}

interface BarsProps {
  readonly scores: ScoresView;
  readonly width: number;
  readonly threshold: number;
}

function Bars({ scores, width, threshold }: BarsProps): VNode {
  const [below, above] = scores.counts.map((counts) => scoreBars(counts, bars));
  // Square roots: most rows lie at the two ends, and the few between are what the threshold is about.
  const most = Math.sqrt(Math.max(1, ...(below ?? []), ...(above ?? [])));
  const size = (count: number) => (Math.sqrt(count) / most) * (half - 4);
  const each = width / bars;
  const at = inset + (threshold / 100) * width;
  return (
    <svg width={width + 2 * inset} height={height} aria-hidden="true">
      <defs>
        <pattern
          id="score-hatch"
          width="4"
          height="4"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M0 0V4" class="hatch-line" />
        </pattern>
      </defs>
      <g transform={`translate(${inset} 0)`}>
        {(above ?? []).map((count, bar) =>
          count === 0 ? null : (
            <rect
              key={`a${bar}`}
              class="score-bar solid"
              x={bar * each + 1}
              y={half - size(count)}
              width={Math.max(1, each - 2)}
              height={size(count)}
            />
          ),
        )}
        {(below ?? []).map((count, bar) =>
          count === 0 ? null : (
            <rect
              key={`b${bar}`}
              class="score-bar hatched"
              x={bar * each + 1.5}
              y={half + 0.5}
              width={Math.max(1, each - 3)}
              height={Math.max(2, size(count))}
            />
          ),
        )}
        <path class="axis-line" d={`M0 ${half}H${width}`} />
      </g>
      <ClassNames
        scores={scores}
        width={width}
        aboveFree={isFree(above)}
        belowFree={isFree([...(below ?? [])].reverse())}
      />
      <path class="threshold-line" d={`M${at} 0V${2 * half}`} />
      <rect class="threshold-handle" x={at - 5} y={half - 6} width={10} height={12} rx={3} />
      <Ticks at={at} threshold={threshold} width={width} />
    </svg>
  );
}

/** Whether no bar stands tall in the first third, where a name would be. */
function isFree(counts: readonly number[] | undefined): boolean {
  const roots = (counts ?? []).map(Math.sqrt);
  return Math.max(0, ...roots.slice(0, 6)) < 0.6 * Math.max(1, ...roots);
}

interface ClassNamesProps {
  readonly scores: ScoresView;
  readonly width: number;
  readonly aboveFree: boolean;
  readonly belowFree: boolean;
}

/** Each name in the corner that its class, mostly at the other end, leaves free. */
function ClassNames({ scores, width, aboveFree, belowFree }: ClassNamesProps): VNode {
  const [first, second] = scores.classes;
  return (
    <g class="score-names">
      <text x={aboveFree ? inset : inset + width} y={12} text-anchor={aboveFree ? "start" : "end"}>
        {second}, {formatCount(scores.rows[1])}
      </text>
      <text x={belowFree ? inset + width : inset} y={2 * half - 2} text-anchor={belowFree ? "end" : "start"}>
        {first}, {formatCount(scores.rows[0])}
      </text>
    </g>
  );
}

function Ticks({ at, threshold, width }: { readonly at: number } & Omit<BarsProps, "scores">): VNode {
  const y = height - 6;
  return (
    <g class="score-ticks">
      {threshold < 8 ? null : (
        <text x={inset} y={y}>
          0
        </text>
      )}
      {threshold > 92 ? null : (
        <text x={inset + width} y={y} text-anchor="end">
          1
        </text>
      )}
      <text class="at" x={Math.min(width + inset, Math.max(inset, at))} y={y} text-anchor={endOf(threshold)}>
        {formatThreshold(threshold)}
      </text>
    </g>
  );
}

function endOf(threshold: number): "start" | "middle" | "end" {
  return threshold < 4 ? "start" : threshold > 96 ? "end" : "middle";
}
