import type { ProgramFacts } from "../../insight/facts";
import type { ParameterCheck, ProgramCheck } from "../../insight/gradient/check";
import type { Question } from "../../lessons/lesson";
import type { CheckResult, Detail, PlaceResult } from "../../lessons/result";
import { compareNumbers } from "./compare";
import { asNumbers, isClose, type Known, missing } from "./known";
import type { LearnerRun, OperationNote, Probe, ProbeAnswer, RaiseNote } from "./learnerRun";
import { shapeFact } from "./shapeFact";

export type Answer = Pick<CheckResult, "state" | "detail">;

/** What is needed to answer, each made when first asked for. */
export interface Evidence {
  readonly run: LearnerRun;
  readonly gradients: () => readonly ProgramCheck[];
  readonly facts: () => ProgramFacts | null;
  /** Whether the `...` of the step's lines still stands there. */
  readonly isUnwritten: () => boolean;
  /** The step's lines, where they were found. */
  readonly place: PlaceResult;
  /** Line of a place in the learner's documents; null for a place of ours. */
  readonly lineOf: (file: string, offset: number) => number | null;
}

/** A question, with the probes that it asked for and what they came to. */
interface Asked {
  readonly evidence: Evidence;
  readonly probes: readonly Probe[];
  readonly answers: readonly ProbeAnswer[];
}

/** What has to be run for a question. */
export function probesOf(question: Question): Probe[] {
  switch (question.kind) {
    case "value": {
      if (question.in !== null) return callOf(question.setup);
      // Together, so that what the setup draws at random is the same for both.
      return [{ setup: question.setup ?? "", of: `((\n${question.of}\n), (\n${question.equals}\n))` }];
    }
    case "shape":
      if (question.in !== null) return callOf(question.setup);
      return [{ setup: question.setup ?? "", of: question.of }];
    case "curve":
      return [{ setup: question.setup ?? "", of: question.of }];
    case "raises":
      return [{ setup: question.code, of: null }];
    case "runs":
    case "uses":
      return question.code === null ? [] : [{ setup: question.code, of: null }];
    case "no-loop":
      return [2, 6].map((samples) => ({ setup: `m = ${samples}\n${question.code}`, of: null }));
    case "gradient":
      return [];
  }
}

/** What calls the function that is looked into; without it, the program's own last call counts. */
function callOf(setup: string | null): Probe[] {
  return setup === null ? [] : [{ setup, of: null }];
}

/** What can't be told while the `...` still stands there is not done, and that is why. */
export function answer(question: Question, asked: Asked): Answer {
  const found = answerOf(question, asked);
  return found.detail?.code === "not-known" && asked.evidence.isUnwritten()
    ? { state: "failed", detail: { code: "not-written" } }
    : found;
}

function answerOf(question: Question, { evidence, probes, answers }: Asked): Answer {
  const { run } = evidence;
  const [first] = answers;
  const probe = probes[0] ?? null;
  switch (question.kind) {
    case "value": {
      const pair = first?.value.kind === "items" ? first.value.items : [];
      const yours = insideOr(run, question, probe, pair[0]);
      const wanted = insideOr(run, { of: question.equals, in: question.in }, probe, pair[1]);
      return within(evidence, first, valueAnswer(yours, wanted, question.within));
    }
    case "shape":
      return within(
        evidence,
        first,
        shapeAnswer(question, insideOr(run, question, probe, first?.value), evidence),
      );
    case "gradient":
      return gradientAnswer(question, evidence.gradients());
    case "curve":
      return within(evidence, first, curveAnswer(question, first?.value ?? lost));
    case "raises":
      return raisesAnswer(question.message, first?.raises ?? []);
    case "runs":
      return runsAnswer(question.code === null ? run.own.raises : (first?.raises ?? []), evidence);
    case "uses":
      return usesAnswer(question, question.code === null ? run.own : first, evidence);
    case "no-loop":
      return loopAnswer(answers, evidence);
  }
}

const lost: Known = { kind: "unknown", cause: null };

/** In the function that is named, else behind the program. */
function insideOr(
  run: LearnerRun,
  question: { readonly of: string; readonly in: string | null },
  probe: Probe | null,
  outside: Known | undefined,
): Known {
  if (question.in === null) return outside ?? lost;
  const notCalled = { kind: "unknown", cause: { code: "unknown-name", args: [question.in] } } as const;
  return run.inside(question.of, question.in, probe) ?? notCalled;
}

/** Where nothing came out because something was raised on the way, that is what to talk about. */
function within(evidence: Evidence, probe: ProbeAnswer | undefined, found: Answer): Answer {
  const { lineOf, run, place } = evidence;
  const code = found.detail?.code;
  if (found.state === "passed" || code === "no-name") return found;
  // What the step's own lines raised left behind what stood there before: its numbers are not the learner's.
  const inStep = run.own.raises.find((each) => isAt(each, place));
  if (inStep !== undefined) return { state: "failed", detail: raiseDetail(inStep, lineOf) };
  if (code !== "not-known" && code !== "raises" && found.detail !== null) return found;
  const [heard] = probe?.raises ?? [];
  // What the program itself raised has a line of the learner's.
  const own = run.own.raises.find(({ message }) => heard === undefined || message === heard.message);
  const raise = own ?? heard;
  if (raise !== undefined) return { state: "failed", detail: raiseDetail(raise, lineOf) };
  return code === "not-known" && run.stopped !== null ? failed({ code: "budget" }) : found;
}

