import { type CallArguments, type Site, unknown, type Value } from "../interpreter/value";
import type { BinaryOperator } from "../syntax/tree";
import type { SymbolDomain } from "./symbols";
import type { Traced } from "./symbolsTrace";

/** `np.subtract(w, rate * g)` is `w - rate * g`, and may be a step as that is; null where it is asked for more. */
export function operatorCall(
  domain: SymbolDomain,
  operator: "+" | "-",
  { positional, keywords }: CallArguments<Traced>,
  site: Site<Traced>,
): Value<Traced> | null {
  const { node } = site;
  const [left, right, ...more] = positional;
  if (node.kind !== "call" || left === undefined || right === undefined || more.length > 0) return null;
  const [first, second] = node.arguments;
  if (first?.kind !== "positional" || second?.kind !== "positional") return null;
  const own: Site<Traced> = {
    ...site,
    node: { kind: "binary", operator, left: first.value, right: second.value, span: node.span },
  };
  const out = keywords.get("out");
  if (keywords.size === 0) return domain.binary(operator, left, right, own);
  if (keywords.size > 1 || out?.kind !== "datum" || out !== left) return null;
  return domain.inPlace(operator, out, right, own);
}

interface Numbers {
  readonly int: (value: number) => Traced;
  readonly float: (value: number) => Traced;
}

/** Python's whole numbers, which are numbers and no formulas: they count and index. */
export function wholeNumbers(domain: Numbers, operator: BinaryOperator, a: number, b: number): Value<Traced> {
  switch (operator) {
    case "+":
      return domain.int(a + b);
    case "-":
      return domain.int(a - b);
    case "*":
      return domain.int(a * b);
    case "/":
      return b === 0 ? unknown("raised", ["ZeroDivisionError", "division by zero"]) : domain.float(a / b);
    case "//":
      return b === 0
        ? unknown("raised", ["ZeroDivisionError", "division by zero"])
        : domain.int(Math.floor(a / b));
    case "%":
      return b === 0
        ? unknown("raised", ["ZeroDivisionError", "division by zero"])
        : domain.int(a - b * Math.floor(a / b));
    case "**":
      return b >= 0 ? domain.int(a ** b) : domain.float(a ** b);
    case "&":
      return domain.int(a & b);
    case "|":
      return domain.int(a | b);
    case "^":
      return domain.int(a ^ b);
    case "<<":
      return domain.int(a << b);
    case ">>":
      return domain.int(a >> b);
    case "@":
      return unknown("not-supported", ["@"]);
  }
}
