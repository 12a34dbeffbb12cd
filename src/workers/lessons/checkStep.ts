import type { ProgramFacts } from "../../insight/facts";
import { checkGradients, type ProgramCheck } from "../../insight/gradient/check";
import type { Question, Step } from "../../lessons/lesson";
import type { CheckResult, LearnerDocument, LessonEdit, PlaceResult, StepResult } from "../../lessons/result";
import type { Module } from "../../syntax/tree";
import { editOf, startCode } from "./edits";
import { runLearner } from "./learnerRun";
import { type DataTables, tableOf } from "./lessonDomain";
import { findPlace, lineAt, type StartPlace, startPlace } from "./place";
import { type Answer, answer, type Evidence, probesOf } from "./questions";
import { startDocuments } from "./startDocuments";
import { isUnwritten } from "./unwritten";

/** A step of a lesson, with the files that it is about. Plain data: it can be sent to a thread. */
export interface StepQuestion {
  readonly step: Step;
  /** What the lesson's files start from, in the learner's language. */
  readonly files: readonly { readonly path: string; readonly start: string }[];
  /** What the learner has of them, by their paths: one document for a script, each code cell of a notebook. */
  readonly documents: Readonly<Record<string, readonly LearnerDocument[]>>;
}

export interface LessonTools {
  readonly parse: (text: string) => Module;
  /** The shapes of a program, for what its numbers do not tell; null where nobody can tell. */
  readonly facts: (documents: readonly LearnerDocument[]) => ProgramFacts | null;
}

/** Interprets the learner's file and answers every check of the step. Never throws on a learner's program. */
export function checkStep(question: StepQuestion, tools: LessonTools): StepResult {
  const { step } = question;
  const documents = documentsOf(question);
  const place = placeIn(question, tools);
  if (documents.length === 0) {
    const checks = step.checks.map(({ id }): CheckResult => ({ id, state: "failed", detail: null }));
    return { step: step.id, done: false, checks, mistakes: [], place };
  }
  const session = new StepSession(question, { documents, place }, tools);
  const early = step.checks.filter(({ kind }) => kind !== "curve");
  const found = session.answers(early);
  // A curve takes a whole training; it waits until all else is right.
  const ready = [...found.values()].every(({ state }) => state === "passed");
  const late = step.checks.filter(({ kind }) => kind === "curve");
  for (const [check, each] of ready ? session.answers(late) : []) found.set(check, each);
  const waiting: Answer = { state: "waiting", detail: { code: "waits" } };
  const checks = step.checks.map(
    (check): CheckResult => ({ id: check.id, ...(found.get(check) ?? waiting) }),
  );
  const done = checks.every(({ state }) => state === "passed");
  const mistakes = done ? [] : session.mistakes();
  return { step: step.id, done, checks, mistakes, place };
}

/** The change that fills a step in, or takes it back to its start; null where its place is not found. */
export function stepEdit(
  question: StepQuestion,
  kind: "solution" | "reset",
  tools: LessonTools,
): LessonEdit | null {
  const start = startOf(question, tools);
  const code = kind === "solution" ? question.step.solution : start === null ? null : startCode(start);
  if (code === null) return null;
  return editOf(placeIn(question, tools), documentsOf(question), code);
}

function documentsOf({ step, documents }: StepQuestion): readonly LearnerDocument[] {
  return Object.hasOwn(documents, step.file) ? (documents[step.file] ?? []) : [];
}

function startOf({ step, files }: StepQuestion, { parse }: LessonTools): StartPlace | null {
  const file = files.find(({ path }) => path === step.file);
  const documents = file === undefined ? [] : startDocuments(file.path, file.start);
  for (const { text } of documents) {
    const place = startPlace(step.anchor, text, parse);
    if (place !== null) return place;
  }
  return null;
}

function placeIn(question: StepQuestion, tools: LessonTools): PlaceResult {
  const documents = documentsOf(question);
  if (documents.length === 0) return { kind: "no-file", file: question.step.file };
  return findPlace(question.step.anchor, startOf(question, tools), documents, tools.parse);
}

/** What one look at a learner's file needs, each made once. */
class StepSession {
  readonly #question: StepQuestion;
  readonly #documents: readonly LearnerDocument[];
  readonly #place: PlaceResult;
  readonly #tools: LessonTools;
  #gradients: readonly ProgramCheck[] | null = null;
  #facts: { readonly facts: ProgramFacts | null } | null = null;

  constructor(
    question: StepQuestion,
    learner: { readonly documents: readonly LearnerDocument[]; readonly place: PlaceResult },
    tools: LessonTools,
  ) {
    this.#question = question;
    this.#documents = learner.documents;
    this.#place = learner.place;
    this.#tools = tools;
  }

