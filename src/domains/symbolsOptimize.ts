import * as e from "../algebra/expression";
import { type CallArguments, none, type Site, tuple, unknown, type Value } from "../interpreter/value";
import { numbersOf, TracedArray } from "../numpy/valuesOperand";
import type { Expression } from "../syntax/tree";
import type { SymbolDomain } from "./symbols";
import { nodeFrom } from "./symbolsOperands";
import { datum, type Traced } from "./symbolsTrace";
import { placeOf } from "./symbolsUpdates";

type Made = Value<Traced>;

/** What a minimiser of SciPy is given: the function, where to start, the gradient, and what else both are called with. */
interface Task {
  readonly loss: Made;
  readonly start: Made;
  readonly gradient: Made | undefined;
  readonly more: Made | undefined;
  /** The function itself gives the loss and the gradient. */
  readonly isPair: boolean;
}

/** The order of the arguments, and what is given back: an object with `x`, or x itself with so many numbers after it. */
const minimisers: Readonly<Record<string, { readonly order: readonly string[]; readonly beside: number }>> = {
  minimize: { order: ["fun", "x0", "args", "method", "jac"], beside: -1 },
  fmin_cg: { order: ["f", "x0", "fprime", "args"], beside: 0 },
  fmin_bfgs: { order: ["f", "x0", "fprime", "args"], beside: 0 },
  fmin_ncg: { order: ["f", "x0", "fprime", "fhess_p", "fhess", "args"], beside: 0 },
  fmin_tnc: { order: ["func", "x0", "fprime", "args"], beside: 2 },
  fmin_l_bfgs_b: { order: ["func", "x0", "fprime", "args"], beside: 2 },
};

/** `scipy.optimize`'s minimisers take one step with the learner's own gradient: all that is asked here is whether it is right. */
export function minimiser(member: string, domain: SymbolDomain): Made | null {
  const found = minimisers[member];
  // Where a program's own numbers are asked for, one step is not the minimum.
  if (found === undefined || domain.trace.options.ownRandom === true) return null;
  const name = `scipy.optimize.${member}`;
  const call = (args: CallArguments<Traced>, site: Site<Traced>): Made => {
    const given = (...names: readonly string[]) =>
      names
        .map((each) => args.keywords.get(each) ?? args.positional[found.order.indexOf(each)])
        .find((each) => each !== undefined);
    const jac = given("jac", "fprime");
    const [loss, start] = [given("fun", "f", "func"), given("x0")];
    if (loss === undefined || start === undefined) return unknown("unknown-argument", [name]);
    const isPair = jac === undefined || jac.kind === "none" ? found.beside > 0 : jac.kind === "bool";
    const gradient = jac === undefined || jac.kind === "none" || jac.kind === "bool" ? undefined : jac;
    const last = step(domain, { loss, start, gradient, more: given("args"), isPair }, site);
    if (last === null) return unknown("not-supported", [name]);
    if (found.beside === 0) return last;
    if (found.beside > 0)
      return tuple([last, ...Array.from({ length: found.beside }, () => domain.float(0))]);
    return result(last, domain);
  };
  return { kind: "builtin", name, call };
}

function result(last: Made, domain: SymbolDomain): Made {
  const attributes = new Map<string, Made>([
    ["x", last],
    ["fun", domain.float(0)],
    ["success", { kind: "bool", value: true }],
    ["message", { kind: "str", value: null }],
    ["nit", domain.int(1)],
    ["nfev", domain.int(1)],
  ]);
  return {
    kind: "builtin",
    name: "OptimizeResult",
    call: () => none,
    member: (member) => attributes.get(member) ?? null,
  };
}

/** One step from where the search starts; null where it is not known what is called. */
function step(domain: SymbolDomain, task: Task, site: Site<Traced>): Made | null {
  const { trace, machine } = domain;
  const from = nodeFrom(domain.operand(task.start));
  if (from === null || machine === null || e.isSingle(from.shape)) return null;
  // SciPy goes on with a vector of its own.
  const place = placeOf(site);
  const size = numbersOf([e.sizeOf(from.shape)]);
  const isParameter = trace.options.places.arrays.has(place);
  const x = isParameter
    ? new TracedArray(trace.parameter(size, place), "float")
    : trace.fresh(trace.read(e.reshape(from, [e.sizeOf(from.shape)])), "float");
  if (!isParameter && trace.isConstant(from)) trace.origins.set(x.node.key, place);
  const more = task.more === undefined ? [] : (items(task.more) ?? [task.more]);
  const called = (callee: Made) => machine.apply(callee, [datum(x), ...more], site);
  const lost = called(task.loss);
  const pair = task.isPair ? items(lost) : null;
  const loss = nodeFrom(domain.operand(pair?.[0] ?? lost));
  const [syntax, named] = [argumentOf(site.node, 0), argumentOf(site.node, 1)];
  if (loss !== null) {
    trace.lossArguments.set(syntax, { isStrong: true, list: "loss" });
    trace.values.push({ syntax, node: loss, frame: site.frame });
  }
  const slope = task.gradient === undefined ? pair?.[1] : called(task.gradient);
  const gradient = nodeFrom(slope === undefined ? null : domain.operand(slope));
  if (gradient === null) return datum(x);
  // It is only to have as many numbers as x: a column and a row are taken as the vector.
  const isLine = gradient.shape.filter((each) => each.value !== 1).length === 1;
  const flat =
    isLine && e.sizeOf(gradient.shape).value === size[0] ? e.reshape(gradient, x.node.shape) : gradient;
  const after = e.subtract(x.node, flat);
  const { steps } = domain;
  steps.update({ before: x.node, after, step: flat, target: named, ...steps.at(site) });
  return datum(new TracedArray(after, "float"));
}

function items(value: Made): readonly Made[] | null {
  const content = value.kind === "tuple" ? value.content : value.kind === "list" ? value.cell.value : null;
  return content?.kind === "items" ? content.items : null;
}

/** The function or the start as it is written in the call. */
function argumentOf(call: Expression, at: number): Expression {
  if (call.kind !== "call") return call;
  const names = [["fun", "f", "func"], ["x0"]][at];
  const found = call.arguments.find(({ name }) => name !== null && names?.includes(name) === true);
  const positional = call.arguments.filter(({ kind }) => kind === "positional");
  return found?.value ?? positional[at]?.value ?? call;
}
