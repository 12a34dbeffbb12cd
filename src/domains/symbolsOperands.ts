import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import { type CallArguments, type Site, tuple, unknown, type Value } from "../interpreter/value";
import { nodeOf, numbersOf, type Operand, TracedArray } from "../numpy/valuesOperand";
import type { SymbolDomain } from "./symbols";
import { hasStandIns } from "./symbolsTools";
import { datum, type Traced } from "./symbolsTrace";

/** An interpreter's value as the value rules see it; null for what is not known. */
export function operandFrom(value: Value<Traced>): Operand | null {
  switch (value.kind) {
    case "datum":
      return value.value.kind === "object" ? { kind: "other" } : value.value;
    case "bool":
      return value.value === null ? null : { kind: "bool", value: value.value };
    case "str":
      return value.value === null ? null : { kind: "str", value: value.value };
    case "none":
    case "ellipsis":
      return { kind: value.kind };
    case "list":
    case "tuple": {
      const content = value.kind === "list" ? value.cell.value : value.content;
      if (content?.kind !== "items") return null;
      const items = content.items.map((item) => operandFrom(item));
      return items.some((item) => item === null)
        ? null
        : {
            kind: "sequence",
            type: value.kind,
            items: items.flatMap((item) => (item === null ? [] : [item])),
          };
    }
    case "slice": {
      const [start, stop, step] = [value.start, value.stop, value.step].map((each) => operandFrom(each));
      return start == null || stop == null || step == null ? null : { kind: "slice", start, stop, step };
    }
    case "iterator": {
      const { count, at } = value.iteration;
      if (count === null || count > 1000) return null;
      const items = Array.from({ length: count }, (_, index) => operandFrom(at(index)));
      return items.some((item) => item === null)
        ? null
        : { kind: "sequence", type: "list", items: items.flatMap((item) => (item === null ? [] : [item])) };
    }
    case "builtin":
      return value.type === undefined ? { kind: "other" } : dtypeOperand(value.type);
    default:
      return value.kind === "unknown" || value.kind === "choice" ? null : { kind: "other" };
  }
}

/** The formula of an operand; null for what is none, and for lists that are no array. */
export function nodeFrom(operand: Operand | null | undefined): e.Expression | null {
  try {
    return nodeOf(operand ?? undefined);
  } catch (error) {
    if (error instanceof arrays.ShapeError) return null;
    throw error;
  }
}

/** What is passed by name, as far as the value rules see it. */
export function namedOperands(
  domain: SymbolDomain,
  keywords: ReadonlyMap<string, Value<Traced>>,
): ReadonlyMap<string, Operand> {
  const named = new Map<string, Operand>();
  for (const [key, each] of keywords) {
    const operand = domain.operand(each);
    if (operand !== null) named.set(key, operand);
  }
  return named;
}

/** `int(x)`, `float(x)`, `abs(x)`, `round(x)`, `pow(x, y)`. */
export function convert(
  domain: SymbolDomain,
  name: string,
  args: CallArguments<Traced>,
  site: Site<Traced>,
): Value<Traced> {
  const [first] = args.positional;
  if (first === undefined) return domain.int(0);
  if (first.kind === "str" && first.value !== null) return domain.float(Number(first.value));
  if (name === "pow") return domain.apply("operator.pow", args.positional, new Map(), site);
  const operand = operandFrom(first);
  if (operand === null) return first.kind === "unknown" ? first : unknown("not-supported", [name]);
  const node = nodeFrom(operand);
  if (node === null || !e.isSingle(node.shape)) {
    if (name === "abs") return domain.apply("numpy.abs", [first], new Map(), site);
    const message = "only 0-dimensional arrays can be converted to Python scalars";
    if (node !== null && name !== "round")
      domain.trace.raises.push({ message, site: site.node, file: site.frame.module.file });
    return unknown("not-supported", [name]);
  }
  const number = arrays.item(domain.trace.read(node));
  if (name === "int") return domain.int(Math.trunc(number));
  if (name === "abs")
    return operand.kind === "int"
      ? domain.int(Math.abs(number))
      : domain.apply("numpy.abs", [first], new Map(), site);
  if (name === "round") return args.positional.length > 1 ? first : domain.int(Math.round(number));
  return datum(new TracedArray(e.reshape(node, []), "float"));
}

function dtypeOperand(type: string): Operand {
  if (/bool/.test(type)) return { kind: "dtype", dtype: "bool" };
  return { kind: "dtype", dtype: /int/.test(type) ? "int" : "float" };
}

/** Whether a view is this piece of an array. */
export function isPieceOf(part: TracedArray, whole: TracedArray, piece: Operand | null): boolean {
  if (!part.isView || !(piece instanceof TracedArray) || !piece.isView) return false;
  const one = e.number(1);
  const [own, other] = [part.lift(one), piece.lift(one)];
  return own.base === whole.lift(one).base && own.node.key === other.node.key;
}

/** What is added, in the shape of what it is added to, where the two are a row and a column (or a vector) of each other. */
export function turnedTo(target: e.Expression, added: e.Expression | null): e.Expression | null {
  if (added === null) return null;
  const [to, from] = [numbersOf(target.shape), numbersOf(added.shape)];
  const isLine = (shape: readonly number[]) => shape.filter((size) => size !== 1).length === 1;
  if (to.join() === from.join() || !isLine(to) || !isLine(from)) return null;
  // A vector spreads over the rows of a matrix with one row, which NumPy allows.
  if (arrays.count(to) !== arrays.count(from) || to.at(-1) === from.at(-1)) return null;
  return e.reshape(added, target.shape);
}

/** What NumPy computes no formula for; null for any other member. */
export function arrayAttribute(
  domain: SymbolDomain,
  object: Traced,
  name: string,
  site: Site<Traced>,
): Value<Traced> | null {
  const { value } = object;
  if (value.kind !== "array") return null;
  const shape = numbersOf(value.node.shape);
  switch (name) {
    case "T":
      return domain.apply("ndarray.T", [object], new Map(), site);
    case "shape":
      return tuple(shape.map((size) => domain.int(size)));
    case "size":
      return domain.int(arrays.count(shape));
    case "ndim":
      return domain.int(shape.length);
    case "dtype":
      return datum({ kind: "dtype", dtype: value.dtype });
    default:
      return hasStandIns(domain) ? frameAttribute(object, name) : null;
  }
}

/** Of a data frame or a tensor that the array stands for. */
function frameAttribute(object: Traced, name: string): Value<Traced> | null {
  if (name === "values") return object;
  const isArray = name === "to_numpy" || name === "numpy" || name === "toarray";
  return isArray ? { kind: "builtin", name, call: () => object } : null;
}

/** Labels of ours are numbers where a file's are text: `target == "7"` asks for the first of them, and another text for another. */
export function labelOf(domain: SymbolDomain, of: Value<Traced>, value: Value<Traced>): Value<Traced> {
  if (value.kind !== "str" || value.value === null || !hasStandIns(domain)) return value;
  if (of.kind !== "datum" || of.value.kind !== "array") return value;
  const { pair, texts } = domain.trace.labels;
  const label = texts.get(value.value) ?? pair[1 - texts.size] ?? texts.size;
  texts.set(value.value, label);
  return datum({ kind: "int", value: label });
}
