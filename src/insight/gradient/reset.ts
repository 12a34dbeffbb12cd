import * as arrays from "../../algebra/array";
import { lastName } from "../../syntax/names";
import { hasPlace, walk } from "../../syntax/walk";
import type { Anatomy } from "./anatomy";
import type { ParameterCheck, ProgramCheck } from "./check";
import type { Mistake } from "./comparison";
import { combination } from "./fit";
import { LossCheck } from "./lossCheck";
import { lossName } from "./lossNames";
import { nextStep } from "./rounds";
import type { TracedProgram } from "./trace";

/**
 * Which gradients are collected and never set back to zero: in the next step the learner's is its own derivative and the one of the
 * step before. Or those that are set anew instead of being collected. One flag a parameter; null where there are none.
 */
export function neverReset(
  traced: TracedProgram,
  first: Anatomy,
  chosen: LossCheck,
): readonly boolean[] | null {
  const lost = overwritten(traced, first, chosen);
  if (lost !== null) return lost;
  if (!collects(traced)) return null;
  const next = nextStep(traced, first);
  if (next === null) return null;
  const before = chosen.comparisons;
  const kept = new LossCheck([next], chosen.loss).comparisons.map((now, at): Kept | null => {
    const own = before[at]?.actual;
    if (now === undefined || own === undefined || arrays.norm(own) < 1e-9) return null;
    if ([now.actual, now.expected].some(({ shape }) => shape.join() !== own.shape.join())) return null;
    const rest = arrays.zip(now.actual, now.expected, (all, part) => all - part);
    if (arrays.norm(rest) < 1e-9 * arrays.norm(now.actual)) return { share: 0, numbers: 0 };
    const share = combination(rest, [own])?.[0];
    return share === undefined ? null : { share, numbers: arrays.count(own.shape) };
  });
  return areKept(kept) ? kept.map((each) => each !== null && each.share > 0) : null;
}

/** Of a loss that is collected over samples only the last one's share is in the step: its gradient is set anew for each. */
function overwritten(
  { trace }: TracedProgram,
  { parameters }: Anatomy,
  { loss }: LossCheck,
): boolean[] | null {
  const names = trace.options.overwritten ?? new Set();
  if (loss.share === undefined || names.size === 0) return null;
  const flags = parameters.map(({ update }) => {
    let isMade = false;
    walk(update.site, (each) => {
      isMade ||= hasPlace(each) && each.kind === "name" && names.has(each.id);
    });
    return isMade;
  });
  return flags.some(Boolean) ? flags : null;
}

/** How much of the step before is in the next one, and of how many numbers that is said. */
interface Kept {
  readonly share: number;
  readonly numbers: number;
}

/**
 * The same share of all that are collected, and of more than one number, which any share fits. The last samples of an epoch may be
 * fewer, by which all is divided; what a velocity keeps is less than the whole.
 */
function areKept(kept: readonly (Kept | null)[]): boolean {
  const all = kept.flatMap((each) => (each === null || each.share !== 0 ? [each] : []));
  const [first] = all;
  if (first == null || first.share <= 1 - 1e-6) return false;
  if (!all.every((each) => each !== null && Math.abs(each.share - first.share) < 1e-6 * first.share))
    return false;
  return all.reduce((sum, each) => sum + (each?.numbers ?? 0), 0) > 1;
}

/** The same check with this mistake of the parameters that have their flag. */
export function withMistake(check: ProgramCheck, mistake: Mistake, flags: readonly boolean[]): ProgramCheck {
  const parameters = check.parameters.map(
    (each, at): ParameterCheck =>
      flags[at] === true
        ? { name: each.name, file: each.file, span: each.span, verdict: "wrong", mistake }
        : each,
  );
  const { reason: _, ...rest } = check;
  return { ...rest, verdict: "wrong", mistake, parameters };
}

/** Something besides the parameters is changed by a step of its own. */
function collects({ trace, updates }: TracedProgram): boolean {
  const stepped = new Set(updates.map(({ target }) => lastName(target)));
  return [...trace.stepNames].some((name) => !stepped.has(name) && !lossName.test(name));
}
