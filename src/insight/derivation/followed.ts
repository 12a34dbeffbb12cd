import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy, ParameterAnatomy } from "../gradient/anatomy";
import { combination } from "../gradient/fit";
import { splitLoss } from "../gradient/lossTerms";
import { gradientPlace } from "../gradient/place";
import { joined } from "./alike";

/** Whether none of the program's gradients is a multiple of the derivative of a number, as far as they can be compared. */
export function isUnfollowed(anatomy: Anatomy, loss: e.Expression): boolean {
  const found = anatomy.parameters.flatMap((parameter) => follows(anatomy, loss, parameter) ?? []);
  return found.length > 0 && found.every((each) => !each);
}

/** Null where the gradient is one number. A penalty may be added to it later. */
function follows(anatomy: Anatomy, loss: e.Expression, parameter: ParameterAnatomy): boolean | null {
  const { trace } = anatomy;
  const size = arrays.count(trace.read(parameter.leaf).shape);
  if (size < 2) return null;
  const { data, penalties } = splitLoss(trace, loss);
  const parts = [data, ...penalties].map((part) => {
    const [slope] = e.derivative(part, [parameter.leaf]);
    return slope === undefined ? arrays.full([size], 0) : joined([trace.read(slope)]);
  });
  // Behind an optimizer it is the place where the gradient is made that says, in a loop over the samples the step.
  const { syntax } = gradientPlace(anatomy, parameter);
  const made = trace.values.find((value) => value.syntax === syntax)?.node;
  const whole = made === undefined ? [] : [trace.read(made), arrays.transpose(trace.read(made))];
  return [...whole, trace.read(parameter.early)].some((each) => {
    const own = joined([each]);
    return own.data.length === size && combination(own, parts) !== null;
  });
}
