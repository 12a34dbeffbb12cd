import type { NumberArray } from "../algebra/array";
import * as arrays from "../algebra/array";
import type { Span } from "../base/span";
import { interpret, type ProgramPart } from "../interpreter/interpret";
import type { Value } from "../interpreter/value";
import type { Expression, Module } from "../syntax/tree";
import { SymbolDomain } from "./symbols";
import { mostElementsKept, Trace, type Traced } from "./symbolsTrace";

/** What a program's value is, as plain data. */
export type KnownValue =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "array"; readonly shape: readonly number[]; readonly values: readonly number[] }
  | { readonly kind: "truth"; readonly value: boolean }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "none" }
  | { readonly kind: "items"; readonly items: readonly (KnownValue | null)[] };

/** The numbers of a program's small arrays, as far as the program itself fixes them. */
export interface ProgramValues {
  /** What a variable of the module holds at the end; null where that is not known, random, or read from elsewhere. */
  readonly variable: (name: string) => NumberArray | null;
  /** What an expression came to when it was last reached. */
  readonly at: (file: string, span: Span) => NumberArray | null;
  /** Every expression that came to an array or a number, in the order in which they were first reached. */
  readonly reached: readonly { readonly file: string; readonly syntax: Expression }[];
  /** What each question came to, asked when the program had ended; null for what is not known. */
  readonly answers: readonly (KnownValue | null)[];
  /** What NumPy would raise. */
  readonly raises: readonly { readonly message: string; readonly file: string; readonly span: Span }[];
  /** The budget that was spent; null when the program came to its end. */
  readonly stopped: string | null;
}

export interface ProgramQuestions {
  readonly steps?: number;
  /** Expressions, each in a module of its own: they see the program's variables. */
  readonly questions?: readonly Module[];
}

/** No program's file has such a name. */
const questionFile = (index: number) => `\0question ${index}`;

/**
 * The domain of values: symbols without parameters and data. Float64 throughout, views where NumPy has views, nothing
 * for what is read from files, or random without a seed.
 */
export function programValues(
  parts: readonly ProgramPart[],
  { steps = 40_000, questions = [] }: ProgramQuestions = {},
): ProgramValues {
  const trace = new Trace({
    seed: 1,
    places: { arrays: new Set(), numbers: new Set() },
    samples: 7,
    features: 5,
    penalties: false,
    ownRandom: true,
    mostElements: mostElementsKept,
  });
  const spans = new Map<string, () => NumberArray | null>();
  const names = new Map<string, () => NumberArray | null>();
  const reached = new Map<string, { readonly file: string; readonly syntax: Expression }>();
  const asked = new Map<Expression, number>();
  const answers: (KnownValue | null)[] = questions.map(() => null);
  for (const [index, { body }] of questions.entries()) {
    const [only] = body;
    if (only?.kind === "expression") asked.set(only.value, index);
  }
  const { stopped } = interpret([...parts, ...questions.map(questionPart)], {
    domain: new SymbolDomain(trace, () => {}),
    budget: { steps, depth: 24 },
    observer: {
      value: (syntax, value, frame) => {
        const question = asked.get(syntax);
        if (question !== undefined) answers[question] = knownValue(value, trace);
        if (value.kind !== "datum" || value.value.kind !== "array") return;
        const array = value.value;
        const { node } = array;
        const { file } = frame.module;
        const place = `${file}:${syntax.span.start}:${syntax.span.end}`;
        spans.set(place, () => (trace.isExact(node) ? trace.read(node) : null));
        if (!reached.has(place) && !file.startsWith("\0")) reached.set(place, { file, syntax });
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
    reached: [...reached.values()],
    answers,
    raises: trace.raises.map(({ message, site, file }) => ({ message, file, span: site.span })),
    stopped,
  };
}

function questionPart(module: Module, index: number): ProgramPart {
  return { file: questionFile(index), module };
}

/** null for what the program itself does not fix, and for what is no data: a function, an object. */
function knownValue(value: Value<Traced>, trace: Trace): KnownValue | null {
  switch (value.kind) {
    case "datum": {
      const { value: of } = value;
      if (of.kind === "int") return { kind: "number", value: of.value };
      if (of.kind !== "array" || !trace.isExact(of.node)) return null;
      const array = trace.read(of.node);
      if (array.shape.length === 0) return { kind: "number", value: arrays.item(array) };
      return { kind: "array", shape: [...array.shape], values: Array.from(arrays.elements(array)) };
    }
    case "bool":
      return value.value === null ? null : { kind: "truth", value: value.value };
    case "str":
      return value.value === null ? null : { kind: "text", value: value.value };
    case "none":
      return { kind: "none" };
    case "tuple":
    case "list": {
      const content = value.kind === "list" ? value.cell.value : value.content;
      if (content?.kind !== "items") return null;
      return { kind: "items", items: content.items.map((item) => knownValue(item, trace)) };
    }
    default:
      return null;
  }
}
