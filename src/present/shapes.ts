import type { Translate } from "../base/translate";
import type { ArrayFact, ExpressionFact, OperationFact, Origin, Problem } from "../insight/facts";
import type { SizeStep } from "../insight/trail";
import { type FixView, fixViews, type TextOf } from "./fixView";
import { operationFormula } from "./formula/formula";
import { nameArrays } from "./formula/term";
import { boundName, isRaisedHere } from "./hover";
import { operationAt, shownOperation } from "./operation";
import { joined, sizeOrigins, sizesText, stepName, stepPieces } from "./origins";
import { panelPalette } from "./palette";
import { stretchSentence } from "./picture/alt";
import { hasValues, type InsideView, insideView } from "./picture/inside";
import {
  arrayPicture,
  operationPicture,
  type PictureOptions,
  type PictureView,
  problemPicture,
} from "./picture/picture";
import { isEmpty } from "./picture/scale";
import { toyTwin } from "./picture/toy";
import { cellTexts } from "./picture/values";
import { problemHeading, problemSentences, problemVerdict } from "./problems";
import { raisedHere, reasonWithLine } from "./reasons";
import { type AxisRole, arrayRoles, operationRoles, problemRoles, type Roles } from "./roles";
import { clashTies, linePieces, productTies, shapePieces } from "./shapeLine";
import { emptyShapesView } from "./shapes-empty";
import { dtypeText } from "./shapeText";

/** Everything that the panel's Shapes screen shows, as plain JSON. */
export interface ShapesView {
  /** The line of code in view; null while nothing is chosen. */
  readonly code: CodeLine | null;
  /**
   * What the screen is about: a known shape, one that cannot be told, an operation that will raise, one that grows in
   * silence, or nothing ("empty": the cursor is on no array).
   */
  readonly state: "empty" | "known" | "unknown" | "mismatch" | "silent";
  /** The verdict beside the shape line, e.g. "does not fit"; null while there is nothing to say. */
  readonly verdict: { readonly severity: "error" | "warning"; readonly text: string } | null;
  /** One line, or one for each call site that gives other shapes. */
  readonly lines: readonly ShapeLine[];
  readonly picture: PictureView | null;
  /** What a reader who points at a cell of the picture sees; null where there is nothing to follow. */
  readonly inside: InsideView | null;
  /** The same operation on a few small numbers, where its own are not known. */
  readonly toy: ToyView | null;
  /** TeX for the typesetter, and the same read aloud. */
  readonly formula: { readonly tex: string; readonly spoken: string } | null;
  readonly operands: readonly OperandView[];
  /** Sentences: how broadcasting stretches, what the shapes mean. */
  readonly notes: readonly string[];
  /** Where the sizes came from, in the order of the program. */
  readonly origins: readonly OriginView[];
  /** What is wrong here, the worst first. */
  readonly problems: readonly ProblemView[];
  /** Why the shape cannot be told, as a sentence; null where it is known. */
  readonly unknown: string | null;
}

export interface ToyView {
  readonly picture: PictureView;
  readonly inside: InsideView;
  /** `m 3, n 2`: what the sizes have become. */
  readonly sizes: string;
}

/** A place in the learner's code, for a link. `line` counts from 1. */
export interface CodeLine {
  readonly uri: string;
  readonly line: number;
  readonly text: string;
}

/** `(30, 364) · (364, 1) → (30, 1)` in pieces, with the ties that run under the text. */
export interface ShapeLine {
  /** Which call this line belongs to, where there are several. */
  readonly caller: CodeLine | null;
  readonly pieces: readonly ShapePiece[];
  /** "int", "float" …; empty when not known. */
  readonly dtype: string;
  /** The whole line as text. */
  readonly text: string;
  readonly ties: readonly Tie[];
}

export type ShapePiece =
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "size";
      readonly text: string;
      /** Gives colour and dash mark; null for a size that plays no part (a lone array). */
      readonly role: AxisRole | null;
      /** The letter or name to set under the size; null for none. */
      readonly label: string | null;
    };

