import * as arrays from "../../algebra/array";
import type { Trace, Traced } from "../../domains/symbolsTrace";
import type { Cause, Value } from "../../interpreter/value";
import type { Detail } from "../../lessons/result";

/** What a learner's expression came to, as a check looks at it. */
export type Known =
  | {
      readonly kind: "numbers";
      readonly shape: readonly number[];
      readonly data: Float64Array;
      /** The program's own numbers, and none that stand for random or unread ones. */
      readonly exact: boolean;
      /** The shape is the program's own: random numbers have one, a data set that nobody gave us has ours. */
      readonly sized: boolean;
      /** It is True or False: 1 or 0. */
      readonly isTruth?: boolean;
    }
  | { readonly kind: "items"; readonly items: readonly Known[] }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "none" }
  | { readonly kind: "not-written" }
  | { readonly kind: "other"; readonly what: string }
  | { readonly kind: "unknown"; readonly cause: Cause | null };

export function knownOf(value: Value<Traced>, trace: Trace): Known {
  switch (value.kind) {
    case "datum": {
      const { value: of } = value;
      if (of.kind === "int") return single(of.value);
      if (of.kind !== "array") return { kind: "other", what: of.kind === "dtype" ? "type" : of.name };
      const array = trace.read(of.node);
      const sized = ![...trace.namesIn(of.node)].some((name) => /^[xy]/.test(name));
      const data = Float64Array.from(arrays.elements(array));
      return { kind: "numbers", shape: array.shape, data, exact: trace.isExact(of.node), sized };
    }
    case "bool":
      if (value.value === null) return { kind: "unknown", cause: null };
      return { ...single(value.value ? 1 : 0), isTruth: true };
    case "str":
      return value.value === null ? { kind: "unknown", cause: null } : { kind: "text", value: value.value };
    case "none":
      return { kind: "none" };
    case "ellipsis":
      return { kind: "not-written" };
    case "tuple":
    case "list": {
      const content = value.kind === "list" ? value.cell.value : value.content;
      if (content?.kind !== "items") return { kind: "unknown", cause: null };
      return { kind: "items", items: content.items.map((item) => knownOf(item, trace)) };
    }
    case "unknown":
      return { kind: "unknown", cause: value.cause };
    case "choice":
      return { kind: "unknown", cause: null };
    default:
      return { kind: "other", what: value.kind };
  }
}

function single(value: number): Extract<Known, { kind: "numbers" }> {
  return { kind: "numbers", shape: [], data: Float64Array.of(value), exact: true, sized: true };
}

/** Why there is nothing to compare; null where there is. */
export function missing(known: Known): Detail | null {
  switch (known.kind) {
    case "not-written":
      return { code: "not-written" };
    case "unknown":
      return known.cause === null ? { code: "not-known", why: null } : causeDetail(known.cause);
    case "none":
      return { code: "kind", yours: "None" };
    case "other":
      return { code: "kind", yours: known.what };
    default:
      return null;
  }
}

function causeDetail({ code, args }: Cause): Detail {
  const [first, second] = args;
  switch (code) {
    case "unknown-name":
      return { code: "no-name", name: String(first ?? "") };
    case "raised":
      return {
        code: "raises",
        message: second === undefined ? String(first ?? "") : `${first}: ${second}`,
        line: null,
      };
    case "budget":
      return { code: "budget" };
    case "not-supported":
      // Arithmetic with the dots that are still to be replaced.
      return first === "ellipsis" ? { code: "not-written" } : { code: "not-known", why: String(first ?? "") };
    case "unknown-attribute":
      return attributeDetail(String(first), String(second));
    default:
      return { code: "not-known", why: first === undefined ? null : String(first) };
  }
}

/** What NumPy has, and is not followed here, is no mistake; a class or an instance is the learner's. */
function attributeDetail(owner: string, name: string): Detail {
  if (owner === "ellipsis") return { code: "not-written" };
  const isLibrary = /^(?:numpy|math|random|scipy|pandas|sklearn)\b/.test(owner);
  const whole = `${owner.replace(/^numpy\b/, "np")}.${name}`;
  return isLibrary ? { code: "not-known", why: whole } : { code: "no-name", name: whole };
}

/** A list of numbers as an array, as NumPy would take it; null for what has no numbers. */
export function asNumbers(known: Known): Extract<Known, { kind: "numbers" }> | null {
  if (known.kind === "numbers") return known;
  if (known.kind !== "items" || known.items.length === 0) return null;
  const parts = known.items.map(asNumbers);
  const [first] = parts;
  if (first == null || parts.some((part) => part?.shape.join() !== first.shape.join())) return null;
  const data = parts.flatMap((part) => [...(part?.data ?? [])]);
  return {
    kind: "numbers",
    shape: [parts.length, ...first.shape],
    data: Float64Array.from(data),
    exact: parts.every((part) => part?.exact === true),
    sized: parts.every((part) => part?.sized === true),
  };
}

export function isClose(a: number, b: number, within: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= within * Math.max(1, Math.abs(b));
}
