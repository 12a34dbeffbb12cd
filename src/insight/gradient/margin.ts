import type { NumberArray } from "../../algebra/array";
import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Trace, UpdateTrace, ValueTrace } from "../../domains/symbolsTrace";
import { rateName } from "../../domains/symbolsUpdates";
import type { Anatomy, LossAnatomy, ParameterAnatomy } from "./anatomy";
import type { ProgramCheck } from "./check";
import type { Mistake } from "./comparison";
import { combination } from "./fit";
import { splitLoss } from "./lossTerms";
import { withRefusedProducts } from "./refused";
import { withMistake } from "./reset";
import { attempt, type TracedProgram } from "./trace";
import { withLostLabel } from "./unlabelled";

/** Of samples inside the margin many may come first. */
const seeds = Array.from({ length: 16 }, (_, at) => at + 2);
/** So many runs that tell something are enough. */
const enough = 2;

/** The check with what is wrong although the gradient is the loss's. */
export function withUnseen(
  check: ProgramCheck,
  traced: TracedProgram,
  first: Anatomy,
  loss: LossAnatomy,
): ProgramCheck {
  if (traced.trace.turned.length > 0) return withRefusedProducts(check, traced, first);
  const spared = attempt(() => withSparedPenalty(check, traced, first, loss)) ?? check;
  return withLostLabel(spared, first, loss);
}

/**
 * Of a hinge loss, where an `if` looks at the margin, a sample beyond it has nothing to teach but the penalty; and a run in which it
 * comes first takes a step that is made of the weights alone. What is wrong there the other runs don't show.
 */
function withSparedPenalty(
  check: ProgramCheck,
  traced: TracedProgram,
  first: Anatomy,
  loss: LossAnatomy,
): ProgramCheck {
  const { trace } = first;
  if (check.verdict !== "right" || !trace.branched || splitLoss(trace, loss.node).penalties.length === 0)
    return check;
  let told = 0;
  for (const seed of seeds) {
    const other = traced.again(seed);
    const found = first.parameters.map((each) => mistakeBeyond(trace, other, each, loss));
    const mistake = found.find((each) => each != null);
    if (mistake != null)
      return withMistake(
        check,
        mistake,
        found.map((each) => each != null),
      );
    if (found.some((each) => each === null) && ++told === enough) break;
  }
  return check;
}

/** What is wrong with the step beyond the margin; null where nothing is, undefined where this run has none. */
function mistakeBeyond(
  trace: Trace,
  other: Trace,
  { leaf, update }: ParameterAnatomy,
  loss: LossAnatomy,
): Mistake | null | undefined {
  const steps = [...other.idle.arrays.values(), ...other.idle.shares.values()];
  const own = steps.find((each) => each.leaf.name === leaf.name);
  if (own === undefined) return isPassedOver(trace, other, leaf, loss) ? "penalty_missing" : undefined;
  // A sum of losses that is collected on the way is stepped by nobody.
  const isOfParameter = ({ before }: UpdateTrace) => other.namesIn(before).size > 0;
  const start = Math.min(...other.updates.filter(isOfParameter).map(({ order }) => order));
  if (own.order > start) return undefined;
  const parts = penaltiesAt(other, own.leaf, loss, own.order);
  const taken = other.read(own.step);
  if (parts.length === 0) return undefined;
  if (arrays.norm(taken) === 0) return "penalty_missing";
  if (parts.some(({ shape }) => shape.join() !== taken.shape.join())) return null;
  const shares = combination(taken, parts);
  if (shares === null) return null;
  if (shares.some((each) => Math.abs(each) < 1e-9)) return "penalty_missing";
  if (shares.some((each) => each < 0)) return "penalty_sign";
  const rate = sharedRate(trace, other, update.step, own.step);
  const isHalf = (each: number) => [2, 0.5].some((factor) => Math.abs(each / rate - factor) < 1e-6);
  return rate > 0 && shares.every(isHalf) ? "factor_two" : null;
}

/** A run that has the loss of two samples one after the other, and takes no step between, where the first run takes one. */
function isPassedOver(trace: Trace, other: Trace, leaf: e.VariableNode, loss: LossAnatomy): boolean {
  const [one, two] = lossesAt(trace, loss);
  const [here, next] = lossesAt(other, loss);
  if (one === undefined || two === undefined || here === undefined || next === undefined) return false;
  const stepsOf = (run: Trace) => run.updates.filter(({ before }) => run.namesIn(before).has(leaf.name));
  const isStepped = stepsOf(trace).some(({ order }) => one.at < order && order <= two.at);
  const isLeft = stepsOf(other).every(({ order }) => order > next.at);
  const isOther = here.node.key !== next.node.key && other.namesIn(next.node).has(leaf.name);
  const own = other.parameters.find(({ node }) => node.name === leaf.name)?.node;
  if (!isStepped || !isLeft || !isOther || own === undefined) return false;
  return penaltiesAt(other, own, loss, here.at + 1).length > 0;
}

/** What the loss comes to, and where among a run's values. */
function lossesAt({ values }: Trace, { syntax }: LossAnatomy) {
  return values.flatMap((each, at) => (each.syntax === syntax ? [{ node: each.node, at }] : []));
}

/** The derivatives of the loss's penalties as they are there; none where the data have something to teach, too. */
function penaltiesAt(
  trace: Trace,
  leaf: e.VariableNode,
  { syntax }: LossAnatomy,
  order: number,
): readonly NumberArray[] {
  const isHere = (each: ValueTrace) => each.syntax === syntax && trace.namesIn(each.node).has(leaf.name);
  // What a sum has become by then is not among the values before somebody reads it.
  const value =
    trace.values.slice(0, order).findLast(isHere) ??
    trace.totals.findLast((each) => each.order <= order && isHere(each)) ??
    trace.values.slice(order).find(isHere);
  if (value === undefined) return [];
  const { data, penalties } = splitLoss(trace, e.substitute(value.node, trace.idle.kept));
  const by = (node: e.Expression) => trace.read(e.derivative(node, [leaf])[0] ?? leaf);
  if (arrays.norm(by(data)) > 0) return [];
  return penalties.map(by).filter((each) => arrays.norm(each) > 0);
}

/** The rate that both steps have in front, by its name; 0 where there is none, or it is not the same. */
function sharedRate(trace: Trace, other: Trace, step: e.Expression, own: e.Expression): number {
  const rates = [...e.variablesOf(own).values()].filter(({ tex }) => rateName.test(tex));
  const values = rates.map((each) => {
    const known = [...e.variablesOf(step).values()].find(({ tex }) => tex === each.tex);
    const [one, two] = [known === undefined ? null : trace.read(known), other.read(each)];
    return one !== null && arrays.item(one) === arrays.item(two) ? arrays.item(two) : 0;
  });
  return values.length === 0 ? 0 : values.reduce((product, each) => product * each, 1);
}
