import { LiteralConverter } from "./literals";
import { convertParameters } from "./parameters";
import { child, childrenOf, namedChildren, type Raw } from "./raw";
import type {
  Argument,
  BinaryOperator,
  Comparison,
  ComparisonOperator,
  ComprehensionClause,
  Expression,
  Parameter,
} from "./tree";

/** Turns the parser's nodes for expressions into ours. */
export class ExpressionConverter extends LiteralConverter {
  expression(raw: Raw): Expression {
    const span = { start: raw.start, end: raw.end };
    switch (raw.type) {
      case "identifier":
        return this.name(raw);
      case "integer":
      case "float":
        return this.number(raw);
      case "string":
        return { kind: "string", span, parts: this.stringParts(raw) };
      case "concatenated_string":
        return {
          kind: "string",
          span,
          parts: raw.children
            .filter((each) => each.type === "string")
            .flatMap((each) => this.stringParts(each)),
        };
      case "true":
        return { kind: "constant", span, value: "True" };
      case "false":
        return { kind: "constant", span, value: "False" };
      case "none":
        return { kind: "constant", span, value: "None" };
      case "ellipsis":
        return { kind: "constant", span, value: "Ellipsis" };
      case "tuple":
      case "expression_list":
      case "pattern_list":
      case "tuple_pattern":
        return this.sequence(raw, "tuple");
      case "list":
      case "list_pattern":
        return this.sequence(raw, "list");
      case "set":
        return this.sequence(raw, "set");
      case "parenthesized_expression":
      case "type":
      case "as_pattern_target":
      case "chevron":
      case "parenthesized_list_splat":
        return this.inner(raw);
      case "subscript":
      case "attribute":
      case "call":
      case "generic_type":
        return this.primary(raw);
      default:
        return this.compound(raw);
    }
  }

  private primary(raw: Raw): Expression {
    const span = { start: raw.start, end: raw.end };
    switch (raw.type) {
      case "subscript":
        return this.subscript(raw);
      case "attribute": {
        const name = child(raw, "attribute");
        const object = child(raw, "object");
        if (name === null || object === null) return this.hole(raw);
        const nameSpan = { start: name.start, end: name.end };
        return {
          kind: "attribute",
          span,
          object: this.expression(object),
          name: this.source(name),
          nameSpan,
        };
      }
      case "call": {
        const callee = child(raw, "function");
        if (callee === null) return this.hole(raw);
        return { kind: "call", span, callee: this.expression(callee), arguments: this.callArguments(raw) };
      }
      default:
        return this.genericType(raw);
    }
  }

  private compound(raw: Raw): Expression {
    const span = { start: raw.start, end: raw.end };
    switch (raw.type) {
      case "dictionary":
        return this.dictionary(raw);
      case "unary_operator":
      case "not_operator":
        return this.unary(raw);
      case "binary_operator":
      case "boolean_operator":
        return this.binary(raw);
      case "comparison_operator":
        return this.comparison(raw);
      case "conditional_expression": {
        const [whenTrue, test, whenFalse] = namedChildren(raw);
        if (whenTrue === undefined || test === undefined || whenFalse === undefined) return this.hole(raw);
        return {
          kind: "conditional",
          span,
          whenTrue: this.expression(whenTrue),
          test: this.expression(test),
          whenFalse: this.expression(whenFalse),
        };
      }
      case "lambda": {
        const body = child(raw, "body");
        if (body === null) return this.hole(raw);
        return {
          kind: "lambda",
          span,
          parameters: this.parameters(child(raw, "parameters")),
          body: this.expression(body),
        };
      }
      case "list_comprehension":
      case "set_comprehension":
      case "dictionary_comprehension":
      case "generator_expression":
        return this.comprehension(raw);
      default:
        return this.rare(raw);
    }
  }

  private rare(raw: Raw): Expression {
    const span = { start: raw.start, end: raw.end };
    const first = namedChildren(raw)[0];
    switch (raw.type) {
      case "list_splat":
      case "list_splat_pattern":
      case "splat_type":
      case "dictionary_splat":
      case "dictionary_splat_pattern":
        return first === undefined
          ? this.hole(raw)
          : { kind: "starred", span, value: this.expression(first) };
      case "slice":
        return this.slice(raw);
      case "named_expression": {
        const target = child(raw, "name");
        const value = child(raw, "value");
        if (target === null || value === null) return this.hole(raw);
        return { kind: "walrus", span, target: this.name(target), value: this.expression(value) };
      }
      case "yield":
        return {
          kind: "yield",
          span,
          value: first === undefined ? null : this.expression(first),
          from: raw.children.some((each) => each.type === "from"),
        };
      case "await":
        return first === undefined ? this.hole(raw) : { kind: "await", span, value: this.expression(first) };
      case "union_type":
      case "constrained_type":
      case "member_type":
        return this.hole(raw);
      default:
        return this.hole(raw);
    }
  }

  private unary(raw: Raw): Expression {
    const operand = child(raw, "argument");
    if (operand === null) return this.hole(raw);
    const sign = raw.children[0]?.type;
    const operator = sign === "-" || sign === "+" || sign === "~" ? sign : "not";
    return {
      kind: "unary",
      span: { start: raw.start, end: raw.end },
      operator,
      operand: this.expression(operand),
    };
  }

  private binary(raw: Raw): Expression {
    const span = { start: raw.start, end: raw.end };
    const left = child(raw, "left");
    const right = child(raw, "right");
    const operator = child(raw, "operator")?.type;
    if (left === null || right === null) return this.hole(raw);
    if (operator === "and" || operator === "or") {
      return { kind: "logical", span, operator, left: this.expression(left), right: this.expression(right) };
    }
    if (operator === undefined || !isBinaryOperator(operator)) return this.hole(raw);
    return { kind: "binary", span, operator, left: this.expression(left), right: this.expression(right) };
  }

