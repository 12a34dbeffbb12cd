import type { Span } from "../base/span";

/** What a learner can say that a piece of code is, where it was not recognised. */
export const markRoles = ["forward", "loss", "gradient", "parameter"] as const;
export type MarkRole = (typeof markRoles)[number];

/** A piece of the program that the learner marked by hand. */
export interface CodeMark {
  readonly file: string;
  readonly span: Span;
  readonly role: MarkRole;
}
