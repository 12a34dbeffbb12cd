import { lastName } from "../../syntax/names";
import type { Expression, FunctionDefinition } from "../../syntax/tree";
import { columnWeights, inputName, targetName } from "./entry";
import { dividedName, keysOf, literalKeys, resultsOf, storedIn } from "./stageText";

/** Something that can be stepped, or its gradient. */
export interface Item {
  readonly name: string;
  readonly code: string;
  readonly form: "array" | "list" | "dict";
}

export type Parameters = readonly Item[];

/** What a constructor keeps: `self.W1 = …`, `self.params["W1"] = …`, `self.weights = […]`. */
export function ownParameters(init: FunctionDefinition, methods: readonly FunctionDefinition[]): Parameters {
  const helpers = methods.filter(({ name }) => name !== "__init__" && /init|build/i.test(name));
  return itemsIn([init, ...helpers], "__t.", helpers);
}

function itemsIn(
  definitions: readonly FunctionDefinition[],
  prefix: string,
  helpers: readonly FunctionDefinition[] = [],
): Item[] {
  const found = new Map<string, Item>();
  const note = (name: string, code: string, form: Item["form"]) => found.set(code, { name, code, form });
  for (const { target, value } of definitions.flatMap(storedIn)) {
    // What is kept of the data for the way back is none.
    if (target.kind !== "attribute" || inputName.test(target.name)) continue;
    const { name } = target;
    const keys = keysOf(name, definitions);
    const code = `${prefix}${name}`;
    // `self.params = self.initialize(…)`
    const maker =
      value?.kind === "call" ? helpers.find((each) => each.name === lastName(value.callee)) : undefined;
    if (maker !== undefined) {
      for (const each of itemsOf(maker, code)) found.set(each.code, each);
      continue;
    }
    for (const key of keys) note(key, `${code}["${key}"]`, "array");
    if (keys.length === 0) note(name, code, formOf(value));
  }
  return [...found.values()];
}

function formOf(value: Expression | null): Item["form"] {
  if (value === null) return "array";
  if (value.kind === "dict" || (value.kind === "comprehension" && value.type === "dict")) return "dict";
  const isList =
    (value.kind === "sequence" && value.type === "list") ||
    (value.kind === "comprehension" && value.type === "list");
  return isList ? "list" : "array";
}

/** What a function gives back, item by item. */
export function itemsOf(definition: FunctionDefinition, result: string): Item[] {
  const results = resultsOf(definition);
  const stored = storedIn(definition);
  return results.flatMap((each, at): Item[] => {
    const code = results.length > 1 ? `${result}[${at}]` : result;
    const name = lastName(each);
    const own = stored.find(({ target }) => target.kind === "name" && target.id === name)?.value ?? null;
    const keys = new Set([...literalKeys(each), ...(name === "" ? [] : keysOf(name, [definition]))]);
    if (keys.size > 0)
      return [...keys].map((key) => ({ name: key, code: `${code}["${key}"]`, form: "array" }));
    const form = each.kind === "name" ? formOf(own) : formOf(each);
    // Keys that are made, `f"W{i}"`: all of them.
    return [{ name: form === "dict" ? "" : name, code, form }];
  });
}

/**
 * What a backward pass gives, or keeps in its object. Results without names are those of what they divide, `db / m`, else of the
 * parameters that are left, one by one.
 */
export function gradientsOf(
  definition: FunctionDefinition,
  result: string,
  own: Parameters,
  inClass: boolean,
): readonly Item[] {
  const kept = inClass ? itemsIn([definition], "__t.") : [];
  const given = itemsOf(definition, result);
  const results = resultsOf(definition);
  const weights = own.filter(({ name }) => weightName.test(name));
  const isOf = (gradient: string, { name }: Item) => gradientNames(gradient).includes(plainName(name));
  const divided = given.map((each, at) => {
    const value = each.name === "" && results.length === given.length ? results[at] : undefined;
    const name = value === undefined ? "" : dividedName(value);
    return weights.some((weight) => isOf(name, weight)) ? { ...each, name } : each;
  });
  const open = divided.filter(({ name }) => name === "");
  const left = weights.filter((weight) => !divided.some(({ name }) => isOf(name, weight)));
  const named =
    open.length !== left.length
      ? divided
      : divided.map((each) => ({ ...each, name: each.name || (left[open.indexOf(each)]?.name ?? "") }));
  return [...named, ...kept];
}

