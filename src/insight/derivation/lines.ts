import * as e from "../../algebra/expression";
import type { StepRule, StepTopic } from "./derivation";
import { totalName } from "./losses";
import { isSingleNeuron, type LayerGraph, type ModelGraph, type NeuronModel } from "./model";
import { errorName, hasResidual } from "./names";
import { type NormGraph, throughNorm } from "./norm";

/**
 * One line of a derivation, still as formulas. `left` is a name; each member of `chain` equals it. Names in the chain
 * that are neither data nor parameters are explained by `definitions` of the derivation, so every line can be evaluated.
 */
export interface DerivationLine {
  readonly id: string;
  readonly topic: StepTopic;
  readonly rule: StepRule;
  readonly left: e.VariableNode;
  readonly chain: readonly (e.Expression | readonly e.Expression[])[];
  /** Which place in the code computes it: a topic, with the layer's number in a network. */
  readonly anchor: string;
  /** `←` in place of `=`. */
  readonly assigns?: boolean;
  /** A name given to the last member of the chain: `=: e`. */
  readonly named?: e.VariableNode;
}

export interface DerivationLines {
  readonly lines: readonly DerivationLine[];
  /** What the names of the lines stand for, in terms of data, parameters and other names. */
  readonly definitions: ReadonlyMap<string, e.Expression>;
}

/** The derivation of all gradients of a model, by reverse mode over its graph. */
export function deriveLines(model: NeuronModel, graph: ModelGraph): DerivationLines {
  return new Deriver(model, graph).derive();
}

class Deriver {
  readonly #model: NeuronModel;
  readonly #graph: ModelGraph;
  readonly #lines: DerivationLine[] = [];
  readonly #definitions = new Map<string, e.Expression>();
  /** Names for computed nodes, by the key of the node. */
  readonly #names = new Map<string, e.Expression>();

  constructor(model: NeuronModel, graph: ModelGraph) {
    this.#model = model;
    this.#graph = graph;
    for (const layer of graph.layers) {
      this.#names.set(layer.kept.key, layer.keptName);
      this.#names.set(layer.activation.key, layer.activationName);
      if (layer.norm !== null) this.#nameNorm(layer.norm);
      this.#names.set(layer.linear.key, layer.linearName);
      if (layer.dropped !== null) this.#names.set(layer.dropped.value.key, layer.dropped.name);
    }
  }

  derive(): DerivationLines {
    const { importance } = this.#graph;
    if (importance !== null) this.#define(totalName.name, e.sum(importance));
    for (const [at, layer] of this.#graph.layers.entries()) this.#forward(at, layer);
    const last = this.#graph.layers.length - 1;
    const output = this.#graph.layers[last];
    if (output === undefined) return { lines: [], definitions: this.#definitions };
    const residual = this.#residual(output);
    const loss = residual ?? this.#graph.loss;
    this.#add("loss", "loss", "definition", this.#name(this.#graph.lossTex, []), [this.#shown(loss)]);
    this.#define(this.#graph.lossTex, this.#shown(loss));
    if (isSingleNeuron(this.#model) && this.#graph.kind === "sample") this.#chainRule(output);
    let error = this.#derivative(this.#graph.dataLoss, output.taken);
    for (let at = last; at >= 0; at--) {
      const layer = this.#graph.layers[at];
      if (layer === undefined) continue;
      const through = this.#backward(at, layer, error);
      const below = this.#graph.layers[at - 1];
      if (below !== undefined) error = this.#derivative(through, below.taken);
    }
    for (const [at, layer] of this.#graph.layers.entries()) this.#update(at, layer);
    return { lines: this.#lines, definitions: this.#definitions };
  }

  #forward(at: number, layer: LayerGraph): void {
    const linear = this.#without(layer.linear);
    this.#add("forward", this.#numbered("forward", at), "definition", layer.linearName, [linear]);
    this.#define(layer.linearName.name, linear);
    if (layer.norm !== null) this.#normalise(at, layer.norm);
    if (layer.activation !== layer.taken) this.#activation(at, layer);
    if (layer.dropped === null) return;
    const dropped = this.#without(layer.dropped.value);
    this.#add("dropout", this.#numbered("dropout", at), "definition", layer.dropped.name, [dropped]);
    this.#define(layer.dropped.name.name, dropped);
  }

  #nameNorm(norm: NormGraph): void {
    this.#names.set(norm.scaled.key, norm.scaledName);
    this.#names.set(norm.normal.key, norm.normalName);
    this.#names.set(norm.deviation.key, norm.deviationName);
    this.#names.set(norm.variance.key, norm.varianceName);
    this.#names.set(norm.mean.key, norm.meanName);
  }

  /** The mean, the variance and the deviation of each unit, what they make of its sums, and what γ and β make of that. */
  #normalise(at: number, norm: NormGraph): void {
    const steps = [
      ["mean", norm.mean, norm.meanName],
      ["variance", norm.variance, norm.varianceName],
      ["deviation", norm.deviation, norm.deviationName],
      ["normal", norm.normal, norm.normalName],
      ["scaled", norm.scaled, norm.scaledName],
    ] as const;
    for (const [topic, node, name] of steps) {
      // Without γ and β the normalised sums are what the activation takes.
      if (topic === "scaled" && node === norm.normal) continue;
      const shown = this.#without(node);
      this.#add(topic, this.#numbered(topic, at), "definition", name, [shown]);
      this.#define(name.name, shown);
    }
  }

  #activation(at: number, layer: LayerGraph): void {
    const activation = this.#without(layer.activationShown);
    this.#add("activation", this.#numbered("activation", at), "definition", layer.activationName, [
      activation,
    ]);
    this.#define(layer.activationName.name, activation);
  }

