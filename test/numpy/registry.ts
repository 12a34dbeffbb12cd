import type { Arbitrary } from "fast-check";
import type { Case } from "./concrete";

/** Generated arguments for each row of the table. A row without any fails the test. */
export const generators = new Map<string, Arbitrary<Case>>();

export function generate(names: string | readonly string[], arbitrary: Arbitrary<Case>): void {
  for (const name of typeof names === "string" ? [names] : names) generators.set(name, arbitrary);
}

/** A function and the method of the same meaning: the method's receiver must be an array. */
export function withMethod(names: string | readonly string[], arbitrary: Arbitrary<Case>): void {
  generate(names, arbitrary);
  const [first = ""] = typeof names === "string" ? [names] : names;
  const receivers = arbitrary.filter(({ args }) => args[0]?.k === "array");
  generate(`ndarray.${first.slice(first.lastIndexOf(".") + 1)}`, receivers);
}
