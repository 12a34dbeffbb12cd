import type { Span } from "../base/span";
import { innerBlocks } from "../syntax/blocks";
import type { Expression, FunctionDefinition, Module, Statement } from "../syntax/tree";
import type { ArrayFact, ExpressionFact, Origin, ProgramFacts, SizeFact } from "./facts";
import { LineIndex } from "./lines";

/** One step back to where an array came from: the code that made it, and what that gave. */
interface TrailStep extends Origin {
  /** Null where it is no array: `len(x)`. */
  readonly value: ArrayFact | null;
  readonly sizes: readonly SizeFact[];
  readonly made: Expression;
  /** The sizes, as texts, of all that it was made of. */
  readonly given: ReadonlySet<string>;
}

/** A place that decided a size: data that were loaded, a split, a selection. */
export interface SizeStep extends Origin {
  /** What is called there ("train_test_split"); null where it is no call. */
  readonly callee: string | null;
  /** Its keywords that are numbers or words of the program: "test_size=0.2". */
  readonly keywords: readonly { readonly name: string; readonly text: string }[];
  /** The array that it was made of, where it was. */
  readonly before: readonly SizeFact[] | null;
  readonly after: readonly SizeFact[];
  /** Those of `after` that it decided. */
  readonly decided: readonly SizeFact[];
}

type ModuleOf = (uri: string) => Module | null;

/** Steps back: longer ways are walked by no program that a reader follows. */
const longest = 24;
/** More places than this say less: the nearest, and the first. */
const mostPlaces = 5;

/**
 * The places that decided the sizes of an expression, in the order in which the program comes by: each of the sizes is
 * followed back to where it is new, and from there the size that it replaced.
 */
export function sizeTrail(
  facts: ProgramFacts,
  uri: string,
  from: ExpressionFact,
  moduleOf: ModuleOf,
): readonly SizeStep[] {
  const steps = trailOf(facts, uri, from, moduleOf);
  const arrays = [arrayOf(from)?.shape, ...(from.operation?.operands ?? []).map(({ shape }) => shape)];
  const wanted = new Set(
    [...arrays.flatMap((shape) => shape ?? []), ...(from.sizes?.items ?? [])].map(({ text }) => text),
  );
  const found = steps.flatMap((step, index): SizeStep[] => {
    const older = steps[index + 1]?.sizes ?? null;
    const decided = step.sizes.filter(({ text }) => wanted.has(text) && !step.given.has(text));
    if (decided.length === 0) return [];
    for (const size of replaced(older ?? [], step.sizes, decided)) wanted.add(size.text);
    const { uri: at, line, text, made, sizes } = step;
    return [{ uri: at, line, text, ...callOf(made), before: older, after: sizes, decided }];
  });
  const nearest = found.length > mostPlaces ? [...found.slice(0, mostPlaces - 1), ...found.slice(-1)] : found;
  return nearest.reverse();
}

/** The sizes in whose place the decided ones stand: on the same axis, or anywhere where the number of axes changed. */
export function replaced(
  older: readonly SizeFact[],
  own: readonly SizeFact[],
  decided: readonly SizeFact[],
): readonly SizeFact[] {
  const isIn = (sizes: readonly SizeFact[], text: string | undefined) =>
    sizes.some((each) => each.text === text);
  const gone = older.filter(({ text }) => !isIn(own, text));
  if (older.length !== own.length) return gone;
  return gone.filter((size) => isIn(decided, own[older.indexOf(size)]?.text));
}

function callOf(made: Expression): Pick<SizeStep, "callee" | "keywords"> {
  if (made.kind !== "call") return { callee: null, keywords: [] };
  const keywords = made.arguments.flatMap(({ kind, name, value }) => {
    const text = kind === "keyword" ? literal(value) : null;
    return name === null || text === null ? [] : [{ name, text }];
  });
  return { callee: nameOf(made.callee), keywords };
}

function literal(value: Expression): string | null {
  if (value.kind === "number") return String(value.value);
  return value.kind === "name" ? value.id : null;
}

/** `np.random.randn`; null for a callee that is no plain name. */
function nameOf(callee: Expression): string | null {
  if (callee.kind === "name") return callee.id;
  if (callee.kind !== "attribute") return null;
  const object = nameOf(callee.object);
  return object === null ? `….${callee.name}` : `${object}.${callee.name}`;
}

interface Place {
  readonly uri: string;
  readonly fact: ExpressionFact;
}

/**
 * Where an array came from, step by step from the nearest: what its variable was bound to, what that was made of, through
 * calls to the arguments. Each step follows the operand that most of the sizes come from.
 */
