import type { Module } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import type { Entry } from "./entry";
import { samplesInParts } from "./parts";
import type { GradientProgram } from "./trace";

/** Whole numbers up to this are left as they are: axes, exponents, classes, a few units. */
const small = 12;
/** A table of numbers is data and has no sizes to make small. */
const mostSizes = 40;

/**
 * The same program with its large whole numbers made small, equal ones equal and in their order: 784 inputs become 15, 200
 * samples 13. A gradient that is right there is right: it may depend on how numbers compare, not on how large they are. Where
 * the program counts on more than that (28 * 28 is 784), it raises or disagrees, and has to be read as it is. null where there
 * is nothing to make small.
 */
export function withSmallSizes(program: GradientProgram): SmallProgram | null {
  const found = new Set<number>();
  for (const { module } of program.parts)
    walk(module.body, (part) => {
      if (isLarge(part)) found.add(part.value);
    });
  if (found.size === 0 || found.size > mostSizes) return null;
  const sizes = new Map([...found].sort((a, b) => a - b).map((size, at) => [size, small + 1 + 2 * at]));
  if ([...sizes].every(([size, now]) => now >= size)) return null;
  const parts = program.parts.map((part) => ({ ...part, module: withSizes(part.module, sizes) }));
  const back = new Map([...sizes].map(([size, now]) => [now, size]));
  return { program: { ...program, parts }, sizeOf: (now) => back.get(now) ?? (now <= small ? now : null) };
}

export interface SmallProgram {
  readonly program: GradientProgram;
  /** What a number of the small program is in the learner's. */
  readonly sizeOf: (now: number) => number | null;
}

/** The first is taken where nothing speaks against it. */
const sampleCounts = [7, 11, 9];

/**
 * How many samples are made up for a program. Where we call what it defines, a number that it does not write itself: a layer of 7
 * units would meet 7 samples everywhere, and a transposed product would pass for a right one.
 */
export function samplesFor({ parts }: GradientProgram, { kind }: Entry): number {
  const isFree = (count: number) => kind === "module" || !parts.some(({ module }) => writes(module, count));
  const least = Math.max(0, ...parts.map(({ module }) => samplesInParts(module)));
  const counts = least > (sampleCounts[0] ?? 0) ? [least, 2 * least] : sampleCounts;
  return counts.find(isFree) ?? counts[0] ?? 7;
}

const written = new WeakMap<Module, ReadonlySet<number>>();

function writes(module: Module, size: number): boolean {
  const found = written.get(module) ?? new Set(numbersIn(module));
  written.set(module, found);
  return found.has(size);
}

function numbersIn({ body }: Module): number[] {
  const found: number[] = [];
  walk(body, (part: { readonly kind?: unknown; readonly value?: unknown }) => {
    if (part.kind === "number" && typeof part.value === "number") found.push(part.value);
  });
  return found;
}

interface WholeNumber {
  readonly value: number;
}

function isLarge(part: unknown): part is WholeNumber {
  if (typeof part !== "object" || part === null || !("kind" in part) || part.kind !== "number") return false;
  return "type" in part && part.type === "int" && "value" in part && Number(part.value) > small;
}

function withSizes(module: Module, sizes: ReadonlyMap<number, number>): Module {
  return replaced(module, sizes);
}

/** A copy with the numbers replaced; what holds none is shared. */
function replaced<T>(part: T, sizes: ReadonlyMap<number, number>): T {
  if (typeof part !== "object" || part === null) return part;
  if (isLarge(part)) {
    const now = sizes.get(part.value);
    return now === undefined ? part : { ...part, value: now };
  }
  const changes = Object.entries(part).flatMap(([name, each]) => {
    const now: unknown = replaced(each, sizes);
    return now === each ? [] : [[name, now] as const];
  });
  if (changes.length === 0) return part;
  const copy: T & object = Array.isArray(part) ? Object.assign([], part) : { ...part };
  return Object.assign(copy, Object.fromEntries(changes));
}
