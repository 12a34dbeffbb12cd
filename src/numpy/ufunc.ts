import type { ArrayValue, DtypeKind, Shape } from "../algebra/abstract";
import type { Reason } from "../algebra/reason";
import { broadcast, broadcastAll, compareShapes, numbers, printShape } from "../algebra/shape";
import { compare, product, type Size, subtract } from "../algebra/size";
import type { Call } from "./call";
import { asArray, notFollowed } from "./conversion";
import { castElements, count, type Element, elementsOf, makeArray, maxElements, stretch } from "./elements";
import type { Notice, Outcome } from "./operation";
import { fail, shapeless } from "./outcome";

/** A function of one element. */
export interface UnaryUfunc {
  readonly name: string;
  readonly kind: (kind: DtypeKind) => DtypeKind;
  /** Null where the value is not followed. */
  readonly compute: ((x: number, kind: DtypeKind) => Element) | null;
  /** The result is right to some 12 digits only, since C libraries differ in the last one. */
  readonly rounded?: boolean;
  /** A small difference in the argument may make a large one in the result: not computed from rounded data. */
  readonly jumps?: boolean;
  readonly integer?: (x: Size) => Size | null;
}

/** A function of two elements, broadcast. */
export interface BinaryUfunc {
  readonly name: string;
  readonly kind: (a: DtypeKind, b: DtypeKind) => DtypeKind;
  readonly compute: ((a: number, b: number, kind: DtypeKind) => Element) | null;
  /** Whether this result may differ from NumPy's in the last digits. */
  readonly rounded?: (a: number, b: number, result: Element, byOperator: boolean) => boolean;
  readonly jumps?: boolean;
  /** Comparisons of rounded numbers that are this near each other cannot be told. */
  readonly compares?: boolean;
  readonly integer?: (a: Size, b: Size) => Size | null;
  /** What reducing nothing gives; null where NumPy raises. */
  readonly identity: number | null;
}

const isNumeric = (kind: DtypeKind) => kind === "bool" || kind === "int" || kind === "float";

/** Applies a function of one element to the parameter `x`, with `out=` and `where=`. */
export function applyUnary(call: Call, ufunc: UnaryUfunc, x: ArrayValue, out: ArrayValue | null): Outcome {
  const kind = forcedKind(call) ?? ufunc.kind(x.dtype);
  if (out !== null) checkCast(call, ufunc.name, kind, out.dtype, x.dtype === "bool");
  if (x.shape === null) return finish(call, shapeless(kind, x.reason ?? notFollowed), out);
  const data = kind === "complex" || call.given("where") ? null : mapOne(ufunc, x);
  const size = kind === "int" && x.integer !== undefined ? ufunc.integer?.(x.integer) : undefined;
  const value = makeArray(x.shape, kind, data && castElements(data, kind), {
    scalar: true,
    rounded: ufunc.rounded === true || x.rounded,
    integer: size ?? (kind === "int" && x.shape.length === 0 ? call.fresh("k") : undefined),
    count: data === null && kind === "bool" ? trueCount(call, ufunc.name, x) : undefined,
  });
  return out === null ? { kind: "value", value } : into(call, [x.shape], value, out);
}

function mapOne(ufunc: UnaryUfunc, x: ArrayValue): Element[] | null {
  const { compute } = ufunc;
  if (compute === null || x.data === undefined || !isNumeric(x.dtype) || (ufunc.jumps && x.rounded))
    return null;
  // Of booleans, NumPy computes in half precision.
  if (x.dtype === "bool" && ufunc.rounded) return null;
  return x.data.map((each) => compute(Number(each), x.dtype));
}

function trueCount(call: Call, name: string, x: ArrayValue): Size | undefined {
  if (x.shape === null || x.shape.length === 0) return undefined;
  if ((name === "invert" || name === "logical_not") && x.count !== undefined)
    return subtract(product(x.shape), x.count);
  return call.fresh("k");
}

