import type { Abstract } from "../algebra/abstract";
import type { Arguments, Operation, Raise } from "./operation";

/** What became of a call's arguments. */
type Binding =
  | { readonly kind: "bound"; readonly args: Arguments<Abstract> }
  | { readonly kind: "raise"; readonly raise: Raise };

interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly positional: boolean;
  readonly keyword: boolean;
}

interface Signature {
  readonly parameters: readonly Parameter[];
  /** Those that positional arguments are for. */
  readonly slots: readonly Parameter[];
  /** `*args` takes what positional arguments are left. */
  readonly rest: boolean;
  /** `**kwargs` takes what keywords are left. */
  readonly open: boolean;
}

/** Keywords that functions got in NumPy 2 and that change no shape: no mistake, whatever version the learner has. */
const newer = new Set([
  "copy",
  "device",
  "sorted",
  "weights",
  "mean",
  "correction",
  "stable",
  "equal_nan",
  "strict",
  "kind",
]);

const parsed = new Map<string, Signature>();

/**
 * Binds a call's arguments to an operation's parameters, as Python would. The receiver of a method is the first positional
 * argument. Parameters that were not passed are absent: each rule knows its defaults. Keywords that only `**kwargs` takes
 * are dropped.
 */
export function bindArguments(
  operation: Operation,
  positional: readonly Abstract[],
  keywords: Readonly<Record<string, Abstract>>,
): Binding {
  const signature = signatureOf(operation.signature);
  const named: Record<string, Abstract | undefined> = {};
  const { slots } = signature;
  if (positional.length > slots.length && !signature.rest)
    return tooMany(operation, slots, positional.length);
  slots.forEach(({ name }, index) => {
    const value = positional[index];
    if (value !== undefined) named[name] = value;
  });
  for (const name in keywords) {
    const value = keywords[name];
    const parameter = signature.parameters.find((each) => each.name === name && each.keyword);
    if (parameter !== undefined && named[name] !== undefined) return twice(operation, name);
    if (parameter !== undefined) named[name] = value;
    else if (!signature.open && !newer.has(name)) return unexpected(operation, name);
  }
  const missing = signature.parameters.filter((each) => each.required && named[each.name] === undefined);
  if (missing.length > 0) return lacking(operation, missing, positional.length);
  const rest = positional.slice(slots.length);
  return { kind: "bound", args: Object.assign(named, { "*": rest }) };
}

function signatureOf(text: string): Signature {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const signature = parse(text);
  parsed.set(text, signature);
  return signature;
}

function parse(text: string): Signature {
  const parts = splitParts(text);
  const slash = parts.indexOf("/");
  const star = parts.findIndex((part) => /^\*(?!\*)/.test(part));
  const parameters = parts.flatMap((part, index): Parameter[] => {
    if (part === "/" || part.startsWith("*")) return [];
    return [
      {
        name: part.replace(/=.*$/, "").trim(),
        required: !part.includes("="),
        positional: star < 0 || index < star,
        keyword: index > slash,
      },
    ];
  });
  return {
    parameters,
    slots: parameters.filter(({ positional }) => positional),
    rest: star >= 0 && parts[star] !== "*",
    open: parts.some((part) => part.startsWith("**")),
  };
}

/** The parts between commas, but for commas inside brackets: "shape, axis=(0, 1)". */
function splitParts(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const character of text) {
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (character === "," && depth === 0) {
      parts.push(part.trim());
      part = "";
    } else part += character;
  }
  parts.push(part.trim());
  return parts.filter((each) => each !== "");
}

function typeError(message: string): Binding {
  return { kind: "raise", raise: { exception: "TypeError", message } };
}

function shortName(operation: Operation): string {
  return operation.name.slice(operation.name.lastIndexOf(".") + 1);
}

function tooMany(operation: Operation, slots: readonly Parameter[], given: number): Binding {
  const least = slots.filter((slot) => slot.required).length;
  const takes = least === slots.length ? `${least}` : `from ${least} to ${slots.length}`;
  const noun = slots.length === 1 ? "argument" : "arguments";
  return typeError(`${shortName(operation)}() takes ${takes} positional ${noun} but ${given} were given`);
}

function twice(operation: Operation, name: string): Binding {
  return typeError(`${shortName(operation)}() got multiple values for argument '${name}'`);
}

function unexpected(operation: Operation, name: string): Binding {
  return typeError(`${shortName(operation)}() got an unexpected keyword argument '${name}'`);
}

function lacking(operation: Operation, missing: readonly Parameter[], given: number): Binding {
  // A ufunc counts its arguments; it has no names for those that are missing.
  const ufunc = /^x1?, (x2, )?\//.exec(operation.signature);
  if (ufunc !== null) {
    const least = ufunc[1] === undefined ? 1 : 2;
    return typeError(
      `${shortName(operation)}() takes from ${least} to ${least + 1} positional arguments but ${given} were given`,
    );
  }
  const names = missing.map((each) => `'${each.name}'`);
  const last = names.pop() ?? "";
  const list = names.length === 0 ? last : `${names.join(", ")}${names.length > 1 ? "," : ""} and ${last}`;
  const noun = missing.length === 1 ? "argument" : "arguments";
  return typeError(
    `${shortName(operation)}() missing ${missing.length} required positional ${noun}: ${list}`,
  );
}
