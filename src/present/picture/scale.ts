import type { ArrayFact, SizeFact } from "../../insight/facts";
import { type AxisRole, type Roles, roleOf } from "../roles";

/** How long a size is drawn: the same size has the same length everywhere in one picture. */
export interface Scale {
  readonly kind: "outline" | "grid";
  readonly across: (size: SizeFact, array: ArrayFact) => number;
  readonly down: (size: SizeFact) => number;
  /** Across an axis that isn't there: the thickness of a standing vector, the side of a scalar. */
  readonly thinAcross: (array: ArrayFact) => number;
  readonly thinDown: number;
  /** The index of each row and column that a grid draws; null is the gap. */
  readonly rows: (size: SizeFact) => readonly (number | null)[];
  readonly columns: (size: SizeFact) => readonly (number | null)[];
}

/** Sizes above this are not drawn to their end; the gap in the matrix says so. */
const longestDrawn = 40;

const shortest = 14;

/** A side without a single row or column: a line, for a cell would be one too many. */
const emptySide = 4;

export function isEmpty(size: SizeFact): boolean {
  return size.value === 0;
}

/** More rows or columns than the limit, and only the first and the last two are shown around a gap. */
function slots(size: number, limit: number): readonly (number | null)[] {
  if (size <= limit) return Array.from({ length: size }, (_, index) => index);
  const head = Math.max(1, limit - 4);
  return [...Array.from({ length: head }, (_, index) => index), null, size - 2, size - 1];
}

export interface GridCells {
  /** The same for all arrays, or each array's own where room is short. */
  readonly width: (array: ArrayFact) => number;
  readonly height: number;
  readonly rowLimit: number;
  readonly columnLimit: number;
}

export function gridScale({ width, height, rowLimit, columnLimit }: GridCells): Scale {
  const rows = (size: SizeFact) => slots(size.value ?? 1, rowLimit);
  const columns = (size: SizeFact) => slots(size.value ?? 1, columnLimit);
  return {
    kind: "grid",
    across: (size, array) => (isEmpty(size) ? emptySide : columns(size).length * width(array)),
    down: (size) => (isEmpty(size) ? emptySide : rows(size).length * height),
    thinAcross: width,
    thinDown: height,
    rows,
    columns,
  };
}

/** Matrices as outlines: lengths in proportion up to 40, beyond that growing more slowly. */
export function outlineScale(unit: number, roles: Roles): Scale {
  const length = (size: SizeFact): number =>
    isEmpty(size) ? emptySide : Math.max(shortest, Math.round(unitsOf(size, roles) * unit));
  return {
    kind: "outline",
    across: length,
    down: length,
    thinAcross: () => shortest,
    thinDown: shortest,
    rows: () => [],
    columns: () => [],
  };
}

export function isElided(size: SizeFact): boolean {
  return size.value === null || size.value > longestDrawn;
}

const symbolUnits: Readonly<Record<AxisRole, number>> = { m: 52, n: 32, k: 20, other: 26 };

function unitsOf(size: SizeFact, roles: Roles): number {
  if (size.value === null) return symbolicUnits(size, roles);
  if (size.value <= longestDrawn) return size.value;
  return Math.min(88, longestDrawn + 8 * Math.log2(size.value / longestDrawn));
}

/** A name has no length; it takes its role's. `m - 1` is drawn a little shorter than `m`, `m + 1` longer. */
function symbolicUnits(size: SizeFact, roles: Roles): number {
  const name = /[^\W\d]\w*/.exec(size.text)?.[0] ?? size.text;
  const base = symbolUnits[roles.get(name) ?? roleOf(roles, size)];
  if (name === size.text) return base;
  if (size.text.includes("//")) return base / 2;
  if (size.text.includes("*")) return base * 1.4;
  return base + (size.text.includes("-") ? -6 : 6);
}
