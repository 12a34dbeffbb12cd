import type { Abstract, DtypeKind } from "../../algebra/abstract";
import { constant, type Size } from "../../algebra/size";
import { cell } from "../../interpreter/state";
import { type CallArguments, type ClassValue, none, type PropertyValue, str } from "../../interpreter/value";
import { Members } from "../../interpreter/watch";
import {
  type DataFiles,
  type LibraryCall,
  type LibraryClass,
  type LibraryFunction,
  type LibraryHost,
  type LibraryMember,
  type LibraryModule,
  noFiles,
} from "../library";
import { toAbstract } from "./convert";
import {
  arrayDatum,
  contentOf,
  datum,
  floatDatum,
  intDatum,
  type ShapeBuiltin,
  type ShapeDatum,
  type ShapeInstance,
  type ShapeMachine,
  type ShapeSite,
  type ShapeValue,
  sizeOf,
} from "./datum";
import type { Meeting } from "./meet";
import { bindSignature } from "./signatures";

export interface LibraryOptions {
  readonly libraries?: readonly LibraryModule[];
  readonly files?: DataFiles;
}

type Numpy = (
  name: string,
  positional: readonly ShapeValue[],
  keywords: ReadonlyMap<string, ShapeValue>,
  site: ShapeSite,
) => ShapeValue;

type ShapeClass = ClassValue<ShapeDatum>;

interface ModuleNames {
  readonly modules: ReadonlyMap<string, LibraryModule>;
  /** The packages that they stand in. */
  readonly prefixes: ReadonlySet<string>;
}

const noLibraries: readonly LibraryModule[] = [];

/** A program of many sections asks for each of them anew. */
const knownNames = new WeakMap<readonly LibraryModule[], ModuleNames>();

function namesOf(libraries: readonly LibraryModule[]): ModuleNames {
  const known = knownNames.get(libraries);
  if (known !== undefined) return known;
  const prefixes = new Set<string>();
  for (const { name } of libraries) {
    const parts = name.split(".");
    for (let length = 1; length < parts.length; length++) prefixes.add(parts.slice(0, length).join("."));
  }
  const names = { modules: new Map(libraries.map((each) => [each.name, each])), prefixes };
  knownNames.set(libraries, names);
  return names;
}

/** Makes the interpreter's values of what the libraries' tables say. */
export class Libraries {
  readonly #modules: ReadonlyMap<string, LibraryModule>;
  readonly #prefixes: ReadonlySet<string>;
  readonly #members = new Map<string, ShapeValue>();
  readonly #classes = new WeakMap<LibraryClass, ShapeClass>();
  readonly host: LibraryHost;

  constructor(
    private readonly machine: ShapeMachine,
    options: LibraryOptions,
    private readonly domain: {
      readonly meeting: Meeting;
      libraryCalled(name: string, args: CallArguments<ShapeDatum>): void;
    },
    private readonly numpy: Numpy,
  ) {
    const { modules, prefixes } = namesOf(options.libraries ?? noLibraries);
    this.#modules = modules;
    this.#prefixes = prefixes;
    this.host = makeHost(
      machine,
      options.files ?? noFiles,
      (name, type) => this.#class(name, type),
      (name, body) => this.#function(name, body, null),
    );
  }

  module(name: string): ShapeValue | null {
    if (!this.#modules.has(name) && !this.#prefixes.has(name)) return null;
    return { kind: "module", name, frame: null, member: (member) => this.#member(name, member) };
  }

  /** A member that a library's table names itself. */
  own(module: string, name: string): ShapeValue | null {
    const table = this.#modules.get(module);
    return table !== undefined && Object.hasOwn(table.members, name) ? this.#member(module, name) : null;
  }

  #member(module: string, name: string): ShapeValue | null {
    const full = `${module}.${name}`;
    const made = this.#members.get(full);
    if (made !== undefined) return made;
    const table = this.#modules.get(module);
    const member =
      table !== undefined && Object.hasOwn(table.members, name) ? table.members[name] : undefined;
    const value = member === undefined ? null : this.#value(full, member);
    if (value !== null) {
      this.#members.set(full, value);
      return value;
    }
    return this.module(full) ?? table?.fallback?.(name, this.host) ?? null;
  }

  #value(full: string, member: LibraryMember): ShapeValue {
    switch (member.kind) {
      case "function":
        return this.#function(full, member, null);
      case "class":
        return this.#class(full, member);
      case "constant":
        return member.value(this.host);
    }
  }

