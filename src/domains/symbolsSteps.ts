import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Frame, Site, Value } from "../interpreter/value";
import { type Operand, TracedArray } from "../numpy/valuesOperand";
import { lastName } from "../syntax/names";
import type { BinaryOperator, Expression } from "../syntax/tree";
import { isHandedIn } from "./symbolsHandedIn";
import { isOfItself, noteMixed } from "./symbolsIdle";
import { nodeFrom } from "./symbolsOperands";
import type { Trace, Traced, UpdateTrace } from "./symbolsTrace";
import { datum } from "./symbolsTrace";
import { isLine, withTurnedPenalty } from "./symbolsTurned";
import { hasRate, isItem, isRead, sameTarget, showsRate, shrunk, stepOf, targetOf } from "./symbolsUpdates";

/** Finds in a program's sums and differences the steps that its parameters take. */
export class StepWatch {
  readonly #trace: Trace;
  readonly #onUpdate: (update: UpdateTrace) => void;
  /** Results of `x - u`, until it turns out whether they are put back in x. */
  readonly #pending = new Map<TracedArray, Omit<UpdateTrace, "target">>();
  /** The same of `x - u` where u is made of x alone. */
  readonly #ofItself = new Map<TracedArray, Omit<UpdateTrace, "target">>();

  constructor(trace: Trace, onUpdate: (update: UpdateTrace) => void) {
    this.#trace = trace;
    this.#onUpdate = onUpdate;
  }

  pending(result: TracedArray): Omit<UpdateTrace, "target"> | undefined {
    return this.#pending.get(result);
  }

