import { assertNever } from "../base/never";
import type { Translate } from "../base/translate";
import type { Coverage, Fix, OperandFact, Problem, ProgramFacts } from "../insight/facts";
import { reasonSentence } from "./reasons";
import { shapeText } from "./shapeText";

/** The message of a problem, a sentence a line: NumPy's own first, in NumPy's words, so that it can be searched for. */
export function problemMessage(problem: Problem, t: Translate): string {
  const fits = problem.fixes.map((fix) => fixTitle(fix, t));
  return [
    ...(problem.numpy === null ? [] : [problem.numpy.trim()]),
    ...problemSentences(problem, t),
    ...(fits.length === 0 ? [] : [t("What would fit: {0}.", fits.join("; "))]),
  ].join("\n");
}

/** What happens, in a few words: "NumPy will raise ValueError", "grows in silence". */
export function problemHeading(problem: Problem, t: Translate): string {
  if (problem.severity === "error") {
    const exception = exceptionOf(problem);
    return exception === null ? t("NumPy will raise an error") : t("NumPy will raise {0}", exception);
  }
  switch (problem.code) {
    case "outer-broadcast":
      return t("grows in silence");
    case "parameter-shape-changes":
      return t("changes shape in silence");
    case "gradient-shape":
      return t("does not have the shape of its parameter");
    case "vector-transpose":
      return t("does nothing");
    default:
      return t("is hardly what was meant");
  }
}

/** The verdict beside the shape line. */
export function problemVerdict(problem: Problem, t: Translate): string {
  return problem.severity === "error" ? t("does not fit") : problemHeading(problem, t);
}

function exceptionOf(problem: Problem): string | null {
  switch (problem.code) {
    case "axis-out-of-bounds":
      return "AxisError";
    case "index-out-of-bounds":
      return "IndexError";
    case "bad-argument":
      return null;
    default:
      return "ValueError";
  }
}

/** Which operand is which, and why they do not go together. */
export function problemSentences(problem: Problem, t: Translate): string[] {
  const { operands } = problem;
  const which = operands.length === 0 ? [] : [operandList(operands, t)];
  switch (problem.code) {
    case "matmul-mismatch":
      return [...which, ...productSentence(operands, t)];
    case "broadcast-mismatch":
      return [...which, ...broadcastSentence(operands, t)];
    case "reshape-mismatch":
    case "concatenate-mismatch":
    case "axis-out-of-bounds":
    case "index-out-of-bounds":
    case "assign-mismatch":
    case "bad-argument":
      return which;
    case "outer-broadcast":
    case "parameter-shape-changes":
    case "gradient-shape":
    case "vector-transpose":
      return silentSentences(problem, t);
    default:
      return assertNever(problem.code);
  }
}

function silentSentences(problem: Problem, t: Translate): string[] {
  const [a, b] = problem.operands;
  if (a === undefined) return [];
  const own = shapeText(a.shape);
  const result = problem.result === undefined ? "?" : shapeText(problem.result.shape);
  switch (problem.code) {
    case "outer-broadcast":
      // In a list of problems only the first sentence may be seen.
      return [
        t("NumPy raises nothing here: it stretches both, and the result is {0}.", result),
        operandList(problem.operands, t),
      ];
    case "parameter-shape-changes":
      return [t("{0} was {1} and becomes {2}; NumPy raises nothing.", a.text, own, result)];
    case "gradient-shape":
      return b === undefined
        ? [t("{0} is {1}; a gradient has the shape of its parameter.", a.text, own)]
        : [
            t(
              "{0} is {1} but {2} is {3}; a gradient has the shape of its parameter.",
              a.text,
              own,
              b.text,
              shapeText(b.shape),
            ),
          ];
    default:
      return [t("{0} is {1}, a vector: transposing it does nothing.", a.text, own)];
  }
}

/** "x is (364, 30), err is (364, 1)." */
function operandList(operands: readonly OperandFact[], t: Translate): string {
  return t(
    "Here {0}.",
    operands.map((operand) => t("{0} is {1}", operand.text, shapeText(operand.shape))).join(", "),
  );
}