export function trailOf(
  facts: ProgramFacts,
  uri: string,
  from: ExpressionFact,
  moduleOf: ModuleOf,
): readonly TrailStep[] {
  const walk = new Walk(facts, moduleOf);
  const steps: TrailStep[] = [];
  const seen = new Set<ExpressionFact>();
  let place: Place | null = { uri, fact: from };
  for (let count = 0; place !== null && count < longest && !seen.has(place.fact); count++) {
    seen.add(place.fact);
    const found: Found = walk.back(place);
    if (found.made !== null) steps.push(walk.step(found.made, place.fact));
    place = found.next;
  }
  return steps;
}

interface Made {
  readonly uri: string;
  readonly expression: Expression;
}

interface Found {
  readonly made: Made | null;
  readonly next: Place | null;
}

const nothing: Found = { made: null, next: null };

class Walk {
  readonly #lines = new Map<string, LineIndex>();

  constructor(
    private readonly facts: ProgramFacts,
    private readonly moduleOf: ModuleOf,
  ) {}

  step({ uri, expression }: Made, fact: ExpressionFact): TrailStep {
    const { span } = expression;
    const source = this.moduleOf(uri)?.text ?? "";
    const text = source.slice(span.start, span.end).replace(/\s+/g, " ");
    const value = arrayOf(fact) ?? null;
    const sizes = sizesOf(fact);
    const lines = this.#lines.get(uri) ?? new LineIndex(source);
    this.#lines.set(uri, lines);
    const { line } = lines.position(span.start);
    const given = this.#reads(uri, span, fact).flatMap((each) => sizesOf(each).map((size) => size.text));
    return { uri, line, text, value, sizes, made: expression, given: new Set(given) };
  }

  back(place: Place): Found {
    const { uri, fact } = place;
    const module = this.moduleOf(uri);
    if (module === null || (arrayOf(fact) === undefined && fact.sizes === undefined)) return nothing;
    if (fact.role === "parameter") return { made: null, next: this.#argument(place) };
    if (fact.role === "load" || fact.role === "attribute") {
      const binding = this.#binding(place);
      if (binding !== null) return { made: null, next: binding };
      const source = this.#source(place);
      if (source !== null) return { made: source, next: null };
      return { made: null, next: this.#mainOperand(uri, fact.span, fact) };
    }
    if (fact.role !== "store") {
      const expression = expressionAt(module, fact);
      const made = expression === null ? null : { uri, expression };
      return { made, next: this.#mainOperand(uri, fact.span, fact) };
    }
    const statement = statementAt(module.body, fact.span.start);
    if (statement?.kind === "augmented-assign") return { made: null, next: this.#binding(place) };
    const expression = statement?.kind === "assign" ? statement.value : null;
    if (expression === null) return nothing;
    return { made: { uri, expression }, next: this.#mainOperand(uri, expression.span, fact) };
  }

  #argument({ uri, fact }: Place): Place | null {
    const { passed } = fact;
    if (passed === undefined) return null;
    const argument = this.#expressions(passed.file).find(
      ({ span }) => span.start === passed.start && span.end === passed.end,
    );
    return argument === undefined ? null : { uri: passed.file ?? uri, fact: argument };
  }

  /** Where a variable was last bound before it is read: in its own function, else by the module; an attribute anywhere. */
  #binding({ uri, fact }: Place): Place | null {
    const module = this.moduleOf(uri);
    if (module === null) return null;
    const expressions = this.#expressions(uri);
    const own = functionAt(module.body, fact.span.start);
    // `w = w * 2` reads what w was before.
    const start = statementAt(module.body, fact.span.start)?.span.start ?? fact.span.start;
    const isBinding = (each: ExpressionFact) =>
      (each.role === "store" || each.role === "parameter") && each.text === fact.text;
    const isNear = ({ span }: ExpressionFact) => functionAt(module.body, span.start) === own;
    const near = expressions.findLast((each) => each.span.start < start && isBinding(each) && isNear(each));
    if (near !== undefined) return { uri, fact: near };
    if (fact.role === "attribute") {
      const anywhere = expressions.find(isBinding);
      if (anywhere !== undefined) return { uri, fact: anywhere };
    }
    return this.#global(uri, own === null ? start : Number.POSITIVE_INFINITY, isBinding);
  }

  /** Bound by the module: by this document before an offset, or by a cell above. */
  #global(uri: string, end: number, isBinding: (each: ExpressionFact) => boolean): Place | null {
    for (const at of this.#upTo(uri)) {
      const body = this.moduleOf(at)?.body ?? [];
      const found = this.#expressions(at).findLast(
        (each) =>
          (at !== uri || each.span.start < end) &&
          isBinding(each) &&
          functionAt(body, each.span.start) === null,
      );
      if (found !== undefined) return { uri: at, fact: found };
    }
    return null;
  }

