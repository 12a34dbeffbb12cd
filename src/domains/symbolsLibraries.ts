import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import { constant } from "../algebra/size";
import { none, type Value } from "../interpreter/value";
import { valueRows } from "../numpy/values";
import { TracedArray } from "../numpy/valuesOperand";
import type { SymbolDomain } from "./symbols";
import { placesOf } from "./symbolsIteration";
import { mappedBy } from "./symbolsMapped";
import { oneHotFunction, oneHotModules } from "./symbolsOneHot";
import { minimiser } from "./symbolsOptimize";
import { randomModule } from "./symbolsRandom";
import { sklearn } from "./symbolsSklearn";
import { generator } from "./symbolsStreams";
import { builtin } from "./symbolsTools";
import { datum, type Trace, type Traced } from "./symbolsTrace";

type Made = Value<Traced>;

const known = new Set([
  "numpy",
  "math",
  "scipy",
  "scipy.special",
  "scipy.optimize",
  "numpy.random",
  "numpy.linalg",
  "sklearn",
  ...oneHotModules,
  "tqdm",
  "tqdm.auto",
  "tqdm.notebook",
]);

/** A library's module or one of its members, as far as it is known; null else. */
export function libraryModule(name: string, domain: SymbolDomain): Made | null {
  if (name === "random") return randomModule(domain);
  if (/^sklearn(\.utils)?\.\w+$/.test(name) || known.has(name))
    return { kind: "module", name, frame: null, member: (member) => memberOf(name, member, domain) };
  const [owner, member] = splitLast(name);
  return owner === "" ? null : special(owner, member, domain);
}

function memberOf(owner: string, member: string, domain: SymbolDomain): Made | null {
  const name = `${owner}.${member}`;
  if (owner === "sklearn") return libraryModule(name, domain);
  if (owner.startsWith("sklearn")) return heard(sklearn(owner, member, domain), domain);
  const found = special(owner, member, domain);
  if (found !== null) return found;
  if (known.has(name)) return libraryModule(name, domain);
  return valueRows.has(name) ? domain.function(name) : null;
}

function splitLast(name: string): [string, string] {
  const at = name.lastIndexOf(".");
  return [name.slice(0, Math.max(0, at)), name.slice(at + 1)];
}

const numbers: Readonly<Record<string, number>> = {
  pi: Math.PI,
  e: Math.E,
  inf: Number.POSITIVE_INFINITY,
  nan: Number.NaN,
};

const dtypes = /^(float(\d+|_)?|int(\d+|_)?|uint\d*|bool_?|double|single)$/;

function special(owner: string, member: string, domain: SymbolDomain): Made | null {
  const progress = progressBar(owner, member, domain);
  if (progress !== null) return progress;
  const rows = oneHotFunction(`${owner}.${member}`, domain);
  if (rows !== null) return rows;
  if (owner === "scipy.optimize") return minimiser(member, domain);
  if (owner === "numpy" && ["loadtxt", "genfromtxt"].includes(member))
    return builtin(`numpy.${member}`, () => datum(tableOf(domain.trace)));
  if (owner === "numpy" && member === "newaxis") return none;
  const places = owner === "numpy" ? (placesOf(member, domain) ?? mappedBy(member, domain)) : null;
  if (places !== null) return places;
  const number = numbers[member];
  if ((owner === "numpy" || owner === "math") && number !== undefined) return domain.float(number);
  if (owner === "numpy" && dtypes.test(member)) {
    const type = /bool/.test(member) ? "bool" : /int/.test(member) ? "int" : "float";
    return {
      kind: "builtin",
      name: `numpy.${member}`,
      type,
      call: (args, site) =>
        domain.apply(
          "ndarray.astype",
          [args.positional[0] ?? none, datum({ kind: "dtype", dtype: type })],
          new Map(),
          site,
        ),
    };
  }
  if (owner === "numpy" && (member === "c_" || member === "r_"))
    return datum({ kind: "object", name: `numpy.${member}` });
  if (owner === "numpy.random" && (member === "default_rng" || member === "RandomState")) {
    return builtin(`numpy.random.${member}`, (args, site) => generator(domain, member, args, site));
  }
  if (owner === "numpy" && ["set_printoptions", "seterr", "random_seed"].includes(member))
    return builtin(member, () => none);
  return null;
}

/** The domain is told of each call. */
function heard(made: Made | null, domain: SymbolDomain): Made | null {
  if (made?.kind !== "builtin") return made;
  return {
    ...made,
    call: (args, site) => {
      domain.libraryCalled(made.name, args);
      return made.call(args, site);
    },
  };
}

/** `tqdm(range(epochs))` is the range, and `trange(epochs)` too. */
function progressBar(owner: string, member: string, { machine }: SymbolDomain): Made | null {
  if (!/^tqdm(\.|$)/.test(owner) && owner !== "rich.progress") return null;
  if (/^(tqdm|tqdm_notebook|track)$/.test(member))
    return builtin(member, ({ positional: [iterable = none] }) => iterable);
  return /^tn?range$/.test(member) ? (machine?.builtins.get("range") ?? null) : null;
}

/** A file of numbers: features, and in one column the classes. */
export function tableOf(trace: Trace): TracedArray {
  const { tableSizes, options } = trace;
  const rows = tableSizes.rows + options.samples;
  const features = tableSizes.features ?? Math.max(options.features, tableSizes.columns);
  const inputs = trace.inputs([rows, features]).node;
  const outputs = tableSizes.outputs ?? 1;
  const labels = outputs > 1 ? trace.oneHot(rows, outputs).node : classColumn(trace, rows);
  const parts = tableSizes.labelsFirst === true ? [labels, inputs] : [inputs, labels];
  const shape = [constant(rows), constant(features + outputs)];
  return new TracedArray(e.concatenate(parts, 1, shape), "float");
}

/** Of many classes the last one is among any two rows: a program may take their number from those that it learns from. */
function classColumn(trace: Trace, rows: number): e.Expression {
  const classes = trace.options.classes ?? 2;
  if (classes === 2) return trace.targets([rows, 1], classes).node;
  const labels = Float64Array.from({ length: rows }, (_, at) =>
    at % 2 === 0 ? classes - 1 : Math.floor(trace.random() * classes),
  );
  return trace.leaf("y", arrays.arrayOf(labels, [rows, 1]), "data");
}
