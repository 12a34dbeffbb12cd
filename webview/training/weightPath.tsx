import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { PathView, PlanePath, PlaneView } from "../../src/present/training-path";
import { entryOf } from "../chartScale";
import { Section, Segmented } from "../parts";
import { dispatch, strings } from "../store";
import { contourPath } from "./contours";
import { type LineStyle, lineStyles } from "./lines";
import { epochNow, pathView, running, shownRuns, trainingUi } from "./trainingStore";
import { useWidth } from "./useWidth";

/** The way of the weights over the loss surface, and where they are at the epoch that is looked at. */
export function WeightPath(): VNode {
  const words = strings.training;
  const path = pathView.value;
  const plane = planeOf(path);
  return (
    <Section
      class="path"
      title={words.path}
      {...(path !== null && path.planes.length > 1 && plane !== null
        ? {
            aside: (
              <Segmented
                label={words.plane}
                options={path.planes.map(({ kind, title }) => ({
                  value: kind,
                  label: <Subscripts text={title} />,
                }))}
                value={plane.kind}
                onChoose={(kind) => dispatch({ type: "planeChosen", plane: kind })}
              />
            ),
          }
        : {})}
    >
      <Surface plane={plane} message={messageOf(path)} />
      <p class="meta path-note">{plane?.note ?? ""}</p>
    </Section>
  );
}

/** "w₂": few fonts have small digits of their own, so they are set as what they are. */
function Subscripts({ text }: { readonly text: string }): VNode {
  const parts = text.split(/([₀-₉]+)/);
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          <sub key={index}>{[...part].map((digit) => digit.charCodeAt(0) - 0x2080)}</sub>
        ),
      )}
    </>
  );
}

/** The same inside a picture, where there is no `sub`. */
function Lowered({ text }: { readonly text: string }): VNode {
  const parts = text.split(/([₀-₉]+)/);
  return (
    <>
      {parts.map((part, index) => (
        <tspan key={index} dy={index % 2 === 1 ? 3 : index > 0 ? -3 : 0}>
          {index % 2 === 0 ? part : [...part].map((digit) => digit.charCodeAt(0) - 0x2080)}
        </tspan>
      ))}
    </>
  );
}

function planeOf(path: PathView | null): PlaneView | null {
  if (path === null || !isOfShown(path)) return null;
  return path.planes.find(({ kind }) => kind === trainingUi.value.plane) ?? path.planes[0] ?? null;
}

function isOfShown({ runIds }: PathView): boolean {
  return String(runIds) === String(shownRuns.value.map((run) => run.runId));
}

/** What stands in the empty frame: its room is kept from the start, so that nothing jumps when the path arrives. */
function messageOf(path: PathView | null): string {
  const words = strings.training;
  if (running.value) return words.pathLater;
  return path !== null && isOfShown(path) && path.sentence !== null ? path.sentence : words.pathComing;
}

function Surface({ plane, message }: { readonly plane: PlaneView | null; readonly message: string }): VNode {
  const [place, width] = useWidth();
  const height = Math.round(Math.min(240, Math.max(144, width * 0.42)));
  return (
    <div class="surface" ref={place} style={{ height: `${height}px` }}>
      {plane === null || width === 0 ? (
        <p class="meta">{message}</p>
      ) : (
        <svg width={width} height={height} role="img" aria-label={plane.text}>
          <Contours plane={plane} width={width} height={height} />
          <Ways plane={plane} width={width} height={height} />
          <AxisNames plane={plane} width={width} height={height} />
        </svg>
      )}
    </div>
  );
}

interface SurfaceProps {
  readonly plane: PlaneView;
  readonly width: number;
  readonly height: number;
}

