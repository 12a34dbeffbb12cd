import { ExpressionConverter, isBinaryOperator } from "./expressions";
import { convertPattern } from "./patterns";
import { child, childrenOf, namedChildren, type Raw } from "./raw";
import type { ExceptHandler, Expression, FunctionDefinition, MatchCase, Name, Statement } from "./tree";

/** Turns the parser's nodes for statements into ours. */
export class StatementConverter extends ExpressionConverter {
  /** Whether the function being converted has a `yield` of its own; one entry a nested function. */
  readonly #yields: boolean[] = [];

  block(raw: Raw | null): Statement[] {
    if (raw === null) return [];
    return raw.children.flatMap((each) =>
      each.named && each.type !== "comment" ? this.statement(each) : [],
    );
  }

  override expression(raw: Raw): Expression {
    if (raw.type === "yield" && this.#yields.length > 0) this.#yields[this.#yields.length - 1] = true;
    return super.expression(raw);
  }

  statement(raw: Raw): Statement[] {
    const span = { start: raw.start, end: raw.end };
    switch (raw.type) {
      case "expression_statement":
        return this.#expressionStatement(raw);
      case "if_statement":
        return this.#ifStatement(raw);
      case "for_statement":
      case "while_statement":
        return this.#loop(raw);
      case "with_statement":
        return this.#withStatement(raw);
      case "try_statement":
        return this.#tryStatement(raw);
      case "function_definition":
      case "class_definition":
        return this.#definition(raw, []);
      case "decorated_definition": {
        const decorators = raw.children
          .filter((each) => each.type === "decorator")
          .flatMap((each) => namedChildren(each).slice(0, 1))
          .map((each) => this.expression(each));
        const definition = child(raw, "definition");
        return definition === null ? [] : this.#definition(definition, decorators);
      }
      case "return_statement": {
        const value = namedChildren(raw)[0];
        return [{ kind: "return", span, value: value === undefined ? null : this.expression(value) }];
      }
      case "pass_statement":
        return [{ kind: "pass", span }];
      case "break_statement":
        return [{ kind: "break", span }];
      case "continue_statement":
        return [{ kind: "continue", span }];
      default:
        return this.#rareStatement(raw);
    }
  }

  #rareStatement(raw: Raw): Statement[] {
    const span = { start: raw.start, end: raw.end };
    const [first] = namedChildren(raw);
    switch (raw.type) {
      case "raise_statement":
        return [{ kind: "raise", span, value: first === undefined ? null : this.expression(first) }];
      case "assert_statement":
        return first === undefined ? [] : [{ kind: "assert", span, test: this.expression(first) }];
      case "delete_statement": {
        if (first === undefined) return [];
        const targets = first.type === "expression_list" ? namedChildren(first) : [first];
        return [{ kind: "delete", span, targets: targets.map((each) => this.expression(each)) }];
      }
      case "global_statement":
      case "nonlocal_statement": {
        const names = namedChildren(raw).map((each) => this.source(each));
        return [{ kind: raw.type === "global_statement" ? "global" : "nonlocal", span, names }];
      }
      case "import_statement":
      case "import_from_statement":
      case "future_import_statement":
        return this.#importStatement(raw);
      case "print_statement":
        return namedChildren(raw).map((each) => this.#asStatement(each));
      case "match_statement":
        return this.#matchStatement(raw);
      case "exec_statement":
      case "type_alias_statement":
        return [];
      case "block":
        return this.block(raw);
      case "ERROR":
        return this.#brokenStatement(raw);
      default:
        return [this.#asStatement(raw)];
    }
  }

  #asStatement(raw: Raw): Statement {
    return { kind: "expression", span: { start: raw.start, end: raw.end }, value: this.expression(raw) };
  }

  /** What a broken stretch still holds: whole statements are kept, loose expressions are read for what they say. */
  #brokenStatement(raw: Raw): Statement[] {
    return namedChildren(raw).flatMap((each) => {
      if (each.type.endsWith("_statement") || each.type.endsWith("_definition") || each.type === "ERROR") {
        return this.statement(each);
      }
      if (each.type === "assignment" || each.type === "augmented_assignment") return this.#assignment(each);
      return [this.#asStatement(each)];
    });
  }

  #expressionStatement(raw: Raw): Statement[] {
    const [only, ...more] = namedChildren(raw);
    if (only === undefined) return [];
    if (more.length > 0 || raw.children.some((each) => each.type === ",")) {
      const items = [only, ...more].map((each) => this.expression(each));
      const span = { start: raw.start, end: raw.end };
      return [{ kind: "expression", span, value: { kind: "sequence", type: "tuple", span, items } }];
    }
    if (only.type === "assignment" || only.type === "augmented_assignment") return this.#assignment(only);
    return [this.#asStatement(only)];
  }

  #assignment(raw: Raw): Statement[] {
    const span = { start: raw.start, end: raw.end };
    const left = child(raw, "left");
    let right = child(raw, "right");
    if (left === null) return [];
    if (raw.type === "augmented_assignment") {
      const operator = child(raw, "operator")?.type.slice(0, -1) ?? "";
      if (right === null || !isBinaryOperator(operator)) return [];
      return [
        {
          kind: "augmented-assign",
          span,
          target: this.expression(left),
          operator,
          value: this.expression(right),
        },
      ];
    }
    const type = child(raw, "type");
    const targets = [this.expression(left)];
    while (right !== null && right.type === "assignment") {
      const target = child(right, "left");
      if (target !== null) targets.push(this.expression(target));
      right = child(right, "right");
    }
    const annotation = type === null ? null : this.expression(type);
    const value = right === null ? null : this.expression(right);
    return [{ kind: "assign", span, targets, value, annotation }];
  }

