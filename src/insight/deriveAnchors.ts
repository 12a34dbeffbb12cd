import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Span } from "../base/span";
import { rateName } from "../domains/symbolsUpdates";
import type { ProgramPart } from "../interpreter/interpret";
import { innerBlocks } from "../syntax/blocks";
import type { Expression, Module, Statement } from "../syntax/tree";
import { errorName, type NeuronModel, samplesAreColumns } from "./deriveModel";
import type { CodeAnchor, CodeAnchors } from "./deriveSteps";
import type { Anatomy, LayerAnatomy, NeuronAnatomy, ParameterAnatomy } from "./gradientAnatomy";
import { combination } from "./gradientFit";
import { gradientPlace } from "./gradientPlace";
import { nameOf } from "./lossNames";
import { splitLoss } from "./lossTerms";

type Parts = Map<string, { readonly text: string; readonly span: Span }>;

/** Where in one file of the program each line of the derivation is computed. */
export function anchorsOf(
  anatomy: Anatomy,
  model: NeuronModel,
  parts: readonly ProgramPart[],
  file: string,
): CodeAnchors {
  const module = parts.find((part) => part.file === file)?.module;
  return module === undefined ? new Map() : new AnchorFinder(anatomy, model, module, file).find();
}

class AnchorFinder {
  readonly #anatomy: Anatomy;
  readonly #model: NeuronModel;
  readonly #module: Module;
  readonly #file: string;
  readonly #anchors = new Map<string, CodeAnchor>();

  constructor(anatomy: Anatomy, model: NeuronModel, module: Module, file: string) {
    this.#anatomy = anatomy;
    this.#model = model;
    this.#module = module;
    this.#file = file;
  }

  find(): CodeAnchors {
    const { layers, parameters } = this.#anatomy;
    for (const [at, layer] of layers.entries()) {
      const neuron = layer.neurons[0];
      if (neuron === undefined) continue;
      const forward = this.#put("forward", at, this.#syntaxOf(neuron.linear));
      this.#part(forward, this.#inputTex(at), this.#within(neuron.input, forward));
      this.#part(forward, this.#weightTex(at), this.#within(layer.weight, forward));
      if (layer.bias !== null) this.#part(forward, this.#biasTex(at), this.#within(layer.bias, forward));
      if (neuron.activation !== neuron.linear) this.#put("activation", at, this.#syntaxOf(neuron.activation));
      this.#errorParts(at, neuron, this.#error(layer));
      for (const parameter of parameters) {
        if (parameter.leaf.key === layer.weight.key) this.#gradient("weights", at, layer, parameter);
        if (parameter.leaf.key === layer.bias?.key) this.#gradient("bias", at, layer, parameter);
      }
    }
    this.#loss();
    return this.#anchors;
  }

