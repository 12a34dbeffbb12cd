import type { Translate } from "../base/translate";
import type { FormatComplaint, Wanted } from "../lessons/fields";
import type { LessonProblem } from "../lessons/read";
import type { Detail, PlaceResult } from "../lessons/result";
import type { Section } from "../lessons/texts";

type Of<C extends Detail["code"]> = Extract<Detail, { code: C }>;

/** What a check found, in one short sentence without a full stop. */
export function detailSentence(detail: Detail, t: Translate): string {
  switch (detail.code) {
    case "shape":
      return detail.yours.join() === detail.wanted.join()
        ? shapeText(detail.yours, t)
        : t("{0}, but it should be {1}", shapeText(detail.yours, t), shapeText(detail.wanted, t));
    case "numbers":
      return numbersSentence(detail, t);
    case "kind":
      return t("no number or array, but {0}", detail.yours);
    case "not-written":
      return t("the ... still stands there");
    case "syntax":
      return t("line {0} is not valid Python yet", detail.line);
    case "no-name":
      return t("{0} is not known", detail.name);
    case "not-known":
      return detail.why === null
        ? t("could not be told")
        : t("could not be told, because of {0}", detail.why);
    case "raises":
      return detail.line === null ? detail.message : t("line {0}: {1}", detail.line, detail.message);
    case "no-raise":
      return t("nothing is raised");
    case "other-raise":
      return t("raises something else: {0}", detail.message);
    case "gradient":
      return gradientSentence(detail, t);
    case "curve":
      return curveSentence(detail, t);
    case "not-a-list":
      return t("no list of losses");
    case "not-used":
      return t("{0} is not used", operationName(detail.operation, t));
    case "loop":
      return t("more samples, more steps: {0} for 2 samples, {1} for 6", detail.few, detail.many);
    case "waits":
      return t("waits for the checks above");
    case "budget":
      return t("the program runs too long to be checked");
  }
}

function numbersSentence({ right, all, first }: Of<"numbers">, t: Translate): string {
  if (first === null) return t("{0} of {1} numbers are right", right, all);
  const [yours, wanted] = [numberText(first.yours), numberText(first.wanted)];
  if (all === 1) return t("it is {0}, and should be {1}", yours, wanted);
  const place = `[${first.at.join(", ")}]`;
  return t(
    "{0} of {1} numbers are right; at {2} it is {3}, and should be {4}",
    right,
    all,
    place,
    yours,
    wanted,
  );
}