/** Joins two size pieces (their indices in `pieces`): the shared inner size of a product, or two that clash. */
export interface Tie {
  readonly from: number;
  readonly to: number;
  readonly role: AxisRole;
  readonly label: string;
  readonly clash: boolean;
}

interface OperandView {
  readonly text: string;
  readonly shape: readonly ShapePiece[];
  readonly shapeText: string;
  readonly dtype: string;
  /** The operand in the source, for a link. */
  readonly span: { readonly start: number; readonly end: number };
}

/** "load_breast_cancer · n 30" on line 6. */
export interface OriginView extends CodeLine {
  /** The sizes that this place decides, as a text ("569 and 30"). */
  readonly sizes: string;
  readonly roles: readonly AxisRole[];
  /** The same in pieces: those with a role are the sizes that stand in the picture. */
  readonly pieces: readonly { readonly text: string; readonly role: AxisRole | null }[];
}

export interface ProblemView {
  readonly severity: "error" | "warning";
  readonly code: string;
  /** "NumPy will raise ValueError", or what happens in silence. */
  readonly heading: string;
  /** NumPy's own sentence, never translated; null for what raises nothing. */
  readonly numpy: string | null;
  /** Which operand is which, and what would fit. */
  readonly sentences: readonly string[];
  readonly picture: PictureView | null;
  readonly calls: readonly CodeLine[];
  readonly fixes: readonly FixView[];
}

export interface ShapesRequest {
  /** What the cursor is on; null where that is no array. */
  readonly fact: ExpressionFact | null;
  /** The line that it stands in. */
  readonly code: CodeLine | null;
  /** The problems at this expression. */
  readonly problems: readonly Problem[];
  /** The places that decided the sizes. */
  readonly trail?: readonly SizeStep[];
  /** The fact has numbers of the program's own, of the first time that it gets there. */
  readonly isFirstTime?: boolean;
}

export interface ShapesOptions {
  readonly t: Translate;
  /** The room for pictures in CSS pixels. */
  readonly width: number;
  readonly lineOf?: (uri: string, offset: number) => number | undefined;
  /** Of the document that the request is about. */
  readonly textOf?: TextOf;
}

export function shapesView(
  { fact, code, problems, trail = [], isFirstTime = false }: ShapesRequest,
  options: ShapesOptions,
): ShapesView {
  const { t } = options;
  const drawing: PictureOptions = { palette: panelPalette, t, width: options.width, letters: true };
  const sorted = worstFirst(problems);
  const views = sorted.map((problem) =>
    problemView(problem, operationOf(problem, fact), drawing, options.textOf, t),
  );
  const worst = sorted[0];
  const verdict = worst === undefined ? null : { severity: worst.severity, text: problemVerdict(worst, t) };
  if (fact === null)
    return { ...emptyShapesView(code), state: stateOf(worst, false, null), verdict, problems: views };
  const operation = operationAt(fact, worst);
  const known = fact.values.filter((value) => value.shape !== null);
  const arrays = [...(operation?.operands ?? []), ...known];
  const roles = rolesOf(operation, known);
  const unknown = unknownText(fact, known.length > 0, options, t);
  return {
    code,
    state: stateOf(worst, known.length > 0, unknown),
    verdict,
    lines: lineViews(fact, operation, worst, roles),
    picture: mainPicture(fact, known[0], operation, worst, drawing),
    ...lookInside(fact, operation, worst, drawing),
    formula: operation === undefined ? null : operationFormula(operation, boundName(fact), t),
    operands: (operation?.operands ?? []).map((operand) => ({
      text: operand.text,
      shape: shapePieces(operand.shape, roles),
      shapeText: pieceText(shapePieces(operand.shape, roles)),
      dtype: dtypeText(operand.dtype),
      span: operand.span,
    })),
    notes: [...stretchNotes(operation, t), ...numberNotes(isFirstTime && showsNumbers(operation, known), t)],
    origins: originViews(trail, arrays, roles),
    problems: views,
    unknown,
  };
}

