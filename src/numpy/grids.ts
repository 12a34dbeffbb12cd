import type { Abstract, DtypeKind } from "../algebra/abstract";
import { numbers } from "../algebra/shape";
import { constant, type Size } from "../algebra/size";
import type { Call } from "./call";
import { asArray } from "./conversion";
import { count, elementsOf, makeArray, maxElements, stretch } from "./elements";
import { fail, giveUp, tupleOf } from "./outcome";
import { countUp, flattenedArray, nonzeroCount } from "./picking";
import { withSizes } from "./shaping";

// What makes indices and grids of coordinates.

export function openMesh(call: Call): Abstract {
  const many = call.rest.length;
  return tupleOf(
    ...call.rest.map((value, axis) => {
      const array = call.withShape(asArray(value));
      if (array.shape.length !== 1) fail("ValueError", "Cross index must be 1 dimensional");
      const size = array.dtype === "bool" ? nonzeroCount(call, array) : (array.shape[0] ?? constant(1));
      const shape = Array.from({ length: many }, (_, each) => (each === axis ? size : constant(1)));
      return makeArray(
        shape,
        array.dtype === "bool" ? "int" : array.dtype,
        array.dtype === "bool" ? null : array.data,
      );
    }),
  );
}

export function meshed(call: Call): Abstract {
  const arrays = call.rest.map((value) => flattenedArray(call, asArray(value)));
  const xy = call.text("indexing", "xy");
  if (xy !== "xy" && xy !== "ij") fail("ValueError", "Valid values for `indexing` are 'xy' and 'ij'.");
  const sparse = call.flag("sparse", false);
  const place = (index: number) => (xy === "xy" && index < 2 && arrays.length > 1 ? 1 - index : index);
  const full: Size[] = arrays.map(() => constant(1));
  for (const [index, array] of arrays.entries()) full[place(index)] = array.shape[0] ?? constant(1);
  const items = arrays.map((array, index) => {
    const own = full.map((size, axis) => (axis === place(index) ? size : constant(1)));
    const dims = numbers(full);
    const known = elementsOf(withSizes(array, own));
    const wide =
      !sparse && known !== null && dims !== null && count(dims) <= maxElements ? stretch(known, dims) : null;
    return makeArray(sparse ? own : full, array.dtype, sparse ? array.data : wide, {
      rounded: array.rounded,
    });
  });
  return { kind: "sequence", type: "list", items };
}

/** `np.mgrid[…]` and `np.ogrid[…]`. */
export function grid(call: Call, open: boolean): Abstract {
  const index = call.need("index");
  const items = index.kind === "sequence" ? index.items : [index];
  const lengths = items.map((item) => gridLength(call, item));
  const sizes = open ? lengths.map(notNegative) : lengths;
  if (!open && index.kind === "sequence" && sizes.some((size) => size.value !== null && size.value < 0))
    fail("ValueError", "negative dimensions are not allowed");
  const whole = items.every(
    (item) => item.kind === "slice" && [item.start, item.stop, item.step].every(isWhole),
  );
  const kind: DtypeKind = whole ? "int" : "float";
  if (index.kind !== "sequence") return makeArray(sizes.map(notNegative), kind);
  if (!open) return makeArray([constant(items.length), ...sizes], kind);
  const arrays = sizes.map((size, axis) =>
    makeArray(
      sizes.map((_, each) => (each === axis ? size : constant(1))),
      kind,
    ),
  );
  return { kind: "sequence", type: "list", items: arrays };
}

const notNegative = (size: Size) => (size.value !== null && size.value < 0 ? constant(0) : size);

const isWhole = (value: Abstract) => value.kind === "int" || value.kind === "none";

function gridLength(call: Call, item: Abstract): Size {
  if (item.kind !== "slice") return giveUp("unknown-argument", call.name, "index");
  if (item.step.kind === "complex")
    return item.step.imaginary === undefined
      ? call.fresh("n")
      : constant(Math.trunc(Math.abs(item.step.imaginary)));
  const real = (value: Abstract, otherwise: number) =>
    value.kind === "none"
      ? otherwise
      : value.kind === "int"
        ? value.size.value
        : value.kind === "float"
          ? value.value
          : null;
  const [start, stop, step] = [real(item.start, 0), real(item.stop, 0), real(item.step, 1)];
  if (start !== null && stop !== null && step !== null) return constant(Math.ceil((stop - start) / step));
  if (item.stop.kind === "int" && start === 0 && step === 1) return item.stop.size;
  return call.fresh("n");
}

export function unraveled(call: Call): Abstract {
  const indices = call.array("indices");
  const shape = call.sizes(call.need("shape"), "shape");
  const dims = numbers(shape);
  const total = dims === null ? null : count(dims);
  const at = indices.data?.map(Number);
  if (at !== undefined && total !== null)
    for (const index of at)
      if (index < 0 || index >= total)
        fail("ValueError", `index ${index} is out of bounds for array with size ${total}`);
  const scalar = indices.shape?.length === 0;
  return tupleOf(
    ...shape.map((_, axis) => {
      const step = dims === null ? null : count(dims.slice(axis + 1));
      const size = dims?.[axis];
      const data =
        at !== undefined && step !== null && size !== undefined
          ? at.map((each) => Math.floor(each / step) % size)
          : null;
      return makeArray(indices.shape ?? [], "int", data, { scalar, integer: call.fresh("k") });
    }),
  );
}

export function triangle(call: Call, upper: boolean): Abstract {
  const n = call.integer("n");
  const m = call.integer("m", n);
  const k = call.integer("k", constant(0)).value;
  const [rows, columns] = [countUp(n), countUp(m)];
  if (rows === null || columns === null || k === null) {
    const many = call.fresh("k");
    return tupleOf(makeArray([many], "int"), makeArray([many], "int"));
  }
  const inside = (i: number, j: number) => (upper ? j - i >= k : j - i <= k);
  const pairs = rows.flatMap((i) => columns.filter((j) => inside(i, j)).map((j) => [i, j] as const));
  const size = constant(pairs.length);
  return tupleOf(
    makeArray(
      [size],
      "int",
      pairs.map(([i]) => i),
    ),
    makeArray(
      [size],
      "int",
      pairs.map(([, j]) => j),
    ),
  );
}
