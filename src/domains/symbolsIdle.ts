import type * as e from "../algebra/expression";

/** What a run stepped by nothing: the zeros that a gradient starts from were never filled. */
export class Idle {
  /** Arrays that were stepped by nothing but zeros, by their key, and the first of these steps. */
  readonly arrays = new Map<string, { readonly leaf: e.VariableNode; readonly step: e.Expression }>();
  /** What they have become, which is the same: by its key the array, or the number. */
  readonly unmoved = new Map<string, e.Expression>();
  /** Names of Python's own numbers that nothing was taken from, and how often; 0 once something was. */
  readonly numbers = new Map<string, number>();
}
