import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Abstract } from "../../src/algebra/abstract";
import { newerNames } from "../../src/numpy/newerNames";
import type { Outcome, Raise } from "../../src/numpy/operation";
import { bindArguments } from "../../src/numpy/signature";
import { operations } from "../../src/numpy/table";
import { type Case, type Concrete, exact, lifting, shapesOnly, toAbstract, type View } from "./concrete";
import "./generators";
import "./generatorsOfArrays";
import "./generatorsOfMathematics";
import "./generatorsOfRandom";
import "./generatorsOfRecords";
import "./generatorsOfModules";
import { generators } from "./registry";
import { evaluateSize } from "./sizeText";

const python = "/usr/bin/python3";
const hasNumPy = spawnSync(python, ["-c", "import numpy"]).status === 0;
if (!hasNumPy) console.warn(`SKIPPED: no NumPy under ${python} to judge the operation table`);

const runs = Number(process.env.NUMPY_RUNS ?? 40);
const seed = Number(process.env.NUMPY_SEED ?? 20240229);

type Reply =
  | {
      k: "value";
      value: Concrete & { scalar?: boolean };
      after: (Concrete | null)[];
      afterKeywords: Record<string, Concrete>;
    }
  | ({ k: "raise" } & Raise);

interface Trial {
  readonly name: string;
  readonly made: Case;
}

/** Rows that say nothing of the result's shape, each with the reason. */
const mayBeUnknown = new Map<string, string>([["numpy.trim_zeros", "depends on the data"]]);

const readsFiles = "reads or writes a file";
const callsBack = "calls a function of the program";

/** Rows that are not tried, each with the reason. */
const untried = new Map<string, string>([
  ...[
    "save",
    "savez",
    "savez_compressed",
    "savetxt",
    "load",
    "loadtxt",
    "genfromtxt",
    "fromfile",
    "memmap",
  ].map((name): [string, string] => [`numpy.${name}`, readsFiles]),
  ["ndarray.tofile", readsFiles],
  ["ndarray.dump", readsFiles],
  ["numpy.frombuffer", "takes bytes"],
  ["numpy.unpackbits", "takes bytes"],
  ["numpy.fromfunction", callsBack],
  ["numpy.apply_along_axis", callsBack],
  ["numpy.apply_over_axes", callsBack],
  ...[
    ...newerNames(operations).map((operation) => operation.name),
    "numpy.matrix_transpose",
    "numpy.linalg.matrix_transpose",
    "numpy.unstack",
    "ndarray.mT",
  ].map((name): [string, string] => [name, "of NumPy 2; its rule is tried under the older name"]),
  ["numpy.ndenumerate", "an object"],
]);

const only = process.env.NUMPY_ONLY;
const names = [...operations.keys()].filter((name) => only === undefined || name.includes(only));

function trials(): Trial[] {
  return names.flatMap((name) => {
    const arbitrary = generators.get(name);
    return arbitrary === undefined
      ? []
      : fc.sample(arbitrary, { numRuns: runs, seed }).map((made) => ({ name, made }));
  });
}

function judge(all: readonly Trial[]): Reply[] {
  const lines = all.map(({ name, made }) =>
    JSON.stringify({ name, attribute: operations.get(name)?.attribute ?? false, ...made }),
  );
  const input = `${lines.join("\n")}\n`;
  const done = spawnSync(python, [join(import.meta.dirname, "oracle.py")], { input, maxBuffer: 1 << 29 });
  if (done.status !== 0) throw new Error(done.stderr.toString());
  return done.stdout
    .toString()
    .trimEnd()
    .split("\n")
    .map((line): Reply => JSON.parse(line));
}

function apply({ name, made }: Trial, view: View): Outcome {
  const operation = operations.get(name);
  if (operation === undefined) throw new Error(name);
  const kwargs = Object.entries(made.kwargs).map(([key, value]): [string, Abstract] => [
    key,
    toAbstract(value, view),
  ]);
  const binding = bindArguments(
    operation,
    made.args.map((value) => toAbstract(value, view)),
    Object.fromEntries(kwargs),
  );
  return binding.kind === "raise" ? binding : operation.shape(binding.args);
}