/** The places that decided the sizes; where none is found, those that gave them a name. */
function originViews(
  trail: readonly SizeStep[],
  arrays: readonly ArrayFact[],
  roles: Roles,
): readonly OriginView[] {
  if (trail.length > 0)
    return trail.map((step) => {
      const pieces = stepPieces(step).map(({ text, size }) => {
        const role = size === null ? null : (roles.get(size.text) ?? null);
        return { text: role === null || role === "other" ? text : `${role} ${text}`, role };
      });
      const { uri, line } = step;
      const own = pieces.flatMap(({ role }) => (role === null ? [] : [role]));
      return { uri, line, text: stepName(step), sizes: joined(stepPieces(step)), roles: own, pieces };
    });
  return sizeOrigins(arrays).map(({ uri, line, text, sizes }) => {
    const all = sizesText(sizes);
    const own = sizes.map((size) => roles.get(size.text) ?? "other");
    return {
      uri,
      line,
      text,
      sizes: all,
      roles: own,
      pieces: [{ text: all, role: own.length === 1 ? (own[0] ?? null) : null }],
    };
  });
}

/** The operation that a problem is about: the expression's own, unless it is only an operand of the one that fails. */
function operationOf({ span }: Problem, fact: ExpressionFact | null): OperationFact | undefined {
  const isAt = fact === null || (fact.span.start === span.start && fact.span.end === span.end);
  return isAt ? shownOperation(fact?.operation) : undefined;
}

/** The order in which `ShapesView.problems` has them: a fix is asked for by its problem's place in it. */
export function worstFirst(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => severityRank(a) - severityRank(b));
}

function severityRank(problem: Problem): number {
  return problem.severity === "error" ? 0 : 1;
}

function stateOf(worst: Problem | undefined, isKnown: boolean, unknown: string | null): ShapesView["state"] {
  if (worst !== undefined) return worst.severity === "error" ? "mismatch" : "silent";
  if (isKnown) return "known";
  return unknown === null ? "empty" : "unknown";
}

/** Roles for all that one screen shows, so that a size keeps its colour from the line to the picture. */
function rolesOf(operation: OperationFact | undefined, known: readonly ArrayFact[]): Roles {
  if (operation === undefined) return arrayRoles(known[0]?.shape ?? []);
  return operation.result.shape === null ? problemRoles(operation.operands) : operationRoles(operation);
}

function lineViews(
  fact: ExpressionFact,
  operation: OperationFact | undefined,
  worst: Problem | undefined,
  roles: Roles,
): ShapeLine[] {
  if (operation !== undefined && fact.values.every((value) => value.shape === null)) {
    const pieces = linePieces({ ...operation, result: { ...operation.result, shape: null } }, roles);
    const ties = worst?.code === "matmul-mismatch" ? clashTies(operation, pieces) : [];
    return [{ caller: null, pieces, dtype: "", text: pieceText(pieces), ties }];
  }
  return fact.values.flatMap((value): ShapeLine[] => {
    if (value.shape === null) return [];
    const made = value.operation === undefined ? operation : shownOperation(value.operation);
    // The samples of each call have their own number: 364 here and 91 there are both m.
    const lineRoles = fact.values.length > 1 ? rolesOf(made, [value]) : roles;
    const own = shapePieces(value.shape, lineRoles);
    const matches =
      made !== undefined && pieceText(shapePieces(made.result.shape, lineRoles)) === pieceText(own);
    const pieces = matches ? linePieces(made, lineRoles) : own;
    const ties = matches ? productTies(made, pieces) : [];
    const caller = fact.values.length > 1 && value.caller !== undefined ? codeLine(value.caller) : null;
    return [{ caller, pieces, dtype: dtypeText(value.dtype), text: pieceText(pieces), ties }];
  });
}

function pieceText(pieces: readonly ShapePiece[]): string {
  return pieces.map((piece) => piece.text).join("");
}

function codeLine({ uri, line, text }: Origin): CodeLine {
  return { uri, line, text };
}

