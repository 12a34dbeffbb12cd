import { attributes } from "./attributes";
import { constants } from "./constants";
import { creation } from "./creation";
import { einsteinSums } from "./einsum";
import { elementwise } from "./elementwise";
import { indexing } from "./indexing";
import { joining } from "./joining";
import { linalg } from "./linalg";
import { linearAlgebra } from "./linearAlgebra";
import { maskedArrays, maskedNames } from "./masked";
import { matrixTransposes, newerNames } from "./newerNames";
import type { Operation } from "./operation";
import { polynomials } from "./polynomials";
import { random } from "./random";
import { rearranging } from "./rearranging";
import { recordArrays } from "./recordArrays";
import { reduction } from "./reduction";
import { seldom } from "./seldom";
import { selecting } from "./selecting";
import { polynomialSeries } from "./series";
import { shaping } from "./shaping";
import { sorting } from "./sorting";
import { statistics } from "./statistics";
import { strideTricks } from "./strideTricks";
import { texts } from "./texts";
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
  maskedArrays,
  matrixTransposes,
  polynomials,
  polynomialSeries,
  random,
  rearranging,
  recordArrays,
  reduction,
  seldom,
  selecting,
  shaping,
  sorting,
  statistics,
  strideTricks,
  texts,
  ufuncMethods,
];

const older: ReadonlyMap<string, Operation> = new Map(
  families.flat().map((operation) => [operation.name, operation]),
);

/** Every operation by its full name. */
export const operations: ReadonlyMap<string, Operation> = new Map([
  ...older,
  ...[...newerNames(older), ...maskedNames(older)].map((operation) => [operation.name, operation] as const),
]);
