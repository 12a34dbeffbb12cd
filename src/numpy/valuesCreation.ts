import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import { constant } from "../algebra/size";
import {
  functionAndMethod,
  integerOf,
  type NumberType,
  nodeOf,
  numbersOf,
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

function dtypeOf(operand: Operand | undefined, otherwise: NumberType): NumberType {
  if (operand?.kind === "dtype") return operand.dtype;
  if (operand?.kind !== "str") return otherwise;
  return /^bool/.test(operand.value) ? "bool" : /^u?int/.test(operand.value) ? "int" : "float";
}

function filled(
  name: string,
  value: (args: ValueArguments, context: ValueContext) => number | null,
): ValueRow[] {
  const make = (
    shape: readonly number[] | null,
    args: ValueArguments,
    context: ValueContext,
    dtype: NumberType,
  ) => {
    const fill = value(args, context);
    if (shape === null || fill === null) return null;
    return context.fresh(arrays.full(shape, fill), dtypeOf(args.get("dtype"), dtype));
  };
  const parameters = name === "full" ? "shape fill_value dtype" : "shape dtype";
  return [
    valueRow(`numpy.${name}`, parameters, (args, context) =>
      make(shapeOf([args.get("shape") ?? { kind: "other" }], context), args, context, "float"),
    ),
    valueRow(`numpy.${name}_like`, parameters, (args, context) => {
      const node = nodeOf(args.get("shape") ?? args.get("a"));
      return make(node === null ? null : numbersOf(node.shape), args, context, typeOf(args.get("shape")));
    }),
  ];
}

/** A copy of what is not yet an array, or of an array: with a place of its own. */
function copied(of: Operand | undefined, dtype: NumberType): Operand | null {
  const node = nodeOf(of);
  return node === null ? null : operandOf(node, dtype);
}

/** `astype(int)` cuts towards zero. */
function converted(of: Operand | undefined, to: NumberType, context: ValueContext): Operand | null {
  const node = nodeOf(of);
  if (node === null || typeOf(of) === to || to === "float") return copied(of, to);
  if (to === "int" && typeOf(of) === "bool") return copied(of, to);
  const cut = to === "int" ? Math.trunc : (value: number) => (value === 0 ? 0 : 1);
  return operandOf(e.constantArray(arrays.map(context.read(node), cut), node.shape), to);
}

function arange(args: ValueArguments, context: ValueContext): Operand | null {
  const given = ["start", "stop", "step"].map((name) => scalarOf(args.get(name), context));
  const [first, second, third] = given;
  const start = second == null ? 0 : (first ?? 0);
  const stop = second == null ? first : second;
  const step = third ?? 1;
  if (stop == null) return null;
  const length = Math.max(0, Math.ceil((stop - start) / step));
  const data = Float64Array.from({ length }, (_, at) => start + at * step);
  const whole = ["start", "stop", "step"].every(
    (name) => typeOf(args.get(name) ?? { kind: "int", value: 0 }) !== "float",
  );
  return operandOf(e.constantArray(arrays.arrayOf(data, [length])), whole ? "int" : "float");
}

function eye(args: ValueArguments, context: ValueContext): Operand | null {
  const rows = integerOf(args.get("N"), context);
  const columns = integerOf(args.get("M"), context) ?? rows;
  if (rows === null || columns === null) return null;
  const data = Float64Array.from({ length: rows * columns }, (_, at) =>
    Math.floor(at / columns) === at % columns ? 1 : 0,
  );
  return operandOf(e.constantArray(arrays.arrayOf(data, [rows, columns])), "float");
}

/** Powers of x, a column each. */
function vander(args: ValueArguments, context: ValueContext): Operand | null {
  const node = nodeOf(args.get("x"));
  const [length] = node === null ? [] : numbersOf(node.shape);
  const count = integerOf(args.get("N"), context) ?? length;
  if (node === null || length === undefined || count === undefined) return null;
  const isRising = truthOf(args.get("increasing"));
  const powers = Float64Array.from({ length: count }, (_, at) => (isRising ? at : count - 1 - at));
  const bases = e.reshape(node, [constant(length), constant(1)]);
  const made = e.binary("power", bases, e.constantArray(arrays.arrayOf(powers, [count])));
  return operandOf(made, typeOf(args.get("x")));
}

/** `np.array(x, ndmin=2)`: axes of 1 in front. */
function withAxes(made: Operand | null, ndmin: Operand | undefined): Operand | null {
  if (ndmin === undefined || !(made instanceof TracedArray)) return made;
  if (ndmin.kind !== "int") return null;
  const { node, dtype } = made;
  const more = Array.from({ length: Math.max(0, ndmin.value - node.shape.length) }, () => constant(1));
  return more.length === 0 ? made : operandOf(e.reshape(node, [...more, ...node.shape]), dtype);
}

export const valuesCreation: readonly ValueRow[] = [
  ...filled("zeros", () => 0),
  ...filled("ones", () => 1),
  ...filled("empty", () => 0),
  ...filled("full", (args, context) => scalarOf(args.get("fill_value"), context)),
  ...["array", "copy"].map((name) =>
    valueRow(`numpy.${name}`, "object dtype ndmin", (args, context) =>
      withAxes(
        converted(args.get("object"), dtypeOf(args.get("dtype"), typeOf(args.get("object"))), context),
        args.get("ndmin"),
      ),
    ),
  ),
  ...["asarray", "ascontiguousarray", "asanyarray"].map((name) =>
    valueRow(`numpy.${name}`, "a dtype", (args) => {
      const of = args.get("a");
      return of instanceof TracedArray ? of : copied(of, dtypeOf(args.get("dtype"), typeOf(of)));
    }),
  ),
  valueRow("ndarray.copy", "a", (args) => copied(args.get("a"), typeOf(args.get("a")))),
  valueRow("ndarray.astype", "a dtype", (args, context) =>
    converted(args.get("a"), dtypeOf(args.get("dtype"), "float"), context),
  ),
  valueRow("ndarray.fill", "a value", (args) => {
    const [of, value] = [args.get("a"), nodeOf(args.get("value"))];
    if (!(of instanceof TracedArray) || value === null) return null;
    of.write(e.broadcastTo(value, of.node.shape));
    return { kind: "none" };
  }),
  ...functionAndMethod("item", "a", (args) => {
    const node = nodeOf(args.get("a"));
    return node === null || !e.isSingle(node.shape) ? null : { kind: "float", node: e.reshape(node, []) };
  }),
  valueRow("numpy.arange", "start stop step dtype", arange),
  spaced("linspace", "start stop num endpoint", (at) => at),
  spaced("logspace", "start stop num endpoint base", (at, base) => base ** at),
  spaced("geomspace", "start stop num endpoint", Math.exp, Math.log),
  valueRow("numpy.eye", "N M", eye),
  valueRow("numpy.identity", "N", eye),
  valueRow("numpy.vander", "x N increasing", vander),
];

/** Numbers at equal distances between two, as `into` and `out` measure them. */
function spaced(
  name: string,
  parameters: string,
  out: (at: number, base: number) => number,
  into: (bound: number) => number = (bound) => bound,
): ValueRow {
  return valueRow(`numpy.${name}`, parameters, (args, context) => {
    const [start, stop] = [scalarOf(args.get("start"), context), scalarOf(args.get("stop"), context)];
    if (start === null || stop === null) return null;
    const count = integerOf(args.get("num"), context) ?? 50;
    const endpoint = args.get("endpoint");
    const steps = endpoint?.kind === "bool" && endpoint.value === false ? count : count - 1;
    const base = scalarOf(args.get("base"), context) ?? 10;
    const [first, last] = [into(start), into(stop)];
    const by = steps > 0 ? (last - first) / steps : 0;
    const data = Float64Array.from({ length: count }, (_, at) => out(first + by * at, base));
    return context.fresh(arrays.arrayOf(data, [count]), "float");
  });
}
