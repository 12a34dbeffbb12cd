import * as e from "../../algebra/expression";
import type { Trace, UpdateTrace } from "../../domains/symbolsTrace";
import { batchName } from "../../domains/symbolsUpdates";
import type { ParameterPlaces } from "../../domains/traceOptions";
import type { ProgramPart } from "../../interpreter/interpret";
import type { Module } from "../../syntax/tree";
import { type DataForm, forms } from "./data";
import { type Entry, entriesOf, gradientEntries, weighedEntries } from "./entry";
import { loadsData } from "./loaded";
import { runTrace } from "./run";
import { isSearched } from "./search";
import { stagedEntries } from "./stages";
import { isStrained } from "./strained";
import { hasSquareData, learnedBy } from "./taught";
import { candidatePlaces, keptPlaces, parameterUpdates } from "./updates";

/** A program to look into: its parts in order, and what turns text into a tree. */
export interface GradientProgram {
  readonly parts: readonly ProgramPart[];
  readonly parse: (text: string) => Module;
}

/** A program's training step, found by running it in the domain of symbols. */
export interface TracedProgram {
  readonly entry: Entry;
  readonly form: DataForm;
  readonly places: ParameterPlaces;
  readonly trace: Trace;
  /** Updates of parameters by something that depends on them, first ones only. */
  readonly updates: readonly UpdateTrace[];
  /** No form of the data went through without a complaint. */
  readonly strained: boolean;
  /** Runs the same again, on other numbers; `rounds`: until every line has taken as many steps more; `areFar`: of far larger weights. */
  readonly again: (seed: number, rounds?: number, areFar?: boolean) => Trace;
  /** The first steps of this model in such a run. */
  readonly own: (trace: Trace) => readonly UpdateTrace[];
  /** Which of the program's models it is, from 0. */
  readonly model: number;
}

const nowhere: ParameterPlaces = { arrays: new Set(), numbers: new Set() };

/** Whether a run computes a loss of the samples that its updates are made of. */
export type HasLoss = (trace: Trace, updates: readonly UpdateTrace[]) => boolean;

export const ownLines: Entry = { kind: "module", name: "", code: "" };

/** All training steps of a program: what its own lines train, else what its classes and functions do when called. */
export function traceProgram(program: GradientProgram, hasLossOf: HasLoss): TracedProgram[] {
  const own = ownUpdates(program);
  if (own !== null && hasLossOf(own.trace, own.updates)) return [own];
  const found: TracedProgram[] = [];
  const done = new Set<string>();
  for (const entry of entriesOf(program.parts)) {
    if (done.has(entry.name) || isSearched(program) || (own !== null && !holds(program, entry, own)))
      continue;
    const traced = bestForm(program, entry, hasLossOf);
    if (traced === null) continue;
    // The program's own data say more, but for a loss that is not reached with them.
    if (own !== null && (traced.strained || !hasLossOf(traced.trace, traced.updates))) continue;
    found.push(traced);
    done.add(entry.name);
  }
  if (own !== null) return found.length > 0 ? found : [own];
  if (found.some((each) => !each.strained && hasLossOf(each.trace, each.updates))) return found;
  if (found.length === 0) {
    const loaded = { ...ownLines, loaded: true } as const;
    const given = loadsData(program.parts) ? bestForm(program, loaded, hasLossOf) : null;
    if (given !== null && !given.strained && hasLossOf(given.trace, given.updates)) return [given];
    const weighed = weighedFunction(program, hasLossOf);
    if (weighed !== null) return weighed;
  }
  const staged = stagedPrograms(program, hasLossOf);
  if (staged.length > 0) return staged;
  if (found.length > 0) return found;
  return gradientFunctions(program, hasLossOf);
}

/** What a program's own lines step, of data in the size that they count on. */
function ownUpdates(program: GradientProgram): TracedProgram | null {
  const found = (form: DataForm): TracedProgram | null => {
    const own = findUpdates(program, ownLines, form);
    const sizes = own === null ? fixedSizes(program, ownLines, [form]) : null;
    if (own !== null) return own;
    const fitting = sizes === null ? form : { ...form, ...sizes };
    // A file's labels may have more classes than two.
    const classes = fixedClasses(program, ownLines, [fitting]) ?? form.classes;
    return fitting === form && classes === 2 ? null : findUpdates(program, ownLines, { ...fitting, classes });
  };
  const form = formOf("vector");
  const own = found(form) ?? filled(program, form, found);
  if ((own !== null && !own.strained) || !guessOf(program, ownLines, form, 1).isGiven) return own;
  // Split in three and taken a tenth of, a few samples are none.
  const split = found({ ...form, samples: manySamples });
  return split === null || split.strained ? own : split;
}