/** Applies a function of two elements, with `out=` and `where=`. */
export function applyBinary(
  call: Call,
  ufunc: BinaryUfunc,
  a: ArrayValue,
  b: ArrayValue,
  out: ArrayValue | null,
): Outcome {
  const kind = forcedKind(call) ?? ufunc.kind(a.dtype, b.dtype);
  if (a.shape === null || b.shape === null) {
    const reason: Reason = (a.shape === null ? a.reason : b.reason) ?? notFollowed;
    return finish(call, shapeless(kind, reason), out);
  }
  if (out !== null) checkCast(call, ufunc.name, kind, out.dtype, a.dtype === "bool" && b.dtype === "bool");
  const shape = broadcast(a.shape, b.shape);
  if (shape === null) clash([a.shape, b.shape, ...(out?.shape ? [out.shape] : [])]);
  if (out?.shape) checkRoom([a.shape, b.shape], out.shape);
  const value = combined(call, ufunc, a, b, shape, kind);
  const notice = outerNotice(a.shape, b.shape);
  const outcome: Outcome =
    out === null ? { kind: "value", value } : into(call, [a.shape, b.shape], value, out);
  return notice === null || outcome.kind === "raise" ? outcome : { ...outcome, notice };
}

function combined(
  call: Call,
  ufunc: BinaryUfunc,
  a: ArrayValue,
  b: ArrayValue,
  shape: Shape,
  kind: DtypeKind,
): ArrayValue {
  const byOperator = call.name.startsWith("operator.") && b.shape?.length === 0;
  const computed =
    kind === "complex" || call.given("where") ? null : mapTwo(ufunc, a, b, shape, kind, byOperator);
  const scalarInt = kind === "int" && shape.length === 0;
  const size =
    scalarInt && a.integer !== undefined && b.integer !== undefined
      ? ufunc.integer?.(a.integer, b.integer)
      : undefined;
  return makeArray(shape, kind, computed && castElements(computed.data, kind), {
    scalar: true,
    rounded: computed?.rounded,
    integer: scalarInt ? (size ?? call.fresh("k")) : undefined,
    count: computed === null && kind === "bool" && shape.length > 0 ? call.fresh("k") : undefined,
  });
}

function mapTwo(
  ufunc: BinaryUfunc,
  a: ArrayValue,
  b: ArrayValue,
  shape: Shape,
  kind: DtypeKind,
  byOperator: boolean,
): { data: Element[]; rounded: boolean } | null {
  const { compute } = ufunc;
  const [left, right, dims] = [elementsOf(a), elementsOf(b), numbers(shape)];
  if (compute === null || left === null || right === null || dims === null) return null;
  if (!isNumeric(a.dtype) || !isNumeric(b.dtype) || count(dims) > maxElements) return null;
  if (a.dtype === "bool" && b.dtype === "bool" && kind === "float") return null;
  const fuzzy = a.rounded === true || b.rounded === true;
  if (fuzzy && ufunc.jumps) return null;
  let rounded = fuzzy && !ufunc.compares;
  const others = stretch(right, dims);
  const data: Element[] = [];
  for (const [index, each] of stretch(left, dims).entries()) {
    const [x, y] = [Number(each), Number(others[index])];
    if (fuzzy && ufunc.compares && near(x, y)) return null;
    const result = compute(x, y, kind);
    rounded ||= ufunc.rounded?.(x, y, result, byOperator) ?? false;
    data.push(result);
  }
  return { data, rounded };
}

/** Whether rounding may decide how two numbers compare. */
export function near(x: number, y: number): boolean {
  return Math.abs(x - y) <= 1e-9 * Math.max(Math.abs(x), Math.abs(y), 1e-3);
}

function forcedKind(call: Call): DtypeKind | null {
  return call.dtype("dtype")?.kind ?? null;
}

/** `operands could not be broadcast together`: NumPy lists every operand, and the output where there is one. */
export function clash(shapes: readonly Shape[]): never {
  const list = shapes.map(printShape).join(" ");
  return fail("ValueError", `operands could not be broadcast together with shapes ${list} `);
}

