import * as arrays from "../../../algebra/array";
import { applyScaler, fitScaler, type Scaler } from "../../../datasets/scaler";
import { type Split, splitSizes, stratifiedSplit, trainTestSplit } from "../../../datasets/split";
import type { Traced } from "../../../domains/symbolsTrace";
import { Stopped } from "../../../interpreter/budget";
import { type CallArguments, tuple, unknown, type Value } from "../../../interpreter/value";
import { loadedData } from "./data";
import type { TrueDomain } from "./domain";

type Made = Value<Traced>;
type Body = (domain: TrueDomain, args: CallArguments<Traced>) => Made;

/** What is known of scikit-learn number by number: the data sets that ship, the split, the standard scaling. */
const members: Readonly<Record<string, Body>> = {
  "sklearn.datasets.load_breast_cancer": (domain, args) => load(domain, "breast_cancer", args),
  "sklearn.datasets.load_iris": (domain, args) => load(domain, "iris", args),
  "sklearn.datasets.load_diabetes": (domain, args) => load(domain, "diabetes", args),
  "sklearn.model_selection.train_test_split": split,
  "sklearn.preprocessing.StandardScaler": (domain, args) =>
    args.positional.length + args.keywords.size > 0 ? lost("StandardScaler") : standardScaler(domain),
};

/** A module of scikit-learn or one of its members; null for what is no part of it. */
export function scikitLearn(domain: TrueDomain, name: string): Made | null {
  if (!/^sklearn(\.|$)/.test(name)) return null;
  const body = members[name];
  if (body !== undefined) {
    const call = (args: CallArguments<Traced>) => {
      domain.libraryCalled(name, args);
      return body(domain, args);
    };
    return { kind: "builtin", name, call };
  }
  const isModule = name === "sklearn" || Object.keys(members).some((member) => member.startsWith(`${name}.`));
  if (!isModule) return lost(name);
  return { kind: "module", name, frame: null, member: (member) => scikitLearn(domain, `${name}.${member}`) };
}

function lost(name: string): Made {
  return unknown("unknown-function", [name]);
}

function load(domain: TrueDomain, name: string, { positional, keywords }: CallArguments<Traced>): Made {
  const pair = keywords.get("return_X_y");
  const isPlain = positional.length === 0 && [...keywords.keys()].every((key) => key === "return_X_y");
  if (!isPlain || (pair !== undefined && pair.kind !== "bool")) return lost(name);
  const given = domain.data.get(`sklearn:${name}`);
  if (given === undefined) {
    domain.wanted.add(`sklearn:${name}`);
    throw new Stopped("data");
  }
  const loaded = given.kind === "table" ? loadedData(name, given.table) : null;
  if (loaded === null) return lost(name);
  const data = domain.array(loaded.inputs, "float");
  const target = domain.array(loaded.target, loaded.hasClasses ? "int" : "float");
  if (pair?.value === true) return tuple([data, target]);
  return withMembers("Bunch", { data, target });
}

function withMembers(name: string, attributes: Readonly<Record<string, Made>>): Made {
  return {
    kind: "builtin",
    name,
    call: () => lost(name),
    member: (member) => (Object.hasOwn(attributes, member) ? (attributes[member] ?? null) : null),
  };
}

function split(domain: TrueDomain, { positional, keywords }: CallArguments<Traced>): Made {
  const given = positional.map((each) => domain.numbers(each));
  const rows = given[0]?.shape[0];
  const known = ["test_size", "train_size", "random_state", "shuffle", "stratify"];
  if (rows === undefined || [...keywords.keys()].some((key) => !known.includes(key)))
    return lost("train_test_split");
  if (given.some((each) => each === null || each.shape[0] !== rows)) return lost("train_test_split");
  const found = rowsOf(domain, rows, keywords);
  if (found === null) return lost("train_test_split");
  const parts = positional.flatMap((each, index) => {
    const array = given[index];
    if (array == null || each.kind !== "datum" || each.value.kind !== "array") return [];
    const { dtype } = each.value;
    return [found.train, found.test].map((own) => domain.array(gathered(array, own), dtype));
  });
  return tuple(parts);
}

