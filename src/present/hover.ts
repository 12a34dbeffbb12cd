import type { Translate } from "../base/translate";
import type { ArrayFact, ExpressionFact, OperationFact, Origin, Problem } from "../insight/facts";
import type { SizeStep } from "../insight/trail";
import { operationFormula } from "./formula/formula";
import { operationAt, shownOperation } from "./operation";
import {
  type LineLink,
  lineSegment,
  namedSize,
  originsSentence,
  sizeOrigins,
  trailSentence,
} from "./origins";
import { hoverPalette, type ThemeKind } from "./palette";
import { stretchSentence } from "./picture/alt";
import {
  arrayPicture,
  operationPicture,
  type PictureOptions,
  type PictureView,
  problemPicture,
} from "./picture/picture";
import { isOfNoRows, raisedHere, reasonSentence, reasonWithLine } from "./reasons";
import { compose, plain, type Sentence } from "./segments";
import { dtypeText, operandsLine, operationLine, shapeText } from "./shapeText";

/** What a hover shows, as plain data; the editor makes its Markdown of it with `hoverMarkdownText`. */
export interface HoverContent {
  /** `(10, 3) · (3, 1) → (10, 1)  int`: the first of `lines`, or null where the shape is not known. */
  readonly line: string | null;
  /** One line for each call that gives another shape. */
  readonly lines: readonly HoverLine[];
  readonly picture: PictureView | null;
  /** The same without values, for where the whole would be too long; null when that saves nothing. */
  readonly outlines: PictureView | null;
  readonly alt: string;
  readonly tex: string | null;
  /** The formula read aloud. */
  readonly formulaAlt: string;
  readonly origins: readonly Sentence[];
  readonly notes: readonly Sentence[];
  /** The sentence that says why nothing is known. */
  readonly unknown: string | null;
  readonly actions: readonly HoverAction[];
}

interface HoverLine {
  readonly shapes: string;
  readonly dtype: string;
  /** "called from line 80"; null where there is one call only. */
  readonly caller: Sentence | null;
}

interface HoverAction {
  readonly title: string;
  readonly target: string;
}

export interface HoverOptions {
  readonly kind: ThemeKind;
  readonly t: Translate;
  /** The room for the picture in CSS pixels. */
  readonly width?: number;
  /** What is wrong at the very expression that is hovered over: its picture comes first. */
  readonly problem?: Problem;
  /** The places that decided the sizes. */
  readonly trail?: readonly SizeStep[];
  /** The line (from 1) of an offset in a document, to say where knowledge was lost. */
  readonly lineOf?: (uri: string, offset: number) => number | undefined;
  readonly links?: { readonly line?: LineLink; readonly actions?: readonly HoverAction[] };
}

const hoverWidth = 440;

/** VS Code shows 250 pixels of a hover before it scrolls: the line, the picture and the formula fit into that. */
const hoverHeight = 180;
/** What a further line takes of it, and the problem's message, which VS Code puts on top. */
const lineHeight = 28;
const problemHeight = 56;
const leastHeight = 110;

/** Above this many characters of SVG a second picture without values is made. */
const largePicture = 40_000;

export function hoverContent(fact: ExpressionFact, options: HoverOptions): HoverContent {
  const { t } = options;
  const operation = operationAt(fact, options.problem);
  const known = fact.values.filter((value) => value.shape !== null);
  const lines = hoverLines(fact, operation, options, t);
  const formula = operation === undefined ? null : operationFormula(operation, boundName(fact), t);
  const { picture, outlines } = pictures(
    fact,
    known[0],
    operation,
    options,
    pictureHeight(lines, options),
    t,
  );
  const arrays = [...(operation === undefined ? [] : operation.operands), ...known];
  const numbers = { shape: fact.sizes?.items ?? [], dtype: "int", scalar: false } as const;
  // The line names the exception then, and the problem's message says the rest.
  const isSaid = isRaisedHere(fact) && lines.length > 0 && options.problem?.numpy != null;
  return {
    line: lines[0] === undefined ? null : joinLine(lines[0]),
    lines,
    picture,
    outlines,
    alt: picture?.alt ?? "",
    tex: formula?.tex ?? null,
    formulaAlt: formula?.spoken ?? "",
    origins: originSentences([...arrays, numbers], options, t),
    notes: [
      ...stretchNotes(operation, t),
      ...nameNotes(arrays, t),
      ...letterNotes(formula?.letters ?? [], t),
      ...pythonNotes(fact, t),
    ],
    unknown: isSaid ? null : unknownSentence(fact, known.length > 0, options, t),
    actions: options.links?.actions ?? [],
  };
}

/** The places that decided the sizes; where none is found, those that gave them a name. */
function originSentences(arrays: readonly ArrayFact[], options: HoverOptions, t: Translate): Sentence[] {
  const link = options.links?.line;
  const { trail = [] } = options;
  if (trail.length > 0) return [trailSentence(trail, link, t)];
  const origins = sizeOrigins(arrays);
  return origins.length === 0 ? [] : [originsSentence(origins, link, t)];
}

function joinLine({ shapes, dtype }: HoverLine): string {
  return dtype === "" ? shapes : `${shapes}  ${dtype}`;
}

/** What the result is called: the name that it is bound to, or nothing for an expression. */
export function boundName(fact: ExpressionFact): string {
  const isName = fact.role === "store" || fact.role === "attribute" || fact.role === "load";
  return isName ? fact.text : (fact.bound ?? "");
}

