import { nextTurn } from "../../base/turn";
import type { DataFiles } from "../../domains/library";
import type { Analyzer } from "../../insight/analyze";
import { deriveAll } from "../../insight/derivation/program";
import { factAt } from "../../insight/factAt";
import type { DocumentFacts, ExpressionFact, Problem, ProgramFacts } from "../../insight/facts";
import { flowAt } from "../../insight/flow";
import { checkGradients, type ProgramCheck } from "../../insight/gradient/check";
import { type GradientFix, gradientFix } from "../../insight/gradient/fix";
import type { GradientProgram } from "../../insight/gradient/trace";
import { type CodeMark, markedFirst, withMarks } from "../../insight/marks";
import { analyzeInProject } from "../../insight/project";
import { sizeTrail } from "../../insight/trail";
import type { CallContext, Handlers } from "../../protocol/rpc";
import type { Parser } from "../../syntax/parser";
import { checkStep, type LessonTools, stepEdit } from "../lessons/checkStep";
import type {
  AnalysisCalls,
  DerivationReply,
  DocumentProblems,
  DocumentSummary,
  FactReply,
  ProgramSummary,
  SourceDocument,
} from "./calls";
import { DescribedData, describeData } from "./dataShape";
import { NeuronDataReader } from "./neuronData";
import { ProgramNumbers } from "./numbers/reader";

/** What the thread has loaded once. */
export interface AnalysisTools {
  readonly parser: Parser;
  readonly analyzer: Analyzer;
}

/** Milliseconds for trying changes of a gradient: meanwhile a hover waits. */
const fixPatience = 1000;

interface KnownProgram {
  readonly documents: readonly SourceDocument[];
  readonly marks: readonly CodeMark[];
  readonly facts: ProgramFacts;
  /** What the facts were found of. */
  readonly around: Around;
  /** Made when first asked for. */
  problems?: readonly DocumentProblems[];
  checks?: readonly ProgramCheck[];
  readonly fixes: Map<number, GradientFix | null>;
}

/** The other files of a program's project. */
interface Around {
  readonly sources: ReadonlyMap<string, string>;
  readonly files: DataFiles;
}

/** Answers the calls of the analysis thread. It keeps the facts of each program until the next update. */
export function analysisHandlers(tools: AnalysisTools): Handlers<AnalysisCalls> {
  const { parser, analyzer } = tools;
  const programs = new Map<string, KnownProgram>();
  const described = new DescribedData();
  const reader = new NeuronDataReader();
  const own = new ProgramNumbers();
  return {
    update: (source) => {
      const { program, documents, data, marks = [] } = source;
      const sources = new Map(source.sources.map(({ uri, text }) => [uri, text]));
      const around = { sources, files: described.files(program, data) };
      const facts = factsOf(analyzer, documents, around, "look");
      programs.set(program, { documents, marks, facts, around, fixes: new Map() });
      return summaryOf(facts);
    },
    problems: ({ program }) => {
      const known = programs.get(program);
      return known === undefined ? null : problemsOf(analyzer, known);
    },
    describeData: async ({ uri, bytes }) => {
      const description = bytes === null ? null : await describeData(bytes, uri);
      if (description === null) described.delete(uri);
      else described.set(uri, description);
      return null;
    },
    factAt: ({ program, uri, offset }) => {
      const known = programs.get(program);
      if (known === undefined) return { fact: null, problems: [], around: [], trail: [] };
      const reply = factReply(analyzer, known, uri, offset);
      if ([...reply.problems, ...reply.around].every(({ fixes }) => fixes.length === 0)) return reply;
      const document = problemsOf(analyzer, known).find((each) => each.uri === uri);
      return factReply(analyzer, known, uri, offset, document?.problems);
    },
    flow: ({ program, uri, offset }) => {
      const known = programs.get(program);
      const document = known?.facts.documents.find((each) => each.uri === uri);
      const source = known?.documents.find((each) => each.uri === uri);
      if (document === undefined || source === undefined) return null;
      return flowAt(parser.parse(source.text), document, offset);
    },
    facts: ({ program }) => programs.get(program)?.facts ?? null,
    derive: ({ program }) => {
      const known = programs.get(program);
      return known === undefined ? null : derive(parser, known);
    },
    numbers: ({ model, data, sample, learned }) => reader.numbers(model, data, sample, learned),
    numbersAt: async ({ program, ...asked }, context) => {
      const known = await current(programs, program, context);
      if (known === null) return { found: asked.spans.map(() => null), wanted: [] };
      const parts = () => known.documents.map(({ uri, text }) => ({ file: uri, module: parser.parse(text) }));
      return own.at(program, versionsOf(known), parts, asked);
    },
    check: async ({ program }, context) => {
      const known = await current(programs, program, context);
      return known === null ? null : checksOf(parser, known);
    },
    gradientFix: async ({ program, check }, context) => {
      const known = await current(programs, program, context);
      return known === null ? null : fixOf(parser, known, check);
    },
    lessonStep: (question) => checkStep(question, lessonTools(tools)),
    lessonEdit: ({ question, kind }) => stepEdit(question, kind, lessonTools(tools)),
    forget: ({ program }) => {
      analyzer.forget(programs.get(program)?.documents ?? []);
      programs.delete(program);
      described.forget(program);
      own.forget(program);
      return null;
    },
  };
}

