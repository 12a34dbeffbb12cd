import type { Abstract, ArrayValue, Shape } from "../algebra/abstract";
import { add, compare, constant, multiply, type Size } from "../algebra/size";
import type { Call, ShapedArray } from "./call";
import { makeArray, maxElements } from "./elements";
import { fail, giveUp, shapeless } from "./outcome";
import { countUp, flattenedArray, pickAxis } from "./picking";
import { withSizes } from "./shaping";

const one = constant(1);

// What makes arrays larger: copies of their elements, and margins.

export function tiled(call: Call): Abstract {
  const array = call.shaped("A");
  const reps = call.sizes(call.need("reps"), "reps");
  const ndim = Math.max(reps.length, array.shape.length);
  const fill = (sizes: Shape) => [...Array.from({ length: ndim - sizes.length }, () => one), ...sizes];
  const wide = withSizes(array, fill(array.shape));
  return fill(reps).reduce((each: ShapedArray, times, axis) => {
    const own = each.shape[axis] ?? one;
    const picks = countUp(own);
    const many = times.value;
    const all =
      picks === null || many === null || many > maxElements || picks.length * many > maxElements
        ? null
        : Array.from({ length: Math.max(0, many) }, () => picks).flat();
    return pickAxis(each, axis, multiply(own, times), all);
  }, call.withShape(wide));
}

export function repeatedAlong(call: Call): Abstract {
  const array = call.array("a");
  const given = call.array("repeats");
  if (array.shape === null && call.given("axis"))
    return shapeless(array.dtype, array.reason ?? call.unknownArgument("a"));
  const flat = !call.given("axis") || array.shape?.length === 0;
  const shaped = flat ? flattenedArray(call, array) : call.withShape(array);
  const axis = call.axis("axis", shaped.shape.length) ?? 0;
  const size = shaped.shape[axis] ?? one;
  if (given.dtype === "float")
    fail(
      "TypeError",
      "Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'",
    );
  const single = given.shape?.length === 0 || (given.shape?.length === 1 && given.shape[0]?.value === 1);
  if (single) {
    const times =
      given.shape?.length === 0
        ? (given.integer ?? call.fresh("k"))
        : constant(Number(given.data?.[0] ?? Number.NaN));
    if (Number.isNaN(times.value)) return pickAxis(shaped, axis, call.fresh("k"), null);
    if (times.value !== null && times.value < 0)
      fail("ValueError", "repeats may not contain negative values.");
    const picks =
      (size.value ?? 0) * (times.value ?? 0) > maxElements
        ? null
        : (countUp(size)?.flatMap((index) => Array.from({ length: times.value ?? 0 }, () => index)) ?? null);
    return pickAxis(shaped, axis, multiply(size, times), times.value === null ? null : picks);
  }
  return repeatedUnevenly(call, shaped, axis, given);
}

function repeatedUnevenly(call: Call, shaped: ShapedArray, axis: number, given: ArrayValue): Abstract {
  const size = shaped.shape[axis] ?? one;
  const [many] = given.shape ?? [];
  if (given.shape !== null && given.shape.length > 1) fail("ValueError", "object too deep for desired array");
  if (many !== undefined && compare(many, size) === "different")
    fail("ValueError", `operands could not be broadcast together with shape (${size.text},) (${many.text},)`);
  if (given.data?.some((times) => Number(times) < 0))
    fail("ValueError", "repeats may not contain negative values.");
  const total = given.data?.reduce((sum: number, times) => sum + Number(times), 0);
  if (total !== undefined && total > maxElements) return pickAxis(shaped, axis, constant(total), null);
  const picks = given.data?.flatMap((times, index) => Array.from({ length: Number(times) }, () => index));
  return pickAxis(
    shaped,
    axis,
    picks === undefined ? call.fresh("k") : constant(picks.length),
    picks ?? null,
  );
}

/** Pairs of widths for each axis, from NumPy's several ways to say it. */
function padWidths(call: Call, ndim: number): [Size, Size][] {
  const value = call.need("pad_width");
  const bad = (): never => fail("TypeError", "`pad_width` must be of integral type.");
  const both = (item: Abstract): [Size, Size] => {
    const sizes = item.kind === "float" ? bad() : call.sizes(item, "pad_width");
    const [before, after] = sizes;
    if (before === undefined || sizes.length > 2) return giveUp("unknown-argument", call.name, "pad_width");
    return [before, after ?? before];
  };
  if (value.kind !== "sequence" || value.items.every((item) => item.kind === "int"))
    return Array.from({ length: ndim }, () => both(value));
  const pairs = value.items.map(both);
  const [first] = pairs;
  if (pairs.length === 1 && first !== undefined) return Array.from({ length: ndim }, () => first);
  if (pairs.length !== ndim)
    fail(
      "ValueError",
      `operands could not be broadcast together with remapped shapes [original->remapped]: (${pairs.length},2)  and requested shape (${ndim},2)`,
    );
  return pairs;
}

export function padded(call: Call): Abstract {
  const array = call.shaped("array");
  const widths = padWidths(call, array.shape.length);
  for (const width of widths.flat())
    if (width.value !== null && width.value < 0) fail("ValueError", "index can't contain negative values");
  const shape = array.shape.map((size, axis) => {
    const [before, after] = widths[axis] ?? [constant(0), constant(0)];
    return add(size, add(before, after));
  });
  return makeArray(shape, array.dtype);
}
