import type { NumberArray } from "../algebra/array";
import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Asked } from "./draws";
import {
  integerOf,
  type NumberType,
  nodeOf,
  type Operand,
  operandOf,
  scalarOf,
  shapeOf,
  TracedArray,
  truthOf,
  typeOf,
  type ValueArguments,
  type ValueContext,
  type ValueRow,
  valueRow,
} from "./valuesOperand";

// Random numbers: the program's own where its seed is known, else ours, which stand for them.

function made(
  shape: readonly number[],
  draw: () => number,
  context: ValueContext,
  dtype: NumberType,
): Operand {
  const data = Float64Array.from({ length: arrays.count(shape) }, draw);
  return shape.length === 0
    ? { kind: "float", node: e.number(data[0] ?? 0) }
    : context.fresh(arrays.arrayOf(data, shape), dtype);
}

/** Normal numbers from uniform ones, by Box and Muller. */
function normal(context: ValueContext): number {
  return Math.sqrt(-2 * Math.log(1 - context.random())) * Math.cos(2 * Math.PI * context.random());
}

const owners = ["numpy.random", "numpy.random.RandomState", "numpy.random.Generator"];

/** The arguments of a draw as its stream reads them. */
function askedOf(args: ValueArguments, context: ValueContext, count: number): Asked {
  return {
    count,
    real: (parameter) => {
      const given = args.get(parameter);
      return given === undefined || given.kind === "none" ? undefined : scalarOf(given, context);
    },
  };
}

function rows(
  names: readonly string[],
  parameters: string,
  invented: (args: ValueArguments, context: ValueContext) => (() => number) | null,
  dtype: NumberType = "float",
): ValueRow[] {
  return owners.flatMap((owner) =>
    names.map((name) =>
      valueRow(`${owner}.${name}`, parameters, (args, context) => {
        const size = parameters.includes("*") ? args.rest : [args.get("size") ?? { kind: "none" as const }];
        const each = elementwise(parameters, args, context);
        const isOpen = size.length === 0 || size[0]?.kind === "none";
        const shape = isOpen ? (each?.shape ?? []) : shapeOf(size, context);
        let drawn = 0;
        const next =
          each === null
            ? invented(args, context)
            : () => invented(each.at(drawn++), context)?.() ?? Number.NaN;
        if (shape === null || next === null) return null;
        // Numbers of other widths are drawn in other ways.
        if (args.get("dtype") !== undefined) context.stream.lose();
        const own = context.stream.numbers(name, askedOf(args, context, arrays.count(shape)));
        let at = 0;
        return made(shape, own === null ? next : () => own.numbers[at++] ?? 0, context, dtype);
      }),
    ),
  );
}

/** `normal(loc=X @ w)`, `binomial(1, p)`: a draw for each element of the arguments; null where all of them are numbers. */
function elementwise(parameters: string, args: ValueArguments, context: ValueContext) {
  const given = parameters.split(" ").flatMap((name) => {
    const node = name === "size" || name.startsWith("*") ? null : nodeOf(args.get(name));
    return node === null || node.shape.length === 0 ? [] : [{ name, value: context.read(node) }];
  });
  if (given.length === 0) return null;
  const shape = arrays.broadcastShapes(...given.map(({ value }) => value.shape));
  const lists = new Map(
    given.map(({ name, value }) => [name, arrays.elements(arrays.broadcastTo(value, shape))]),
  );
  const at = (index: number): ValueArguments => ({
    get: (name) => {
      const list = lists.get(name);
      if (list === undefined) return args.get(name);
      return { kind: "float", node: e.number(list[index % list.length] ?? 0) };
    },
    rest: args.rest,
  });
  return { shape, at };
}

/** The places of rows in another order. */
function permuted(of: NumberArray, context: ValueContext): NumberArray {
  const many = of.shape[0] ?? 0;
  const own = context.stream.order(many);
  if (own !== null) return arrays.arrayOf(Float64Array.from(own), [many]);
  return arrays.arrayOf(Float64Array.from(orderOf(many, context)), [many]);
}

/** Of more than these, hardly one is drawn twice. */
const mostPlaces = 1000;

/** A sample that comes twice in a batch counts twice: among numbers of ours each place comes once, where there are enough. */
function comeOnce(count: number, { options }: ValueContext): boolean {
  return options?.ownRandom !== true && count <= mostPlaces;
}

