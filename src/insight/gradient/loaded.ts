import type { ProgramPart } from "../../interpreter/interpret";
import { lastName } from "../../syntax/names";
import type { Expression, Statement } from "../../syntax/tree";
import { hasPlace, walk } from "../../syntax/walk";
import { arrayIn, isRead, readByHand, withArray } from "./byHand";
import { dataFor } from "./entry";
import { changedBy, numbersOf, type RoleOf, rolesIn } from "./frames";

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
      taken: new Set<string>(),
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
  /** What holds data of ours from some line on, whatever it is called. */
  readonly taken: Set<string>;
  /** Samples or labels, as a frame's columns are parted: `t = df.pop("price").values`, `df.drop(columns="price").values`. */
  readonly roleOf: RoleOf;
}

function framesOf(text: string): Omit<Frames, "byHand" | "taken"> {
  const namesOf = (uses: RegExp) => new Set([...text.matchAll(uses)].map(([, name = ""]) => name));
  const sliced = namesOf(/\b(\w+)\[:,/g);
  const isOfOne = (name: string) => ofOneRole.test(name) || dataFor(name)?.startsWith("__y") === true;
  if (!/\bread_\w+\(/.test(text))
    return {
      columns: namesOf(/\b(\w+)\[["']/g),
      isWhole: (name, value) => !isOfOne(name) && isReadByNumpy(value) && sliced.has(name),
      roleOf: () => null,
    };
  const read = namesOf(/\b(\w+) *= *\w+\.read_(?:csv|table|excel)\(/g);
  const taken = namesOf(/\bnp\.(?:array|asarray)\((\w+)[,)]/g);
  const isRead = (value: Expression) =>
    value.kind === "call" &&
    value.callee.kind === "attribute" &&
    /^read_(csv|table|excel)$/.test(value.callee.name);
  return {
    columns: namesOf(/\b(\w+)(?:\.(?:iloc|loc|drop|pop|columns)\b|\[\[?["'])/g),
    isWhole: (name, value) => {
      if (isOfOne(name)) return false;
      const frame = numbersOf(value);
      if (frame === null) return isRead(value) && taken.has(name);
      return isRead(frame) || (frame.kind === "name" && read.has(frame.id));
    },
    roleOf: rolesIn(text, read),
  };
}

const ofOneRole = /^(train_?)?(x|inputs?|features?|samples|images)/i;

function loaded(statement: Statement, frames: Frames): Statement {
  const inside = (each: Statement) => loaded(each, frames);
  switch (statement.kind) {
    case "assign": {
      const [target, ...more] = statement.targets;
      if (target === undefined || more.length > 0 || statement.value === null) return statement;
      const value = loadedValue(target, statement.value, frames);
      if (target.kind === "name" && value !== null && isOurs(value)) frames.taken.add(target.id);
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

/** What is put there instead; null where nothing is. */
function loadedValue(target: Expression, value: Expression, frames: Frames): Expression | null {
  // `X, y = data["X"], data["y"]`
  if (target.kind === "sequence" && value.kind === "sequence") {
    const items = value.items.map((each, at) => {
      const own = target.items[at];
      return (own === undefined ? null : loadedValue(own, each, frames)) ?? each;
    });
    return items.every((each, at) => each === value.items[at]) ? null : { ...value, items };
  }
  // `X = images.reshape(-1, 784) / 255`
  if (target.kind === "name" && value.kind === "binary" && value.right.kind === "number") {
    const left = loadedValue(target, value.left, frames);
    return left === null || isTable(left) ? null : { ...value, left };
  }
  const told = toldApart(target, value, frames);
  if (told !== null) return told;
  const made = madeByHand(target, value, frames) ?? namedByHand(target, value, frames.byHand);
  if (made !== null) return made;
  if (!isLoader(target, value, frames)) return null;
  if (target.kind !== "name") return given(target);
  const role = dataFor(target.id) === null ? frames.roleOf(value) : null;
  if (role !== null) return { kind: "name", id: role, span: target.span };
  if (frames.isWhole(target.id, value)) return { kind: "name", id: wholeTable, span: target.span };
  return frames.columns.has(target.id) ? null : given(target);
}

/** `y = np.where(df.values[:, -1] == "M", 1, -1)`: labels that are told apart where they are loaded. */
function toldApart(target: Expression, value: Expression, frames: Frames): Expression | null {
  if (value.kind !== "call" || lastName(value.callee) !== "where" || value.arguments.length !== 3)
    return null;
  const [asked, ...others] = value.arguments;
  const labels = given(target);
  if (asked?.value.kind !== "comparison" || labels?.kind !== "name" || !labels.id.startsWith("__y"))
    return null;
  const [left, ...right] = asked.value.operands;
  if (left === undefined || !isLoader(target, left, frames)) return null;
  const comparison = { ...asked.value, operands: [labels, ...right] };
  return { ...value, arguments: [{ ...asked, value: comparison }, ...others] };
}

function isTable(value: Expression): boolean {
  return value.kind === "name" && value.id === wholeTable;
}

function isOurs(value: Expression): boolean {
  return value.kind === "name" && /^__(X|y|table)/.test(value.id);
}

/**
 * `data = np.array(rows)` of rows that are read by hand: a whole table, or the samples or labels alone. `X = np.array(file["x"])`
 * of what is loaded.
 */
function madeByHand(target: Expression, value: Expression, frames: Frames): Expression | null {
  const array = arrayIn(value);
  if (target.kind !== "name" || array === null) return null;
  const role = dataFor(target.id);
  const isOne = role !== null && (ofOneRole.test(target.id) || role.startsWith("__y"));
  const [first] = array.arguments;
  const isLoaded = isOne && first !== undefined && isLoader(target, first.value, frames);
  if (!isLoaded && !isRead(array, frames.byHand)) return null;
  return withArray(value, { kind: "name", id: isOne ? role : wholeTable, span: array.span });
}

/** Of classes that are read by name: `species = sorted(set(names))`, and `t = [species.index(name) for name in names]`. */
function namedByHand(target: Expression, value: Expression, byHand: ReadonlySet<string>): Expression | null {
  if (target.kind !== "name" || !isRead(value, byHand)) return null;
  if (value.kind === "comprehension") return dataFor(target.id)?.startsWith("__y") ? given(target) : null;
  if (value.kind !== "call" || !/^(sorted|list|tuple|unique|set)$/.test(lastName(value.callee))) return null;
  const [of] = value.arguments;
  const isSet = /^(unique|set)$/.test(lastName(value.callee));
  const inner = isSet || of?.value.kind !== "call" ? null : lastName(of.value.callee);
  if (!isSet && inner !== "set" && inner !== "unique") return null;
  const count: Expression = { kind: "name", id: "__c", span: value.span };
  const callee: Expression = { kind: "name", id: "range", span: value.span };
  return { ...value, callee, arguments: [{ kind: "positional", name: null, value: count }] };
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

/**
 * A call, or a part of something: not of NumPy, unless it is NumPy that reads a file, and not of data that have been loaded already.
 * `X, y = training_set` takes apart what was loaded.
 */
function isLoader(target: Expression, value: Expression, { columns, taken }: Frames): boolean {
  const kinds = ["call", "attribute", "subscript", ...(target.kind === "sequence" ? ["name"] : [])];
  if (!kinds.includes(value.kind)) return false;
  const names = namesIn(value);
  const isData = (name: string) => taken.has(name) || (dataFor(name) !== null && !columns.has(name));
  const isKnown = (name: string) => isNumpy(name) && !isReadByNumpy(value);
  return names.length > 0 && !names.some((name) => isKnown(name) || isData(name));
}

function isNumpy(name: string): boolean {
  return /^(np|numpy)$/.test(name);
}

/** `np.load("x.npy")`, and what is made of it. */
function isReadByNumpy(value: Expression): boolean {
  let found = false;
  walk(value, (part) => {
    if (!hasPlace(part) || part.kind !== "attribute" || part.object.kind !== "name") return;
    found ||=
      isNumpy(part.object.id) && /^(load|fromfile|frombuffer|memmap|recfromcsv|fromregex)$/.test(part.name);
  });
  return found;
}

function namesIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(namesIn);
  if (typeof part !== "object" || part === null) return [];
  if ("kind" in part && part.kind === "name" && "id" in part && typeof part.id === "string") return [part.id];
  const from = changedBy(part);
  if (from !== null) return namesIn(from);
  // `df[features]`: which columns are taken.
  if ("kind" in part && part.kind === "subscript" && "object" in part) return namesIn(part.object);
  return Object.values(part).flatMap(namesIn);
}
