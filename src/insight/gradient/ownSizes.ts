import type { ParameterCheck, ProgramCheck } from "./check";
import type { Mistake } from "./comparison";
import type { SmallProgram } from "./sizes";

/** Mistakes whose ratio is a size. */
const averages: ReadonlySet<Mistake | null> = new Set([
  "missing_mean",
  "double_mean",
  "divided_by_features",
  "bias_not_averaged",
]);

/**
 * What is right with small sizes is right, and a mistake that is known by its name is that mistake. null for all else: of that
 * the program's own numbers have to speak.
 */
export function inOwnSizes(check: ProgramCheck, { sizeOf }: SmallProgram): ProgramCheck | null {
  if (check.verdict === "undecided" || check.isOfSizes) return null;
  const parameters = check.parameters.map((each): ParameterCheck | null => {
    if (each.verdict === "right") return each;
    if (each.verdict === "undecided") return null;
    if (each.shapes !== undefined) return withOwnShapes(each, each.shapes, sizeOf);
    // Deeper down the mistake of a layer above comes together with its own, and has no name any more.
    if (each.mistake === "other") return check.mistake === "other" ? null : each;
    if (each.ratio === undefined || !averages.has(each.mistake)) return each;
    const own = ownSize(each.ratio, sizeOf);
    const inverse = ownSize(1 / each.ratio, sizeOf);
    if (own !== null) return { ...each, ratio: own };
    return inverse === null ? null : { ...each, ratio: 1 / inverse };
  });
  const translated = parameters.flatMap((each) => each ?? []);
  return translated.length === parameters.length ? { ...check, parameters: translated } : null;
}

/** Both shapes in the learner's sizes; null where a size has no other (28 * 28), or the mistake no name. */
function withOwnShapes(
  check: ParameterCheck,
  { yours, derivative }: NonNullable<ParameterCheck["shapes"]>,
  sizeOf: SmallProgram["sizeOf"],
): ParameterCheck | null {
  const [own, right] = [yours, derivative].map((shape) => shape.flatMap((size) => sizeOf(size) ?? []));
  if (check.mistake === "other" || own?.length !== yours.length || right?.length !== derivative.length)
    return null;
  return { ...check, shapes: { yours: own, derivative: right } };
}

function ownSize(ratio: number, sizeOf: SmallProgram["sizeOf"]): number | null {
  const whole = Math.round(ratio);
  return whole > 1 && Math.abs(ratio - whole) < 1e-6 * whole ? sizeOf(whole) : null;
}
