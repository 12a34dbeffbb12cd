import { lastName } from "../../syntax/names";
import type { Expression, Module, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import { lossName, nameOf } from "./lossNames";

const known = new WeakMap<Module, ReadonlySet<Expression>>();

/**
 * What a program does something with besides computing on: prints, notes in a list, gives back, keeps in an attribute or an
 * item. A loss ends in such a place, whatever it is called; an intermediate sum does not.
 */
export function sinksOf(module: Module): ReadonlySet<Expression> {
  const before = known.get(module);
  if (before !== undefined) return before;
  const found = new Set<Expression>();
  walk(module.body, (part) => {
    for (const sink of ownSinks(part)) addPlain(sink, found);
  });
  known.set(module, found);
  return found;
}

const knownSteps = new WeakMap<Module, ReadonlySet<string>>();

/** The names of what a program's text changes by a step: `w -= …`, `self.w = self.w - …`, `params["w"] += …`. */
export function stepNamesOf(module: Module): ReadonlySet<string> {
  const before = knownSteps.get(module);
  if (before !== undefined) return before;
  const found = new Set<string>();
  walk(module.body, (part) => noteSteps(part, found));
  knownSteps.set(module, found);
  return found;
}

const knownStatements = new WeakMap<Module, readonly Statement[]>();

/** Statements that may be the step of a parameter, by their form: `w -= …`, `w = w - …`, `w += rate * …`. */
export function stepsOf(module: Module): readonly Statement[] {
  const before = knownStatements.get(module);
  if (before !== undefined) return before;
  const found: Statement[] = [];
  const textOf = ({ span }: Expression) => module.text.slice(span.start, span.end);
  walk(module.body, (part) => {
    if (isStatement(part) && isStep(part, textOf)) found.push(part);
  });
  knownStatements.set(module, found);
  return found;
}

function isStatement(part: object): part is Statement {
  return "kind" in part && (part.kind === "augmented-assign" || part.kind === "assign") && "span" in part;
}

function isStep(statement: Statement, textOf: (each: Expression) => string): boolean {
  if (statement.kind === "augmented-assign") {
    const { operator, target, value } = statement;
    return isStepBy(operator, target, value);
  }
  if (statement.kind !== "assign" || statement.value?.kind !== "binary") return false;
  const [target] = statement.targets;
  const { operator, left, right } = statement.value;
  return target !== undefined && textOf(target) === textOf(left) && isStepBy(operator, target, right);
}

function isStepBy(operator: string, target: Expression, by: Expression): boolean {
  if (by.kind === "number" || lossName.test(nameOf(target))) return false;
  return operator === "-" || (operator === "+" && by.kind === "binary" && by.operator === "*");
}

const knownMeans = new WeakMap<Module, ReadonlySet<string>>();

/** The names of sums that a program's text collects, and divides somewhere: `total += …` and later `total / seen`. */
export function averagedSumsOf(module: Module): ReadonlySet<string> {
  const before = knownMeans.get(module);
  if (before !== undefined) return before;
  const divided = new Set<string>();
  walk(
    module.body,
    (part: { readonly kind?: unknown; readonly operator?: unknown; readonly left?: unknown }) => {
      if (part.kind === "binary" && part.operator === "/" && isExpression(part.left))
        divided.add(lastName(part.left));
    },
  );
  const sums = stepNamesOf(module);
  const found = new Set([...divided].filter((name) => name !== "" && sums.has(name)));
  knownMeans.set(module, found);
  return found;
}

const knownAdded = new WeakMap<Module, ReadonlySet<Expression>>();

/** What is added to such sums: the `cost` of `total += cost`. */
export function addedToMeans(module: Module): ReadonlySet<Expression> {
  const before = knownAdded.get(module);
  if (before !== undefined) return before;
  const sums = averagedSumsOf(module);
  const found = new Set<Expression>();
  walk(module.body, (part: AnyNode) => {
    const isSum = part.kind === "augmented-assign" && isExpression(part.target) && isExpression(part.value);
    if (isSum && sums.has(lastName(part.target))) found.add(part.value);
  });
  knownAdded.set(module, found);
  return found;
}

function noteSteps(part: AnyNode, found: Set<string>): void {
  if (part.kind === "augmented-assign" && isExpression(part.target)) found.add(lastName(part.target));
  if (part.kind === "assign" && isExpression(part.value) && part.value.kind === "binary") {
    const names = new Set([part.value.left, part.value.right].map(lastName));
    const targets: unknown[] = Array.isArray(part.targets) ? part.targets : [];
    for (const target of targets) {
      const name = isExpression(target) ? lastName(target) : "";
      if (names.has(name)) found.add(name);
      // `b_new = b - …` is a step of b, whoever puts it back.
      const stepped = part.value.operator === "-" ? lastName(part.value.left) : "";
      if (stepped !== "" && /new|next|updated/i.test(name) && name.includes(stepped)) found.add(stepped);
    }
  }
}

interface AnyNode {
  readonly kind?: unknown;
  readonly value?: unknown;
  readonly target?: unknown;
  readonly targets?: unknown;
  readonly callee?: unknown;
  readonly arguments?: unknown;
}

function isNode(part: unknown): part is AnyNode {
  return typeof part === "object" && part !== null;
}

function ownSinks(node: AnyNode): unknown[] {
  switch (node.kind) {
    case "return":
    case "yield":
      return [node.value];
    case "call":
      return isReport(node.callee) && Array.isArray(node.arguments)
        ? node.arguments.map((each: unknown) => (isNode(each) ? each.value : null))
        : [];
    case "assign": {
      const kept = Array.isArray(node.targets) && node.targets.some(isKept);
      return kept ? [node.value] : [];
    }
    default:
      return [];
  }
}

function isKept(target: unknown): boolean {
  return isNode(target) && (target.kind === "attribute" || target.kind === "subscript");
}

const reports =
  /^(append(left)?|extend|plot|scatter|print|info|debug|warning|write|log(_metrics?|_scalar)?|add_scalar|set_(postfix|description)(_str)?)$/;

/** `print(…)`, `losses.append(…)`, `plt.plot(…)`, `logging.info(…)`, `wandb.log(…)`; but not `np.log(…)`. */
function isReport(callee: unknown): boolean {
  if (!isExpression(callee)) return false;
  if (callee.kind === "name") return callee.id === "print" || callee.id === "display";
  if (callee.kind !== "attribute" || !reports.test(callee.name)) return false;
  return callee.object.kind !== "name" || !/^(np|numpy|math)$/.test(callee.object.id);
}

function isExpression(part: unknown): part is Expression {
  return isNode(part) && typeof part.kind === "string";
}

/** The numbers in what is reported: through f-strings, `.format(…)`, `%`, tuples, dicts, `float(…)` and `round(…)`. */
function addPlain(part: unknown, found: Set<Expression>): void {
  if (!isExpression(part)) return;
  found.add(part);
  switch (part.kind) {
    case "sequence":
      for (const item of part.items) addPlain(item, found);
      return;
    case "dict":
      for (const { value } of part.entries) addPlain(value, found);
      return;
    case "string":
      for (const each of part.parts) if (typeof each !== "string") addPlain(each.value, found);
      return;
    case "binary":
      if (part.operator === "%") addPlain(part.right, found);
      // "Loss: " + str(loss)
      if (part.operator === "+") for (const side of [part.left, part.right]) addText(side, found);
      return;
    case "conditional":
      addPlain(part.whenTrue, found);
      addPlain(part.whenFalse, found);
      return;
    case "call":
      if (isConversion(part.callee)) for (const { value } of part.arguments) addPlain(value, found);
      return;
    default:
      return;
  }
}

/** A part of a text that is put together. */
function addText(part: Expression, found: Set<Expression>): void {
  const isText =
    part.kind === "string" ||
    (part.kind === "binary" && part.operator === "+") ||
    (part.kind === "call" && part.callee.kind === "name" && part.callee.id === "str");
  if (isText) addPlain(part, found);
}

function isConversion(callee: Expression): boolean {
  if (callee.kind === "name") return /^(float|round|str|int|dict)$/.test(callee.id);
  return callee.kind === "attribute" && /^(format|round|float64|squeeze|asscalar)$/.test(callee.name);
}
