import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Frame, Site, Value } from "../interpreter/value";
import { type Operand, TracedArray } from "../numpy/valuesOperand";
import type { BinaryOperator, Expression } from "../syntax/tree";
import { Decays } from "./symbolsDecay";
import { isHandedIn, isHeld } from "./symbolsHandedIn";
import { isShareOfItself, noteIdle, noteIdleNumber, noteMixed, noteUnnamed } from "./symbolsIdle";
import { isNextRow, isOfOutside, isReadMeanwhile, SteppedItems, stepOnward } from "./symbolsItems";
import { nodeFrom } from "./symbolsOperands";
import { datum, type Trace, type Traced, type UpdateTrace } from "./symbolsTrace";
import { isLine, withTurnedPenalty } from "./symbolsTurned";
import {
  grows,
  hasRate,
  isItem,
  isRead,
  sameTarget,
  showsRate,
  shrunk,
  stepOf,
  targetOf,
} from "./symbolsUpdates";

/** Numbers of an array that are stepped one by one are followed up to so many values. */
const mostBeforeItems = 4000;

/** Told of each step; `isFurther` of another piece of a step that has begun. */
export type OnUpdate = (update: UpdateTrace, isFurther?: boolean) => void;

/** Finds in a program's sums and differences the steps that its parameters take. */
export class StepWatch {
  readonly #trace: Trace;
  readonly #onUpdate: OnUpdate;
  /** Results of `x - u`, until it turns out whether they are put back in x. */
  readonly #pending = new Map<TracedArray, Omit<UpdateTrace, "target">>();
  /** The same of `x - u` where u is made of x alone. */
  readonly #ofItself = new Map<TracedArray, Omit<UpdateTrace, "target">>();
  readonly #items = new SteppedItems();
  readonly #decays: Decays;

  constructor(trace: Trace, onUpdate: OnUpdate) {
    this.#trace = trace;
    this.#onUpdate = onUpdate;
    this.#decays = new Decays(trace);
  }

  pending(result: TracedArray): Omit<UpdateTrace, "target"> | undefined {
    return this.#pending.get(result);
  }

