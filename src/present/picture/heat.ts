import type { ArrayFact, SizeFact } from "../../insight/facts";
import type { Frame } from "./frame";
import type { Style } from "./ruler";
import { type Box, element } from "./svg";

/** A large matrix whose every number is known, as ink: which rows and columns are drawn, and their numbers. */
export interface Heat {
  /** The index of each row and column; null in the gap. */
  readonly rows: readonly (number | null)[];
  readonly columns: readonly (number | null)[];
  readonly values: readonly number[];
  readonly least: number;
  readonly most: number;
}

/** What the faintest and the fullest ink of an array stand for, as text; `name` is the array's in the picture. */
export interface InkScale {
  readonly name: string;
  readonly least: string;
  readonly most: string;
}

export function inkScale(name: string, { least, most }: Pick<Heat, "least" | "most">): InkScale {
  const rounded = (value: number) => Number(value.toPrecision(3));
  const text = (value: number) => `${value < 0 ? "−" : ""}${Math.abs(rounded(value))}`;
  return { name, least: text(least), most: text(most) };
}

/** A cell is no smaller than this, in pixels: ink that is finer can't be told apart. */
const smallest = 1.9;
/** Where rows are left out anyway, those that are drawn may be seen well. */
const clear = 4.4;
/** About as wide as the gap is. */
const gapWidth = 10;
/** Below this width a picture has room for outlines alone. */
const narrow = 240;
/** A vector, which has one axis only, has no more room across. */
const thinnest = 10;

/** Null where the numbers are not known, are all the same (ones before the first step), or would not be seen. */
export function heatOf(frame: Frame, style: Style): Heat | null {
  const values = numbersOf(frame.array);
  // A hover's picture has few bytes, and nobody points into it.
  if (values === null || style.parts === undefined || style.room < narrow || frame.layers.length > 0)
    return null;
  if (Math.min(frame.width, frame.height) < thinnest) return null;
  const finite = values.filter(Number.isFinite);
  const least = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (!(least < most)) return null;
  const [rows, columns] = [slotsOf(frame.rows, frame.height), slotsOf(frame.columns, frame.width)];
  return rows === null || columns === null ? null : { rows, columns, values, least, most };
}

function numbersOf({ numbers, data, shape }: ArrayFact): readonly number[] | null {
  if (shape === null || shape.length === 0) return null;
  return numbers ?? data?.map(Number) ?? null;
}

/** The head and the tail of a side that is too long for its length. */
function slotsOf(size: SizeFact | null, length: number): readonly (number | null)[] | null {
  if (size === null) return [0];
  const count = size.value;
  if (count === null) return null;
  const room = Math.max(4, Math.floor(length / smallest));
  if (count <= room) return Array.from({ length: count }, (_, index) => index);
  // What is left out is left out of the middle, at a cell's size that shows.
  const drawn = Math.max(4, Math.floor(length / clear));
  const gap = Math.max(1, Math.round((gapWidth * drawn) / length));
  const head = Math.ceil((drawn - gap) * 0.8);
  const tail = Math.max(1, drawn - gap - head);
  return [
    ...Array.from({ length: head }, (_, index) => index),
    ...Array.from({ length: gap }, () => null),
    ...Array.from({ length: tail }, (_, index) => count - tail + index),
  ];
}

/** Steps of ink from the smallest value to the largest. */
export const inks = [0.03, 0.12, 0.22, 0.34, 0.47, 0.61, 0.76, 0.92];

export function drawHeat(heat: Heat, box: Box, across: number, style: Style): string {
  const { rows, columns, values, least, most } = heat;
  const paths = inks.map(() => "");
  const edge = (from: number, length: number, at: number, count: number) =>
    Math.round(from + (at * length) / count);
  for (const [top, row] of rows.entries())
    for (const [left, column] of columns.entries()) {
      if (row === null || column === null) continue;
      const value = values[row * across + column];
      if (value === undefined || !Number.isFinite(value)) continue;
      const share = (value - least) / (most - least);
      const step = Math.min(inks.length - 1, Math.floor(share * inks.length));
      const [x, right] = [left, left + 1].map((at) => edge(box.x, box.width, at, columns.length));
      const [y, bottom] = [top, top + 1].map((at) => edge(box.y, box.height, at, rows.length));
      if (x === undefined || y === undefined || right === undefined || bottom === undefined) continue;
      paths[step] += `M${x} ${y}H${right}V${bottom}H${x}z`;
    }
  return paths
    .map((d, step) =>
      d === "" ? "" : element("path", { d, fill: style.palette.ink, "fill-opacity": inks[step] }),
    )
    .join("");
}

/** Where the gap lies, from and to, in pixels along a side; null where nothing is left out. */
export function gapOf(slots: readonly (number | null)[], length: number): readonly [number, number] | null {
  const from = slots.indexOf(null);
  if (from < 0) return null;
  const to = slots.lastIndexOf(null) + 1;
  return [Math.round((from * length) / slots.length), Math.round((to * length) / slots.length)];
}
