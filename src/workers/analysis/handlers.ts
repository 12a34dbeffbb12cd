import type { DataFile } from "../../domains/library";
import type { Analyzer } from "../../insight/analyze";
import { deriveProgram } from "../../insight/deriveProgram";
import { factAt } from "../../insight/factAt";
import type { DocumentFacts, ExpressionFact, Problem, ProgramFacts } from "../../insight/facts";
import { analyzeInProject } from "../../insight/project";
import type { Handlers } from "../../protocol/rpc";
import type { Parser } from "../../syntax/parser";
import type {
  AnalysisCalls,
  DerivationReply,
  DocumentSummary,
  FactReply,
  ProgramSource,
  ProgramSummary,
  SourceDocument,
} from "./calls";
import { describeData } from "./dataShape";
import { dataFiles } from "./project";

/** What the thread has loaded once. */
export interface AnalysisTools {
  readonly parser: Parser;
  readonly analyzer: Analyzer;
}

interface KnownProgram {
  readonly documents: readonly SourceDocument[];
  readonly facts: ProgramFacts;
}

/** Answers the calls of the analysis thread. It keeps the facts of each program until the next update. */
export function analysisHandlers(tools: Promise<AnalysisTools>): Handlers<AnalysisCalls> {
  const programs = new Map<string, KnownProgram>();
  const described = new Map<string, DataFile>();
  return {
    update: async (source) => {
      const { analyzer } = await tools;
      const facts = analyzeSource(analyzer, source, described);
      programs.set(source.program, { documents: source.documents, facts });
      return summaryOf(facts);
    },
    describeData: async ({ uri, bytes }) => {
      const description = bytes === null ? null : await describeData(bytes, uri);
      if (description === null) described.delete(uri);
      else described.set(uri, description);
      return null;
    },
    factAt: ({ program, uri, offset }) => factReply(programs.get(program)?.facts, uri, offset),
    facts: ({ program }) => programs.get(program)?.facts ?? null,
    derive: async ({ program }) => {
      const { parser } = await tools;
      const known = programs.get(program);
      return known === undefined ? null : derive(parser, known);
    },
    forget: ({ program }) => {
      programs.delete(program);
      return null;
    },
  };
}

/** A script counts with the scripts that import it; a notebook is a program of its own. */
function analyzeSource(
  analyzer: Analyzer,
  { documents, sources, data }: ProgramSource,
  described: ReadonlyMap<string, DataFile>,
): ProgramFacts {
  const known = data.flatMap((uri) => {
    const description = described.get(uri);
    return description === undefined ? [] : [[uri, description] as const];
  });
  const around = {
    sources: new Map(sources.map(({ uri, text }) => [uri, text])),
    files: dataFiles(new Map(known)),
  };
  const [document, ...more] = documents;
  return document !== undefined && more.length === 0
    ? analyzeInProject(analyzer, { document, ...around })
    : analyzer.analyze({ documents, ...around });
}

function derive(parser: Parser, { documents, facts }: KnownProgram): DerivationReply {
  const parse = (text: string) => parser.parse(text);
  const parts = documents.map(({ uri, text }) => ({ file: uri, module: parse(text) }));
  const found = deriveProgram({ parts, parse }, facts);
  return "kind" in found ? found : { kind: "derivation", derivation: found };
}

function summaryOf({ documents, coverage, stopped }: ProgramFacts): ProgramSummary {
  const summary = { documents: documents.map(documentSummary), coverage };
  return stopped === undefined ? summary : { ...summary, stopped };
}

function documentSummary({ uri, version, problems, classes, expressions }: DocumentFacts): DocumentSummary {
  const bound = expressions.filter(
    ({ role, values }) => values.length > 0 && (role === "store" || role === "parameter"),
  );
  return { uri, version, problems, classes, hints: bound.map(withoutData) };
}

/** A hint shows shapes: the values and the operands would only have to be carried across. */
function withoutData({ operation: _, values, ...fact }: ExpressionFact): ExpressionFact {
  return { ...fact, values: values.map(({ data: _data, operation: _made, ...value }) => value) };
}

function factReply(facts: ProgramFacts | undefined, uri: string, offset: number): FactReply {
  if (facts === undefined) return { fact: null, problems: [] };
  const fact = factAt(facts, uri, offset);
  const document = facts.documents.find((each) => each.uri === uri);
  const problems = (document?.problems ?? []).filter((problem) => isAt(problem, fact, offset));
  return { fact, problems };
}

/** A problem belongs to the hover that stands on the failing expression itself, or on nothing better known. */
function isAt({ span }: Problem, fact: ExpressionFact | null, offset: number): boolean {
  if (fact !== null && fact.span.start === span.start && fact.span.end === span.end) return true;
  const inside = span.start <= offset && offset <= span.end;
  return inside && (fact === null || fact.values.length === 0);
}
