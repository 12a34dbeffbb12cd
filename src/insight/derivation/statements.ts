import { innerBlocks } from "../../syntax/blocks";
import type { Statement } from "../../syntax/tree";

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

function bodiesOf(statement: Statement): readonly (readonly Statement[])[] {
  return statement.kind === "function" || statement.kind === "class"
    ? [statement.body]
    : innerBlocks(statement);
}