  /** The result of `x - u` is given to a target: an update, where that is x. */
  putBack(result: TracedArray, target: Expression): void {
    const own = this.#ofItself.get(result);
    if (own !== undefined && sameTarget(own.site, target)) this.#noteIdle(own.before, own.step, result.node);
    const pending = this.#pending.get(result);
    if (pending === undefined || !(sameTarget(pending.site, target) || this.#isOfHandedIn(pending, target)))
      return;
    this.#pending.delete(result);
    this.#trace.loose.delete(result);
    this.update({ ...pending, target });
  }

  /** What is added to may be a state that goes on, but for a rate. */
  #isOfHandedIn({ site, frame, step }: Omit<UpdateTrace, "target">, target: Expression): boolean {
    const isTaken = site.kind === "binary" && site.operator === "-";
    return isHandedIn(site, frame, target) && (isTaken || hasRate(this.#trace, step));
  }

  /**
   * A step that has not the shape of its parameter, or what is added to zeros that have not its shape: NumPy raises here. It is
   * followed all the same, so that the mistake can be named.
   */
  recovered(
    operator: BinaryOperator,
    [left, right]: readonly [Value<Traced>, Value<Traced>],
    operands: readonly (Operand | null)[],
    site: Site<Traced>,
  ): Value<Traced> | null {
    const [whole = null, by = null] = operands.map(nodeFrom);
    const before = (operator === "-" && whole !== null ? shrunk(whole) : null) ?? whole;
    const step = stepOf(operator, by);
    if (before === null || by === null || step === null) return null;
    const isStep = this.mayBeStep(before, step);
    const turned = isStep ? null : withTurnedPenalty(this.#trace, operator, before, by);
    if (turned !== null) {
      this.#trace.raises.pop();
      return datum(new TracedArray(turned, "float"));
    }
    const isZero = (node: e.Expression) =>
      this.#trace.isConstant(node) && arrays.norm(this.#trace.read(node)) === 0;
    const sum = operator !== "+" ? null : isZero(before) ? right : isZero(by) ? left : null;
    if (sum === null && !isStep) return null;
    this.#trace.raises.pop();
    this.#trace.recovered++;
    // `velocity = 0.9 * velocity + g` is collected, and no step.
    const isCollected = sum !== null && site.node.kind === "binary" && site.node.left.kind === "binary";
    if (isStep && !isCollected)
      this.#trace.refused.push({
        before,
        after: before,
        step,
        target: targetOf(site.node),
        ...this.at(site),
      });
    return sum ?? (before === whole ? left : datum(new TracedArray(before, "float")));
  }

  /** The same of a row and a column, which NumPy makes a matrix of: that is seen no earlier than where a parameter is stepped. */
  grown(operator: BinaryOperator, left: Operand | null, right: Operand | null): Value<Traced> | null {
    const [a, b] = [nodeFrom(left), nodeFrom(right)];
    if (a === null || b === null || !isLine(a) || !isLine(b)) return null;
    const step = stepOf(operator, b);
    if (step !== null && this.mayBeStep(a, step)) return null;
    const turned =
      a.shape[0]?.value === b.shape[0]?.value ? null : withTurnedPenalty(this.#trace, operator, a, b);
    return turned === null ? null : datum(new TracedArray(turned, "float"));
  }

  watch(
    operator: BinaryOperator,
    left: Operand | null,
    right: Operand | null,
    result: Value<Traced>,
    site: Site<Traced>,
  ): Value<Traced> | null {
    if (result.kind !== "datum" || result.value.kind !== "array") return null;
    const candidates = [[left, right]];
    if (operator === "+") candidates.push([right, left]);
    for (const [from, by] of candidates) {
      const whole = nodeFrom(from);
      const taken = stepOf(operator, nodeFrom(by));
      if (whole === null || taken === null) continue;
      // `(1 - rate * decay) * w - rate * dw`: what the first factor takes away belongs to the step.
      const decayed = operator === "-" ? shrunk(whole) : null;
      const before = decayed ?? whole;
      const step = decayed === null ? taken : e.add(e.subtract(decayed, whole), taken);
      if (isItem(site.node) || !this.#isOfItself(before, step))
        this.#noteIdle(before, step, result.value.node);
      else this.#ofItself.set(result.value, { before, after: result.value.node, step, ...this.at(site) });
      if (operator === "-") this.#noteIdleNumber(before, step, result.value.node, site);
      if (!this.mayBeStep(before, step) && !this.#mayBeNumberStep(before, site)) continue;
      const update = { before, after: result.value.node, step, ...this.at(site) };
      // A row minus a column is a matrix: NumPy lets it pass, but it is no step any more. What follows is read without it.
      if (operator === "-" && grows(before, result.value.node) && from instanceof TracedArray) {
        this.#trace.refused.push({ ...update, after: before, target: targetOf(site.node) });
        return datum(from);
      }
      const isNumber = before.shape.length === 0 && !this.#isArray(before) && !isItem(site.node);
      // `setattr(self, name, getattr(self, name) - …)` of a number: which one it is, nobody sees.
      if (before.kind === "number" && isRead(site.node)) this.#trace.lost.add("");
      if (site.frame.kind === "comprehension") noteMixed(this.#trace, update);
      if ((isItem(site.node) || site.frame.kind === "comprehension") && !isNumber)
        this.wholeUpdate(result.value, { ...update, target: targetOf(site.node) });
      else this.#pending.set(result.value, update);
      const isOfOthers = [...this.#trace.namesIn(step)].some((name) => name.startsWith("p"));
      const isUnnamed = isItem(site.node) || site.frame.kind === "comprehension";
      if (operator === "-" && before.kind === "number" && isOfOthers && isUnnamed)
        this.#trace.loose.set(result.value, before.key);
      return null;
    }
    return null;
  }

  /** An array without axes, which is known by its place. */
  #isArray(node: e.Expression): boolean {
    const { origins, parameters, options } = this.#trace;
    const own = parameters.find((each) => each.node.key === node.key);
    return origins.has(node.key) || (own !== undefined && options.places.arrays.has(own.place));
  }

  /** A step takes from a parameter something that other things than the parameter decide as well. */
  mayBeStep(before: e.Expression, step: e.Expression): boolean {
    // A piece of what has been changed in another piece already is still the parameter.
    if (this.#isUpdated(before.kind === "index" || before.kind === "gather" ? before.of : before))
      return true;
    const own = this.#trace.namesIn(before);
    const others = [...this.#trace.namesIn(step)].filter((name) => !own.has(name) && !name.startsWith("h"));
    if (others.length === 0) return this.#isOfNumbers(before, step) || this.#isOfRate(before, step);
    if (before.kind === "number" || [...own].every((name) => /^[kp]/.test(name))) return true;
    // `b = y.mean()`, which a rate steps.
    return this.#isUpdated(before) || (before.shape.length === 0 && showsRate(step));
  }

  /** `b += rate`, which an `if` has decided. */
  #isOfRate(before: e.Expression, step: e.Expression): boolean {
    const isNumber = before.kind === "number" || (before.kind === "variable" && before.name.startsWith("p"));
    return isNumber && before.shape.length === 0 && this.#trace.branched && hasRate(this.#trace, step);
  }

  /**
   * Python's own numbers have no names: a step that is more than a multiple of the parameter itself is made of data, or is the slope
   * of a curve. Of x², where that is a multiple, there is a rate in front of it, and nothing else in the program.
   */
  #isOfNumbers(before: e.Expression, step: e.Expression): boolean {
    if (before.kind !== "variable" || before.shape.length > 0 || !before.name.startsWith("p")) return false;
    if (!this.#trace.namesIn(step).has(before.name)) return false;
    const at = (scale: number) => {
      const moved = e.substitute(step, new Map([[before.key, e.times(e.number(scale), before)]]));
      return arrays.norm(this.#trace.read(moved));
    };
    const [none, once, twice] = [at(0), at(1), at(2)];
    if (none > 0 || Math.abs(twice - 2 * once) > 1e-9 * (1 + once)) return true;
    const { arrays: made, numbers } = this.#trace.options.places;
    const isAlone = made.size === 0 && numbers.size === 1;
    return isAlone && hasRate(this.#trace, step);
  }

  /**
   * In a program whose data are Python's own numbers nothing has a name before the parameters have: while they are looked for,
   * whatever computes a change of a number may be a step.
   */
  #mayBeNumberStep(before: e.Expression, { node }: Site<Traced>): boolean {
    const { arrays: made, numbers } = this.#trace.options.places;
    if (before.kind !== "number" || made.size + numbers.size > 0 || node.kind !== "binary") return false;
    return ![node.left, node.right].some((side) => side.kind === "number");
  }

  /** Nothing is taken away: the zeros that a gradient starts from were never filled. Or a part of the array itself. */
  #noteIdle(before: e.Expression, step: e.Expression, after: e.Expression): void {
    const { idle } = this.#trace;
    const leaf = before.kind === "variable" ? before : idle.kept.get(before.key);
    if (leaf?.kind !== "variable") return;
    const kind = this.#isNothing(step) ? "arrays" : this.#isOfItself(leaf, step) ? "shares" : null;
    if (kind === null) {
      if (leaf !== before) idle.moved.add(leaf.key);
      return;
    }
    if (!idle[kind].has(leaf.key)) idle[kind].set(leaf.key, { leaf, step, order: this.#trace.values.length });
    if (after.key === leaf.key) return;
    idle.kept.set(after.key, leaf);
    // Of what is a share smaller by now no more is the same.
    if (kind === "arrays" && (before === leaf || idle.unmoved.has(before.key)))
      idle.unmoved.set(after.key, leaf);
  }

  #isOfItself(before: e.Expression, step: e.Expression): boolean {
    const leaf = before.kind === "variable" ? before : this.#trace.idle.kept.get(before.key);
    return leaf?.kind === "variable" && isOfItself(this.#trace, leaf, step);
  }

  #noteIdleNumber(
    before: e.Expression,
    step: e.Expression,
    after: e.Expression,
    { node }: Site<Traced>,
  ): void {
    const name = node.kind === "binary" ? lastName(node.left) : "";
    const isNumber = before.shape.length === 0 && [...this.#trace.namesIn(before)].every(isRate);
    if (!isNumber || name === "") return;
    const { numbers, unmoved } = this.#trace.idle;
    const known = numbers.get(name);
    if (!this.#isNothing(step)) numbers.set(name, 0);
    else {
      if (known !== 0) numbers.set(name, (known ?? 0) + 1);
      if (after.key !== before.key) unmoved.set(after.key, unmoved.get(before.key) ?? before);
    }
  }

  /** Zeros, whatever the data are: of labels 1 and -1 the sum may be 0 too. */
  #isNothing(step: e.Expression): boolean {
    const names = [...this.#trace.namesIn(step)];
    if (!names.every((name) => /^[kh]/.test(name)) || arrays.norm(this.#trace.read(step)) > 0) return false;
    const { variables } = this.#trace;
    const others = new Map(variables);
    for (const name of names) {
      const own = variables.get(name);
      if (own === undefined || own.shape.length === 0) continue;
      const moved = Float64Array.from(arrays.elements(own), (value, at) => value * (1 + ((at * 7) % 5) / 9));
      others.set(name, arrays.arrayOf(moved, own.shape));
    }
    return arrays.norm(e.evaluate(step, { variables: others, sizes: new Map() })) === 0;
  }

  #isUpdated(node: e.Expression): boolean {
    const { updates } = this.#trace;
    for (; this.#known < updates.length; this.#known++) {
      const key = updates[this.#known]?.after.key;
      if (key !== undefined) this.#after.add(key);
    }
    return this.#after.has(node.key);
  }

  /** What parameters have become so far. */
  readonly #after = new Set<string>();
  #known = 0;

  /** `array -= …`, of a whole array or of a piece of one. */
  inPlace(array: TracedArray, whole: e.Expression, update: UpdateTrace, isStep: boolean): void {
    this.#noteIdle(update.before, update.step, update.after);
    if (!isStep) return;
    if (array.isView) this.pieceUpdate(array, whole, update);
    else this.wholeUpdate(array, update);
  }

  /** `w[1:] -= …` and `w[0] -= …` are one update of w, until a piece is changed again. */
  pieceUpdate(piece: TracedArray, whole: e.Expression, update: UpdateTrace): void {
    const { base, node: step } = piece.lift(update.step);
    this.#partUpdate(base, piece.lift(e.number(1)).node.key, whole, { ...update, step });
  }

  /** A part is put into an array: where it has been taken from there and stepped, that is a step of the array. */
  putIn(
    array: TracedArray,
    old: e.Expression,
    piece: TracedArray,
    whole: e.Expression,
    update: UpdateTrace,
  ): void {
    // `w[i] = keep + h` of a numeric check takes the step from h.
    if (this.#trace.madeOf(update.before).key !== old.key && update.before.key !== old.key) return;
    if (piece.isView) {
      this.pieceUpdate(piece, whole, update);
      return;
    }
    // `U[rows] -= …`: what was a step of the rows by themselves.
    const { updates } = this.#trace;
    const own = updates.findLastIndex(({ before }) => before.key === update.before.key);
    if (own >= 0) updates.splice(own, 1);
    if (old.kind !== "gather") return;
    const step = e.broadcastTo(update.step, old.shape);
    const { base, node: lifted } = array.lift(e.scatterAdd(step, old.at, array.node.shape));
    this.#partUpdate(base, old.at.map(({ key }) => key).join(), whole, { ...update, step: lifted });
  }

  /** `np.subtract.at(array, rows, …)` has been done. */
  rowsAdded(array: TracedArray, before: e.Expression, site: Site<Traced>): void {
    const after = array.node;
    if (after.kind !== "binary" || after.key === before.key || after.left.key !== before.key) return;
    const step = after.operation === "subtract" ? after.right : e.negate(after.right);
    const call = site.node.kind === "call" ? site.node.arguments[0]?.value : undefined;
    if (call === undefined || array.isView || !this.mayBeStep(before, step)) return;
    const node: Expression = {
      kind: "binary",
      operator: after.operation === "subtract" ? "-" : "+",
      left: call,
      right: call,
      span: site.node.span,
    };
    const at = e.topological(step).find((each) => each.kind === "scatter-add");
    const region = at?.kind === "scatter-add" ? at.at.map(({ key }) => key).join() : step.key;
    this.#partUpdate(array, region, before, {
      before,
      after,
      step,
      target: call,
      ...this.at({ ...site, node }),
    });
  }

  #partUpdate(base: TracedArray, region: string, whole: e.Expression, update: UpdateTrace): void {
    const { step } = update;
    const last = this.#pieces.get(base);
    const now = { ...update, before: whole, after: base.node };
    if (last === undefined || last.update.after.key !== whole.key || last.regions.includes(region)) {
      this.#pieces.set(base, { update: now, regions: [region] });
      this.update(now);
      return;
    }
    this.#trace.stages.set(last.update.after.key, last.update.before);
    const merged = { ...last.update, after: base.node, step: e.add(last.update.step, step) };
    this.#trace.updates[this.#trace.updates.indexOf(last.update)] = merged;
    this.#after.add(merged.after.key);
    this.#pieces.set(base, { update: merged, regions: [...last.regions, region] });
    this.#onUpdate(now);
  }

  readonly #pieces = new Map<
    TracedArray,
    { readonly update: UpdateTrace; readonly regions: readonly string[] }
  >();

  /** `w -= …` is the step of w; `U[rows] -= …` it is until the rows are put back. */
  wholeUpdate(value: TracedArray, update: UpdateTrace): void {
    if (update.target.kind === "subscript" && this.#trace.madeOf(update.before).kind === "gather")
      this.#pending.set(value, update);
    this.update(update);
  }

  update(update: UpdateTrace): void {
    this.#trace.updates.push(update);
    this.#onUpdate(update);
  }

  at(site: Site<Traced>): { site: Expression; frame: Frame<Traced>; order: number } {
    return { site: site.node, frame: site.frame, order: this.#trace.values.length };
  }
}

function isRate(name: string): boolean {
  return name.startsWith("h");
}

function grows(before: e.Expression, after: e.Expression): boolean {
  // Only what is known to be a parameter: labels minus predictions are no step.
  if (before.kind !== "variable" || !before.name.startsWith("p")) return false;
  const size = e.sizeOf(before.shape).value ?? 1;
  return size > 1 && (e.sizeOf(after.shape).value ?? 1) > size;
}
