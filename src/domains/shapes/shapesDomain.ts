import { add, multiply, type Size } from "../../algebra/size";
import type { Domain } from "../../interpreter/domain";
import { comparisonNames, operatorNames } from "../../interpreter/operatorNames";
import {
  bool,
  type CallArguments,
  type Frame,
  type Iteration,
  maybe,
  type Place,
} from "../../interpreter/value";
import type {
  BinaryOperator,
  ComparisonOperator,
  FunctionDefinition,
  Lambda,
  Parameter,
} from "../../syntax/tree";
import type { LibraryModule } from "../library";
import { mayDraw } from "../randomUse";
import { Applier, rewritten, type ShapesListener } from "./apply";
import { plain, scalarOf } from "./arguments";
import { fromAbstract } from "./convert";
import {
  contentOf,
  datum,
  floatDatum,
  intDatum,
  known,
  type ShapeBuiltin,
  type ShapeDatum,
  type ShapeMachine,
  type ShapeSite,
  type ShapeValue,
  sizeOf,
  withoutElements,
} from "./datum";
import { keyOf, textOf, truthOf, typesOf } from "./describe";
import { type ElementAccess, iterationOf, storedInto } from "./elements";
import { extremumOf } from "./extremum";
import { Libraries, type LibraryOptions } from "./libraries";
import { ShapeLikeness } from "./likeness";
import { isMatrix, matrixAttribute } from "./matrix";
import { extrapolated, isIdentical, isInterchangeable, Meeting, sameDatum, stepOf } from "./meet";
import { numberBuiltin } from "./numberBuiltins";
import { NumpyModule, type Table } from "./numpyModule";
import { heldItem } from "./objects";
import type { ParameterHints } from "./parameters";
import { dtypeItem, pythonMember } from "./pythonMembers";
import { comparedWithInfinity, scalarBinary, scalarCompare, scalarUnary } from "./scalars";
import { SizeNames } from "./sizeNames";
import { Streams } from "./streams";
import { arrayOfSizes, unknownAttribute, unknownSubscript } from "./unknowns";

export interface ShapesOptions extends LibraryOptions {
  readonly operations: Table;
  readonly libraries?: readonly LibraryModule[];
  readonly listener?: ShapesListener;
  readonly hints?: ParameterHints;
  /** Whether NumPy's global random stream is followed once it is seeded; it is, unless told otherwise. */
  readonly followsDraws?: boolean;
}

/** The domain of shapes: an array is its shape. */
export class ShapesDomain implements Domain<ShapeDatum> {
  readonly exact = false;
  readonly same = sameDatum;
  readonly interchangeable = isInterchangeable;
  readonly identical = isIdentical;
  readonly step = stepOf;
  readonly extrapolate = extrapolated;
  readonly arrayOfSizes = arrayOfSizes;
  readonly meeting = new Meeting();
  /** The names that the program gave to sizes, by the size itself, which travels with the shapes it is part of. */
  readonly sizeNames = new SizeNames();
  readonly likeness = new ShapeLikeness(this.sizeNames);
  readonly #options: ShapesOptions;
  #machine: ShapeMachine | null = null;
  #applier: Applier | null = null;
  #access: ElementAccess | null = null;
  #numpy: NumpyModule | null = null;
  #libraries: Libraries | null = null;
  readonly #builtins = new Map<string, ShapeValue | null>();

  constructor(options: ShapesOptions) {
    this.#options = options;
  }

  attach(machine: ShapeMachine): void {
    this.#machine = machine;
    const { listener = null, operations, followsDraws = true } = this.#options;
    const streams = new Streams(machine, followsDraws);
    const applier = new Applier(machine, this.meeting, listener, operations, streams);
    this.#applier = applier;
    this.#access = {
      machine,
      meeting: this.meeting,
      listener,
      operation: (name) => operations.get(name),
      context: (site) => applier.context(site),
    };
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

  /** For what reaches into arrays; made once, for that happens all the time. */
  get #elements(): ElementAccess {
    if (this.#access === null) throw new Error("the domain is not attached to a machine");
    return this.#access;
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
    return comparedWithInfinity(operator, a, b, this.operate(`operator.${name}`, plain([left, right]), site));
  }

  attribute(object: ShapeDatum, name: string, site: ShapeSite): ShapeValue {
    const content = contentOf(object);
    const type =
      content.kind === "array" ? "ndarray" : content.kind === "object" ? content.name : content.kind;
    const ofMatrix = isMatrix(object) ? matrixAttribute(object, name) : null;
    if (ofMatrix !== null) return ofMatrix;
    const operation = this.#options.operations.get(`${type}.${name}`);
    if (operation === undefined) return pythonMember(this, object, name, site);
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
    const lost = this.machine.unknown("not-supported", [`${content.kind}[]`], site);
    return content.kind === "dtype"
      ? (dtypeItem(object, index) ?? lost)
      : this.machine.fail(site, "TypeError", lost);
  }

  store(object: ShapeDatum, index: ShapeValue, value: ShapeValue, site: ShapeSite): ShapeDatum {
    return storedInto(this.#elements, object, index, value, site);
  }

  iterate(object: ShapeDatum, site: ShapeSite | null): Iteration<ShapeDatum> | null {
    return iterationOf(this.#elements, object, site);
  }

  join(a: ShapeDatum, b: ShapeDatum): ShapeDatum | null {
    return this.meeting.join(a, b);
  }

  widen(a: ShapeDatum, b: ShapeDatum, name: string): ShapeDatum {
    return this.meeting.widen(a, b, name);
  }

  eitherElement(a: ShapeDatum, b: ShapeDatum): ShapeDatum | null {
    return this.meeting.eitherElement(a, b);
  }

  ofPasses(a: ShapeDatum, b: ShapeDatum): ShapeDatum | null {
    return this.meeting.ofPasses(a, b);
  }

  generalise(first: ShapeDatum, deeper: ShapeDatum, key: string): ShapeDatum | null {
    return this.meeting.generalise(first, deeper, key);
  }

  extremum(name: "min" | "max", values: readonly ShapeDatum[], site: ShapeSite): ShapeValue {
    return extremumOf(this.machine, name, values, site);
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
    if (size !== undefined && this.sizeNames.get(size) === undefined)
      this.sizeNames.add(size, name, this.machine.place(site));
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

  strangerCalled(args: CallArguments<ShapeDatum>): void {
    this.#applier?.streams.lose([...args.positional, ...args.keywords.values()]);
  }

  libraryCalled(name: string, args: CallArguments<ShapeDatum>): void {
    if (mayDraw(name, args, this.machine)) this.strangerCalled(args);
    else this.#applier?.streams.loseArguments(args);
  }

  copied(value: ShapeDatum): ShapeDatum {
    value.stream?.lose();
    return value.stream === undefined ? value : datum(value.content);
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

/** Attributes whose names say what they give, whatever the array. */
const toldByName: ReadonlySet<string> = new Set(["reshape", "flatten", "ravel", "size", "ndim"]);
