import type { Abstract, ArrayValue, Shape } from "../algebra/abstract";
import { constant, divideExactly, floorDivide, type Size } from "../algebra/size";
import type { Call } from "./call";
import type { Operation } from "./operation";
import { fail } from "./outcome";
import { countUp, pickAxis } from "./picking";
import { row } from "./row";
import { slice } from "./slicing";

// Cutting arrays into parts along an axis.

export function pieces(call: Call, axis: number, even: boolean): Abstract {
  const array = call.shaped("ary");
  if (axis < -array.shape.length || axis >= array.shape.length)
    fail("IndexError", "tuple index out of range");
  const at = axis < 0 ? axis + array.shape.length : axis;
  const size = array.shape[at] ?? constant(1);
  const sections = call.need("indices_or_sections");
  if (sections.kind === "sequence" || (sections.kind === "array" && sections.shape?.length === 1))
    return cutAt(call, array, at, call.sizes(sections, "indices_or_sections"));
  const many = call.index(sections, "indices_or_sections");
  if (many.value !== null && many.value <= 0) {
    if (even && many.value === 0) fail("ZeroDivisionError", "integer modulo by zero");
    fail("ValueError", "number sections must be larger than 0.");
  }
  if (even && size.value !== null && many.value !== null && size.value % many.value !== 0)
    fail("ValueError", "array split does not result in an equal division");
  return evenly(call, array, at, size, many, even);
}

function evenly(
  call: Call,
  array: ArrayValue,
  axis: number,
  size: Size,
  many: Size,
  even: boolean,
): Abstract {
  const shaped = call.withShape(array);
  if (many.value !== null && many.value <= 1000 && (size.value !== null || even)) {
    const total = size.value;
    const items: Abstract[] = [];
    let start = 0;
    for (let each = 0; each < many.value; each++) {
      if (total === null) {
        const length = divideExactly(size, many) ?? floorDivide(size, many) ?? size;
        items.push(pickAxis(shaped, axis, length, null));
        continue;
      }
      const length = Math.floor(total / many.value) + (each < total % many.value ? 1 : 0);
      const from = start;
      items.push(
        pickAxis(
          shaped,
          axis,
          constant(length),
          countUp(constant(length))?.map((index) => from + index) ?? null,
        ),
      );
      start += length;
    }
    return { kind: "sequence", type: "list", items };
  }
  const length = even ? (divideExactly(size, many) ?? floorDivide(size, many) ?? size) : call.fresh("k");
  return { kind: "repeated", type: "list", length: many, item: pickAxis(shaped, axis, length, null) };
}

function cutAt(call: Call, array: ArrayValue, axis: number, cuts: Shape): Abstract {
  const shaped = call.withShape(array);
  const size = shaped.shape[axis] ?? constant(1);
  const none: Abstract = { kind: "none" };
  const ends: Abstract[] = cuts.map((cut) => ({ kind: "int", size: cut }));
  const items = [...ends, none].map((stop, index): Abstract => {
    const start = ends[index - 1] ?? { kind: "int", size: constant(0) };
    const taken = slice(call, size, { kind: "slice", start, stop, step: none });
    const from = taken.start;
    const picks = from === null ? null : (countUp(taken.size)?.map((each) => from + each) ?? null);
    return pickAxis(shaped, axis, taken.size, picks);
  });
  return { kind: "sequence", type: "list", items };
}

export function splitRow(name: string, axis: (ndim: number) => number, least: number): Operation {
  return row(`numpy.${name}`, "ary, indices_or_sections", (call) => {
    const array = call.shaped("ary");
    if (array.shape.length < least)
      fail("ValueError", `${name} only works on arrays of ${least} or more dimensions`);
    return pieces(call, axis(array.shape.length), true);
  });
}
