import type { Import, ImportFrom, Module, Statement } from "../syntax/tree";
import { randomStream, type StatementNames, statementNames } from "./statementNames";

/** A top-level statement: which document it stands in, and which of its statements it is. */
export interface Unit {
  readonly document: number;
  readonly statement: Statement;
}

/**
 * Statements that no others have anything to do with: a program of their own. `own` are those that it is about, `lent`
 * those that it needs as well and that stand for themselves (imports of libraries, constants). Both in the order of the
 * program.
 */
export interface Section {
  readonly own: readonly Unit[];
  readonly lent: readonly Unit[];
}

/** The sections of a program. */
export interface Sections {
  readonly sections: readonly Section[];
  /**
   * Whether NumPy's global random stream is followed from its seed: all that draws from it is of one section then. In a long
   * program that would leave little to be kept after a keystroke, so there no numbers are drawn.
   */
  readonly followsDraws: boolean;
}

/** Characters of a section that may be interpreted anew for the sake of the random stream alone. */
const mostForDraws = 8000;

/** Whether an import names a file of the project, which all who import it share. */
export type IsProjectImport = (statement: Import | ImportFrom, document: number) => boolean;

/**
 * Parts a program where no value can pass: two statements are of one section when the one reads a variable that the other
 * binds or may change, be it through functions that are called there. What is found out about a section holds whatever the
 * others say, so that after a keystroke only one has to be interpreted anew. A text that is badly broken is one section.
 */
export function sectionsOf(
  modules: readonly Module[],
  isProjectImport: IsProjectImport,
  isTangled = false,
): Sections {
  const units = modules.flatMap(({ body }, document) =>
    body.map((statement): Unit => ({ document, statement })),
  );
  if (isTangled || units.some(isOpaque)) return { sections: [{ own: units, lent: [] }], followsDraws: true };
  const names = units.map(({ statement }) => statementNames(statement));
  const joined = new Partition(units, names, isProjectImport).sections();
  if (!names.some(mayName(randomStream))) return { sections: joined, followsDraws: true };
  const apart = new Partition(units, names.map(withoutDraws), isProjectImport).sections();
  const followsDraws = longest(joined) <= Math.max(mostForDraws, 1.5 * longest(apart));
  return { sections: followsDraws ? joined : apart, followsDraws };
}

function longest(sections: readonly Section[]): number {
  const lengths = sections.map(({ own }) =>
    own.reduce((sum, { statement: { span } }) => sum + span.end - span.start, 0),
  );
  return Math.max(0, ...lengths);
}

/** Whether a statement, or a function that it defines, may bind a variable. */
function mayName(name: string): (names: StatementNames) => boolean {
  return ({ mayBind, laterBind }) => mayBind.has(name) || laterBind.has(name);
}

function withoutDraws(names: StatementNames): StatementNames {
  const draws = ({ reads, later }: StatementNames) => reads.has(randomStream) || later.has(randomStream);
  if (!draws(names) && !mayName(randomStream)(names)) return names;
  const without = (set: ReadonlySet<string>) => new Set([...set].filter((name) => name !== randomStream));
  const { reads, later, mayBind, laterBind } = names;
  return {
    ...names,
    reads: without(reads),
    later: without(later),
    mayBind: without(mayBind),
    laterBind: without(laterBind),
  };
}

/** Reads or binds variables by names that cannot be seen, or ends the program. */
function isOpaque({ statement }: Unit): boolean {
  if (statement.kind === "raise" || statement.kind === "global") return true;
  const { reads, later, imports } = statementNames(statement);
  if (imports.some((each) => each.kind === "import-from" && each.names === null)) return true;
  return opaque.some((name) => reads.has(name) || later.has(name));
}

const opaque = ["exec", "eval", "globals", "locals", "exit", "quit"] as const;

class Partition {
  readonly #lent: readonly boolean[];
  readonly #parent: number[];
  /** What each unit needs of those that are lent. */
  readonly #needs: readonly Set<number>[];

  constructor(
    private readonly units: readonly Unit[],
    private readonly names: readonly StatementNames[],
    isProjectImport: IsProjectImport,
  ) {
    this.#parent = units.map((_, index) => index);
    this.#needs = units.map(() => new Set());
    const importing = units.flatMap(({ document }, index) =>
      this.names[index]?.imports.some((each) => isProjectImport(each, document)) === true ? [index] : [],
    );
    this.#lent = units.map(({ statement }, index) => isLent(statement) && !importing.includes(index));
    // Files of the project are run once, and their variables are shared by all who import them.
    this.#joinAll(importing);
    this.#joinFunctions();
    this.#joinReaders();
    this.#joinDrawers();
  }

  sections(): readonly Section[] {
    const groups = new Map<number, number[]>();
    this.units.forEach((_, index) => {
      const root = this.#find(index);
      const group = groups.get(root);
      if (group === undefined) groups.set(root, [index]);
      else group.push(index);
    });
    return [...groups.values()].map((own): Section => {
      const needed = new Set<number>();
      for (const each of own) this.#collect(each, needed);
      const lent = [...needed].filter((each) => !own.includes(each)).sort((a, b) => a - b);
      return { own: this.#unitsAt(own), lent: this.#unitsAt(lent) };
    });
  }

  #unitsAt(indices: readonly number[]): Unit[] {
    return indices.flatMap((index) => this.units[index] ?? []);
  }