/** Says how a value that the table gives differs from NumPy's; null where it does not, or where it says nothing. */
function differs(ours: Abstract, theirs: Concrete, names: ReadonlyMap<string, number>): string | null {
  if (ours.kind === "unknown") return null;
  if (theirs.k === "array") return arrayDiffers(ours, theirs, names);
  switch (ours.kind) {
    case "int": {
      if (theirs.k !== "int") return `int for ${theirs.k}`;
      const value = evaluateSize(ours.size.text, names);
      return value === null || value === theirs.v ? null : `${ours.size.text} for ${theirs.v}`;
    }
    case "float":
      if (theirs.k !== "float") return `float for ${theirs.k}`;
      return ours.value === null || close(ours.value, numberOf(theirs.v))
        ? null
        : `${ours.value} for ${theirs.v}`;
    case "bool":
      if (theirs.k !== "bool") return `bool for ${theirs.k}`;
      return ours.value === null || ours.value === theirs.v ? null : `${ours.value} for ${theirs.v}`;
    case "str":
      if (theirs.k !== "str") return `str for ${theirs.k}`;
      return ours.value === null || ours.value === theirs.v ? null : `${ours.value} for ${theirs.v}`;
    case "sequence": {
      if (theirs.k !== ours.type) return `${ours.type} for ${theirs.k}`;
      if (theirs.items.length !== ours.items.length)
        return `${ours.items.length} items for ${theirs.items.length}`;
      for (const [index, item] of ours.items.entries()) {
        const other = theirs.items[index];
        const message = other === undefined ? "missing" : differs(item, other, names);
        if (message !== null) return `item ${index}: ${message}`;
      }
      return null;
    }
    case "repeated": {
      if (theirs.k !== ours.type) return `${ours.type} for ${theirs.k}`;
      const length = evaluateSize(ours.length.text, names);
      if (length !== null && length !== theirs.items.length)
        return `length ${length} for ${theirs.items.length}`;
      for (const item of theirs.items) {
        const message = differs(ours.item, item, names);
        if (message !== null) return `each item: ${message}`;
      }
      return null;
    }
    case "none":
    case "complex":
    case "slice":
    case "ellipsis":
      return theirs.k === ours.kind ? null : `${ours.kind} for ${theirs.k}`;
    case "dtype":
      return theirs.k === "dtype" && sameKind(ours.dtype, theirs.v) ? null : `dtype ${ours.dtype}`;
    case "object":
      return theirs.k === "object" ? null : `object for ${theirs.k}`;
    case "array":
      return `array for ${theirs.k}`;
  }
}

/** A field's shape that is not known is null, and records of which nothing is known are a bare word. */
function sameKind(ours: string, theirs: string): boolean {
  if (ours === "unknown" || ours === theirs || (ours === "record" && theirs.startsWith(ours))) return true;
  const pattern = ours.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("null", "\\[[\\d,]*\\]");
  return new RegExp(`^${pattern}$`).test(theirs);
}

function arrayDiffers(
  ours: Abstract,
  theirs: Extract<Concrete, { k: "array" }>,
  names: ReadonlyMap<string, number>,
): string | null {
  if (ours.kind !== "array") return `${ours.kind} for an array of ${theirs.shape}`;
  if (!sameKind(ours.dtype, theirs.dtype)) return `dtype ${ours.dtype} for ${theirs.dtype}`;
  if (ours.shape === null) return null;
  const text = `(${ours.shape.map((each) => each.text).join(", ")})`;
  if (ours.shape.length !== theirs.shape.length) return `shape ${text} for (${theirs.shape})`;
  for (const [axis, each] of ours.shape.entries()) {
    const value = evaluateSize(each.text, names);
    // A slice whose ends cross: names are taken not to (see slicing.ts).
    if (names.size > 0 && value !== null && value < 0) return null;
    if (value !== null && value !== theirs.shape[axis]) return `shape ${text} for (${theirs.shape})`;
  }
  if (ours.shape.length === 0 && (ours.scalar === true) !== theirs.scalar)
    return `${ours.scalar ? "scalar" : "0-d array"} for ${theirs.scalar ? "scalar" : "0-d array"}`;
  const integer = ours.integer === undefined ? null : evaluateSize(ours.integer.text, names);
  if (integer !== null && integer !== theirs.data?.[0])
    return `integer ${ours.integer?.text} for ${theirs.data?.[0]}`;
  const trues = ours.count === undefined ? null : evaluateSize(ours.count.text, names);
  if (trues !== null && theirs.data !== null && trues !== theirs.data.filter(Boolean).length)
    return `count ${ours.count?.text} for ${theirs.data.filter(Boolean).length}`;
  return ours.data === undefined ? null : dataDiffers(ours.data, theirs.data, ours.rounded === true);
}

