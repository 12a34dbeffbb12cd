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
  if (content.kind === "repeated") return content;
  const key = args.keywords.get("key");
  const keys =
    key === undefined || key.kind === "none"
      ? content.items
      : content.items.map((item) => machine.apply(key, [item], site));
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

function orderOf<D extends Datum>(machine: Machine<D>, keys: readonly Value<D>[]): number[] | null {
  const order = keys.map((_, index) => index);
  const numbers = keys.map((each) => machine.integer(each));
  if (!numbers.includes(null)) return order.sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
  const texts = keys.map((each) => (each.kind === "str" ? each.value : null));
  if (texts.includes(null)) return null;
  return order.sort((a, b) => {
    const [x, y] = [texts[a] ?? "", texts[b] ?? ""];
    return x < y ? -1 : x > y ? 1 : 0;
  });
}
