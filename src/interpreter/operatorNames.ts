import type { BinaryOperator, ComparisonOperator } from "../syntax/tree";

/** What Python calls its operators: `+` is `__add__`, and `operator.add` in the table of operations. */
export const operatorNames: Readonly<Record<BinaryOperator, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "truediv",
  "//": "floordiv",
  "%": "mod",
  "**": "pow",
  "@": "matmul",
  "&": "and",
  "|": "or",
  "^": "xor",
  "<<": "lshift",
  ">>": "rshift",
};

/** And its comparisons. */
export const comparisonNames: Readonly<Partial<Record<ComparisonOperator, string>>> = {
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
  "==": "eq",
  "!=": "ne",
};
