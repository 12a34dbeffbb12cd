import type { Comprehension, ComprehensionClause } from "../syntax/tree";
import { storeEntry } from "./assign";
import { attemptValue } from "./branch";
import { distinctItems } from "./contents";
import type { Machine } from "./machine";
import { narrow } from "./narrow";
import { sameContent } from "./same";
import type { AnyCell, Datum, Frame, Iteration, Value } from "./value";
import { Members } from "./watch";

/** A comprehension whose items are alike is not run for each of them beyond this many. */
const SHORT = 16;

const MAX_ITEMS = 300;

/** What a comprehension collects. */
interface Collected<D extends Datum> {
  readonly items: { readonly key: Value<D> | null; readonly value: Value<D> }[];
  /** Set once the number of items is not simply their count. */
  length: D | null;
  /** A condition decides which items there are. */
  isFiltered: boolean;
  /** Of these there are some whatever the condition says. */
  certain: number;
  /** How many conditions that are not known stand around. */
  doubts: number;
}

export function comprehend<D extends Datum>(
  machine: Machine<D>,
  node: Comprehension,
  frame: Frame<D>,
): Value<D> {
  const inner: Frame<D> = {
    ...frame,
    kind: "comprehension",
    variables: new Members(),
    parent: frame,
    redirected: new Map(),
  };
  const collected: Collected<D> = { items: [], length: null, isFiltered: false, certain: 0, doubts: 0 };
  collect(machine, node, node.clauses, inner, collected);
  if (node.type === "dict") return asDict(machine, collected);
  const values = collected.items.map((each) => each.value);
  const item = collected.length === null ? null : machine.joiner.all(values);
  const content =
    collected.length !== null && item !== null
      ? ({
          kind: "repeated",
          length: collected.length,
          item,
          ...(collected.isFiltered && collected.certain === 0 ? { mayBeEmpty: true } : {}),
        } as const)
      : ({ kind: "items", items: values } as const);
  switch (node.type) {
    case "list":
      return machine.listOf(content);
    case "set":
      return machine.setOf(distinctItems(machine, content, { node, frame }));
    case "generator": {
      const iteration = machine.iterate(machine.listOf(content), { node, frame });
      return iteration === null
        ? machine.unknown("not-supported", ["generator"], { node, frame })
        : machine.iterator(iteration);
    }
  }
}

function asDict<D extends Datum>(machine: Machine<D>, collected: Collected<D>): Value<D> {
  const dict = machine.dict({ kind: "entries", entries: new Map(), rest: null });
  for (const { key, value } of collected.items) {
    if (key !== null) storeEntry(machine, dict, key, value);
  }
  return dict;
}

function collect<D extends Datum>(
  machine: Machine<D>,
  node: Comprehension,
  clauses: readonly ComprehensionClause[],
  frame: Frame<D>,
  into: Collected<D>,
): void {
  const [clause, ...others] = clauses;
  if (clause === undefined) {
    const key = node.key === null ? null : machine.evaluate(node.key, frame);
    into.items.push({ key, value: machine.evaluate(node.element, frame) });
    if (into.doubts === 0) into.certain += 1;
    return;
  }
  if (clause.kind === "if") {
    const truth = machine.truth(machine.evaluate(clause.test, frame));
    if (truth === false) return;
    if (truth === true) collect(machine, node, others, frame, into);
    else {
      narrow(machine, clause.test, true, frame);
      collectPerhaps(machine, node, others, frame, into);
    }
    return;
  }
  const iterable = machine.evaluate(clause.iterable, frame);
  const site = { node: clause.iterable, frame };
  const iteration = machine.iterate(iterable, site);
  const pass = (item: Value<D>) => {
    machine.assign(clause.target, item, null, frame);
    collect(machine, node, others, frame, into);
  };
  if (iteration === null) {
    into.length = machine.domain.someInt("k", site);
    pass(iterable.kind === "unknown" ? iterable : machine.unknown("not-supported", ["for"], site));
    return;
  }
  runClause(machine, iteration, pass, into);
}

/** An item that a condition may leave out. */
function collectPerhaps<D extends Datum>(
  machine: Machine<D>,
  node: Comprehension,
  clauses: readonly ComprehensionClause[],
  frame: Frame<D>,
  into: Collected<D>,
): void {
  const outcome = attemptValue(machine, () => {
    into.doubts += 1;
    try {
      collect(machine, node, clauses, frame, into);
    } finally {
      into.doubts -= 1;
    }
    return machine.unknown("not-supported", ["if"], { node, frame });
  });
  if (outcome === null) return;
  into.length = machine.domain.someInt("k", { node, frame });
  into.isFiltered = true;
}

function runClause<D extends Datum>(
  machine: Machine<D>,
  iteration: Iteration<D>,
  pass: (item: Value<D>) => void,
  into: Collected<D>,
): void {
  const { count } = iteration;
  const short =
    count !== null && (machine.domain.exact || count <= SHORT || (iteration.distinct && count <= MAX_ITEMS));
  if (short) {
    for (let index = 0; index < count; index++) pass(iteration.at(index));
    return;
  }
  const before = into.items.length;
  if (count !== null && count <= MAX_ITEMS && iteration.uniform !== true) {
    pass(iteration.at(0));
    pass(iteration.at(1));
    const [first, second] = into.items.slice(before);
    const alike =
      into.items.length === before + 2 &&
      into.length === null &&
      sameContent(machine.domain, first?.value, second?.value);
    if (!alike) {
      for (let index = 2; index < count; index++) pass(iteration.at(index));
      return;
    }
    into.items.length = before;
  }
  runMany(machine, iteration, pass, into, before);
}

/** One pass stands for all. What it makes stands for many. */
function runMany<D extends Datum>(
  machine: Machine<D>,
  iteration: Iteration<D>,
  pass: (item: Value<D>) => void,
  into: Collected<D>,
  before: number,
): void {
  machine.domain.supposing?.();
  const outer = machine.watched;
  const made: AnyCell<D>[] = [];
  machine.watched = made;
  try {
    for (const sample of iteration.samples ?? [null]) pass(sample ?? iteration.any());
  } finally {
    machine.watched = outer;
  }
  for (const each of made) each.weak = true;
  // So many of all, not of each pass.
  if (into.isFiltered) return;
  const added = into.items.length - before;
  const one = machine.domain.int(added);
  const times = iteration.length ?? machine.domain.someInt("k", null);
  const inner = into.length ?? one;
  into.length = machine.domain.add(machine.domain.int(before), machine.domain.multiply(times, inner));
}
