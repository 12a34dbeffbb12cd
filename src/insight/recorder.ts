import type { ArrayValue, DtypeKind } from "../algebra/abstract";
import type { Reason } from "../algebra/reason";
import type { Size } from "../algebra/size";
import type { Application, ShapesListener } from "../domains/shapes/apply";
import { contentOf, type ShapeDatum, type ShapeSite, type ShapeValue, sizeOf } from "../domains/shapes/datum";
import type { ShapesDomain } from "../domains/shapes/shapesDomain";
import type { Observer, RaiseFact } from "../interpreter/domain";
import type { Frame } from "../interpreter/value";
import { sameReference } from "../syntax/references";
import type { Binary, Expression, Parameter } from "../syntax/tree";
import { operandNodes } from "./operandNodes";
import { areDifferent, countOf, isRowwise, reducing, scaledArray, sizesOf } from "./patterns";
import { isAlike, sameElements } from "./sameArrays";

type ShapeFrame = Frame<ShapeDatum>;

/** One shape that an expression was seen with, and the call through which. */
export interface Sighting {
  array: ArrayValue;
  readonly caller: ShapeSite | null;
  /** Not on a path alone that the data choose. */
  isCertain: boolean;
  /** The operation that gave it. */
  readonly application: Application | null;
}

/** All that was seen of one expression. */
export interface Entry {
  readonly file: string;
  readonly node: Expression | Parameter;
  readonly sightings: Map<string, Sighting>;
  /** From passes that stand for many: counts where nothing better was seen. */
  rough: Map<string, Sighting> | null;
  /** Why it was not known, where once at least it was not. */
  reason: Reason | null;
  /** The same from passes that stand for many. */
  roughReason: Reason | null;
  /** The program gets here; all else is supposed of functions that nobody calls. */
  isReached: boolean;
  /** On a path that the data choose. */
  readonly isChosen: boolean;
  /** The kind of a number of Python's own. */
  python: DtypeKind | null;
  /** The sizes of an int, or of a tuple of ints; "several" when it was seen with others. */
  sizes: { readonly isTuple: boolean; readonly items: readonly Size[] } | "several" | null;
  isStore: boolean;
  /** Holds something that is no array: a function, a list, a string. */
  isOther: boolean;
  last: ShapeValue | null;
  lastArray: ArrayValue | null;
  isLastCertain: boolean;
  /** In which pass of each loop around a shape was last seen for the first time. */
  changed: Map<object, number> | null;
  /** The shape goes with the pass: what passes that stand for many had counts as well. */
  drifts: boolean;
  /** The newest. */
  application: Application | null;
  /** The expression whose operation `application` is, where it is not the node itself: what a name is bound to. */
  maker: Expression | null;
  /** What the first call gave a parameter. */
  passed: { readonly file: string; readonly node: Expression } | null;
}

export interface Raised {
  readonly site: ShapeSite;
  readonly fact: RaiseFact<ShapeDatum>;
}

/** Legal, and hardly meant. */
export interface Oddity {
  readonly kind: "outer-broadcast" | "vector-transpose" | "parameter-shape-changes" | "gradient-shape";
  readonly site: ShapeSite;
  readonly operands: readonly { readonly node: Expression; readonly value: ShapeValue }[];
  readonly result: ShapeValue;
}

/** More at one place say nothing to a reader. */
const MAX_SIGHTINGS = 40;

/** Listens to the interpreter and writes down what it comes by. */
export class Recorder implements Observer<ShapeDatum>, ShapesListener {
  readonly entries = new Map<Expression | Parameter, Entry>();
  readonly raises: Raised[] = [];
  readonly oddities: Oddity[] = [];
  readonly callees = new Set<Expression>();
  domain: ShapesDomain | null = null;
  #novel = false;

  value(node: Expression, value: ShapeValue, frame: ShapeFrame): void {
    switch (node.kind) {
      case "name":
      case "attribute":
      case "subscript":
      case "binary":
      case "unary":
      case "comparison":
        break;
      case "call":
        this.callees.add(node.callee);
        break;
      default:
        return;
    }
    this.#record(node, value, frame);
  }

  parameter(parameter: Parameter, value: ShapeValue, frame: ShapeFrame): void {
    this.#record(parameter, value, frame);
    const entry = this.#entry(parameter, frame);
    if (entry.passed !== null || frame.site?.node.kind !== "call") return;
    const argument = frame.site.node.arguments.find((each) => this.entries.get(each.value)?.last === value);
    if (argument !== undefined) entry.passed = { file: frame.site.frame.module.file, node: argument.value };
  }

  takeNovelty(): boolean {
    const novel = this.#novel;
    this.#novel = false;
    return novel;
  }

  raised(site: ShapeSite, fact: RaiseFact<ShapeDatum>): void {
    if (this.raises.length < 500) this.raises.push({ site, fact });
  }

