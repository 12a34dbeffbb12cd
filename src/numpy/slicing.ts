import type { Abstract } from "../algebra/abstract";
import { add, constant, floorDivide, minimum, negate, type Size, subtract } from "../algebra/size";
import type { Call } from "./call";
import { fail, giveUpFor } from "./outcome";

/** What a slice takes of an axis: how many, and where they are when the numbers are known. */
interface Taken {
  readonly size: Size;
  readonly start: number | null;
  readonly step: number;
}

type Slice = Extract<Abstract, { kind: "slice" }>;

/** An end of a slice as a size; null for None. */
function bound(call: Call, value: Abstract): Size | null {
  switch (value.kind) {
    case "none":
      return null;
    case "int":
    case "bool":
      return call.index(value, "index");
    case "array":
      if (value.shape === null || value.dtype === "unknown")
        return giveUpFor(value.reason ?? call.unknownArgument("index"));
      if (value.shape.length === 0 && value.dtype === "int") return call.index(value, "index");
      if (value.dtype === "int" && value.shape.length > 0)
        return fail("TypeError", "only integer scalar arrays can be converted to a scalar index");
      return badBound();
    case "unknown":
      return call.fresh("k");
    case "object":
      return giveUpFor(call.unknownArgument("index"));
    default:
      return badBound();
  }
}

function badBound(): never {
  return fail("TypeError", "slice indices must be integers or None or have an __index__ method");
}

/** Applies a slice to an axis of n. */
export function slice(call: Call, n: Size, index: Slice): Taken {
  const [start, stop, by] = [index.start, index.stop, index.step].map((each) => bound(call, each));
  const step = by === null || by === undefined ? 1 : by.value;
  if (step === 0) fail("ValueError", "slice step cannot be zero");
  if (step === null) return { size: call.fresh("k"), start: null, step: 1 };
  const known = exactly(n, start ?? null, stop ?? null, step);
  if (known !== null) return known;
  return { size: named(call, n, start ?? null, stop ?? null, step), start: null, step };
}

/** Python's `slice.indices` for numbers; null where one is a name. */
function exactly(n: Size, start: Size | null, stop: Size | null, step: number): Taken | null {
  if (n.value === null || start?.value === null || stop?.value === null) return null;
  const length = n.value;
  const [least, most] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (size: Size | null, otherwise: number): number => {
    if (size === null || size.value === null) return otherwise;
    const from = size.value < 0 ? size.value + length : size.value;
    return Math.min(Math.max(from, least), most);
  };
  const first = clamp(start, step > 0 ? least : most);
  const last = clamp(stop, step > 0 ? most : least);
  const many = Math.max(0, Math.ceil((last - first) / step));
  const whole = start === null && stop === null && Math.abs(step) === 1;
  return { size: whole ? n : constant(many), start: first, step };
}

/**
 * With names among the sizes, the ends of a slice are taken to lie within the axis in that the start does not pass the
 * end, and that an end which is a name (`x[:split]`) is not past the axis. A number may be: `x[:10]` of m rows has
 * min(10, m), and the mini-batch `x[i:i + 32]` has min(32, m - i).
 */
function named(call: Call, n: Size, start: Size | null, stop: Size | null, step: number): Size {
  if (start === null && stop === null && step === 1) return n;
  if (step < 0) {
    if (start !== null || stop !== null) return call.fresh("k");
    return stepped(call, n, -step);
  }
  const first = start === null ? constant(0) : isNegative(start) ? add(n, start) : start;
  if (start !== null && isNegative(start) && stop === null)
    return stepped(call, start.value === null ? negate(start) : minimum(negate(start), n), step);
  // From a number before the end to a place that is not the end: whether it begins inside the axis is not known.
  if (start !== null && isNegative(start) && start.value !== null && stop !== null && n.value === null)
    return call.fresh("k");
  const room = subtract(n, first);
  if (stop === null) return stepped(call, room, step);
  if (isNegative(stop)) return stepped(call, subtract(add(n, stop), first), step);
  const length = subtract(stop, first);
  const single = first.value === null || first.value === 0 ? 1 : 0;
  if (length.value !== null && length.value <= single) return constant(Math.max(0, length.value));
  if (start === null && stop.value === null) return stepped(call, stop, step);
  return stepped(
    call,
    length.value === null && stop.value === null && !grows(length) ? length : minimum(length, room),
    step,
  );
}

/** Whether a length is one name or number, as the `b` of `x[i:i + b]` is: a batch, of which the last may be smaller. */
function grows(length: Size): boolean {
  return length.terms.length === 1 && (length.terms[0]?.coefficient ?? 0) > 0;
}

function stepped(call: Call, length: Size, step: number): Size {
  if (length.value !== null && length.value < 0) return constant(0);
  if (step === 1) return length;
  return floorDivide(add(length, constant(step - 1)), constant(step)) ?? call.fresh("k");
}

/** Whether an index counts from the end: a negative number, or the negative of names. */
export function isNegative(size: Size): boolean {
  return size.terms.length > 0 && size.terms.every((term) => term.coefficient < 0);
}