/** From NumPy 1.24 on, `broadcast` names the two arguments that do not fit. */
export function mismatch(shapes: readonly Shape[]): never {
  const text = (shape: Shape) =>
    shape.length === 1 ? `(${shape[0]?.text},)` : `(${shape.map((size) => size.text).join(", ")})`;
  for (let second = 1; second < shapes.length; second++)
    for (let first = 0; first < second; first++) {
      const [a, b] = [shapes[first], shapes[second]];
      if (a !== undefined && b !== undefined && broadcastAll([a, b]) === null)
        fail(
          "ValueError",
          `shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg ${first} with shape ${text(a)} and arg ${second} with shape ${text(b)}.`,
        );
    }
  return clash(shapes);
}

/** Writes a result into the array that was passed for it: the output's sizes are fixed. */
function into(call: Call, operands: readonly Shape[], value: ArrayValue, out: ArrayValue): Outcome {
  if (out.shape === null || value.shape === null) return finish(call, value, out);
  checkRoom(operands, out.shape);
  const exact = compareShapes(value.shape, out.shape) === "equal" ? value.data : undefined;
  const data = exact === undefined || call.given("where") ? null : castElements(exact, out.dtype);
  return finish(call, makeArray(out.shape, out.dtype, data, { rounded: value.rounded }), out);
}

function checkRoom(operands: readonly Shape[], out: Shape): void {
  const all = broadcastAll([...operands, out]);
  if (all === null) clash([...operands, out]);
  if (compareShapes(all, out) === "different" && certainlyLarger(all, out))
    fail(
      "ValueError",
      `non-broadcastable output operand with shape ${printShape(out)} doesn't match the broadcast shape ${printShape(all)}`,
    );
}

/** Named sizes may be one; only a number that is greater than the output's one is sure not to fit. */
function certainlyLarger(all: Shape, out: Shape): boolean {
  if (all.length > out.length) return true;
  return all.some((size, axis) => {
    const room = out[axis];
    return (
      room !== undefined && size.value !== null && room.value !== null && compare(size, room) === "different"
    );
  });
}

const rank: Readonly<Partial<Record<DtypeKind, number>>> = { bool: 0, int: 1, float: 2, complex: 3 };
const usualName: Readonly<Partial<Record<DtypeKind, string>>> = {
  bool: "bool",
  int: "int64",
  float: "float64",
  complex: "complex128",
};

/** A result may be written into an array of its own kind or of a wider one. Two booleans add up to an `int8`. */
function checkCast(call: Call, ufunc: string, from: DtypeKind, to: DtypeKind, ofBooleans: boolean): void {
  const [source, target] = [rank[from], rank[to]];
  if (source === undefined || target === undefined || source <= target || call.given("casting")) return;
  const name = ofBooleans && from === "int" ? "int8" : usualName[from];
  fail(
    "UFuncTypeError",
    `Cannot cast ufunc '${ufunc}' output from dtype('${name}') to dtype('${usualName[to]}') with casting rule 'same_kind'`,
  );
}

function finish(call: Call, value: ArrayValue, out: ArrayValue | null): Outcome {
  if (out === null) return { kind: "value", value };
  const result = out.shape !== null && value.shape === null ? makeArray(out.shape, out.dtype) : value;
  const parameter = call.given("out") ? "out" : "a";
  return { kind: "value", value: result, mutated: { [parameter]: result } };
}

/** The array passed as `out=`, if any. A tuple of one is as good. */
export function outArray(call: Call): ArrayValue | null {
  const out = call.get("out");
  if (out === undefined || out.kind === "none") return null;
  const only = out.kind === "sequence" ? out.items[0] : out;
  if (only === undefined || only.kind === "none") return null;
  if (only.kind !== "array" && only.kind !== "unknown")
    fail("TypeError", "return arrays must be of ArrayType");
  return asArray(only);
}

/** `(m,1)` with `(m,)`: the column and the row grow into a matrix. */
function outerNotice(a: Shape, b: Shape): Notice | null {
  return columnAndRow(a, b) || columnAndRow(b, a) ? { kind: "outer-broadcast" } : null;
}

function columnAndRow(column: Shape, row: Shape): boolean {
  const [m, one] = column;
  const [n] = row;
  if (column.length !== 2 || row.length !== 1 || m === undefined || one === undefined || n === undefined)
    return false;
  return one.value === 1 && m.value !== 1 && n.value !== 1 && compare(m, n) !== "different";
}
