import type { ProgramPart } from "../../interpreter/interpret";
import { lastName } from "../../syntax/names";
import type { FunctionDefinition, Parameter } from "../../syntax/tree";
import { argumentFor, argumentsOf, type Entry, inputName, methodsOf, targetName } from "./entry";
import {
  gradientCalled,
  gradientsOf,
  type Item,
  itemsOf,
  madeWeights,
  ownParameters,
  type Parameters,
  stepLines,
} from "./stageSteps";
import { callsIn, resultsOf } from "./stageText";

/**
 * A forward pass, a loss and a backward pass that are only defined, as they are handed in: the calls that lead from one to the
 * next, in the order of training, and the step that they are made for where nobody takes it. What one of them gives goes to the
 * next by the names in its `return`.
 */
export function stagedEntries(parts: readonly ProgramPart[]): Entry[] {
  const statements = parts.flatMap((part) => part.module.body);
  const classes = statements.filter((each) => each.kind === "class").toReversed();
  const functions = statements.filter((each) => each.kind === "function");
  const text = parts.map(({ module }) => module.text).join("\n");
  const ofClasses = classes.flatMap((each) => {
    const methods = methodsOf(each, classes);
    const init = methods.find(({ name }) => name === "__init__");
    const made = `${each.name}(${argumentsOf(init?.parameters.slice(1) ?? [], true, true)})`;
    const course = new Course("__t.", [`__t = ${made}`]);
    return entryOf(
      "class",
      each.name,
      course,
      methods,
      init === undefined ? [] : ownParameters(init, methods),
      functions,
    );
  });
  return [...ofClasses, ...functionEntries(functions, text)];
}

function functionEntries(functions: readonly FunctionDefinition[], text: string): Entry[] {
  const inits = functions.filter(({ name }) => roles.init.test(name));
  for (const init of inits) {
    const course = new Course("", []);
    const result = course.call(init);
    if (result === null) continue;
    const made = itemsOf(init, result);
    // Results without names have those that the forward pass asks for.
    const asked =
      stagesOf(functions).forward[0]?.parameters.filter(({ name }) => !inputName.test(name)) ?? [];
    const own = made.map((each, at) => {
      const isUnnamed = each.name === "" && asked.length === made.length;
      const name = isUnnamed ? (asked[at]?.name ?? "") : each.name;
      // Items of a tuple are stepped under names of their own.
      if (!/^\w+\[\d+\]$/.test(each.code) || name === "") return each;
      course.lines.push(`${name} = ${each.code}`);
      course.known.set(name, name);
      return { ...each, name, code: name };
    });
    if (own.length === 0) continue;
    course.known.set("parameters", result);
    return entryOf("function", "", course, functions, own);
  }
  return madeWeights(functions, text).flatMap(({ lines, values, own }) =>
    entryOf("function", "", new Course("", lines, values), functions, own),
  );
}

const roles = {
  init: /^_*(init|create|make|build)|initiali[sz]e/i,
  back: /back|grad|deriv|nabla/i,
  loss: /loss|cost|entropy|objective|mse|mae|bce|error|criterion|nll|hinge|^j$/i,
  forward:
    /forward|forpass|__call__|feed|hypothesis|predict|model|net|logits|scores|linear|sigmoid_?out|^f$/i,
  update: /update|step|optimi|descent|apply/i,
};

const predicted = /^(a|al|a_?\d|h|o|out|outputs?|y_?(hat|pred|p|prob)\w*|pred\w*|probs?|p|scores|logits|z)$/i;
const cached = /cache|memory|context|store/i;
const gradientName = /^(grads?|gradients?|derivatives?)$/i;
const parametersName = /^(params?|parameters|weights|model|theta)$/i;

/** The calls of one class or one set of functions, as they are put together. */
class Course {
  readonly lines: string[];
  /** Expressions by the names under which they are asked for. */
  readonly known: Map<string, string>;
  /** Of the parameters, once the backward pass was called. */
  gradients: readonly Item[] = [];
  readonly #prefix: string;
  #calls = 0;

  constructor(prefix: string, lines: readonly string[], values: Iterable<readonly [string, string]> = []) {
    this.#prefix = prefix;
    this.lines = [...lines];
    this.known = new Map(values);
  }

