import type { ArrayValue, DtypeKind, Shape } from "../../algebra/abstract";
import { add, multiply, type Size, subtract, symbol } from "../../algebra/size";
import { contentOf, datum, floatDatum, intDatum, type ShapeDatum, sizeOf, withoutElements } from "./datum";
import { eitherStream } from "./streams";

/** Where values of different paths, or of different passes of a loop, meet. Keeps the names that it gives. */
export class Meeting {
  readonly #names = new Map<string, Size>();
  readonly #made = new Set<string>();
  readonly #widened = new Set<string>();
  readonly #used = new Map<string, number>();

  /** A name for a size under a key: the same key gives the same name, another key another. */
  name(hint: string, key: string): Size {
    const full = `${hint}\u0000${key}`;
    let size = this.#names.get(full);
    if (size === undefined) {
      const times = (this.#used.get(hint) ?? 0) + 1;
      this.#used.set(hint, times);
      size = symbol(times === 1 ? hint : `${hint}${times}`);
      this.#names.set(full, size);
      this.#made.add(size.text);
    }
    return size;
  }

  /** Whether a size has a name that was made up here, rather than one that the program stated. */
  invented(size: Size): boolean {
    return size.terms.some((term) =>
      term.factors.some((factor) => this.#made.has(factor) || /[ (]/.test(factor)),
    );
  }

  #either(a: Size, b: Size, hint: string, variant = ""): Size {
    if (a.text === b.text) return a;
    return this.name(a.label ?? hint, eitherOf(a, b) + variant);
  }

  /** One value for both; null to keep them apart. */
  join(left: ShapeDatum, right: ShapeDatum): ShapeDatum | null {
    if (left === right) return left;
    const [a, b] = [contentOf(left), contentOf(right)];
    if (a.kind === "array" && b.kind === "array") return this.#joinArrays(left, right, a, b);
    if (a.kind === "int" && b.kind === "int") {
      return a.size.text === b.size.text ? left : intDatum(this.#either(a.size, b.size, "k"));
    }
    if (a.kind === "float" && b.kind === "float") return a.value === b.value ? left : floatDatum(null);
    if ((a.kind === "float" && b.kind === "int") || (a.kind === "int" && b.kind === "float"))
      return floatDatum(null);
    if (a.kind === "complex" && b.kind === "complex") return left;
    if (a.kind === "dtype" && b.kind === "dtype") return a.dtype === b.dtype ? left : null;
    if (a.kind === "object" && b.kind === "object")
      return a.name === b.name ? eitherStream(left, right) : null;
    return null;
  }

  #joinArrays(left: ShapeDatum, right: ShapeDatum, a: ArrayValue, b: ArrayValue): ShapeDatum | null {
    if (!sameHeld(left, right)) return null;
    if (a.shape === null) return left;
    if (b.shape === null) return right;
    if (!sameShape(a.shape, b.shape)) return null;
    if (a.dtype === b.dtype && sameData(a, b) && a.integer?.text === b.integer?.text) return left;
    const dtype = commonDtype(a.dtype, b.dtype);
    return alike(left, right, datum({ ...withoutElements(a), ...this.#integerOf(a, b), dtype }));
  }

  #integerOf(a: ArrayValue, b: ArrayValue): { integer?: Size } {
    if (a.integer === undefined || b.integer === undefined) return {};
    return { integer: this.#either(a.integer, b.integer, "k") };
  }

  /** Whether a size stands for one that changes from pass to pass. */
  isWidened(size: Size): boolean {
    return this.#widened.has(size.text) || (size.value === null && this.#holdsWidened(size.text));
  }

  /** `min(12, k3)`, `k3 + 1` */
  #holdsWidened(text: string): boolean {
    return this.#widened.size > 0 && text.split(/[^A-Za-z0-9_]+/).some((name) => this.#widened.has(name));
  }

  widen(left: ShapeDatum, right: ShapeDatum, hint: string): ShapeDatum {
    const widened = this.#widen(left, right, hint);
    const content = contentOf(widened);
    const sizes =
      content.kind === "int" ? [content.size] : content.kind === "array" ? (content.shape ?? []) : [];
    for (const size of sizes) if (size.value === null && this.invented(size)) this.#widened.add(size.text);
    return widened;
  }

  #widen(left: ShapeDatum, right: ShapeDatum, hint: string): ShapeDatum {
    const [a, b] = [contentOf(left), contentOf(right)];
    if (a.kind === "int" && b.kind === "int") return intDatum(this.#either(a.size, b.size, hint));
    const joined = this.join(left, right);
    if (joined !== null) return joined;
    if (a.kind === "array" && b.kind === "array") return alike(left, right, this.#widenArrays(a, b, hint));
    const array = a.kind === "array" ? a : b.kind === "array" ? b : null;
    // A Python number that becomes a NumPy scalar in the loop.
    if (array?.shape?.length === 0) return datum(withoutElements(array));
    return datum({
      kind: "array",
      shape: null,
      dtype: "unknown",
      reason: { code: "data-dependent", args: ["loop"] },
    });
  }

  /** Arrays of as many axes in one container: the data choose which of them is meant. */
  eitherElement(left: ShapeDatum, right: ShapeDatum): ShapeDatum | null {
    const [a, b] = [contentOf(left), contentOf(right)];
    if (a.kind !== "array" || b.kind !== "array" || a.shape === null) return null;
    if (a.shape.length !== b.shape?.length || a.shape.length === 0 || !sameHeld(left, right)) return null;
    return alike(left, right, this.#widenArrays(a, b, "k"));
  }

  /** Arrays that differ in sizes that change from pass to pass: one of them already stands for further passes. */
  ofPasses(left: ShapeDatum, right: ShapeDatum): ShapeDatum | null {
    const [a, b] = [contentOf(left), contentOf(right)];
    if (a.kind !== "array" || b.kind !== "array" || a.shape === null || b.shape === null) return null;
    const other = b.shape;
    const alikeButForPass =
      a.shape.length === other.length &&
      (left.matrix === true) === (right.matrix === true) &&
      sameHeld(left, right) &&
      a.shape.every((size, axis) => {
        const its = other[axis] ?? size;
        return size.text === its.text || this.isWidened(size) || this.isWidened(its);
      });
    return alikeButForPass ? this.widen(left, right, "k") : null;
  }

  /** An array of which each level of a recursion gets another part: the sizes that differ have a name. */
  generalise(first: ShapeDatum, deeper: ShapeDatum, key: string): ShapeDatum | null {
    const [a, b] = [contentOf(first), contentOf(deeper)];
    if (a.kind !== "array" || b.kind !== "array" || a.shape === null || b.shape === null) return null;
    const model = a.shape;
    if (model.length !== b.shape.length || sameShape(model, b.shape)) return null;
    const shape = b.shape.map((size, axis) => {
      if (size.text === model[axis]?.text) return size;
      return this.name("k", `${key}:${axis}`);
    });
    return alike(deeper, deeper, datum({ kind: "array", shape, dtype: b.dtype }));
  }

  /** Whether the names of a shape stand for the sizes of another. */
  covers(part: Shape, whole: Shape): boolean {
    if (part.length !== whole.length || sameShape(part, whole)) return false;
    return part.every(
      (size, axis) => size.text === whole[axis]?.text || (size.value === null && this.invented(size)),
    );
  }

  #widenArrays(a: ArrayValue, b: ArrayValue, hint: string): ShapeDatum {
    const dtype = commonDtype(a.dtype, b.dtype);
    if (a.shape === null || b.shape === null || a.shape.length !== b.shape.length) {
      const reason = a.reason ?? b.reason ?? { code: "data-dependent" as const, args: ["loop"] };
      return datum({ kind: "array", shape: null, dtype, reason });
    }
    const other = b.shape;
    // (5, 7) or (7, 5) is not square: where one size is 5 the other is 7.
    const first = new Map<string, string>();
    const shape = a.shape.map((size, axis) => {
      const its = other[axis] ?? size;
      const key = eitherOf(size, its);
      const before = first.get(key);
      if (before === undefined) first.set(key, size.text);
      return this.#either(size, its, hint, before === undefined || before === size.text ? "" : "|crossed");
    });
    return datum({ kind: "array", shape, dtype });
  }
}

function eitherOf(a: Size, b: Size): string {
  return [a.text, b.text].sort().join("|");
}

/** Two matrices meet in a matrix. */
function alike(left: ShapeDatum, right: ShapeDatum, joined: ShapeDatum): ShapeDatum {
  return left.matrix === true && right.matrix === true ? { ...joined, matrix: true } : joined;
}

export function sameShape(a: Shape | null, b: Shape | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((size, axis) => size.text === b[axis]?.text);
}

function sameData(a: ArrayValue, b: ArrayValue): boolean {
  if (a.data === b.data) return true;
  if (a.data === undefined || b.data === undefined || a.data.length !== b.data.length) return false;
  return a.data.every((each, index) => Object.is(each, b.data?.[index]));
}

function commonDtype(a: DtypeKind, b: DtypeKind): DtypeKind {
  if (a === b) return a;
  const numeric = ["bool", "int", "float", "complex"];
  const [x, y] = [numeric.indexOf(a), numeric.indexOf(b)];
  return x < 0 || y < 0 ? "unknown" : numeric[Math.max(x, y)] === "float" ? "float" : "unknown";
}

/** Arrays of objects hold the same. */
function sameHeld({ held: a }: ShapeDatum, { held: b }: ShapeDatum): boolean {
  if (a === b) return true;
  return (
    a?.kind === "repeated" && b?.kind === "repeated" && a.item === b.item && sameDatum(a.length, b.length)
  );
}

export function sameDatum(left: ShapeDatum, right: ShapeDatum): boolean {
  if (left === right) return true;
  const [a, b] = [contentOf(left), contentOf(right)];
  if (a.kind === "array" && b.kind === "array") {
    return (
      (left.matrix === true) === (right.matrix === true) &&
      sameHeld(left, right) &&
      sameShape(a.shape, b.shape) &&
      a.dtype === b.dtype &&
      sameData(a, b) &&
      a.integer?.text === b.integer?.text
    );
  }
  if (a.kind === "int" && b.kind === "int") return a.size.text === b.size.text;
  if (a.kind === "float" && b.kind === "float") return a.value === b.value;
  if (a.kind === "dtype" && b.kind === "dtype") return a.dtype === b.dtype;
  if (a.kind === "object" && b.kind === "object") return a.name === b.name && left.stream === right.stream;
  return a.kind === b.kind && a.kind === "complex";
}

/** What one pass of a loop changed, as a text that is equal for equal steps; null where it fits no pattern. */
export function stepOf(before: ShapeDatum, after: ShapeDatum): string | null {
  const [a, b] = [contentOf(before), contentOf(after)];
  if (a.kind === "int" && b.kind === "int") {
    const difference = subtract(b.size, a.size).value;
    return difference === null ? null : `+${difference}`;
  }
  if (a.kind === "float" && b.kind === "float") return "number";
  if (a.kind !== "array" || b.kind !== "array" || a.shape === null || b.shape === null) return null;
  if (a.shape.length !== b.shape.length || a.dtype !== b.dtype) return null;
  const other = b.shape;
  const steps = a.shape.map((size, axis) => subtract(other[axis] ?? size, size).value);
  return steps.includes(null) ? null : `+(${steps.join(",")})`;
}

export function extrapolated(before: ShapeDatum, after: ShapeDatum, times: ShapeDatum): ShapeDatum {
  const [a, b] = [contentOf(before), contentOf(after)];
  const count = sizeOf(times);
  if (count === null) return after;
  const further = (from: Size, to: Size): Size => {
    const step = subtract(to, from);
    return step.value === 0 ? to : add(to, multiply(step, count));
  };
  if (a.kind === "int" && b.kind === "int") return intDatum(further(a.size, b.size));
  if (b.kind === "float") return floatDatum(null);
  if (a.kind !== "array" || b.kind !== "array" || a.shape === null || b.shape === null) return after;
  const start = a.shape;
  const shape = b.shape.map((size, axis) => further(start[axis] ?? size, size));
  return alike(after, after, datum({ ...withoutElements(b), shape }));
}

/** The same, with nothing in them that could tell them apart. */
export function isInterchangeable(a: ShapeDatum, b: ShapeDatum): boolean {
  return !hasElements(a) && !hasElements(b) && sameDatum(a, b);
}

/** Whether two names are of one array: `a is b`. null where it can't be told. */
export function isIdentical(a: ShapeDatum, b: ShapeDatum): boolean | null {
  const [x, y] = [contentOf(a), contentOf(b)];
  if (x.kind !== y.kind) return false;
  if (x.kind !== "array" || y.kind !== "array") return null;
  if (!sameShape(x.shape, y.shape)) return false;
  // An array and its copy have memories of their own; a view of the same shape is rare.
  return a.memory === null || b.memory === null ? null : a.memory === b.memory;
}

function hasElements(value: ShapeDatum): boolean {
  return (
    value.content.kind === "array" && (value.content.data !== undefined || value.content.count !== undefined)
  );
}
