import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import type { LayerRow, LayerWeights, WeightCell } from "../../src/present/training-weights";
import { Breakable } from "../breakable";
import { Section } from "../parts";
import { ShapeText } from "../shapeLine";
import { strings } from "../store";
import { type MatrixLayout, matrixLayout } from "./matrixLayout";
import { say } from "./say";
import { useWidth } from "./useWidth";
import { ShowAll, shownRows } from "./weightsTable";

interface Place {
  readonly row: number;
  /** By its place in the layer, not among the columns that are drawn. */
  readonly column: number;
}

/**
 * A layer with several outputs: a row an input, a column an output. Ink says how large a weight is, solid and hatched which
 * sign it has. A grid with one tab stop, in which the arrows move; to a screen reader it is a table of numbers.
 */
export function WeightMatrix({
  weights,
  layer,
}: {
  readonly weights: LayerWeights;
  readonly layer: number;
}): VNode {
  const words = strings.training;
  const [place, width] = useWidth();
  const rows = [...shownRows(weights.rows, layer), weights.intercepts];
  const layout = matrixLayout(
    width,
    weights.columns,
    rows.map(({ name }) => name),
  );
  const [at, setAt] = useState<Place | null>(null);
  const now = within(at, rows.length, layout) ?? firstOfInk(weights, layout);
  const row = rows[now.row];
  return (
    <Section class="layer" title={weights.title} aside={<ShapeText pieces={weights.shape} />}>
      <p class="meta">{say(words.shownOf, rows.length - 1, weights.of.rows)}</p>
      <div ref={place}>
        {width === 0 ? null : (
          <Grid
            weights={weights}
            rows={rows}
            layout={layout}
            now={now}
            isPointed={at !== null}
            onPoint={setAt}
          />
        )}
      </div>
      <p class="cell-reading" aria-hidden="true">
        <span>
          {row?.name} · {weights.columns[now.column]?.name}
        </span>
        <b>{row?.cells[now.column]?.value}</b>
      </p>
      <InkScale weights={weights} drawn={layout.columns.length} />
      <ShowAll layer={layer} rows={weights.rows.length} of={weights.of.rows} />
    </Section>
  );
}

/** The place itself while it is drawn. */
function within(at: Place | null, rows: number, { columns }: MatrixLayout): Place | null {
  return at !== null && at.row < rows && columns.includes(at.column) ? at : null;
}

/** The largest weight, which is in the first row. */
function firstOfInk({ rows }: LayerWeights, { columns }: MatrixLayout): Place {
  const cells = rows[0]?.cells ?? [];
  const column = columns.reduce(
    (best, each) => ((cells[each]?.ink ?? 0) > (cells[best]?.ink ?? 0) ? each : best),
    columns[0] ?? 0,
  );
  return { row: 0, column };
}

interface GridProps {
  readonly weights: LayerWeights;
  readonly rows: readonly LayerRow[];
  readonly layout: MatrixLayout;
  readonly now: Place;
  readonly isPointed: boolean;
  readonly onPoint: (place: Place | null) => void;
}

function Grid({ weights, rows, layout, now, isPointed, onPoint }: GridProps): VNode {
  const grid = useRef<HTMLTableElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = afterKey(event.key, now, rows.length, layout.columns);
    if (next === null) return;
    event.preventDefault();
    onPoint(next);
    const cells = grid.current?.querySelectorAll(`tbody tr:nth-child(${next.row + 1}) td`);
    const cell = cells?.[layout.columns.indexOf(next.column)];
    if (cell instanceof HTMLElement) cell.focus();
  };
  return (
    <table
      ref={grid}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table in which the arrows move
      role="grid"
      class={`layer-grid${layout.names === 0 ? " narrow" : ""}${layout.numbers ? " numbers" : ""}${isPointed ? " pointed" : ""}`}
      aria-label={weights.title}
      aria-description={weights.meaning}
      aria-rowcount={weights.of.rows + 2}
      aria-colcount={weights.of.columns + 1}
      style={{
        "--names": `${layout.names}px`,
        "--cell": `${layout.cell}px`,
        "--columns": String(layout.columns.length),
      }}
      onKeyDown={onKeyDown}
      onPointerLeave={() => onPoint(null)}
    >
      <Heads weights={weights} layout={layout} now={now} />
      <tbody>
        {rows.map((row, index) => (
          <Row
            key={index}
            row={row}
            index={index}
            last={index === rows.length - 1}
            {...{ layout, now, onPoint }}
          />
        ))}
      </tbody>
    </table>
  );
}

