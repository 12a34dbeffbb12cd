import { attributes } from "./attributes";
import { constants } from "./constants";
import { creation } from "./creation";
import { einsteinSums } from "./einsum";
import { elementwise } from "./elementwise";
import { indexing } from "./indexing";
import { joining } from "./joining";
import { linalg } from "./linalg";
import { linearAlgebra } from "./linearAlgebra";
import type { Operation } from "./operation";
import { polynomials } from "./polynomials";
import { random } from "./random";
import { rearranging } from "./rearranging";
import { reduction } from "./reduction";
import { selecting } from "./selecting";
import { shaping } from "./shaping";
import { sorting } from "./sorting";
import { statistics } from "./statistics";
import { strideTricks } from "./strideTricks";
import { ufuncMethods } from "./ufuncMethods";

const families: readonly (readonly Operation[])[] = [
  attributes,
  constants,
  creation,
  einsteinSums,
  elementwise,
  indexing,
  joining,
  linalg,
  linearAlgebra,
  polynomials,
  random,
  rearranging,
  reduction,
  selecting,
  shaping,
  sorting,
  statistics,
  strideTricks,
  ufuncMethods,
];

/** Every operation by its full name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  families.flat().map((operation) => [operation.name, operation]),
);
