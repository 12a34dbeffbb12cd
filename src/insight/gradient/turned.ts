import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy, LayerAnatomy } from "./anatomy";
import { type Comparison, gradientOf, layerOf, type Suspicion } from "./comparison";

/** The errors that go down through square weights without their transpose: of each layer above, and of all of them. */
export function* turnedSuspicions(anatomy: Anatomy, { data, parameter }: Comparison): Generator<Suspicion> {
  const own = layerOf(anatomy, parameter);
  const from = own === undefined ? 0 : anatomy.layers.indexOf(own) + 1;
  const square = anatomy.layers.slice(from).filter(isSquare);
  for (const layers of square.length > 1 ? [...square.map((each) => [each]), square] : [square])
    if (layers.length > 0)
      yield {
        mistake: "transposed_result",
        gradient: () => gradientOf(anatomy, withTurned(anatomy, data, layers), parameter.leaf),
      };
}

function isSquare({ weight, neurons }: LayerAnatomy): boolean {
  const [rows, columns] = weight.shape.map(({ value }) => value);
  return (
    rows !== undefined &&
    rows === columns &&
    rows !== 1 &&
    neurons.every(({ product }) => product.kind === "matmul")
  );
}

/** The same loss, which changes with the layers' inputs as if their weights were turned. */
function withTurned({ trace }: Anatomy, data: e.Expression, layers: readonly LayerAnatomy[]): e.Expression {
  const by = new Map<string, e.Expression>();
  for (const { weight, neurons } of layers) {
    const w = trace.read(weight);
    const around = arrays.zip(arrays.transpose(w), w, (turned, value) => turned - value);
    for (const { product, input } of neurons) {
      if (product.kind !== "matmul") continue;
      const moved = e.subtract(e.substitute(input, by), e.constantArray(trace.read(input), input.shape));
      // What stands at the weights' place may be turned already.
      const place = product.left.key === input.key ? product.right : product.left;
      const isTurned = place.kind === "transpose";
      const extra = e.constantArray(isTurned ? arrays.transpose(around) : around, place.shape);
      const change = product.left.key === input.key ? e.matmul(moved, extra) : e.matmul(extra, moved);
      by.set(product.key, e.add(e.substitute(product, by), e.reshape(change, product.shape)));
    }
  }
  return e.substitute(data, by);
}