function productSentence(operands: readonly OperandFact[], t: Translate): string[] {
  const [a, b] = operands;
  const inner = a?.shape?.at(-1);
  const other = b?.shape?.length === 1 ? b.shape[0] : b?.shape?.at(-2);
  if (
    a === undefined ||
    b === undefined ||
    inner === undefined ||
    other === undefined ||
    inner.text === other.text
  )
    return [];
  return b.shape?.length === 1
    ? [
        t(
          "The last size of {0} is {1}, but {2} has {3} elements; they must be equal.",
          a.text,
          inner.text,
          b.text,
          other.text,
        ),
      ]
    : [
        t(
          "The last size of {0} is {1}, but {2} has {3} rows; they must be equal.",
          a.text,
          inner.text,
          b.text,
          other.text,
        ),
      ];
}

function broadcastSentence(operands: readonly OperandFact[], t: Translate): string[] {
  const [a, b] = operands;
  if (a?.shape == null || b?.shape == null) return [];
  for (let axis = 1; axis <= Math.min(a.shape.length, b.shape.length); axis++) {
    const [left, right] = [a.shape.at(-axis), b.shape.at(-axis)];
    if (left === undefined || right === undefined || left.text === right.text) continue;
    if (left.value === 1 || right.value === 1) continue;
    return [
      t(
        "Compared from the right, {0} meets {1}; sizes must be equal, or one of them 1.",
        left.text,
        right.text,
      ),
    ];
  }
  return [];
}

/** What a quick fix does, with the shape that results. */
export function fixTitle(fix: Fix, t: Translate): string {
  const [edit, more] = fix.edits;
  const code = edit !== undefined && more === undefined && edit.text.length <= 40 ? edit.text.trim() : "";
  switch (fix.code) {
    case "transpose":
      return code.includes(".T") ? t("Use {0}: {1}", code, fix.shape) : t("Transpose: {0}", fix.shape);
    case "swap":
      return t("Swap the operands: {0}", fix.shape);
    case "reshape-column":
      return t("Make it a column with reshape(-1, 1): {0}", fix.shape);
    case "ravel":
      return t("Make it a vector with ravel(): {0}", fix.shape);
    case "keepdims":
      return t("Keep the axis with keepdims=True: {0}", fix.shape);
    case "newaxis":
      return t("Add an axis with np.newaxis: {0}", fix.shape);
    case "tuple":
      return t("Give the sizes as a tuple: {0}", fix.shape);
    case "dot-outer":
      return t("Use np.outer: {0}", fix.shape);
    default:
      return assertNever(fix.code);
  }
}

/** "called from here", for the related location of each call that leads to a problem. */
export function callMessage(text: string, t: Translate): string {
  return t("the call that leads here: {0}", text);
}

/** `shapes 214 of 230`; null while there is nothing to count. */
export function statusText(coverage: Coverage, t: Translate): string | null {
  return coverage.all === 0 ? null : t("shapes {0} of {1}", coverage.known, coverage.all);
}

/** What was not worked out because the thread that reads programs died of it: a sentence for each kind, and what to do. */
export function failureSentences(
  failures: readonly { readonly name: string; readonly outOfMemory: boolean }[],
  t: Translate,
): string[] {
  const update = failures.find(({ name }) => name === "update");
  if (update !== undefined)
    return [
      update.outOfMemory
        ? t(
            "This program was not read: it would take more memory than Neuron Lens may use. It is read again when it changes; look for a size or a loop that grows without end, or split the file.",
          )
        : t(
            "This program was not read: reading it ended unexpectedly, twice. It is read again when it changes.",
          ),
    ];
  return failures.map(({ name, outOfMemory }) => {
    const what =
      name === "check" || name === "gradientFix"
        ? t("The gradient was not checked")
        : t("The formulas and numbers were not worked out");
    return outOfMemory
      ? t(
          "{0}: it would take more memory than Neuron Lens may use. It is tried again when the program changes.",
          what,
        )
      : t("{0}: the work ended unexpectedly, twice. It is tried again when the program changes.", what);
  });
}

export function statusTooltip(facts: Pick<ProgramFacts, "coverage" | "stopped">, t: Translate): string {
  const { known, all } = facts.coverage;
  const lines =
    all === 0
      ? [t("No arrays in this program.")]
      : [
          t("Shapes known: {0} of {1} ({2} %).", known, all, Math.floor((100 * known) / all)),
          ...(known === all ? [] : [t("Select to list the places where a shape is lost.")]),
        ];
  if (facts.stopped !== undefined) lines.push(reasonSentence(facts.stopped, t));
  return lines.join("\n");
}
