import type { Span } from "../../base/span";
import type { Traced } from "../../domains/symbolsTrace";
import { Stopped } from "../../interpreter/budget";
import type { Observer } from "../../interpreter/domain";
import { interpret, type ProgramPart } from "../../interpreter/interpret";
import { PathEnd } from "../../interpreter/machine";
import type { Cause, Frame, Site, Value } from "../../interpreter/value";
import type { Call, Expression, Module } from "../../syntax/tree";
import { type Known, knownOf } from "./known";
import { type DataTables, LessonDomain, markName } from "./lessonDomain";

/** Lines of Python that are run behind the learner's program, each in a function of its own. */
export interface Probe {
  /** Lines to run first; "" for none. */
  readonly setup: string;
  /** The expression that is asked for; null to run the lines only. */
  readonly of: string | null;
}

export interface ProbeAnswer {
  readonly value: Known;
  /** What was raised meanwhile. */
  readonly raises: readonly RaiseNote[];
  /** How many expressions of the learner's program were evaluated meanwhile. */
  readonly work: number;
  readonly operations: readonly OperationNote[];
}

export interface RaiseNote {
  readonly message: string;
  readonly file: string;
  readonly start: number;
}

export interface OperationNote {
  readonly name: string;
  readonly file: string;
  readonly span: Span;
  /** The functions that it was in, "Neuron.fit", the innermost first. */
  readonly functions: readonly string[];
}

/** A learner's program, run once together with all that is asked of it. */
export interface LearnerRun {
  /** Of the program itself. */
  readonly own: Omit<ProbeAnswer, "value">;
  readonly answers: readonly ProbeAnswer[];
  /**
   * What an expression comes to inside a function, at the end of its last call: by the program itself, or by a probe. null
   * when it was never called.
   */
  readonly inside: (code: string, within: string, probe: Probe | null) => Known | null;
  readonly stopped: string | null;
}

const budget = { steps: 120_000, depth: 24 };
/** Milliseconds. A lesson's own training takes about 400 on a slow computer. */
const patience = 5000;
const probeFile = (index: number) => `\0probe ${index}`;

export interface LearnerProgram {
  readonly parts: readonly ProgramPart[];
  readonly probes: readonly Probe[];
  readonly tables: DataTables;
  /** The texts of other files that it may import, by their module's names. */
  readonly modules: ReadonlyMap<string, string>;
  readonly parse: (text: string) => Module;
}

/** Interprets the program, then the probes. Never throws on a learner's program. */
export function runLearner({ parts, probes, tables, modules, parse }: LearnerProgram): LearnerRun {
  const notes = new RunNotes(
    new Set([...parts.map(({ file }) => file), ...[...modules.keys()].map((name) => `${name}.py`)]),
  );
  const domain = new LessonDomain(tables, {
    operation: (name, site) => notes.operation(name, site),
    refused: (why, { node, frame }) => notes.value(node, why, frame),
    mark: (index) => notes.begin(index),
  });
  const asked = new Map<Expression, number>();
  const probeParts = probes.map((probe, index): ProgramPart => {
    const module = parse(probeText(probe, index));
    const call = lastCall(module);
    if (call !== null) asked.set(call, index);
    return { file: probeFile(index), module };
  });
  const values = new Map<number, Value<Traced>>();
  const { stopped, machine } = interpret([...parts, ...probeParts], {
    domain,
    budget,
    resolve: (module) => {
      const text = modules.get(module);
      return text === undefined ? null : { path: `${module}.py`, text };
    },
    parse: (file) => parse(file.text),
    observer: observerOf(notes, (syntax, value) => {
      const index = asked.get(syntax);
      if (index !== undefined) values.set(index, value);
    }),
  });
  // What is asked from here on is no part of what was seen.
  notes.begin(probes.length);
  const known = (value: Value<Traced> | undefined): Known =>
    value === undefined ? { kind: "unknown", cause: null } : knownOf(value, domain.trace);
  return {
    own: notes.answer(-1),
    answers: probes.map((_, index) => ({ value: known(values.get(index)), ...notes.answer(index) })),
    inside: (code, within, probe) => {
      const frame = notes.frame(within, probe === null ? -1 : probes.indexOf(probe));
      const [only] = parse(`(\n${code}\n)\n`).body;
      if (frame === undefined || only?.kind !== "expression") return null;
      return known(attempted(() => machine.evaluate(only.value, frame)));
    },
    stopped,
  };
}

/** A question of ours that does not go through has no value. */
function attempted(evaluate: () => Value<Traced>): Value<Traced> | undefined {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof PathEnd || error instanceof Stopped) return undefined;
    throw error;
  }
}

