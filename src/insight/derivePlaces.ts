import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { ValueTrace } from "../domains/symbolsTrace";
import type { Expression, Module } from "../syntax/tree";
import { activate, type LayerModel } from "./deriveModel";
import { sampleCount } from "./deriveSizes";
import { statementAt } from "./deriveStatements";
import type { Anatomy, LayerAnatomy, NeuronAnatomy, ParameterAnatomy } from "./gradientAnatomy";
import { combination } from "./gradientFit";
import { gradientPlace } from "./gradientPlace";
import { splitLoss } from "./lossTerms";

/** Which expressions of one file compute what a derivation is about, found by the values that they come to in a run. */
export class LinePlaces {
  readonly #anatomy: Anatomy;
  readonly #module: Module;
  readonly #file: string;
  readonly #values: readonly ValueTrace[];

  constructor(anatomy: Anatomy, module: Module, file: string) {
    this.#anatomy = anatomy;
    this.#module = module;
    this.#file = file;
    this.#values = anatomy.trace.values.filter(({ frame }) => frame.module.file === file);
  }

  forward({ neurons }: LayerAnatomy): Expression | null {
    const [neuron] = neurons;
    return neuron === undefined ? null : this.#syntaxOf(neuron.linear);
  }

  /** The activation on the way to the loss; where the loss takes z, the one that the program computes beside it. */
  activation({ neurons }: LayerAnatomy, model: LayerModel | undefined): Expression | null {
    const [neuron] = neurons;
    if (neuron === undefined || model === undefined || model.activation === "identity") return null;
    if (neuron.activation !== neuron.linear) return this.#syntaxOf(neuron.activation);
    if (model.activation === "leaky-relu") return null;
    const { trace } = this.#anatomy;
    const { linear } = neuron;
    const axes = model.activation === "softmax" ? linear.shape.map((_, axis) => axis) : [0];
    for (const axis of axes.reverse()) {
      const wanted = trace.read(activate(model.activation, linear, 0, axis));
      const found = this.#values.find(
        ({ node }) => e.sameShape(node.shape, linear.shape) && isNear(trace.read(node), wanted),
      );
      if (found !== undefined) return found.syntax;
    }
    return null;
  }

  /** What a layer hands on, where it is no longer its activation. */
  handedOn(next: LayerAnatomy | undefined): Expression | null {
    const input = next?.neurons[0]?.input;
    return input === undefined ? null : this.#syntaxOf(input);
  }

  /** The loss of each sample where the program goes through them, else that of the data, else all of it. */
  loss(): Expression | null {
    const { trace, losses, layers } = this.#anatomy;
    const [loss] = losses;
    if (loss === undefined) return null;
    const { data } = splitLoss(trace, loss.node);
    const [own = 0, whole = 0] = [data, loss.node].map((node) => arrays.item(trace.read(node)));
    const samples = layers[0]?.neurons.length ?? 1;
    const each = samples < 2 ? null : this.#sampleLoss(own, samples);
    if (each !== null) return each;
    const names = [...trace.namesIn(data)].filter((name) => /^[xyp]/.test(name));
    const totals = this.#values.filter(
      ({ node }) => e.isSingle(node.shape) && names.every((name) => trace.namesIn(node).has(name)),
    );
    const sums = multiples(sampleCount(this.#anatomy)).map((factor) => factor * own);
    for (const value of [own, ...sums, whole])
      for (const some of [totals.filter(({ syntax }) => isOperation(syntax)), totals]) {
        const found = some.find(({ node }) => isSameSize(arrays.item(trace.read(node)), value));
        if (found !== undefined) return found.syntax;
      }
    return loss.frame.module.file === this.#file ? loss.syntax : null;
  }

  /** What adds up, over the samples, to the loss, or to what the loss is the mean or a half of. */
  #sampleLoss(total: number, samples: number): Expression | null {
    for (const [syntax, values] of this.#bySyntax()) {
      const first = values.slice(0, samples);
      if (first.length < samples || !isOperation(syntax) || !first.every(({ node }) => this.#isSlope(node)))
        continue;
      const sum = first.reduce((all, { node }) => all + arrays.item(this.#anatomy.trace.read(node)), 0);
      if ([1, ...multiples(samples)].some((factor) => isSameSize(sum, factor * total))) return syntax;
    }
    return null;
  }

  /** Where ∂J/∂z, or a multiple of it, is computed first, and rather where it gets a name than inside a larger formula. */
  error(layer: LayerAnatomy): Expression | null {
    const { trace, losses } = this.#anatomy;
    const [loss] = losses;
    const neurons = this.#inOrder(layer);
    const [neuron] = neurons;
    if (loss === undefined || neuron === undefined) return null;
    const errors = e.derivative(
      loss.node,
      neurons.map(({ linear }) => linear),
    );
    const error = joined(errors.map((each) => trace.read(each)));
    if (arrays.norm(error) === 0) return null;
    let first: ValueTrace | null = null;
    for (const own of this.#groups(neurons.length)) {
      const isLike = ({ node }: ValueTrace) =>
        e.sameShape(node.shape, neuron.linear.shape) && trace.namesIn(node).size > 1;
      const [value] = own;
      if (value === undefined || !own.every(isLike)) continue;
      if (!isMultiple(joined(own.map(({ node }) => trace.read(node))), error)) continue;
      const { syntax } = value;
      // What a function of the program gives back was computed in there.
      const isAnew = first === null || value.node.key !== first.node.key || syntax.kind !== "call";
      first ??= value;
      const statement = statementAt(this.#module.body, syntax.span.start);
      if (
        isAnew &&
        statement?.kind === "assign" &&
        statement.value !== null &&
        isAllOf(syntax, statement.value)
      )
        return syntax;
    }
    return first?.syntax ?? null;
  }

  gradient(parameter: ParameterAnatomy): Expression | null {
    const place = gradientPlace(this.#anatomy, parameter);
    if (place.frame.module.file !== this.#file) return null;
    // The same product may stand in the step of the weights too: then it is the one in the parameter's own step.
    const key = this.#values.find(({ syntax }) => syntax === place.syntax)?.node.key;
    const { span } = parameter.update.site;
    const own = this.#values.find(
      ({ syntax, node }) =>
        node.key === key &&
        isOperation(syntax) &&
        span.start <= syntax.span.start &&
        syntax.span.end <= span.end,
    );
    return own?.syntax ?? place.syntax;
  }

  update({ update }: ParameterAnatomy): Expression | null {
    return update.frame.module.file === this.#file ? update.site : null;
  }

  /** The expression of this file that computed a value: an operation rather than a name that holds it. */
  #syntaxOf(node: e.Expression): Expression | null {
    const found = this.#values.filter((each) => each.node.key === node.key);
    return (found.find(({ syntax }) => isOperation(syntax)) ?? found[0])?.syntax ?? null;
  }

  /** As the program goes through the samples. */
  #inOrder({ neurons }: LayerAnatomy): readonly NeuronAnatomy[] {
    if (neurons.length < 2) return neurons;
    const place = new Map<string, number>();
    for (const [at, { node }] of this.#values.entries()) if (!place.has(node.key)) place.set(node.key, at);
    return neurons.toSorted((a, b) => (place.get(a.linear.key) ?? 0) - (place.get(b.linear.key) ?? 0));
  }

  #isSlope(node: e.Expression): boolean {
    return (
      e.isSingle(node.shape) && [...this.#anatomy.trace.namesIn(node)].some((name) => name.startsWith("p"))
    );
  }

  /** Each value by itself; or what an expression comes to for each sample, when the program goes through them first. */
  #groups(samples: number): readonly (readonly ValueTrace[])[] {
    if (samples < 2) return this.#values.map((value) => [value]);
    return [...this.#bySyntax().values()].flatMap((values) =>
      values.length < samples ? [] : [values.slice(0, samples)],
    );
  }

  #bySyntax(): ReadonlyMap<Expression, readonly ValueTrace[]> {
    const groups = new Map<Expression, ValueTrace[]>();
    for (const value of this.#values) {
      const group = groups.get(value.syntax);
      if (group === undefined) groups.set(value.syntax, [value]);
      else group.push(value);
    }
    return groups;
  }
}

/** What a sum over the samples may be of the loss: it is not divided by them yet, or not halved. */
function multiples(samples: number): readonly number[] {
  return [samples, 2, 2 * samples, 0.5, samples / 2];
}

function isOperation({ kind }: Expression): boolean {
  return kind !== "name" && kind !== "attribute" && kind !== "subscript";
}

function isAllOf(syntax: Expression, value: Expression): boolean {
  return value.span.start === syntax.span.start && value.span.end === syntax.span.end;
}

function joined(parts: readonly arrays.NumberArray[]): arrays.NumberArray {
  const all = parts.flatMap((part) => Array.from(arrays.elements(part)));
  return arrays.arrayOf(Float64Array.from(all), [all.length]);
}

/** One number is a multiple of any other: there only ± counts. */
function isMultiple(value: arrays.NumberArray, error: arrays.NumberArray): boolean {
  const ratio = combination(value, [error])?.[0];
  if (ratio === undefined || ratio === 0) return false;
  return arrays.count(error.shape) > 1 || Math.abs(Math.abs(ratio) - 1) < 1e-9;
}

/** Clipped and guarded logarithms miss the exact ones by a little, and some go up a likelihood. */
function isSameSize(a: number, b: number): boolean {
  return Math.abs(Math.abs(a) - Math.abs(b)) <= 1e-5 * Math.abs(b);
}

function isNear(a: arrays.NumberArray, b: arrays.NumberArray): boolean {
  return arrays.norm(arrays.zip(a, b, (left, right) => left - right)) <= 1e-9 * (1 + arrays.norm(b));
}
