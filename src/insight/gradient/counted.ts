import { batchName, isCount } from "../../domains/symbolsUpdates";
import { lastName } from "../../syntax/names";
import type { Assign, Expression, Module } from "../../syntax/tree";
import { walk } from "../../syntax/walk";

const knownCounts = new WeakMap<Module, ReadonlySet<Expression>>();

/** What is called the batch's size and counted in an array, `batch_size = t.shape[0]`: it is what it is, whatever size is asked for. */
export function countedSizes(module: Module): ReadonlySet<Expression> {
  const before = knownCounts.get(module);
  if (before !== undefined) return before;
  const found = new Set<Expression>();
  walk(module.body, (part) => {
    if (isAssignment(part) && part.value !== null && isCount(part.value))
      for (const target of part.targets) if (batchName.test(lastName(target))) found.add(target);
  });
  knownCounts.set(module, found);
  return found;
}

function isAssignment(part: object): part is Assign {
  return "kind" in part && part.kind === "assign";
}
