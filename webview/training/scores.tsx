import type { VNode } from "preact";
import { formatCount } from "../../src/present/training-numbers";
import {
  confusionAt,
  type ScoresView,
  type SureScores,
  type TwoClassScores,
} from "../../src/present/training-scores";
import { Section } from "../parts";
import { dispatch, strings } from "../store";
import { formatThreshold, trainersThreshold } from "./confusion";
import { dragged } from "./drag";
import { say } from "./say";
import { Bars, histogram } from "./scoreBars";
import { trainingUi } from "./trainingStore";
import { useWidth } from "./useWidth";

const { half, height, inset } = histogram;

export function Scores({ scores }: { readonly scores: ScoresView }): VNode {
  return scores.kind === "two-classes" ? (
    <ScoresWithThreshold scores={scores} />
  ) : (
    <HowSure scores={scores} />
  );
}

/** Several classes: how sure the model is where it is right, above the line, and where it is wrong, below it. */
function HowSure({ scores }: { readonly scores: SureScores }): VNode {
  const words = strings.training;
  const [place, width] = useWidth();
  const inner = Math.max(0, width - 2 * inset);
  return (
    <Section class="scores" title={words.scores} aside={<span class="meta">{words.sureNote}</span>}>
      <div class="histogram still" ref={place} style={{ height: `${height}px` }}>
        {width === 0 ? null : (
          <Bars counts={scores.counts} names={scores.names} width={inner}>
            <g class="score-ticks">
              <text x={inset} y={height - 6}>
                0
              </text>
              <text x={inset + inner} y={height - 6} text-anchor="end">
                1
              </text>
            </g>
          </Bars>
        )}
      </div>
      <p class="meta">
        <span class="visually-hidden">{scores.names.join(", ")}. </span>
        {scores.sentence}
      </p>
    </Section>
  );
}

/**
 * How sure the neuron is of the validation rows: the second class stands above the line, the first hangs below it, hatched.
 * The threshold between them is dragged or moved by keyboard, and the matrix follows.
 */
function ScoresWithThreshold({ scores }: { readonly scores: TwoClassScores }): VNode {
  const words = strings.training;
  return (
    <Section class="scores" title={words.scores} aside={<span class="meta">{words.scoresNote}</span>}>
      <Histogram scores={scores} />
    </Section>
  );
}

function Histogram({ scores }: { readonly scores: TwoClassScores }): VNode {
  const words = strings.training;
  const [place, width] = useWidth();
  const { threshold } = trainingUi.value;
  const inner = Math.max(0, width - 2 * inset);
  const at = inset + (threshold / 100) * inner;
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
      {width === 0 ? null : (
        <Bars counts={scores.counts} names={namesOf(scores)} width={inner}>
          <path class="threshold-line" d={`M${at} 0V${2 * half}`} />
          <rect class="threshold-handle" x={at - 5} y={half - 6} width={10} height={12} rx={3} />
          <Ticks at={at} threshold={threshold} width={inner} />
        </Bars>
      )}
    </div>
  );
}

function namesOf({ classes, rows }: TwoClassScores): readonly [string, string] {
  return [`${classes[0]}, ${formatCount(rows[0])}`, `${classes[1]}, ${formatCount(rows[1])}`];
}

function thresholdInWords(scores: TwoClassScores, threshold: number): string {
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

interface TicksProps {
  readonly at: number;
  readonly threshold: number;
  readonly width: number;
}

function Ticks({ at, threshold, width }: TicksProps): VNode {
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
