import { lastName } from "../../syntax/names";
import type { Expression, Module, Statement } from "../../syntax/tree";
import { hasPlace, walk } from "../../syntax/walk";
import { lossName } from "./lossNames";
import { blocksIn } from "./sums";

const known = new WeakMap<Module, ReadonlySet<string>>();

/**
 * Names of gradients that are to be collected and are set anew for each sample: they start as zeros, and a loop that collects the
 * loss gives them another value in each pass and never reads it. `g = np.zeros(w.shape)`, and then `g = err * x` for `g += err * x`.
 */
export function overwrittenIn(module: Module): ReadonlySet<string> {
  const before = known.get(module);
  if (before !== undefined) return before;
  const found = new Set<string>();
  for (const block of blocksIn(module))
    for (const [at, start] of block.entries())
      for (const name of startedBy(start)) {
        const behind = block.slice(at + 1);
        const loop = behind.find((each) => uses(each, name) > 0);
        const isRead =
          loop !== undefined && behind.slice(behind.indexOf(loop) + 1).some((each) => uses(each, name) > 0);
        if (loop?.kind === "for" && isRead && isLostIn(loop, name)) found.add(name);
      }
  known.set(module, found);
  return found;
}

function isLostIn(loop: Extract<Statement, { readonly kind: "for" }>, name: string): boolean {
  const set = loop.body.filter((each) => isSet(each, name));
  if (set.length !== 1 || uses(loop, name) !== 1) return false;
  return loop.body.some((each) => {
    const target =
      each.kind === "augmented-assign" ? each.target : each.kind === "assign" ? each.targets[0] : null;
    if (target == null || !lossName.test(lastName(target))) return false;
    return each.kind === "augmented-assign" || uses(each, lastName(target)) > 1;
  });
}

function isSet(each: Statement, name: string): boolean {
  return (
    each.kind === "assign" && each.targets.some((target) => target.kind === "name" && target.id === name)
  );
}

/** What a line sets to zeros. */
function startedBy(each: Statement): readonly string[] {
  if (each.kind !== "assign" || each.value === null) return [];
  const isZeros = each.value.kind === "call" && /^zeros(_like)?$/.test(lastName(each.value.callee));
  return isZeros ? each.targets.flatMap((target) => (target.kind === "name" ? [target.id] : [])) : [];
}

function uses(part: Statement | Expression, name: string): number {
  let count = 0;
  walk(part, (each) => {
    if (hasPlace(each) && each.kind === "name" && each.id === name) count++;
  });
  return count;
}
