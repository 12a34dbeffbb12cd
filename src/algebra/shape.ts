import type { Shape } from "./abstract";
import { compare, constant, maximum, type Size } from "./size";

/** As NumPy writes a shape in its messages: `(3,4)`, `(3,)`, `()`. */
export function printShape(shape: Shape): string {
  const sizes = shape.map((size) => size.text);
  return sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(",")})`;
}

/** As NumPy writes axes that it moved about; null is an axis that is not there. Leading ones are left out. */
export function printAxes(sizes: readonly (string | null)[]): string {
  const first = sizes.findIndex((size) => size !== null);
  if (first < 0) return "()";
  const list = sizes.slice(first).map((size) => size ?? "newaxis");
  return `(${list.join(",")}${sizes.length === 1 ? "," : ""})`;
}

/** The sizes as numbers, or null where one of them is not a number. */
export function numbers(shape: Shape | null): number[] | null {
  if (shape === null) return null;
  const known: number[] = [];
  for (const size of shape) {
    if (size.value === null) return null;
    known.push(size.value);
  }
  return known;
}

export function shapeOf(...sizes: readonly number[]): Shape {
  return sizes.map((size) => constant(size));
}

/** Whether two shapes are the same: certain, impossible, or undecided because a name stands for any number. */
export function compareShapes(a: Shape, b: Shape): "equal" | "different" | "undecided" {
  if (a.length !== b.length) return "different";
  let verdict: "equal" | "undecided" = "equal";
  for (const [axis, size] of a.entries()) {
    const other = b[axis];
    if (other === undefined) return "different";
    const one = compare(size, other);
    if (one === "different") return "different";
    if (one === "undecided") verdict = "undecided";
  }
  return verdict;
}

/** Of two sizes that must agree, the one that says more: a number rather than a name. */
export function agreed(a: Size, b: Size): Size {
  return a.value === null && b.value !== null ? b : a;
}

/**
 * One axis under broadcasting; null where it is certain to clash. A named size next to a number greater than one must
 * equal it or be one, and either way the number results. Of two names, either they are equal or one of them is one: the
 * larger results.
 */
export function broadcastSizes(a: Size, b: Size): Size | null {
  if (a.text === b.text) return a.label === undefined ? b : a;
  if (a.value === 1) return b;
  if (b.value === 1) return a;
  if (a.value !== null && b.value !== null) return null;
  if (a.value !== null) return a;
  if (b.value !== null) return b;
  return maximum(a, b);
}

/** The common shape by NumPy's broadcasting rules; null where the shapes are certain to clash. */
export function broadcast(a: Shape, b: Shape): Shape | null {
  const length = Math.max(a.length, b.length);
  const sizes: Size[] = [];
  for (let axis = 0; axis < length; axis++) {
    const left = a[a.length - length + axis];
    const right = b[b.length - length + axis];
    const size = left === undefined ? right : right === undefined ? left : broadcastSizes(left, right);
    if (size === undefined || size === null) return null;
    sizes.push(size);
  }
  return sizes;
}

/** The common shape of any number of shapes; null where they are certain to clash. */
export function broadcastAll(shapes: readonly Shape[]): Shape | null {
  let common: Shape = [];
  for (const shape of shapes) {
    const next = broadcast(common, shape);
    if (next === null) return null;
    common = next;
  }
  return common;
}