  private comparison(raw: Raw): Expression {
    const operands = namedChildren(raw)
      .filter((each) => each.field !== "operators")
      .map((each) => this.expression(each));
    const operators: ComparisonOperator[] = [];
    for (const each of childrenOf(raw, "operators")) {
      const written = this.source(each).replace(/\s+/g, " ");
      const operator = written === "<>" ? "!=" : written;
      if (isComparisonOperator(operator)) operators.push(operator);
    }
    const node: Comparison = {
      kind: "comparison",
      span: { start: raw.start, end: raw.end },
      operators,
      operands,
    };
    return operands.length === operators.length + 1 ? node : this.hole(raw);
  }

  private subscript(raw: Raw): Expression {
    const span = { start: raw.start, end: raw.end };
    const object = child(raw, "value");
    const indices = childrenOf(raw, "subscript").filter((each) => each.named);
    const [first, ...more] = indices;
    if (object === null || first === undefined) return this.hole(raw);
    const isTuple = more.length > 0 || raw.children.some((each) => each.type === ",");
    const last = indices.at(-1) ?? first;
    const index: Expression = isTuple
      ? {
          kind: "sequence",
          type: "tuple",
          span: { start: first.start, end: last.end },
          items: indices.map((each) => this.expression(each)),
        }
      : this.expression(first);
    return { kind: "subscript", span, object: this.expression(object), index };
  }

  /** In an annotation `a[b, c]` is a type of its own for the parser. */
  private genericType(raw: Raw): Expression {
    const [object, parameter] = namedChildren(raw);
    if (object === undefined || parameter === undefined) return this.hole(raw);
    const items = namedChildren(parameter).map((each) => this.expression(each));
    const [only] = items;
    const index: Expression =
      items.length === 1 && only !== undefined
        ? only
        : { kind: "sequence", type: "tuple", span: { start: parameter.start, end: parameter.end }, items };
    return {
      kind: "subscript",
      span: { start: raw.start, end: raw.end },
      object: this.expression(object),
      index,
    };
  }

  private slice(raw: Raw): Expression {
    const bounds: (Expression | null)[] = [null, null, null];
    let position = 0;
    for (const each of raw.children) {
      if (each.type === ":") position += 1;
      else if (each.named && each.type !== "comment" && position < 3)
        bounds[position] = this.expression(each);
    }
    const [start = null, stop = null, step = null] = bounds;
    return { kind: "slice", span: { start: raw.start, end: raw.end }, start, stop, step };
  }

  private callArguments(raw: Raw): Argument[] {
    const list = child(raw, "arguments");
    if (list === null) return [];
    if (list.type === "generator_expression") {
      return [{ kind: "positional", name: null, value: this.comprehension(list) }];
    }
    return namedChildren(list).flatMap((each): Argument[] => this.argument(each));
  }

  private argument(raw: Raw): Argument[] {
    switch (raw.type) {
      case "keyword_argument": {
        const name = child(raw, "name");
        const value = child(raw, "value");
        if (name === null || value === null) return [];
        return [{ kind: "keyword", name: this.source(name), value: this.expression(value) }];
      }
      case "list_splat":
      case "dictionary_splat": {
        const value = namedChildren(raw)[0];
        if (value === undefined) return [];
        const kind = raw.type === "list_splat" ? "star" : "double-star";
        return [{ kind, name: null, value: this.expression(value) }];
      }
      default:
        return [{ kind: "positional", name: null, value: this.expression(raw) }];
    }
  }

  private comprehension(raw: Raw): Expression {
    const span = { start: raw.start, end: raw.end };
    const body = child(raw, "body");
    if (body === null) return this.hole(raw);
    const pairKey = body.type === "pair" ? child(body, "key") : null;
    const element = body.type === "pair" ? child(body, "value") : body;
    if (element === null) return this.hole(raw);
    const clauses = raw.children.flatMap((each): ComprehensionClause[] => this.clause(each));
    const type =
      raw.type === "list_comprehension"
        ? "list"
        : raw.type === "set_comprehension"
          ? "set"
          : raw.type === "dictionary_comprehension"
            ? "dict"
            : "generator";
    const key = pairKey === null ? null : this.expression(pairKey);
    return { kind: "comprehension", span, type, element: this.expression(element), key, clauses };
  }

  private clause(raw: Raw): ComprehensionClause[] {
    if (raw.type === "if_clause") {
      const test = namedChildren(raw)[0];
      return test === undefined ? [] : [{ kind: "if", test: this.expression(test) }];
    }
    if (raw.type !== "for_in_clause") return [];
    const target = child(raw, "left");
    const iterables = childrenOf(raw, "right").filter((each) => each.named);
    const [iterable] = iterables;
    if (target === null || iterable === undefined) return [];
    return [{ kind: "for", target: this.expression(target), iterable: this.expression(iterable) }];
  }

  parameters(raw: Raw | null): Parameter[] {
    return convertParameters(raw, this);
  }
}

const binaryOperators: ReadonlySet<string> = new Set([
  ..."+-*/%@&|^",
  "//",
  "**",
  "<<",
  ">>",
] satisfies string[]);

export function isBinaryOperator(text: string): text is BinaryOperator {
  return binaryOperators.has(text);
}

const comparisonOperators: ReadonlySet<string> = new Set([
  "<",
  "<=",
  ">",
  ">=",
  "==",
  "!=",
  "in",
  "not in",
  "is",
  "is not",
]);

function isComparisonOperator(text: string): text is ComparisonOperator {
  return comparisonOperators.has(text);
}
