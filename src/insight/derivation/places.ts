import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import { constant } from "../../algebra/size";
import type { ValueTrace } from "../../domains/symbolsTrace";
import type { Expression, Module } from "../../syntax/tree";
import type { Anatomy, LayerAnatomy, NeuronAnatomy, ParameterAnatomy } from "../gradient/anatomy";
import { combination } from "../gradient/fit";
import { withoutGuards } from "../gradient/guards";
import { splitLoss } from "../gradient/lossTerms";
import { gradientPlace } from "../gradient/place";
import { readers } from "../gradient/support";
import {
  bySyntax,
  isAllOf,
  isMultiple,
  isNear,
  isOperation,
  isSameSize,
  isShuffled,
  joined,
  multiples,
} from "./alike";
import { activate, type LayerModel, type NeuronModel } from "./model";
import { normGraph } from "./norm";
import type { NormAnatomy } from "./normalised";
import { sampleCount, samplesOf } from "./sizes";
import { lastWrite, statementAt } from "./statements";

/** Which expressions of one file compute what a derivation is about, found by the values that they come to in a run. */
export class LinePlaces {
  readonly #anatomy: Anatomy;
  readonly #isHuber: boolean;
  readonly #module: Module;
  readonly #file: string;
  readonly #values: readonly ValueTrace[];

  constructor(anatomy: Anatomy, { loss }: NeuronModel, module: Module, file: string) {
    this.#isHuber = loss.kind === "huber";
    this.#anatomy = anatomy;
    this.#module = module;
    this.#file = file;
    this.#values = anatomy.trace.values.filter(({ frame }) => frame.module.file === file);
  }

  forward({ neurons }: LayerAnatomy): Expression | null {
    const [neuron] = neurons;
    if (neuron === undefined) return null;
    return this.#exact(neuron.linear) ?? this.#like(neuron.linear, true) ?? this.#later(neuron.linear);
  }

