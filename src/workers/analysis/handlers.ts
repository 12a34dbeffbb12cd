import type { DataFile } from "../../domains/library";
import type { Analyzer } from "../../insight/analyze";
import { factAt } from "../../insight/factAt";
import type { DocumentFacts, ExpressionFact, Problem, ProgramFacts } from "../../insight/facts";
import type { Handlers } from "../../protocol/rpc";
import type { AnalysisCalls, DocumentSummary, FactReply, ProgramSummary } from "./calls";
import { describeData } from "./dataShape";
import { dataFiles } from "./project";

/** Answers the calls of the analysis thread. It keeps the facts of each program until the next update. */
export function analysisHandlers(
  analyzer: Promise<Analyzer>,
  derive: (
    documents: AnalysisCalls["derive"]["argument"]["documents"],
  ) => Promise<AnalysisCalls["derive"]["reply"]>,
): Handlers<AnalysisCalls> {
  const programs = new Map<string, ProgramFacts>();
  const described = new Map<string, DataFile>();
  return {
    update: async ({ program, documents, sources, data }) => {
      const known = new Map(
        data.flatMap((uri) => {
          const description = described.get(uri);
          return description === undefined ? [] : [[uri, description] as const];
        }),
      );
      const facts = (await analyzer).analyze({
        documents,
        sources: new Map(sources.map(({ uri, text }) => [uri, text])),
        files: dataFiles(known),
      });
      programs.set(program, facts);
      return summaryOf(facts);
    },
    describeData: async ({ uri, bytes }) => {
      const description = bytes === null ? null : await describeData(bytes, uri);
      if (description === null) described.delete(uri);
      else described.set(uri, description);
      return null;
    },
    factAt: ({ program, uri, offset }) => factReply(programs.get(program), uri, offset),
    facts: ({ program }) => programs.get(program) ?? null,
    derive: ({ documents }) => derive(documents),
    forget: ({ program }) => {
      programs.delete(program);
      return null;
    },
  };
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
  return { ...fact, values: values.map(({ data: _data, ...value }) => value) };
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
