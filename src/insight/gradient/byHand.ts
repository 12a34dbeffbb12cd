import { lastName } from "../../syntax/names";
import type { Expression, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";

const known = new WeakMap<readonly Statement[], ReadonlySet<string>>();

/**
 * The names that hold what a program's own lines read out of a file, row by row: `rows` of `for row in csv.reader(f):
 * rows.append([float(v) for v in row])`. Functions that read are asked for as a whole.
 */
export function readByHand(body: readonly Statement[]): ReadonlySet<string> {
  const before = known.get(body);
  if (before !== undefined) return before;
  const found = new Set<string>();
  for (let size = -1; size < found.size; ) {
    size = found.size;
    for (const statement of body) note(statement, found);
  }
  known.set(body, found);
  return found;
}

function note(statement: Statement, found: Set<string>): void {
  const add = (targets: readonly Expression[], from: Expression) => {
    if (isRead(from, found))
      for (const target of targets) for (const name of namesOf(target)) found.add(name);
  };
  switch (statement.kind) {
    case "assign":
      // What is made an array is data then.
      if (statement.value !== null && arrayIn(statement.value) === null)
        add(statement.targets, statement.value);
      // `row[int(text[0])] = 1`
      for (const target of statement.targets)
        if (target.kind === "subscript") add([target.object], target.index);
      break;
    case "augmented-assign":
      add([statement.target], statement.value);
      break;
    case "expression": {
      const call = statement.value;
      if (call.kind !== "call" || call.callee.kind !== "attribute") break;
      if (!/^(append|extend|insert)$/.test(call.callee.name)) break;
      for (const { value } of call.arguments) add([call.callee.object], value);
      break;
    }
    case "for":
      add([statement.target], statement.iterable);
      break;
    case "with":
      for (const { context, target } of statement.items) if (target !== null) add([target], context);
      break;
    default:
  }
  for (const each of insideOf(statement)) note(each, found);
}

function insideOf(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case "for":
    case "while":
    case "if":
      return [...statement.body, ...statement.orelse];
    case "with":
    case "try":
      return statement.body;
    default:
      return [];
  }
}

function namesOf(target: Expression): readonly string[] {
  if (target.kind === "sequence") return target.items.flatMap(namesOf);
  return target.kind === "name" ? [target.id] : target.kind === "subscript" ? namesOf(target.object) : [];
}

/** Made of what is in a file. */
export function isRead(value: Expression, names: ReadonlySet<string>): boolean {
  let found = false;
  walk(value, (part: { readonly kind?: unknown; readonly id?: unknown; readonly callee?: unknown }) => {
    if (part.kind === "name") found ||= names.has(String(part.id));
    if (part.kind === "call") found ||= isReader(part.callee as Expression);
  });
  return found;
}

const readers =
  /^((csv_?)?reader|DictReader|fetchall|fetchmany|fetchone|urlopen|read_text|read_bytes|readlines)$/;

function isReader(callee: Expression): boolean {
  const name = lastName(callee);
  return readers.test(name) || (callee.kind === "name" && name === "open");
}

/** What makes an array of them, or computes with all numbers alike. */
const makers =
  /^(array|asarray|matrix|asmatrix|vstack|stack|squeeze|nan_to_num|log1p|log|sqrt|float(16|32|64))$/;

/** `np.array(rows)` of `np.array(rows, dtype=float)[:, 1:].T`; null where there is none. */
export function arrayIn(value: Expression): Extract<Expression, { readonly kind: "call" }> | null {
  if (value.kind === "attribute" || value.kind === "subscript") return arrayIn(value.object);
  if (value.kind !== "call" || value.callee.kind !== "attribute") return null;
  const { name, object } = value.callee;
  if (object.kind === "name" && /^(np|numpy)$/.test(object.id)) return makers.test(name) ? value : null;
  return arrayIn(object);
}

/** The same with another one in its place. */
export function withArray(value: Expression, array: Expression): Expression {
  if (value === arrayIn(value)) return array;
  if (value.kind === "attribute" || value.kind === "subscript")
    return { ...value, object: withArray(value.object, array) };
  return value.kind === "call" ? { ...value, callee: withArray(value.callee, array) } : value;
}
