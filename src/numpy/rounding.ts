import type { Abstract, ArrayValue } from "../algebra/abstract";
import { constant } from "../algebra/size";
import { roundHalfEven } from "./arithmetic";
import type { Call } from "./call";
import { asArray } from "./conversion";
import { type Element, makeArray } from "./elements";
import { findBinary } from "./elementwise";
import type { Outcome } from "./operation";
import { fail, shapeless } from "./outcome";
import { commonShape } from "./selecting";
import { applyBinary, outArray } from "./ufunc";

// Rounding, and keeping within bounds.

export function rounded(call: Call, a: ArrayValue): Abstract | Outcome {
  const kind = a.dtype === "bool" ? "float" : a.dtype;
  if (a.shape === null) return shapeless(kind, a.reason ?? call.unknownArgument("a"));
  const decimals = call.integer("decimals", constant(0)).value;
  if (a.dtype === "bool" && decimals !== null && decimals !== 0)
    fail(
      "UFuncTypeError",
      `Cannot cast ufunc '${decimals > 0 ? "multiply" : "divide"}' output from dtype('float64') to dtype('bool') with casting rule 'same_kind'`,
    );
  const value = makeArray(a.shape, kind, decimals === null ? null : roundedData(a, decimals), {
    scalar: true,
    rounded: a.rounded === true || decimals !== 0,
    integer: decimals !== null && decimals < 0 ? call.fresh("k") : a.integer,
  });
  const out = outArray(call);
  return out === null ? value : { kind: "value", value, mutated: { out: value } };
}

function roundedData(a: ArrayValue, decimals: number): Element[] | null {
  if (
    a.data === undefined ||
    (a.dtype !== "float" && a.dtype !== "int") ||
    (a.dtype === "int" && decimals < 0)
  )
    return null;
  if (a.dtype === "int") return [...a.data];
  if (a.rounded && decimals <= 0) return null;
  const scale = 10 ** Math.abs(decimals);
  return a.data.map((each) => {
    const x = Number(each);
    if (decimals === 0) return roundHalfEven(x);
    return decimals > 0 ? roundHalfEven(x * scale) / scale : roundHalfEven(x / scale) * scale;
  });
}

export function clipped(call: Call, array: string, low: string, high: string): Abstract | Outcome {
  const a = call.array(array);
  if (!call.given(low) && !call.given(high)) fail("ValueError", "One of max or min must be given");
  const out = outArray(call);
  const least = call.given(low) ? call.array(low) : null;
  const most = call.given(high) ? call.array(high) : null;
  const bounds = [least, most].filter((each) => each !== null);
  if (a.shape !== null && bounds.every((each) => each.shape !== null))
    commonShape([a, ...bounds].map((each) => call.withShape(each)));
  const raised = least === null ? a : arrayIn(applyBinary(call, findBinary("maximum"), a, least, null));
  const value =
    most === null ? raised : arrayIn(applyBinary(call, findBinary("minimum"), raised, most, null));
  if (out === null) return { kind: "value", value };
  const kept = makeArray(out.shape ?? value.shape ?? [], out.dtype);
  return { kind: "value", value: kept, mutated: { out: kept } };
}

function arrayIn(outcome: Outcome): ArrayValue {
  if (outcome.kind === "raise") return fail(outcome.raise.exception, outcome.raise.message);
  return asArray(outcome.value);
}
