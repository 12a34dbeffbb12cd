import * as arrays from "../../../algebra/array";
import type { Span } from "../../../base/span";
import type { Traced } from "../../../domains/symbolsTrace";
import { Stopped } from "../../../interpreter/budget";
import { interpret, type ProgramPart } from "../../../interpreter/interpret";
import type { Value } from "../../../interpreter/value";
import type { FoundNumbers } from "../calls";
import type { GivenData } from "./data";
import { TrueDomain } from "./domain";

export interface TrueNumbers {
  /** Null for what the program's text and its data do not fix. */
  readonly at: (file: string, span: Span) => FoundNumbers | null;
  /** Data that the program reads and that were not given: with them there may be more. */
  readonly wanted: readonly string[];
  /** Why the run ended before the program did; null where it did not. */
  readonly stopped: string | null;
}

/** A hundred epochs of a textbook's class take a tenth of it. */
const steps = 120_000;
/** Milliseconds: meanwhile a hover waits. */
const usualPatience = 400;
/** Larger arrays are only outlines. */
const largest = 40_000;

/** Types whose rounding is not followed here. */
const otherTypes =
  /(?:\bnp\.|\bnumpy\.|["'])(?:float16|float32|half|single|u?int8|u?int16|u?int32|uint64|longdouble|complex\w*)\b/;

/**
 * Interprets a program with its own numbers and keeps what each expression came to the first time. It ends where anything is
 * not certain: what is told is what NumPy would have there, up to the rounding of a sum.
 */
export function trueNumbers(
  parts: readonly ProgramPart[],
  data: GivenData,
  patience = usualPatience,
): TrueNumbers {
  if (parts.some(({ module }) => otherTypes.test(module.text)))
    return { at: () => null, wanted: [], stopped: "type" };
  const domain = new TrueDomain(data);
  const found = new Map<string, () => FoundNumbers | null>();
  const note = (file: string, { start, end }: Span, value: Value<Traced>): void => {
    const place = `${file}:${start}:${end}`;
    if (!found.has(place)) found.set(place, reader(domain, value));
  };
  const ends = performance.now() + patience;
  let count = 0;
  const { stopped } = interpret(parts, {
    domain,
    budget: { steps, depth: 24 },
    observer: {
      value: (syntax, value, frame) => {
        domain.certain();
        if (++count % 256 === 0 && performance.now() > ends) throw new Stopped("time");
        // Who knows what a function that is not known does to the arrays that it gets.
        if (syntax.kind === "call" && value.kind === "unknown") throw new Stopped("unknown");
        note(frame.module.file, syntax.span, value);
      },
      parameter: (parameter, value, frame) => note(frame.module.file, parameter.span, value),
      raised: () => {
        throw new Stopped("raised");
      },
      assigned: () => {},
      takeNovelty: () => false,
    },
  });
  return {
    at: (file, { start, end }) => found.get(`${file}:${start}:${end}`)?.() ?? null,
    wanted: [...domain.wanted],
    stopped,
  };
}

/** Reads later what a value is now: a write changes the array, and not the formula that it had. */
function reader(domain: TrueDomain, value: Value<Traced>): () => FoundNumbers | null {
  if (value.kind !== "datum" || value.value.kind !== "array") return () => null;
  const { node } = value.value;
  return () => {
    if (!domain.trace.isExact(node)) return null;
    const array = domain.trace.read(node);
    if (arrays.count(array.shape) > largest) return null;
    return { shape: [...array.shape], values: Array.from(arrays.elements(array)) };
  };
}
