import * as e from "../algebra/expression";
import type { CallArguments, Value } from "../interpreter/value";
import { TracedArray } from "../numpy/valuesOperand";
import { nodeFrom } from "./symbolsOperands";
import { datum, type Traced } from "./symbolsTrace";

type Loss = (truth: e.Expression, guess: e.Expression) => e.Expression | null;

/** The losses of `sklearn.metrics` that programs note instead of computing them, as formulas. */
const losses: Readonly<Record<string, Loss>> = {
  log_loss: (truth, guess) => {
    const surprise = (of: e.Expression, chance: e.Expression) => e.times(of, e.unary("log", chance));
    const others = (of: e.Expression) => e.subtract(e.number(1), of);
    const columns = guess.shape[1]?.value ?? 1;
    if (columns > 1) return e.negate(e.mean(e.sum(surprise(truth, guess), [1])));
    return e.negate(e.mean(e.add(surprise(truth, guess), surprise(others(truth), others(guess)))));
  },
  mean_squared_error: (truth, guess) => {
    const gap = e.subtract(truth, guess);
    return e.mean(e.times(gap, gap));
  },
  mean_absolute_error: (truth, guess) => e.mean(e.unary("abs", e.subtract(truth, guess))),
};

/** null where it is none of them, or not plainly of labels and predictions in one shape. */
export function metricOf(
  name: string,
  { positional, keywords }: CallArguments<Traced>,
): Value<Traced> | null {
  const loss = losses[name];
  const given = [positional[0] ?? keywords.get("y_true"), positional[1] ?? keywords.get("y_pred")];
  const isPlain = [...keywords.keys()].every((each) => each === "y_true" || each === "y_pred");
  if (loss === undefined || !isPlain || positional.length > 2) return null;
  const [truth, guess] = given.map((each) =>
    each?.kind === "datum" && each.value.kind === "array" ? nodeFrom(each.value) : null,
  );
  if (truth == null || guess == null || !e.sameShape(truth.shape, guess.shape)) return null;
  const made = loss(truth, guess);
  return made === null ? null : datum(new TracedArray(made, "float"));
}
