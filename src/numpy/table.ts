import { attributes } from "./attributes";
import { creation } from "./creation";
import { elementwise } from "./elementwise";
import { indexing } from "./indexing";
import { linearAlgebra } from "./linearAlgebra";
import type { Operation } from "./operation";
import { random } from "./random";
import { reduction } from "./reduction";
import { shaping } from "./shaping";

const families: readonly (readonly Operation[])[] = [
  attributes,
  creation,
  elementwise,
  indexing,
  linearAlgebra,
  random,
  reduction,
  shaping,
];

/** Every operation by its full name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  families.flat().map((operation) => [operation.name, operation]),
);
