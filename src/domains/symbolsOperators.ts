import { type BuiltinValue, type CallArguments, type Site, unknown, type Value } from "../interpreter/value";
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

/** `np.subtract.at(w, rows, rate * g)` is a step of w, if anything. */
export function rowsCall(domain: SymbolDomain, made: BuiltinValue<Traced>): BuiltinValue<Traced> {
  const call: BuiltinValue<Traced>["call"] = (args, site) => {
    const [of] = args.positional;
    const array = of?.kind === "datum" && of.value.kind === "array" ? of.value : null;
    const before = array?.node;
    const result = made.call(args, site);
    if (array !== null && before !== undefined) domain.steps.rowsAdded(array, before, site);
    return result;
  };
  return { ...made, call };
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