const manySamples = 40;

/** With batches of all samples that there are, where the program says how large a batch is: its own may be larger. */
function filled(
  program: GradientProgram,
  form: DataForm,
  find: (form: DataForm) => TracedProgram | null,
): TracedProgram | null {
  if (!program.parts.some(({ module }) => namesBatch(module))) return null;
  return find({ ...form, batch: guessOf(program, ownLines, form, 1).samples });
}

/** A function that steps weights that it is given. */
function weighedFunction(program: GradientProgram, hasLossOf: HasLoss): TracedProgram[] | null {
  for (const entry of weighedEntries(program.parts)) {
    if (isSearched(program)) break;
    const traced = bestForm(program, entry, hasLossOf);
    if (traced !== null && !traced.strained && hasLossOf(traced.trace, traced.updates)) return [traced];
  }
  return null;
}

/** The steps were taken inside the class or function. */
export function holds({ parts }: GradientProgram, entry: Entry, { updates }: TracedProgram): boolean {
  return parts.some(({ file, module }) => {
    const definition = module.body.find(
      (each) => (each.kind === "class" || each.kind === "function") && each.name === entry.name,
    );
    return updates.every(
      ({ site, frame }) =>
        definition !== undefined &&
        frame.module.file === file &&
        definition.span.start <= site.span.start &&
        site.span.end <= definition.span.end,
    );
  });
}

/** Forward pass, loss and backward pass that are only defined. */
function stagedPrograms(program: GradientProgram, hasLossOf: HasLoss): TracedProgram[] {
  const found = new Map<string, TracedProgram>();
  const misfits = ({ updates }: TracedProgram) =>
    updates.filter(({ before, step }) => !e.sameShape(before.shape, step.shape)).length;
  for (const entry of stagedEntries(program.parts)) {
    const known = found.get(entry.name);
    // What a class is made of is no program of its own.
    const isPart = [...found.values()].some((each) => each.entry.kind !== entry.kind);
    if (isSearched(program) || isPart) break;
    if (known !== undefined && misfits(known) === 0) continue;
    const traced = bestForm(program, entry, hasLossOf);
    if (traced === null || traced.strained || !hasLossOf(traced.trace, traced.updates)) continue;
    // Weights may be made by us: in the form that their gradients have.
    if (known === undefined || misfits(traced) < misfits(known)) found.set(entry.name, traced);
  }
  return [...found.values()];
}

/** Functions that give gradients and leave the step to others. */
function gradientFunctions(program: GradientProgram, hasLossOf: HasLoss): TracedProgram[] {
  const found = new Map<string, TracedProgram>();
  for (const entry of gradientEntries(program.parts)) {
    if (found.has(entry.name) || isSearched(program)) continue;
    const traced = bestForm(program, entry, hasLossOf);
    if (traced !== null && !traced.strained && hasGradientShapes(traced)) found.set(entry.name, traced);
  }
  return [...found.values()];
}

export function formOf(targets: DataForm["targets"]): DataForm {
  return { inputs: "rows", targets, classes: 2 };
}

/** The first form of data that the code takes without complaint; else the first in which it updates anything. */
export function bestForm(program: GradientProgram, entry: Entry, hasLossOf: HasLoss): TracedProgram | null {
  const first = formOf("vector");
  const found = bestOf(program, entry, first, hasLossOf);
  if (found !== null || entry.kind !== "module") return found;
  return filled(program, first, (form) => bestOf(program, entry, form, hasLossOf));
}

function bestOf(
  program: GradientProgram,
  entry: Entry,
  { batch }: DataForm,
  hasLossOf: HasLoss,
): TracedProgram | null {
  const asked = batch === undefined ? forms : forms.map((form) => ({ ...form, batch }));
  const sizes = fixedSizes(program, entry, asked);
  const fitting = asked.map((form) => (sizes === null ? form : { ...form, ...sizes }));
  const found = firstAccepted(program, entry, fitting, hasLossOf);
  if (found !== null && !found.strained) return found;
  const classes = fixedClasses(program, entry, fitting);
  if (classes === null) return found;
  const own = fitting.flatMap((form) => (hasClasses(form) ? [{ ...form, classes }] : []));
  return firstAccepted(program, entry, own, hasLossOf) ?? found;
}

