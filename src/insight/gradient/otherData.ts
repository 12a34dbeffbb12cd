import type { ProgramCheck } from "./check";
import type { DataForm } from "./data";
import { findUpdates, type GradientProgram, type TracedProgram } from "./trace";

/**
 * The same with data of ours that are of another kind, where nothing could be told with the usual ones. null where nothing comes
 * of it.
 */
export function checkOfOtherData(
  program: GradientProgram,
  traced: TracedProgram,
  before: ProgramCheck,
  check: (traced: TracedProgram) => ProgramCheck,
): ProgramCheck | null {
  const form = otherForm(program, traced.form, before);
  const other = form === null ? null : findUpdates(program, traced.entry, form);
  if (other === null || other.strained) return null;
  const updates = traced.own(other.trace);
  const found = check({ ...traced, ...other, updates, own: traced.own, model: traced.model });
  return found.verdict === "undecided" || found.mistake === "other" ? null : found;
}

function otherForm({ parts }: GradientProgram, form: DataForm, { reason }: ProgramCheck): DataForm | null {
  // `X = np.log1p(X)`
  if (reason === "not-finite" && form.arePositive === undefined) return { ...form, arePositive: true };
  // A program may compute its loss of nothing but the rows that a library held back for a test. It says how the loss of the others
  // would be made: so both are the same rows once.
  if (reason !== "no-loss" || form.heldBack !== undefined) return null;
  const isHeldBack = parts.some(({ module }) => module.text.includes("train_test_split"));
  return isHeldBack ? { ...form, heldBack: "alike" } : null;
}
