import type { Abstract, ArrayValue } from "../algebra/abstract";
import { compareShapes } from "../algebra/shape";
import { constant, type Size } from "../algebra/size";
import { asArray } from "./conversion";
import { makeArray } from "./elements";
import { giveUp, shapeless } from "./outcome";

/**
 * `np.array(value, dtype=object)`: lists of the same lengths make axes, and where lengths differ the lists themselves are
 * the elements. Which of both it is may depend on the data.
 */
export function asObjectArray(value: Abstract): ArrayValue {
  if (value.kind === "repeated") {
    const item = asObjectArray(value.item);
    const isRegular = item.shape?.every((size) => size.value !== null) === true;
    // Lists of as many items as the data decide: whoever asks for objects expects them to differ.
    return isRegular ? makeArray([value.length, ...(item.shape ?? [])], "object") : mayDiffer();
  }
  if (value.kind !== "sequence") {
    const array = value.kind === "object" || value.kind === "unknown" ? null : asArray(value);
    return array === null ? mayDiffer() : { ...array, dtype: "object" };
  }
  const items = value.items.map(asObjectArray);
  const [first] = items;
  if (first === undefined) return makeArray([constant(0)], "object");
  const shapes = items.map((each) => each.shape);
  const shape = first.shape;
  if (shape === null || shapes.some((each) => each === null)) return mayDiffer();
  const verdicts = shapes.map((each) => (each === null ? "undecided" : compareShapes(shape, each)));
  if (verdicts.includes("different")) return raggedObjects(items, value.items);
  if (verdicts.includes("undecided") || shape.some((size) => size.value === null && !isSame(shapes, size)))
    return mayDiffer();
  return makeArray([constant(items.length), ...shape], "object");
}

function isSame(shapes: readonly (readonly Size[] | null)[], size: Size): boolean {
  return shapes.every((each) => each?.some((other) => other.text === size.text) === true);
}

function raggedObjects(items: readonly ArrayValue[], values: readonly Abstract[]): ArrayValue {
  const [first] = items;
  const shared: Size[] = [];
  for (const [axis, size] of (first?.shape ?? []).entries()) {
    if (!items.every(({ shape }) => shape?.[axis]?.text === size.text)) break;
    shared.push(size);
  }
  // Arrays that agree in their first axes alone: some NumPy fills, at others it stumbles.
  if (shared.length > 0 && values.some((each) => each.kind === "array"))
    giveUp("raised", "ValueError", "could not broadcast input array");
  if (shared.some((size) => size.value === null)) return mayDiffer();
  return makeArray([constant(items.length), ...shared], "object");
}

function mayDiffer(): ArrayValue {
  return shapeless("object", { code: "data-dependent", args: ["len"] });
}