  #collect(index: number, needed: Set<number>): void {
    for (const each of this.#needs[index] ?? []) {
      if (needed.has(each)) continue;
      needed.add(each);
      this.#collect(each, needed);
    }
  }

  #find(index: number): number {
    let root = index;
    for (let up = this.#parent[root]; up !== undefined && up !== root; up = this.#parent[root]) root = up;
    this.#parent[index] = root;
    return root;
  }

  /** The unit reads what the others bind. */
  #link(reader: number, binder: number): void {
    if (reader === binder) return;
    if (this.#lent[binder] === true) this.#needs[reader]?.add(binder);
    else this.#join(reader, binder);
  }

  /** The earlier one stands for both. */
  #join(a: number, b: number): void {
    const [x, y] = [this.#find(a), this.#find(b)];
    if (x !== y) this.#parent[Math.max(x, y)] = Math.min(x, y);
  }

  #joinAll(indices: readonly number[]): void {
    const [first] = indices;
    for (const each of indices) if (first !== undefined) this.#join(first, each);
  }

  /** A variable that functions use is read whenever they are called: it has one section, whoever binds it. */
  #joinFunctions(): void {
    const users = new Map<string, number[]>();
    this.names.forEach(({ later, laterBind }, index) => {
      for (const name of [...later, ...laterBind]) {
        const known = users.get(name);
        if (known === undefined) users.set(name, [index]);
        else known.push(index);
      }
    });
    const binders = new Map<string, number[]>();
    this.names.forEach(({ binds, mayBind }, index) => {
      for (const name of [...binds, ...mayBind]) {
        if (!users.has(name)) continue;
        const known = binders.get(name);
        if (known === undefined) binders.set(name, [index]);
        else known.push(index);
      }
    });
    for (const [name, readers] of users)
      for (const reader of readers) for (const binder of binders.get(name) ?? []) this.#link(reader, binder);
    // Where a function binds it, whoever reads it may read what the function made of it.
    for (const name of new Set(this.names.flatMap(({ laterBind }) => [...laterBind])))
      this.#joinAll(this.#mentioning(name));
  }

  /** Who has seeded NumPy's random stream, and all that may draw from it unseen: what is imported from we don't know where. */
  #joinDrawers(): void {
    const seeds = mayName(randomStream);
    const seeding = this.names.flatMap((each, index) => (seeds(each) ? [index] : []));
    if (seeding.length === 0) return;
    const strange = new Set(
      this.names.flatMap((each) => (isStrange(each) ? [...each.binds, ...each.mayBind] : [])),
    );
    const users = this.names.flatMap(({ reads, later }, index) =>
      [...reads, ...later].some((name) => strange.has(name)) ? [index] : [],
    );
    this.#joinAll([...seeding, ...users]);
  }

  #mentioning(name: string): number[] {
    const mentioning: number[] = [];
    this.names.forEach(({ reads, later, binds, mayBind, laterBind }, index) => {
      if (reads.has(name) || later.has(name) || binds.has(name) || mayBind.has(name) || laterBind.has(name))
        mentioning.push(index);
    });
    return mentioning;
  }

  /** In the order of the program: a statement reads what the variable was last bound to. */
  #joinReaders(): void {
    const current = new Map<string, readonly number[]>();
    this.names.forEach(({ reads, binds, mayBind }, index) => {
      for (const name of reads) for (const binder of current.get(name) ?? []) this.#link(index, binder);
      // Who reads it next may find either.
      for (const name of mayBind) current.set(name, [...(current.get(name) ?? []), index]);
      for (const name of binds) current.set(name, [index]);
    });
  }
}

/** Imports from a library of which some functions may draw random numbers. */
function isStrange({ imports }: StatementNames): boolean {
  const modules = imports.flatMap((each) =>
    each.kind === "import" ? each.names.map(({ module }) => module) : [each.module],
  );
  return modules.some((name) => !drawless.has(name.split(".")[0] ?? ""));
}

const drawless: ReadonlySet<string> = new Set(
  "numpy matplotlib math os sys time re json csv copy collections itertools functools operator random typing dataclasses pathlib pickle gzip struct string datetime argparse warnings abc enum io glob pandas seaborn PIL IPython tqdm h5py __future__".split(
    " ",
  ),
);

/** What gives the same wherever and how often it is run, and is changed by nobody: imports and constants. */
function isLent(statement: Statement): boolean {
  switch (statement.kind) {
    case "import":
    case "import-from":
    case "pass":
      return true;
    case "try":
      return [statement.body, ...statement.handlers.map((each) => each.body), statement.orelse].every(
        (body) =>
          body.every((each) => each.kind === "pass" || each.kind === "import" || each.kind === "import-from"),
      );
    case "assign":
      return (
        statement.targets.length === 1 &&
        statement.targets[0]?.kind === "name" &&
        (statement.value?.kind === "number" ||
          statement.value?.kind === "constant" ||
          (statement.value?.kind === "string" &&
            statement.value.parts.every((part) => typeof part === "string")))
      );
    default:
      return false;
  }
}
