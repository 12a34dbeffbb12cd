import type { InsideView, MatrixView } from "./inside";

/** A cell that is pointed at: in operand 0, operand 1 or the result, by row and column as drawn. */
export interface Pointed {
  readonly part: Part;
  readonly row: number;
  readonly column: number;
}

export type Part = 0 | 1 | "result";

/** Cells that light up together: one row or all of them, one column or all of them. */
export interface Region {
  readonly part: Part;
  readonly row: number | null;
  readonly column: number | null;
}

/** The ways to read one product. */
export type Reading = "row-column" | "mix" | "outers";

/** The cells that belong to the one pointed at: those that it is made of, or all that it feeds. It is the first itself. */
export function litBy(
  inside: InsideView,
  pointed: Pointed,
  reading: Reading = "row-column",
): readonly Region[] {
  const { part, row, column } = pointed;
  const self: Region = { part, row, column };
  switch (inside.kind) {
    case "product":
      return reading === "row-column"
        ? [self, ...productRegions(pointed)]
        : [self, ...readRegions(pointed, reading)];
    case "elementwise":
      return [self, ...elementwiseRegions(inside, pointed)];
    case "transpose":
      return [self, { part: part === "result" ? 0 : "result", row: column, column: row }];
    case "reshape":
      return [self, reshaped(inside, pointed)];
    case "reduce":
      return [self, reduced(inside, pointed)];
  }
}

function productRegions({ part, row, column }: Pointed): Region[] {
  if (part === "result")
    return [
      { part: 0, row, column: null },
      { part: 1, row: null, column },
    ];
  if (part === 0)
    return [
      { part: 1, row: column, column: null },
      { part: "result", row, column: null },
    ];
  return [
    { part: 0, row: null, column: row },
    { part: "result", row: null, column },
  ];
}

/** By columns: what goes into a column of the result. By outer products: a column, a row, and all that they feed. */
function readRegions({ part, row, column }: Pointed, reading: "mix" | "outers"): Region[] {
  const isMix = reading === "mix";
  const all = { row: null, column: null };
  if (part === "result")
    return isMix
      ? [
          { part: "result", row: null, column },
          { part: 1, row: null, column },
          { part: 0, ...all },
        ]
      : [
          { part: "result", ...all },
          { part: 0, row: null, column: 0 },
          { part: 1, row: 0, column: null },
        ];
  const inner = part === 0 ? column : row;
  return [
    { part: 0, row: null, column: inner },
    { part: 1, row: inner, column: isMix && part === 1 ? column : null },
    { part: "result", row: null, column: isMix && part === 1 ? column : null },
  ];
}

/** Along an axis of length 1 that is stretched, the one element is read again and again. */
function elementwiseRegions({ operands, result }: InsideView, { part, row, column }: Pointed): Region[] {
  const read = (matrix: MatrixView, at: number): Region => ({
    part: at === 0 ? 0 : 1,
    row: matrix.rows === 1 ? 0 : row,
    column: matrix.columns === 1 ? 0 : column,
  });
  if (part === "result") return operands.map(read);
  const own = operands[part];
  if (own === undefined) return [];
  const rowFed = own.rows === 1 && result.rows > 1 ? null : row;
  const columnFed = own.columns === 1 && result.columns > 1 ? null : column;
  return [{ part: "result", row: rowFed, column: columnFed }];
}

/** NumPy reads and writes row by row. */
function reshaped({ operands, result }: InsideView, { part, row, column }: Pointed): Region {
  const from = part === "result" ? result : operands[0];
  const to = part === "result" ? operands[0] : result;
  const index = row * (from?.columns ?? 1) + column;
  const width = to?.columns ?? 1;
  return { part: part === "result" ? 0 : "result", row: Math.floor(index / width), column: index % width };
}

function reduced({ axis }: InsideView, { part, row, column }: Pointed): Region {
  if (part === "result") return { part: 0, row: axis === 1 ? row : null, column: axis === 0 ? column : null };
  return { part: "result", row: axis === 1 ? row : 0, column: axis === 0 ? column : 0 };
}
