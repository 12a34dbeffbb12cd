import type { Translate } from "../../base/translate";
import type { ArrayFact, OperandFact, OperationFact, Problem } from "../../insight/facts";
import { isTiedProduct } from "../operation";
import type { Palette } from "../palette";
import { arrayRoles, operationRoles, problemRoles, type Roles } from "../roles";
import { signOf } from "../shapeText";
import { arrayWords, mismatchAlt, operationAlt } from "./alt";
import { arrayDraft, callDraft, reduceDraft, reshapeDraft, transposeDraft } from "./arrows";
import type { Draft } from "./compose";
import { elementwiseDraft } from "./elementwise";
import { finish, largestFitting } from "./fit";
import { type InkScale, inkScale } from "./heat";
import { type Clash, mismatchDraft, productMismatchDraft } from "./mismatch";
import { productDraft } from "./product";
import type { Style } from "./ruler";
import type { Scale } from "./scale";

/** A picture ready to show: an SVG of its own size in CSS pixels (never scaled), and the same in words. */
export interface PictureView {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  /** Of the arrays that are drawn as ink; absent where none is. */
  readonly inks?: readonly InkScale[];
}

export interface PictureOptions {
  readonly palette: Palette;
  readonly t: Translate;
  /** The room there is, in CSS pixels. */
  readonly width: number;
  /** How high the picture may be; the panel scrolls, a hover shows little at once. */
  readonly height?: number;
  /** Set the role's letter beside numbers that the program gave no name: m, n, k. */
  readonly letters?: boolean;
  /** Leave out the values of the elements, to save bytes. */
  readonly outlines?: boolean;
  /** Mark what lies where, for a reader who points at cells. */
  readonly pointing?: boolean;
}

/** An operation with its operands and its result; `name` is what the result is bound to ("" for nothing). */
export function operationPicture(
  operation: OperationFact,
  name: string,
  options: PictureOptions,
): PictureView {
  const known = options.outlines ? withoutValues(operation) : operation;
  const parts = options.pointing === true ? { parts: partsOf(known) } : {};
  const inks = new Map<ArrayFact, InkScale>();
  const names = new Map<ArrayFact, string>([
    ...known.operands.map((each) => [each, each.text] as const),
    [known.result, name],
  ]);
  const style: Style = {
    ...styleOf(operationRoles(known), options),
    ...parts,
    onInk: (array, range) => inks.set(array, inkScale(names.get(array) ?? "", range)),
  };
  const arrays = [...known.operands, known.result];
  const draft = largestFitting(arrays, style, (scale, style) => draftOf(known, name, scale, style, options));
  const view = finish(draft, operationAlt(operation, options.t), style);
  return inks.size === 0 ? view : { ...view, inks: [...inks.values()] };
}

/** What the arrays of a picture are called in its marks: operands by their place, and the result. */
function partsOf({ operands, result }: OperationFact): ReadonlyMap<ArrayFact, string> {
  return new Map<ArrayFact, string>([
    ...operands.map((operand, index) => [operand, String(index)] as const),
    [result, "result"],
  ]);
}

/** One array on its own. */
export function arrayPicture(array: ArrayFact, name: string, options: PictureOptions): PictureView {
  const known = options.outlines ? withoutData(array) : array;
  const style = styleOf(arrayRoles(known.shape ?? []), options);
  const draft = largestFitting([known], style, (scale, style) => arrayDraft(known, name, scale, style));
  return finish(draft, options.t("{0}: {1}.", name, arrayWords(array, options.t)), style);
}

/** What is wrong: two operands that clash, or a result that grew in silence. Null where there is nothing to draw. */
export function problemPicture(
  problem: Problem,
  operation: OperationFact | undefined,
  options: PictureOptions,
): PictureView | null {
  const operands = problem.operands.map(withoutOperandData);
  const [a, b] = operands;
  if (a === undefined) return null;
  if (problem.result !== undefined && problem.severity === "warning")
    return silentPicture(operands, problem.result, operation, options);
  if (b === undefined) return arrayPicture(withoutData(a), a.text, options);
  const style = styleOf(problemRoles(operands), options);
  const draft = largestFitting(operands, style, (scale, style) =>
    problem.code === "matmul-mismatch" && a.shape?.length !== 0 && b.shape?.length !== 0
      ? productMismatchDraft(a, b, scale, style)
      : mismatchDraft(operands, { clash: clashOf(problem), sign: signOfProblem(problem) }, scale, style),
  );
  return finish(draft, mismatchAlt(problem.operands, options.t), style);
}

/** What NumPy's sentence says of the axis, `along dimension 1`, holds for stacking; elsewhere the code tells. */
function clashOf({ code, numpy }: Problem): Clash {
  const axis = /along dimension (\d+)/.exec(numpy ?? "")?.[1];
  if (axis !== undefined) return { kind: "axis", axis: Number(axis) };
  return code === "broadcast-mismatch" || code === "assign-mismatch" || code === "outer-broadcast"
    ? { kind: "broadcast" }
    : { kind: "different" };
}

/** "+" of an addition that clashes; functions have no sign, and stand in the line of code. */
function signOfProblem({ code, operation, operands }: Problem): string | null {
  if (code !== "broadcast-mismatch" || operation === undefined || operands.length !== 2) return null;
  return signOf({ name: operation });
}

function silentPicture(
  operands: readonly OperandFact[],
  result: ArrayFact,
  operation: OperationFact | undefined,
  options: PictureOptions,
): PictureView {
  const shown: OperationFact = {
    kind: operation?.kind ?? (operands.length > 1 ? "elementwise" : "other"),
    name: operation?.name ?? "",
    operands,
    result: withoutData(result),
  };
  const style = styleOf(operationRoles(shown), options);
  const draft = largestFitting([...operands, shown.result], style, (scale, style) =>
    shown.kind === "elementwise"
      ? elementwiseDraft(shown, scale, style, { t: options.t, name: "", warning: true })
      : draftOf(shown, "", scale, style, options),
  );
  return finish(draft, operationAlt(shown, options.t), style);
}

function draftOf(
  operation: OperationFact,
  name: string,
  scale: Scale,
  style: Style,
  options: PictureOptions,
): Draft {
  switch (operation.kind) {
    case "product":
      return isTiedProduct(operation)
        ? productDraft(operation, name, scale, style)
        : callDraft(operation, name, scale, style);
    case "elementwise":
      return elementwiseDraft(operation, scale, style, { t: options.t, name, warning: false });
    case "transpose":
      return transposeDraft(operation, name, scale, style);
    case "reshape":
      return reshapeDraft(operation, name, scale, style, options.t);
    case "reduce":
      return reduceDraft(operation, name, scale, style);
    case "create":
    case "other":
      return callDraft(operation, name, scale, style);
  }
}

function styleOf(roles: Roles, options: PictureOptions): Style {
  return {
    palette: options.palette,
    roles,
    letters: options.letters ?? false,
    layout: "wide",
    room: options.width,
    height: options.height ?? Number.POSITIVE_INFINITY,
  };
}

function withoutData({ data: _, ...array }: ArrayFact): ArrayFact {
  return array;
}

function withoutOperandData({ data: _, ...operand }: OperandFact): OperandFact {
  return operand;
}

function withoutValues(operation: OperationFact): OperationFact {
  return {
    ...operation,
    operands: operation.operands.map(withoutOperandData),
    result: withoutData(operation.result),
  };
}