/** What a step asks for by the name of a gradient: `dw`, of `w`. */
export function gradientCalled(name: string, gradients: readonly Item[]): string | undefined {
  const [, ...shorter] = gradientNames(name);
  return gradients.find((each) => gradientNames(each.name).some((own) => shorter.includes(own)))?.code;
}

const plainName = (name: string) =>
  name
    .toLowerCase()
    .replace(/_/g, "")
    .replace(/^(weights?|coefs?)/, "w")
    .replace(/^(bias(es)?|intercept)/, "b");

/** `dW1`, `grad_w`, `w_grad`, `nabla_b`, or a key that the parameter has too. */
function gradientNames(name: string): readonly string[] {
  const shorter = [
    name.replace(/^_*(grads?_?|gradients?_?|nabla_?|delta_?|d[lj]_?d?|d_?|g_?)/i, ""),
    name.replace(/_?(grads?|gradients?)$/i, ""),
  ];
  return [name, ...shorter].map(plainName);
}

/** The steps that the gradients were made for. */
export function stepLines(own: Parameters, gradients: readonly Item[]): string[] {
  const lines: string[] = [];
  // `self.params` and `self.grads`, for an optimizer.
  const kept = own.find(({ name }) => /^_?(grads?|gradients?)$/i.test(name));
  for (const each of own) {
    const isHeld = kept?.form === each.form && /^_?(params?|parameters)$/i.test(each.name);
    const gradient = isHeld
      ? kept
      : each.form === "dict"
        ? gradients.find(({ form }) => form === "dict")
        : gradients.find(
            (one) =>
              one.form !== "dict" &&
              one.code !== each.code &&
              gradientNames(one.name).includes(plainName(each.name)),
          );
    if (gradient === undefined) continue;
    if (each.form === "array") lines.push(`${each.code} -= ${gradient.code}`);
    else if (each.form === "list")
      lines.push(`for __i in range(len(${each.code})): ${each.code}[__i] -= ${gradient.code}[__i]`);
    else lines.push(...dictSteps(each.code, gradient.code));
  }
  return lines;
}

/** Under the same keys, or with a `d` in front. */
function dictSteps(own: string, gradients: string): string[] {
  return [`for __k in ${own}:`, `    ${own}[__k] -= ${gradients}[__k if __k in ${gradients} else "d" + __k]`];
}

interface Made {
  readonly lines: readonly string[];
  readonly values: readonly (readonly [string, string])[];
  readonly own: Parameters;
}

const weightName = /^(w|b|theta|beta|weights?|bias(es)?|intercept|coef)_?\d?$/i;

/** Weights that nobody makes: `W1` among what the functions are given, or `params["W1"]`. In the forms that they may have. */
export function madeWeights(functions: readonly FunctionDefinition[], text: string): Made[] {
  const given = functions.flatMap(({ parameters }) => parameters.map(({ name }) => name));
  const holder = given.find(
    (name) => /^(params?|parameters|weights|model)$/.test(name) && keysOf(name, functions).length > 0,
  );
  const asked = [...new Set(holder === undefined ? given : keysOf(holder, functions))];
  const called = asked.filter((name) => weightName.test(name));
  // Under other names they are told by their gradients, which the functions give: the `c` of `X @ W + c`, or all of them.
  const others = asked.filter((name) => hasGradient(name, functions));
  const intercepts = called.length > 1 ? [] : others.filter((name) => isAdded(name, text));
  const weights = called.length > 0 ? called : others.filter((name) => isFactor(name, text));
  if (weights.length === 0 || (weights.length > 1 && intercepts.length > 0)) return [];
  const names = [...weights, ...intercepts];
  return shapesOf(names, intercepts, text).map((shapes) => {
    const made = [...shapes].map(
      ([name, shape]) => `${name} = ${shape === "" ? "0.0" : `__zeros(${shape})`}`,
    );
    if (holder === undefined) {
      const own = names.map((name): Item => ({ name, code: name, form: "array" }));
      return { lines: made, values: names.map((name) => [name, name] as const), own };
    }
    const own = names.map((name): Item => ({ name, code: `${holder}["${name}"]`, form: "array" }));
    const lines = [...made, `${holder} = {${names.map((name) => `"${name}": ${name}`).join(", ")}}`];
    return { lines, values: [[holder, holder]], own };
  });
}

