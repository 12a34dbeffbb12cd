import type { Reason } from "../algebra/reason";
import type { ArrayFact, Coverage, Fix, Problem, ProgramFacts } from "./facts";
import { LineIndex } from "./lines";

/** What `neuron-lens shapes --json` prints. Lines count from 1, columns from 0 in UTF-16 units. */
export interface ShapesReport {
  readonly expressions: readonly ReportedExpression[];
  readonly problems: readonly ReportedProblem[];
  readonly coverage: Coverage;
  /** Set when the analysis ended at its budget. */
  readonly stopped?: string;
}

export interface ReportedPlace {
  readonly file: string;
  /** The index among all cells of the notebook, those with text included; null in a script. */
  readonly cell: number | null;
  readonly line: number;
  readonly col: number;
  readonly endLine: number;
  readonly endCol: number;
}

export interface ReportedExpression extends ReportedPlace {
  /** "(364, 30)"; the first, where there are several; null where it is unknown, or a number of Python's own. */
  readonly shape: string | null;
  /** All of them, where there are several. */
  readonly shapes?: readonly string[];
  readonly dtype: string;
  /** Why the shape is not known. */
  readonly reason?: string;
}

export interface ReportedProblem extends ReportedPlace {
  readonly severity: Problem["severity"];
  readonly code: Problem["code"];
  readonly message: string;
  readonly calls: readonly { readonly file: string; readonly line: number }[];
  readonly fixes: readonly { readonly title: string; readonly edits: readonly ReportedEdit[] }[];
}

export interface ReportedEdit extends ReportedPlace {
  readonly text: string;
}

/** A document of the program: where it lies for the reader of the report. */
export interface ReportedDocument {
  readonly file: string;
  readonly cell: number | null;
  readonly text: string;
}

/** Sentences are built in the room `present`, and handed in here. */
export interface ReportWords {
  readonly reason: (reason: Reason) => string;
  /** NumPy's sentence first. */
  readonly message: (problem: Problem) => string;
  readonly title: (fix: Fix) => string;
}

/** Facts as the command line prints them. `documents` by URI. */
export function shapesReport(
  facts: ProgramFacts,
  documents: ReadonlyMap<string, ReportedDocument>,
  words: ReportWords,
): ShapesReport {
  const expressions: ReportedExpression[] = [];
  const problems: ReportedProblem[] = [];
  for (const document of facts.documents) {
    const source = documents.get(document.uri) ?? { file: document.uri, cell: null, text: "" };
    const place = placeFinder(source);
    for (const each of document.expressions) {
      const shapes = [...new Set(each.values.map(shapeText))];
      // Shapes beside a reason are not all that the expression may have.
      const first = each.reason === undefined ? (shapes[0] ?? null) : null;
      const dtypes = [...new Set(each.values.map((value) => value.dtype))];
      const { reason } = each;
      expressions.push({
        ...place(each.span),
        shape: first,
        ...(first !== null && shapes.length > 1 ? { shapes: shapes.filter((shape) => shape !== null) } : {}),
        dtype: dtypes.length > 1 ? "unknown" : (dtypes[0] ?? each.python ?? "unknown"),
        ...(first === null && reason !== undefined ? { reason: words.reason(reason) } : {}),
      });
    }
    for (const problem of document.problems) {
      problems.push({
        ...place(problem.span),
        severity: problem.severity,
        code: problem.code,
        message: words.message(problem),
        calls: problem.calls.map(({ uri, line }) => ({ file: documents.get(uri)?.file ?? uri, line })),
        fixes: problem.fixes.map((fix) => ({
          title: words.title(fix),
          edits: fix.edits.map((edit) => ({ ...place(edit.span), text: edit.text })),
        })),
      });
    }
  }
  const report = { expressions, problems, coverage: facts.coverage };
  return facts.stopped === undefined ? report : { ...report, stopped: words.reason(facts.stopped) };
}

function placeFinder(document: ReportedDocument): (span: { start: number; end: number }) => ReportedPlace {
  const lines = new LineIndex(document.text);
  return (span) => {
    const start = lines.position(span.start);
    const end = lines.position(span.end);
    return {
      file: document.file,
      cell: document.cell,
      line: start.line,
      col: start.column,
      endLine: end.line,
      endCol: end.column,
    };
  };
}

/** Python's own form: `(3,)`, `(364, 30)`, `()`. */
function shapeText(fact: ArrayFact): string | null {
  if (fact.shape === null) return null;
  const sizes = fact.shape.map((size) => size.text);
  return sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(", ")})`;
}