  #ifStatement(raw: Raw): Statement[] {
    const test = child(raw, "condition");
    if (test === null) return this.#brokenStatement(raw);
    const alternatives = childrenOf(raw, "alternative");
    let orelse: Statement[] = [];
    for (const each of alternatives.reverse()) {
      if (each.type === "else_clause") {
        orelse = this.block(child(each, "body"));
        continue;
      }
      const condition = child(each, "condition");
      if (condition === null) continue;
      const body = this.block(child(each, "consequence"));
      const span = { start: each.start, end: each.end };
      orelse = [{ kind: "if", span, test: this.expression(condition), body, orelse }];
    }
    const body = this.block(child(raw, "consequence"));
    return [
      { kind: "if", span: { start: raw.start, end: raw.end }, test: this.expression(test), body, orelse },
    ];
  }

  #loop(raw: Raw): Statement[] {
    const span = { start: raw.start, end: raw.end };
    const body = this.block(child(raw, "body"));
    const alternative = child(raw, "alternative");
    const orelse = alternative === null ? [] : this.block(child(alternative, "body"));
    if (raw.type === "while_statement") {
      const test = child(raw, "condition");
      return test === null ? body : [{ kind: "while", span, test: this.expression(test), body, orelse }];
    }
    const target = child(raw, "left");
    const iterable = child(raw, "right");
    if (target === null || iterable === null) return body;
    return [
      {
        kind: "for",
        span,
        target: this.expression(target),
        iterable: this.expression(iterable),
        body,
        orelse,
      },
    ];
  }

  #withStatement(raw: Raw): Statement[] {
    const clause = raw.children.find((each) => each.type === "with_clause");
    const items = (clause === undefined ? [] : namedChildren(clause)).flatMap((each) => {
      const value = child(each, "value");
      if (value === null) return [];
      if (value.type !== "as_pattern") return [{ context: this.expression(value), target: null }];
      const [context] = namedChildren(value);
      const alias = child(value, "alias");
      if (context === undefined) return [];
      return [{ context: this.expression(context), target: alias === null ? null : this.expression(alias) }];
    });
    const span = { start: raw.start, end: raw.end };
    return [{ kind: "with", span, items, body: this.block(child(raw, "body")) }];
  }

  #tryStatement(raw: Raw): Statement[] {
    const handlers: ExceptHandler[] = [];
    let orelse: Statement[] = [];
    let finalbody: Statement[] = [];
    for (const each of raw.children) {
      if (each.type === "else_clause") orelse = this.block(child(each, "body"));
      else if (each.type === "finally_clause") finalbody = this.block(each.children.at(-1) ?? null);
      else if (each.type === "except_clause" || each.type === "except_group_clause")
        handlers.push(this.#handler(each));
    }
    const body = this.block(child(raw, "body"));
    return [{ kind: "try", span: { start: raw.start, end: raw.end }, body, handlers, orelse, finalbody }];
  }

  #handler(raw: Raw): ExceptHandler {
    const block = raw.children.find((each) => each.type === "block") ?? null;
    const value = child(raw, "value");
    if (value === null) return { type: null, name: null, body: this.block(block) };
    const alias = value.type === "as_pattern" ? child(value, "alias") : child(raw, "alias");
    const type = value.type === "as_pattern" ? (namedChildren(value)[0] ?? value) : value;
    const bound = alias === null ? null : this.expression(alias);
    const name: Name | null = bound?.kind === "name" ? bound : null;
    return { type: this.expression(type), name, body: this.block(block) };
  }

  #definition(raw: Raw, decorators: readonly Expression[]): Statement[] {
    const name = child(raw, "name");
    const span = { start: raw.start, end: raw.end };
    if (name === null) return this.block(child(raw, "body"));
    const nameSpan = { start: name.start, end: name.end };
    if (raw.type === "class_definition") {
      const superclasses = child(raw, "superclasses");
      const bases = (superclasses === null ? [] : namedChildren(superclasses))
        .filter((each) => each.type !== "keyword_argument")
        .map((each) => this.expression(each));
      const body = this.block(child(raw, "body"));
      return [{ kind: "class", span, name: this.source(name), nameSpan, bases, body, decorators }];
    }
    const parameters = this.parameters(child(raw, "parameters"));
    const returns = child(raw, "return_type");
    this.#yields.push(false);
    const body = this.block(child(raw, "body"));
    const isGenerator = this.#yields.pop() ?? false;
    const definition: FunctionDefinition = {
      kind: "function",
      span,
      name: this.source(name),
      nameSpan,
      parameters,
      returns: returns === null ? null : this.expression(returns),
      body,
      decorators,
      isGenerator,
    };
    return [definition];
  }

  #importStatement(raw: Raw): Statement[] {
    const span = { start: raw.start, end: raw.end };
    const names = childrenOf(raw, "name").map((each) => {
      const name = each.type === "aliased_import" ? child(each, "name") : each;
      const alias = each.type === "aliased_import" ? child(each, "alias") : null;
      return { name: this.#dotted(name), alias: alias === null ? null : this.source(alias) };
    });
    if (raw.type === "future_import_statement") return [];
    if (raw.type === "import_statement") {
      return [{ kind: "import", span, names: names.map(({ name, alias }) => ({ module: name, alias })) }];
    }
    const from = child(raw, "module_name");
    const isStar = raw.children.some((each) => each.type === "wildcard_import");
    if (from === null) return [];
    const prefix = from.children.find((each) => each.type === "import_prefix");
    const level = prefix === undefined ? 0 : this.source(prefix).replace(/[^.]/g, "").length;
    const inner =
      from.type === "relative_import" ? from.children.find((each) => each.type === "dotted_name") : from;
    return [
      { kind: "import-from", span, module: this.#dotted(inner ?? null), level, names: isStar ? null : names },
    ];
  }

  #dotted(raw: Raw | null): string {
    return raw === null ? "" : this.source(raw).replace(/\s+/g, "");
  }

  #matchStatement(raw: Raw): Statement[] {
    const subjects = childrenOf(raw, "subject").map((each) => this.expression(each));
    const [first] = subjects;
    if (first === undefined) return [];
    const span = { start: raw.start, end: raw.end };
    const subject: Expression =
      subjects.length === 1 ? first : { kind: "sequence", type: "tuple", span: first.span, items: subjects };
    const body = child(raw, "body");
    const cases = (body?.children ?? [])
      .filter((each) => each.type === "case_clause")
      .map((each): MatchCase => {
        const guard = child(each, "guard");
        const condition = guard === null ? undefined : namedChildren(guard)[0];
        const patterns = namedChildren(each).filter((part) => part.type === "case_pattern");
        const converted = patterns.map((part) => convertPattern(part, this));
        const [only] = converted;
        return {
          pattern:
            converted.length === 1 && only !== undefined ? only : { kind: "sequence", items: converted },
          guard: condition === undefined ? null : this.expression(condition),
          body: this.block(child(each, "consequence")),
        };
      });
    return [{ kind: "match", span, subject, cases }];
  }
}