/** The numbers from 0 to before `many`, each once, in an order of ours. */
function orderOf(many: number, context: ValueContext): number[] {
  const places = [...Array(many).keys()];
  for (let at = places.length - 1; at > 0; at--) {
    const other = Math.floor(context.random() * (at + 1));
    const kept = places[at] ?? 0;
    places[at] = places[other] ?? 0;
    places[other] = kept;
  }
  return places;
}

function hasAxis(args: ValueArguments, context: ValueContext): boolean {
  return args.get("axis") !== undefined && integerOf(args.get("axis"), context) !== 0;
}

const permutation: ValueRow["apply"] = (args, context) => {
  const of = args.get("x");
  const node = of?.kind === "int" ? e.constantArray(arrays.full([of.value], 0)) : nodeOf(of);
  if (node === null || hasAxis(args, context)) return null;
  const order = permuted(context.read(node), context);
  if (of?.kind === "int") return operandOf(e.constantArray(order), "int");
  return operandOf(e.gather(node, [e.constantArray(order)]), typeOf(of));
};

const shuffle: ValueRow["apply"] = (args, context) => {
  const of = args.get("x");
  if (!(of instanceof TracedArray) || hasAxis(args, context)) return null;
  of.write(e.gather(of.node, [e.constantArray(permuted(context.read(of.node), context))]));
  return { kind: "none" };
};

const chosen: ValueRow["apply"] = (args, context) => {
  const of = args.get("a");
  const node = of?.kind === "int" ? null : nodeOf(of);
  const count = of?.kind === "int" ? of.value : (node?.shape[0]?.value ?? 0);
  const size = args.get("size") ?? { kind: "none" as const };
  const shape = size.kind === "none" ? [] : shapeOf([size], context);
  if (shape === null || count === 0 || hasAxis(args, context)) return null;
  const replace = args.get("replace") === undefined || truthOf(args.get("replace"));
  const given = nodeOf(args.get("p"));
  const weights = given === null ? null : [...arrays.elements(context.read(given))];
  if (args.get("shuffle") !== undefined) context.stream.lose();
  const own = context.stream.places(count, arrays.count(shape), replace, weights);
  const many = arrays.count(shape);
  const drawn = () =>
    replace && (many > count || !comeOnce(count, context))
      ? Float64Array.from({ length: many }, () => Math.floor(context.random() * count))
      : Float64Array.from(orderOf(count, context).slice(0, many));
  if (!replace && many > count) return null;
  const data = own === null ? drawn() : Float64Array.from(own);
  const places = e.constantArray(arrays.arrayOf(data, shape));
  return node === null ? operandOf(places, "int") : operandOf(e.gather(node, [places]), typeOf(of));
};

