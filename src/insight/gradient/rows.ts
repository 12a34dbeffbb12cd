import type { NumberArray } from "../../algebra/array";
import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Trace } from "../../domains/symbolsTrace";
import { lastName } from "../../syntax/names";
import type { Module } from "../../syntax/tree";
import type { ParameterAnatomy } from "./anatomy";
import type { ParameterCheck, ProgramCheck } from "./check";
import { stepsOf } from "./sinks";

/**
 * `E[i] -= …` for one sample after the other: rows that the loss of this one knows nothing of were stepped for the next, where
 * its own rows have a step at all.
 */
export function ownRows(
  trace: Trace,
  { update, leaf }: ParameterAnatomy,
  actual: NumberArray,
  expected: NumberArray,
): NumberArray {
  const [rows = 0, ...others] = expected.shape;
  if (
    update.target.kind !== "subscript" ||
    others.length === 0 ||
    actual.shape.join() !== expected.shape.join()
  )
    return actual;
  // `params[key] -= …` steps all of an array.
  const { site } = update;
  const stepped = site.kind === "binary" ? site.left : update.target;
  if (trace.values.some(({ syntax, node }) => syntax === stepped && e.sameShape(node.shape, leaf.shape)))
    return actual;
  const width = arrays.count(expected.shape) / Math.max(1, rows);
  const [own, wanted] = [[...arrays.elements(actual)], [...arrays.elements(expected)]];
  const isEmpty = (all: readonly number[], row: number) =>
    all.slice(row * width, (row + 1) * width).every((each) => each === 0);
  const places = Array.from({ length: rows }, (_, row) => row);
  if (!places.some((row) => !isEmpty(wanted, row) && !isEmpty(own, row))) return actual;
  const kept = own.map((each, at) => (isEmpty(wanted, Math.floor(at / width)) ? 0 : each));
  return arrays.arrayOf(Float64Array.from(kept), expected.shape);
}

/** Names of what is stepped a few rows at a time, in several lines: `U[o] -= …; U[others] -= …`. No line is the whole step. */
export function steppedInPieces(modules: readonly Module[]): ReadonlySet<string> {
  const rows = new Map<string, Set<string>>();
  for (const module of modules)
    for (const step of stepsOf(module)) {
      const target =
        step.kind === "augmented-assign" ? step.target : step.kind === "assign" ? step.targets[0] : null;
      if (target?.kind !== "subscript" || ["string", "number"].includes(target.index.kind)) continue;
      const name = lastName(target);
      const { start, end } = target.index.span;
      rows.set(name, (rows.get(name) ?? new Set()).add(module.text.slice(start, end)));
    }
  return new Set([...rows].filter(([, each]) => each.size > 1).map(([name]) => name));
}

/** No line is the whole step of what is stepped in pieces, nor is the loss asked for between two of them. */
export function withoutPieces(check: ProgramCheck, pieces: ReadonlySet<string>): ProgramCheck {
  // Several of one name are whole arrays, held by a list or a dictionary: `p["W" + str(l)] -= …`.
  const isOne = (name: string) => check.parameters.filter((each) => each.name === name).length === 1;
  const isUnfair = ({ name, verdict }: ParameterCheck) =>
    verdict === "wrong" && pieces.has(name) && isOne(name);
  if (!check.parameters.some(isUnfair)) return check;
  const parameters = check.parameters.map((each): ParameterCheck => {
    if (!isUnfair(each)) return each;
    const { name, file, span } = each;
    return { name, file, span, verdict: "undecided", mistake: null, reason: "unknown-difference" };
  });
  const wrong = parameters.find(({ verdict }) => verdict === "wrong");
  return {
    ...check,
    parameters,
    verdict: wrong === undefined ? "undecided" : "wrong",
    mistake: wrong?.mistake ?? null,
    ...(wrong === undefined ? { reason: "unknown-difference" } : {}),
  };
}