function mainPicture(
  fact: ExpressionFact,
  value: ArrayFact | undefined,
  operation: OperationFact | undefined,
  worst: Problem | undefined,
  drawing: PictureOptions,
): PictureView | null {
  // A problem brings its own picture; the same one twice would say less.
  if (worst !== undefined && problemPicture(worst, operation, drawing) !== null) return null;
  if (operation !== undefined && operation.result.shape !== null)
    return operationPicture(operation, resultName(fact, operation, drawing.t), {
      ...drawing,
      pointing: true,
    });
  return value === undefined ? null : arrayPicture(value, boundName(fact) || fact.text, drawing);
}

/** What a reader is told of an element: the name that the result is bound to, else the letter that it has in the formula. */
function resultName(fact: ExpressionFact, { operands }: OperationFact, t: Translate): string {
  return boundName(fact) || nameArrays(operands, "", t).result.spoken;
}

/** Cell by cell; a toy twin besides where the program does not fix the numbers. */
function lookInside(
  fact: ExpressionFact,
  operation: OperationFact | undefined,
  worst: Problem | undefined,
  drawing: PictureOptions,
): Pick<ShapesView, "inside" | "toy"> {
  if (operation === undefined || worst !== undefined) return { inside: null, toy: null };
  const name = resultName(fact, operation, drawing.t);
  const inside = insideView(operation, name);
  const shapes = [...operation.operands, operation.result].flatMap(({ shape }) => shape ?? []);
  const twin = (inside !== null && hasValues(inside)) || shapes.some(isEmpty) ? null : toyTwin(operation);
  const toyInside = twin === null ? null : insideView(twin, name);
  if (twin === null || toyInside === null) return { inside, toy: null };
  const picture = operationPicture(twin, name, { ...drawing, pointing: true });
  return { inside, toy: { picture, inside: toyInside, sizes: sizeList(twin) } };
}

function sizeList({ operands, result }: OperationFact): string {
  const sizes = [...operands, result].flatMap(({ shape }) => shape ?? []);
  const named = sizes.flatMap(({ name, text }) => (name === undefined ? [] : [`${name} ${text}`]));
  const order = ["m", "n", "k"];
  return [...new Set(named)].sort((a, b) => order.indexOf(a[0] ?? "") - order.indexOf(b[0] ?? "")).join(", ");
}

function stretchNotes(operation: OperationFact | undefined, t: Translate): string[] {
  if (operation?.kind !== "elementwise") return [];
  return operation.operands.flatMap((operand) => stretchSentence(operand, operation.result, t) ?? []);
}

/** Whether the result is shown with its numbers, and not only what is known of one side. */
function showsNumbers(operation: OperationFact | undefined, known: readonly ArrayFact[]): boolean {
  const shown = operation?.result ?? known[0];
  return shown !== undefined && (cellTexts(shown) ?? shown.numbers ?? null) !== null;
}

/** Of when the numbers are. */
function numberNotes(isFirstTime: boolean, t: Translate): string[] {
  return isFirstTime ? [t("The numbers are your program's own, the first time it gets here.")] : [];
}

function problemView(
  problem: Problem,
  operation: OperationFact | undefined,
  drawing: PictureOptions,
  textOf: TextOf | undefined,
  t: Translate,
): ProblemView {
  return {
    severity: problem.severity,
    code: problem.code,
    heading: problemHeading(problem, t),
    numpy: problem.numpy,
    sentences: problemSentences(problem, t),
    picture: problemPicture(problem, operation, drawing),
    calls: problem.calls.map(codeLine),
    fixes: fixViews(problem, textOf, t),
  };
}

function unknownText(
  fact: ExpressionFact,
  isKnown: boolean,
  options: ShapesOptions,
  t: Translate,
): string | null {
  if (isKnown) return null;
  if (fact.reason === undefined) return fact.python === undefined ? t("The shape is not known.") : null;
  const { at } = fact.reason;
  if (isRaisedHere(fact)) return raisedHere(fact.reason, t);
  return reasonWithLine(fact.reason, at === undefined ? undefined : options.lineOf?.(at.file, at.start), t);
}