export const valuesRandom: readonly ValueRow[] = [
  ...rows(["randn"], "*size", (_, context) => () => normal(context)),
  ...rows(["rand"], "*size", (_, context) => context.random),
  ...rows(["standard_normal"], "size", (_, context) => () => normal(context)),
  ...rows(["random", "random_sample"], "size dtype", (_, context) => context.random),
  ...rows(["normal"], "loc scale size", (args, context) => {
    const [mean, deviation] = [
      scalarOf(args.get("loc"), context) ?? 0,
      scalarOf(args.get("scale"), context) ?? 1,
    ];
    return () => mean + deviation * normal(context);
  }),
  ...rows(["uniform"], "low high size", (args, context) => {
    const [low, high] = [scalarOf(args.get("low"), context) ?? 0, scalarOf(args.get("high"), context) ?? 1];
    return () => low + (high - low) * context.random();
  }),
  ...rows(
    ["randint", "integers"],
    "low high size dtype endpoint",
    (args, context) => {
      const [first, second] = [scalarOf(args.get("low"), context), scalarOf(args.get("high"), context)];
      const low = second === null ? 0 : (first ?? 0);
      const high = second ?? first ?? 1;
      const count = Math.floor(high - low);
      if (!comeOnce(count, context)) return () => Math.floor(low + (high - low) * context.random());
      const order: number[] = [];
      let at = 0;
      return () => {
        // Where the program's own stream is known, nothing of ours is drawn.
        if (order.length === 0) order.push(...orderOf(count, context));
        return low + (order[at++ % count] ?? 0);
      };
    },
    "int",
  ),
  ...rows(
    ["binomial"],
    "n p size",
    (args, context) => {
      const [trials, chance] = [scalarOf(args.get("n"), context), scalarOf(args.get("p"), context)];
      if (trials === null || chance === null) return null;
      return () =>
        Array.from({ length: trials }, () => (context.random() < chance ? 1 : 0)).reduce<number>(
          (sum, each) => sum + each,
          0,
        );
    },
    "int",
  ),
  // What a program makes its data from: numbers of ours about as far spread.
  ...rows(["laplace", "logistic"], "loc scale size", (args, context) => {
    const loc = scalarOf(args.get("loc"), context) ?? 0;
    const scale = scalarOf(args.get("scale"), context) ?? 1;
    return () => loc + scale * normal(context);
  }),
  ...rows(["exponential"], "scale size", (args, context) => {
    const scale = scalarOf(args.get("scale"), context) ?? 1;
    return () => -scale * Math.log(1 - context.random());
  }),
  ...rows(["gamma"], "shape scale size", (args, context) => {
    const [shape, scale] = [
      scalarOf(args.get("shape"), context) ?? 1,
      scalarOf(args.get("scale"), context) ?? 1,
    ];
    return () => shape * scale * (0.2 - 0.8 * Math.log(1 - context.random()));
  }),
  ...rows(["lognormal"], "mean sigma size", (args, context) => {
    const [mean, sigma] = [
      scalarOf(args.get("mean"), context) ?? 0,
      scalarOf(args.get("sigma"), context) ?? 1,
    ];
    return () => Math.exp(mean + sigma * normal(context));
  }),
  ...rows(["standard_t"], "df size", (_, context) => () => normal(context)),
  ...rows(["standard_cauchy"], "size", (_, context) => () => normal(context)),
  ...rows(["gumbel"], "loc scale size", (args, context) => {
    const loc = scalarOf(args.get("loc"), context) ?? 0;
    const scale = scalarOf(args.get("scale"), context) ?? 1;
    return () => loc + scale * normal(context);
  }),
  ...rows(["standard_exponential"], "size", (_, context) => () => -Math.log(1 - context.random())),
  ...rows(["chisquare", "weibull", "standard_gamma"], "df size", (_, context) => () => {
    return 0.2 - 0.8 * Math.log(1 - context.random());
  }),
  ...rows(["beta"], "a b size", (args, context) => {
    const [a, b] = [scalarOf(args.get("a"), context) ?? 1, scalarOf(args.get("b"), context) ?? 1];
    const mean = a / (a + b);
    return () => mean + 0.8 * Math.min(mean, 1 - mean) * (2 * context.random() - 1);
  }),
  ...rows(
    ["geometric"],
    "p size",
    (args, context) => {
      const chance = scalarOf(args.get("p"), context) ?? 0.5;
      return () => 1 + Math.floor(-Math.log(1 - context.random()) / chance);
    },
    "int",
  ),
  ...rows(
    ["poisson"],
    "lam size",
    (args, context) => {
      const rate = scalarOf(args.get("lam"), context) ?? 1;
      return () => Math.max(0, Math.round(rate + Math.sqrt(rate) * normal(context)));
    },
    "int",
  ),
  ...owners.map((owner) =>
    valueRow(`${owner}.multivariate_normal`, "mean cov size", (args, context) => {
      const mean = nodeOf(args.get("mean"));
      const size = args.get("size") ?? { kind: "none" as const };
      const shape = size.kind === "none" ? [] : shapeOf([size], context);
      const width = mean?.shape[0]?.value;
      if (mean?.shape.length !== 1 || width == null || shape === null) return null;
      const middle = arrays.elements(context.read(mean));
      context.stream.lose();
      let at = 0;
      return made([...shape, width], () => (middle[at++ % width] ?? 0) + normal(context), context, "float");
    }),
  ),
  ...owners.flatMap((owner) => [
    valueRow(`${owner}.choice`, "a size replace p axis shuffle", chosen),
    valueRow(`${owner}.permutation`, "x axis", permutation),
    valueRow(`${owner}.shuffle`, "x axis", shuffle),
    valueRow(`${owner}.seed`, "seed", (args, context) => {
      context.stream.seedOld(scalarOf(args.get("seed"), context));
      return { kind: "none" };
    }),
  ]),
];