function probeText({ setup, of }: Probe, index: number): string {
  const name = `__neuron_lens_probe_${index}`;
  const lines = setup.split("\n").map((line) => `    ${line}`);
  const last = of === null ? "    return None" : `    return (\n${of}\n    )`;
  return [
    `def ${name}():`,
    ...(setup === "" ? [] : lines),
    last,
    `${markName}(${index})`,
    `${name}()`,
    "",
  ].join("\n");
}

function lastCall({ body }: Module): Call | null {
  const last = body.at(-1);
  return last?.kind === "expression" && last.value.kind === "call" ? last.value : null;
}

function observerOf(
  notes: RunNotes,
  heard: (syntax: Expression, value: Value<Traced>) => void,
): Observer<Traced> {
  const ends = performance.now() + patience;
  let count = 0;
  return {
    value: (syntax, value, frame) => {
      if (++count % 256 === 0 && performance.now() > ends) throw new Stopped("time");
      notes.value(syntax, value, frame);
      heard(syntax, value);
    },
    parameter: () => {},
    // A value that tells of it comes as well.
    raised: () => {},
    assigned: () => {},
    takeNovelty: () => false,
  };
}

interface Meanwhile {
  work: number;
  readonly raises: RaiseNote[];
  readonly operations: OperationNote[];
}

/** What was seen in a run, by the probe that was being asked; −1 is the learner's own program. */
class RunNotes {
  readonly #files: ReadonlySet<string>;
  readonly #meanwhile = new Map<number, Meanwhile>();
  readonly #frames = new Map<string, Frame<Traced>>();
  #now = -1;
  #current: Meanwhile;

  constructor(files: ReadonlySet<string>) {
    this.#files = files;
    this.#current = this.#start(-1);
  }

  begin(index: number): void {
    this.#now = index;
    this.#current = this.#start(index);
  }

  #start(index: number): Meanwhile {
    const made: Meanwhile = { work: 0, raises: [], operations: [] };
    this.#meanwhile.set(index, made);
    return made;
  }

  value(syntax: Expression, value: Value<Traced>, frame: Frame<Traced>): void {
    if (value.kind === "unknown") this.#raised(syntax, value.cause, frame);
    if (!this.#files.has(frame.module.file)) return;
    this.#current.work++;
    for (const name of namesOf(frame)) this.#frames.set(`${this.#now} ${name}`, frame);
  }

  /** Of the last call of a function while a probe was asked, or the program itself ran. */
  frame(name: string, probe: number): Frame<Traced> | undefined {
    return this.#frames.get(`${probe} ${name}`);
  }

  operation(name: string, { node, frame }: Site<Traced>): void {
    const { file } = frame.module;
    if (!this.#files.has(file)) return;
    // A training of a thousand steps says nothing new after the first ones.
    if (this.#current.operations.length < 5000)
      this.#current.operations.push({ name, file, span: node.span, functions: functionsAround(frame) });
  }

  /** The innermost expression comes first; those around it carry the same cause on. */
  #raised(syntax: Expression, { code, args: [first, second] }: Cause, frame: Frame<Traced>): void {
    const message =
      code === "raised"
        ? `${first}: ${second}`
        : code === "unknown-name" && syntax.kind === "name"
          ? `NameError: name '${first}' is not defined`
          : null;
    const { raises } = this.#current;
    if (message === null || raises.some((each) => each.message === message)) return;
    raises.push({ message, file: frame.module.file, start: syntax.span.start });
  }

  answer(index: number): Omit<ProbeAnswer, "value"> {
    const { work, raises, operations } = this.#meanwhile.get(index) ?? {
      work: 0,
      raises: [],
      operations: [],
    };
    return { work, raises, operations };
  }
}

/** "fit" and "Neuron.fit". */
function namesOf({ function: of }: Frame<Traced>): string[] {
  if (of === null) return [];
  return of.owner === null ? [of.name] : [of.name, `${of.owner.name}.${of.name}`];
}

function functionsAround(frame: Frame<Traced>): string[] {
  const names: string[] = [];
  for (let at: Frame<Traced> | undefined = frame; at !== undefined; at = at.site?.frame)
    names.push(...namesOf(at));
  return names;
}

/** A name or an attribute, as the lesson writes it: "w", "self.w". */
export function textOf(target: Expression): string {
  if (target.kind === "name") return target.id;
  if (target.kind !== "attribute") return "";
  const of = textOf(target.object);
  return of === "" ? "" : `${of}.${target.name}`;
}
