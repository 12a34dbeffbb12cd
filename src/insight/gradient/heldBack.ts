import type { ProgramCheck } from "./check";
import { findUpdates, type GradientProgram, type TracedProgram } from "./trace";

/**
 * A program may compute its loss of nothing but the rows that a library held back for a test. It says how the loss of the
 * others would be made: so both are the same rows once. null where nothing comes of it.
 */
export function checkOfHeldBack(
  program: GradientProgram,
  traced: TracedProgram,
  before: ProgramCheck,
  check: (traced: TracedProgram) => ProgramCheck,
): ProgramCheck | null {
  if (before.reason !== "no-loss" || traced.form.heldBack !== undefined) return null;
  if (!program.parts.some(({ module }) => module.text.includes("train_test_split"))) return null;
  const alike = findUpdates(program, traced.entry, { ...traced.form, heldBack: "alike" });
  if (alike === null || alike.strained) return null;
  const updates = traced.own(alike.trace);
  const found = check({ ...traced, ...alike, updates, own: traced.own, model: traced.model });
  return found.verdict === "undecided" || found.mistake === "other" ? null : found;
}