function lessonTools({ parser, analyzer }: AnalysisTools): LessonTools {
  return {
    parse: (text) => parser.parse(text),
    facts: (documents) =>
      analyzer.analyze({ documents: documents.map((document) => ({ ...document, version: 0 })) }),
  };
}

/** A script counts with the scripts that import it; a notebook is a program of its own. */
function factsOf(
  analyzer: Analyzer,
  documents: readonly SourceDocument[],
  around: Around,
  depth: "look" | "analyze",
): ProgramFacts {
  const [document, ...more] = documents;
  return document !== undefined && more.length === 0
    ? analyzeInProject(analyzer, { document, ...around }, depth)
    : analyzer[depth]({ documents, ...around });
}

/** Trying the fixes takes a look at the program for each: that is done when somebody asks, not while they type. */
function problemsOf(analyzer: Analyzer, known: KnownProgram): readonly DocumentProblems[] {
  known.problems ??= factsOf(analyzer, known.documents, known.around, "analyze").documents.map(
    ({ uri, version, problems }) => ({ uri, version, problems }),
  );
  return known.problems;
}

function derive(parser: Parser, known: KnownProgram): DerivationReply {
  const found = deriveAll(gradientProgram(parser, known), known.facts);
  return "kind" in found ? found : { kind: "derivations", derivations: markedFirst(found, known.marks) };
}

function gradientProgram(parser: Parser, { documents, marks }: KnownProgram): GradientProgram {
  const parse = (text: string) => parser.parse(text);
  const parts = documents.map(({ uri, text }) => ({ file: uri, module: parse(text) }));
  return { parts: withMarks(parts, marks), parse };
}

/** The program, once all that was asked before is answered: a check takes a while, and a hover may not wait for it. */
async function current(
  programs: ReadonlyMap<string, KnownProgram>,
  program: string,
  { signal, begins }: CallContext<never>,
): Promise<KnownProgram | null> {
  const asked = programs.get(program);
  await nextTurn();
  begins();
  const now = programs.get(program);
  if (asked === undefined || now === undefined || signal.aborted) return null;
  return versionsOf(now) === versionsOf(asked) ? now : null;
}

function versionsOf({ documents }: KnownProgram): string {
  return documents.map(({ uri, version }) => `${uri}@${version}`).join("\n");
}

/**
 * Characters of a program whose gradients are checked while it is written, some 5,000 lines. A check goes through the program a
 * good many times, and all that a hover asks waits behind it: of a longer one nothing is said here, `neuron-lens check` takes it.
 */
const mostToCheck = 200_000;

function checksOf(parser: Parser, known: KnownProgram): readonly ProgramCheck[] {
  const length = known.documents.reduce((sum, { text }) => sum + text.length, 0);
  known.checks ??= length > mostToCheck ? [] : checkGradients(gradientProgram(parser, known), known.facts);
  return known.checks;
}

function fixOf(parser: Parser, known: KnownProgram, index: number): GradientFix | null {
  const check = checksOf(parser, known)[index];
  if (check === undefined) return null;
  const made = known.fixes.get(index);
  if (made !== undefined) return made;
  const fix = gradientFix(gradientProgram(parser, known), check, fixPatience);
  known.fixes.set(index, fix);
  return fix;
}

function summaryOf({ documents, coverage, stopped }: ProgramFacts): ProgramSummary {
  const summary = { documents: documents.map(documentSummary), coverage };
  return stopped === undefined ? summary : { ...summary, stopped };
}

function documentSummary({ uri, version, problems, classes, expressions }: DocumentFacts): DocumentSummary {
  const bound = expressions.filter(
    ({ role, values }) => values.length > 0 && (role === "store" || role === "parameter"),
  );
  const untried = problems.map((problem) => ({ ...problem, fixes: [] }));
  return { uri, version, problems: untried, classes, hints: bound.map(withoutData) };
}

/** A hint shows shapes: the values and the operands would only have to be carried across. */
function withoutData({ operation: _, values, ...fact }: ExpressionFact): ExpressionFact {
  return { ...fact, values: values.map(({ data: _data, operation: _made, ...value }) => value) };
}

function factReply(
  analyzer: Analyzer,
  { facts, documents }: KnownProgram,
  uri: string,
  offset: number,
  tried?: readonly Problem[],
): FactReply {
  const fact = factAt(facts, uri, offset);
  const known = tried ?? facts.documents.find((each) => each.uri === uri)?.problems ?? [];
  const problems = known.filter((problem) => isAt(problem, fact, offset));
  const around = known.filter((problem) => !problems.includes(problem) && isOperandOf(problem, fact));
  const moduleOf = (each: string) => {
    const module = analyzer.moduleOf(each);
    // The places are those of the text that the facts are of.
    return module?.text === documents.find((document) => document.uri === each)?.text ? module : null;
  };
  return { fact, problems, around, trail: fact === null ? [] : sizeTrail(facts, uri, fact, moduleOf) };
}

/** A problem belongs to the hover that stands on the failing expression itself, or on nothing better known. */
function isAt({ span }: Problem, fact: ExpressionFact | null, offset: number): boolean {
  if (fact !== null && fact.span.start === span.start && fact.span.end === span.end) return true;
  const inside = span.start <= offset && offset <= span.end;
  return inside && (fact === null || fact.values.length === 0);
}

function isOperandOf({ span, operands }: Problem, fact: ExpressionFact | null): boolean {
  if (fact === null || fact.span.start < span.start || fact.span.end > span.end) return false;
  return operands.some((each) => each.span.start === fact.span.start && each.span.end === fact.span.end);
}