/** Ink says how much: the line of a higher loss is darker. */
function Contours({ plane, width, height }: SurfaceProps): VNode {
  const lines = useMemo(
    () =>
      plane.levels.map((level) =>
        contourPath({ columns: plane.columns, rows: plane.rows, values: plane.loss }, level, width, height),
      ),
    [plane, width, height],
  );
  const last = Math.max(1, lines.length - 1);
  return (
    <g class="contours">
      {lines.map((line, index) => (
        <path key={plane.levels[index]} d={line} stroke-opacity={0.12 + (0.4 * index) / last} />
      ))}
    </g>
  );
}

function Ways({ plane, width, height }: SurfaceProps): VNode {
  const runs = shownRuns.value;
  const styles = lineStyles(runs.map((run) => run.policy));
  const toX = (value: number) => ((value - plane.x[0]) / (plane.x[1] - plane.x[0])) * width;
  const toY = (value: number) => height - ((value - plane.y[0]) / (plane.y[1] - plane.y[0])) * height;
  const placed = plane.paths.flatMap((path) => {
    const index = runs.findIndex((run) => run.runId === path.runId);
    const style = styles[index];
    return style === undefined ? [] : [{ path, style }];
  });
  const start = placed[0]?.path;
  const [startX, startY] = [toX(start?.x[0] ?? 0), toY(start?.y[0] ?? 0)];
  return (
    <g>
      {placed.map(({ path, style }) => (
        <Way key={path.runId} path={path} style={style} toX={toX} toY={toY} />
      ))}
      {start === undefined ? null : (
        <StartMark
          x={startX}
          y={startY}
          upward={toY(start.y[1] ?? 0) < startY}
          width={width}
          height={height}
        />
      )}
      {placed.map(({ path, style }) => (
        <Now key={path.runId} path={path} style={style} toX={toX} toY={toY} />
      ))}
    </g>
  );
}

interface WayProps {
  readonly path: PlanePath;
  readonly style: LineStyle;
  readonly toX: (value: number) => number;
  readonly toY: (value: number) => number;
}

function Way({ path, style, toX, toY }: WayProps): VNode {
  const line = useMemo(() => {
    const points = Array.from(
      path.x,
      (x, index) => `${toX(x).toFixed(1)} ${toY(path.y[index] ?? 0).toFixed(1)}`,
    );
    return `M${points.join("L")}`;
  }, [path, toX(1), toY(1), toX(0), toY(0)]);
  return (
    <path
      class={`way ${style.role}`}
      d={line}
      stroke-width={style.width}
      stroke-dasharray={style.dash.join(" ")}
    />
  );
}

/** Where the weights are at the epoch that is looked at. */
function Now({ path, style, toX, toY }: WayProps): VNode {
  const entry = Math.max(0, entryOf(path.epochNumbers, epochNow.value));
  return (
    <circle class={`ring ${style.role}`} cx={toX(path.x[entry] ?? 0)} cy={toY(path.y[entry] ?? 0)} r={3.5} />
  );
}

function StartMark({
  x,
  y,
  upward,
  width,
  height,
}: { readonly x: number; readonly y: number; readonly upward: boolean } & Omit<
  SurfaceProps,
  "plane"
>): VNode {
  // Away from the way itself, as far as there is room.
  const atEdge = upward ? y > height - 20 : y < 20;
  const toLeft = x > width - 64 || (atEdge && x > 64);
  const below = atEdge ? 4 : upward ? 15 : -7;
  return (
    <g class="start">
      <circle cx={x} cy={y} r={3} />
      <text x={toLeft ? x - 8 : x + 8} y={y + below} text-anchor={toLeft ? "end" : "start"}>
        {strings.training.pathStart}
      </text>
    </g>
  );
}

function AxisNames({ plane, width, height }: SurfaceProps): VNode {
  return (
    <g class="axis-names">
      <text x={width - 8} y={height - 8} text-anchor="end">
        <Lowered text={plane.xLabel} /> →
      </text>
      <text x={8} y={16}>
        ↑ <Lowered text={plane.yLabel} />
      </text>
    </g>
  );
}
