import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import { constant } from "../../algebra/size";
import type { Trace, UpdateTrace } from "../../domains/symbolsTrace";
import { numbersOf } from "../../numpy/valuesOperand";
import type { Expression } from "../../syntax/tree";

/** A part of a vector of parameters that the program reads as an array of its own. */
interface Piece {
  readonly start: number;
  readonly length: number;
  readonly shape: e.Sizes;
}

/**
 * One vector that holds all weights, and that the program cuts into matrices (`theta[:25 * 401].reshape(25, 401)`), is as many
 * parameters: after this the run knows them as such, each with its own share of the step.
 */
export function cutParameters(trace: Trace): void {
  for (const { node: whole, place } of [...trace.parameters]) {
    const pieces = piecesOf(trace, whole);
    if (pieces === null || !isSteppedWhole(trace, whole)) continue;
    const leaves = pieces.map((piece) => {
      const value = e.evaluate(e.reshape(cut(whole, piece), piece.shape), trace.bindings);
      return trace.leaf("p", value, "parameter");
    });
    const flat = leaves.map((leaf, at) => e.reshape(leaf, [constant(pieces[at]?.length ?? 0)]));
    const by = new Map<string, e.Expression>([[whole.key, e.concatenate(flat, 0, whole.shape)]]);
    for (const [at, piece] of pieces.entries()) {
      const [leaf, line] = [leaves[at], flat[at]];
      if (leaf === undefined || line === undefined) continue;
      by.set(cut(whole, piece).key, line);
      by.set(e.reshape(cut(whole, piece), piece.shape).key, leaf);
      if (piece.shape.length === 0) by.set(e.index(whole, [piece.start]).key, leaf);
    }
    rewriteRun(trace, e.substitution(by));
    const averages = new Map<string, e.Expression>();
    // Behind the step the program cuts what the vector has become.
    const later = new Map<string, e.Expression>();
    const split = (update: UpdateTrace): readonly UpdateTrace[] => {
      if (update.before.key !== by.get(whole.key)?.key) return [update];
      return pieces.flatMap((piece, at): UpdateTrace[] => {
        const leaf = leaves[at];
        if (leaf === undefined) return [];
        const own = (node: e.Expression) => shaped(shareOf(node, piece, average), piece.shape);
        const average = (node: e.Expression) => averageIn(trace, node, piece, `${at} ${node.key}`, averages);
        const target = nameOfPiece(trace, leaf) ?? update.target;
        const after = own(update.after);
        later.set(cut(update.after, piece).key, e.reshape(after, [constant(piece.length)]));
        later.set(e.reshape(cut(update.after, piece), piece.shape).key, after);
        if (piece.shape.length === 0) later.set(e.index(update.after, [piece.start]).key, after);
        return [{ ...update, before: leaf, after, step: own(update.step), target }];
      });
    };
    for (const list of [trace.updates, trace.refused]) list.splice(0, list.length, ...list.flatMap(split));
    rewriteRun(trace, e.substitution(later));
    const others = trace.parameters.filter(({ node }) => node !== whole);
    trace.parameters.splice(
      0,
      trace.parameters.length,
      ...others,
      ...leaves.map((node) => ({ node, place })),
    );
    if (trace.lost.has(whole.name)) for (const { name } of leaves) trace.lost.add(name);
  }
}

/** The pieces, in order, where they cover the vector and do not overlap; null for a vector that is none of this kind. */
function piecesOf(trace: Trace, whole: e.VariableNode): Piece[] | null {
  const size = numbersOf(whole.shape)[0] ?? 0;
  if (whole.shape.length !== 1) return null;
  const found = new Map<number, Piece>();
  const items = new Set<number>();
  for (const { node } of trace.values) {
    const at = placeOf(node, whole);
    if (at !== null) items.add(at);
    const inner = node.kind === "reshape" ? node.of : node;
    const range = rangeOf(inner, whole, size);
    if (range === null || (inner.key === whole.key && node.kind !== "reshape")) continue;
    const known = found.get(range.start);
    if (known !== undefined && known.length !== range.length) return null;
    // A matrix tells more than the line that it was cut from.
    if (known === undefined || node.shape.length > known.shape.length)
      found.set(range.start, { ...range, shape: node.shape });
  }
  // `theta[-1]`, where no slice has it.
  const slices = [...found.values()];
  for (const start of items)
    if (!slices.some((each) => start >= each.start && start < each.start + each.length))
      found.set(start, { start, length: 1, shape: [] });
  const pieces = [...found.values()].sort((a, b) => a.start - b.start);
  const covers = pieces.every((piece, at) => {
    const before = pieces[at - 1];
    return piece.start === (before === undefined ? 0 : before.start + before.length);
  });
  const last = pieces.at(-1);
  if (last === undefined || !covers || last.start + last.length !== size) return null;
  const isMatrix = ({ shape }: Piece) => shape.length > 1 && (pieces.length > 1 || !isLine(shape));
  return pieces.some(isMatrix) ? pieces : null;
}

