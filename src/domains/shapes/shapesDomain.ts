import { add, constant, multiply, type Size } from "../../algebra/size";
import type { Domain } from "../../interpreter/domain";
import { overItems } from "../../interpreter/iteration";
import { comparisonNames, operatorNames } from "../../interpreter/operatorNames";
import {
  bool,
  type CallArguments,
  type Frame,
  type Iteration,
  maybe,
  none,
  type Place,
  str,
} from "../../interpreter/value";
import type {
  BinaryOperator,
  ComparisonOperator,
  FunctionDefinition,
  Lambda,
  Parameter,
} from "../../syntax/tree";
import type { LibraryModule } from "../library";
import { Applier, outcomeOf, rewritten, type ShapesListener } from "./apply";
import { plain, scalarOf } from "./arguments";
import { fromAbstract, toAbstract } from "./convert";
import {
  contentOf,
  datum,
  floatDatum,
  intDatum,
  known,
  type ShapeBuiltin,
  type ShapeDatum,
  type ShapeIteration,
  type ShapeMachine,
  type ShapeSite,
  type ShapeValue,
  sizeOf,
  withoutElements,
} from "./datum";
import { keyOf, textOf, truthOf, typesOf } from "./describe";
import { Libraries, type LibraryOptions } from "./libraries";
import { asMatrix, isMatrix, matrixAttribute, widened } from "./matrix";
import { extrapolated, Meeting, sameDatum, sameShape, stepOf } from "./meet";
import { numberBuiltin } from "./numberBuiltins";
import { NumpyModule, type Table } from "./numpyModule";
import { heldAfter, heldItem } from "./objects";
import type { ParameterHints } from "./parameters";
import { isScalar, scalarBinary, scalarCompare, scalarExtremum, scalarUnary } from "./scalars";
import { arrayOfSizes, unknownAttribute, unknownSubscript } from "./unknowns";

export interface ShapesOptions extends LibraryOptions {
  readonly operations: Table;
  readonly libraries?: readonly LibraryModule[];
  readonly listener?: ShapesListener;
  readonly hints?: ParameterHints;
}

/** Where a size got its name. */
export interface SizeName {
  readonly name: string;
  readonly place: Place;
}

/** The domain of shapes: an array is its shape. */
export class ShapesDomain implements Domain<ShapeDatum> {
  readonly exact = false;
  readonly meeting = new Meeting();
  /** The names that the program gave to sizes, by the size itself, which travels with the shapes it is part of. */
  readonly sizeNames = new WeakMap<Size, SizeName>();
  readonly #options: ShapesOptions;
  #machine: ShapeMachine | null = null;
  #applier: Applier | null = null;
  #numpy: NumpyModule | null = null;
  #libraries: Libraries | null = null;
  readonly #builtins = new Map<string, ShapeValue | null>();

  constructor(options: ShapesOptions) {
    this.#options = options;
  }

