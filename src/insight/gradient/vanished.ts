import { type Anatomy, anatomyOf } from "./anatomy";
import { LossCheck } from "./lossCheck";
import type { TracedProgram } from "./trace";

const cases = [11, 12, 13];

/**
 * An absolute error of prices in the hundreds has one sign for all samples, and its derivative by the weights of centred features
 * is 0 whatever it is divided by: weights that are far larger show what a gradient is made of.
 */
export function seeVanished(traced: TracedProgram, first: Anatomy, chosen: LossCheck): void {
  if (traced.trace.branched || !chosen.parameters.some(({ vanishes }) => vanishes)) return;
  const runs = cases.map((seed) => {
    const trace = traced.again(seed, 0, true);
    return anatomyOf(trace, traced.own(trace), [...first.losses, ...first.quiet]);
  });
  if (runs.every(({ parameters }) => parameters.length === first.parameters.length))
    chosen.see(new LossCheck(runs, chosen.loss));
}
