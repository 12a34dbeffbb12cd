import type { Reason } from "../algebra/reason";
import type { Import, ImportFrom, Module } from "../syntax/tree";
import type { Coverage, ExpressionFact, Problem } from "./facts";
import type { Layout } from "./layout";
import type { PlacedStretch, SectionFacts, StatementFacts } from "./sectionFacts";
import { type IsProjectImport, sectionsOf, type Unit } from "./sections";
import { statementNames } from "./statementNames";

export interface PlacedSection {
  /** Own and lent, in the order of the program. */
  readonly stretches: readonly PlacedStretch[];
  readonly importsProject: boolean;
  readonly followsDraws: boolean;
}

/** The sections of a program, with where their statements stand. */
export function placedSections(
  parts: readonly { readonly file: string; readonly module: Module }[],
  layouts: readonly Layout[],
  isProject: IsProjectImport,
): readonly PlacedSection[] {
  const modules = parts.map(({ module }) => module);
  const verdicts = new Map<Import | ImportFrom, boolean>();
  const isProjectOnce: IsProjectImport = (statement, document) => {
    const verdict = verdicts.get(statement) ?? isProject(statement, document);
    verdicts.set(statement, verdict);
    return verdict;
  };
  const { sections, followsDraws } = sectionsOf(
    modules,
    isProjectOnce,
    layouts.some(({ isTangled }) => isTangled),
  );
  const positions = new Map(
    modules.flatMap(({ body }) => body.map((statement, index) => [statement, index] as const)),
  );
  const placed = ({ document, statement }: Unit, isOwn: boolean): PlacedStretch[] => {
    const stretch = layouts[document]?.stretches[positions.get(statement) ?? -1];
    if (stretch === undefined) return [];
    const { start, end, lead, full, bare } = stretch;
    return [{ statement, start, end, lead, full, bare, uri: parts[document]?.file ?? "", isOwn }];
  };
  return sections.map(({ own, lent }) => {
    const units = [
      ...own.map((unit) => ({ unit, isOwn: true })),
      ...lent.map((unit) => ({ unit, isOwn: false })),
    ];
    const order = ({ document, statement }: Unit) => document * 1e6 + (positions.get(statement) ?? 0);
    units.sort((a, b) => order(a.unit) - order(b.unit));
    const importsProject = units.some(({ unit: { statement, document } }) =>
      statementNames(statement).imports.some((each) => isProjectOnce(each, document)),
    );
    return {
      stretches: units.flatMap(({ unit, isOwn }) => placed(unit, isOwn)),
      importsProject,
      followsDraws,
    };
  });
}

/** What was found of a program's documents. */
export interface Found {
  readonly documents: readonly StatementFacts[];
  readonly coverage: Coverage;
  readonly stopped: Reason | null;
}

/** Puts the facts of the sections together again, in the order of the texts. */
export class CollectedFacts {
  readonly #byStart = new Map<string, Map<number, StatementFacts>>();
  #coverage: Coverage = { known: 0, all: 0 };
  #stopped: Reason | null = null;

  constructor(
    private readonly parts: readonly { readonly file: string }[],
    private readonly layouts: readonly Layout[],
  ) {}

  add(stretches: readonly PlacedStretch[], { statements, coverage, stopped }: SectionFacts): void {
    const own = stretches.filter(({ isOwn }) => isOwn);
    own.forEach(({ uri, start }, index) => {
      const facts = statements[index];
      if (facts === undefined) return;
      const known = this.#byStart.get(uri) ?? new Map<number, StatementFacts>();
      this.#byStart.set(uri, known);
      known.set(start, facts);
    });
    this.#coverage = {
      known: this.#coverage.known + coverage.known,
      all: this.#coverage.all + coverage.all,
    };
    this.#stopped ??= stopped;
  }

  found(): Found {
    const documents = this.parts.map(({ file }, index): StatementFacts => {
      const known = this.#byStart.get(file);
      const expressions: ExpressionFact[] = [];
      const problems: Problem[] = [];
      for (const { start } of this.layouts[index]?.stretches ?? []) {
        const facts = known?.get(start);
        if (facts === undefined) continue;
        for (const each of facts.expressions) expressions.push(each);
        for (const each of facts.problems) problems.push(each);
      }
      return { expressions, problems };
    });
    return { documents, coverage: this.#coverage, stopped: this.#stopped };
  }
}

/** Of the expressions that hold an array, or may: how many have a shape. */
export function coverageOf(documents: readonly StatementFacts[]): Coverage {
  let known = 0;
  let all = 0;
  for (const { expressions } of documents) {
    for (const { values, python } of expressions) {
      if (values.length === 0 && python !== undefined) continue;
      all += 1;
      if (values.length > 0) known += 1;
    }
  }
  return { known, all };
}
