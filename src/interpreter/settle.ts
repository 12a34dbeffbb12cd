import type { Domain } from "./domain";
import { canBeEmpty } from "./join";
import type { Machine } from "./machine";
import { sameContent } from "./same";
import type { Content, Datum, Items, Value } from "./value";

/** What a pass of a loop did to a cell, as a text that is the same for the same step; null when it fits no pattern. */
export function contentStep<D extends Datum>(
  domain: Domain<D>,
  before: Content<D>,
  after: Content<D>,
): string | null {
  if (before.kind === "datum") return after.kind === "datum" ? domain.step(before, after) : null;
  if (before.kind === "items" && after.kind === "items") {
    const added = after.items.length - before.items.length;
    const kept =
      added > 0 && before.items.every((item, index) => sameContent(domain, item, after.items[index]));
    return kept ? `append ${added}` : null;
  }
  if (
    before.kind === "repeated" &&
    after.kind === "repeated" &&
    sameContent(domain, before.item, after.item)
  ) {
    const step = domain.step(before.length, after.length);
    return step === null ? null : `append ${step.replace("+", "")}`;
  }
  return null;
}

/** Takes the step from `before` to `after` `times` more times. */
export function extrapolateContent<D extends Datum>(
  machine: Machine<D>,
  before: Content<D>,
  after: Content<D>,
  times: D,
): Content<D> {
  const { domain, joiner } = machine;
  if (before.kind === "datum" && after.kind === "datum") return domain.extrapolate(before, after, times);
  if (isItems(before) && isItems(after)) {
    const first = joiner.repeated(before);
    const last = joiner.repeated(after);
    if (last.item === null) return after;
    return {
      kind: "repeated",
      length: domain.extrapolate(first.length, last.length, times),
      item: last.item,
      ...(canBeEmpty(after) ? { mayBeEmpty: true } : {}),
    };
  }
  return after;
}

/** One content for all that a cell may come to in further passes. */
export function widenContent<D extends Datum>(
  machine: Machine<D>,
  before: Content<D>,
  after: Content<D>,
): Content<D> {
  const { domain, joiner } = machine;
  if (before.kind === "datum" && after.kind === "datum") return domain.widen(before, after, "k");
  if (before.kind === "items" && after.kind === "items" && before.items.length === after.items.length)
    return { kind: "items", items: widenEach(machine, before.items, after.items) };
  if (isItems(before) && isItems(after)) {
    const first = joiner.repeated(before);
    const last = joiner.repeated(after);
    const item =
      first.item === null
        ? last.item
        : last.item === null
          ? first.item
          : joiner.values(first.item, last.item);
    if (item === null) return after;
    const length = domain.same(first.length, last.length)
      ? last.length
      : domain.widen(first.length, last.length, "k");
    return { kind: "repeated", length, item, ...(canBeEmpty(after) ? { mayBeEmpty: true } : {}) };
  }
  return joiner.content(before, after);
}

/** A list that keeps its length keeps its items apart: the activations of each layer. */
function widenEach<D extends Datum>(
  machine: Machine<D>,
  before: readonly Value<D>[],
  after: readonly Value<D>[],
): readonly Value<D>[] {
  const { domain, joiner } = machine;
  return after.map((item, index) => {
    const earlier = before[index] ?? item;
    if (sameContent(domain, earlier, item)) return item;
    if (earlier.kind === "datum" && item.kind === "datum") return domain.widen(earlier, item, "k");
    return joiner.values(earlier, item);
  });
}

function isItems<D extends Datum>(content: Content<D>): content is Items<D> {
  return content.kind === "items" || content.kind === "repeated";
}
