import { unknown, type Value } from "../interpreter/value";
import type { BinaryOperator } from "../syntax/tree";
import type { Traced } from "./symbolsTrace";

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
