import type { NumberArray } from "../algebra/array";
import type { Span } from "../base/span";
import { interpret, type ProgramPart } from "../interpreter/interpret";
import { SymbolDomain } from "./symbols";
import { Trace } from "./symbolsTrace";

/** The numbers of a program's small arrays, as far as the program itself fixes them. */
export interface ProgramValues {
  /** What a variable of the module holds at the end; null where that is not known, random, or read from elsewhere. */
  readonly variable: (name: string) => NumberArray | null;
  /** What an expression came to when it was last reached. */
  readonly at: (file: string, span: Span) => NumberArray | null;
  /** The budget that was spent; null when the program came to its end. */
  readonly stopped: string | null;
}

/**
 * The domain of values: symbols without parameters and data. Float64 throughout, views where NumPy has views, nothing
 * for what is random or read from files.
 */
export function programValues(parts: readonly ProgramPart[], steps = 40_000): ProgramValues {
  const trace = new Trace({
    seed: 1,
    places: { arrays: new Set(), numbers: new Set() },
    samples: 7,
    features: 5,
    penalties: false,
  });
  const spans = new Map<string, () => NumberArray | null>();
  const names = new Map<string, () => NumberArray | null>();
  const { stopped } = interpret(parts, {
    domain: new SymbolDomain(trace, () => {}),
    budget: { steps, depth: 24 },
    observer: {
      value: (syntax, value, frame) => {
        if (value.kind !== "datum" || value.value.kind !== "array") return;
        const array = value.value;
        const { node } = array;
        spans.set(`${frame.module.file}:${syntax.span.start}:${syntax.span.end}`, () =>
          trace.isExact(node) ? trace.read(node) : null,
        );
        // A name sees what is written later through a view of its array.
        if (syntax.kind === "name" && frame.kind === "module")
          names.set(syntax.id, () => (trace.isExact(array.node) ? trace.read(array.node) : null));
      },
      parameter: () => {},
      raised: () => {},
      assigned: () => {},
      takeNovelty: () => false,
    },
  });
  return {
    variable: (name) => names.get(name)?.() ?? null,
    at: (file, span) => spans.get(`${file}:${span.start}:${span.end}`)?.() ?? null,
    stopped,
  };
}