function isLine(shape: e.Sizes): boolean {
  return shape.filter(({ value }) => value !== 1).length < 2;
}

function isSteppedWhole({ updates, refused }: Trace, { key, shape }: e.Expression): boolean {
  return [...updates, ...refused].every(
    ({ before, after, step }) =>
      before.key !== key || (e.sameShape(step.shape, shape) && e.sameShape(after.shape, shape)),
  );
}

/** Of a single number of the vector; null for anything else. */
function placeOf(node: e.Expression, whole: e.Expression): number | null {
  const [at, ...more] = node.kind === "index" && node.of.key === whole.key ? node.indices : [];
  return typeof at === "number" && more.length === 0 ? at : null;
}

function rangeOf(node: e.Expression, whole: e.Expression, size: number) {
  if (node.key === whole.key) return { start: 0, length: size };
  const [slice, ...more] = node.kind === "index" && node.of.key === whole.key ? node.indices : [];
  if (slice === undefined || slice === null || typeof slice === "number" || more.length > 0) return null;
  return slice.step === 1 ? { start: slice.start, length: slice.length.value ?? 0 } : null;
}

function cut(whole: e.Expression, { start, length }: Piece): e.Expression {
  if (start === 0 && length === whole.shape[0]?.value) return whole;
  return e.index(whole, [{ start, length: constant(length), step: 1 }]);
}

function shaped(node: e.Expression, shape: e.Sizes): e.Expression {
  if (node.kind === "reshape" && e.sameShape(node.of.shape, shape)) return node.of;
  return e.reshape(node, shape);
}

/** The piece's share of a vector, by itself where the vector was put together from parts. */
function shareOf(
  node: e.Expression,
  piece: Piece,
  average: (node: e.Expression) => e.Expression | null = () => null,
): e.Expression {
  if (node.shape.length === 0) return node;
  const share = (each: e.Expression) => shareOf(each, piece, average);
  switch (node.kind) {
    case "unary":
      return e.unary(node.operation, share(node.of));
    case "binary":
      return e.binary(node.operation, share(node.left), share(node.right));
    case "concatenate": {
      let start = 0;
      for (const part of node.parts) {
        const length = part.shape[0]?.value ?? 0;
        if (start === piece.start && length === piece.length) return part;
        start += length;
      }
      return cut(node, piece);
    }
    default:
      return average(node) ?? (e.sizeOf(node.shape).value === 1 ? node : cut(node, piece));
  }
}

/** An optimizer's average over all weights starts as zeros, and each piece of it, too; null for anything else. */
function averageIn(
  trace: Trace,
  node: e.Expression,
  piece: Piece,
  place: string,
  known: Map<string, e.Expression>,
): e.Expression | null {
  if (node.kind !== "variable" || !node.name.startsWith("k") || arrays.norm(trace.read(node)) > 0)
    return null;
  const before = known.get(place);
  const own = before ?? trace.leaf("k", arrays.full(numbersOf(piece.shape), 0), "data");
  known.set(place, own);
  const made = trace.madeOf(node);
  if (before === undefined && made !== node) trace.derived(own, shareOf(made, piece));
  return e.reshape(own, [constant(piece.length)]);
}

function rewriteRun(trace: Trace, changed: (node: e.Expression) => e.Expression): void {
  for (const [at, value] of trace.values.entries())
    trace.values[at] = { ...value, node: changed(value.node) };
  for (const list of [trace.updates, trace.refused])
    for (const [at, update] of list.entries()) {
      const { before, after, step } = update;
      list[at] = { ...update, before: changed(before), after: changed(after), step: changed(step) };
    }
}

/** How the program calls the piece. */
function nameOfPiece(trace: Trace, leaf: e.Expression): Expression | undefined {
  return trace.values.find(
    ({ syntax, node }) => node.key === leaf.key && (syntax.kind === "name" || syntax.kind === "attribute"),
  )?.syntax;
}
