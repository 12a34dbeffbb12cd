import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import { type Operand, TracedArray } from "../numpy/valuesOperand";
import type { Trace, Traced, UpdateTrace } from "./symbolsTrace";
import { datum } from "./symbolsTrace";
import { showsRate } from "./symbolsUpdates";

/** What the interpreter asks of numbers: whole ones count and index, all others are formulas; and that nothing is ever joined. */
export abstract class SymbolNumbers {
  abstract readonly trace: Trace;
  /** The last update that has been looked at, all of them up to there being those of sums. */
  #lastSum: UpdateTrace | undefined;
  #hasLearned = false;

  int(value: number): Traced {
    return datum({ kind: "int", value });
  }

  float(value: number | null): Traced {
    return datum(new TracedArray(e.number(value ?? Number.NaN), "float"));
  }

  /** `w = -0.2` is a number as well as `w = 0.2`; null for what is none. */
  protected signed(operator: "+" | "-" | "~", of: Operand | null): Traced | null {
    if (of === null || operator === "~") return null;
    const sign = operator === "-" ? -1 : 1;
    if (of.kind === "int") return this.int(sign * of.value);
    if (!(of instanceof TracedArray) || of.node.kind !== "number") return null;
    return datum(new TracedArray(e.number(sign * of.node.value), of.dtype));
  }

  complex(): Traced {
    return datum({ kind: "object", name: "complex" });
  }

  someInt(): Traced {
    return this.int(0);
  }

  integer({ value }: Traced): number | null {
    if (value.kind === "int") return value.value;
    if (value.kind !== "array" || value.dtype === "float" || !e.isSingle(value.node.shape)) return null;
    return arrays.item(this.trace.read(value.node));
  }

  isInteger(value: Traced): boolean {
    return this.integer(value) !== null;
  }

  truth({ value }: Traced): boolean | null {
    if (value.kind === "int") return value.value !== 0;
    if (value.kind !== "array" || !e.isSingle(value.node.shape)) return null;
    const { trace } = this;
    const names = [...trace.namesIn(value.node)];
    if (!trace.branched && this.#areSums() && names.length > 1) trace.branched = true;
    if (names.every((name) => /^[yk]/.test(name))) for (const name of names) trace.askedOf.add(name);
    return arrays.item(this.trace.read(value.node)) !== 0;
  }

  /** Whether all updates so far are those of sums. A search decides at each of its steps, so none is looked at twice. */
  #areSums(): boolean {
    const { updates } = this.trace;
    for (let at = updates.length - 1; !this.#hasLearned && at >= 0 && updates[at] !== this.#lastSum; at--)
      this.#hasLearned = !isSum(updates[at]);
    this.#lastSum = updates.at(-1);
    return !this.#hasLearned;
  }

  types({ value }: Traced): readonly string[] {
    if (value.kind === "int") return ["int"];
    if (value.kind !== "array") return ["object"];
    return value.node.shape.length === 0 ? ["float", "np.float64"] : ["ndarray", "np.ndarray"];
  }

  key(of: Traced): string | null {
    const whole = this.integer(of);
    if (whole !== null) return `i:${whole}`;
    return of.value.kind === "array" && of.value.node.shape.length === 0
      ? `i:${arrays.item(this.trace.read(of.value.node))}`
      : null;
  }

  text(of: Traced): string | null {
    const whole = this.integer(of);
    return whole === null ? null : String(whole);
  }

  add(a: Traced, b: Traced): Traced {
    return this.int((this.integer(a) ?? 0) + (this.integer(b) ?? 0));
  }

  multiply(a: Traced, b: Traced): Traced {
    return this.int((this.integer(a) ?? 0) * (this.integer(b) ?? 0));
  }

  join(a: Traced, b: Traced): Traced | null {
    return this.same(a, b) ? a : null;
  }

  widen(_a: Traced, b: Traced): Traced {
    return b;
  }

  same(a: Traced, b: Traced): boolean {
    if (a.value === b.value) return true;
    return a.value.kind === "int" && b.value.kind === "int" && a.value.value === b.value.value;
  }

  step(): string | null {
    return null;
  }

  extrapolate(_before: Traced, after: Traced): Traced {
    return after;
  }
}

/** What a sum of losses begins with is no parameter that has been stepped. */
function isSum(update: UpdateTrace | undefined): boolean {
  if (update === undefined) return false;
  const { before, site, step } = update;
  if (before.kind === "number") return true;
  return e.isSingle(before.shape) && site.kind === "binary" && site.operator === "+" && !showsRate(step);
}
