import type { Abstract, ArrayValue, DtypeKind, Shape } from "../algebra/abstract";
import { broadcast, broadcastAll, numbers, printShape } from "../algebra/shape";
import { compare, constant, product, type Size } from "../algebra/size";
import type { Call, ShapedArray } from "./call";
import { asArray, promoteAll, promoteKinds } from "./conversion";
import {
  castElements,
  count,
  type Element,
  elementsOf,
  makeArray,
  maxElements,
  stretch,
  visit,
} from "./elements";
import { grid, meshed, openMesh, triangle, unraveled } from "./grids";
import { getItem, setItem, withoutOnes } from "./indexing";
import type { Operation, Outcome } from "./operation";
import { fail, giveUp, shapeless, tupleOf } from "./outcome";
import { countUp, flattenedArray, nonzeroCount, pickAxis } from "./picking";

import { forgotten, method, row } from "./row";
import { withSizes } from "./shaping";
import { clash } from "./ufunc";

/** The index tuples of the elements that are not zero. */
function nonzeroTuples(array: ArrayValue): number[][] | null {
  const known = elementsOf(array);
  if (known === null || array.rounded) return null;
  const tuples: number[][] = [];
  let at = 0;
  visit(known.dims, (index) => {
    if (Number(known.data[at]) !== 0) tuples.push([...index]);
    at++;
  });
  return tuples;
}

function nonzero(call: Call, array: ArrayValue): Abstract {
  const shaped = call.withShape(array);
  const source = shaped.shape.length === 0 ? call.withShape(withSizes(shaped, [constant(1)])) : shaped;
  const many = nonzeroCount(call, source);
  const tuples = nonzeroTuples(source);
  return tupleOf(
    ...source.shape.map((_, axis) =>
      makeArray(
        [many],
        "int",
        tuples?.map((tuple) => tuple[axis] ?? 0),
      ),
    ),
  );
}

/** The common shape of several operands. */
export function commonShape(operands: readonly ShapedArray[]): Shape {
  const shapes = operands.map((operand) => operand.shape);
  return broadcastAll(shapes) ?? clash(shapes);
}

function where(call: Call): Abstract {
  const condition = part(call, "condition");
  const [x, y] = [call.get("x"), call.get("y")];
  if (x === undefined && y === undefined) return nonzero(call, condition);
  if (x === undefined || y === undefined)
    fail("ValueError", "either both or neither of x and y should be given");
  const choices = [part(call, "x"), part(call, "y")];
  const kind = promoteAll(choices);
  const lost = [condition, ...choices].find((each) => each.shape === null);
  if (lost !== undefined) return shapeless(kind, lost.reason ?? call.unknownArgument("x"));
  const operands = [condition, ...choices].map((each) => call.withShape(each));
  const shape = commonShape(operands);
  const rounded = choices.some((each) => each.rounded);
  return makeArray(shape, kind, chosen(operands, shape, kind), {
    rounded,
    integer: kind === "int" ? call.fresh("k") : undefined,
    count: kind === "bool" ? call.fresh("k") : undefined,
  });
}

function part(call: Call, parameter: string): ArrayValue {
  return call.array(parameter);
}

function chosen(operands: readonly ShapedArray[], shape: Shape, kind: DtypeKind): Element[] | null {
  const dims = numbers(shape);
  if (dims === null || count(dims) > maxElements) return null;
  const wide: (readonly Element[])[] = [];
  for (const operand of operands) {
    const known = elementsOf(operand);
    if (known === null) return null;
    wide.push(stretch(known, dims));
  }
  const [condition, x, y] = wide;
  if (operands[0]?.rounded || condition === undefined) return null;
  const data = condition.map((each, at) => (Number(each) !== 0 ? x?.[at] : y?.[at]) ?? Number.NaN);
  return castElements(data, kind);
}

// ------------------------------------------------------------------------------------------------ take

function take(call: Call): Abstract {
  const array = call.shaped("a");
  const indices = call.shaped("indices");
  if (indices.dtype === "float" && product(indices.shape).value !== 0)
    fail(
      "TypeError",
      "Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'",
    );
  const axis = call.axis("axis", array.shape.length);
  const source = axis === null ? flattenedArray(call, array) : array;
  const at = axis ?? 0;
  const size = source.shape[at] ?? constant(1);
  const wraps = call.text("mode", "raise") !== "raise";
  const picks = wraps ? null : takenAt(indices, size, at, axis === null);
  const flat = pickAxis(source, at, product(indices.shape), picks);
  const shape = [...source.shape.slice(0, at), ...indices.shape, ...source.shape.slice(at + 1)];
  return makeArray(shape, array.dtype, flat.data, {
    rounded: array.rounded,
    scalar: shape.length === 0,
    integer: call.fresh("k"),
  });
}

