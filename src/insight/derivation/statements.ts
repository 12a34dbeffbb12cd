import { innerBlocks } from "../../syntax/blocks";
import type { Expression, Module, Statement } from "../../syntax/tree";

/** The innermost simple statement at an offset. */
export function statementAt(body: readonly Statement[], offset: number): Statement | null {
  for (const statement of body) {
    if (offset < statement.span.start || offset >= statement.span.end) continue;
    for (const inner of bodiesOf(statement)) {
      const found = statementAt(inner, offset);
      if (found !== null) return found;
    }
    return bodiesOf(statement).length === 0 ? statement : null;
  }
  return null;
}

/** The last assignment to a part of a name, `d[z <= 0] = 0`, before the name is read in the same function; null for none. */
export function lastWrite({ body, text }: Module, read: Expression): Expression | null {
  const textOf = ({ span }: Expression) => text.slice(span.start, span.end);
  const name = textOf(read);
  const writes = (statements: readonly Statement[]): Expression[] =>
    statements.flatMap((statement) => {
      const isElsewhere = statement.kind === "function" || statement.kind === "class";
      if (statement.span.start >= read.span.start || isElsewhere) return [];
      const targets =
        statement.kind === "assign"
          ? statement.targets
          : statement.kind === "augmented-assign"
            ? [statement.target]
            : [];
      const own = targets.filter((each) => each.kind === "subscript" && textOf(each.object) === name);
      return [...own, ...bodiesOf(statement).flatMap(writes)];
    });
  return writes(scopeOf(body, read.span.start)).at(-1) ?? null;
}

/** The lines of the function that an offset is in. */
function scopeOf(body: readonly Statement[], offset: number): readonly Statement[] {
  for (const statement of body) {
    if (offset < statement.span.start || offset >= statement.span.end) continue;
    if (statement.kind === "function" || statement.kind === "class") return scopeOf(statement.body, offset);
  }
  return body;
}

function bodiesOf(statement: Statement): readonly (readonly Statement[])[] {
  return statement.kind === "function" || statement.kind === "class"
    ? [statement.body]
    : innerBlocks(statement);
}
