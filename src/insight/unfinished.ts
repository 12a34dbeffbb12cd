import { innerBlocks, statementsOf } from "../syntax/blocks";
import type { Module, Statement } from "../syntax/tree";
import type { Entry } from "./recorder";

/** A function or class, or a lambda without a name. */
interface Definition {
  readonly file: string;
  readonly name: string;
  /** The class that it is a method of; empty for others. */
  readonly owner: string;
  readonly node: Node;
  /** It may be called under any name: as a value it is handed on. */
  isLoose: boolean;
}

interface Node {
  readonly kind: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly name?: unknown;
  readonly id?: unknown;
  readonly body?: unknown;
}

/**
 * Where an analysis ended at its budget, there may be statements that it has not come to. The functions that those call, it
 * may have seen with some of their shapes alone: of these it can't be said that they are all.
 */
export function markUnfinished(
  entries: Iterable<Entry>,
  modules: ReadonlyMap<string, Module>,
  underWay: ReadonlySet<object> | null,
): void {
  const reached = [...entries].filter((each) => each.isReached);
  const visits = new Visits(reached);
  const definitions = [...modules].flatMap(([file, { body }]) => definitionsIn(file, body));
  loosen(definitions, modules);
  const open = mayBeCalled(definitions, ahead(definitions, modules, visits, underWay));
  for (const entry of reached) {
    const { start } = entry.node.span;
    for (const { file, node } of open) {
      if (file === entry.file && node.span.start <= start && start < node.span.end)
        entry.reason ??= { code: "budget", args: ["steps"] };
    }
  }
}

/** What is mentioned in what the analysis did not come to, though the program may. */
function ahead(
  definitions: readonly Definition[],
  modules: ReadonlyMap<string, Module>,
  visits: Visits,
  underWay: ReadonlySet<object> | null,
): Set<string> {
  const names = new Set<string>();
  const known = new Set<string>();
  for (const [file, { body }] of modules) {
    unvisited(file, body, visits, names);
    for (const each of statementsOf(body)) {
      const isDefinition = each.kind === "function" || each.kind === "class";
      if (!isDefinition && visits.someIn(file, each)) mentioned(each, known);
    }
  }
  for (const { file, node } of definitions) {
    if (!isFunction(node) || !visits.someIn(file, node)) continue;
    mentioned(node.body, known);
    if (underWay?.has(node) !== false) unvisited(file, node.body, visits, names);
  }
  // Those that were never entered, of the functions that what was come to mentions.
  for (const { file, node, name, owner } of definitions) {
    const isKnown = known.has(name) || (name.startsWith("__") && owner !== "");
    if (isFunction(node) && isKnown && (owner === "" || known.has(owner)) && !visits.someIn(file, node))
      unvisited(file, node.body, visits, names);
  }
  return names;
}

/** Where the analysis has been. */
class Visits {
  readonly #starts = new Map<string, number[]>();

  constructor(entries: readonly Entry[]) {
    for (const { file, node } of entries) {
      const starts = this.#starts.get(file);
      if (starts === undefined) this.#starts.set(file, [node.span.start]);
      else starts.push(node.span.start);
    }
  }

  someIn(file: string, { span }: Pick<Node, "span">): boolean {
    return this.#starts.get(file)?.some((each) => span.start <= each && each < span.end) === true;
  }
}

/** What the statements at the end of a scope mention that were not come to. */
function unvisited(file: string, body: readonly Statement[], visits: Visits, names: Set<string>): void {
  const simple = statementsOf(body).filter(
    (each) => innerBlocks(each).length === 0 && each.kind !== "function" && each.kind !== "class",
  );
  const last = simple.findLastIndex((each) => visits.someIn(file, each));
  for (const each of simple.slice(last + 1)) if (!isFailure(each)) mentioned(each, names);
}

function isFailure({ kind }: Statement): boolean {
  return kind === "raise" || kind === "assert";
}

function isFunction(node: Node): node is Node & { readonly body: readonly Statement[] } {
  return node.kind === "function" && Array.isArray(node.body);
}

function mayBeCalled(definitions: readonly Definition[], names: Set<string>): ReadonlySet<Definition> {
  if (names.size === 0) return new Set();
  const called = new Set<Definition>();
  let before: number;
  do {
    before = called.size;
    for (const each of definitions) {
      if (called.has(each) || !(each.isLoose || names.has(each.name))) continue;
      called.add(each);
      // Of a class only what makes its objects is called.
      if (each.node.kind === "class") names.add("__init__");
      else mentioned(each.node.body, names);
    }
  } while (called.size > before);
  return new Set([...called].filter(({ node }) => node.kind !== "class"));
}

function definitionsIn(file: string, body: unknown): Definition[] {
  const found: Definition[] = [];
  const visit = (value: unknown, isInner: boolean, owner: string): void => {
    if (!isNode(value)) {
      if (typeof value === "object" && value !== null)
        for (const each of Object.values(value)) visit(each, isInner, owner);
      return;
    }
    const isFunction = value.kind === "function" || value.kind === "lambda";
    const isClass = value.kind === "class";
    const name = (isFunction || isClass) && typeof value.name === "string" ? value.name : "";
    if (isFunction || isClass) {
      // What operators call, they call without its name.
      const isSpecial = isFunction && name.startsWith("__") && name !== "__init__";
      found.push({ file, name, owner, node: value, isLoose: name === "" || isInner || isSpecial });
    }
    const inside = isClass ? name : isFunction ? "" : owner;
    for (const each of Object.values(value)) visit(each, isInner || isFunction, inside);
  };
  visit(body, false, "");
  return found;
}

/** What is mentioned without being called may be called anywhere. */
function loosen(definitions: readonly Definition[], modules: ReadonlyMap<string, Module>): void {
  const values = new Set<string>();
  for (const { body } of modules.values()) handedOn(body, values);
  for (const each of definitions) if (values.has(each.name)) each.isLoose = true;
}

function handedOn(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) handedOn(each, names);
  else if (typeof value === "object" && value !== null) {
    const name = nameOf(value);
    if (name !== null) names.add(name);
    for (const [field, each] of Object.entries(value)) {
      if (field === "bases") continue;
      const isCallee = field === "callee" || field === "targets" || field === "target";
      // The object whose method is called is a value all the same.
      if (!isCallee || nameOf(each) === null) handedOn(each, names);
      else if ("object" in each) handedOn(each.object, names);
    }
  }
}

function mentioned(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) mentioned(each, names);
  else if (typeof value === "object" && value !== null) {
    const name = nameOf(value);
    if (name !== null) names.add(name);
    for (const each of Object.values(value)) mentioned(each, names);
  }
}

/** What a name, or the attribute of an object, is called. */
function nameOf(value: unknown): string | null {
  if (!isNode(value)) return null;
  const name = value.kind === "name" ? value.id : value.kind === "attribute" ? value.name : null;
  return typeof name === "string" ? name : null;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "kind" in value && "span" in value;
}