  /** The name of its result; null where something that it needs is not known. */
  call(definition: FunctionDefinition, prefix = this.#prefix): string | null {
    const given = this.#arguments(definition);
    if (given === null) return null;
    const result = `__s${this.#calls++}`;
    this.lines.push(`${result} = ${prefix}${definition.name}(${given.join(", ")})`);
    const own = new Set(definition.parameters.map(({ name }) => name));
    // What was known before has its own way to be asked for: the weights, which a forward pass may give back.
    for (const { name, code } of [...itemsOf(definition, result), ...namedResults(definition, result)])
      if (name !== "" && !own.has(name)) this.known.set(name, code);
    return result;
  }

  #arguments(definition: FunctionDefinition): string[] | null {
    const own = definition.parameters.filter(({ kind, name }) => kind === "plain" && name !== "self");
    const given = own.map((each) => [each.name, this.#argument(each, own)] as const);
    const open = given.filter(([, value]) => value === "None");
    // `loss(q, target)`: what stands beside the labels, and has no name that says what it is, is the prediction.
    const isBeside = open.length === 1 && own.some(({ name }) => targetName.test(name));
    const prediction = isBeside ? this.known.get("prediction") : undefined;
    if (open.length > 0 && prediction === undefined) return null;
    return given.flatMap(([name, value]) =>
      value === null ? [] : [`${name}=${value === "None" ? prediction : value}`],
    );
  }

  #argument({ name, default: usual }: Parameter, all: readonly Parameter[]): string | null {
    // The `y` of a forward pass whose labels are `t`; else y are the labels.
    const hasOther = all.some((each) => each.name !== name && targetName.test(each.name));
    const isData = inputName.test(name) || (targetName.test(name) && !hasOther);
    return (isData ? undefined : this.#knownAs(name)) ?? argumentFor(name, usual !== null, false);
  }

  #knownAs(name: string): string | undefined {
    const { known } = this;
    const exact = known.get(name);
    if (exact !== undefined) return exact;
    if (gradientName.test(name)) return known.get("gradients");
    const gradient = gradientCalled(name, this.gradients);
    if (gradient !== undefined) return gradient;
    if (cached.test(name)) return known.get("cache");
    if (parametersName.test(name) && known.has("parameters")) return known.get("parameters");
    return predicted.test(name) ? known.get("prediction") : undefined;
  }
}

function entryOf(
  kind: Entry["kind"],
  name: string,
  course: Course,
  all: readonly FunctionDefinition[],
  own: Parameters,
  beside: readonly FunctionDefinition[] = [],
): Entry[] {
  const { forward, losses, backward, updates } = stagesOf(all);
  for (const each of forward) {
    const result = course.call(each);
    if (result === null) continue;
    for (const [name, code] of forwardResults(each, result)) course.known.set(name, code);
    break;
  }
  const found = losses.filter((each) => course.call(each) !== null);
  // A class may leave its loss to a function.
  if (found.length === 0) for (const each of stagesOf(beside).losses) course.call(each, "");
  for (const each of backward) {
    const result = course.call(each);
    if (result === null) continue;
    course.known.set("gradients", gradientsPlace(each, result));
    course.gradients = gradientsOf(each, result, own, kind === "class");
    const isStepped = updates.some((update) => course.call(update) !== null);
    const steps = isStepped ? [] : stepLines(own, course.gradients);
    if (!isStepped && steps.length === 0) continue;
    return [
      { kind, name: name === "" ? each.name : name, code: `${[...course.lines, ...steps].join("\n")}\n` },
    ];
  }
  // Or all in one, with the step.
  for (const each of all.filter(takesStep)) {
    if (kind === "class" || course.call(each) === null) continue;
    return [{ kind, name: each.name, code: `${course.lines.join("\n")}\n` }];
  }
  return [];
}

const surely = /^(y_?(hat|pred|prob)\w*|pred\w*|out(put)?s?|al|probs?|logits|scores)$/i;

