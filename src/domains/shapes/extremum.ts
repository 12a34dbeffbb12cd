import type { DtypeKind } from "../../algebra/abstract";
import { scalarOf } from "./arguments";
import {
  contentOf,
  datum,
  type ShapeDatum,
  type ShapeMachine,
  type ShapeSite,
  type ShapeValue,
  sizeOf,
} from "./datum";
import { scalarExtremum } from "./scalars";

/** `min` or `max` of numbers, sizes, or what else there is. */
export function extremumOf(
  machine: ShapeMachine,
  name: "min" | "max",
  values: readonly ShapeDatum[],
  site: ShapeSite,
): ShapeValue {
  const scalars = values.flatMap((each) => scalarOf(each) ?? []);
  if (scalars.length === values.length) return scalarExtremum(name, scalars);
  const sizes = values.flatMap((each) => sizeOf(each) ?? []);
  if (sizes.length === values.length) {
    const best = scalarExtremum(
      name,
      sizes.map((size) => ({ kind: "int", size })),
    );
    const size = sizeOf(best);
    const same = values.find((each) => sizeOf(each)?.text === size?.text);
    if (same !== undefined || size === null) return same ?? best;
    return datum({ kind: "array", shape: [], dtype: "int", scalar: true, integer: size });
  }
  const joined = machine.joiner.all(values);
  const kinds = values.flatMap((each) => numberKind(each) ?? []);
  // One number of several, nobody knows which: a number, and no choice of sizes.
  if (joined?.kind === "choice" && kinds.length === values.length) {
    const [first = "unknown"] = kinds;
    const dtype = kinds.every((each) => each === first) ? first : "unknown";
    return datum({ kind: "array", shape: [], dtype, scalar: true });
  }
  return joined ?? machine.unknown("not-supported", [name], site);
}

/** The kind of a single number, also where it is an array without axes. */
function numberKind(value: ShapeDatum): DtypeKind | null {
  const content = contentOf(value);
  if (content.kind === "array") return content.shape?.length === 0 ? content.dtype : null;
  return content.kind === "int" || content.kind === "float" ? content.kind : null;
}
