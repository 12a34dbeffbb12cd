import type { ProgramPart } from "../../interpreter/interpret";
import type { Expression, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import { arrayIn, isRead, readByHand, withArray } from "./byHand";
import { dataFor } from "./entry";

const known = new WeakMap<readonly ProgramPart[], readonly ProgramPart[]>();

/**
 * The same program with data of ours where it loads its own in a way that is not known: `(x_train, t_train), … = load_mnist()`,
 * `X = df.drop(columns="y").values`. What stands for what is told by the names.
 */
export function withLoadedData(parts: readonly ProgramPart[]): readonly ProgramPart[] {
  const before = known.get(parts);
  if (before !== undefined) return before;
  const found = parts.map((part) => {
    const frames = {
      ...framesOf(parts.map(({ module }) => module.text).join("\n")),
      byHand: readByHand(part.module.body),
    };
    return {
      ...part,
      module: { ...part.module, body: part.module.body.map((each) => loaded(each, frames)) },
    };
  });
  known.set(parts, found);
  return found;
}

/** Whether there is anything to put data of ours in the place of. */
export function loadsData(parts: readonly ProgramPart[]): boolean {
  return withLoadedData(parts).some(({ module }, at) =>
    module.body.some((statement, line) => statement !== parts[at]?.module.body[line]),
  );
}

/** What stands for a whole file, labels and all. */
export const wholeTable = "__table";

/** Whether one is read. */
export function loadsTable(parts: readonly ProgramPart[]): boolean {
  let found = false;
  for (const { module } of withLoadedData(parts))
    walk(module.body, (part) => {
      if ("id" in part && part.id === wholeTable) found = true;
    });
  return found;
}

interface Frames {
  /** What is a table of columns, though it may be called `data`: `data.iloc[:, 0]`, `data["price"]`. */
  readonly columns: ReadonlySet<string>;
  /** All numbers of a file as one array: `df.values`, `data = pd.read_csv(…)` where `np.array(data)` follows. */
  readonly isWhole: (name: string, value: Expression) => boolean;
  /** What is read line by line. */
  readonly byHand: ReadonlySet<string>;
}

function framesOf(text: string): Omit<Frames, "byHand"> {
  const namesOf = (uses: RegExp) => new Set([...text.matchAll(uses)].map(([, name = ""]) => name));
  if (!/\bread_\w+\(/.test(text)) return { columns: new Set(), isWhole: () => false };
  const read = namesOf(/\b(\w+) *= *\w+\.read_(?:csv|table|excel)\(/g);
  const taken = namesOf(/\bnp\.(?:array|asarray)\((\w+)[,)]/g);
  const isRead = (value: Expression) =>
    value.kind === "call" &&
    value.callee.kind === "attribute" &&
    /^read_(csv|table|excel)$/.test(value.callee.name);
  return {
    columns: namesOf(/\b(\w+)(?:\.(?:iloc|loc|drop|columns)\b|\[\[?["'])/g),
    isWhole: (name, value) => {
      if (ofOneRole.test(name) || dataFor(name)?.startsWith("__y")) return false;
      const frame = numbersOf(value);
      if (frame === null) return isRead(value) && taken.has(name);
      return isRead(frame) || (frame.kind === "name" && read.has(frame.id));
    },
  };
}

const ofOneRole = /^(train_?)?(x|inputs?|features?|samples|images)/i;

/** `df` of `df.values` and `df.to_numpy()`. */
function numbersOf(value: Expression): Expression | null {
  if (value.kind === "attribute") return value.name === "values" ? value.object : null;
  if (value.kind !== "call" || value.callee.kind !== "attribute") return null;
  const { name, object } = value.callee;
  if (name === "to_numpy") return object;
  return name === "astype" ? numbersOf(object) : null;
}

function loaded(statement: Statement, frames: Frames): Statement {
  const inside = (each: Statement) => loaded(each, frames);
  switch (statement.kind) {
    case "assign": {
      const [target, ...more] = statement.targets;
      if (target === undefined || more.length > 0 || statement.value === null) return statement;
      const made = madeByHand(target, statement.value, frames.byHand);
      if (made !== null) return { ...statement, value: made };
      if (!isLoader(statement.value, frames.columns)) return statement;
      if (target.kind === "name" && frames.isWhole(target.id, statement.value))
        return { ...statement, value: { kind: "name", id: wholeTable, span: target.span } };
      if (target.kind === "name" && frames.columns.has(target.id)) return statement;
      const value = given(target);
      return value === null ? statement : { ...statement, value };
    }
    case "if":
      return changed(statement, { body: statement.body.map(inside), orelse: statement.orelse.map(inside) });
    case "with":
    case "function":
    case "try":
      return changed(statement, { body: statement.body.map(inside) });
    default:
      return statement;
  }
}

/** `data = np.array(rows)` of rows that are read by hand: a whole table, or the samples or labels alone. */
function madeByHand(target: Expression, value: Expression, names: ReadonlySet<string>): Expression | null {
  const array = arrayIn(value);
  if (target.kind !== "name" || array === null || !isRead(array, names)) return null;
  const role = dataFor(target.id);
  const isOne = role !== null && (ofOneRole.test(target.id) || role.startsWith("__y"));
  return withArray(value, { kind: "name", id: isOne ? role : wholeTable, span: array.span });
}

/** The statement itself where none of its lines is another one now. */
function changed<T extends Statement>(
  statement: T,
  bodies: { readonly body: readonly Statement[]; readonly orelse?: readonly Statement[] },
): T {
  const before = [
    ...("body" in statement ? statement.body : []),
    ...("orelse" in statement ? statement.orelse : []),
  ];
  const now = [...bodies.body, ...(bodies.orelse ?? [])];
  return before.every((each, at) => each === now[at]) ? statement : { ...statement, ...bodies };
}

/** Data of ours in the form of the targets; null where a name says nothing. */
function given(target: Expression): Expression | null {
  if (target.kind === "name") {
    const id = dataFor(target.id);
    return id === null ? null : { kind: "name", id, span: target.span };
  }
  if (target.kind !== "sequence") return null;
  const items = target.items.map(given);
  if (!items.some((each) => each !== null)) return null;
  // What else is loaded beside the data (the classes' names) stays unknown.
  const others = items.map((each, at) => each ?? { ...target, kind: "name" as const, id: `__unknown${at}` });
  return { ...target, type: "tuple", items: others };
}

/** A call, or a part of something: not of NumPy, and not of data that have been loaded already. */
function isLoader(value: Expression, frames: ReadonlySet<string>): boolean {
  if (!["call", "attribute", "subscript"].includes(value.kind)) return false;
  const names = namesIn(value);
  const isData = (name: string) => dataFor(name) !== null && !frames.has(name);
  return names.length > 0 && !names.some((name) => /^(np|numpy)$/.test(name) || isData(name));
}

function namesIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(namesIn);
  if (typeof part !== "object" || part === null) return [];
  if ("kind" in part && part.kind === "name" && "id" in part && typeof part.id === "string") return [part.id];
  // `df[features]`: which columns are taken.
  if ("kind" in part && part.kind === "subscript" && "object" in part) return namesIn(part.object);
  return Object.values(part).flatMap(namesIn);
}
