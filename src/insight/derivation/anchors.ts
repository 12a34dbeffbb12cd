import type { Span } from "../../base/span";
import { rateName } from "../../domains/symbolsUpdates";
import type { ProgramPart } from "../../interpreter/interpret";
import type { Expression, Module, Statement } from "../../syntax/tree";
import type { Anatomy, LayerAnatomy, ParameterAnatomy } from "../gradient/anatomy";
import { nameOf } from "../gradient/lossNames";
import type { CodeAnchor, CodeAnchors, CodePiece } from "./code";
import type { NeuronModel } from "./model";
import { hasResidual } from "./names";
import { normOf } from "./normalised";
import { LinePlaces } from "./places";
import type { Recognised } from "./recognise";
import type { Labels } from "./run";
import { statementAt } from "./statements";

/**
 * Where in one file of the program each line of the derivation is computed. What of a line stands for which factor is for
 * `CodeTies` to find; here are only the pieces that have no value in a run: the rate, what is stepped, and `/ m`.
 */
export function anchorsOf(
  { anatomy, model, labels }: Recognised,
  parts: readonly ProgramPart[],
  file: string,
): CodeAnchors {
  const module = parts.find((part) => part.file === file)?.module;
  return module === undefined ? new Map() : new AnchorFinder(anatomy, model, module, file).find(labels);
}

class AnchorFinder {
  readonly #anatomy: Anatomy;
  readonly #model: NeuronModel;
  readonly #module: Module;
  readonly #places: LinePlaces;
  readonly #anchors = new Map<string, CodeAnchor>();

  constructor(anatomy: Anatomy, model: NeuronModel, module: Module, file: string) {
    this.#anatomy = anatomy;
    this.#model = model;
    this.#module = module;
    this.#places = new LinePlaces(anatomy, model, module, file);
  }

  find(labels: Labels): CodeAnchors {
    const { layers, parameters } = this.#anatomy;
    for (const [at, layer] of layers.entries()) {
      this.#put("forward", at, this.#places.forward(layer));
      this.#put("activation", at, this.#places.activation(layer, this.#model.layers[at]));
      if (this.#model.layers[at]?.mask === true)
        this.#put("dropout", at, this.#places.handedOn(layers[at + 1]));
      this.#put("error", at, this.#places.error(layer));
      this.#normalisation(at, layer);
      for (const parameter of parameters) {
        if (parameter.leaf.key === layer.weight.key) {
          this.#gradient("weights", at, parameter);
          this.#update(at, parameter);
        }
        if (parameter.leaf.key === layer.bias?.key) this.#gradient("bias", at, parameter);
      }
    }
    const output = layers.at(-1);
    if (output !== undefined && hasResidual(this.#model)) {
      const residual = this.#places.residual(output, labels) ?? this.#places.error(output);
      this.#put("residual", layers.length - 1, residual);
    }
    const loss = this.#anchor(this.#places.loss());
    if (loss !== null) this.#anchors.set("loss", loss);
    return this.#anchors;
  }

  #normalisation(at: number, layer: LayerAnatomy): void {
    const norm = normOf(layer);
    const [neuron] = layer.neurons;
    if (norm === null || neuron === undefined) return;
    for (const [topic, syntax] of this.#places.normalisation(neuron, norm)) this.#put(topic, at, syntax);
    const taken = { ...layer, neurons: [{ ...neuron, linear: norm.taken }] };
    this.#put("scaled-error", at, this.#places.error(taken));
    for (const parameter of this.#anatomy.parameters) {
      if (parameter.leaf.key === norm.scale?.key) this.#gradient("scale", at, parameter);
      if (parameter.leaf.key === norm.shift?.key) this.#gradient("shift", at, parameter);
    }
  }

  #gradient(topic: "weights" | "bias" | "scale" | "shift", at: number, parameter: ParameterAnatomy): void {
    const here = this.#places.gradient(parameter, topic === "bias");
    const anchor = this.#put(topic, at, here);
    if (here === null || anchor === null) return;
    const statement = statementAt(this.#module.body, here.span.start);
    const mean = meanOf(statement?.kind === "assign" ? (statement.value ?? here) : here, this.#module.text);
    for (const tex of ["\\frac1m", "\\frac2m"]) if (mean !== null) this.#piece(anchor, tex, mean);
  }

  /** w ← w − η ∇J: what is stepped, and the rate, as far as the line has it apart. */
  #update(at: number, parameter: ParameterAnatomy): void {
    const site = this.#places.update(parameter);
    const anchor = this.#put("update", at, site);
    if (site === null || anchor === null) return;
    const statement = statementAt(this.#module.body, site.span.start);
    const target = statement === null ? undefined : (targetOf(statement) ?? parameter.update.target);
    if (target !== undefined)
      for (const tex of ["left", this.#weightTex(at)]) this.#piece(anchor, tex, target.span);
    const step = statement?.kind === "augmented-assign" ? statement.value : stepIn(statement);
    if (step?.kind !== "binary" || step.operator !== "*") return;
    const rate = [step.left, step.right].find((side) => rateName.test(nameOf(side)));
    if (rate !== undefined) this.#piece(anchor, "\\eta", rate.span);
  }

  #put(topic: string, at: number, syntax: Expression | null): CodeAnchor | null {
    const anchor = this.#anchor(syntax);
    const id = this.#model.layers.length === 1 ? topic : `${topic}-${at + 1}`;
    if (anchor !== null) this.#anchors.set(id, anchor);
    return anchor;
  }

  #anchor(syntax: Expression | null): CodeAnchor | null {
    if (syntax === null) return null;
    const span = this.#lineOf(syntax);
    return {
      span,
      line: this.#module.text.slice(0, span.start).split("\n").length,
      text: this.#text(span),
      parts: new Map<string, CodePiece>(),
    };
  }

  /** The statement, or a lambda further down in it: one of several in a dict of activations. */
  #lineOf(syntax: Expression): Span {
    const { span } = statementAt(this.#module.body, syntax.span.start) ?? syntax;
    const lambda = this.#places.lambdaOf(syntax);
    const isBelow = lambda !== null && this.#module.text.slice(span.start, lambda.span.start).includes("\n");
    return isBelow ? lambda.span : span;
  }

  #piece(anchor: CodeAnchor, tex: string, span: Span): void {
    anchor.parts?.set(tex, { text: this.#text(span), span });
  }

  #text(span: Span): string {
    return this.#module.text.slice(span.start, span.end).replace(/\s*\n\s*/g, " ");
  }

  #weightTex(at: number): string {
    if (this.#model.layers.length > 1) return `W_${at + 1}`;
    return this.#model.layers[0]?.units === "many" ? "W" : "w";
  }
}

/** `w = w - lr * dw`: what is taken away. */
function stepIn(statement: Statement | null): Expression | null {
  const value = statement?.kind === "assign" ? statement.value : null;
  return value?.kind === "binary" && value.operator === "-" ? value.right : null;
}

/** What makes a mean of a sum: `/ m` behind it, or `1 / m` before it. */
function meanOf(syntax: Expression, text: string): Span | null {
  if (syntax.kind !== "binary") return null;
  const { left, right, operator, span } = syntax;
  if (operator === "*") {
    const front = [left, right].find((each) => each.kind === "binary" && each.operator === "/");
    return front?.span ?? null;
  }
  if (operator !== "/") return null;
  const at = text.indexOf("/", left.span.end);
  return at < 0 ? null : { start: at, end: span.end };
}

function targetOf(statement: Statement): Expression | undefined {
  if (statement.kind === "assign") return statement.targets[0];
  return statement.kind === "augmented-assign" ? statement.target : undefined;
}