function dataDiffers(
  ours: readonly (number | boolean)[],
  theirs: readonly (number | boolean | string | null)[] | null,
  rounded: boolean,
): string | null {
  if (theirs === null) return null;
  if (ours.length !== theirs.length) return `${ours.length} elements for ${theirs.length}`;
  for (const [index, each] of ours.entries()) {
    const other = theirs[index];
    if (typeof each === "boolean" ? each === other : same(each, numberOf(other), rounded)) continue;
    return `element ${index} is ${each}${rounded ? " (rounded)" : ""} for ${other}`;
  }
  return null;
}

function numberOf(value: number | boolean | string | null | undefined): number {
  return Number(typeof value === "string" ? value.replace("inf", "Infinity") : value);
}

function same(a: number, b: number, rounded: boolean): boolean {
  return rounded ? close(a, b) : a === b || (Number.isNaN(a) && Number.isNaN(b));
}

function close(a: number, b: number): boolean {
  return (
    a === b ||
    (Number.isNaN(a) && Number.isNaN(b)) ||
    Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1)
  );
}

function compareOutcome(
  ours: Outcome,
  theirs: Reply,
  trial: Trial,
  names: ReadonlyMap<string, number>,
  certain: boolean,
): string | null {
  if (theirs.k === "raise") {
    if (ours.kind === "value")
      return certain && ours.value.kind !== "unknown" ? `misses ${say(theirs)}` : null;
    const [a, b] = [say(ours.raise), say(theirs)];
    return a === b || !certain ? null : `raises ${a} for ${b}`;
  }
  // Shapes that do not broadcast compare as unequal in NumPy 1.24; as names they may.
  if (!certain && /operator\.(eq|ne)/.test(trial.name) && theirs.value.k === "bool") return null;
  if (ours.kind === "raise")
    return `raises ${say(ours.raise)} for ${JSON.stringify(theirs.value).slice(0, 80)}`;
  return differs(ours.value, theirs.value, names) ?? mutationDiffers(ours, theirs, trial, names);
}

function mutationDiffers(
  ours: Extract<Outcome, { kind: "value" }>,
  theirs: Extract<Reply, { k: "value" }>,
  trial: Trial,
  names: ReadonlyMap<string, number>,
): string | null {
  const operation = operations.get(trial.name);
  const parameters = (operation?.signature ?? "").split(/,\s*/).filter((part) => part !== "/");
  for (const [index, after] of theirs.after.entries()) {
    const before = trial.made.args[index];
    if (after === null || before?.k !== "array") continue;
    const parameter = parameters[index]?.replace(/=.*/, "") ?? "";
    const became = ours.mutated?.[parameter];
    if (became !== undefined) {
      const message = differs(became, after, names);
      if (message !== null) return `${parameter} became: ${message}`;
    } else if (after.k === "array" && !untouched(before, after)) return `${parameter} was changed unnoticed`;
  }
  return null;
}

type Numbers = Extract<Concrete, { k: "array" }>;

function untouched(before: Numbers, after: Numbers): boolean {
  return `${before.shape}` === `${after.shape}` && `${before.data}` === `${after.data}`;
}

function say(raise: Raise): string {
  return `${raise.exception}: ${raise.message.trimEnd()}`;
}

