/** Lines of equal loss over a grid: marching squares, as SVG path data in pixels. */

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Row-major, the first row at the bottom. */
  readonly values: Float64Array;
}

type Point = readonly [number, number];

/**
 * The line of one level. Between two corners it lies where their logarithms say, as a loss surface is steep and its levels
 * are apart by factors; plainly where a value is not positive.
 */
export function contourPath(grid: Grid, level: number, width: number, height: number): string {
  const { columns, rows } = grid;
  const toX = (column: number) => (column / (columns - 1)) * width;
  const toY = (row: number) => height - (row / (rows - 1)) * height;
  const parts: string[] = [];
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      for (const [from, to] of segments(grid, column, row, level)) {
        parts.push(
          `M${digits(toX(from[0]))} ${digits(toY(from[1]))}L${digits(toX(to[0]))} ${digits(toY(to[1]))}`,
        );
      }
    }
  }
  return parts.join("");
}

function digits(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** The pieces of the level's line inside one cell, in the grid's units. */
function segments(
  grid: Grid,
  column: number,
  row: number,
  level: number,
): readonly (readonly [Point, Point])[] {
  const at = (dx: number, dy: number) => grid.values[(row + dy) * grid.columns + column + dx] ?? Number.NaN;
  const [a, b, c, d] = [at(0, 0), at(1, 0), at(1, 1), at(0, 1)];
  if (![a, b, c, d].every(Number.isFinite)) return [];
  const south: Point = [column + crossing(a, b, level), row];
  const east: Point = [column + 1, row + crossing(b, c, level)];
  const north: Point = [column + crossing(d, c, level), row + 1];
  const west: Point = [column, row + crossing(a, d, level)];
  const which = Number(a > level) + 2 * Number(b > level) + 4 * Number(c > level) + 8 * Number(d > level);
  switch (which) {
    case 1:
    case 14:
      return [[west, south]];
    case 2:
    case 13:
      return [[south, east]];
    case 3:
    case 12:
      return [[west, east]];
    case 4:
    case 11:
      return [[east, north]];
    case 6:
    case 9:
      return [[south, north]];
    case 7:
    case 8:
      return [[west, north]];
    case 5:
    case 10:
      return saddle(which, (a + b + c + d) / 4 > level, { south, east, north, west });
    default:
      return [];
  }
}

interface Sides {
  readonly south: Point;
  readonly east: Point;
  readonly north: Point;
  readonly west: Point;
}

/** Two opposite corners are high: the middle says whether they are joined. */
function saddle(
  which: 5 | 10,
  highMiddle: boolean,
  { south, east, north, west }: Sides,
): readonly (readonly [Point, Point])[] {
  const cutsFirst = (which === 5) === highMiddle;
  return cutsFirst
    ? [
        [south, east],
        [west, north],
      ]
    : [
        [west, south],
        [east, north],
      ];
}

function crossing(from: number, to: number, level: number): number {
  if (from === to) return 0.5;
  if (from > 0 && to > 0 && level > 0) return Math.log(level / from) / Math.log(to / from);
  return (level - from) / (to - from);
}
