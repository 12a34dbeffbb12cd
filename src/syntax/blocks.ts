import type { Statement } from "./tree";

/** The blocks inside a statement that run in the same scope: of branches and loops, not of functions and classes. */
export function innerBlocks(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case "if":
    case "for":
    case "while":
      return [statement.body, statement.orelse];
    case "with":
      return [statement.body];
    case "try":
      return [
        statement.body,
        ...statement.handlers.map(({ body }) => body),
        statement.orelse,
        statement.finalbody,
      ];
    case "match":
      return statement.cases.map(({ body }) => body);
    default:
      return [];
  }
}

/** All statements of a scope in the order of the text. */
export function statementsOf(block: readonly Statement[]): readonly Statement[] {
  return block.flatMap((statement) => [
    statement,
    ...innerBlocks(statement).flatMap((inner) => statementsOf(inner)),
  ]);
}