  assigned(
    target: Expression,
    before: ShapeValue | undefined,
    after: ShapeValue,
    source: Expression | null,
    frame: ShapeFrame,
  ): void {
    const entry = this.#entry(target, frame);
    entry.isStore = true;
    const made = source === null ? undefined : this.entries.get(source);
    // The right side is what is bound, not what it is updated with.
    if (source !== null && made?.last === after && made.application?.result === after) {
      entry.application = made.application;
      entry.maker = source;
    }
    if (before === undefined || source === null) return;
    this.#watchUpdate(target, before, after, source, frame);
  }

  applied(site: ShapeSite, application: Application): void {
    const entry = this.entries.get(site.node) ?? this.#entry(site.node, site.frame);
    entry.application = application;
    this.#watchStep(site, application);
    this.#watchReduction(site, application);
    if (application.notice === null) return;
    const nodes = operandNodes(site.node);
    const operands = application.operands.flatMap((value, index) => {
      const node = nodes[index];
      return node === undefined ? [] : [{ node, value }];
    });
    this.#odd({ kind: application.notice.kind, site, operands, result: application.result });
  }

  /** `A - A.sum(axis=1)` of a square A: the row of sums meets the columns. */
  #watchReduction(site: ShapeSite, application: Application): void {
    const { node } = site;
    if (node.kind !== "binary" || application.operation !== `operator.${reducing[node.operator] ?? ""}`)
      return;
    const [left, right] = application.operands;
    if (left === undefined || right === undefined || !isRowwise(node.right)) return;
    const [a, b] = [sizesOf(left), sizesOf(right)];
    if (a?.length !== 2 || b?.length !== 1 || a[0] !== a[1] || a[0] !== b[0]) return;
    const operands = [
      { node: node.left, value: left },
      { node: node.right, value: right },
    ];
    this.#odd({ kind: "outer-broadcast", site, operands, result: application.result });
  }

  #odd(oddity: Oddity): void {
    if ((this.domain?.machine.approximate ?? 0) > 0) return;
    if (this.oddities.length < 2000) this.oddities.push(oddity);
  }

  /** `w = w - lr * g`: the parameter should keep its shape. */
  #watchUpdate(
    target: Expression,
    before: ShapeValue,
    after: ShapeValue,
    source: Expression,
    frame: ShapeFrame,
  ): void {
    if (source.kind !== "binary" || (source.operator !== "-" && source.operator !== "+")) return;
    if (!sameReference(source.left, target)) return;
    const [old, now] = [shapeText(before), shapeText(after)];
    if (old === null || now === null || old === "()") return;
    if (old === now) {
      if (source.operator === "-") this.#compareGradient({ node: source, frame }, source, before);
      return;
    }
    // A size that only the data know may be what it was.
    if (!areDifferent(before, after)) return;
    this.#odd({
      kind: "parameter-shape-changes",
      site: { node: source, frame },
      operands: [{ node: target, value: before }],
      result: after,
    });
  }

  /** `W -= lr * dW`, `W = W - lr * dW`: a gradient of fewer elements is spread over the parameter, and nothing is raised. */
  #watchStep(site: ShapeSite, { operation, operands }: Application): void {
    const { node } = site;
    const [parameter] = operands;
    if (node.kind !== "binary" || operation !== "operator.isub" || parameter === undefined) return;
    this.#compareGradient(site, node, parameter);
  }

  #compareGradient(site: ShapeSite, node: Binary, parameter: ShapeValue): void {
    const factor = scaledArray(node.right, (each) => this.entries.get(each)?.last ?? null);
    if (factor === null) return;
    const [own, gradient] = [sizesOf(parameter), sizesOf(factor.value)];
    if (own === null || gradient === null || own.length === 0 || gradient.length === 0) return;
    const [size, given] = [countOf(own), countOf(gradient)];
    if (size === null || given === null || given >= size || given === 1) return;
    this.#odd({
      kind: "gradient-shape",
      site,
      operands: [factor, { node: node.left, value: parameter }],
      result: parameter,
    });
  }

  #entry(node: Expression | Parameter, frame: ShapeFrame): Entry {
    let entry = this.entries.get(node);
    if (entry === undefined) {
      entry = {
        file: frame.module.file,
        node,
        sightings: new Map(),
        rough: null,
        reason: null,
        roughReason: null,
        isReached: false,
        isChosen: this.domain !== null && isChosenPath(this.domain.machine),
        python: null,
        sizes: null,
        isStore: false,
        isOther: false,
        last: null,
        lastArray: null,
        isLastCertain: false,
        changed: null,
        drifts: false,
        application: null,
        maker: null,
        passed: null,
      };
      this.entries.set(node, entry);
    }
    return entry;
  }

  #record(node: Expression | Parameter, value: ShapeValue, frame: ShapeFrame): void {
    const entry = this.#entry(node, frame);
    if (entry.last === value) return;
    // What is supposed of a function that nobody calls says nothing of those that it calls.
    if (this.domain?.machine.supposing !== true) entry.isReached = true;
    else if (entry.isReached) return;
    if ((this.domain?.machine.approximate ?? 0) === 0) entry.last = value;
    this.#add(entry, value, frame);
  }

  #add(entry: Entry, value: ShapeValue, frame: ShapeFrame): void {
    switch (value.kind) {
      case "unknown":
        this.#miss(entry, value.cause);
        break;
      case "choice":
        for (const option of value.options) this.#add(entry, option, frame);
        break;
      case "bool":
        entry.python ??= "bool";
        break;
      case "datum": {
        const content = contentOf(value);
        if (content.kind === "array") this.#sight(entry, content, frame);
        else if (content.kind === "int" || content.kind === "float" || content.kind === "complex") {
          entry.python ??= content.kind;
          if (content.kind === "int") addSizes(entry, false, [content.size]);
        } else entry.isOther = true;
        break;
      }
      default: {
        const items = intTuple(value);
        if (items === null) entry.isOther = true;
        else {
          entry.python ??= "int";
          addSizes(entry, true, items);
        }
      }
    }
  }

  /** A new shape in each of two passes that follow each other: the shape goes with the pass. */
  #watchDrift(entry: Entry): void {
    // Of the loops around, any may be the one that changes it: what a call in a loop does may have loops of its own.
    for (const loop of this.domain?.machine.loops ?? []) {
      entry.changed ??= new Map();
      const changed = entry.changed.get(loop);
      if (changed !== undefined && changed === loop.passes - 1) entry.drifts = true;
      entry.changed.set(loop, loop.passes);
    }
  }

  #miss(entry: Entry, reason: Reason): void {
    if ((this.domain?.machine.approximate ?? 0) > 0) entry.roughReason ??= reason;
    else entry.reason ??= reason;
  }

  #sight(entry: Entry, array: ArrayValue, frame: ShapeFrame): void {
    if (array.shape === null) {
      this.#miss(entry, array.reason ?? { code: "not-supported", args: [] });
      return;
    }
    // A list that may be empty: what is known of it is not all.
    if (array.reason !== undefined) this.#miss(entry, array.reason);
    const { domain } = this;
    const isCertain = domain?.machine.uncertain === 0;
    const { lastArray } = entry;
    if ((entry.isLastCertain || !isCertain) && lastArray !== null && isAlike(lastArray, array)) return;
    const isRough = (domain?.machine.approximate ?? 0) > 0;
    if (!isRough) {
      entry.lastArray = array;
      entry.isLastCertain = isCertain;
      for (const seen of entry.sightings.values()) {
        if (!isAlike(seen.array, array)) continue;
        seen.isCertain ||= isCertain;
        return;
      }
    }
    const key = `${array.dtype}(${array.shape.map((size) => size.text).join(",")})${array.scalar === true ? "s" : ""}`;
    // A size that grows from pass to pass is no less true for that.
    const approximate = isRough && !array.shape.some((size) => domain?.meeting.isWidened(size));
    if (approximate) entry.rough ??= new Map();
    const sightings = (approximate ? entry.rough : null) ?? entry.sightings;
    if (approximate && entry.sightings.size > 0 && !entry.sightings.has(key)) this.#novel = true;
    const seen = sightings.get(key);
    if (seen === undefined) {
      if (!approximate) this.#watchDrift(entry);
      if (sightings.size < MAX_SIGHTINGS)
        sightings.set(key, { array, caller: frame.site, isCertain, application: entry.application });
      return;
    }
    seen.isCertain ||= isCertain;
    if (seen.array.data !== undefined && !sameElements(seen.array, array)) {
      const { data: _data, ...rest } = seen.array;
      seen.array = rest;
    }
  }
}

