import type { UpdateTrace } from "../../domains/symbolsTrace";
import type { ProgramPart } from "../../interpreter/interpret";
import type { Module, Statement } from "../../syntax/tree";
import { type Entry, entriesOf } from "./entry";
import { ownModels } from "./models";
import { withTurnedProducts } from "./refused";
import { bestForm, type GradientProgram, type HasLoss, type TracedProgram, traceProgram } from "./trace";

/**
 * All that a program trains. Its own run ends with the first loss that has been learned from twice, so a second model of
 * the same script is not reached by it: what else could surely be trained is called by itself.
 */
export function traceModels(program: GradientProgram, hasLossOf: HasLoss): TracedProgram[] {
  const found = withTurnedProducts(program, traceProgram(program, hasLossOf), hasLossOf);
  const [own] = found;
  if (own?.entry.kind !== "module") return found;
  found.splice(0, 1, ...ownModels(program, own, hasLossOf));
  const seen = found.flatMap(({ updates }) => updates);
  const done = new Set<string>();
  for (const entry of otherEntries(entriesOf(program.parts), program.parts, seen)) {
    if (done.has(entry.name)) continue;
    const traced = bestForm(program, entry, hasLossOf);
    if (traced === null || traced.strained || !hasLossOf(traced.trace, traced.updates)) continue;
    found.push(traced);
    done.add(entry.name);
  }
  return found;
}

/** Classes and functions that update something, and that hold none of the updates that were seen. */
function otherEntries(
  entries: readonly Entry[],
  parts: readonly ProgramPart[],
  seen: readonly UpdateTrace[],
): readonly Entry[] {
  return entries.filter(({ name }) =>
    parts.some(({ file, module }) => {
      const definition = module.body.find(
        (each) => (each.kind === "class" || each.kind === "function") && each.name === name,
      );
      if (definition === undefined || !updates(definition, module)) return false;
      return !seen.some(
        ({ site, frame }) =>
          frame.module.file === file &&
          definition.span.start <= site.span.start &&
          site.span.end <= definition.span.end,
      );
    }),
  );
}

/** `w -= …`, `w = w - …`, anywhere inside. */
function updates(statement: Statement, module: Module): boolean {
  if (statement.kind === "augmented-assign") return statement.operator === "-";
  if (statement.kind === "assign") {
    const [target] = statement.targets;
    const { value } = statement;
    if (target === undefined || value?.kind !== "binary" || value.operator !== "-") return false;
    const text = ({ span }: { span: { start: number; end: number } }) =>
      module.text.slice(span.start, span.end);
    return text(target) === text(value.left);
  }
  return bodiesOf(statement).some((each) => updates(each, module));
}

function bodiesOf(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case "if":
    case "for":
    case "while":
      return [...statement.body, ...statement.orelse];
    case "with":
    case "function":
    case "class":
      return statement.body;
    case "try":
      return [
        ...statement.body,
        ...statement.handlers.flatMap((each) => each.body),
        ...statement.orelse,
        ...statement.finalbody,
      ];
    default:
      return [];
  }
}