  /**
   * What has the same numbers: a loss that is asked for later has a z of its own, ones beside activations are told as a bias.
   * What the step is made of may be −z: `np.exp(-X @ w)`.
   */
  #like(node: e.Expression, orNegated = false): Expression | null {
    const { trace } = this.#anatomy;
    const wanted = trace.read(node);
    if (arrays.norm(wanted) === 0) return null;
    const negated = arrays.map(wanted, (each) => -each);
    const found = this.#values.find((each) => {
      if (!e.sameShape(each.node.shape, node.shape) || !isOperation(each.syntax)) return false;
      const value = trace.read(each.node);
      return isNear(value, wanted) || (orNegated && isNear(value, negated));
    });
    return found?.syntax ?? null;
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

  /** The mean, the variance and the deviation of z, what they make of it, and what the activation takes, each by its topic. */
  normalisation({ linear }: NeuronAnatomy, { model, taken }: NormAnatomy) {
    const axis = samplesOf(this.#anatomy) === "columns" ? 1 : 0;
    const [units = constant(1)] = linear.shape.slice(1 - axis);
    const place = { number: 1, epsilon: e.number(model.epsilon), axis, units } as const;
    const { mean, variance, deviation, normal } = normGraph(model, linear, place);
    return [
      ["mean", this.#valued(mean)],
      ["variance", this.#valued(variance)],
      ["deviation", this.#valued(deviation)],
      ["normal", this.#valued(normal)],
      ["scaled", this.#syntaxOf(taken)],
    ] as const;
  }

  /** The first operation that comes to these numbers, whatever axes it has. */
  #valued(node: e.Expression): Expression | null {
    const { trace } = this.#anatomy;
    const wanted = joined([trace.read(node)]);
    const size = arrays.count(wanted.shape);
    const found = this.#values.find(
      (each) =>
        isOperation(each.syntax) &&
        e.sizeOf(each.node.shape).value === size &&
        isNear(joined([trace.read(each.node)]), wanted),
    );
    return found?.syntax ?? null;
  }

  /** What a layer hands on, where it is no longer its activation. */
  handedOn(next: LayerAnatomy | undefined): Expression | null {
    const input = next?.neurons[0]?.input;
    return input === undefined ? null : this.#syntaxOf(input);
  }

  /** The loss of each sample where the program goes through them, else that of the data, else all of it. */
  loss(): Expression | null {
    const { losses, back } = this.#anatomy;
    const [loss] = losses;
    if (loss === undefined) return null;
    // A loss that is asked for after the step is made of the new parameters.
    const found = this.#lossAmong(loss.node, this.#values) ?? this.#lossAmong(loss.node, this.#atOld(back));
    if (found !== null) return found;
    // A guard is more than a probability that is as good as zero.
    const bare = this.#atOld(back).map((value) => ({ ...value, node: withoutGuards(value.node) }));
    return this.#lossAmong(loss.node, bare) ?? (loss.frame.module.file === this.#file ? loss.syntax : null);
  }

  #lossAmong(loss: e.Expression, values: readonly ValueTrace[]): Expression | null {
    const { trace, layers } = this.#anatomy;
    const { data } = splitLoss(trace, loss);
    const [own = 0, whole = 0] = [data, loss].map((node) => arrays.item(trace.read(node)));
    const samples = layers[0]?.neurons.length ?? 1;
    const isSlope = ({ node }: ValueTrace) => this.#isSlope(node);
    const each = samples < 2 ? null : this.#addingUp(own, samples, values.filter(isSlope));
    if (each !== null) return each;
    const names = [...trace.namesIn(data)].filter((name) => /^[xyp]/.test(name));
    const totals = values.filter(
      ({ node }) => e.isSingle(node.shape) && names.every((name) => trace.namesIn(node).has(name)),
    );
    const sums = multiples(sampleCount(this.#anatomy)).map((factor) => factor * own);
    for (const value of [own, ...sums, whole])
      for (const some of [totals.filter(({ syntax }) => isOperation(syntax)), totals]) {
        const found = some.find(({ node }) => isSameSize(arrays.item(trace.read(node)), value));
        if (found !== undefined) return found.syntax;
      }
    return null;
  }

  #atOld(back: ReadonlyMap<string, e.Expression>): readonly ValueTrace[] {
    const single = this.#values.filter(({ node }) => e.isSingle(node.shape));
    return single.map((value) => ({ ...value, node: e.substitute(value.node, back) }));
  }

  /** What adds up, over the samples, to a number, or to what that is the mean or a half of. */
  #addingUp(total: number, samples: number, values: readonly ValueTrace[]): Expression | null {
    for (const [syntax, all] of bySyntax(values)) {
      const own = all.slice(0, samples);
      if (own.length < samples || !isOperation(syntax)) continue;
      const sum = own.reduce((so_far, { node }) => so_far + arrays.item(this.#anatomy.trace.read(node)), 0);
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
    // A residual within the limit of a Huber loss is its slope, too, as it is of a ReLU whose units are all open: with other
    // weights it is not.
    const [, bent] = readers(trace, [this.#isHuber ? 40 : -0.8]);
    const bentError = bent === undefined ? error : joined(errors.map(bent));
    const isError = (own: readonly ValueTrace[]) => isMultiple(this.#joined(own), error);
    const found = this.#firstLike(neurons, (own) => {
      const isBent = bent === undefined || isMultiple(joined(own.map(({ node }) => bent(node))), bentError);
      return isBent && isError(own);
    });
    if (found !== null || this.#isHuber) return found;
    // What a branch has chosen holds for this run alone; a batch of all samples may have them in another order than the loss.
    return (
      this.#firstLike(neurons, isError) ??
      this.#firstLike(neurons, (own) => isShuffled(this.#joined(own), error))
    );
  }

  /** Where z − y is computed, or y − z. */
  residual(layer: LayerAnatomy, labels: readonly arrays.NumberArray[]): Expression | null {
    const { trace } = this.#anatomy;
    const known = new Map(layer.neurons.map(({ linear }, at) => [linear.key, labels[at]]));
    const neurons = this.#inOrder(layer);
    const parts = neurons.map(({ linear }) => {
      const y = known.get(linear.key);
      return y === undefined ? trace.read(linear) : arrays.zip(trace.read(linear), y, (z, each) => z - each);
    });
    const wanted = joined(parts);
    const size = arrays.norm(wanted);
    return this.#firstLike(neurons, (own) => {
      const value = this.#joined(own);
      return isMultiple(value, wanted) && Math.abs(arrays.norm(value) - size) < 1e-9 * size;
    });
  }

  #joined(own: readonly ValueTrace[]): arrays.NumberArray {
    return joined(own.map(({ node }) => this.#anatomy.trace.read(node)));
  }

  #firstLike(
    neurons: readonly NeuronAnatomy[],
    isIt: (own: readonly ValueTrace[]) => boolean,
  ): Expression | null {
    const { trace } = this.#anatomy;
    const shape = neurons[0]?.linear.shape ?? [];
    let first: ValueTrace | null = null;
    const seen = new Set<string>();
    for (const own of this.#groups(neurons.length)) {
      const isLike = ({ node }: ValueTrace) => e.sameShape(node.shape, shape) && trace.namesIn(node).size > 1;
      const [value] = own;
      if (value === undefined || !own.every(isLike) || !isIt(own)) continue;
      const { syntax } = value;
      // What a function of the program gives back was computed in there.
      const isAnew = syntax.kind !== "call" || !seen.has(value.node.key);
      seen.add(value.node.key);
      first ??= value;
      const statement = statementAt(this.#module.body, syntax.span.start);
      if (!isAnew || (statement?.kind !== "assign" && statement?.kind !== "return")) continue;
      // One number that a function gives back may be the error's by chance: an answer to a label of 0 is.
      const isChance = statement.kind === "return" && own.length === 1 && e.isSingle(shape);
      const isNamed = statement.kind === "assign" || (isOperation(syntax) && !isChance);
      if (statement.value !== null && isNamed && isAllOf(syntax, statement.value)) return syntax;
    }
    if (first === null) return null;
    // `d = dh; d[z <= 0] = 0`: it is read under its name only after it was written in part.
    const write =
      isOperation(first.syntax) || this.#isTarget(first.syntax)
        ? null
        : lastWrite(this.#module, first.syntax);
    return write ?? first.syntax;
  }

  gradient(parameter: ParameterAnatomy, isBias: boolean): Expression | null {
    const place = gradientPlace(this.#anatomy, parameter);
    if (place.frame.module.file !== this.#file) return null;
    const single = e.isSingle(parameter.leaf.shape);
    const syntax = single ? place.syntax : (this.#elsewhere(place.syntax, parameter) ?? place.syntax);
    // The same product may stand in the step of the weights too: then it is the one in the parameter's own step.
    const own = this.#inStep(syntax, parameter);
    if (own !== null || !single) return own ?? syntax;
    return this.#gradientOfNumber(place.syntax, parameter, isBias);
  }

  /** Of one sample the probabilities have as many numbers as the bias, and are not yet its gradient: what is, comes later. */
  #elsewhere(place: Expression, { leaf }: ParameterAnatomy): Expression | null {
    const { trace, losses, layers } = this.#anatomy;
    const [loss] = losses;
    // In a loop over the samples each line has the gradient of one of them.
    if (loss === undefined || (layers[0]?.neurons.length ?? 1) > 1) return null;
    const { data, penalties } = splitLoss(trace, loss.node);
    const slopes = [data, ...penalties].flatMap((part) => e.derivative(part, [leaf]));
    // With other parameters too: where one unit alone is open, all that has a number there is its multiple.
    const runs = readers(trace, [-0.8]).map((read) => ({
      read,
      parts: slopes.map((each) => joined([read(each)])),
    }));
    const isIt = ({ node }: ValueTrace) =>
      e.sizeOf(node.shape).value === e.sizeOf(leaf.shape).value &&
      runs.every(({ read, parts }) => Math.abs(combination(joined([read(node)]), parts)?.[0] ?? 0) > 1e-6);
    const own = this.#values.find(({ syntax }) => syntax === place);
    if (own === undefined || isIt(own)) return null;
    const found = this.#values.filter(({ syntax }) => isOperation(syntax)).find(isIt);
    return found?.syntax ?? null;
  }

  #inStep(place: Expression, { update }: ParameterAnatomy): Expression | null {
    const key = this.#values.find(({ syntax }) => syntax === place)?.node.key;
    const { span } = update.site;
    const own = this.#values.find(
      ({ syntax, node }) =>
        node.key === key &&
        isOperation(syntax) &&
        span.start <= syntax.span.start &&
        syntax.span.end <= span.end,
    );
    return own?.syntax ?? null;
  }

  /**
   * One number may be the gradient of any other: only its value tells it, or what adds up to it over the samples. For a bias
   * that would be the error itself, so where nothing has the value it is left to the step.
   */
  #gradientOfNumber(place: Expression, { leaf, update }: ParameterAnatomy, isBias: boolean): Expression {
    const { trace, losses, layers } = this.#anatomy;
    const [loss] = losses;
    const [derived] = loss === undefined ? [] : e.derivative(loss.node, [leaf]);
    if (derived === undefined) return place;
    const wanted = arrays.item(trace.read(derived));
    const factors = [1, ...multiples(sampleCount(this.#anatomy))];
    const fits = ({ node }: ValueTrace) =>
      factors.some((factor) => isSameSize(arrays.item(trace.read(node)), factor * wanted));
    const single = this.#values.filter(({ node, syntax }) => this.#isSlope(node) && isOperation(syntax));
    if (single.some((value) => value.syntax === place && fits(value))) return place;
    if (isBias) return update.site;
    const samples = layers[0]?.neurons.length ?? 1;
    const each = samples < 2 ? null : this.#addingUp(wanted, samples, single);
    // A weight's gradient is a product, even where its input is 1.
    const products = single.filter(({ syntax }) => syntax.kind === "binary" && syntax.operator === "*");
    return each ?? products.find(fits)?.syntax ?? update.site;
  }

  update({ update }: ParameterAnatomy): Expression | null {
    return update.frame.module.file === this.#file ? update.site : null;
  }

  /** The body of the lambda that an expression is computed in; null where it is in none. */
  lambdaOf(syntax: Expression): Expression | null {
    const frame = this.#values.find((value) => value.syntax === syntax)?.frame;
    const definition = frame?.function?.definition;
    return definition?.kind === "lambda" ? definition.body : null;
  }

  /** The expression of this file that computed a value: an operation rather than a name that holds it. */
  #exact(node: e.Expression): Expression | null {
    const found = this.#values.filter((each) => each.node.key === node.key);
    const [first] = found;
    if (first !== undefined && this.#isTarget(first.syntax)) return first.syntax;
    return (found.find(({ syntax }) => isOperation(syntax)) ?? first)?.syntax ?? null;
  }

  /** `p /= p.sum()`: the name on its left stands for what it has become. */
  #isTarget(syntax: Expression): boolean {
    const statement = statementAt(this.#module.body, syntax.span.start);
    return statement?.kind === "augmented-assign" && statement.target === syntax;
  }

  #syntaxOf(node: e.Expression): Expression | null {
    return this.#exact(node) ?? this.#later(node) ?? this.#like(node);
  }

  /** A loss that is asked for after the step has a forward pass of its own, through the same lines. */
  #later(node: e.Expression): Expression | null {
    const { back } = this.#anatomy;
    const later = this.#values.find(
      (each) =>
        isOperation(each.syntax) &&
        e.sameShape(each.node.shape, node.shape) &&
        e.substitute(each.node, back).key === node.key,
    );
    return later?.syntax ?? null;
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
    return [...bySyntax(this.#values).values()].flatMap((values) =>
      values.length < samples ? [] : [values.slice(0, samples)],
    );
  }
}