  #loss(): void {
    const [loss] = this.#anatomy.losses;
    if (loss === undefined) return;
    const { data } = splitLoss(this.#anatomy.trace, loss.node);
    const { trace } = this.#anatomy;
    const wanted = [...trace.namesIn(data)].filter((name) => /^[xyk]/.test(name));
    const totals = e
      .topological(data)
      .filter((node) => e.isSingle(node.shape) && wanted.every((name) => trace.namesIn(node).has(name)));
    const place = totals.map((node) => this.#syntaxOf(node)).find((syntax) => syntax !== null);
    const named = loss.frame.module.file === this.#file ? loss.syntax : null;
    const anchor = this.#anchor(place ?? named);
    if (anchor === null) return;
    // Without the penalty it is not yet what J stands for.
    const whole = totals.find((node) => this.#syntaxOf(node) === place) ?? loss.node;
    if (!isMultiple(trace.read(whole), trace.read(loss.node))) anchor.parts?.delete("left");
    this.#anchors.set("loss", anchor);
  }

  /** What gets a name where the error is computed: ∂J/∂Z itself, or E, which is not divided by the samples yet. */
  #errorParts(at: number, neuron: NeuronAnatomy, found: FoundError | null): void {
    const anchor = this.#put("error", at, found?.syntax ?? null);
    const left = anchor?.parts?.get("left");
    if (anchor === null || found === null) return;
    const word = errorName(this.#model, at);
    if (!found.isDerivative && left !== undefined) {
      anchor.parts?.delete("left");
      if (word !== null) this.#piece(anchor, word, left.span);
    }
    const answer = this.#model.layers.length > 1 ? `A_${at + 1}` : word === null ? "P" : "A";
    const output = at === this.#model.layers.length - 1;
    const target = this.#model.loss.kind === "squared" || this.#model.loss.kind === "absolute" ? "T" : "Y";
    if (output) this.#part(anchor, `(${answer} - ${target})`, found.syntax);
    this.#part(anchor, answer, this.#within(neuron.activation, anchor));
    if (output) this.#part(anchor, target, this.#labelsWithin(anchor));
  }

  /** What a line reads of the labels alone. */
  #labelsWithin({ span }: CodeAnchor): Expression | null {
    const { trace } = this.#anatomy;
    const inside = trace.values.find(({ syntax, node, frame }) => {
      const names = [...trace.namesIn(node)];
      const within = span.start <= syntax.span.start && syntax.span.end <= span.end;
      return (
        within &&
        frame.module.file === this.#file &&
        names.length > 0 &&
        names.every((name) => name.startsWith("y"))
      );
    });
    return inside?.syntax ?? null;
  }

  /** w ← w − η ∇J: the weights, the rate and the gradient, as far as the line has them apart. */
  #updateParts(at: number, target: Expression): void {
    const anchor = this.#put("update", at, target);
    const statement = statementAt(this.#module.body, target.span.start);
    const weight = this.#weightTex(at);
    this.#part(anchor, weight, target);
    const step = statement?.kind === "augmented-assign" ? statement.value : null;
    if (step?.kind !== "binary" || step.operator !== "*") return;
    const isRate = (side: Expression) => rateName.test(nameOf(side));
    const [rate, gradient] = isRate(step.left) ? [step.left, step.right] : [step.right, step.left];
    if (!isRate(rate)) return;
    this.#part(anchor, "\\eta", rate);
    for (const loss of ["J", "\\ell"])
      this.#part(anchor, `\\nabla_{${weight}} ${loss}`.replace(/_\{(\w)\}/, "_$1"), gradient);
  }

  #gradient(topic: "weights" | "bias", at: number, layer: LayerAnatomy, parameter: ParameterAnatomy): void {
    const place = gradientPlace(this.#anatomy, parameter);
    const here = place.frame.module.file === this.#file ? place.syntax : null;
    const anchor = this.#put(topic, at, here);
    const input = layer.neurons[0]?.input;
    if (here !== null && input !== undefined) {
      const [left, right] = factorsOf(here);
      const inputTex = this.#inputTex(at);
      const error = errorName(this.#model, at) ?? "(P - Y)";
      const inputFirst = samplesAreColumns(this.#model) === (this.#model.layers[at]?.turned === true);
      const both = (tex: string, syntax: Expression | null) => {
        this.#part(anchor, tex, syntax);
        this.#part(anchor, `${tex}^\\top`, syntax);
      };
      if (topic === "weights") both(inputTex, inputFirst ? left : right);
      both(error, topic === "weights" && inputFirst ? right : left);
      this.#part(anchor, `\\sum ${error}`, here.kind === "binary" ? here.left : here);
      const statement = statementAt(this.#module.body, here.span.start);
      const whole = statement?.kind === "assign" ? (statement.value ?? here) : here;
      const mean = meanOf(whole, this.#module.text);
      for (const tex of ["\\frac1m", "\\frac2m"]) if (mean !== null) this.#piece(anchor, tex, mean);
    }
    if (topic === "weights" && parameter.update.frame.module.file === this.#file)
      this.#updateParts(at, parameter.update.target);
  }

  /** The first array of the program that is the error, or a multiple of it. */
  #error(layer: LayerAnatomy): FoundError | null {
    const { trace, losses } = this.#anatomy;
    const [loss] = losses;
    const neuron = layer.neurons[0];
    if (loss === undefined || neuron === undefined) return null;
    const [derived] = e.derivative(loss.node, [neuron.linear]);
    const error = trace.read(derived ?? neuron.linear);
    if (arrays.norm(error) === 0) return null;
    let first: FoundError | null = null;
    for (const { syntax, node, frame } of trace.values) {
      if (frame.module.file !== this.#file || !e.sameShape(node.shape, neuron.linear.shape)) continue;
      if (trace.namesIn(node).size < 2 || !isMultiple(trace.read(node), error)) continue;
      const ratio = combination(trace.read(node), [error])?.[0] ?? 0;
      const found = { syntax, isDerivative: Math.abs(Math.abs(ratio) - 1) < 1e-9 };
      first ??= found;
      // Rather where it gets a name than inside a larger formula.
      const statement = statementAt(this.#module.body, syntax.span.start);
      if (
        statement?.kind === "assign" &&
        statement.value?.span.end === syntax.span.end &&
        statement.value.span.start === syntax.span.start
      )
        return found;
    }
    return first;
  }

  /** The expression of this file that computed a value: an operation rather than a name that holds it. */
  #syntaxOf(node: e.Expression): Expression | null {
    const found = (this.#anatomy.valuesOf.get(node.key) ?? []).filter(
      (each) => each.frame.module.file === this.#file,
    );
    const operation = found.find(({ syntax }) => syntax.kind !== "name" && syntax.kind !== "attribute");
    return (operation ?? found[0])?.syntax ?? null;
  }

  /** The value of a statement, or all of it but what makes a mean. */
  #isWhole(value: Expression | null, syntax: Expression): boolean {
    if (value === null || value.span.start === syntax.span.start) {
      if (value === null || value.span.end === syntax.span.end) return true;
      return /^\)*\s*(\/|\*)\s*[\w.]+(\([\w.]*\))?(\[\d\])?\)*$/.test(
        this.#module.text.slice(syntax.span.end, value.span.end),
      );
    }
    const before = this.#module.text.slice(value.span.start, syntax.span.start);
    return value.span.end === syntax.span.end && /^\(*\s*(1\.?\s*\/\s*)?[\w.]+\s*\)*\s*\*\s*$/.test(before);
  }

  #within(node: e.Expression, anchor: CodeAnchor | null): Expression | null {
    const found = this.#anatomy.valuesOf.get(node.key) ?? [];
    const inside = found.find(
      ({ syntax, frame }) =>
        anchor !== null &&
        frame.module.file === this.#file &&
        anchor.span.start <= syntax.span.start &&
        syntax.span.end <= anchor.span.end,
    );
    return inside?.syntax ?? null;
  }

  #put(topic: string, at: number, syntax: Expression | null): CodeAnchor | null {
    const anchor = this.#anchor(syntax);
    const id = this.#model.layers.length === 1 ? topic : `${topic}-${at + 1}`;
    if (anchor !== null) this.#anchors.set(id, anchor);
    return anchor;
  }

  #anchor(syntax: Expression | null): CodeAnchor | null {
    if (syntax === null) return null;
    const statement = statementAt(this.#module.body, syntax.span.start);
    const span = statement?.span ?? syntax.span;
    const parts: Parts = new Map();
    const target = statement === null ? undefined : targetOf(statement);
    // What is only a part of a longer line has no name of its own.
    const named = statement?.kind !== "assign" || this.#isWhole(statement.value, syntax);
    parts.set("right", { text: this.#text(syntax.span), span: syntax.span });
    if (target !== undefined && named)
      parts.set("left", { text: this.#text(target.span), span: target.span });
    return {
      span,
      line: this.#module.text.slice(0, span.start).split("\n").length,
      text: this.#text(span),
      parts,
    };
  }

  /** Names a piece of code for a factor, in the batch's letters and in the sample's. */
  #part(anchor: CodeAnchor | null, tex: string, syntax: Expression | null): void {
    if (syntax !== null) this.#piece(anchor, tex, syntax.span);
  }

  #piece(anchor: CodeAnchor | null, tex: string, span: Span): void {
    const parts = anchor?.parts;
    if (!(parts instanceof Map)) return;
    const piece = { text: this.#text(span), span };
    parts.set(tex, piece);
    const small = tex.replace(/[A-Z]/, (letter) => letter.toLowerCase());
    if (!parts.has(small)) parts.set(small, piece);
  }

  #text(span: Span): string {
    return this.#module.text.slice(span.start, span.end).replace(/\s*\n\s*/g, " ");
  }

  #inputTex(at: number): string {
    return at === 0 ? "X" : `A_${at}`;
  }

  #weightTex(at: number): string {
    if (this.#model.layers.length > 1) return `W_${at + 1}`;
    return this.#model.layers[0]?.units === "many" ? "W" : "w";
  }

  #biasTex(at: number): string {
    if (this.#model.layers.length > 1) return `b_${at + 1}`;
    return this.#model.layers[0]?.activation === "softmax" ? "c" : "b";
  }
}

interface FoundError {
  readonly syntax: Expression;
  /** It is the derivative itself, and no multiple of it. */
  readonly isDerivative: boolean;
}

/** One number is a multiple of any other: there only ± counts. */
function isMultiple(value: arrays.NumberArray, error: arrays.NumberArray): boolean {
  const ratio = combination(value, [error])?.[0];
  if (ratio === undefined) return false;
  return arrays.count(error.shape) > 1 || Math.abs(Math.abs(ratio) - 1) < 1e-9;
}

/** The two factors of a product as it is written: `np.dot(x.T, err)`, `x.T @ err`, `x * err`, `np.sum(err)`. */
function factorsOf(syntax: Expression): [Expression | null, Expression | null] {
  if (syntax.kind === "binary" && (syntax.operator === "@" || syntax.operator === "*"))
    return [syntax.left, syntax.right];
  if (syntax.kind === "binary" && syntax.operator === "/") return factorsOf(syntax.left);
  if (syntax.kind !== "call") return [null, null];
  const given = syntax.arguments.filter((each) => each.kind === "positional").map((each) => each.value);
  const receiver = syntax.callee.kind === "attribute" && given.length < 2 ? syntax.callee.object : null;
  const method = receiver !== null && !(receiver.kind === "name" && /^(np|numpy)$/.test(receiver.id));
  return method ? [receiver, given[0] ?? null] : [given[0] ?? null, given[1] ?? null];
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

/** The innermost simple statement at an offset. */
export function statementAt(body: readonly Statement[], offset: number): Statement | null {
  for (const statement of body) {
    if (offset < statement.span.start || offset >= statement.span.end) continue;
    for (const inner of bodiesOf(statement)) {
      const found = statementAt(inner, offset);
      if (found !== null) return found;
    }
    return bodiesOf(statement).length === 0 ? statement : null;
  }
  return null;
}

function bodiesOf(statement: Statement): readonly (readonly Statement[])[] {
  return statement.kind === "function" || statement.kind === "class"
    ? [statement.body]
    : innerBlocks(statement);
}

function targetOf(statement: Statement): Expression | undefined {
  if (statement.kind === "assign") return statement.targets[0];
  return statement.kind === "augmented-assign" ? statement.target : undefined;
}
