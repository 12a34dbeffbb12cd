import type { Trace, UpdateTrace } from "../../domains/symbolsTrace";
import type { Expression } from "../../syntax/tree";
import { isLossValue } from "./lossNames";
import { stepsOf } from "./sinks";
import { findUpdates, type GradientProgram, type HasLoss, type TracedProgram } from "./trace";
import { parameterUpdates } from "./updates";

/**
 * The models that a program's own lines train, each with its own steps. A run ends with the first steps that have been taken
 * twice; where the text has steps that were not reached by then, another one goes on behind them.
 */
export function ownModels(
  program: GradientProgram,
  own: TracedProgram,
  hasLossOf: HasLoss,
): readonly TracedProgram[] {
  const models = apart(own);
  // It went on to its end, or as far as its budget: there is nothing behind.
  if (!own.trace.isCut) return models;
  const seen = own.updates.map(({ site, frame }) => ({ site, file: frame.module.file }));
  const isSeen = (file: string, { start, end }: Expression["span"]) =>
    seen.some((each) => each.file === file && start <= each.site.span.start && each.site.span.end <= end);
  const isOpen = program.parts.some(({ file, module }) =>
    stepsOf(module).some(({ span }) => !isSeen(file, span)),
  );
  if (!isOpen) return models;
  const further = findUpdates(program, { ...own.entry, goesOn: true }, own.form);
  if (further === null || further.strained) return models;
  const later = further.updates.filter(({ site, frame }) => !isSeen(frame.module.file, site.span));
  if (later.length === 0) return models;
  const others = apart(only(further, later)).filter(({ trace, updates }) => hasLossOf(trace, updates));
  return [...models, ...others].map((each, model) => ({ ...each, model }));
}

/** A traced program of these steps alone. */
function only(traced: TracedProgram, updates: readonly UpdateTrace[]): TracedProgram {
  const sites = new Set(updates.map(siteOf));
  const own = (trace: Trace) => firstGroup(trace, parameterUpdates(trace), sites);
  return { ...traced, updates, own };
}

function siteOf({ site, frame }: UpdateTrace): string {
  return `${frame.module.file}:${site.span.start}`;
}

/** Several models whose steps are taken in one run: nothing leads from one to the other, and no loss is that of all. */
function apart(traced: TracedProgram): readonly TracedProgram[] {
  const { trace, updates } = traced;
  const groups = groupsOf(trace, updates);
  if (groups.length < 2) return [traced];
  const taken = new Set<string>();
  const models = groups.flatMap((group) => {
    const sites = group.map(siteOf);
    // The same lines once more, for another object.
    if (sites.every((site) => taken.has(site))) return [];
    for (const site of sites) taken.add(site);
    return [only(traced, group)];
  });
  return models.map((each, model) => ({ ...each, model }));
}

/** The first steps at these lines that belong together. */
function firstGroup(
  trace: Trace,
  updates: readonly UpdateTrace[],
  sites: ReadonlySet<string>,
): readonly UpdateTrace[] {
  const here = updates.filter((each) => sites.has(siteOf(each)));
  const [first, ...more] = groupsOf(trace, here);
  return first === undefined || more.length === 0 ? here : first;
}

/** Steps that hang together: one is made of the other's parameter, or a loss is made of both. */
function groupsOf(trace: Trace, updates: readonly UpdateTrace[]): UpdateTrace[][] {
  const names = updates.flatMap(({ before }) => (before.kind === "variable" ? [before.name] : []));
  const group = new Map(names.map((name) => [name, name]));
  const rootOf = (name: string): string => {
    const next = group.get(name) ?? name;
    return next === name ? name : rootOf(next);
  };
  const join = (all: readonly string[]) => {
    const [first, ...others] = all.filter((name) => group.has(name)).map(rootOf);
    if (first !== undefined) for (const other of others) group.set(other, first);
  };
  for (const { before, step } of updates) {
    const own = before.kind === "variable" ? before.name : "";
    const used = trace.namesIn(step);
    // Where an `if` decides, no formula tells what the step was made of.
    if (!used.has(own)) join(names);
    join([own, ...used]);
  }
  if (new Set(names.map(rootOf)).size > 1)
    for (const value of trace.values) if (isLossValue(trace, value)) join([...trace.namesIn(value.node)]);
  const found = new Map<string, UpdateTrace[]>();
  for (const update of updates) {
    const root = update.before.kind === "variable" ? rootOf(update.before.name) : "";
    found.set(root, [...(found.get(root) ?? []), update]);
  }
  return [...found.values()];
}
