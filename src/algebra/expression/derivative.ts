import { constant } from "../size";
import type { Sizes } from "./node";
import * as build from "./node";
import { type Expression, operands } from "./node";

/**
 * Reverse mode: the derivative of a number with respect to nodes of its graph, as graphs again. A gradient has the shape
 * of the node that it belongs to. Nodes on which the output does not depend get zeros.
 *
 * At a kink (|z|, max, clip) the derivative from below or above is taken as NumPy programs do: sign(0) = 0, [0 > 0] = 0.
 */
export function derivative(output: Expression, targets: readonly Expression[]): Expression[] {
  const adjoints = new Map<string, Expression>([[output.key, build.ones(output.shape)]]);
  const needed = dependsOn(output, new Set(targets.map((target) => target.key)));
  for (const node of needed.order.toReversed()) {
    const adjoint = adjoints.get(node.key);
    if (adjoint === undefined) continue;
    for (const [operand, part] of contributions(node, adjoint, needed.keys)) {
      const before = adjoints.get(operand.key);
      adjoints.set(operand.key, before === undefined ? part : build.add(before, part));
    }
  }
  return targets.map(
    (target) => adjoints.get(target.key) ?? build.broadcastTo(build.number(0), target.shape),
  );
}

/** The nodes that lie between the output and the targets, operands before those that use them. */
function dependsOn(
  output: Expression,
  targets: ReadonlySet<string>,
): { readonly order: readonly Expression[]; readonly keys: ReadonlySet<string> } {
  const order = topological(output);
  const keys = new Set<string>();
  for (const node of order)
    if (targets.has(node.key) || operands(node).some((each) => keys.has(each.key))) keys.add(node.key);
  return { order: order.filter((node) => keys.has(node.key)), keys };
}

/** Every node once, operands first. */
export function topological(output: Expression): Expression[] {
  const order: Expression[] = [];
  const done = new Set<string>();
  const stack: { readonly node: Expression; readonly ready: boolean }[] = [{ node: output, ready: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (done.has(top.node.key)) continue;
    if (top.ready) {
      done.add(top.node.key);
      order.push(top.node);
    } else {
      stack.push({ node: top.node, ready: true });
      for (const each of operands(top.node))
        if (!done.has(each.key)) stack.push({ node: each, ready: false });
    }
  }
  return order;
}

/**
 * Whether the node with this key is a part of a formula. `known` keeps what was found: of many formulas that have parts in common
 * each part is gone through once.
 */
export function contains(output: Expression, key: string, known: Map<string, boolean>): boolean {
  known.set(key, true);
  const stack = [output];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const parts = operands(top);
    const open = parts.filter((each) => !known.has(each.key));
    if (known.has(top.key) || open.length === 0) {
      if (!known.has(top.key))
        known.set(
          top.key,
          parts.some((each) => known.get(each.key)),
        );
      stack.pop();
    } else stack.push(...open);
  }
  return known.get(output.key) === true;
}

type Contribution = readonly [Expression, Expression];

function contributions(
  node: Expression,
  adjoint: Expression,
  needed: ReadonlySet<string>,
): readonly Contribution[] {
  return parts(node, adjoint)
    .filter(([operand]) => needed.has(operand.key))
    .map(([operand, part]) => [operand, part()]);
}

function parts(node: Expression, g: Expression): readonly (readonly [Expression, () => Expression])[] {
  switch (node.kind) {
    case "number":
    case "size":
    case "variable":
    case "constant":
      return [];
    case "unary":
      return [[node.of, () => unaryPart(node, g)]];
    case "binary":
      return binaryParts(node, g);
    case "where":
      return [
        [node.yes, () => reduceTo(build.times(g, node.condition), node.yes.shape)],
        [
          node.no,
          () => reduceTo(build.times(g, build.subtract(build.number(1), node.condition)), node.no.shape),
        ],
      ];
    case "matmul":
      return matmulParts(node, g);
    case "transpose":
      return [[node.of, () => build.transpose(g)]];
    case "sum":
      return [[node.of, () => build.broadcastTo(unreduced(g, node), node.of.shape)]];
    case "max":
      return [[node.of, () => maxPart(node, g)]];
    case "softmax": {
      // dS = P ⊙ (G − sum of G ⊙ P along the axis): the rows of diag(p) − p pᵀ.
      const along = build.sum(build.times(g, node), [node.axis], true);
      return [[node.of, () => build.times(node, build.subtract(g, along))]];
    }
    case "broadcast":
      return [[node.of, () => reduceTo(g, node.of.shape)]];
    case "reshape":
      return [[node.of, () => build.reshape(g, node.of.shape)]];
    case "index":
      return [[node.of, () => build.scatter(g, node.indices, node.of.shape)]];
    case "scatter":
      return [[node.of, () => build.index(g, node.indices)]];
    case "gather":
      return [[node.of, () => build.scatterAdd(g, node.at, node.of.shape)]];
    case "scatter-add":
      return [[node.of, () => build.gather(g, node.at)]];
    case "concatenate":
      return concatenateParts(node, g);
  }
}

