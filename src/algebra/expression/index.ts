/** Formulas over matrices: build them, evaluate them, derive them, simplify them, print them. */

export { contains, derivative, topological } from "./derivative";
export { type Bindings, Evaluator, evaluate, evaluateSize } from "./evaluate";
export * from "./node";
export { rewrite, substitute, substitution, variablesOf } from "./rewrite";
export { simplify, splitFront } from "./simplify";
export { glue, type Piece, pieces, tex } from "./tex";
