import type {
  Expression,
  FunctionDefinition,
  Import,
  ImportFrom,
  Lambda,
  Pattern,
  Statement,
} from "../syntax/tree";

/** The variables of the module that one of its statements has to do with. */
export interface StatementNames {
  /** Read while the statement runs. */
  readonly reads: ReadonlySet<string>;
  /** Read by functions that it defines, whenever they are called. */
  readonly later: ReadonlySet<string>;
  /** Bound whenever the statement runs to its end: what they were before is gone. */
  readonly binds: ReadonlySet<string>;
  /** Bound on some paths, or together with what they were. */
  readonly mayBind: ReadonlySet<string>;
  /** Bound by functions that it defines (`global x`). */
  readonly laterBind: ReadonlySet<string>;
  /** Imports anywhere in it, in functions too. */
  readonly imports: readonly (Import | ImportFrom)[];
}

interface Scope {
  readonly reads: Set<string>;
  readonly later: Set<string>;
  readonly binds: Set<string>;
  readonly mayBind: Set<string>;
  readonly laterBind: Set<string>;
  /** Declared `global` or `nonlocal`. */
  readonly outer: Set<string>;
  readonly imports: (Import | ImportFrom)[];
  /** Bound for certain before what is visited now, by the same statement: what it was before is not read. */
  assigned: Set<string>;
}

const known = new WeakMap<Statement, StatementNames>();

/** As the scopes of Python have it: the names that are a function's own are no variables of the module. */
export function statementNames(statement: Statement): StatementNames {
  let names = known.get(statement);
  if (names === undefined) {
    const scope = emptyScope();
    visitStatement(statement, scope, true);
    names = scope;
    known.set(statement, names);
  }
  return names;
}

function emptyScope(imports: (Import | ImportFrom)[] = []): Scope {
  return {
    reads: new Set(),
    later: new Set(),
    binds: new Set(),
    mayBind: new Set(),
    laterBind: new Set(),
    outer: new Set(),
    imports,
    assigned: new Set(),
  };
}

/** `bound` are names that are bound whenever the block is entered. */
function visitBlock(
  body: readonly Statement[],
  scope: Scope,
  certain: boolean,
  bound: Expression | null = null,
): void {
  const before = scope.assigned;
  if (!certain) scope.assigned = new Set(before);
  if (bound !== null) assignTarget(bound, scope);
  for (const each of body) visitStatement(each, scope, certain);
  if (!certain) scope.assigned = before;
}

function assignTarget(target: Expression, scope: Scope): void {
  if (target.kind === "name") scope.assigned.add(target.id);
  else if (target.kind === "sequence") for (const each of target.items) assignTarget(each, scope);
  else if (target.kind === "starred") assignTarget(target.value, scope);
}

function visitStatement(statement: Statement, scope: Scope, certain: boolean): void {
  switch (statement.kind) {
    case "assign":
      if (statement.value === null) return;
      visit(statement.value, scope);
      for (const target of statement.targets) {
        bindTarget(target, scope, certain);
        assignTarget(target, scope);
      }
      return;
    case "augmented-assign":
      visit(statement.target, scope);
      visit(statement.value, scope);
      bindTarget(statement.target, scope, false);
      return;
    case "if":
    case "while":
      visit(statement.test, scope);
      visitBlock(statement.body, scope, false);
      visitBlock(statement.orelse, scope, false);
      return;
    case "for":
      visit(statement.iterable, scope);
      bindTarget(statement.target, scope, false);
      visitBlock(statement.body, scope, false, statement.target);
      visitBlock(statement.orelse, scope, false);
      return;
    case "with":
      for (const { context, target } of statement.items) {
        visit(context, scope);
        if (target !== null) bindTarget(target, scope, certain);
      }
      visitBlock(statement.body, scope, certain);
      return;
    case "function":
      for (const each of statement.decorators) visit(each, scope);
      bind(statement.name, scope, certain);
      visitFunction(statement, scope);
      return;
    default:
      visitRare(statement, scope, certain);
      return;
  }
}