function firstAccepted(
  program: GradientProgram,
  entry: Entry,
  fitting: readonly DataForm[],
  hasLossOf: HasLoss,
): TracedProgram | null {
  let second: TracedProgram | null = null;
  // Only the step is refused: by a mistake, unless another form of the data has it accepted.
  let refused: TracedProgram | null = null;
  for (const form of fitting) {
    // Of one feature alone nothing is too large to be stepped by, whichever way it lies.
    if (isSearched(program) || (refused !== null && form.inputs === "line")) break;
    const traced = findUpdates(program, entry, form);
    if (traced === null) continue;
    if (!traced.strained && hasLossOf(traced.trace, traced.updates)) {
      if (traced.trace.refused.length === 0) return traced;
      refused ??= traced;
    }
    second ??= traced;
  }
  return refused ?? second;
}

/** What was taken from the result for gradients has the parameters' shapes: a loss has not. */
function hasGradientShapes({ entry, updates }: TracedProgram): boolean {
  const shapes = updates.map(
    ({ before, step }) => e.sameShape(before.shape, step.shape) || e.isSingle(before.shape),
  );
  return shapes.every(Boolean) && updates.length === entry.steps;
}

/**
 * A program with its own sizes (784 inputs) complains of ours: `shapes (7,5) and (784,64) not aligned`, `cannot reshape array of
 * size 35 into shape (-1,784)`.
 */
function fixedSizes(program: GradientProgram, entry: Entry, [form]: readonly DataForm[]): FixedSizes | null {
  if (form === undefined) return null;
  const { samples, features, messages } = guessOf(program, entry, form, 1);
  for (const message of messages) {
    const match = /^shapes \((\d+),(\d+)\) and \((\d+),(\d*)\) not aligned/.exec(message);
    const [rows, columns, needed, last] = (match ?? []).slice(1).map(Number);
    // Of all samples, or of a batch of them.
    const isFeatures = rows !== features && columns === features && needed !== samples;
    if (isFeatures && needed !== undefined && needed <= mostFixed) return { features: needed };
    // W x of one sample, or of a program whose samples are columns, or that turns them: what it needs is what W has.
    const isSample = needed === features && match?.[4] === "";
    const isOurs =
      isSample || (needed === samples && last === features) || (needed === features && last === samples);
    if (isOurs && columns !== undefined && columns <= mostFixed) return { features: columns };
    // Beside a column of ones.
    const isExtended = rows !== features && columns === features + 1 && needed !== samples;
    if (isExtended && needed !== undefined && needed <= mostFixed) return { features: needed - 1 };
    const flat = /^cannot reshape array of size (\d+) into shape \((-?\d+),(\d+)\)/.exec(message);
    const [size = 0, images = 0, pixels = 0] = (flat ?? []).slice(1).map(Number);
    if (size === 0 || size % features !== 0 || Math.max(images, pixels) > mostFixed) continue;
    return images < 1 || images === size / features
      ? { features: pixels }
      : { features: pixels, samples: images };
  }
  return null;
}

type FixedSizes = Pick<DataForm, "features" | "samples">;

/** Larger sizes take too long. */
const mostFixed = 1024;

function hasClasses({ targets }: DataForm): boolean {
  return targets === "vector" || targets === "one-hot";
}

/** A program with its own number of classes complains of ours where they meet: `shapes (7,10) (7,3)`. */
function fixedClasses(program: GradientProgram, entry: Entry, fitting: readonly DataForm[]): number | null {
  for (const form of fitting.filter(hasClasses)) {
    const { messages, samples, features } = guessOf(program, entry, form, 1);
    for (const message of messages) {
      const match = /shapes \((\d+),(\d+)\) \((\d+),(\d+)\)/.exec(message);
      const [a, b, c, d] = (match ?? []).slice(1).map(Number);
      const pair = b === d ? [a, c] : a === c ? [b, d] : [];
      const other = pair.find((size) => size !== form.classes);
      const isSize = other === undefined || other === samples || other === features;
      if (pair.includes(form.classes) && !isSize && other > 2 && other <= 1024) return other;
    }
  }
  return null;
}

