import { fieldsOf } from "../../algebra/record";
import { constant, type Size } from "../../algebra/size";
import { overItems } from "../../interpreter/iteration";
import { type Iteration, none } from "../../interpreter/value";
import type { Context, Operation } from "../../numpy/operation";
import { outcomeOf, rewritten, type ShapesListener } from "./apply";
import { fromAbstract, toAbstract } from "./convert";
import {
  contentOf,
  datum,
  intDatum,
  type ShapeDatum,
  type ShapeIteration,
  type ShapeMachine,
  type ShapeSite,
  type ShapeValue,
} from "./datum";
import { asMatrix, isMatrix, widened } from "./matrix";
import type { Meeting } from "./meet";
import { heldAfter } from "./objects";

/** What reaching into an array needs of its domain. */
export interface ElementAccess {
  readonly machine: ShapeMachine;
  readonly meeting: Meeting;
  readonly listener: ShapesListener | null;
  readonly operation: (name: string) => Operation | undefined;
  readonly context: (site: ShapeSite | null) => Context;
}

/** What a loop over an array meets; null where it can't be told how often. */
export function iterationOf(
  access: ElementAccess,
  object: ShapeDatum,
  site: ShapeSite | null,
): Iteration<ShapeDatum> | null {
  const content = contentOf(object);
  if (content.kind === "array" && object.held !== undefined) return overItems(access.machine, object.held);
  if (content.kind !== "array" || content.shape === null) return null;
  const fields = content.scalar === true ? fieldsOf(content.dtype)?.length : undefined;
  const length = content.shape[0] ?? (fields === undefined ? undefined : constant(fields));
  if (length === undefined) return null;
  const operation = access.operation("operator.getitem");
  const context = access.context(site);
  const item = (index: Size): ShapeValue => {
    const outcome =
      operation === undefined
        ? null
        : outcomeOf(operation, { a: content, index: { kind: "int", size: index } }, context);
    if (outcome?.kind !== "value")
      return { kind: "unknown", cause: { code: "not-supported", args: ["for"] } };
    const value = fromAbstract(outcome.value, access.machine);
    return isMatrix(object) ? asMatrix(value) : value;
  };
  const anyIndex = access.meeting.name(
    "i",
    site === null ? "" : `${site.frame.module.file}:${site.node.span.start}`,
  );
  const { unordered } = object;
  const isKnown = content.data !== undefined || fields !== undefined;
  const at = (index: number): ShapeValue => {
    if (isKnown) return item(constant(index));
    const element = unordered?.[index];
    // Some order or other: whatever it is, each element has its turn.
    return typeof element === "number"
      ? datum({
          kind: "array",
          shape: [],
          dtype: content.dtype,
          scalar: true,
          data: [element],
          integer: constant(element),
        })
      : item(anyIndex);
  };
  const iteration: ShapeIteration = {
    length: intDatum(length),
    count: length.value,
    at,
    any: () => item(anyIndex),
    distinct: false,
    uniform: !isKnown && unordered === undefined,
  };
  return iteration;
}

/** The array after `object[index] = value`. */
export function storedInto(
  access: ElementAccess,
  object: ShapeDatum,
  index: ShapeValue,
  value: ShapeValue,
  site: ShapeSite,
): ShapeDatum {
  const operation = access.operation("operator.setitem");
  const content = contentOf(object);
  if (operation === undefined || content.kind !== "array") return object;
  const stored = value.kind === "choice" ? (access.machine.joiner.all(value.options) ?? value) : value;
  const args = {
    a: content,
    index: toAbstract(isMatrix(object) ? widened(index) : index, access.machine),
    value: toAbstract(stored, access.machine),
  };
  const outcome = outcomeOf(operation, args, access.context(site));
  if (outcome.kind === "raise") {
    access.machine.raise(site, {
      ...outcome.raise,
      operation: operation.name,
      operands: [object, index, value],
    });
    return rewritten(object, content);
  }
  access.listener?.applied(site, {
    operation: operation.name,
    operands: [object, index, value],
    args,
    result: none,
    notice: outcome.notice ?? null,
  });
  const written = rewritten(object, outcome.mutated?.a ?? content);
  const held = heldAfter(object, index, stored, access.machine);
  return held === null ? written : { ...written, held };
}
