import { scalarOf } from "./arguments";
import { datum, type ShapeDatum, type ShapeMachine, type ShapeSite, type ShapeValue, sizeOf } from "./datum";
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
  return joined ?? machine.unknown("not-supported", [name], site);
}