/** The data choose whether the program gets here: in a branch, or behind one that left the function or the loop. */
function isChosenPath({ uncertain, active, loops }: ShapesDomain["machine"]): boolean {
  return (
    uncertain > 0 ||
    active.some(({ frame }) => frame.returns.length > 0) ||
    loops.some(({ breaks, continues }) => breaks.length + continues.length > 0)
  );
}

export function shapeText(value: ShapeValue): string | null {
  if (value.kind !== "datum") return null;
  const content = contentOf(value);
  if (content.kind !== "array" || content.shape === null) return null;
  return `(${content.shape.map((size) => size.text).join(",")})`;
}

/** The sizes of a tuple of ints, as `x.shape` is one; null for anything else. */
function intTuple(value: ShapeValue): readonly Size[] | null {
  if (value.kind !== "tuple" || value.content.kind !== "items" || value.content.items.length === 0)
    return null;
  const sizes = value.content.items.map((item) => (item.kind === "datum" ? sizeOf(item) : null));
  return sizes.every((size) => size !== null) ? sizes : null;
}

function addSizes(entry: Entry, isTuple: boolean, items: readonly Size[]): void {
  const { sizes } = entry;
  if (sizes === null) entry.sizes = { isTuple, items };
  else if (sizes !== "several" && textOf(sizes.items) !== textOf(items)) entry.sizes = "several";
}

function textOf(items: readonly Size[]): string {
  return items.map((size) => size.text).join(",");
}
