import { innerBlocks } from "../syntax/blocks";
import type { Expression, FunctionDefinition, Module, Statement } from "../syntax/tree";
import type { ArrayFact, DocumentFacts, ExpressionFact, Origin, ProgramFacts } from "./facts";
import { LineIndex } from "./lines";

/** One step back to where an array came from: the code that made it, and what that gave. */
export interface TrailStep extends Origin {
  readonly value: ArrayFact;
}

/** Further back than this nobody reads. */
const longest = 4;

/**
 * Where an array came from, step by step from the nearest: what its variable was bound to, what that was made of, through
 * calls to the arguments. Each step follows the operand that most of the sizes come from.
 */
export function trailOf(
  facts: ProgramFacts,
  uri: string,
  from: ExpressionFact,
  moduleOf: (uri: string) => Module | null,
): readonly TrailStep[] {
  const steps: TrailStep[] = [];
  const seen = new Set<ExpressionFact>();
  let place: { readonly uri: string; readonly fact: ExpressionFact } | null = { uri, fact: from };
  while (place !== null && steps.length < longest && !seen.has(place.fact)) {
    seen.add(place.fact);
    const current: { readonly uri: string; readonly fact: ExpressionFact } = place;
    const document = facts.documents.find((each) => each.uri === current.uri);
    const module = moduleOf(current.uri);
    if (document === undefined || module === null) break;
    const found: Found | null = stepBack(document, module, current.fact);
    if (found === null) break;
    if (found.made !== null) {
      const { span } = found.made;
      const text = module.text.slice(span.start, span.end).replace(/\s+/g, " ");
      const line = new LineIndex(module.text).position(span.start).line;
      steps.push({ uri: current.uri, line, text, value: found.value });
    }
    const { next } = found;
    if (next === null) break;
    const fact = facts.documents
      .find((each) => each.uri === (next.file ?? current.uri))
      ?.expressions.find(({ span }) => span.start === next.start && span.end === next.end);
    place = fact === undefined ? null : { uri: next.file ?? current.uri, fact };
  }
  return steps;
}

interface Found {
  readonly made: Expression | null;
  readonly value: ArrayFact;
  readonly next: { readonly file?: string; readonly start: number; readonly end: number } | null;
}

function stepBack(document: DocumentFacts, module: Module, fact: ExpressionFact): Found | null {
  const value = fact.values.find(({ shape }) => shape !== null);
  if (value === undefined) return null;
  if (fact.role === "parameter") return { made: null, value, next: fact.passed ?? null };
  if (fact.role === "load" || fact.role === "attribute") {
    const binding = bindingOf(document, module, fact);
    return binding === null ? null : { made: null, value, next: binding.span };
  }
  const made = fact.role === "store" ? boundTo(module.body, fact.span.start) : null;
  const span = made?.span ?? fact.span;
  const hasBinding = (read: ExpressionFact) => bindingOf(document, module, read) !== null;
  return { made, value, next: mainOperand(document, span, value, hasBinding)?.span ?? null };
}

/** Where a variable was last bound before it is read, in its own function; an attribute anywhere. */
function bindingOf(document: DocumentFacts, module: Module, fact: ExpressionFact): ExpressionFact | null {
  const own = functionAt(module.body, fact.span.start);
  const isBinding = ({ role, text }: ExpressionFact) =>
    (role === "store" || role === "parameter") && text === fact.text;
  const isNear = ({ span }: ExpressionFact) => functionAt(module.body, span.start) === own;
  const { expressions } = document;
  // `w = w * 2` reads what w was before.
  const start = statementStart(module.body, fact.span.start) ?? fact.span.start;
  const before = expressions.filter((each) => each.span.start < start && isBinding(each));
  const near = before.findLast(isNear);
  if (near !== undefined) return near;
  return fact.role === "attribute" ? (expressions.find(isBinding) ?? null) : null;
}

/** Of the variables that an expression reads, the array that has most of its sizes; the largest if none has any. */
function mainOperand(
  { expressions }: DocumentFacts,
  { start, end }: { readonly start: number; readonly end: number },
  made: ArrayFact,
  hasBinding: (read: ExpressionFact) => boolean,
): ExpressionFact | null {
  const sizes = (made.shape ?? []).map(({ text }) => text);
  let best: { readonly fact: ExpressionFact; readonly score: number } | null = null;
  for (const fact of expressions) {
    if (fact.span.start < start || fact.span.end > end) continue;
    if (fact.role !== "load" && fact.role !== "attribute") continue;
    const shape = fact.values.find((each) => each.shape !== null)?.shape ?? [];
    if (shape.length === 0 || !hasBinding(fact)) continue;
    const score = shape.filter(({ text }) => sizes.includes(text)).length * 10 + shape.length;
    if (best === null || score > best.score) best = { fact, score };
  }
  return best?.fact ?? null;
}

/** The right side of the assignment whose target stands at an offset. */
function boundTo(block: readonly Statement[], offset: number): Expression | null {
  for (const statement of block) {
    if (offset < statement.span.start || offset > statement.span.end) continue;
    if (statement.kind === "assign") return statement.value;
    const inner =
      statement.kind === "function" || statement.kind === "class" ? [statement.body] : innerBlocks(statement);
    for (const each of inner) {
      const found = boundTo(each, offset);
      if (found !== null) return found;
    }
  }
  return null;
}

/** Where the innermost statement around an offset begins. */
function statementStart(block: readonly Statement[], offset: number): number | null {
  for (const statement of block) {
    if (offset < statement.span.start || offset > statement.span.end) continue;
    const inner =
      statement.kind === "function" || statement.kind === "class" ? [statement.body] : innerBlocks(statement);
    for (const each of inner) {
      const found = statementStart(each, offset);
      if (found !== null) return found;
    }
    return statement.span.start;
  }
  return null;
}

function functionAt(block: readonly Statement[], offset: number): FunctionDefinition | null {
  for (const statement of block) {
    if (offset < statement.span.start || offset > statement.span.end) continue;
    if (statement.kind === "function") return functionAt(statement.body, offset) ?? statement;
    const inner = statement.kind === "class" ? [statement.body] : innerBlocks(statement);
    for (const each of inner) {
      const found = functionAt(each, offset);
      if (found !== null) return found;
    }
  }
  return null;
}