  /** One run of the program for all questions together. */
  answers<Q extends Question>(questions: readonly Q[]): Map<Q, Answer> {
    if (questions.length === 0) return new Map();
    const { parse } = this.#tools;
    const probes = questions.map((each) => probesOf(each));
    const parts = this.#documents.map(({ uri, text }) => ({ file: uri, module: parse(text) }));
    const line = this.#brokenLine(parts);
    if (line !== null) {
      const unread: Answer = { state: "failed", detail: { code: "syntax", line } };
      return new Map(questions.map((question) => [question, unread]));
    }
    const run = runLearner({
      parts,
      probes: probes.flat(),
      tables: this.#tables(),
      modules: this.#modules(),
      parse,
    });
    const evidence: Evidence = {
      run,
      place: this.#place,
      gradients: () => this.#checkGradients(),
      facts: () => this.#findFacts(),
      isUnwritten: () =>
        this.#place.kind === "found" &&
        parts.some(
          ({ file, module }) =>
            this.#place.kind === "found" &&
            file === this.#place.place.uri &&
            isUnwritten(module.body, this.#place.place.span),
        ),
      lineOf: (file, offset) => {
        const text = this.#documents.find(({ uri }) => uri === file)?.text;
        return text === undefined ? null : lineAt(text, offset);
      },
    };
    let next = 0;
    return new Map(
      questions.map((question, at) => {
        const count = probes[at]?.length ?? 0;
        const answers = run.answers.slice(next, next + count);
        next += count;
        return [question, answer(question, { evidence, probes: probes[at] ?? [], answers })];
      }),
    );
  }

  /** The line of the step that Python can't read (anywhere, where the step's lines are not found); null for none. */
  #brokenLine(parts: readonly { readonly file: string; readonly module: Module }[]): number | null {
    const place = this.#place;
    for (const { file, module } of parts) {
      if (place.kind === "found" && file !== place.place.uri) continue;
      const { text, broken } = module;
      const { start, end } = place.kind === "found" ? place.place.span : { start: 0, end: text.length };
      const [from, to] = [text.lastIndexOf("\n", start - 1) + 1, text.indexOf("\n", end)];
      const first = broken.find((each) => from <= each.start && (to < 0 || each.start <= to));
      if (first !== undefined) return lineAt(text, first.start);
    }
    return null;
  }

  /** The typical mistakes that fit, in the lesson's order. */
  mistakes(): string[] {
    const { mistakes } = this.#question.step;
    const answers = this.answers(mistakes.map(({ when }) => when));
    return mistakes.filter(({ when }) => answers.get(when)?.state === "passed").map(({ id }) => id);
  }

  #tables(): DataTables {
    const tables = this.#question.files.flatMap(({ path, start }) => {
      const table = path.endsWith(".csv") ? tableOf(start) : null;
      return table === null ? [] : [[path, table] as const];
    });
    return new Map(tables);
  }

  /** The lesson's other Python files, for imports: the learner's, else as they were at the start. */
  #modules(): ReadonlyMap<string, string> {
    const { files, documents, step } = this.#question;
    const others = files.filter(({ path }) => path !== step.file && path.endsWith(".py"));
    return new Map(
      others.map(({ path, start }) => {
        const [own] = Object.hasOwn(documents, path) ? (documents[path] ?? []) : [];
        return [path.replace(/\.py$/, ""), own?.text ?? start];
      }),
    );
  }

  #checkGradients(): readonly ProgramCheck[] {
    const { parse } = this.#tools;
    const parts = this.#documents.map(({ uri, text }) => ({ file: uri, module: parse(text) }));
    // The check brings data of its own. Lines that cut the lesson's data file at row 364 would leave nothing of it.
    const definitions = parts.map((part) => ({ ...part, module: definitionsOf(part.module) }));
    const defines = definitions.some(({ module }) =>
      module.body.some(({ kind }) => kind === "class" || kind === "function"),
    );
    this.#gradients ??= checkGradients({ parts: defines ? definitions : parts, parse });
    return this.#gradients;
  }

  #findFacts(): ProgramFacts | null {
    this.#facts ??= { facts: this.#tools.facts(this.#documents) };
    return this.#facts.facts;
  }
}

const definitionKinds: ReadonlySet<string> = new Set(["function", "class", "import", "import-from"]);

function definitionsOf(module: Module): Module {
  return { ...module, body: module.body.filter(({ kind }) => definitionKinds.has(kind)) };
}