function isAt({ file, start }: RaiseNote, place: PlaceResult): boolean {
  if (place.kind !== "found") return false;
  const { uri, span } = place.place;
  return file === uri && span.start <= start && start < span.end;
}

function raiseDetail({ message, file, start }: RaiseNote, lineOf: Evidence["lineOf"]): Detail {
  const name = /^NameError: name '(.+)' is not defined$/.exec(message)?.[1];
  if (name !== undefined && lineOf(file, start) === null) return { code: "no-name", name };
  return { code: "raises", message, line: lineOf(file, start) };
}

function failed(detail: Detail): Answer {
  const undecided = detail.code === "not-known" || detail.code === "budget";
  return { state: undecided ? "unknown" : "failed", detail };
}

function valueAnswer(yours: Known, wanted: Known, tolerance: number): Answer {
  if (wanted.kind === "text" || wanted.kind === "none") return sameText(yours, wanted);
  const target = asNumbers(wanted);
  // The lesson's own expression rests on the learner's names: where it has no value, one of them is not there yet.
  if (target === null) return failed(missing(yours) ?? missing(wanted) ?? { code: "not-known", why: null });
  const lack = missing(yours);
  if (lack !== null) return failed(lack);
  const mine = asNumbers(yours);
  if (mine === null) return failed({ code: "kind", yours: yours.kind === "items" ? "list" : "str" });
  const compared = compareNumbers(mine, target, tolerance);
  // That True is 0 and should be 1 says nothing to anybody.
  const found = target.isTruth === true ? { ...compared, detail: null } : compared;
  // Numbers of a data set that nobody gave us stand for others: only what agrees with itself is certain.
  const guessed = mine.exact !== target.exact && !(mine.sized && target.sized);
  if (guessed && found.state !== "passed")
    return { state: "unknown", detail: { code: "not-known", why: null } };
  return found;
}

function sameText(yours: Known, wanted: Known): Answer {
  const same =
    yours.kind === wanted.kind &&
    (yours.kind !== "text" || wanted.kind !== "text" || yours.value === wanted.value);
  if (same) return { state: "passed", detail: null };
  return failed(missing(yours) ?? { code: "kind", yours: yours.kind === "text" ? "str" : yours.kind });
}

type Of<K extends Question["kind"]> = Extract<Question, { kind: K }>;

function shapeAnswer(question: Of<"shape">, yours: Known, { facts }: Evidence): Answer {
  const numbers = asNumbers(yours);
  // What the lesson's files do not fix (a data set of scikit-learn) has a shape all the same.
  const shape = numbers?.sized === true ? numbers.shape : shapeFact(facts(), question.of, question.in);
  if (shape === null) return failed(missing(yours) ?? { code: "kind", yours: kindOf(yours) });
  const detail = { code: "shape", yours: shape, wanted: question.is } as const;
  // That a number is one is said by the check itself.
  if (shape.join() === question.is.join())
    return { state: "passed", detail: shape.length === 0 ? null : detail };
  const size = (sizes: readonly number[]) => sizes.reduce((product, each) => product * each, 1);
  const partly = shape.length > 0 && size(shape) === size(question.is);
  return { state: partly ? "partly" : "failed", detail };
}

function kindOf(known: Known): string {
  switch (known.kind) {
    case "items":
      return "list";
    case "text":
      return "str";
    default:
      return known.kind;
  }
}

function gradientAnswer(
  { of, function: name, mistake }: Of<"gradient">,
  all: readonly ProgramCheck[],
): Answer {
  const checks = all.filter((each) => name === null || each.function === name.replace(/^.*\./, ""));
  const parameters = checks.flatMap((check) => check.parameters.map((parameter) => ({ check, parameter })));
  const wrong = parameters.find(
    ({ parameter, check }) => parameter.verdict === "wrong" && parameter.mistake === check.mistake,
  );
  const open = parameters.find(({ parameter }) => parameter.verdict === "undecided");
  const shown = wrong ?? open ?? parameters[0];
  if (shown === undefined) return { state: "failed", detail: { ...noGradient, verdict: "none" } };
  const isLearned = of === null || parameters.some(({ parameter }) => parameter.name === of);
  if (mistake === null && wrong === undefined && !isLearned)
    return { state: "failed", detail: { ...noGradient, verdict: "none", parameter: of } };
  const { check, parameter } = shown;
  const detail: Detail = gradientDetail(check, parameter);
  if (mistake !== null) {
    const made = parameters.some(({ parameter: each }) => each.mistake === mistake);
    return { state: made ? "passed" : "failed", detail };
  }
  if (parameter.verdict === "undecided") return { state: "unknown", detail };
  if (parameter.verdict === "right") return { state: "passed", detail };
  // A right direction is half of it.
  const direction = parameter.ratio !== undefined || parameter.mistake === "transposed_result";
  return { state: direction ? "partly" : "failed", detail };
}

