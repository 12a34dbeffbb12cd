import type { Span } from "../base/span";
import { innerBlocks, statementsOf } from "../syntax/blocks";
import type { Expression, FunctionDefinition, Module, Statement } from "../syntax/tree";
import type { ArrayFact, DocumentFacts, ExpressionFact } from "./facts";
import { copied } from "./lines";

/** The arrays of one function in the order in which its text makes them, and which is made of which. */
export interface FlowFact {
  /** null for the program outside of all functions. */
  readonly name: string | null;
  readonly span: Span;
  readonly entries: readonly FlowEntry[];
}

export interface FlowEntry {
  readonly kind: "parameter" | "assigned" | "returned";
  /** What is bound; the source of what is returned. */
  readonly text: string;
  readonly span: Span;
  /** The source of the right side, on one line; empty for a parameter. */
  readonly source: string;
  /** Several where the function is called with several shapes. */
  readonly values: readonly ArrayFact[];
  /** The entries that it is made of, by their place in the list. */
  readonly reads: readonly number[];
}

/** More would be no overview. */
const longest = 60;

/** The flow through the function that an offset lies in, or else through the rest of the document. */
export function flowAt(module: Module, document: DocumentFacts, offset: number): FlowFact {
  const definition = functionAt(module.body, offset);
  const body = definition?.body ?? module.body;
  const flow = new Flow(document);
  for (const parameter of definition?.parameters ?? []) flow.parameter(parameter.span);
  for (const statement of statementsOf(body)) flow.statement(statement, module.text);
  return {
    name: definition?.name ?? null,
    span: definition === null ? { start: 0, end: module.text.length } : copied(definition.span),
    entries: flow.entries.slice(0, longest),
  };
}

/** The innermost function around an offset. */
function functionAt(block: readonly Statement[], offset: number): FunctionDefinition | null {
  for (const statement of block) {
    if (offset < statement.span.start || offset > statement.span.end) continue;
    if (statement.kind === "function") return functionAt(statement.body, offset) ?? statement;
    if (statement.kind === "class") return functionAt(statement.body, offset);
    for (const inner of innerBlocks(statement)) {
      const found = functionAt(inner, offset);
      if (found !== null) return found;
    }
  }
  return null;
}

class Flow {
  readonly entries: FlowEntry[] = [];
  readonly #arrays: readonly ExpressionFact[];
  /** The last entry of each name so far. */
  readonly #last = new Map<string, number>();

  constructor(document: DocumentFacts) {
    this.#arrays = document.expressions.filter(({ values }) => values.some(({ shape }) => shape !== null));
  }

  parameter(span: Span): void {
    const fact = this.#within(span).find(({ role }) => role === "parameter");
    if (fact !== undefined) this.#add({ kind: "parameter", fact, source: "", reads: [] });
  }

  statement(statement: Statement, text: string): void {
    if (statement.kind === "assign") this.#bind(statement.targets, statement.value, text, false);
    else if (statement.kind === "augmented-assign")
      this.#bind([statement.target], statement.value, text, true);
    else if (statement.kind === "for") this.#bind([statement.target], statement.iterable, text, false);
    else if (statement.kind === "return") this.#returned(statement.value, text);
  }

  /** `isUpdate`: `w -= …` is made of what `w` was, too. */
  #bind(targets: readonly Expression[], value: Expression | null, text: string, isUpdate: boolean): void {
    if (value === null) return;
    const source = oneLine(value, text);
    const reads = this.#reads(value.span);
    for (const target of targets)
      for (const fact of this.#within(target.span).filter(({ role }) => role === "store")) {
        const own = isUpdate ? (this.#last.get(fact.text) ?? null) : null;
        const all = own === null || reads.includes(own) ? reads : [...reads, own].sort((a, b) => a - b);
        this.#add({ kind: "assigned", fact, source, reads: all });
      }
  }

  #returned(value: Expression | null, text: string): void {
    if (value === null) return;
    const { start, end } = value.span;
    const fact = this.#within(value.span).find(({ span }) => span.start === start && span.end === end);
    if (fact !== undefined)
      this.#add({ kind: "returned", fact, source: oneLine(value, text), reads: this.#reads(value.span) });
  }

  #reads(span: Span): readonly number[] {
    const read = this.#within(span).flatMap(({ role, text }) => {
      const entry = role === "load" || role === "attribute" ? this.#last.get(text) : undefined;
      return entry === undefined ? [] : [entry];
    });
    return [...new Set(read)].sort((a, b) => a - b);
  }

  #within({ start, end }: Span): readonly ExpressionFact[] {
    return this.#arrays.filter(({ span }) => span.start >= start && span.end <= end);
  }

  #add({
    kind,
    fact,
    source,
    reads,
  }: Pick<FlowEntry, "kind" | "source" | "reads"> & { readonly fact: ExpressionFact }): void {
    const values = fact.values
      .filter(({ shape }) => shape !== null)
      .map(({ shape, dtype, scalar }) => ({ shape, dtype, scalar }));
    // Numbers that are no arrays to a learner would only make the list longer.
    if (values.every(({ shape }) => shape?.length === 0) && kind === "assigned" && reads.length === 0) return;
    this.entries.push({ kind, text: fact.text, span: copied(fact.span), source, values, reads });
    if (kind !== "returned") this.#last.set(fact.text, this.entries.length - 1);
  }
}

function oneLine({ span }: Expression, text: string): string {
  return text.slice(span.start, span.end).replace(/\s+/g, " ");
}
