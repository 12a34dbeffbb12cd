import type { OperationFact, SizeFact } from "../insight/facts";

/** What an axis stands for. Hue and mark go with it: m blue solid, n yellow dashed, k purple dotted, other in ink. */
export type AxisRole = "m" | "n" | "k" | "other";

/** The roles of the sizes in one picture, by the size's text: the same size has the same role throughout. */
export type Roles = ReadonlyMap<string, AxisRole>;

const namedRoles: readonly (readonly [RegExp, AxisRole])[] = [
  [/^(m|N|batch|batch_?size|samples|n_?samples|rows)$/, "m"],
  [/^(n|d|D|features|n_?features|inputs|in_features|input_size)$/, "n"],
  [/^(k|K|C|units|outputs|classes|n_?classes|out_features|output_size)$/, "k"],
];

/**
 * Roles for an operation's sizes. A size that the program calls m, n or k (or `n_samples`, `units` …) takes that role. The
 * others take what is left, in the order that a textbook reads a product: rows m, shared n, columns k; for the product of
 * a transpose, `x.T @ err`, the shared size is that of the samples.
 */
export function operationRoles(operation: OperationFact): Roles {
  const arrays = [...operation.operands, operation.result];
  const sizes = arrays.flatMap((array) => array.shape ?? []);
  return assignRoles(sizes, preferences(operation));
}

export function arrayRoles(shape: readonly SizeFact[]): Roles {
  return assignRoles(shape, new Map());
}

function preferences(operation: OperationFact): Map<string, AxisRole> {
  const wanted = new Map<string, AxisRole>();
  const [left, right] = operation.operands;
  if (operation.kind !== "product" || left?.shape == null || right?.shape == null) return wanted;
  const transposed = /\.T$|transpose\(/.test(left.text);
  const inner = left.shape.at(-1);
  const rows = left.shape.at(-2);
  const columns = right.shape.length > 1 ? right.shape.at(-1) : undefined;
  const inOrder = [
    [rows, transposed ? "n" : "m"],
    [inner, transposed ? "m" : "n"],
    [columns, "k"],
  ] as const;
  for (const [size, role] of inOrder) {
    if (size !== undefined && !wanted.has(size.text)) wanted.set(size.text, role);
  }
  // The axes of a stack of matrices are none of the three that a product has.
  for (const size of [...left.shape.slice(0, -2), ...right.shape.slice(0, -2)])
    if (!wanted.has(size.text)) wanted.set(size.text, "other");
  return wanted;
}

function assignRoles(sizes: readonly SizeFact[], wanted: ReadonlyMap<string, AxisRole>): Roles {
  const roles = new Map<string, AxisRole>();
  const free: AxisRole[] = ["m", "n", "k"];
  const take = (text: string, role: AxisRole): void => {
    if (roles.has(text) || (role !== "other" && !free.includes(role))) return;
    roles.set(text, role);
    if (role !== "other") free.splice(free.indexOf(role), 1);
  };
  for (const size of sizes) {
    const named = namedRoles.find(([pattern]) => pattern.test(size.name ?? size.text));
    if (named !== undefined) take(size.text, named[1]);
  }
  for (const [text, role] of wanted) take(text, role);
  const rest = [...new Set(sizes.map((size) => size.text))].filter((text) => !roles.has(text));
  // A lone 1 is nearly always the axis of the outputs; it must not use up the role of the samples.
  if (rest.includes("1")) take("1", "k");
  for (const text of rest) take(text, free[0] ?? "other");
  for (const text of rest) if (!roles.has(text)) roles.set(text, "other");
  return roles;
}

export function roleOf(roles: Roles, size: SizeFact): AxisRole {
  return roles.get(size.text) ?? "other";
}

/** The name to set at a size: what the program calls it, unless the size is shown by that very name. */
export function sizeName(size: SizeFact): string | null {
  const name = size.name;
  return name === undefined || name === size.text || name.length > 12 ? null : name;
}

/** Roles for operands that don't fit together: as they stand, rows before columns. */
export function problemRoles(operands: readonly { readonly shape: readonly SizeFact[] | null }[]): Roles {
  return assignRoles(
    operands.flatMap((operand) => operand.shape ?? []),
    new Map(),
  );
}