const noGradient = {
  code: "gradient",
  parameter: null,
  mistake: null,
  reason: null,
  ratio: null,
  cases: 0,
} as const;

function gradientDetail(check: ProgramCheck, parameter: ParameterCheck): Detail {
  return {
    code: "gradient",
    parameter: parameter.name,
    verdict: parameter.verdict,
    mistake: parameter.mistake,
    reason: parameter.reason ?? null,
    ratio: parameter.ratio ?? null,
    cases: check.cases,
  };
}

function curveAnswer({ falls, ends, within: tolerance, length }: Of<"curve">, yours: Known): Answer {
  const lack = missing(yours);
  if (lack !== null) return failed(lack);
  const losses = asNumbers(yours);
  if (losses === null || losses.shape.length === 0)
    return { state: "failed", detail: { code: "not-a-list" } };
  if (!losses.exact && ends !== null) return { state: "unknown", detail: { code: "not-known", why: null } };
  const { data } = losses;
  const rise = data.findIndex((loss, at) => at > 0 && !(loss <= (data[at - 1] ?? loss)));
  const first = data[0] ?? Number.NaN;
  const last = data.at(-1) ?? Number.NaN;
  const detail: Detail = {
    code: "curve",
    length: data.length,
    first,
    last,
    rises: rise < 0 ? null : rise + 1,
    wanted: ends,
  };
  const hasFallen = !falls || last < first;
  const hasEnded = ends === null || isClose(last, ends, tolerance);
  const isLong = length === null || data.length === length;
  if (hasFallen && hasEnded && isLong) return { state: "passed", detail };
  return { state: hasFallen && falls ? "partly" : "failed", detail };
}

function raisesAnswer(message: string | null, raises: readonly RaiseNote[]): Answer {
  const [first] = raises;
  if (first === undefined) return { state: "failed", detail: { code: "no-raise" } };
  const words = message?.split("\n");
  const found = raises.find((each) => words?.some((word) => each.message.includes(word)) ?? true);
  if (found === undefined)
    return { state: "partly", detail: { code: "other-raise", message: first.message } };
  return { state: "passed", detail: { code: "raises", message: found.message, line: null } };
}

function runsAnswer(raises: readonly RaiseNote[], { lineOf, run }: Evidence): Answer {
  const [first] = raises;
  if (first !== undefined) return failed(raiseDetail(first, lineOf));
  return run.stopped === null ? { state: "passed", detail: null } : failed({ code: "budget" });
}

/** All that multiply two matrices. */
const matrixProducts = [
  "numpy.dot",
  "numpy.matmul",
  "ndarray.dot",
  "operator.matmul",
  "numpy.inner",
  "numpy.einsum",
  "numpy.tensordot",
  "numpy.linalg.multi_dot",
];

function usesAnswer(
  question: Of<"uses">,
  seen: Omit<ProbeAnswer, "value"> | undefined,
  { lineOf, run, place }: Evidence,
): Answer {
  const { operation } = question;
  const operations = (seen?.operations ?? []).filter((each) => isMeant(question, each, place));
  if (operations.some(({ name }) => isOperation(name, operation))) return { state: "passed", detail: null };
  const raise = seen?.raises[0];
  if (raise !== undefined) return failed(raiseDetail(raise, lineOf));
  return run.stopped === null ? failed({ code: "not-used", operation }) : failed({ code: "budget" });
}

function isOperation(name: string, asked: string): boolean {
  if (asked === "matrix_product") return matrixProducts.includes(name);
  if (asked === "shuffle") return /\.(?:permutation|shuffle|permuted)$|^random\.sample$/.test(name);
  if (asked === "random") return ["shuffle", "draw"].some((each) => isOperation(name, each));
  if (asked === "draw")
    return /^numpy\.random\.(?:\w+\.)?(?:randint|integers|choice|rand|random|randn|uniform)$/.test(name);
  return name === asked || name === asked.replace(/^numpy\./, "ndarray.");
}

/** In the function that is named; in what the code calls; else in the step's own lines. */
function isMeant({ in: within, code }: Of<"uses">, note: OperationNote, place: PlaceResult): boolean {
  if (within !== null) return note.functions.includes(within);
  if (code !== null || place.kind !== "found") return true;
  const { uri, span } = place.place;
  return note.file === uri && span.start <= note.span.start && note.span.end <= span.end;
}

function loopAnswer([few, many]: readonly ProbeAnswer[], { lineOf, run }: Evidence): Answer {
  const raise = few?.raises[0] ?? many?.raises[0];
  if (raise !== undefined) return failed(raiseDetail(raise, lineOf));
  if (run.stopped !== null || few === undefined || many === undefined) return failed({ code: "budget" });
  if (few.work === 0) return { state: "unknown", detail: { code: "not-known", why: null } };
  if (few.work === many.work) return { state: "passed", detail: null };
  return { state: "failed", detail: { code: "loop", few: few.work, many: many.work } };
}
