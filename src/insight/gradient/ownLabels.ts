import type { Expression, Module } from "../../syntax/tree";
import { hasPlace, walk } from "../../syntax/walk";

const known = new WeakMap<Module, number | null>();

/**
 * Where a program writes its samples down, in rows that end in a label or with a list of labels beside them: the place of the first
 * sample whose label is not that of sample 0. null where there is none.
 */
export function firstOtherLabel(module: Module): number | null {
  const before = known.get(module);
  if (before !== undefined) return before;
  const found: number[] = [];
  walk(module.body, (part) => {
    const labels = hasPlace(part) && part.kind === "sequence" ? labelsIn(part.items) : [];
    const at = labels.findIndex((each) => each !== labels[0]);
    if (at > 0) found.push(at);
  });
  const last = found.length === 0 ? null : Math.max(...found);
  known.set(module, last);
  return last;
}

/** Whole numbers of a few kinds; none for what are no labels. */
function labelsIn(items: readonly Expression[]): readonly number[] {
  const last = items.map((each) => (each.kind === "sequence" ? each.items.at(-1) : each));
  const labels = last.map((each) => (each === undefined ? null : numberOf(each)));
  const whole = labels.flatMap((each) => (each !== null && Number.isInteger(each) ? [each] : []));
  const kinds = new Set(whole).size;
  return whole.length === items.length && whole.length > 3 && kinds < whole.length / 2 + 1 ? whole : [];
}

function numberOf(node: Expression): number | null {
  if (node.kind === "unary" && node.operator === "-") {
    const own = numberOf(node.operand);
    return own === null ? null : -own;
  }
  return node.kind === "number" ? node.value : null;
}