/** Null where another run would split in another way. */
function rowsOf(domain: TrueDomain, rows: number, keywords: ReadonlyMap<string, Made>): Split | null {
  const share = (name: string) => (keywords.has(name) ? domain.number(keywords.get(name)) : 0);
  const [test, train] = [share("test_size"), share("train_size")];
  if (test === null || train === null || (test > 0 && train > 0)) return null;
  const held = train > 0 ? rows - (train < 1 ? Math.floor(train * rows) : train) : test > 0 ? test : 0.25;
  const shuffle = keywords.get("shuffle");
  const stratify = keywords.get("stratify");
  const byClass = stratify !== undefined && stratify.kind !== "none";
  if (shuffle !== undefined && !(shuffle.kind === "bool" && shuffle.value !== null)) return null;
  if (shuffle?.kind === "bool" && shuffle.value === false) {
    const sizes = splitSizes(rows, held);
    const all = Int32Array.from({ length: rows }, (_, row) => row);
    return byClass ? null : { train: all.slice(0, sizes.train), test: all.slice(sizes.train) };
  }
  const seed = domain.number(keywords.get("random_state"));
  if (seed === null) return null;
  const classes = byClass ? classesOf(domain.numbers(stratify)) : null;
  if (byClass && classes?.length !== rows) return null;
  const found = classes === null ? trainTestSplit(rows, held, seed) : stratifiedSplit(classes, held, seed);
  return "kind" in found ? null : found;
}

/** Classes by their number among those that occur. */
function classesOf(array: arrays.NumberArray | null): Int32Array | null {
  if (array?.shape.length !== 1) return null;
  const values = arrays.elements(array);
  const order = new Map([...new Set(values)].sort((a, b) => a - b).map((value, index) => [value, index]));
  return Int32Array.from(values, (value) => order.get(value) ?? 0);
}

function gathered(array: arrays.NumberArray, rows: Int32Array): arrays.NumberArray {
  const [, ...rest] = array.shape;
  const width = arrays.count(rest);
  const from = arrays.elements(array);
  const data = new Float64Array(rows.length * width);
  for (const [at, row] of rows.entries()) data.set(from.subarray(row * width, (row + 1) * width), at * width);
  return arrays.arrayOf(data, [rows.length, ...rest]);
}

function standardScaler(domain: TrueDomain): Made {
  const state: { fitted: Scaler | null } = { fitted: null };
  const matrixOf = ({ positional: [x] }: CallArguments<Traced>) => {
    const array = domain.numbers(x);
    if (array?.shape.length !== 2) return null;
    const [samples = 0, features = 0] = array.shape;
    return { samples, features, data: Float64Array.from(arrays.elements(array)) };
  };
  const fit = (args: CallArguments<Traced>): boolean => {
    const matrix = matrixOf(args);
    state.fitted = matrix === null ? null : fitScaler(matrix);
    return state.fitted !== null;
  };
  const transform = (args: CallArguments<Traced>): Made => {
    const matrix = matrixOf(args);
    if (matrix === null || state.fitted?.mean.length !== matrix.features) return lost("transform");
    applyScaler(state.fitted, matrix);
    return domain.array(arrays.arrayOf(matrix.data, [matrix.samples, matrix.features]), "float");
  };
  const method = (name: string, call: (args: CallArguments<Traced>) => Made): Made => ({
    kind: "builtin",
    name,
    call,
  });
  const own: Made = {
    kind: "builtin",
    name: "StandardScaler",
    call: () => lost("StandardScaler"),
    member: (member) => {
      if (member === "fit") return method(member, (args) => (fit(args) ? own : lost(member)));
      if (member === "transform") return method(member, transform);
      if (member === "fit_transform")
        return method(member, (args) => (fit(args) ? transform(args) : lost(member)));
      const { fitted } = state;
      const learned = member === "mean_" ? fitted?.mean : member === "scale_" ? fitted?.scale : undefined;
      return learned === undefined ? null : domain.array(arrays.arrayOf(learned, [learned.length]), "float");
    },
  };
  return own;
}