type Rare = Exclude<
  Statement,
  { kind: "assign" | "augmented-assign" | "if" | "while" | "for" | "with" | "function" }
>;

function visitRare(statement: Rare, scope: Scope, certain: boolean): void {
  switch (statement.kind) {
    case "class":
      visitClass(statement, scope, certain);
      return;
    case "import":
      scope.imports.push(statement);
      for (const { module, alias } of statement.names)
        bind(alias ?? module.split(".")[0] ?? module, scope, certain);
      return;
    case "import-from":
      scope.imports.push(statement);
      for (const { name, alias } of statement.names ?? []) bind(alias ?? name, scope, certain);
      return;
    case "try":
      visitBlock(statement.body, scope, false);
      for (const handler of statement.handlers) {
        if (handler.type !== null) visit(handler.type, scope);
        if (handler.name !== null) bind(handler.name.id, scope, false);
        visitBlock(handler.body, scope, false);
      }
      visitBlock(statement.orelse, scope, false);
      visitBlock(statement.finalbody, scope, certain);
      return;
    case "delete":
      for (const target of statement.targets) {
        visit(target, scope);
        bindTarget(target, scope, false);
        if (target.kind === "name") scope.assigned.delete(target.id);
      }
      return;
    case "match":
      visit(statement.subject, scope);
      for (const each of statement.cases) {
        visitPattern(each.pattern, scope);
        if (each.guard !== null) visit(each.guard, scope);
        visitBlock(each.body, scope, false);
      }
      return;
    case "global":
    case "nonlocal":
      for (const name of statement.names) scope.outer.add(name);
      return;
    default:
      visit(statement, scope);
  }
}

/** A class's body runs with the statement; its names are the class's own, and its methods do not see them. */
function visitClass(statement: Extract<Statement, { kind: "class" }>, scope: Scope, certain: boolean): void {
  for (const each of [...statement.decorators, ...statement.bases]) visit(each, scope);
  const body = emptyScope(scope.imports);
  visitBlock(statement.body, body, true);
  for (const name of body.reads) scope.reads.add(name);
  for (const name of body.later) scope.later.add(name);
  for (const name of body.laterBind) scope.laterBind.add(name);
  bind(statement.name, scope, certain);
}

function visitFunction(definition: FunctionDefinition | Lambda, scope: Scope): void {
  const inner = emptyScope(scope.imports);
  const own = new Set<string>();
  for (const parameter of definition.parameters) {
    own.add(parameter.name);
    if (parameter.default !== null) visit(parameter.default, scope);
  }
  if (definition.kind === "lambda") visit(definition.body, inner);
  else visitBlock(definition.body, inner, true);
  for (const name of [...inner.binds, ...inner.mayBind]) {
    if (inner.outer.has(name)) scope.laterBind.add(name);
    else own.add(name);
  }
  for (const name of [...inner.reads, ...inner.later]) if (!own.has(name)) scope.later.add(name);
  for (const name of inner.laterBind) scope.laterBind.add(name);
}

function visitPattern(pattern: Pattern, scope: Scope): void {
  visit(pattern, scope);
  collectBound(pattern, scope);
}

/** Whichever names a pattern holds may be captured by it. */
function collectBound(value: unknown, scope: Scope): void {
  if (typeof value !== "object" || value === null) return;
  if ("kind" in value && value.kind === "name" && "id" in value && typeof value.id === "string")
    bind(value.id, scope, false);
  for (const each of Object.values(value)) collectBound(each, scope);
}

function bind(name: string, scope: Scope, certain: boolean): void {
  (certain ? scope.binds : scope.mayBind).add(name);
}

