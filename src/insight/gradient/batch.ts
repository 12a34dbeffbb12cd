import * as arrays from "../../algebra/array";
import { batchName } from "../../domains/symbolsUpdates";
import type { Module } from "../../syntax/tree";
import type { ProgramCheck } from "./check";
import type { Mistake } from "./comparison";
import { isSearched } from "./search";
import { stepNamesOf } from "./sinks";
import { findUpdates, type GradientProgram, namesBatch, type TracedProgram } from "./trace";

/** More samples than any program has: what is cut out of a list ends where the list does. */
const more = 100_000;

/**
 * A program that learns from one part of its data after the other often computes its loss of all of it, or collects it over
 * the parts: then no loss belongs to just the samples of a step. Where it says how large a part is, a step of all samples at
 * once has one. null where nothing comes of it.
 */
export function checkOfAll(
  program: GradientProgram,
  traced: TracedProgram,
  before: ProgramCheck,
  check: (traced: TracedProgram) => ProgramCheck,
): ProgramCheck | null {
  const isOfOthers = before.loss === null || before.isOfMore === true || isCollected(program, before.loss);
  if (before.verdict === "right" || !isOfOthers) return null;
  for (const whole of wholeBatches(program, traced)) {
    if (isSearched(program)) break;
    const found = check(whole);
    if (found.verdict === "undecided") continue;
    if (found.mistake === "other") continue;
    // What is reported of all samples may be twice what is stepped, as a mean of squares is of half of one.
    if (found.parameters.every(({ mistake }) => mistake === "factor_two")) continue;
    // `rate / batch_size` is divided by a number that no batch has here; nor has it that where the program counts by itself.
    const isOdd = whole.form.batch === more || program.parts.some(({ module }) => countsBatch(module));
    if (isOdd && found.mistake !== null && counting.has(found.mistake)) continue;
    // The batch's size is not the program's own: nothing is told of how many times.
    return { ...found, parameters: found.parameters.map(({ ratio: _, ...each }) => each) };
  }
  return null;
}

const counting: ReadonlySet<Mistake> = new Set([
  "missing_mean",
  "double_mean",
  "divided_by_features",
  "bias_not_averaged",
  "penalty_not_averaged",
]);

/** A sum over the parts: `loss += …`. */
function isCollected({ parts }: GradientProgram, { file, span }: NonNullable<ProgramCheck["loss"]>): boolean {
  return parts.some(({ file: own, module }) => {
    const name = /^[\w.]+/.exec(module.text.slice(span.start, span.end))?.[0].split(".").at(-1) ?? "";
    return own === file && stepNamesOf(module).has(name);
  });
}

/** On as many samples as there are; where that number is not seen, on more. */
function* wholeBatches(program: GradientProgram, traced: TracedProgram): Generator<TracedProgram> {
  if (traced.form.batch !== undefined || !program.parts.some(({ module }) => namesBatch(module))) return;
  const samples = sampleCount(traced);
  for (const batch of [...(samples === null ? [] : [samples]), more]) {
    const whole = findUpdates(program, traced.entry, { ...traced.form, batch });
    if (whole === null || whole.strained) continue;
    const updates = traced.own(whole.trace);
    if (updates.length >= traced.updates.length)
      yield { ...traced, ...whole, updates, own: traced.own, model: traced.model };
  }
}

/** The longest axis that two arrays of data have: features and labels; where each sample is an array of its own, their number. */
function sampleCount({ trace }: TracedProgram): number | null {
  const counts = new Map<number, number>();
  const shapes = new Map<string, number>();
  for (const [name, array] of trace.variables) {
    // A parameter stands for an array that the program made.
    const own = name.startsWith("p") ? array.shape.join() : null;
    if (own !== null) shapes.set(own, (shapes.get(own) ?? 0) - 1);
    if (!/^[xyk]/.test(name)) continue;
    for (const size of new Set(array.shape)) counts.set(size, (counts.get(size) ?? 0) + 1);
    const shape = array.shape.join();
    if (arrays.norm(array) > 0) shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  }
  const [most = 0, next] = [...shapes.values()].sort((a, b) => b - a);
  // Labels that are zeros until one is set do not show; then nothing but the samples is there several times.
  if ((next === undefined || next === most || next < fewSamples) && most >= fewSamples) return most;
  const shared = [...counts].flatMap(([size, count]) => (count > 1 && size > 1 ? [size] : []));
  return shared.length === 0 ? null : Math.max(...shared);
}

/** Fewer arrays of one shape may be anything. */
const fewSamples = 4;

/** `batch_size = len(batch)` */
function countsBatch({ text }: Module): boolean {
  return [...text.matchAll(/(\w+) *= *(?:len\(|[\w.]+\.shape)/g)].some(([, name = ""]) =>
    batchName.test(name),
  );
}
