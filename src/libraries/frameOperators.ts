import type { DtypeKind } from "../algebra/abstract";
import { fn, type LibraryFunction } from "../domains/library";
import { makeFrame, makeSeries, readFrame, readSeries } from "./frame";
import { lost, ownFrame, withKind } from "./frameMembers";

// Arithmetic and comparisons of frames and series.

const arithmetic = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow"];
const comparisons = ["lt", "le", "gt", "ge", "eq", "ne"];
const logical = ["and", "or", "xor"];

function combinedKind(operator: string, a: DtypeKind, b: DtypeKind): DtypeKind {
  if (comparisons.includes(operator)) return "bool";
  if (operator === "truediv") return a === "object" ? "object" : "float";
  if (a === "int" && b === "int") return "int";
  if (a === "bool" && b === "bool") return "bool";
  return a === "object" || b === "object" ? "object" : a === "unknown" ? "unknown" : "float";
}

export function operators(): Record<string, LibraryFunction> {
  const methods: Record<string, LibraryFunction> = {};
  for (const operator of [...arithmetic, ...comparisons, ...logical]) {
    const body = fn("other", (call) => {
      const other = call.shapeOf(call.arg("other"));
      const frame = ownFrame(call);
      if (frame !== null)
        return makeFrame(call, withKind(frame, combinedKind(operator, frame.dtype, other.dtype)));
      const wider = readFrame(call, call.arg("other"));
      const series = readSeries(call, call.self);
      if (wider !== null)
        return makeFrame(call, withKind(wider, combinedKind(operator, wider.dtype, wider.dtype)));
      return series === null
        ? lost(call)
        : makeSeries(call, series.rows, combinedKind(operator, series.dtype, other.dtype));
    });
    methods[`__${operator}__`] = body;
    if (!comparisons.includes(operator)) methods[`__r${operator}__`] = body;
  }
  const same = fn("", (call) => call.self);
  return { ...methods, __neg__: same, __pos__: same, __invert__: same, __abs__: same };
}