/**
 * Finds what a run updates. In a first run arrays and numbers that are changed by `-=` show where parameters are made; in
 * the next these places make names. A place whose update does not depend on what is there (a sum that is collected) is
 * no parameter.
 */
export function findUpdates(program: GradientProgram, entry: Entry, form: DataForm): TracedProgram | null {
  const found = foundUpdates(program, entry, form);
  if (found === null || form.samples !== undefined || !hasSquareData(found.trace)) return found;
  const other = foundUpdates(program, entry, { ...form, samples: unlikeFeatures });
  return other === null || other.strained || other.updates.length < found.updates.length ? found : other;
}

/** No usual share of so many, four fifths, three quarters, a half, is as many as there are features, or twice that. */
const unlikeFeatures = 19;

function foundUpdates(program: GradientProgram, entry: Entry, form: DataForm): TracedProgram | null {
  const { found, branched } = updatesOf(program, entry, form, 1);
  if (!branched) return found;
  // `if margin >= 1`: by chance a sample may be one that has nothing to teach.
  const others = [6, 7].map((seed) => updatesOf(program, entry, form, seed).found);
  return [found, ...others].reduce((best, each) => (learnedBy(each) > learnedBy(best) ? each : best));
}

function updatesOf(
  program: GradientProgram,
  entry: Entry,
  form: DataForm,
  seed: number,
  sums: readonly string[] = [],
): { readonly found: TracedProgram | null; readonly branched: boolean } {
  const guess = guessOf(program, entry, form, seed, sums);
  const { branched } = guess;
  let { places } = guess;
  for (let round = 0; round < 4; round++) {
    if (places.arrays.size + places.numbers.size === 0) break;
    const trace = runTrace(program, entry, form, places, seed);
    const real = parameterUpdates(trace);
    const kept = keptPlaces(trace, real, places);
    if (kept.arrays.size + kept.numbers.size === places.arrays.size + places.numbers.size) {
      if (real.length === 0) break;
      const fixed = places;
      const again = (other: number, rounds = 0, areFar = false) =>
        runTrace(program, entry, areFar ? { ...form, areFar } : form, fixed, other, rounds);
      const strained = isStrained(trace);
      const own = parameterUpdates;
      return {
        found: { entry, form, places, trace, updates: real, strained, again, own, model: 0 },
        branched,
      };
    }
    places = kept;
  }
  // What ended the run may be a sum that goes down: `slope = slope - x * gap`.
  const counted = [...guess.places.numbers].map((name) => name.replace(".", ""));
  if (counted.length > 0 && sums.length === 0) return updatesOf(program, entry, form, seed, counted);
  return { found: null, branched };
}

/** It says how large a batch is. */
export function namesBatch({ text }: Module): boolean {
  return (text.match(/\w+/g) ?? []).some((word) => batchName.test(word));
}

/** What NumPy complained of when the program was first run so. */
export function messagesOf(program: GradientProgram, entry: Entry, form: DataForm): readonly string[] {
  return guessOf(program, entry, form, 1).messages;
}

/** What a first run tells: in it nothing has a name yet. */
interface Guess {
  readonly places: ParameterPlaces;
  readonly branched: boolean;
  /** What NumPy complained of. */
  readonly messages: readonly string[];
  readonly features: number;
  readonly samples: number;
  /** Data of ours stand for a library's. */
  readonly isGiven: boolean;
}

const guesses = new WeakMap<GradientProgram, Map<string, Guess>>();

/** `sums`: names of numbers that are no parameters, for all that is known. */
function guessOf(
  program: GradientProgram,
  entry: Entry,
  form: DataForm,
  seed: number,
  sums: readonly string[] = [],
): Guess {
  const known = guesses.get(program) ?? new Map<string, Guess>();
  guesses.set(program, known);
  const key = JSON.stringify([entry, form, seed, sums]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const trace = runTrace(program, entry, form, nowhere, seed, 0, sums);
  const { features, samples } = trace.options;
  const messages = [...trace.raises, ...trace.turned].map(({ message }) => message);
  const isGiven = [...trace.variables.keys()].some((name) => name.startsWith("x"));
  const places = candidatePlaces(trace);
  const found = { places, branched: trace.branched, messages, features, samples, isGiven };
  known.set(key, found);
  return found;
}

/** Formulas of a program that nobody foresaw may not fit together: then nothing is said of it. */
export function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