  #function(name: string, member: LibraryFunction, type: string | null): ShapeBuiltin {
    return {
      kind: "builtin",
      name,
      call: (args, site) => {
        const [self, ...positional] = args.positional;
        const inner = type === null ? args : { ...args, positional };
        return this.#run(
          name,
          member.signature,
          member.body,
          inner,
          type === null ? none : (self ?? none),
          site,
        );
      },
    };
  }

  #run(
    name: string,
    signature: string,
    body: (call: LibraryCall) => ShapeValue,
    args: CallArguments<ShapeDatum>,
    self: ShapeValue,
    site: ShapeSite,
  ): ShapeValue {
    this.machine.step(5);
    this.domain.libraryCalled(name, args);
    return body(makeCall(this.host, this.domain.meeting, this.numpy, { name, signature, args, self, site }));
  }

  #class(full: string, member: LibraryClass): ShapeClass {
    const known = this.#classes.get(member);
    if (known !== undefined) return known;
    const name = full.slice(full.lastIndexOf(".") + 1);
    const attributes: ShapeClass["attributes"] = new Members();
    const bases = (member.bases ?? []).map((base) => this.#class(full, base));
    const made: ShapeClass = { kind: "class", name, bases, attributes, definition: null };
    this.#classes.set(member, made);
    attributes.set("__init__", cell<ShapeDatum, ShapeValue>(this.#initializer(full, member)));
    for (const [method, body] of Object.entries(member.methods ?? {})) {
      attributes.set(method, cell<ShapeDatum, ShapeValue>(this.#function(`${full}.${method}`, body, name)));
    }
    for (const [property, read] of Object.entries(member.properties ?? {})) {
      const getter = this.#function(
        `${full}.${property}`,
        { kind: "function", signature: "", body: read },
        name,
      );
      const write = member.setters?.[property];
      const setter = write === undefined ? null : this.#function(`${full}.${property}`, write, name);
      const value: PropertyValue<ShapeDatum> = { kind: "property", getter, setter };
      attributes.set(property, cell<ShapeDatum, ShapeValue>(value));
    }
    return made;
  }

  #initializer(full: string, member: LibraryClass): ShapeBuiltin {
    return {
      kind: "builtin",
      name: `${full}.__init__`,
      call: (args, site) => {
        const [self = none, ...positional] = args.positional;
        if (self.kind !== "instance") return none;
        const bound = bindSignature(member.signature, { ...args, positional });
        for (const [parameter, value] of bound.named) this.machine.setAttribute(self, parameter, value);
        const { construct } = member;
        if (construct === undefined) return none;
        const body = (call: LibraryCall): ShapeValue => {
          construct(call);
          return none;
        };
        return this.#run(full, member.signature, body, { ...args, positional }, self, site);
      },
    };
  }
}

function sized(size: Size | number): Size {
  return typeof size === "number" ? constant(size) : size;
}

function makeHost(
  machine: ShapeMachine,
  files: DataFiles,
  classOf: (name: string, type: LibraryClass) => ShapeClass,
  functionOf: (name: string, body: LibraryFunction) => ShapeBuiltin,
): LibraryHost {
  const written = machine.dict({ kind: "entries", entries: new Map(), rest: null });
  return {
    machine,
    files,
    written: {
      get: (path) => written.cell.value?.entries.get(path)?.value ?? null,
      set: (path, contents) => {
        const entries = new Map(written.cell.value?.entries);
        machine.state.write(written.cell, {
          kind: "entries",
          entries: entries.set(path, { key: str(path), value: contents }),
          rest: null,
        });
      },
    },
    array: (shape, dtype) => arrayDatum(shape.map(sized), dtype),
    int: (size) => intDatum(sized(size)),
    float: (number = null) => floatDatum(number),
    list: (items) => machine.list(items),
    tuple: (items) => ({ kind: "tuple", content: { kind: "items", items } }),
    repeated: (length, item) => machine.listOf({ kind: "repeated", length: intDatum(sized(length)), item }),
    dict: (entries) =>
      machine.dict({
        kind: "entries",
        entries: new Map(
          Object.entries(entries).map(([key, value]) => [`s:${key}`, { key: str(key), value }]),
        ),
        rest: null,
      }),
    function: functionOf,
    instance: (name, type, attributes = {}) => {
      const made: ShapeInstance = machine.instance(classOf(name, type));
      for (const [key, value] of Object.entries(attributes)) machine.setAttribute(made, key, value);
      return made;
    },
    shapeOf: (value) => shapeOf(value, machine),
    abstract: (value) => toAbstract(value, machine),
  };
}

function shapeOf(value: ShapeValue, machine: ShapeMachine): ReturnType<LibraryHost["shapeOf"]> {
  return abstractShape(toAbstract(value, machine));
}

/** The shape that `np.asarray` would give. */
function abstractShape(value: Abstract): ReturnType<LibraryHost["shapeOf"]> {
  switch (value.kind) {
    case "array":
      return value.reason === undefined
        ? { shape: value.shape, dtype: value.dtype }
        : { shape: value.shape, dtype: value.dtype, reason: value.reason };
    case "sequence": {
      const [first] = value.items;
      if (first === undefined) return { shape: [constant(0)], dtype: "float" };
      const inner = abstractShape(first);
      return {
        ...inner,
        shape: inner.shape === null ? null : [constant(value.items.length), ...inner.shape],
      };
    }
    case "repeated": {
      const inner = abstractShape(value.item);
      return { ...inner, shape: inner.shape === null ? null : [value.length, ...inner.shape] };
    }
    case "unknown":
      return { shape: null, dtype: "unknown", reason: value.reason };
    case "int":
    case "bool":
    case "float":
    case "complex":
    case "str":
      return { shape: [], dtype: value.kind };
    default:
      return { shape: null, dtype: "unknown", reason: { code: "not-supported", args: [value.kind] } };
  }
}

interface Invocation {
  readonly name: string;
  readonly signature: string;
  readonly args: CallArguments<ShapeDatum>;
  readonly self: ShapeValue;
  readonly site: ShapeSite;
}

function makeCall(host: LibraryHost, meeting: Meeting, numpy: Numpy, invocation: Invocation): LibraryCall {
  const { name, args, self, site } = invocation;
  const { machine } = host;
  const bound = bindSignature(invocation.signature, args);
  const unknown: LibraryCall["unknown"] = (code, ...parts) => machine.unknown(code, parts, site);
  const get = (parameter: string) => bound.named.get(parameter);
  const call: LibraryCall = {
    ...host,
    site,
    self,
    get,
    arg: (parameter) => get(parameter) ?? unknown("unknown-argument", name, parameter),
    rest: bound.rest,
    keywords: bound.keywords,
    integer: (parameter, otherwise) => {
      const value = get(parameter);
      if (value === undefined || value.kind === "none") return constant(otherwise);
      const int = machine.asInt(value);
      return (int === null ? null : sizeOf(int)) ?? call.fresh("k");
    },
    text: (parameter) => {
      const value = get(parameter);
      if (value?.kind === "str") return value.value;
      const path = value?.kind === "instance" ? value.attributes.get("__path__")?.value : undefined;
      return path?.kind === "str" ? path.value : null;
    },
    flag: (parameter, otherwise) => {
      const value = get(parameter);
      return value === undefined ? otherwise : machine.truth(value);
    },
    attribute: (attribute) => (self.kind === "instance" ? self.attributes.get(attribute)?.value : undefined),
    setAttribute: (attribute, value) => {
      if (self.kind === "instance") machine.setAttribute(self, attribute, value);
    },
    apply: (callee, ...positional) => machine.apply(callee, positional, site),
    numpy: (operation, ...positional) => numpy(operation, positional, new Map(), site),
    like: (value, dtype) => like(value, dtype, machine),
    fresh: (hint) =>
      meeting.name(hint, `${site.frame.module.file}:${site.node.span.start}:${site.node.span.end}`),
    file: site.frame.module.file,
    unknown,
  };
  return call;
}

function like(value: ShapeValue, dtype: DtypeKind | undefined, machine: ShapeMachine): ShapeValue {
  if (value.kind === "unknown") return value;
  const seen = shapeOf(value, machine);
  if (value.kind === "datum" && dtype === undefined) return datum(contentOf(value));
  const { shape, reason } = seen;
  if (shape !== null) return arrayDatum(shape, dtype ?? seen.dtype);
  return reason === undefined
    ? datum({ kind: "array", shape: null, dtype: dtype ?? seen.dtype })
    : { kind: "unknown", cause: reason };
}