function unaryPart(node: Extract<Expression, { kind: "unary" }>, g: Expression): Expression {
  const { of } = node;
  const one = build.number(1);
  switch (node.operation) {
    case "negate":
      return build.negate(g);
    case "exp":
      return build.times(g, node);
    case "log":
      return build.divide(g, of);
    case "abs":
      return build.times(g, build.unary("sign", of));
    case "sigmoid":
      return build.times(g, build.times(node, build.subtract(one, node)));
    case "tanh":
      return build.times(g, build.subtract(one, build.times(node, node)));
    case "relu":
      return build.times(g, build.unary("step", of));
    case "softplus":
      return build.times(g, build.unary("sigmoid", of));
    case "sin":
      return build.times(g, build.unary("cos", of));
    case "cos":
      return build.negate(build.times(g, build.unary("sin", of)));
    case "arctan":
      return build.divide(g, build.add(one, build.times(of, of)));
    case "sign":
    case "step":
    case "floor":
      return build.broadcastTo(build.number(0), of.shape);
  }
}

function binaryParts(
  node: Extract<Expression, { kind: "binary" }>,
  g: Expression,
): readonly (readonly [Expression, () => Expression])[] {
  const { left, right } = node;
  const pair = (a: () => Expression, b: () => Expression) =>
    [
      [left, () => reduceTo(a(), left.shape)],
      [right, () => reduceTo(b(), right.shape)],
    ] as const;
  const choice = (chosen: Expression) =>
    pair(
      () => build.times(g, chosen),
      () => build.times(g, build.subtract(build.number(1), chosen)),
    );
  switch (node.operation) {
    case "add":
      return pair(
        () => g,
        () => g,
      );
    case "subtract":
      return pair(
        () => g,
        () => build.negate(g),
      );
    case "multiply":
      return pair(
        () => build.times(g, right),
        () => build.times(g, left),
      );
    case "divide":
      return pair(
        () => build.divide(g, right),
        () => build.negate(build.divide(build.times(g, left), build.times(right, right))),
      );
    case "power":
      return pair(
        () =>
          build.times(
            g,
            build.times(right, build.binary("power", left, build.subtract(right, build.number(1)))),
          ),
        () => build.times(g, build.times(node, build.unary("log", left))),
      );
    case "maximum":
      return choice(build.binary("greater", left, right));
    case "minimum":
      return choice(build.binary("greater", right, left));
    case "greater":
    case "greaterEqual":
    case "equal":
      return [];
  }
}

function matmulParts(
  node: Extract<Expression, { kind: "matmul" }>,
  g: Expression,
): readonly (readonly [Expression, () => Expression])[] {
  const { left, right } = node;
  const [a, b] = [left.shape.length, right.shape.length];
  if (a === 1 && b === 1)
    return [
      [left, () => build.times(g, right)],
      [right, () => build.times(g, left)],
    ];
  if (a === 2 && b === 1)
    return [
      [left, () => build.matmul(asColumn(g), asRow(right))],
      [right, () => build.matmul(build.transpose(left), g)],
    ];
  if (a === 1 && b === 2)
    return [
      [left, () => build.matmul(right, g)],
      [right, () => build.matmul(asColumn(left), asRow(g))],
    ];
  return [
    [left, () => build.matmul(g, build.transpose(right))],
    [right, () => build.matmul(build.transpose(left), g)],
  ];
}

function concatenateParts(
  node: Extract<Expression, { kind: "concatenate" }>,
  g: Expression,
): readonly (readonly [Expression, () => Expression])[] {
  let start = 0;
  return node.parts.map((part) => {
    const from = start;
    const own = part.shape[node.axis];
    start += own?.value ?? 0;
    const window = part.shape.map((length, axis) => ({
      start: axis === node.axis ? from : 0,
      length,
      step: 1,
    }));
    return [part, () => build.index(g, window)] as const;
  });
}

function maxPart(node: Extract<Expression, { kind: "sum" | "max" }>, g: Expression): Expression {
  const kept = build.max(node.of, node.axes, true);
  return build.times(
    build.broadcastTo(unreduced(g, node), node.of.shape),
    build.binary("equal", node.of, kept),
  );
}

/** Puts back, with length 1, the axes that a reduction took. */
function unreduced(g: Expression, node: Extract<Expression, { kind: "sum" | "max" }>): Expression {
  if (node.keepdims) return g;
  return build.reshape(g, build.sum(node.of, node.axes, true).shape);
}

/** Sums over the axes along which an operand was stretched. */
function reduceTo(g: Expression, shape: Sizes): Expression {
  if (build.sameShape(g.shape, shape)) return g;
  const full = build.broadcast(g.shape, shape);
  const wide = build.broadcastTo(g, full);
  const extra = full.length - shape.length;
  const axes = full.flatMap((size, axis) =>
    axis < extra || (shape[axis - extra]?.value === 1 && size.value !== 1) ? [axis] : [],
  );
  const summed = axes.length === 0 ? wide : build.sum(wide, axes, true);
  return build.reshape(summed, shape);
}

function asColumn(vector: Expression): Expression {
  return build.reshape(vector, [...vector.shape, constant(1)]);
}

function asRow(vector: Expression): Expression {
  return build.reshape(vector, [constant(1), ...vector.shape]);
}
