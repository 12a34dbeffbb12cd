import type { DerivationPart, StepTopic } from "../insight/derivation/derivation";
import type { AxisRole } from "./roles";
import type { ShapePiece } from "./shapes";

/** The role of a size, by its text; null where two roles share the same size and the text can't tell them apart. */
export type RoleOf = (size: string) => AxisRole | null;

/** "(30, 364)" in pieces, each size with its role. A number alone ("1/364", or a scalar) has no axes. */
export function shapePieces(shape: string, roles: RoleOf, scalar: string): readonly ShapePiece[] {
  const sizes = sizesOf(shape);
  if (sizes?.length === 0) return [{ type: "text", text: scalar }];
  if (sizes === null) return [{ type: "text", text: shape }];
  const pieces: ShapePiece[] = [{ type: "text", text: "(" }];
  sizes.forEach((size, index) => {
    if (index > 0) pieces.push({ type: "text", text: ", " });
    pieces.push({ type: "size", text: size, role: roles(size), label: null });
  });
  pieces.push({ type: "text", text: sizes.length === 1 ? ",)" : ")" });
  return pieces;
}

/**
 * Which size is which axis. A gradient has the shape of its parameter, so the gradient of the weights is (n, k): features
 * and outputs. The weighted sum Z is (m, k), so its first size is the samples. Of several layers the first one (the last
 * in a derivation, which goes backwards) meets the features, and the last one gives the outputs.
 */
export function axisRoles(part: DerivationPart): RoleOf {
  const roles = new Map<string, AxisRole | null>();
  const give = (size: string | undefined, role: AxisRole) => {
    if (size === undefined) return;
    const before = roles.get(size);
    roles.set(size, before === undefined || before === role ? role : null);
  };
  const left = (topic: StepTopic) =>
    part.steps
      .filter((step) => step.topic === topic)
      .map((step) => sizesOf(step.factors[0]?.shape ?? "") ?? []);
  const weights = left("weights");
  give(weights.at(-1)?.[0], "n");
  give(weights[0]?.[1], "k");
  // One sample's "first size" is 1, which is the output's as well: there are no samples to tell apart.
  if (part.kind === "batch") give(left("forward")[0]?.[0], "m");
  return (size) => roles.get(size) ?? null;
}

function sizesOf(shape: string): readonly string[] | null {
  const inside = /^\((.*)\)$/.exec(shape.trim())?.[1];
  if (inside === undefined) return null;
  return inside
    .split(",")
    .map((size) => size.trim())
    .filter((size) => size !== "");
}
