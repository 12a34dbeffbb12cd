import type { ComponentChildren, VNode } from "preact";
import { scoreBars } from "../../src/present/training-scores";

const bars = 20;
const half = 44;

/** Measures of the picture. `inset` is room for half of the handle at either end. */
export const histogram = { half, height: 2 * half + 24, inset: 8 };
const { height, inset } = histogram;

interface BarsProps {
  readonly counts: readonly [Float64Array, Float64Array];
  /** Of what hangs below the line, hatched, and of what stands above it. */
  readonly names: readonly [string, string];
  readonly width: number;
  /** What is drawn over the bars, ticks among them. */
  readonly children: ComponentChildren;
}

/** How many rows have a score of so much, from 0 to 1: solid above the line, hatched below it. */
export function Bars({ counts, names, width, children }: BarsProps): VNode {
  const [below, above] = counts.map((each) => scoreBars(each, bars));
  // Square roots: most rows lie at the two ends, and the few between are what the threshold is about.
  const most = Math.sqrt(Math.max(1, ...(below ?? []), ...(above ?? [])));
  const size = (count: number) => (Math.sqrt(count) / most) * (half - 4);
  const each = width / bars;
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
      {children}
      <Names
        names={names}
        width={width}
        aboveFree={isFree(above)}
        belowFree={isFree([...(below ?? [])].reverse())}
      />
    </svg>
  );
}

/** Whether no bar stands tall in the first third, where a name would be. */
function isFree(counts: readonly number[] | undefined): boolean {
  const roots = (counts ?? []).map(Math.sqrt);
  return Math.max(0, ...roots.slice(0, 6)) < 0.6 * Math.max(1, ...roots);
}

interface NamesProps extends Pick<BarsProps, "names" | "width"> {
  readonly aboveFree: boolean;
  readonly belowFree: boolean;
}

/** Each name in the corner that its rows, mostly at the other end, leave free. */
function Names({ names, width, aboveFree, belowFree }: NamesProps): VNode {
  return (
    <g class="score-names">
      <text x={aboveFree ? inset : inset + width} y={12} text-anchor={aboveFree ? "start" : "end"}>
        {names[1]}
      </text>
      <text x={belowFree ? inset + width : inset} y={2 * half - 2} text-anchor={belowFree ? "end" : "start"}>
        {names[0]}
      </text>
    </g>
  );
}
