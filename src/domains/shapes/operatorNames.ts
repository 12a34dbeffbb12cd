import type { BinaryOperator, ComparisonOperator } from "../../syntax/tree";

/** What the table calls Python's operators. */
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
