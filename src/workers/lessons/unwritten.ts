import type { Span } from "../../base/span";
import { innerBlocks } from "../../syntax/blocks";
import type { Statement } from "../../syntax/tree";

/** Whether the `...` that a step asks to replace still stands in its lines: as what a name is set to, or what is returned. */
export function isUnwritten(statements: readonly Statement[], lines: Span): boolean {
  return statements.some((statement) => {
    const isDefinition = statement.kind === "function" || statement.kind === "class";
    const blocks = isDefinition ? [statement.body] : innerBlocks(statement);
    return hasDots(statement, lines) || blocks.some((block) => isUnwritten(block, lines));
  });
}

function hasDots(statement: Statement, lines: Span): boolean {
  switch (statement.kind) {
    case "assign":
    case "augmented-assign":
    case "return":
    case "expression": {
      const { value } = statement;
      const isDots = value?.kind === "constant" && value.value === "Ellipsis";
      return isDots && lines.start <= value.span.start && value.span.end <= lines.end;
    }
    default:
      return false;
  }
}
