import fc from "fast-check";

/** A program as it is while it is typed, pasted and half deleted: some tokens swapped, dropped, doubled, or the end cut off. */
export function mangled(programs: readonly string[]): fc.Arbitrary<string> {
  const change = fc.record({
    kind: fc.constantFrom("swap", "drop", "double", "cut", "number"),
    first: fc.nat(),
    second: fc.nat(),
  });
  return fc
    .record({ text: fc.constantFrom(...programs), changes: fc.array(change, { minLength: 1, maxLength: 4 }) })
    .map(({ text, changes }) => changes.reduce(apply, text));
}

interface Change {
  readonly kind: "swap" | "drop" | "double" | "cut" | "number";
  readonly first: number;
  readonly second: number;
}

function apply(text: string, { kind, first, second }: Change): string {
  const tokens = text.split(/(\w+|\s+|[^\w\s])/).filter((token) => token !== "");
  if (tokens.length === 0) return text;
  const [a, b] = [first % tokens.length, second % tokens.length];
  const [x = "", y = ""] = [tokens[a], tokens[b]];
  switch (kind) {
    case "swap":
      [tokens[a], tokens[b]] = [y, x];
      break;
    case "drop":
      tokens[a] = "";
      break;
    case "double":
      tokens.splice(a, 0, y);
      break;
    case "cut":
      return text.slice(0, first % (text.length + 1));
    case "number": {
      const numbers = tokens.flatMap((token, at) => (/^\d+$/.test(token) ? [at] : []));
      const at = numbers[first % Math.max(1, numbers.length)];
      if (at !== undefined) tokens[at] = String(second % 100_000);
    }
  }
  return tokens.join("");
}
