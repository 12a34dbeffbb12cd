import type { Abstract, ArrayValue, Shape } from "../algebra/abstract";
import type { Reason } from "../algebra/reason";
import { constant, type Size, symbol } from "../algebra/size";
import { asArray } from "./conversion";
import { dtypeOf, type Kind } from "./dtypes";
import { elementsOf } from "./elements";
import type { Arguments, Context } from "./operation";
import { fail, giveUp, giveUpFor } from "./outcome";

/** An array whose shape is known. */
export interface ShapedArray extends ArrayValue {
  readonly shape: Shape;
}

/** Names for what comes second, third … */
const otherHints = ["p", "q", "r", "s", "t", "u"];

let numbered = 0;

const numbering: Context = {
  fresh: (hint) => {
    numbered++;
    return symbol(`${hint}${numbered}`);
  },
};

/**
 * One call as a rule reads it. A reader stops the rule (see `Stop`) where the argument is not known, with the argument's
 * own reason, so that the first cause is what the learner sees, or where NumPy raises.
 */
export class Call {
  readonly name: string;
  readonly #args: Arguments<Abstract>;
  readonly #context: Context;
  #named: Map<string, number> | null = null;

  constructor(name: string, args: Arguments<Abstract>, context: Context = numbering) {
    this.name = name;
    this.#args = args;
    this.#context = context;
  }

  /** The name that NumPy uses in its messages: the last part. */
  get shortName(): string {
    return this.name.slice(this.name.lastIndexOf(".") + 1);
  }

  get rest(): readonly Abstract[] {
    return this.#args["*"] ?? [];
  }

  get args(): Arguments<Abstract> {
    return this.#args;
  }

  get context(): Context {
    return this.#context;
  }

  /** A size that only the data decides: another one each time in a call, under another name. */
  fresh(hint: string): Size {
    this.#named ??= new Map();
    const times = this.#named.get(hint) ?? 0;
    this.#named.set(hint, times + 1);
    return this.#context.fresh(times === 0 ? hint : (otherHints[times - 1] ?? `${hint}${times}_`));
  }

  get(parameter: string): Abstract | undefined {
    const value = this.#args[parameter];
    return Array.isArray(value) ? undefined : value;
  }

  /** Whether an argument was passed and is not None. */
  given(parameter: string): boolean {
    const value = this.get(parameter);
    return value !== undefined && value.kind !== "none";
  }

  need(parameter: string): Abstract {
    return this.get(parameter) ?? giveUp("unknown-argument", this.name, parameter);
  }

  array(parameter: string): ArrayValue {
    return asArray(this.need(parameter));
  }

  shaped(parameter: string): ShapedArray {
    return this.withShape(this.array(parameter));
  }

  withShape(array: ArrayValue): ShapedArray {
    const { shape, reason } = array;
    if (shape === null) giveUpFor(reason ?? { code: "unknown-argument", args: [this.name, "shape"] });
    return { ...array, shape };
  }

  /** Python's `__index__` of an argument: an integer. */
  integer(parameter: string, otherwise?: Size): Size {
    const value = this.get(parameter);
    if (value === undefined || (value.kind === "none" && otherwise !== undefined))
      return otherwise ?? giveUp("unknown-argument", this.name, parameter);
    return this.index(value, parameter);
  }

  index(value: Abstract, parameter: string): Size {
    switch (value.kind) {
      case "int":
        return value.size;
      case "bool":
        return value.value === null ? this.fresh("k") : constant(Number(value.value));
      case "array":
        if (value.dtype === "int" && value.shape?.length === 0) return value.integer ?? this.fresh("k");
        // A number of which the type is not known: as the program runs, it is an integer.
        if (value.dtype === "unknown" && value.shape?.length === 0) return value.integer ?? this.fresh("k");
        if (value.shape === null || value.dtype === "unknown") break;
        if (value.dtype === "float" && value.shape.length === 0 && value.scalar)
          fail("TypeError", "'numpy.float64' object cannot be interpreted as an integer");
        if (value.dtype !== "int" || value.shape.length > 0) {
          const single = value.shape.every((size) => size.value === 1) && value.dtype === "int";
          if (single) return constant(Number(value.data?.[0] ?? Number.NaN));
          fail("TypeError", "only integer scalar arrays can be converted to a scalar index");
        }
        break;
      case "unknown":
        return giveUpFor(value.reason);
      case "repeated":
      case "sequence":
        return fail("TypeError", `'${value.type}' object cannot be interpreted as an integer`);
      case "float":
      case "str":
      case "complex":
        return fail("TypeError", `'${value.kind}' object cannot be interpreted as an integer`);
      case "none":
        return fail("TypeError", "'NoneType' object cannot be interpreted as an integer");
      default:
        break;
    }
    return giveUp("unknown-argument", this.name, parameter);
  }

  /** A number of axes, where it is one that an array can have. */
  fewAxes(many: number): number {
    return many >= 0 && many <= 64 ? many : giveUp("budget", "axes");
  }

