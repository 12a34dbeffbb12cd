import type { Abstract, DtypeKind } from "../algebra/abstract";
import { add, compare, constant, maximum, minimum, subtract } from "../algebra/size";
import { type Call, normalizeAxis } from "./call";
import { promote } from "./conversion";
import { makeArray } from "./elements";
import { fail, giveUp } from "./outcome";
import { withAtLeast } from "./rearranging";
import { reducedShape } from "./reduction";

const toFloat = (kind: DtypeKind): DtypeKind => (kind === "bool" || kind === "int" ? "float" : kind);

// Functions of sampled signals.

export function convolved(call: Call, otherwise: string): Abstract {
  const [a, v] = [withAtLeast(1, call.array("a")), withAtLeast(1, call.array("v"))].map((each) =>
    call.withShape(each),
  );
  if (a === undefined || v === undefined) return giveUp("unknown-argument", call.name, "a");
  const verb = call.shortName === "convolve";
  if (!verb && [call.array("a"), call.array("v")].some((each) => each.shape?.length === 0))
    fail("ValueError", "object of too small depth for desired array");
  const deep = a.shape.length > 1 || v.shape.length > 1;
  if (deep) fail("ValueError", "object too deep for desired array");
  const [n, m] = [a.shape[0] ?? constant(1), v.shape[0] ?? constant(1)];
  const turned = verb && n.value !== null && m.value !== null && m.value > n.value;
  for (const [size, name] of [
    [turned ? m : n, verb ? "a" : "first array argument"],
    [turned ? n : m, verb ? "v" : "second array argument"],
  ] as const)
    if (size.value === 0) fail("ValueError", `${name} cannot be empty`);
  const mode = call.text("mode", otherwise);
  const kind = promote(a.dtype, v.dtype);
  const one = constant(1);
  if (mode === "same") return makeArray([maximum(n, m)], kind);
  if (mode === "valid") return makeArray([add(subtract(maximum(n, m), minimum(n, m)), one)], kind);
  return makeArray([subtract(add(n, m), one)], kind);
}

export function interpolated(call: Call): Abstract {
  const x = call.shaped("x");
  const [xp, fp] = [call.shaped("xp"), call.shaped("fp")];
  const [first, second] = [xp.shape[0], fp.shape[0]];
  if (first !== undefined && second !== undefined && compare(first, second) === "different")
    fail("ValueError", "fp and xp are not of the same length.");
  return makeArray(x.shape, fp.dtype === "complex" ? "complex" : "float", null, { scalar: true });
}

export function trapezoid(call: Call): Abstract {
  const y = call.shaped("y");
  const axis = normalizeAxis(call.number("axis", -1), y.shape.length);
  return makeArray(reducedShape(y.shape, [axis], false), toFloat(y.dtype), null, { scalar: true });
}
