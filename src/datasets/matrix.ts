import { isShrinkable } from "./memory";
import type { DesignMatrix } from "./summary";

/** How a row lies in an array: number after number, or in tiles of eight rows, pair of columns by pair of columns. */
export type Layout = "rows" | "tiles";

interface Place {
  readonly data: Float64Array;
  /** Where the first row begins. */
  readonly offset: number;
  readonly layout: Layout;
  /** Numbers from a row to the next, where they lie one by one. */
  readonly stride: number;
}

/** A row's first number, and how far from it the j-th is. */
function rowStart({ offset, layout, stride }: Place, row: number): number {
  return layout === "rows" ? offset + row * stride : offset + (row - (row % 8)) * stride + (row % 8) * 2;
}

function copyRow(from: Place, to: Place, row: number, features: number): void {
  const [source, target] = [rowStart(from, row), rowStart(to, row)];
  for (let j = 0; j < features; j++)
    to.data[target + placeIn(to.layout, j)] = from.data[source + placeIn(from.layout, j)] ?? 0;
}

function placeIn(layout: Layout, j: number): number {
  return layout === "rows" ? j : (j >> 1) * 16 + (j & 1);
}

/** Puts whole tiles of rows from one layout into the other, where they are: both fill the same eight rows' numbers. */
export function relayTiles(data: Float64Array, stride: number, to: Layout): void {
  const tile = new Float64Array(8 * stride);
  for (let start = 0; start < data.length; start += tile.length) {
    tile.set(data.subarray(start, start + tile.length));
    const target = data.subarray(start, start + tile.length);
    for (let row = 0; row < 8; row++)
      for (let j = 0; j < stride; j++) {
        const [inTile, inRow] = [row * 2 + placeIn("tiles", j), row * stride + j];
        if (to === "tiles") target[inTile] = tile[inRow] ?? 0;
        else target[inRow] = tile[inTile] ?? 0;
      }
  }
}

/** Rows between two times that what was read is given back. */
const rowsAPiece = 1 << 14;

/**
 * A matrix that is too large to be held twice: whoever wants its numbers in a memory of its own takes them over, and they are
 * read from there from then on.
 */
export class MovableMatrix implements DesignMatrix {
  readonly samples: number;
  readonly features: number;
  #place: Place;
  #isTaken = false;

  /** `data` grows shorter where its buffer is made smaller: what is taken over is given back from its end. */
  constructor(data: Float64Array, offset: number, samples: number, features: number) {
    this.samples = samples;
    this.features = features;
    this.#place = { data, offset, layout: "rows", stride: features };
  }

  /** A copy where the numbers do not lie row by row any more: for what is small. */
  get data(): Float64Array {
    const { data, offset, layout, stride } = this.#place;
    const length = this.samples * this.features;
    if (layout === "rows" && stride === this.features) return data.subarray(offset, offset + length);
    const copy = new Float64Array(length);
    const to: Place = { data: copy, offset: 0, layout: "rows", stride: this.features };
    for (let row = 0; row < this.samples; row++) copyRow(this.#place, to, row, this.features);
    return copy;
  }

  moveTo(data: Float64Array, layout: Layout, stride: number): void {
    const from = this.#place;
    const to: Place = { data, offset: 0, layout, stride };
    const { buffer } = from.data;
    const isLast = from.data.length === from.offset + this.samples * this.features;
    for (let row = this.samples - 1; row >= 0; row--) {
      copyRow(from, to, row, this.features);
      if (row % rowsAPiece === 0 && isLast && isShrinkable(buffer)) buffer.resize(rowStart(from, row) * 8);
    }
    this.#place = to;
    this.#isTaken = true;
  }

  /** Whether the numbers lie in that memory, where they may be put in another layout. */
  isIn(memory: ArrayBufferLike): boolean {
    return this.#place.data.buffer === memory;
  }

  /** Whoever has the numbers put them in another layout. */
  isNow(layout: Layout): void {
    this.#place = { ...this.#place, layout };
  }

  /** Numbers that were taken over are copied row by row: from one row to the next they may have been put in another layout. */
  rows(): Rows {
    const { features } = this;
    const { data: own, offset } = this.#place;
    if (!this.#isTaken) return { data: own, at: (row) => offset + row * features };
    const data = new Float64Array(features);
    const to: Place = { data, offset: 0, layout: "rows", stride: 0 };
    return {
      data,
      at: (row) => {
        copyRow(this.#place, to, row, features);
        return 0;
      },
    };
  }
}

/** Rows to be read one after another: a row is there until the next is asked for. */
export interface Rows {
  readonly data: Float64Array;
  /** Where the row begins in `data`. */
  at(row: number): number;
}

export function rowsOf(matrix: DesignMatrix): Rows {
  if (matrix instanceof MovableMatrix) return matrix.rows();
  const { data, features } = matrix;
  return { data, at: (row) => row * features };
}

/** Puts a matrix into a memory of another; a movable one lies there, and only there, from then on. */
export function putInto(matrix: DesignMatrix, data: Float64Array, layout: Layout, stride: number): void {
  if (matrix instanceof MovableMatrix) {
    matrix.moveTo(data, layout, stride);
    return;
  }
  const { samples, features } = matrix;
  const from: Place = { data: matrix.data, offset: 0, layout: "rows", stride: features };
  const to: Place = { data, offset: 0, layout, stride };
  if (layout === "rows" && stride === features) data.set(matrix.data);
  else for (let row = 0; row < samples; row++) copyRow(from, to, row, features);
}
