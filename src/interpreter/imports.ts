import type { Import, ImportFrom } from "../syntax/tree";
import type { SourceFile } from "./domain";
import { type Machine, PathEnd } from "./machine";
import { standardModule } from "./standard";
import type { Datum, Frame, ModuleValue, Value } from "./value";
import { Members } from "./watch";

export function importModules<D extends Datum>(
  machine: Machine<D>,
  statement: Import,
  frame: Frame<D>,
): void {
  for (const { module, alias } of statement.names) {
    if (alias !== null) {
      machine.setVariable(frame, alias, findModule(machine, module, 0, statement, frame));
      continue;
    }
    const [first = module] = module.split(".");
    const whole = findModule(machine, module, 0, statement, frame);
    const root = first === module ? whole : findModule(machine, first, 0, statement, frame);
    machine.setVariable(frame, first, root);
  }
}

export function importFrom<D extends Datum>(
  machine: Machine<D>,
  statement: ImportFrom,
  frame: Frame<D>,
): void {
  const source = findModule(machine, statement.module, statement.level, statement, frame);
  if (statement.names === null) {
    importStar(machine, source, frame);
    return;
  }
  for (const { name, alias } of statement.names) {
    let value: Value<D> | null = source.kind === "module" ? source.member(name) : null;
    if (value === null) {
      const dotted = statement.module === "" ? name : `${statement.module}.${name}`;
      value = source.kind === "unknown" ? source : loadFile(machine, dotted, statement.level, frame);
    }
    const missing = () =>
      machine.unknown("unknown-import", [`${statement.module}.${name}`], siteOf(statement, frame));
    machine.setVariable(frame, alias ?? name, value ?? missing());
  }
}

function importStar<D extends Datum>(machine: Machine<D>, source: Value<D>, frame: Frame<D>): void {
  if (source.kind !== "module") return;
  if (source.frame === null) {
    frame.stars.push(source);
    machine.memory.forget();
    return;
  }
  for (const [name, variable] of source.frame.variables) {
    if (variable.value !== undefined && !name.startsWith("_"))
      machine.setVariable(frame, name, variable.value);
  }
  frame.stars.push(...source.frame.stars);
  machine.memory.forget();
}

function siteOf<D extends Datum>(statement: Import | ImportFrom, frame: Frame<D>) {
  return { node: { kind: "hole" as const, span: statement.span, parts: [] }, frame };
}

function findModule<D extends Datum>(
  machine: Machine<D>,
  name: string,
  level: number,
  statement: Import | ImportFrom,
  frame: Frame<D>,
): Value<D> {
  const own = loadFile(machine, name, level, frame);
  if (own !== null) return own;
  const library = level === 0 ? (standardModule(machine, name) ?? machine.domain.module(name)) : null;
  if (library !== null) return library;
  const site = siteOf(statement, frame);
  const missing = machine.unknown("unknown-import", [name === "" ? "." : name], site);
  // `try: import cupy … except ImportError`: what is not known is taken as not installed.
  machine.memory.dependOnMode();
  if (machine.catching > 0) throw new PathEnd<D>(site, null, "ImportError");
  return missing;
}

function loadFile<D extends Datum>(
  machine: Machine<D>,
  name: string,
  level: number,
  frame: Frame<D>,
): ModuleValue<D> | null {
  const file = machine.options.resolve(name, level, frame.module.file);
  return file === null ? null : loadModule(machine, file, name);
}

/** Runs a file of the program once, as Python does at the first import. */
export function loadModule<D extends Datum>(
  machine: Machine<D>,
  file: SourceFile,
  name: string,
): ModuleValue<D> {
  machine.memory.dependOnAll();
  const loaded = machine.modules.get(file.path);
  // What an abandoned path had loaded was taken back with all its writes.
  if (loaded !== undefined && loaded.mark <= machine.state.mark) return loaded.module;
  const frame = moduleFrame(machine, file.path, name);
  const module: ModuleValue<D> = {
    kind: "module",
    name,
    frame,
    member: (member) =>
      frame.variables.get(member)?.value ??
      starMember(frame, member) ??
      submodule(machine, file, frame, member),
  };
  const entry = { module, mark: 0 };
  machine.modules.set(file.path, entry);
  const outer = { catching: machine.catching, uncertain: machine.uncertain, loops: machine.loops.splice(0) };
  machine.catching = 0;
  machine.uncertain = 0;
  try {
    machine.execute(machine.options.parse(file).body, frame);
  } catch (error) {
    if (!(error instanceof PathEnd)) throw error;
  } finally {
    machine.catching = outer.catching;
    machine.uncertain = outer.uncertain;
    machine.loops.push(...outer.loops);
  }
  entry.mark = machine.state.mark;
  return module;
}

/** What `from numpy import *` leaves to Python, though NumPy has something of the same name. */
const notExported: ReadonlySet<string> = new Set([
  "abs",
  "max",
  "min",
  "round",
  "bool",
  "int",
  "float",
  "complex",
  "object",
  "str",
  "long",
]);

/** A name that a star import of a library brought. */
export function starMember<D extends Datum>(frame: Frame<D>, name: string): Value<D> | null {
  if (notExported.has(name)) return null;
  for (const each of frame.stars) {
    const found = each.member(name);
    if (found !== null) return found;
  }
  return null;
}

/** `import package.module` makes `package.module` an attribute. */
function submodule<D extends Datum>(
  machine: Machine<D>,
  file: SourceFile,
  frame: Frame<D>,
  name: string,
): Value<D> | null {
  if (!file.path.endsWith("__init__.py")) return null;
  const inner = machine.options.resolve(name, 1, frame.module.file);
  return inner === null ? null : loadModule(machine, inner, `${frame.module.name}.${name}`);
}

export function moduleFrame<D extends Datum>(machine: Machine<D>, file: string, name: string): Frame<D> {
  return {
    kind: "module",
    variables: new Members(),
    parent: null,
    module: { file, name },
    redirected: new Map(),
    function: null,
    classBody: null,
    self: null,
    site: null,
    depth: 0,
    mark: machine.state.mark,
    returns: [],
    yields: [],
    stars: [],
  };
}
