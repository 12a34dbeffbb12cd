import type { CodeLine, ShapesView } from "./shapes";

/** Nothing under the cursor. */
export function emptyShapesView(code: CodeLine | null): ShapesView {
  return {
    code,
    state: "empty",
    verdict: null,
    lines: [],
    picture: null,
    inside: null,
    toy: null,
    formula: null,
    operands: [],
    notes: [],
    origins: [],
    problems: [],
    unknown: null,
  };
}
