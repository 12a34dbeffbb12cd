import { constant } from "../algebra/size";
import { permuted } from "./axes";
import type { Call } from "./call";
import type { Operation } from "./operation";
import { fail } from "./outcome";
import { attribute, row } from "./row";

/** Names that NumPy 2 gave to functions that were there before. */
const newer: Readonly<Record<string, string>> = {
  acos: "arccos",
  acosh: "arccosh",
  asin: "arcsin",
  asinh: "arcsinh",
  atan: "arctan",
  atan2: "arctan2",
  atanh: "arctanh",
  bitwise_invert: "invert",
  bitwise_left_shift: "left_shift",
  bitwise_right_shift: "right_shift",
  concat: "concatenate",
  permute_dims: "transpose",
  pow: "power",
  trapezoid: "trapz",
  "linalg.outer": "outer",
  "linalg.matmul": "matmul",
  "linalg.tensordot": "tensordot",
  "linalg.trace": "trace",
  "linalg.diagonal": "diagonal",
  "linalg.cross": "cross",
};

/** The rows of a table under their newer names. */
export function newerNames(table: ReadonlyMap<string, Operation>): Operation[] {
  return Object.entries(newer).flatMap(([name, old]) => {
    const operation = table.get(`numpy.${old}`);
    return operation === undefined ? [] : [{ ...operation, name: `numpy.${name}` }];
  });
}

function transposedMatrices(call: Call, parameter: string) {
  const array = call.shaped(parameter);
  const n = array.shape.length;
  if (n < 2) fail("ValueError", `Input array must be at least 2-dimensional, but it is ${n}`);
  const order = array.shape.map((_, axis) => (axis === n - 1 ? n - 2 : axis === n - 2 ? n - 1 : axis));
  return permuted(array, order);
}

export const matrixTransposes: readonly Operation[] = [
  row("numpy.matrix_transpose", "x, /", (call) => transposedMatrices(call, "x"), { view: "x" }),
  row("numpy.linalg.matrix_transpose", "x, /", (call) => transposedMatrices(call, "x"), { view: "x" }),
  attribute("mT", (call) => transposedMatrices(call, "self"), { view: "self" }),
  row("numpy.unstack", "x, /, *, axis=0", (call) => {
    const x = call.shaped("x");
    const axis = call.axis("axis", x.shape.length, 0) ?? 0;
    const length = x.shape[axis] ?? constant(1);
    const item = {
      kind: "array" as const,
      shape: x.shape.filter((_, each) => each !== axis),
      dtype: x.dtype,
    };
    return { kind: "repeated", type: "tuple", length, item };
  }),
];