/** As Python prints a shape; that of a single number, `()`, says nothing to who has not met it. */
function shapeText(shape: readonly number[], t: Translate): string {
  if (shape.length === 0) return t("a single number");
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

/** Enough digits to tell two numbers apart, and no more than one reads; with a true minus, as it stands in a sentence. */
function numberText(value: number): string {
  const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
  return text.replace(/^-/, "−");
}

function gradientSentence(detail: Of<"gradient">, t: Translate): string {
  const { verdict, parameter, ratio, cases } = detail;
  switch (verdict) {
    case "right":
      return t("right on {0} random cases", cases);
    case "none":
      return parameter === null
        ? t("no weights are updated by a gradient yet")
        : t("not updated by a gradient yet: {0}", parameter);
    case "undecided":
      return parameter === null
        ? t("could not be told")
        : t("could not be told of the gradient of {0}", parameter);
    case "wrong":
      return ratio === null
        ? t("the gradient of {0} is not the derivative of the loss", parameter ?? "")
        : ratioSentence(ratio, cases, t);
  }
}

function ratioSentence(ratio: number, cases: number, t: Translate): string {
  const size = Math.abs(ratio);
  if (ratio < 0) return t("the sign is turned");
  return size >= 1
    ? t("direction right on {0} of {0} cases; the size is {1}× too large", cases, numberText(size))
    : t("direction right on {0} of {0} cases; the size is {1}× too small", cases, numberText(1 / size));
}

function curveSentence({ length, first, last, rises, wanted }: Of<"curve">, t: Translate): string {
  const path = t("{0} losses, from {1} to {2}", length, numberText(first), numberText(last));
  if (wanted !== null && Math.abs(last - wanted) > 1e-3 * Math.max(1, Math.abs(wanted)))
    return `${path}; ${t("it should end at {0}", numberText(wanted))}`;
  return rises === null || last < first ? path : `${path}; ${t("it rises at number {0}", rises)}`;
}

function operationName(operation: string, t: Translate): string {
  switch (operation) {
    case "matrix_product":
      return t("a matrix product");
    case "shuffle":
    case "random":
      return t("a random order");
    case "draw":
      return t("a random draw");
    default:
      return operation.replace(/^numpy\./, "np.");
  }
}

/** Where a step's lines were looked for; null where they were found in their place. */
export function placeSentence(place: PlaceResult, t: Translate): string | null {
  switch (place.kind) {
    case "no-file":
      return t("There is no file {0}. Start the lesson to get it.", place.file);
    case "not-found":
      return t("Can't find this step's lines in your file. The checks still count what it does.");
    case "found":
      return place.by === "line" ? t("Line {0} is where this step's lines were.", place.place.line) : null;
  }
}

/** What is wrong with a lesson's file, and what to do about it: two sentences at most. */
export function lessonProblemSentence(problem: LessonProblem, t: Translate): string {
  switch (problem.code) {
    case "not-json":
      return t("This is not JSON. Often a comma or a quotation mark is missing just before.");
    case "no-file":
      return t("There is no file {0}. Put it at {1}.", problem.name, problem.searched.join(t(" or ")));
    case "too-large":
      return t("The file {0} is too large for a lesson.", problem.name);
    case "id-twice":
      return t("{0} is there twice. Give each a name of its own.", problem.id);
    case "step-of-no-file":
      return t("{0} is none of the lesson's files: {1}.", problem.name, problem.known.join(", "));
    case "anchor-without-name":
      return t("The anchor names no line. Say what it assigns or calls, or which part of a function it is.");
    case "no-title":
      return t("The text has no title. Begin it with a line like {0}.", "# Title");
    case "unknown-step":
      return t("There is no step {0}. The steps are {1}.", problem.name, problem.known.join(", "));
    case "step-without-text":
      return t("Step {0} has no text. Add a heading {1}.", problem.step, `## ${problem.step}: …`);
    case "step-twice":
      return t("Step {0} has its text twice. Keep one.", problem.step);
    case "unknown-section":
      return t("There is no section {0}. The sections are Goal, Checks, Hints and Mistakes.", problem.name);
    case "no-section":
      return t("Step {0} lacks a section {1}.", problem.step, `### ${sectionNames[problem.section]}`);
    case "item-without-id":
      return t("This item names no check. Begin it with its name and a colon.");
    case "unknown-item":
      return t("There is no {0} in this step. There is {1}.", problem.name, problem.known.join(", "));
    case "no-item":
      return t(
        "Step {0} has no text for {1}. Add a line {2} under {3}.",
        problem.step,
        problem.id,
        `- ${problem.id}: …`,
        `### ${sectionNames[problem.section]}`,
      );
    default:
      return formatSentence(problem, t);
  }
}

const sectionNames: Readonly<Record<Section, string>> = {
  goal: "Goal",
  checks: "Checks",
  hints: "Hints",
  mistakes: "Mistakes",
};

function formatSentence(complaint: FormatComplaint, t: Translate): string {
  switch (complaint.code) {
    case "missing":
      return t("{0} is missing. Add it.", complaint.name);
    case "not-a-name":
      return t("There is no {0} here. There can be {1}.", complaint.name, complaint.known.join(", "));
    case "wrong-kind":
      return t("This should be {0}.", wantedName(complaint.wanted, t));
    case "not-one-of":
      return t("{0} is not one of {1}.", complaint.value, complaint.known.join(", "));
    case "wrong-form":
      return formSentence(complaint, t);
    case "empty":
      return t("Nothing stands here. At least one is needed.");
  }
}

function formSentence(
  { value, form }: Extract<FormatComplaint, { code: "wrong-form" }>,
  t: Translate,
): string {
  switch (form) {
    case "id":
      return t("{0} is no name for this. Use small letters, digits and hyphens.", value);
    case "file":
      return t("{0} is no file name. Use letters, digits, dots and underscores, and no folders.", value);
    case "python-name":
    case "target":
      return t("{0} is no name of Python's.", value);
    case "language":
      return t("{0} is no language. Use two letters, as en or ko.", value);
    case "code":
      return t("Nothing stands here. At least one is needed.");
  }
}

function wantedName(wanted: Wanted, t: Translate): string {
  switch (wanted) {
    case "text":
      return t("a text in quotation marks");
    case "whole-number":
      return t("a whole number");
    case "number":
      return t("a number");
    case "yes-or-no":
      return t("true or false");
    case "list":
      return t("a list in square brackets");
    case "object":
      return t("an object in braces");
  }
}
