import type { ProgramCheck } from "./check";
import { entriesOf } from "./entry";
import { withMistake } from "./reset";
import { isSearched } from "./search";
import {
  bestForm,
  findUpdates,
  type GradientProgram,
  type HasLoss,
  holds,
  type TracedProgram,
} from "./trace";

/** What the data that were given at first do not show: by labels of more than one kind, or of more than one output. */
export function checkOfOtherLabels(
  program: GradientProgram,
  own: TracedProgram,
  before: ProgramCheck,
  hasLossOf: HasLoss,
  check: (traced: TracedProgram) => ProgramCheck,
): ProgramCheck | null {
  if (before.verdict !== "right") return null;
  return own.entry.kind === "module"
    ? checkOfGiven(program, own, hasLossOf, check)
    : checkOfOutputs(program, own, hasLossOf, check);
}

/** With one output a sum over the outputs is none. Where an axis of the labels decides how many there are, there may be three. */
function checkOfOutputs(
  program: GradientProgram,
  { entry, form }: TracedProgram,
  hasLossOf: HasLoss,
  check: (traced: TracedProgram) => ProgramCheck,
): ProgramCheck | null {
  const counts = form.targets === "column" ? outputsOfRows : form.targets === "row" ? outputsOfColumns : null;
  if (counts === null || !program.parts.some(({ module }) => counts.test(module.text))) return null;
  const traced = findUpdates(program, entry, { ...form, targets: "one-hot", classes: 3 });
  if (traced === null || traced.strained || !hasLossOf(traced.trace, traced.updates)) return null;
  const found = check(traced);
  return found.mistake === "bias_axis" || found.mistake === "transposed_result" ? found : null;
}

const outputsOfRows = /\b(y|t|targets?|labels?)\w*\.shape\[(1|-1)\]/i;
const outputsOfColumns = /\b(y|t|targets?|labels?)\w*\.shape\[(0|-2)\]/i;

/**
 * Where an `if` looks at each sample, a program's own first samples show what is done with their labels alone, and they may all have
 * the same. A class or function that trains is then asked with labels of ours, too.
 */
function checkOfGiven(
  program: GradientProgram,
  own: TracedProgram,
  hasLossOf: HasLoss,
  check: (traced: TracedProgram) => ProgramCheck,
): ProgramCheck | null {
  if (!own.trace.branched) return null;
  for (const entry of entriesOf(program.parts)) {
    if (isSearched(program)) break;
    if (!holds(program, entry, own)) continue;
    const traced = bestForm(program, entry, hasLossOf);
    if (traced === null || traced.strained || !hasLossOf(traced.trace, traced.updates)) continue;
    const found = check(traced);
    if (found.verdict !== "wrong" || found.mistake === "other") return null;
    // Right for one label and turned for the other: it is the label that is not there.
    const turned = found.parameters.map(({ mistake }) => mistake === "sign");
    return turned.some(Boolean) ? withMistake(found, "label_missing", turned) : found;
  }
  return null;
}