  attach(machine: ShapeMachine): void {
    this.#machine = machine;
    const applier = new Applier(
      machine,
      this.meeting,
      this.#options.listener ?? null,
      this.#options.operations,
    );
    this.#applier = applier;
    this.#numpy = new NumpyModule(
      machine,
      this.#options.operations,
      (operation, args, site) => applier.call(operation, args, site),
      (module, name) => this.#libraries?.own(module, name) ?? null,
    );
    this.#libraries = new Libraries(machine, this.#options, this, (name, positional, keywords, site) =>
      this.operate(name, { positional, keywords, spread: false }, site),
    );
  }

  get machine(): ShapeMachine {
    if (this.#machine === null) throw new Error("the domain is not attached to a machine");
    return this.#machine;
  }

  int(value: number): ShapeDatum {
    return known(value);
  }

  float(value: number | null): ShapeDatum {
    return floatDatum(value);
  }

  complex(imaginary: number): ShapeDatum {
    return datum({ kind: "complex", imaginary });
  }

  someInt(name: string, site: ShapeSite | null): ShapeDatum {
    const key =
      site === null ? "" : `${site.frame.module.file}:${site.node.span.start}:${site.node.span.end}`;
    return intDatum(this.meeting.name(name, key));
  }

  another(value: ShapeDatum, name: string, site: ShapeSite): ShapeDatum {
    const content = contentOf(value);
    const size = sizeOf(value);
    if (size === null || !this.meeting.invented(size)) return value;
    const fresh = sizeOf(this.someInt(name, site)) ?? size;
    return content.kind === "array" ? datum({ ...content, integer: fresh }) : intDatum(fresh);
  }

  integer(value: ShapeDatum): number | null {
    return sizeOf(value)?.value ?? null;
  }

  isInteger(value: ShapeDatum): boolean {
    const content = contentOf(value);
    return (
      content.kind === "int" ||
      (content.kind === "array" && content.dtype === "int" && content.shape?.length === 0)
    );
  }

  truth(value: ShapeDatum): boolean | null {
    return truthOf(value);
  }

  types(value: ShapeDatum): readonly string[] {
    return typesOf(value);
  }

  key(value: ShapeDatum): string | null {
    return keyOf(value);
  }

  text(value: ShapeDatum): string | null {
    return textOf(value);
  }

  add(a: ShapeDatum, b: ShapeDatum): ShapeDatum {
    return this.#sizes(a, b, add);
  }

  multiply(a: ShapeDatum, b: ShapeDatum): ShapeDatum {
    return this.#sizes(a, b, multiply);
  }

  #sizes(a: ShapeDatum, b: ShapeDatum, operation: (x: Size, y: Size) => Size): ShapeDatum {
    const [x, y] = [sizeOf(a), sizeOf(b)];
    return x === null || y === null ? this.someInt("k", null) : intDatum(operation(x, y));
  }

  unary(operator: "+" | "-" | "~", operand: ShapeValue, site: ShapeSite): ShapeValue {
    const scalar = scalarOf(operand);
    if (scalar !== null) return scalarUnary(operator, scalar);
    const name = operator === "-" ? "neg" : operator === "+" ? "pos" : "invert";
    return this.operate(`operator.${name}`, plain([operand]), site);
  }

  binary(operator: BinaryOperator, left: ShapeValue, right: ShapeValue, site: ShapeSite): ShapeValue {
    const [a, b] = [scalarOf(left), scalarOf(right)];
    if (a !== null && b !== null) {
      const fresh = () => this.meeting.name("k", `${site.frame.module.file}:${site.node.span.start}`);
      return (
        scalarBinary(operator, a, b, fresh) ??
        this.machine.fail(
          site,
          "ZeroDivisionError",
          this.machine.unknown("raised", ["ZeroDivisionError", "division by zero"], site),
        )
      );
    }
    return this.operate(`operator.${operatorNames[operator]}`, plain([left, right]), site);
  }

  inPlace(operator: BinaryOperator, left: ShapeDatum, right: ShapeValue, site: ShapeSite): ShapeValue {
    if (contentOf(left).kind !== "array") return this.binary(operator, left, right, site);
    const name = `operator.i${operatorNames[operator]}`;
    const row = this.#options.operations.has(name) ? name : `operator.${operatorNames[operator]}`;
    const result = this.operate(row, plain([left, right]), site);
    return result.kind === "datum"
      ? rewritten(left, contentOf(result)) === left
        ? result
        : datum(contentOf(result), left.memory)
      : result;
  }

  written(left: ShapeDatum): ShapeDatum | null {
    const content = contentOf(left);
    if (content.kind !== "array" || content.scalar === true) return null;
    return rewritten(left, withoutElements(content));
  }

  compare(operator: ComparisonOperator, left: ShapeValue, right: ShapeValue, site: ShapeSite): ShapeValue {
    const [a, b] = [scalarOf(left), scalarOf(right)];
    if (a !== null && b !== null) return scalarCompare(operator, a, b);
    const name = comparisonNames[operator];
    if (name === undefined) return maybe;
    const plainPython = [left, right].every((each) => each.kind !== "datum" || scalarOf(each) !== null);
    if (plainPython) return operator === "==" ? bool(false) : operator === "!=" ? bool(true) : maybe;
    return this.operate(`operator.${name}`, plain([left, right]), site);
  }

  attribute(object: ShapeDatum, name: string, site: ShapeSite): ShapeValue {
    const content = contentOf(object);
    const type =
      content.kind === "array" ? "ndarray" : content.kind === "object" ? content.name : content.kind;
    const ofMatrix = isMatrix(object) ? matrixAttribute(object, name) : null;
    if (ofMatrix !== null) return ofMatrix;
    const operation = this.#options.operations.get(`${type}.${name}`);
    if (operation === undefined) return this.#pythonAttribute(object, name, site);
    if (content.kind === "array" && content.shape === null && toldByName.has(name)) {
      return this.unknownAttribute(object, name, site);
    }
    if (operation.attribute === true) return this.operate(`${type}.${name}`, plain([object]), site);
    const method: ShapeBuiltin = {
      kind: "builtin",
      name: `${type}.${name}`,
      bound: object,
      call: (args, at) =>
        this.operate(`${type}.${name}`, { ...args, positional: [object, ...args.positional] }, at),
    };
    return method;
  }

  #pythonAttribute(object: ShapeDatum, name: string, site: ShapeSite): ShapeValue {
    const content = contentOf(object);
    const missing = this.machine.unknown(
      "unknown-attribute",
      [this.types(object)[0] ?? content.kind, name],
      site,
    );
    if (isScalar(content)) {
      if (name === "real" || name === "imag") return object;
      if (name === "is_integer") return method(name, () => maybe);
      if (name === "bit_length") return method(name, () => this.someInt("k", site));
      if (name === "conjugate") return method(name, () => object);
      return this.machine.fail(site, "AttributeError", missing);
    }
    if (content.kind === "dtype" && (name === "name" || name === "kind" || name === "char")) return str(null);
    if (content.kind === "dtype" && name === "type") return object;
    if (content.kind === "object" && name === "seed") return method(name, () => none);
    return missing;
  }

  subscript(object: ShapeDatum, index: ShapeValue, site: ShapeSite): ShapeValue {
    const content = contentOf(object);
    const item = heldItem(object, index, null, this.machine);
    if (item !== null) return item;
    if (content.kind === "array" && content.shape === null && object.held === undefined) {
      const sliced = this.unknownSubscript(index, site);
      if (sliced !== null) return sliced;
    }
    if (content.kind === "array") {
      const result = this.operate("operator.getitem", plain([object, index]), site);
      return heldItem(object, index, result, this.machine) ?? result;
    }
    if (content.kind === "object") return this.operate(`${content.name}.getitem`, plain([index]), site);
    return this.machine.fail(
      site,
      "TypeError",
      this.machine.unknown("not-supported", [`${content.kind}[]`], site),
    );
  }

  store(object: ShapeDatum, index: ShapeValue, value: ShapeValue, site: ShapeSite): ShapeDatum {
    const operation = this.#options.operations.get("operator.setitem");
    const content = contentOf(object);
    if (operation === undefined || content.kind !== "array") return object;
    const stored = value.kind === "choice" ? (this.machine.joiner.all(value.options) ?? value) : value;
    const args = {
      a: content,
      index: toAbstract(isMatrix(object) ? widened(index) : index, this.machine),
      value: toAbstract(stored, this.machine),
    };
    const outcome = outcomeOf(operation, args, this.#applier?.context(site));
    if (outcome.kind === "raise") {
      this.machine.raise(site, {
        ...outcome.raise,
        operation: operation.name,
        operands: [object, index, value],
      });
      return rewritten(object, content);
    }
    this.#options.listener?.applied(site, {
      operation: operation.name,
      operands: [object, index, value],
      args,
      result: none,
      notice: outcome.notice ?? null,
    });
    const written = rewritten(object, outcome.mutated?.a ?? content);
    const held = heldAfter(object, index, stored, this.machine);
    return held === null ? written : { ...written, held };
  }

  iterate(object: ShapeDatum, site: ShapeSite | null): Iteration<ShapeDatum> | null {
    const content = contentOf(object);
    if (content.kind === "array" && object.held !== undefined) return overItems(this.machine, object.held);
    if (content.kind !== "array" || content.shape === null) return null;
    const [length] = content.shape;
    if (length === undefined) return null;
    const operation = this.#options.operations.get("operator.getitem");
    const context = this.#applier?.context(site);
    const item = (index: Size): ShapeValue => {
      const outcome =
        operation === undefined
          ? null
          : outcomeOf(operation, { a: content, index: { kind: "int", size: index } }, context);
      if (outcome?.kind !== "value")
        return { kind: "unknown", cause: { code: "not-supported", args: ["for"] } };
      const value = fromAbstract(outcome.value, this.machine);
      return isMatrix(object) ? asMatrix(value) : value;
    };
    const anyIndex = this.meeting.name(
      "i",
      site === null ? "" : `${site.frame.module.file}:${site.node.span.start}`,
    );
    const { unordered } = object;
    const isKnown = content.data !== undefined;
    const at = (index: number): ShapeValue => {
      if (isKnown) return item(constant(index));
      const element = unordered?.[index];
      // Some order or other: whatever it is, each element has its turn.
      return typeof element === "number"
        ? datum({
            kind: "array",
            shape: [],
            dtype: content.dtype,
            scalar: true,
            data: [element],
            integer: constant(element),
          })
        : item(anyIndex);
    };
    const iteration: ShapeIteration = {
      length: intDatum(length),
      count: length.value,
      at,
      any: () => item(anyIndex),
      distinct: false,
      uniform: !isKnown && unordered === undefined,
    };
    return iteration;
  }

  join(a: ShapeDatum, b: ShapeDatum): ShapeDatum | null {
    return this.meeting.join(a, b);
  }

  widen(a: ShapeDatum, b: ShapeDatum, name: string): ShapeDatum {
    return this.meeting.widen(a, b, name);
  }

  generalise(first: ShapeDatum, deeper: ShapeDatum, key: string): ShapeDatum | null {
    return this.meeting.generalise(first, deeper, key);
  }

  same(a: ShapeDatum, b: ShapeDatum): boolean {
    return sameDatum(a, b);
  }

  interchangeable(a: ShapeDatum, b: ShapeDatum): boolean {
    return !hasElements(a) && !hasElements(b) && sameDatum(a, b);
  }

  identical(a: ShapeDatum, b: ShapeDatum): boolean | null {
    const [x, y] = [contentOf(a), contentOf(b)];
    if (x.kind !== y.kind) return false;
    if (x.kind !== "array" || y.kind !== "array") return null;
    if (!sameShape(x.shape, y.shape)) return false;
    // An array and its copy have memories of their own; a view of the same shape is rare.
    return a.memory === null || b.memory === null ? null : a.memory === b.memory;
  }

  step(before: ShapeDatum, after: ShapeDatum): string | null {
    return stepOf(before, after);
  }

  extrapolate(before: ShapeDatum, after: ShapeDatum, times: ShapeDatum): ShapeDatum {
    return extrapolated(before, after, times);
  }

  extremum(name: "min" | "max", values: readonly ShapeDatum[], site: ShapeSite): ShapeValue {
    const scalars = values.flatMap((each) => scalarOf(each) ?? []);
    if (scalars.length === values.length) return scalarExtremum(name, scalars);
    const sizes = values.flatMap((each) => sizeOf(each) ?? []);
    if (sizes.length === values.length) {
      const best = scalarExtremum(
        name,
        sizes.map((size) => ({ kind: "int", size })),
      );
      const size = sizeOf(best);
      const same = values.find((each) => sizeOf(each)?.text === size?.text);
      if (same !== undefined || size === null) return same ?? best;
      return datum({ kind: "array", shape: [], dtype: "int", scalar: true, integer: size });
    }
    const joined = this.machine.joiner.all(values);
    return joined ?? this.machine.unknown("not-supported", [name], site);
  }

  unknownAttribute(object: ShapeValue, name: string, site: ShapeSite): ShapeValue {
    const fresh = (at: ShapeSite) => (hint: string) =>
      this.#applier?.context(at).fresh(hint) ?? this.meeting.name(hint, "");
    return unknownAttribute(this.machine, object, name, fresh, site);
  }

  unknownSubscript(index: ShapeValue, site: ShapeSite): ShapeValue | null {
    return unknownSubscript(
      index,
      (hint) => this.#applier?.context(site).fresh(hint) ?? this.meeting.name(hint, ""),
    );
  }

  arrayOfSizes(sizes: readonly ShapeDatum[]): ShapeDatum {
    return arrayOfSizes(sizes);
  }

  module(name: string): ShapeValue | null {
    return this.#numpy?.module(name) ?? this.#libraries?.module(name) ?? null;
  }

  builtin(name: string): ShapeValue | null {
    let made = this.#builtins.get(name);
    if (made === undefined) {
      made = numberBuiltin(this, name);
      this.#builtins.set(name, made);
    }
    return made;
  }

  named(value: ShapeDatum, name: string, site: ShapeSite): ShapeDatum {
    const { content } = value;
    const size =
      content.kind === "int" ? content.size : content.kind === "array" ? content.integer : undefined;
    if (size !== undefined && !this.sizeNames.has(size))
      this.sizeNames.set(size, { name, place: this.machine.place(site) });
    return value;
  }

  parameter(
    definition: FunctionDefinition | Lambda,
    parameter: Parameter,
    frame: Frame<ShapeDatum>,
  ): ShapeValue {
    const hinted = this.#options.hints?.parameter(definition, parameter, frame.module.file) ?? null;
    if (hinted !== null) return fromAbstract(hinted, this.machine);
    const at: Place = {
      file: frame.module.file,
      start: parameter.nameSpan.start,
      end: parameter.nameSpan.end,
    };
    return { kind: "unknown", cause: { code: "parameter", args: [parameter.name], at } };
  }

  /** Applies a row of the table. */
  operate(name: string, args: CallArguments<ShapeDatum>, site: ShapeSite): ShapeValue {
    const operation = this.#options.operations.get(name);
    if (operation === undefined || this.#applier === null) {
      return (
        args.positional.find((each) => each.kind === "unknown") ??
        this.machine.unknown("unknown-function", [name], site)
      );
    }
    return this.#applier.call(operation, args, site);
  }
}

function method(name: string, call: ShapeBuiltin["call"]): ShapeBuiltin {
  return { kind: "builtin", name, call };
}

function hasElements(value: ShapeDatum): boolean {
  return (
    value.content.kind === "array" && (value.content.data !== undefined || value.content.count !== undefined)
  );
}

/** Attributes whose names say what they give, whatever the array. */
const toldByName: ReadonlySet<string> = new Set(["reshape", "flatten", "ravel", "size", "ndim"]);