/** Whether the weights stand before what they are multiplied with: samples are columns. */
function areFirst(weight: string, text: string): boolean {
  const name = `(?:\\w+\\[["'])?${weight}(?:["']\\])?`;
  return new RegExp(`(?<![\\w@] ?)${name} *@|\\b(?:dot|matmul)\\( *${name} *,|\\b${name}\\.dot\\(`).test(
    text,
  );
}

/** One of the functions gives its gradient, and it is no data and nothing that goes from layer to layer. */
function hasGradient(name: string, functions: readonly FunctionDefinition[]): boolean {
  if (weightName.test(name) || inputName.test(name) || targetName.test(name) || passedOn.test(name))
    return false;
  const results = functions.flatMap((each) => resultsOf(each).map(lastName));
  return results.some((each) => each !== name && gradientNames(each).slice(1).includes(plainName(name)));
}

const passedOn = /^([azhsx]|act(ivation)?s?|out(put)?s?|scores|logits)(_?(prev|in|out|l|\d))*$/i;

function isAdded(name: string, text: string): boolean {
  return new RegExp(`\\+ *${name}\\b(?! *[*@.([])`).test(text) && !isFactor(name, text);
}

function isFactor(name: string, text: string): boolean {
  return new RegExp(`[*@] *${name}\\b|\\b${name}(\\.T)? *[*@]|\\bdot\\([^()]*\\b${name}\\b`).test(text);
}

/** `intercepts`: those of the names that are one, whatever they are called. */
function shapesOf(
  names: readonly string[],
  intercepts: readonly string[],
  text: string,
): ReadonlyMap<string, string>[] {
  // `w0 + w1 * x`
  if (names.includes("w0")) return [new Map(names.map((name) => [name, ""]))];
  const weights = names.filter(
    (name) => !/^(b\d*|b_\d|bias.*|intercept_?\d?)$/i.test(name) && !intercepts.includes(name),
  );
  const isSingle = weights.length === 1 && !/^W/.test(weights[0] ?? "");
  const columns = weights.some((each) => areFirst(each, text));
  const sizes = ["__n", "4", "6", "8"].slice(0, weights.length).concat("__k");
  const layers = (form: (size: string) => string) =>
    new Map(
      names.map((name): [string, string] => {
        const at = weights.indexOf(name);
        const digit = /\d$/.exec(name)?.[0];
        const layer =
          at >= 0 ? at : digit === undefined ? 0 : weights.findIndex((each) => each.endsWith(digit));
        const [from = "__n", to = "__k"] = sizes.slice(Math.max(layer, 0));
        if (at < 0) return [name, form(to)];
        return [name, columns ? `(${to}, ${from})` : `(${from}, ${to})`];
      }),
    );
  if (!isSingle)
    return columns ? [layers((to) => `(${to}, 1)`)] : [layers((to) => to), layers((to) => `(1, ${to})`)];
  const single = (shape: string) => new Map(names.map((name) => [name, weights.includes(name) ? shape : ""]));
  const shapes = [single("__n"), single("(__n, 1)")];
  return columnWeights.test(text) ? shapes.toReversed() : shapes;
}