  /** `cancer.data`: what made `cancer`, which is no array itself. */
  #source({ uri, fact }: Place): Made | null {
    const [, root] = /^(\w+)\./.exec(fact.text) ?? [];
    if (root === undefined || fact.role !== "attribute") return null;
    const { start } = fact.span;
    const isRoot = (each: ExpressionFact) => each.span.start === start && each.text === root;
    if (this.#expressions(uri).some((each) => isRoot(each) && each.values.length > 0)) return null;
    for (const at of this.#upTo(uri)) {
      const module = this.moduleOf(at);
      const own = at === uri && module !== null ? functionAt(module.body, start) : null;
      const before = at === uri ? start : Number.POSITIVE_INFINITY;
      const expression =
        lastBound(own?.body ?? [], root, before) ?? lastBound(module?.body ?? [], root, before);
      if (expression !== null) return { uri: at, expression };
    }
    return null;
  }

  /** A document and those above it, the nearest first. */
  #upTo(uri: string): readonly string[] {
    const uris = this.facts.documents.map((each) => each.uri);
    return uris.slice(0, uris.indexOf(uri) + 1).reverse();
  }

  /** Of the variables that an expression reads, the array that has most of its sizes; the largest if none has any. */
  #mainOperand(uri: string, { start, end }: Span, made: ExpressionFact): Place | null {
    const sizes = sizesOf(made).map(({ text }) => text);
    let best: { readonly place: Place; readonly score: number } | null = null;
    for (const fact of this.#reads(uri, { start, end }, made)) {
      const own = sizesOf(fact);
      const shared = own.filter(({ text }) => sizes.includes(text)).length;
      // A number is of interest only for the size that it gives.
      const score = shared * 10 + (arrayOf(fact)?.shape?.length ?? 0);
      if (score === 0 || (best !== null && score <= best.score)) continue;
      const place = { uri, fact };
      if (this.#binding(place) !== null || this.#source(place) !== null) best = { place, score };
    }
    return best?.place ?? null;
  }

  /** The variables that a stretch of code reads. */
  #reads(uri: string, { start, end }: Span, except: ExpressionFact): readonly ExpressionFact[] {
    const found: ExpressionFact[] = [];
    for (const fact of this.#expressions(uri)) {
      if (fact.span.start > end) break;
      if (fact.span.start < start || fact.span.end > end || fact === except) continue;
      if (fact.role === "load" || fact.role === "attribute") found.push(fact);
    }
    return found;
  }

  #expressions(uri: string): readonly ExpressionFact[] {
    return this.facts.documents.find((each) => each.uri === uri)?.expressions ?? [];
  }
}

function arrayOf(fact: ExpressionFact): ArrayFact | undefined {
  return fact.values.find(({ shape }) => shape !== null);
}

function sizesOf(fact: ExpressionFact): readonly SizeFact[] {
  return arrayOf(fact)?.shape ?? fact.sizes?.items ?? [];
}

/** The expression of a fact, where it is all that its statement computes. */
function expressionAt(module: Module, { span }: ExpressionFact): Expression | null {
  const statement = statementAt(module.body, span.start);
  const value = statement?.kind === "assign" || statement?.kind === "return" ? statement.value : null;
  return value !== null && value.span.start === span.start && value.span.end === span.end ? value : null;
}

/** The last value that a plain name was given before an offset, here or in the blocks within. */
function lastBound(block: readonly Statement[], name: string, before: number): Expression | null {
  let found: Expression | null = null;
  for (const statement of block) {
    if (statement.span.start >= before) break;
    const isTarget = (target: Expression) => target.kind === "name" && target.id === name;
    if (statement.kind === "assign" && statement.targets.some(isTarget)) found = statement.value ?? found;
    if (statement.kind === "function" || statement.kind === "class") continue;
    for (const each of innerBlocks(statement)) found = lastBound(each, name, before) ?? found;
  }
  return found;
}

/** The innermost statement around an offset. */
function statementAt(block: readonly Statement[], offset: number): Statement | null {
  for (const statement of block) {
    if (offset < statement.span.start || offset > statement.span.end) continue;
    const inner =
      statement.kind === "function" || statement.kind === "class" ? [statement.body] : innerBlocks(statement);
    for (const each of inner) {
      const found = statementAt(each, offset);
      if (found !== null) return found;
    }
    return statement;
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
