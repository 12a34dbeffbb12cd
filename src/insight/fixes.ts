import type { Abstract, ArrayValue } from "../algebra/abstract";
import { constant } from "../algebra/size";
import type { Span } from "../base/span";
import { contentOf, type ShapeSite, type ShapeValue } from "../domains/shapes/datum";
import type { Operation } from "../numpy/operation";
import { bindArguments } from "../numpy/signature";
import type { Call, Expression } from "../syntax/tree";
import type { FactConverter } from "./convert";
import type { Fix, ProblemCode } from "./facts";
import { copied } from "./lines";

interface Operand {
  readonly node: Expression;
  readonly array: ArrayValue;
}

type Edit = Fix["edits"][number];

/** What becomes of one operand: its code and its shape. */
interface Change {
  readonly code: Fix["code"];
  readonly edit: Edit;
  readonly array: ArrayValue;
}

const operatorNames: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "truediv",
  "@": "matmul",
  "**": "pow",
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
  "==": "eq",
  "!=": "ne",
};

/** Looks for small changes to the code that make an operation fit. Each is tried on the operation's own shape rule. */
export class FixFinder {
  constructor(
    private readonly operations: ReadonlyMap<string, Operation>,
    private readonly converter: FactConverter,
  ) {}

  find(
    site: ShapeSite,
    code: ProblemCode,
    operation: string,
    nodes: readonly Expression[],
    values: readonly ShapeValue[],
  ): readonly Fix[] {
    const file = site.frame.module.file;
    if (code === "bad-argument" && site.node.kind === "call")
      return this.#tuple(site.node, operation, values, file);
    if (code !== "matmul-mismatch" && code !== "broadcast-mismatch" && code !== "outer-broadcast") return [];
    const operands = values.slice(0, 2).flatMap((value, index): Operand[] => {
      const content = value.kind === "datum" ? contentOf(value) : null;
      const node = nodes[index];
      return content?.kind === "array" && content.shape !== null && node !== undefined
        ? [{ node, array: content }]
        : [];
    });
    const [left, right] = operands;
    if (left === undefined || right === undefined) return [];
    const rule = this.operations.get(operation === "" ? operationOf(site.node) : operation);
    if (rule === undefined) return [];
    if (code === "matmul-mismatch") return this.#product(rule, left, right, file);
    return this.#elementwise(rule, left, right, file, code === "outer-broadcast");
  }