  /** The result of `x - u` is given to a target: an update, where that is x. */
  putBack(result: TracedArray, target: Expression | null, frame?: Frame<Traced>): void {
    if (target === null) return;
    const own = this.#ofItself.get(result);
    if (own !== undefined && sameTarget(own.site, target))
      noteIdle(this.#trace, own.before, own.step, result.node);
    const isOld = result.isView || this.#isUpdated(result.node);
    const whole = isOld ? null : this.#items.stepOf(this.#trace, result.node, target);
    if (whole !== null) this.update(whole);
    const pending = this.#pending.get(result);
    if (pending === undefined) return;
    const isOwn = sameTarget(pending.site, target) || this.#isOfHandedIn(pending, target);
    if (!isOwn && !(frame !== undefined && isHeld(pending, target, frame))) return;
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
      if (whole.kind === "number" && this.#trace.gaps.has(site.node)) return null;
      // `(1 - rate * decay) * w - rate * dw`: what the first factor takes away belongs to the step.
      const decayed = (operator === "-" ? shrunk(whole) : null) ?? this.#decays.beforeOf(whole);
      const before = decayed ?? whole;
      const step = decayed === null ? taken : e.add(e.subtract(decayed, whole), taken);
      if (isItem(site.node) || !isShareOfItself(this.#trace, before, step))
        noteIdle(this.#trace, before, step, result.value.node, operator);
      else this.#ofItself.set(result.value, { before, after: result.value.node, step, ...this.at(site) });
      if (from === left) noteIdleNumber(this.#trace, before, step, result.value.node, site);
      if (!this.mayBeStep(before, step) && !this.#mayBeNumberStep(before, site)) {
        this.#decays.note(before, step, result.value.node);
        continue;
      }
      const apart = decayed === null ? {} : { apart: taken };
      const update = { before, after: result.value.node, step, ...apart, ...this.at(site) };
      if (operator === "-") this.#items.note(update);
      // `(y - X @ w)` in `[w[j] - … for j in …]`
      if (isOfOutside(site)) return null;
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
    for (let part = before; part.kind === "index" || part.kind === "gather"; part = part.of)
      if (this.#isUpdated(part.of)) return true;
    if (this.#isUpdated(before)) return true;
    const own = this.#trace.namesIn(before);
    const others = [...this.#trace.namesIn(step)].filter((name) => !own.has(name) && !name.startsWith("h"));
    if (others.length > 0 && this.#decays.beforeOf(before) !== null) return true;
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

  #isUpdated(node: e.Expression): boolean {
    return this.#after.has(node.key);
  }

  /** What parameters have become so far. */
  readonly #after = new Set<string>();

  /** `array -= …`, of a whole array or of a piece of one. */
  inPlace(array: TracedArray, whole: e.Expression, update: UpdateTrace, isStep: boolean): void {
    noteIdle(this.#trace, update.before, update.step, update.after);
    if (array.isView) {
      if (isStep) this.pieceUpdate(array, whole, update);
      return;
    }
    const from = this.#decays.beforeOf(update.before);
    if (isStep) this.wholeUpdate(array, from === null ? update : this.#decays.withBefore(update, from));
    else this.#decays.note(update.before, update.step, update.after);
  }

  /** `w[1:] -= …` and `w[0] -= …` are one update of w, until a piece is changed again. */
  pieceUpdate(piece: TracedArray, whole: e.Expression, update: UpdateTrace): void {
    const { base, node: step } = piece.lift(update.step);
    const { node: region } = piece.lift(e.number(1));
    const isNext = isNextRow(region, this.#pieces.get(base)?.regions.length ?? 0);
    const isOneOf = piece.node.shape.length === 0 || isNext;
    this.#partUpdate(base, region.key, whole, { ...update, step }, isOneOf);
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
    const { before } = update;
    const same = [old, this.#beforePieces(old, piece, whole)];
    const isSame = same.some(({ key }) => key === before.key || key === this.#trace.madeOf(before).key);
    const onward = isSame ? null : stepOnward(update, whole);
    if (!isSame && onward === null) return;
    // `U[rows] -= …`, `w[j] = w[j] - …`: what was a step of the rows, or of the number, by itself.
    const { updates } = this.#trace;
    const own = updates.findLastIndex(({ before }) => before.key === update.before.key);
    if (own >= 0) updates.splice(own, 1);
    if (onward !== null) this.update({ ...onward, after: array.lift(e.number(0)).base.node });
    else if (piece.isView) {
      if (!this.#isSteppedApart(piece, whole, update)) this.pieceUpdate(piece, whole, update);
    } else if (old.kind === "gather") {
      const step = e.broadcastTo(update.step, old.shape);
      const { base, node: lifted } = array.lift(e.scatterAdd(step, old.at, array.node.shape));
      this.#partUpdate(base, old.at.map(({ key }) => key).join(), whole, { ...update, step: lifted });
    }
  }

  /** `new = w.copy()` and then `new[i] = w[i] - …` for each i: what the piece was before any of them. */
  #beforePieces(old: e.Expression, piece: TracedArray, whole: e.Expression): e.Expression {
    const last = this.#pieces.get(piece.lift(e.number(1)).base)?.update;
    if (last?.after.key !== whole.key) return old;
    return e.substitute(old, new Map([[whole.key, last.before]]));
  }

  /** The numbers of this array are stepped by themselves: what the whole array's step would be is not known. */
  #isSteppedApart(piece: TracedArray, whole: e.Expression, { site }: UpdateTrace): boolean {
    if (piece.node.shape.length > 0) return false;
    const { base, node: place } = piece.lift(e.number(1));
    if (this.#apart.has(base)) return true;
    const last = this.#pieces.get(base);
    if (last?.update.after.key !== whole.key || last.regions.includes(place.key)) return false;
    if (!isReadMeanwhile(this.#trace, last.update, site)) return false;
    this.#apart.add(base);
    this.#trace.updates.splice(this.#trace.updates.indexOf(last.update), 1);
    return true;
  }

  readonly #apart = new Set<TracedArray>();

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

  /** `isFurther`: a line that steps one number after the other has taken one step, however often it comes. */
  #partUpdate(
    base: TracedArray,
    region: string,
    whole: e.Expression,
    update: UpdateTrace,
    isFurther = false,
  ): void {
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
    this.#onUpdate(now, isFurther);
  }

  readonly #pieces = new Map<
    TracedArray,
    { readonly update: UpdateTrace; readonly regions: readonly string[] }
  >();

  /** `w -= …` is the step of w; `U[rows] -= …` and `w[j] - …` it is until the rows, or the number, are put back. */
  wholeUpdate(value: TracedArray, update: UpdateTrace): void {
    const { kind } = this.#trace.madeOf(update.before);
    if (
      update.target.kind === "subscript" &&
      (kind === "gather" || (kind === "index" && this.#isDown(update)))
    )
      this.#pending.set(value, update);
    this.update(update);
  }

  /** Not a sum that is collected; and a program that has computed so much has taken its first step. */
  #isDown({ site, step }: UpdateTrace): boolean {
    if (this.#trace.values.length > mostBeforeItems) return false;
    return (site.kind === "binary" && site.operator === "-") || showsRate(step);
  }

  update(update: UpdateTrace): void {
    const { updates } = this.#trace;
    const merged = this.#decays.withAfter(update);
    this.#after.add(update.after.key);
    noteUnnamed(this.#trace, update);
    if (merged === null) updates.push(update);
    else {
      updates[merged.at] = merged.whole;
      this.#trace.stages.set(update.before.key, merged.whole.before);
    }
    this.#onUpdate(update);
  }

  at(site: Site<Traced>): { site: Expression; frame: Frame<Traced>; order: number } {
    return { site: site.node, frame: site.frame, order: this.#trace.values.length };
  }
}
