import type { Machine } from "./machine";
import type { CallArguments, Datum, Items, Site, Value } from "./value";

/** So few numbers are told apart, though nothing is known of their order. */
const FEW = 8;

/**
 * The items in order. The order decides nothing for items that are alike; where the keys are known numbers or strings it
 * is found out.
 */
export function sortedItems<D extends Datum>(
  machine: Machine<D>,
  content: Items<D>,
  args: CallArguments<D>,
  site: Site<D>,
): Items<D> {
  const keys = keysOf(machine, content, args, site);
  if (content.kind === "repeated") return content;
  const reverse = args.keywords.get("reverse");
  const descending = reverse === undefined ? false : machine.truth(reverse);
  const order = descending === null ? null : orderOf(machine, keys);
  if (order !== null) {
    if (descending === true) order.reverse();
    return { kind: "items", items: order.flatMap((index) => content.items[index] ?? []) };
  }
  const item = machine.joiner.all(content.items);
  if (item === null) return content;
  const isFew = content.items.length <= FEW && item.kind === "datum";
  return {
    kind: "items",
    items: content.items.map((_, index) =>
      isFew ? (machine.domain.another?.(item, `i${index}`, site) ?? item) : item,
    ),
  };
}

/** What things are put in order by; of many things of which one stands for all, what it is by. */
function keysOf<D extends Datum>(
  machine: Machine<D>,
  content: Items<D>,
  args: CallArguments<D>,
  site: Site<D>,
): readonly Value<D>[] {
  const items = content.kind === "items" ? content.items : [content.item];
  const key = args.keywords.get("key");
  if (key === undefined || key.kind === "none") return items;
  return items.map((item) => machine.apply(key, [item], site));
}

function orderOf<D extends Datum>(machine: Machine<D>, keys: readonly Value<D>[]): number[] | null {
  const ranks = ranksOf(machine, keys);
  if (ranks === null) return null;
  return ranks.map((_, index) => index).sort((a, b) => compared(ranks[a], ranks[b]));
}

/** The first of the items whose key is the least or the greatest; null where the order is not known. */
export function extreme<D extends Datum>(
  machine: Machine<D>,
  name: "min" | "max",
  content: Items<D>,
  args: CallArguments<D>,
  site: Site<D>,
): Value<D> | null {
  const keys = keysOf(machine, content, args, site);
  const ranks = content.kind === "items" ? ranksOf(machine, keys) : null;
  if (ranks === null || content.kind !== "items") return null;
  const sign = name === "min" ? 1 : -1;
  let best = 0;
  for (const [index, rank] of ranks.entries()) if (sign * compared(rank, ranks[best]) < 0) best = index;
  return content.items[best] ?? null;
}

type Rank = number | string;

/** Known numbers or known texts. */
function ranksOf<D extends Datum>(machine: Machine<D>, keys: readonly Value<D>[]): readonly Rank[] | null {
  const numbers = keys.flatMap((each) => machine.integer(each) ?? []);
  if (numbers.length === keys.length) return numbers;
  const texts = keys.flatMap((each) => (each.kind === "str" ? (each.value ?? []) : []));
  return texts.length === keys.length ? texts : null;
}

function compared(a: Rank = 0, b: Rank = 0): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