  /** One of several sizes: where nothing is known of it, it is still a size, and how many there are is known. */
  someSize(value: Abstract, parameter: string): Size {
    return value.kind === "unknown" ? this.fresh("n") : this.index(value, parameter);
  }

  /** An integer whose number is needed. */
  number(parameter: string, otherwise?: number): number {
    const size = this.integer(parameter, otherwise === undefined ? undefined : constant(otherwise));
    return size.value ?? giveUp("unknown-argument", this.name, parameter);
  }

  flag(parameter: string, otherwise: boolean): boolean {
    const value = this.get(parameter);
    if (value === undefined) return otherwise;
    return truth(value) ?? giveUp("unknown-argument", this.name, parameter);
  }

  text(parameter: string, otherwise: string): string {
    const value = this.get(parameter);
    if (value === undefined || value.kind === "none") return otherwise;
    if (value.kind === "str" && value.value !== null) return value.value;
    return giveUp("unknown-argument", this.name, parameter);
  }

  /** A number as float64, where it is known. */
  real(parameter: string, otherwise: number | null): number | null {
    const value = this.get(parameter);
    return value === undefined ? otherwise : realOf(value);
  }

  /** An axis as a number from 0; null for None. */
  axis(parameter: string, ndim: number, otherwise: number | null = null): number | null {
    const value = this.get(parameter);
    if (value === undefined) return otherwise === null ? null : normalizeAxis(otherwise, ndim);
    if (value.kind === "none") return null;
    const size = this.index(value, parameter);
    return normalizeAxis(size.value ?? giveUp("unknown-argument", this.name, parameter), ndim);
  }

  /** Several axes; null for None. A reduction of a 0-d array takes axis 0 and -1 for none. */
  axes(parameter: string, ndim: number, zeroDim = false): number[] | null {
    const value = this.get(parameter);
    if (value === undefined || value.kind === "none") return null;
    if (value.kind !== "sequence") {
      const one = ndim === 0 && zeroDim ? this.index(value, parameter).value : null;
      if (one === 0 || one === -1) return null;
      const axis = this.axis(parameter, ndim);
      return axis === null ? null : [axis];
    }
    const axes = value.items.map((item) => {
      const { value: number } = this.index(item, parameter);
      return normalizeAxis(number ?? giveUp("unknown-argument", this.name, parameter), ndim);
    });
    if (new Set(axes).size < axes.length) fail("ValueError", "duplicate value in 'axis'");
    return axes;
  }

  /** A shape argument: an integer or a sequence of integers. */
  shape(parameter: string): Shape {
    const value = this.need(parameter);
    const sizes = this.sizes(value, parameter);
    for (const size of sizes)
      if (size.value !== null && size.value < 0) fail("ValueError", "negative dimensions are not allowed");
    return sizes;
  }

  /** Integers, of which some may be negative. */
  sizes(value: Abstract, parameter: string): Shape {
    if (value.kind === "sequence") return value.items.map((item) => this.someSize(item, parameter));
    if (value.kind === "repeated") {
      const length = value.length.value ?? giveUp("unknown-argument", this.name, parameter);
      return Array.from({ length: this.fewAxes(length) }, () => this.someSize(value.item, parameter));
    }
    if (value.kind === "array" && value.shape?.length === 1 && value.dtype === "int") {
      const known = elementsOf(value);
      if (known !== null) return known.data.map((each) => constant(Number(each)));
      giveUp("unknown-argument", this.name, parameter);
    }
    return [this.index(value, parameter)];
  }

  /** The kind that a dtype argument names; null where none was given. */
  dtype(parameter = "dtype"): Kind | null {
    const value = this.get(parameter);
    if (value === undefined || value.kind === "none") return null;
    return dtypeOf(value) ?? { kind: "unknown", narrow: true };
  }

  unknownArgument(parameter: string): Reason {
    return { code: "unknown-argument", args: [this.name, parameter] };
  }
}

export function truth(value: Abstract): boolean | null {
  switch (value.kind) {
    case "bool":
      return value.value;
    case "none":
      return false;
    case "int":
      return value.size.value === null ? null : value.size.value !== 0;
    case "array":
      return value.data?.length === 1 && !value.rounded ? Boolean(value.data[0]) : null;
    default:
      return null;
  }
}

export function realOf(value: Abstract): number | null {
  switch (value.kind) {
    case "int":
      return value.size.value;
    case "float":
      return value.value;
    case "bool":
      return value.value === null ? null : Number(value.value);
    case "array":
      return value.data?.length === 1 ? Number(value.data[0]) : null;
    default:
      return null;
  }
}

export function normalizeAxis(axis: number, ndim: number): number {
  if (axis < -ndim || axis >= ndim)
    fail("AxisError", `axis ${axis} is out of bounds for array of dimension ${ndim}`);
  return axis < 0 ? axis + ndim : axis;
}