function hoverLines(
  fact: ExpressionFact,
  operation: OperationFact | undefined,
  options: HoverOptions,
  t: Translate,
): HoverLine[] {
  if (options.problem?.severity === "error" && operation !== undefined && fact.values.length === 0)
    return [{ shapes: operandsLine(operation), dtype: raisedException(fact), caller: null }];
  const { sizes } = fact;
  if (fact.values.length === 0 && sizes !== undefined) {
    const value = sizes.isTuple ? shapeText(sizes.items) : (sizes.items[0]?.text ?? "");
    return [{ shapes: `${fact.text} = ${value}`, dtype: "", caller: null }];
  }
  const several = fact.values.length > 1;
  return fact.values.flatMap((value): HoverLine[] => {
    if (value.shape === null) return [];
    const own = shapeText(value.shape);
    const made = value.operation === undefined ? operation : shownOperation(value.operation);
    const matches = made !== undefined && shapeText(made.result.shape) === own;
    const shapes = matches ? operationLine(made) : own;
    const caller = several && value.caller !== undefined ? callerSentence(value.caller, options, t) : null;
    return [{ shapes, dtype: dtypeText(value.dtype), caller }];
  });
}

function pictureHeight(lines: readonly HoverLine[], { problem }: HoverOptions): number {
  const above = lineHeight * Math.max(0, lines.length - 1) + (problem === undefined ? 0 : problemHeight);
  return Math.max(leastHeight, hoverHeight - above);
}

/** `ValueError` stands where the type of a result would. */
function raisedException({ reason }: ExpressionFact): string {
  return reason?.code === "raised" ? String(reason.args[0] ?? "") : "";
}

function callerSentence(caller: Origin, options: HoverOptions, t: Translate): Sentence {
  return compose((slot) =>
    t(
      "from the call {0}, {1}",
      slot({ type: "code", text: caller.text }),
      slot(lineSegment(caller, options.links?.line, t)),
    ),
  );
}

function pictures(
  fact: ExpressionFact,
  value: ArrayFact | undefined,
  operation: OperationFact | undefined,
  options: HoverOptions,
  height: number,
  t: Translate,
): { picture: PictureView | null; outlines: PictureView | null } {
  const drawing: PictureOptions = {
    palette: hoverPalette(options.kind),
    t,
    width: options.width ?? hoverWidth,
    height,
  };
  const draw = (outlines: boolean): PictureView | null => {
    const how = { ...drawing, outlines };
    const wrong = options.problem === undefined ? null : problemPicture(options.problem, operation, how);
    if (wrong !== null) return wrong;
    if (operation !== undefined && operation.result.shape !== null)
      return operationPicture(operation, boundName(fact), how);
    return value === undefined || (value.shape?.length === 0 && value.data === undefined)
      ? null
      : arrayPicture(value, fact.text, how);
  };
  const picture = draw(false);
  const large = picture !== null && picture.svg.length > largePicture;
  return { picture, outlines: large ? draw(true) : null };
}

function stretchNotes(operation: OperationFact | undefined, t: Translate): Sentence[] {
  if (operation?.kind !== "elementwise") return [];
  return operation.operands.flatMap((operand) => {
    const sentence = stretchSentence(operand, operation.result, t);
    return sentence === null ? [] : [plain(sentence)];
  });
}

/** The names that the program gave the sizes: `m = 364, n = 30`. */
function nameNotes(arrays: readonly ArrayFact[], t: Translate): Sentence[] {
  const sizes = arrays.flatMap((array) => array.shape ?? []);
  // A size whose place is known is named there.
  const named = sizes.filter(
    (size) => size.name !== undefined && size.name !== size.text && size.origin === undefined,
  );
  const texts = [...new Set(named.map(namedSize))];
  return texts.length === 0
    ? []
    : [compose((slot) => t("Here {0}.", slot({ type: "code", text: texts.join(", ") })))];
}

function letterNotes(
  letters: readonly { readonly letter: string; readonly text: string }[],
  t: Translate,
): Sentence[] {
  if (letters.length === 0) return [];
  return [
    compose((slot) => {
      const parts = letters.map(({ letter, text }) =>
        t("{0} stands for {1}", slot({ type: "code", text: letter }), slot({ type: "code", text })),
      );
      return t("In the formula, {0}.", parts.join(", "));
    }),
  ];
}

/** `m = x.shape[0]` is a number of Python's own. */
function pythonNotes({ python, reason, values, sizes }: ExpressionFact, t: Translate): Sentence[] {
  // The sizes of an array say themselves what they are.
  if (python === undefined || reason !== undefined || values.length > 0 || sizes !== undefined) return [];
  const kind = dtypeText(python);
  return kind === ""
    ? [plain(t("A value of Python's own: it has no shape."))]
    : [
        compose((slot) =>
          t("A value of Python's own ({0}): it has no shape.", slot({ type: "code", text: kind })),
        ),
      ];
}

function unknownSentence(
  fact: ExpressionFact,
  isKnown: boolean,
  options: HoverOptions,
  t: Translate,
): string | null {
  if (fact.reason === undefined)
    return isKnown || fact.python !== undefined ? null : t("The shape is not known.");
  if (isOfNoRows(fact.reason)) return reasonSentence(fact.reason, t);
  if (isKnown && fact.values.every((value) => value.shape !== null)) return null;
  const { at } = fact.reason;
  if (isRaisedHere(fact)) return raisedHere(fact.reason, t);
  const line = at === undefined ? undefined : options.lineOf?.(at.file, at.start);
  const sentence = reasonWithLine(fact.reason, line, t);
  return isKnown
    ? t("From other calls the shape is not known: {0}", sentence)
    : t("The shape is not known. {0}", sentence);
}

/** The expression that raises, rather than one that comes after it. */
export function isRaisedHere({ reason, span }: ExpressionFact): boolean {
  const at = reason?.at;
  return reason?.code === "raised" && at !== undefined && at.start >= span.start && at.end <= span.end;
}
