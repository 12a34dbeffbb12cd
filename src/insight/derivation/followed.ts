import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy, ParameterAnatomy } from "../gradient/anatomy";
import { combination } from "../gradient/fit";
import { splitLoss } from "../gradient/lossTerms";
import { gradientPlace } from "../gradient/place";

/** Whether none of the program's gradients is a multiple of the derivative of a number, as far as they can be compared. */
export function isLeft(anatomy: Anatomy, loss: e.Expression): boolean {
  const found = anatomy.parameters.flatMap((parameter) => follows(anatomy, loss, parameter) ?? []);
  return found.length > 0 && found.every((each) => !each);
}

/** Null where the program has no value that could be the gradient. A penalty may be added to it later. */
function follows(anatomy: Anatomy, loss: e.Expression, parameter: ParameterAnatomy): boolean | null {
  const { trace } = anatomy;
  const { syntax } = gradientPlace(anatomy, parameter);
  const made = trace.values.find((value) => value.syntax === syntax)?.node;
  const size = arrays.count(trace.read(parameter.leaf).shape);
  const own = made === undefined ? null : flat(trace.read(made));
  if (own === null || own.data.length !== size || size < 2) return null;
  const { data, penalties } = splitLoss(trace, loss);
  const parts = [data, ...penalties].map((part) => {
    const [slope] = e.derivative(part, [parameter.leaf]);
    return slope === undefined ? arrays.full([size], 0) : flat(trace.read(slope));
  });
  const turned = made === undefined ? own : flat(arrays.transpose(trace.read(made)));
  // In a loop over the samples that place has one of them: there it is the step that says.
  const stepped = flat(trace.read(parameter.early));
  return [own, turned, stepped].some((each) => combination(each, parts) !== null);
}

function flat(array: arrays.NumberArray): arrays.NumberArray {
  const all = arrays.elements(array);
  return arrays.arrayOf(Float64Array.from(all), [all.length]);
}
