import type { Operation } from "../numpy/operation";
import type { FactConverter } from "./convert";
import type { Problem } from "./facts";
import type { Recorder } from "./recorder";

export function findProblems(
  _recorder: Recorder,
  _converter: FactConverter,
  _file: string,
  _operations: ReadonlyMap<string, Operation>,
): readonly Problem[] {
  return [];
}
