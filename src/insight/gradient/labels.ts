import { lastName } from "../../syntax/names";
import type { Expression, Module } from "../../syntax/tree";
import { hasPlace, walk } from "../../syntax/walk";
import { dataFor } from "./entry";

const known = new WeakMap<Module, readonly [number, number] | null>();

/**
 * The two labels that a program tells apart, where they are others than 0 and 1: 3 and 8 of `(y == 3) | (y == 8)`, 0 and 5 of
 * `y == 5`. null where it tells none, or more.
 */
export function comparedLabels(module: Module): readonly [number, number] | null {
  const before = known.get(module);
  if (before !== undefined) return before;
  const found = new Set<number>();
  const stored = new Set<unknown>();
  walk(module.body, (part) => {
    // `y[y == 10] = 0` makes others of them.
    const { targets } = part as { readonly targets?: unknown };
    if (Array.isArray(targets))
      for (const target of targets)
        if (hasPlace(target) && target.kind === "subscript") stored.add(target.index);
    if (!hasPlace(part) || part.kind !== "comparison" || stored.has(part)) return;
    const [left, right] = part.operands;
    if (!/^[=!]=$/.test(part.operators[0] ?? "") || left === undefined || !isLabels(left)) return;
    if (right?.kind === "number" && right.type === "int") found.add(right.value);
  });
  const [first = 0, second] = [...found].sort((a, b) => a - b);
  const isOther = found.size > 0 && found.size < 3 && Math.max(...found) > 1;
  const pair = !isOther ? null : second === undefined ? ([0, first] as const) : ([first, second] as const);
  known.set(module, pair);
  return pair;
}

/** `y`, `labels[i]`, `digits.target`, `y_train.astype(int)` */
function isLabels(value: Expression): boolean {
  if (value.kind === "call") return value.callee.kind === "attribute" && isLabels(value.callee.object);
  if (value.kind === "subscript") return isLabels(value.object);
  return dataFor(lastName(value))?.startsWith("__y") === true;
}