function bindTarget(target: Expression, scope: Scope, certain: boolean): void {
  switch (target.kind) {
    case "name":
      bind(target.id, scope, certain);
      return;
    case "sequence":
      for (const each of target.items) bindTarget(each, scope, certain);
      return;
    case "starred":
      bindTarget(target.value, scope, certain);
      return;
    default:
      // `a.b = …`, `a[i] = …` change what the name holds.
      visit(target, scope);
  }
}

/** Expressions are plain data: names are found without knowing every kind of node. */
function visit(value: unknown, scope: Scope): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) visit(each, scope);
    return;
  }
  if (!("kind" in value)) {
    for (const each of Object.values(value)) visit(each, scope);
    return;
  }
  if (isExpression(value)) visitNode(value, scope);
  else {
    if (value.kind === "attribute" && "name" in value) {
      touchFiles(value.name, scope);
      touchRandom(value.name, scope);
    }
    for (const each of Object.values(value)) visit(each, scope);
  }
}

/** Files are a variable that all share: what is saved to one may be loaded again. No name is written so. */
const files = "<files>";
const saving: ReadonlySet<unknown> = new Set(["save", "savez", "savez_compressed", "savetxt", "dump"]);
const loading: ReadonlySet<unknown> = new Set(["load", "loadtxt", "genfromtxt"]);

function touchFiles(method: unknown, scope: Scope): void {
  if (!saving.has(method) && !loading.has(method)) return;
  scope.reads.add(files);
  if (!saving.has(method)) return;
  scope.outer.add(files);
  scope.mayBind.add(files);
}

/** So is NumPy's random stream, once somebody has seeded it. */
export const randomStream = "<random>";
const drawing: ReadonlySet<unknown> = new Set(
  "seed set_state rand randn randint random random_sample random_integers ranf sample choice permutation shuffle normal uniform standard_normal exponential binomial poisson beta gamma laplace logistic lognormal multivariate_normal multinomial dirichlet geometric gumbel triangular bytes chisquare weibull rayleigh pareto power zipf vonmises standard_cauchy standard_exponential standard_gamma standard_t negative_binomial hypergeometric logseries wald f".split(
    " ",
  ),
);

function touchRandom(name: unknown, scope: Scope): void {
  if (!drawing.has(name)) return;
  scope.reads.add(randomStream);
  if (name !== "seed" && name !== "set_state") return;
  scope.outer.add(randomStream);
  scope.mayBind.add(randomStream);
}

function visitNode(node: Extract<Expression, { kind: SpecialKind }>, scope: Scope): void {
  switch (node.kind) {
    case "name":
      if (!scope.assigned.has(node.id)) scope.reads.add(node.id);
      // `from numpy.random import randn`
      if (node.id.length > 1) touchRandom(node.id, scope);
      return;
    case "lambda":
      visitFunction(node, scope);
      return;
    case "walrus":
      visit(node.value, scope);
      bind(node.target.id, scope, false);
      return;
    case "comprehension": {
      const inner = emptyScope(scope.imports);
      for (const clause of node.clauses) {
        if (clause.kind === "for") {
          visit(clause.iterable, inner);
          bindTarget(clause.target, inner, true);
        } else visit(clause.test, inner);
      }
      visit(node.key, inner);
      visit(node.element, inner);
      for (const name of inner.reads) if (!inner.binds.has(name)) scope.reads.add(name);
      for (const name of inner.later) if (!inner.binds.has(name)) scope.later.add(name);
      for (const name of inner.mayBind) scope.mayBind.add(name);
      // The first iterable is read outside: it may have the name of a target.
      const [first] = node.clauses;
      if (first?.kind === "for") visit(first.iterable, scope);
    }
  }
}

type SpecialKind = "name" | "lambda" | "walrus" | "comprehension";

const special: ReadonlySet<unknown> = new Set<SpecialKind>(["name", "lambda", "walrus", "comprehension"]);

function isExpression(value: {
  readonly kind: unknown;
}): value is Extract<Expression, { kind: SpecialKind }> {
  return special.has(value.kind);
}