  /** A linear neuron's residual R = Z − T gets its name before the loss, which is RᵀR. */
  #residual(output: LayerGraph): e.Expression | null {
    if (!hasResidual(this.#model)) return null;
    const residual = e.subtract(output.activation, this.#graph.target);
    const name = this.#name(this.#lower("R"), residual.shape);
    const shown = this.#shown(residual);
    this.#add("error", "error-residual", "definition", name, [shown], { anchor: "residual" });
    this.#define(name.name, shown);
    this.#names.set(residual.key, name);
    this.#names.set(e.simplify(shown).key, name);
    return this.#graph.loss;
  }

  /** For one sample each factor of the chain rule has its own line: ∂ℓ/∂a, da/dz, and their product. */
  #chainRule(output: LayerGraph): void {
    if (output.activation === output.linear) return;
    const a = output.activationName;
    const parts = this.#graph.lossTerms.flatMap((term) =>
      e.derivative(term, [output.activation]).map((part) => this.#shown(part)),
    );
    const whole = this.#shown(this.#derivative(this.#graph.dataLoss, output.activation));
    const byActivation = this.#partial(a);
    const chain = parts.length > 1 ? [parts, whole] : [whole];
    this.#add("loss-by-activation", "loss-by-activation", "chain-rule", byActivation, chain, {
      anchor: "loss",
    });
    this.#define(byActivation.name, whole);
    const slope = this.#shown(this.#derivative(e.sum(output.activation), output.linear));
    const left = this.#name(`\\frac{d ${a.tex}}{d ${output.linearName.tex}}`, output.linear.shape);
    this.#add("activation-derivative", "activation-derivative", "chain-rule-activation", left, [slope], {
      anchor: "activation",
    });
    this.#define(left.name, slope);
  }

  /**
   * The error of a layer, then the gradients of its parameters, in terms of the error's name. Gives back Σ G ⊙ Z, of
   * which the derivative by anything below is the derivative of the loss.
   */
  #backward(at: number, layer: LayerGraph, error: e.Expression): e.Expression {
    const output = at === this.#graph.layers.length - 1;
    const rule = output ? this.#outputRule() : "chain-rule-activation";
    const own = layer.norm === null ? error : this.#throughNorm(at, layer.norm, error, rule);
    const last = layer.norm === null ? rule : "normalisation";
    const slope = this.#error("error", last, at, layer.linearName, own, errorName(this.#model, at));
    const through = e.sum(e.times(layer.linear, slope));
    this.#parameter("weights", "transpose", at, layer.weight, through);
    if (layer.bias !== null) this.#parameter("bias", "sum-over-samples", at, layer.bias, through);
    return through;
  }

  /** The line of an error. Gives back the error by its name, with what stands in front of it. */
  #error(
    topic: "error" | "scaled-error",
    rule: StepRule,
    at: number,
    of: e.VariableNode,
    error: e.Expression,
    word: string | null,
  ): e.Expression {
    const raw = this.#shown(error);
    const left = this.#partial(of);
    const { front, rest } = positiveFront(raw);
    const name = word === null || rest.kind === "variable" ? null : this.#name(this.#lower(word), rest.shape);
    const chain: e.Expression[] = [raw];
    if (name !== null) {
      this.#names.set(rest.key, name);
      this.#define(name.name, rest);
      if (!isOne(front)) chain.push(e.simplify(e.times(front, name)));
    }
    const named = name !== null && isOne(front) ? { named: name } : {};
    this.#add(topic, this.#numbered(topic, at), rule, left, chain, named);
    this.#define(left.name, raw);
    return e.times(front, name ?? rest);
  }

  /** The error at what a normalisation hands on, the gradients of γ and β, and the error at what it takes. */
  #throughNorm(at: number, norm: NormGraph, error: e.Expression, rule: StepRule): e.Expression {
    const word = `G_${at + 1}`;
    const scaled = this.#error("scaled-error", rule, at, norm.scaledName, error, word);
    const { front, rest } = e.splitFront(scaled);
    // γ ⊙ Ẑ + β, as a sum that the learned ones are in and Z is not.
    const through = e.sum(
      e.times(e.substitute(norm.scaled, new Map([[norm.normal.key, norm.normalName]])), scaled),
    );
    if (norm.scale !== null) this.#parameter("scale", "sum-by-normal", at, norm.scale, through);
    if (norm.shift !== null) this.#parameter("shift", "sum-over-samples", at, norm.shift, through);
    const named = rest.kind === "variable" ? rest : this.#name(word, rest.shape);
    const slopes = throughNorm(norm, named);
    for (const [name, node] of slopes.definitions) this.#define(name.name, node);
    return e.times(front, slopes.error);
  }

  /** The logistic curve's slope, and softmax's, cancel against the logarithms of cross-entropy, and no other. */
  #outputRule(): StepRule {
    const activation = this.#model.layers.at(-1)?.activation;
    if (activation === "identity") return "loss-slope";
    const { kind } = this.#model.loss;
    return kind === "cross-entropy" || kind === "categorical" ? "cancellation" : "chain-rule-activation";
  }

  #parameter(
    topic: "weights" | "bias" | "scale" | "shift",
    rule: StepRule,
    at: number,
    parameter: e.VariableNode,
    through: e.Expression,
  ): void {
    const { penalty, layers } = this.#graph;
    const data = this.#derivative(through, parameter);
    // What is kept has zeros where the penalty's derivative by the weights has them.
    const kept = layers[at]?.kept;
    const isKept = topic === "weights" && penalty !== null && this.#has(penalty, kept);
    const by = isKept && kept !== undefined ? kept : parameter;
    const whole = penalty === null ? data : e.add(data, this.#derivative(penalty, by));
    if (isKept && kept !== undefined) this.#define(layers[at]?.keptName.name ?? "", kept);
    const left = this.#partial(parameter);
    const shown = this.#shown(whole);
    this.#add(topic, this.#numbered(topic, at), rule, left, [shown]);
    this.#define(left.name, shown);
  }

  #update(at: number, layer: LayerGraph): void {
    const rate = e.variable("eta", [], "\\eta", "hyperparameter");
    const step = e.subtract(layer.weight, e.times(rate, this.#partial(layer.weight)));
    this.#add("update", this.#numbered("update", at), "gradient-descent", layer.weight, [step], {
      assigns: true,
    });
  }

  #add(
    topic: StepTopic,
    id: string,
    rule: StepRule,
    left: e.VariableNode,
    chain: DerivationLine["chain"],
    more: Partial<DerivationLine> = {},
  ): void {
    this.#lines.push({ id: `${this.#graph.kind}/${id}`, topic, rule, left, chain, anchor: id, ...more });
  }

  #derivative(of: e.Expression, by: e.Expression): e.Expression {
    return e.derivative(of, [by])[0] ?? e.number(0);
  }

  /** Simplified, with names for the layers' values but none for errors. */
  #simple(node: e.Expression): e.Expression {
    return this.#rename(e.simplify(e.substitute(node, this.#names)));
  }

  /** Simplified, and with a name in place of everything that has one. */
  #shown(node: e.Expression): e.Expression {
    return this.#rename(this.#simple(node));
  }

  #rename(node: e.Expression): e.Expression {
    return e.simplify(e.substitute(node, this.#names));
  }

  /** The definition of a named node: its own name is not put in. */
  #without(node: e.Expression): e.Expression {
    return e.simplify(e.substitute(node, new Map([...this.#names].filter(([each]) => each !== node.key))));
  }

  #has(node: e.Expression, part: e.Expression | undefined): boolean {
    return e.topological(node).some(({ key }) => key === part?.key);
  }

  #define(name: string, as: e.Expression): void {
    this.#definitions.set(name, as);
  }

  #name(tex: string, shape: e.Sizes): e.VariableNode {
    return e.variable(tex, shape, tex, "computed");
  }

  /** ∇ for what has axes, ∂/∂ for numbers. */
  #partial(of: e.VariableNode): e.VariableNode {
    const loss = this.#graph.lossTex;
    const tex = e.isSingle(of.shape)
      ? `\\frac{\\partial ${loss}}{\\partial ${of.tex}}`
      : `\\nabla_{${of.tex}} ${loss}`.replace(/_\{(\w)\}/, "_$1");
    return this.#name(tex, of.shape);
  }

  #numbered(topic: string, at: number): string {
    return this.#model.layers.length === 1 ? topic : `${topic}-${at + 1}`;
  }

  #lower(name: string): string {
    return this.#graph.kind === "sample" ? name.toLowerCase() : name;
  }
}

function isOne(node: e.Expression): boolean {
  return node.kind === "number" && node.value === 1;
}

/** 1/m and the error; a minus sign belongs to the error. */
function positiveFront(node: e.Expression): { readonly front: e.Expression; readonly rest: e.Expression } {
  const { front, rest } = e.splitFront(node);
  if (!e.pieces(front)[0]?.joint.startsWith("-")) return { front, rest };
  return { front: e.simplify(e.negate(front)), rest: e.simplify(e.negate(rest)) };
}