  #product(rule: Operation, left: Operand, right: Operand, file: string): Fix[] {
    const fixes: Fix[] = [];
    const [a, b] = [this.#transposed(left, file), this.#transposed(right, file)];
    if (a !== null) this.#try(fixes, rule, a.array, right.array, "transpose", [a.edit]);
    if (b !== null) this.#try(fixes, rule, left.array, b.array, "transpose", [b.edit]);
    if (left.array.shape?.length === 2 && right.array.shape?.length === 2) {
      const swap = [
        { span: copied(left.node.span), text: this.converter.source(file, right.node.span) },
        { span: copied(right.node.span), text: this.converter.source(file, left.node.span) },
      ];
      this.#try(fixes, rule, right.array, left.array, "swap", swap);
    }
    for (const [operand, isLeft] of [[left, true] as const, [right, false] as const]) {
      const column = this.#column(operand, file);
      if (column === null) continue;
      this.#try(
        fixes,
        rule,
        isLeft ? column.array : left.array,
        isLeft ? right.array : column.array,
        column.code,
        [column.edit],
      );
    }
    return fixes;
  }

  #elementwise(rule: Operation, left: Operand, right: Operand, file: string, silent: boolean): Fix[] {
    const fixes: Fix[] = [];
    const largest = Math.max(left.array.shape?.length ?? 0, right.array.shape?.length ?? 0);
    for (const [operand, other, isLeft] of [
      [right, left, false],
      [left, right, true],
    ] as const) {
      const changes = [
        this.#keepdims(operand, file),
        this.#column(operand, file),
        silent ? this.#flat(operand, file) : this.#transposed(operand, file),
      ];
      for (const change of changes) {
        if (change === null) continue;
        const accept = (result: ArrayValue) =>
          result.shape !== null &&
          result.shape.length <= largest &&
          (!silent || isAlike(result, change.array, other.array));
        const [x, y] = isLeft ? [change.array, other.array] : [other.array, change.array];
        this.#try(fixes, rule, x, y, change.code, [change.edit], accept);
      }
    }
    return fixes;
  }

  #try(
    fixes: Fix[],
    rule: Operation,
    a: Abstract,
    b: Abstract,
    code: Fix["code"],
    edits: readonly Edit[],
    accept: (result: ArrayValue) => boolean = () => true,
  ): void {
    const bound = bindArguments(rule, [a, b], {});
    const outcome = bound.kind === "bound" ? rule.shape(bound.args) : null;
    if (outcome?.kind !== "value" || outcome.value.kind !== "array" || outcome.value.shape === null) return;
    if (outcome.notice !== undefined || !accept(outcome.value)) return;
    fixes.push({ code, shape: shapeText(outcome.value), edits });
  }

  /** `x` → `x.T`, `x.T` → `x`. Only a matrix changes by it. */
  #transposed({ node, array }: Operand, file: string): Change | null {
    if (array.shape?.length !== 2) return null;
    const turned: ArrayValue = { kind: "array", shape: [...array.shape].reverse(), dtype: array.dtype };
    const text =
      node.kind === "attribute" && node.name === "T"
        ? this.converter.source(file, node.object.span)
        : `${this.#primary(node, file)}.T`;
    return { code: "transpose", edit: { span: copied(node.span), text }, array: turned };
  }

  /** `y` → `y.reshape(-1, 1)`, for a vector. */
  #column({ node, array }: Operand, file: string): Change | null {
    const [length, ...more] = array.shape ?? [];
    if (length === undefined || more.length > 0) return null;
    const text = `${this.#primary(node, file)}.reshape(-1, 1)`;
    return {
      code: "reshape-column",
      edit: { span: copied(node.span), text },
      array: { kind: "array", shape: [length, constant(1)], dtype: array.dtype },
    };
  }

  /** `a` → `a.ravel()`, for a column. */
  #flat({ node, array }: Operand, file: string): Change | null {
    const [length, one] = array.shape ?? [];
    if (length === undefined || one?.value !== 1 || array.shape?.length !== 2) return null;
    const text = `${this.#primary(node, file)}.ravel()`;
    return {
      code: "ravel",
      edit: { span: copied(node.span), text },
      array: { kind: "array", shape: [length], dtype: array.dtype },
    };
  }

  /** `x.sum(axis=1)` → `x.sum(axis=1, keepdims=True)` */
  #keepdims({ node, array }: Operand, file: string): Change | null {
    if (node.kind !== "call" || array.shape === null) return null;
    const name = node.callee.kind === "attribute" ? node.callee.name : "";
    if (!/^(?:sum|mean|max|min|std|var|prod|amax|amin|median)$/.test(name)) return null;
    const axis = node.arguments.find((each) => each.name === "axis")?.value ?? null;
    if (axis === null || node.arguments.some((each) => each.name === "keepdims")) return null;
    const number = axisNumber(axis);
    if (number === null) return null;
    const at = number < 0 ? number + array.shape.length + 1 : number;
    const shape = [...array.shape.slice(0, at), constant(1), ...array.shape.slice(at)];
    const text = this.converter.source(file, node.span).replace(/,?\s*\)$/, ", keepdims=True)");
    return {
      code: "keepdims",
      edit: { span: copied(node.span), text },
      array: { kind: "array", shape, dtype: array.dtype },
    };
  }

  /** `np.zeros(3, 4)` → `np.zeros((3, 4))`; `np.random.randn((3, 4))` → `np.random.randn(3, 4)` */
  #tuple(node: Call, operation: string, values: readonly ShapeValue[], file: string): Fix[] {
    const plain = node.arguments.filter((each) => each.kind === "positional").map((each) => each.value);
    const [first] = plain;
    const last = plain.at(-1);
    if (first === undefined || last === undefined) return [];
    if (/\.(?:zeros|ones|empty)$/.test(operation) && plain.length > 1) {
      const sizes = values.map((each) => sizeText(each));
      if (sizes.includes(null)) return [];
      const span: Span = { start: first.span.start, end: last.span.end };
      const text = `(${plain.map((each) => this.converter.source(file, each.span)).join(", ")})`;
      return [{ code: "tuple", shape: `(${sizes.join(", ")})`, edits: [{ span, text }] }];
    }
    if (/\.(?:randn|rand)$/.test(operation) && first.kind === "sequence" && plain.length === 1) {
      const [value] = values;
      const items =
        value?.kind === "tuple" || value?.kind === "list"
          ? value.kind === "tuple"
            ? value.content
            : value.cell.value
          : undefined;
      const sizes = items?.kind === "items" ? items.items.map((each) => sizeText(each)) : [null];
      if (sizes.includes(null)) return [];
      const text = first.items.map((each) => this.converter.source(file, each.span)).join(", ");
      return [{ code: "tuple", shape: printed(sizes), edits: [{ span: copied(first.span), text }] }];
    }
    return [];
  }

  #primary(node: Expression, file: string): string {
    const text = this.converter.source(file, node.span);
    const isPrimary = ["name", "attribute", "call", "subscript", "sequence", "comprehension"].includes(
      node.kind,
    );
    return isPrimary ? text : `(${text})`;
  }
}

/** Both operands were meant to pair element by element. */
function isAlike(result: ArrayValue, a: ArrayValue, b: ArrayValue): boolean {
  return shapeText(result) === shapeText(a) && shapeText(a) === shapeText(b);
}

function operationOf(node: Expression): string {
  if (node.kind === "binary") return `operator.${operatorNames[node.operator] ?? ""}`;
  if (node.kind === "comparison") return `operator.${operatorNames[node.operators[0] ?? ""] ?? ""}`;
  return "";
}

function axisNumber(node: Expression): number | null {
  if (node.kind === "number") return node.value;
  const negative = node.kind === "unary" && node.operator === "-" && node.operand.kind === "number";
  return negative && node.operand.kind === "number" ? -node.operand.value : null;
}

function sizeText(value: ShapeValue): string | null {
  const content = value.kind === "datum" ? contentOf(value) : null;
  return content?.kind === "int" ? content.size.text : null;
}

function printed(sizes: readonly (string | null)[]): string {
  return sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(", ")})`;
}

export function shapeText(array: ArrayValue): string {
  return printed((array.shape ?? []).map((size) => size.text));
}