function printed(trial: Trial): string {
  const short = (value: Concrete): string => {
    switch (value.k) {
      case "array":
        return `${value.dtype}${value.scalar ? "!" : ""}(${value.shape})${value.data.length <= 8 ? `[${value.data}]` : ""}`;
      case "list":
      case "tuple":
        return `${value.k[0]}(${value.items.map(short).join(", ")})`;
      case "slice":
        return `${short(value.start)}:${short(value.stop)}:${short(value.step)}`;
      case "int":
      case "float":
      case "bool":
      case "str":
      case "dtype":
      case "object":
        return String(value.v);
      default:
        return value.k;
    }
  };
  const kwargs = Object.entries(trial.made.kwargs).map(([key, value]) => `${key}=${short(value)}`);
  return `${trial.name}(${[...trial.made.args.map(short), ...kwargs].join(", ")})`;
}

function sizesIn(value: Concrete, into: Set<number>): void {
  if (value.k === "array") for (const each of value.shape) into.add(each);
  if (value.k === "int") into.add(value.v);
  if (value.k === "list" || value.k === "tuple") for (const item of value.items) sizesIn(item, into);
}

/** Which numbers become names: some of those greater than one. */
function liftedNumbers(trial: Trial, pick: number): Map<string, number> {
  const all = new Set<number>();
  for (const value of [...trial.made.args, ...Object.values(trial.made.kwargs)]) sizesIn(value, all);
  const chosen = [...all].filter((each) => each >= 2 && ((each * 7 + pick) % 3 !== 0 || pick % 4 === 0));
  return new Map(chosen.map((each) => [`s${each}`, each]));
}

const nothing: ReadonlyMap<string, number> = new Map();

describe.skipIf(!hasNumPy)("the operation table against NumPy", () => {
  const all = trials();
  const replies = hasNumPy ? judge(all) : [];

  function failures(compareOne: (trial: Trial, reply: Reply, index: number) => string | null): string[] {
    return all.flatMap((trial, index) => {
      const reply = replies[index];
      const message = reply === undefined ? "no reply" : compareOne(trial, reply, index);
      return message === null ? [] : [`${printed(trial)}: ${message}`];
    });
  }

  it("has generated arguments for every row", () => {
    expect(names.filter((name) => !generators.has(name) && !untried.has(name))).toEqual([]);
  });

  it("has a row for all generated arguments", () => {
    expect([...generators.keys()].filter((name) => !operations.has(name))).toEqual([]);
  });

  it("agrees where everything is known", () => {
    expect(
      failures((trial, reply) => compareOutcome(apply(trial, exact), reply, trial, nothing, true)),
    ).toEqual([]);
  });

  it("agrees where shapes are known and elements are not", () => {
    expect(
      failures((trial, reply) => compareOutcome(apply(trial, shapesOnly), reply, trial, nothing, false)),
    ).toEqual([]);
  });

  it("agrees where sizes are names", () => {
    expect(
      failures((trial, reply, index) => {
        const lifted = liftedNumbers(trial, index);
        // As names, ends would be past the axis here: names are taken not to be (see slicing.ts and its test).
        const view = {
          ...lifting(new Set(lifted.values())),
          liftIntegers: !/split|delete|getitem|setitem/.test(trial.name),
        };
        const ours = apply(trial, view);
        return compareOutcome(ours, reply, trial, lifted, false);
      }),
    ).toEqual([]);
  });

  it("says something of every row", () => {
    const spoken = new Set<string>();
    for (const [index, trial] of all.entries()) {
      const ours = apply(trial, exact);
      const known = ours.kind === "raise" || (ours.value.kind !== "unknown" && !isShapeless(ours.value));
      if (known && replies[index] !== undefined) spoken.add(trial.name);
    }
    const silent = names.filter(
      (name) => generators.has(name) && !spoken.has(name) && !mayBeUnknown.has(name),
    );
    expect(silent).toEqual([]);
  });
});

function isShapeless(value: Abstract): boolean {
  return value.kind === "array" && value.shape === null;
}
