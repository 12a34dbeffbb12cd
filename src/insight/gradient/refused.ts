import * as e from "../../algebra/expression";
import { type Anatomy, ownAnatomy } from "./anatomy";
import type { ParameterCheck, ProgramCheck } from "./check";
import { forms } from "./data";
import { type Entry, entriesOf, gradientEntries, weighedEntries } from "./entry";
import { isSearched } from "./search";
import { stagedEntries } from "./stages";
import {
  bestForm,
  findUpdates,
  formOf,
  type GradientProgram,
  type HasLoss,
  messagesOf,
  ownLines,
  type TracedProgram,
} from "./trace";

const isMisfit = /not aligned|mismatch in its core/;

/**
 * `np.dot(x, err)`, where `x.T` is meant: NumPy refuses it, and nothing can be said of what comes behind. Then the program is run with
 * one of the two arrays transposed; where it has no other complaint, that is what is wrong with it.
 */
export function withTurnedProducts(
  program: GradientProgram,
  found: TracedProgram[],
  hasLossOf: HasLoss,
): TracedProgram[] {
  const isRefused = ({ strained, trace }: TracedProgram) =>
    strained && trace.raises.some(({ message }) => isMisfit.test(message));
  if (!found.every(isRefused)) return found;
  const { parts } = program;
  // Of the sizes that its own lines count on.
  const ownForm = found.find(({ entry }) => entry.kind === "module")?.form ?? formOf("vector");
  // Where the only parameter is stepped by it, nothing was seen: but NumPy has said so.
  const isMisfitIn = (entry: Entry) =>
    (entry.kind === "module" ? [formOf("vector")] : forms).some((form) =>
      messagesOf(program, entry, form).some((each) => isMisfit.test(each)),
    );
  const entries = [
    ownLines,
    ...entriesOf(parts),
    ...weighedEntries(parts),
    ...stagedEntries(parts),
    ...gradientEntries(parts),
  ];
  for (const entry of entries) {
    if (isSearched(program)) break;
    if (found.length === 0 && !isMisfitIn(entry)) continue;
    const turning = { ...entry, turns: true as const };
    const traced =
      entry.kind === "module"
        ? findUpdates(program, turning, ownForm)
        : bestForm(program, turning, hasLossOf);
    if (traced === null || traced.strained || traced.trace.turned.length === 0) continue;
    // The product of the two may lie across the parameter, too.
    const isOther = traced.trace.refused.some(({ step }) => !isMadeOfTurned(traced, step));
    if (isOther || !hasLossOf(traced.trace, traced.updates)) continue;
    // The learner's forward pass is what it is: nothing is said of a loss that NumPy does not come to.
    if (!ownAnatomy(traced).losses.some(({ node }) => isMadeOfTurned(traced, node))) return [traced];
  }
  return found;
}

function isMadeOfTurned({ trace }: TracedProgram, node: e.Expression): boolean {
  const keys = new Set(trace.turned.map((each) => each.node.key));
  return e.topological(node).some(({ key }) => keys.has(key));
}

/** Where all is right but for the products that NumPy refuses, it is theirs; else nothing is said. */
export function withRefusedProducts(
  check: ProgramCheck,
  { trace }: TracedProgram,
  anatomy: Anatomy,
): ProgramCheck {
  if (trace.turned.length === 0) return check;
  const places = anatomy.parameters.map(({ update }) => {
    const inside = new Set(e.topological(update.step).map(({ key }) => key));
    return trace.turned.find(({ node }) => inside.has(node.key));
  });
  const isClear = check.parameters.every(
    ({ verdict, mistake }, at) =>
      verdict === "right" || (mistake === "transposed_result" && places[at] !== undefined),
  );
  const { reason: _, ...rest } = check;
  if (!isClear || places.every((place) => place === undefined))
    return {
      ...rest,
      verdict: "undecided",
      mistake: null,
      reason: "raises",
      parameters: check.parameters.map(
        ({ name, file, span }): ParameterCheck => ({
          name,
          file,
          span,
          verdict: "undecided",
          mistake: null,
          reason: "raises",
        }),
      ),
    };
  const mistake = "transposed_result";
  const parameters = check.parameters.map((each, at): ParameterCheck => {
    const place = places[at];
    if (place === undefined) return each;
    const { span } = place.site;
    return {
      name: each.name,
      file: place.frame.module.file,
      span,
      verdict: "wrong",
      mistake,
      isRefused: true,
    };
  });
  return { ...rest, verdict: "wrong", mistake, parameters };
}