/** The prediction among the results of a forward pass, and what it remembers for the way back. */
function forwardResults(definition: FunctionDefinition, result: string): (readonly [string, string])[] {
  const all = namedResults(definition, result);
  const items = itemsOf(definition, result);
  const isDict = all.length === 1 && items.some(({ code }) => code !== result);
  const named = isDict ? items : all;
  // Behind the prediction there may be what is remembered, under a name or put together on the spot.
  const isPutTogether = ["sequence", "dict", "call"].includes(resultsOf(definition).at(-1)?.kind ?? "");
  const isCached = cached.test(named.at(-1)?.name ?? "") || (all.length > 1 && isPutTogether);
  const before = isCached ? named[0] : named.at(-1);
  const said =
    named.find(({ name }) => surely.test(name)) ??
    named.findLast(({ name }) => /^(a_?\d*|activations?)$/i.test(name)) ??
    before;
  const isList = items.some(({ code, form }) => code === said?.code && form === "list");
  const last = all.at(-1);
  return [
    ...(said === undefined ? [] : [["prediction", isList ? `${said.code}[-1]` : said.code] as const]),
    ...(last !== undefined && (isDict || all.length > 1) ? [["cache", last.code] as const] : []),
  ];
}

function namedResults(definition: FunctionDefinition, result: string) {
  const results = resultsOf(definition);
  return results.map((each, at) => ({
    name: lastName(each),
    code: results.length > 1 ? `${result}[${at}]` : result,
  }));
}

function gradientsPlace(definition: FunctionDefinition, result: string): string {
  const results = resultsOf(definition);
  const at = results.findIndex((each) => gradientName.test(lastName(each)));
  return results.length > 1 && at >= 0 ? `${result}[${at}]` : result;
}

/** Gives gradients, whatever it is called: `return loss, grads`. */
function givesGradients(definition: FunctionDefinition): boolean {
  return resultsOf(definition).some((each) =>
    /^(grads?|gradients?|d_?w\d?|dtheta|grad_?w)$/i.test(lastName(each)),
  );
}

function hasLabels({ parameters }: FunctionDefinition): boolean {
  return parameters.some(({ name }) => targetName.test(name) && !predicted.test(name));
}

/** `train_step(X, y, W1, b1, W2, b2, lr)` */
function takesStep(definition: FunctionDefinition): boolean {
  return (
    /train|step|update|epoch|fit|descent|optimi|sgd|learn/i.test(definition.name) && hasLabels(definition)
  );
}

function stagesOf(all: readonly FunctionDefinition[]) {
  const called = new Map(all.map((each) => [each, callsIn(each)]));
  // What another one of its kind calls is a part of that: `relu_backward`.
  const whole = (some: readonly FunctionDefinition[]) =>
    some.filter(
      (each) => !some.some((other) => other !== each && called.get(other)?.has(each.name) === true),
    );
  const isBackward = ({ name }: FunctionDefinition) =>
    roles.back.test(name) && !/^_*(apply|update)/i.test(name);
  const others = all.filter((each) => !isBackward(each) && !givesGradients(each) && each.name !== "__init__");
  const forward = others.filter(
    (each) =>
      roles.forward.test(each.name) &&
      !roles.loss.test(each.name) &&
      each.parameters.some(({ name }) => inputName.test(name)) &&
      !hasLabels(each),
  );
  // The likely names first, then whatever calls the others.
  const order = [/forward|forpass|feed/i, /__call__/, /^(predict_?prob\w*|hypothesis|model)$/i];
  const rank = (each: FunctionDefinition) => {
    const at = order.findIndex((pattern) => pattern.test(each.name));
    return at < 0 ? order.length : at;
  };
  const first = whole(forward.filter((each) => rank(each) === 0));
  return {
    forward: [...first, ...forward.filter((each) => !first.includes(each)).sort((a, b) => rank(a) - rank(b))],
    // `forward(x, t)` ends in a loss.
    losses: whole(
      others.filter(
        (each) => roles.loss.test(each.name) || (/^_*forward/i.test(each.name) && hasLabels(each)),
      ),
    ),
    backward: whole(all.filter((each) => isBackward(each) || givesGradients(each))),
    updates: others.filter((each) => roles.update.test(each.name)),
  };
}
