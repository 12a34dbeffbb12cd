import { lastName } from "../../syntax/names";
import type { Expression, Module } from "../../syntax/tree";
import { stepsOf } from "./sinks";
import { itemTargetsOf } from "./unread";

const known = new WeakMap<Module, ReadonlySet<string>>();

/**
 * Names of gradients that go down like parameters, and are what another is stepped by: they start as the weights themselves, for
 * the penalty, as zeros like them, or as 0. `dw = w.copy()`, `dw -= C * y * x`, and then `w -= rate * dw`, which is the step.
 */
export function collectedGradients(module: Module): ReadonlySet<string> {
  const before = known.get(module);
  if (before !== undefined) return before;
  const stepped = new Map<string, Set<string>>();
  // `for a, b in zip(u, v): s += a * b` collects what has nothing to do with a bias b.
  const items = new Set([...itemTargetsOf(module)].map(({ id }) => id));
  for (const step of stepsOf(module)) {
    if (step.kind !== "assign" && step.kind !== "augmented-assign") continue;
    const target = step.kind === "augmented-assign" ? step.target : step.targets[0];
    const by = step.value?.kind === "binary" && step.kind === "assign" ? step.value.right : step.value;
    if (target === undefined || by == null) continue;
    const name = lastName(target);
    const factors = stepped.get(name) ?? new Set<string>();
    for (const each of factorsOf(by)) if (each !== name && !items.has(each)) factors.add(each);
    stepped.set(name, factors);
  }
  const found = new Set<string>();
  for (const [name, of] of starts(module)) {
    const by =
      of === null
        ? [...stepped].filter(([each]) => each !== name).map(([, each]) => each)
        : [stepped.get(of)];
    // By its name also where the step that it is for was forgotten.
    const isNamed = of === null && gradientName.test(name);
    if (isNamed || by.some((each) => each?.has(name) === true)) found.add(name);
  }
  known.set(module, found);
  return found;
}

const gradientName = /^d_?[a-zA-Z]\d?$|^d[A-Z_]|[gG]rad/;

function factorsOf(by: Expression): readonly string[] {
  if (by.kind === "unary") return factorsOf(by.operand);
  if (by.kind === "binary" && (by.operator === "*" || by.operator === "/"))
    return [...factorsOf(by.left), ...factorsOf(by.right)];
  const name = lastName(by);
  return name === "" ? [] : [name];
}

/** What `np.zeros_like(w)` and `np.zeros(w.shape)` have the shape of. */
function zerosLike(value: Expression): string {
  if (value.kind !== "call" || !/^zeros(_like)?$/.test(lastName(value.callee))) return "";
  const [like] = value.arguments;
  if (like === undefined) return "";
  if (lastName(value.callee) === "zeros_like") return lastName(like.value);
  return like.value.kind === "attribute" && like.value.name === "shape" ? lastName(like.value.object) : "";
}

/** What is set to something else as it is, to a copy of it or to zeros like it; to 0 where there is no other name. */
function starts(module: Module): readonly (readonly [string, string | null])[] {
  const found: (readonly [string, string | null])[] = [];
  const note = (target: Expression, value: Expression): void => {
    if (target.kind === "sequence" && value.kind === "sequence") {
      for (const [at, each] of target.items.entries()) {
        const item = value.items[at];
        if (item !== undefined) note(each, item);
      }
      return;
    }
    if (value.kind === "number" && value.value === 0) found.push([lastName(target), null]);
    const like = zerosLike(value);
    if (like !== "") found.push([lastName(target), like]);
    const [name, of] = [lastName(target), lastName(copied(value))];
    if (name !== "" && of !== "" && name !== of) found.push([name, of]);
  };
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) for (const each of part) visit(each);
    else if (typeof part === "object" && part !== null) {
      if (isAssignment(part)) for (const target of part.targets) note(target, part.value);
      for (const each of Object.values(part)) visit(each);
    }
  };
  visit(module.body);
  return found;
}

/** What `w.copy()`, `np.copy(w)` and `np.array(w)` copy. */
function copied(value: Expression): Expression {
  if (value.kind !== "call" || value.callee.kind !== "attribute") return value;
  if (!/^(deep)?copy$|^array$/.test(value.callee.name)) return value;
  return value.arguments[0]?.value ?? value.callee.object;
}

function isAssignment(
  part: object,
): part is { readonly targets: readonly Expression[]; readonly value: Expression } {
  return "kind" in part && part.kind === "assign" && "value" in part && part.value !== null;
}
