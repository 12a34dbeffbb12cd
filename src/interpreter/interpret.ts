import type { Module } from "../syntax/tree";
import { assign } from "./assign";
import { attribute } from "./attribute";
import { type Budget, Stopped } from "./budget";
import { builtins } from "./builtins";
import { call } from "./call";
import type { Domain, Observer, SourceFile } from "./domain";
import { evaluate } from "./evaluate";
import { executeBlock } from "./execute";
import { loadModule, moduleFrame } from "./imports";
import { iterate } from "./iteration";
import { Machine, PathEnd } from "./machine";
import { callUncalled } from "./uncalled";
import type { Datum, ModuleContext } from "./value";
import { watch } from "./watch";

/** One document of a program: a script, or a cell of a notebook. */
export interface ProgramPart {
  readonly file: string;
  readonly module: Module;
}

export interface InterpretOptions<D extends Datum> {
  readonly domain: Domain<D>;
  readonly observer: Observer<D>;
  readonly budget?: Partial<Budget>;
  readonly resolve?: (module: string, level: number, from: string) => SourceFile | null;
  readonly parse?: (file: SourceFile) => Module;
  /** Also interpret the functions that nobody calls, with whatever can be told of their parameters. */
  readonly uncalled?: boolean;
  /** Files that are of interest as well: those that nothing imports are run behind. */
  readonly also?: readonly SourceFile[];
}

export interface Interpretation<D extends Datum> {
  readonly machine: Machine<D>;
  /** Which budget was spent; null when the program was interpreted to its end. */
  readonly stopped: string | null;
  /** The functions that were being run when it was; null where that is not known. */
  readonly underWay: ReadonlySet<object> | null;
}

export const standardBudget: Budget = { steps: 250_000, depth: 96, hurried: false };

/** Interprets a program: its parts in order, in one module, as a notebook's cells are. Never throws. */
export function interpret<D extends Datum>(
  parts: readonly ProgramPart[],
  options: InterpretOptions<D>,
): Interpretation<D> {
  const machine = new Machine<D>({
    domain: options.domain,
    observer: options.observer,
    budget: { ...standardBudget, ...options.budget },
    resolve: options.resolve ?? (() => null),
    parse: options.parse ?? (() => ({ body: [], comments: [], broken: [], text: "" })),
    parts: { evaluate, execute: executeBlock, call, attribute, iterate, assign, builtins },
  });
  const frame = moduleFrame(machine, parts[0]?.file ?? "", "__main__");
  try {
    for (const part of parts) {
      const module: ModuleContext = { file: part.file, name: "__main__" };
      // Cells share their variables, but each has a place of its own.
      guarded(() => executeBlock(machine, part.module.body, { ...frame, module }));
      machine.loops.length = 0;
    }
    for (const file of options.also ?? []) {
      if (!machine.modules.has(file.path)) guarded(() => loadModule(machine, file, moduleName(file.path)));
    }
    const files = [...parts.map((part) => part.file), ...(options.also ?? []).map((file) => file.path)];
    if (options.uncalled === true) callUncalled(machine, files);
    return { machine, stopped: null, underWay: null };
  } catch (error) {
    if (error instanceof Stopped) return { machine, stopped: error.budget, underWay: error.underWay };
    // The program nests deeper than JavaScript can follow.
    if (error instanceof RangeError) return { machine, stopped: "depth", underWay: null };
    throw error;
  } finally {
    // Where the stack was full, whoever was watching may not have heard the end.
    watch(null);
  }
}

function moduleName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.py$/, "");
}

/** A path that ends at the top of a module ends nothing else. */
function guarded(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof PathEnd)) throw error;
  }
}