/** Where a key leads from a cell; null for a key that leads nowhere. */
export function afterKey(key: string, from: Place, rows: number, columns: readonly number[]): Place | null {
  const place = columns.indexOf(from.column);
  const to = (row: number, column: number): Place => ({
    row: Math.min(rows - 1, Math.max(0, row)),
    column: columns[Math.min(columns.length - 1, Math.max(0, column))] ?? from.column,
  });
  switch (key) {
    case "ArrowLeft":
      return to(from.row, place - 1);
    case "ArrowRight":
      return to(from.row, place + 1);
    case "ArrowUp":
      return to(from.row - 1, place);
    case "ArrowDown":
      return to(from.row + 1, place);
    case "Home":
      return to(from.row, 0);
    case "End":
      return to(from.row, columns.length - 1);
    case "PageUp":
      return to(0, place);
    case "PageDown":
      return to(rows - 1, place);
    default:
      return null;
  }
}

function Heads({ weights, layout, now }: Pick<GridProps, "weights" | "layout" | "now">): VNode {
  return (
    <thead>
      <tr class={layout.upright ? "upright" : ""}>
        <th scope="col" class="corner">
          <span class="visually-hidden">{strings.training.feature}</span>
        </th>
        {layout.columns.map((column) => (
          <th
            scope="col"
            key={column}
            aria-colindex={column + 2}
            class={column === now.column ? "now" : ""}
            title={weights.columns[column]?.name}
          >
            <span>{weights.columns[column]?.name}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface RowProps extends Pick<GridProps, "layout" | "now" | "onPoint"> {
  readonly row: LayerRow;
  readonly index: number;
  readonly last: boolean;
}

function Row({ row, index, last, layout, now, onPoint }: RowProps): VNode {
  return (
    <tr class={last ? "intercepts" : ""}>
      <th scope="row" class={index === now.row ? "now" : ""}>
        <Breakable text={row.name} />
      </th>
      {layout.columns.map((column) => {
        const cell = row.cells[column];
        if (cell === undefined) return null;
        const isNow = index === now.row && column === now.column;
        return (
          <Cell
            key={column}
            cell={cell}
            column={column}
            isNow={isNow}
            onPoint={() => onPoint({ row: index, column })}
          />
        );
      })}
    </tr>
  );
}

interface CellProps {
  readonly cell: WeightCell;
  readonly column: number;
  readonly isNow: boolean;
  readonly onPoint: () => void;
}

function Cell({ cell, column, isNow, onPoint }: CellProps): VNode {
  return (
    <td
      aria-colindex={column + 2}
      tabIndex={isNow ? 0 : -1}
      class={`ink ${cell.sign} ink-${cell.ink}${isNow ? " now" : ""}`}
      onPointerEnter={onPoint}
      onFocus={onPoint}
    >
      <b>{cell.value}</b>
    </td>
  );
}

/** What ink stands for: from the largest negative weight over nothing to the largest positive one. */
function InkScale({ weights, drawn }: { readonly weights: LayerWeights; readonly drawn: number }): VNode {
  const steps = [8, 5, 2] as const;
  return (
    <div class="ink-scale">
      <p class="meta" aria-hidden="true">
        <span class="mono">−{weights.largest}</span>
        <span class="ink-steps">
          {steps.map((step) => (
            <i key={-step} class={`ink negative ink-${step}`} />
          ))}
          <i class="ink positive ink-0" />
          {[...steps].reverse().map((step) => (
            <i key={step} class={`ink positive ink-${step}`} />
          ))}
        </span>
        <span class="mono">{weights.largest}</span>
      </p>
      <p class="meta">
        {weights.meaning}
        {drawn === weights.of.columns
          ? null
          : ` ${say(strings.training.columnsDrawn, drawn, weights.of.columns)}`}
      </p>
    </div>
  );
}