function takenAt(indices: ArrayValue, size: Size, axis: number, flat: boolean): number[] | null {
  if (indices.data === undefined || size.value === null) return null;
  const length = size.value;
  return indices.data.map((index) => {
    const each = Number(index);
    if (each < -length || each >= length) {
      if (length === 0) fail("IndexError", "cannot do a non-empty take from an empty axes.");
      fail(
        "IndexError",
        `index ${each} is out of bounds for ${flat ? "" : ""}axis ${axis} with size ${length}`,
      );
    }
    return each < 0 ? each + length : each;
  });
}

function takeAlong(call: Call): Abstract {
  const array = call.shaped("arr");
  const indices = call.shaped("indices");
  if (indices.dtype === "float") fail("IndexError", "`indices` must be an integer array");
  const axis = call.axis("axis", array.shape.length);
  if (axis === null) return makeArray(indices.shape, array.dtype);
  if (array.shape.length !== indices.shape.length)
    fail("ValueError", "`indices` and `arr` must have the same number of dimensions");
  const shape = array.shape.map((size, each) => {
    const other = indices.shape[each] ?? size;
    if (each === axis) return other;
    const common = broadcast([size], [other])?.[0];
    return common ?? giveUp("raised", "IndexError", "shape mismatch: indexing arrays could not be broadcast");
  });
  return makeArray(shape, array.dtype);
}

function compress(call: Call, array: ArrayValue): Abstract {
  const mask = call.shaped("condition");
  if (mask.shape.length !== 1) fail("ValueError", "condition must be a 1-d array");
  const source = call.given("axis") ? call.withShape(array) : flattenedArray(call, array);
  const axis = call.axis("axis", source.shape.length) ?? 0;
  return pickAxis(source, axis, nonzeroCount(call, mask), null);
}

function selectRule(call: Call): Abstract {
  const listed = (parameter: string) => {
    const value = call.need(parameter);
    return value.kind === "sequence"
      ? value.items.map((item) => call.withShape(asArray(item)))
      : giveUp("unknown-argument", call.name, parameter);
  };
  const [conditions, choices] = [listed("condlist"), listed("choicelist")];
  if (conditions.length !== choices.length)
    fail("ValueError", "list of cases must be same length as list of conditions");
  const shape = commonShape([...conditions, ...choices]);
  const fallback: DtypeKind = call.get("default") === undefined ? "int" : call.array("default").dtype;
  return makeArray(shape, promoteKinds([...choices.map((each) => each.dtype), fallback]));
}

// ------------------------------------------------------------------------------------------------ writing

function mutates(parameter: string): (call: Call) => Outcome {
  return (call) => ({
    kind: "value",
    value: { kind: "none" },
    mutated: { [parameter]: forgotten(call.array(parameter)) },
  });
}

/** `np.add.at(a, indices, b)`: as `a[indices] += b`, but each index counts as often as it occurs. */
export function atRule(call: Call): Outcome {
  const array = call.array("a");
  const given = call.get("b");
  if (array.shape !== null) {
    const selected = getItem(call, array, call.need("indices"));
    const value = given === undefined ? null : asArray(given);
    if (value !== null && value.shape !== null && selected.shape !== null)
      checkAt(value.shape, selected.shape);
  }
  return { kind: "value", value: { kind: "none" }, mutated: { a: forgotten(array) } };
}

function checkAt(value: Shape, target: Shape): void {
  const common = broadcast(value, target);
  const certain =
    common === null ||
    common.some((size, axis) => {
      const own = target[axis - (common.length - target.length)];
      return (
        own === undefined || (size.value !== null && own.value !== null && compare(size, own) === "different")
      );
    });
  if (certain) fail("ValueError", `array is not broadcastable to correct shape`);
}

const nonzeroRow = row("numpy.nonzero", "a", (call) => nonzero(call, call.array("a")));
const takeRow = row("numpy.take", "a, indices, axis=None, out=None, mode='raise'", take);

