import type { CallArguments } from "../../interpreter/value";
import type { ShapeDatum, ShapeValue } from "./datum";

/** A call's arguments by the parameters of a library's signature. Nothing is an error: what does not fit is left out. */
export interface BoundArguments {
  readonly named: ReadonlyMap<string, ShapeValue>;
  readonly rest: readonly ShapeValue[];
  readonly keywords: ReadonlyMap<string, ShapeValue>;
}

const parsed = new Map<string, readonly string[]>();

function partsOf(signature: string): readonly string[] {
  let parts = parsed.get(signature);
  if (parts === undefined) {
    parts = signature
      .replace(/\([^()]*\)|\[[^\]]*\]/g, "")
      .split(",")
      .map((part) => part.replace(/=.*$/, "").trim())
      .filter((part) => part !== "" && part !== "/");
    parsed.set(signature, parts);
  }
  return parts;
}

export function bindSignature(signature: string, args: CallArguments<ShapeDatum>): BoundArguments {
  const parts = partsOf(signature);
  const star = parts.findIndex((part) => part.startsWith("*"));
  const slots = parts.slice(0, star < 0 ? undefined : star);
  const named = new Map<string, ShapeValue>();
  args.positional.forEach((value, index) => {
    const slot = slots[index];
    if (slot !== undefined) named.set(slot, value);
  });
  const keywords = new Map<string, ShapeValue>();
  for (const [name, value] of args.keywords) (parts.includes(name) ? named : keywords).set(name, value);
  return { named, rest: args.positional.slice(slots.length), keywords };
}
