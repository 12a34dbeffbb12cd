import type { Abstract } from "../algebra/abstract";
import { constant, product } from "../algebra/size";
import { reversed } from "./axes";
import type { Call, ShapedArray } from "./call";
import type { Operation } from "./operation";
import { attribute } from "./row";

const integer = (call: Call, of: (array: ShapedArray) => ReturnType<typeof constant>): Abstract => ({
  kind: "int",
  size: of(call.shaped("self")),
});

export const attributes: readonly Operation[] = [
  attribute(
    "T",
    (call) => {
      const self = call.shaped("self");
      if (self.shape.length >= 2) return reversed(self);
      const value = call.array("self");
      return self.shape.length === 1 ? { kind: "value", value, notice: { kind: "vector-transpose" } } : value;
    },
    { view: "self" },
  ),
  attribute("shape", (call) => ({
    kind: "sequence",
    type: "tuple",
    items: call.shaped("self").shape.map((size): Abstract => ({ kind: "int", size })),
  })),
  attribute("size", (call) => integer(call, (array) => product(array.shape))),
  attribute("ndim", (call) => integer(call, (array) => constant(array.shape.length))),
  attribute("dtype", (call) => ({ kind: "dtype", dtype: call.array("self").dtype })),
];