export const selecting: readonly Operation[] = [
  nonzeroRow,
  method(nonzeroRow),
  row("numpy.flatnonzero", "a", (call) => {
    const flat = flattenedArray(call, call.array("a"));
    const many = nonzeroCount(call, call.array("a"));
    return makeArray(
      [many],
      "int",
      nonzeroTuples(flat)?.map(([index]) => index ?? 0),
    );
  }),
  row("numpy.argwhere", "a", (call) => {
    const array = call.shaped("a");
    const many = nonzeroCount(call, array);
    return makeArray([many, constant(array.shape.length)], "int", nonzeroTuples(array)?.flat());
  }),
  row("numpy.where", "condition, x=None, y=None", where),
  takeRow,
  method(takeRow),
  row("numpy.take_along_axis", "arr, indices, axis", takeAlong),
  row("numpy.compress", "condition, a, axis=None, out=None", (call) => compress(call, call.array("a"))),
  row("ndarray.compress", "self, condition, axis=None, out=None", (call) =>
    compress(call, call.array("self")),
  ),
  row("numpy.extract", "condition, arr", (call) => {
    const array = call.array("arr");
    return makeArray([nonzeroCount(call, call.array("condition"))], array.dtype);
  }),
  row("numpy.select", "condlist, choicelist, default=0", selectRule),
  row("numpy.piecewise", "x, condlist, funclist, *args, **kw", (call) => {
    const x = call.shaped("x");
    return makeArray(x.shape, x.dtype);
  }),
  row("numpy.choose", "a, choices, out=None, mode='raise'", (call) => {
    const a = call.shaped("a");
    const value = call.need("choices");
    if (value.kind !== "sequence") return giveUp("unknown-argument", call.name, "choices");
    const choices = value.items.map((item) => call.withShape(asArray(item)));
    const shapes = [a, ...choices].map((each) => each.shape);
    const shape = broadcastAll(shapes);
    if (shape === null) fail("ValueError", "shape mismatch: objects cannot be broadcast to a single shape");
    return makeArray(shape, promoteAll(choices), null, {
      scalar: true,
      integer: call.fresh("k"),
    });
  }),
  row("numpy.ix_", "*args", openMesh),
  row("numpy.meshgrid", "*xi, copy=True, sparse=False, indexing='xy'", meshed),
  row("numpy.mgrid.getitem", "index", (call) => grid(call, false)),
  row("numpy.ogrid.getitem", "index", (call) => grid(call, true)),
  row("numpy.s_.getitem", "index", (call) => call.need("index")),
  row("numpy.index_exp.getitem", "index", (call) => {
    const index = call.need("index");
    return index.kind === "sequence" && index.type === "tuple" ? index : tupleOf(index);
  }),
  row("numpy.indices", "dimensions, dtype=int, sparse=False", (call) => {
    const sizes = call.sizes(call.need("dimensions"), "dimensions");
    return makeArray([constant(sizes.length), ...sizes], call.dtype()?.kind ?? "int");
  }),
  row("numpy.unravel_index", "indices, shape, order='C'", unraveled),
  row("numpy.ravel_multi_index", "multi_index, dims, mode='raise', order='C'", (call) => {
    const value = call.need("multi_index");
    if (value.kind !== "sequence") return giveUp("unknown-argument", call.name, "multi_index");
    const shape = commonShape(value.items.map((item) => call.withShape(asArray(item))));
    return makeArray(shape, "int", null, { scalar: true, integer: call.fresh("k") });
  }),
  row("numpy.triu_indices", "n, k=0, m=None", (call) => triangle(call, true)),
  row("numpy.tril_indices", "n, k=0, m=None", (call) => triangle(call, false)),
  row("numpy.diag_indices", "n, ndim=2", (call) => {
    const n = call.integer("n");
    return tupleOf(
      ...Array.from({ length: call.fewAxes(call.number("ndim", 2)) }, () =>
        makeArray([n], "int", countUp(n)),
      ),
    );
  }),
  row("numpy.put", "a, ind, v, mode='raise'", mutates("a")),
  row("numpy.putmask", "a, mask, values", mutates("a")),
  row("numpy.place", "arr, mask, vals", mutates("arr")),
  row("numpy.put_along_axis", "arr, indices, values, axis", mutates("arr")),
  row("numpy.fill_diagonal", "a, val, wrap=False", (call) => {
    const array = call.array("a");
    if (array.shape !== null && array.shape.length < 2) fail("ValueError", "array must be at least 2-d");
    return mutates("a")(call);
  }),
  row("numpy.copyto", "dst, src, casting='same_kind', where=True", (call) => {
    const [target, source] = [call.array("dst"), call.array("src")];
    if (target.shape !== null && source.shape !== null) checkCopy(source.shape, target.shape);
    return mutates("dst")(call);
  }),
  row("ndarray.fill", "self, value", (call) => {
    const all: Abstract = { kind: "ellipsis" };
    const self = setItem(call, call.array("self"), all, call.need("value"));
    return { kind: "value", value: { kind: "none" }, mutated: { self } };
  }),
];

function checkCopy(source: Shape, target: Shape): void {
  const surplus = source.length - target.length;
  const bad = source.some((size, axis) => {
    const room = target[axis - surplus];
    if (size.value === 1 || size.value === null) return false;
    return room === undefined || (room.value !== null && size.value !== room.value);
  });
  if (bad)
    fail(
      "ValueError",
      `could not broadcast input array from shape ${printShape(withoutOnes(source, target.length))} into shape ${printShape(target)}`,
    );
}
