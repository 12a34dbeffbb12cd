import type { Machine } from "./machine";
import type { CallArguments, Datum, FunctionValue, Site, Value } from "./value";

/** A function that calls itself as the data decides is followed this deep. */
const DATA_RECURSION = 2;

/** One whose depth the program fixes, this deep: a walk over all that a result was made of, for one. */
const KNOWN_RECURSION = 80;

/**
 * What the recursion comes down to: what the calls under way have returned on paths that did not recurse, and what one that
 * they have made came to.
 */
export function baseCase<D extends Datum>(machine: Machine<D>, definition: object): Value<D> | null {
  const results: Value<D>[] = [];
  for (const each of machine.active) {
    if (each.definition !== definition) continue;
    for (const pending of each.frame.returns) results.push(pending.value);
    if (each.inner !== undefined && isThere(each.inner)) results.push(each.inner);
  }
  return machine.joiner.all(results);
}

/** Notes what a call came to for the calls of the same function around it. */
export function noteResult<D extends Datum>(machine: Machine<D>, definition: object, result: Value<D>): void {
  const own = machine.active.filter((each) => each.definition === definition);
  for (const each of own.slice(0, -1)) each.inner = result;
}

/** An object that a path made which was taken back since has nothing in it. */
function isThere<D extends Datum>(value: Value<D>): boolean {
  if (value.kind === "instance")
    return [...value.attributes.values()].every(({ held }) => held !== undefined);
  if (value.kind === "choice") return value.options.every(isThere);
  if (value.kind === "tuple")
    return value.content.kind === "items" ? value.content.items.every(isThere) : isThere(value.content.item);
  return value.kind === "list" || value.kind === "set" || value.kind === "dict"
    ? value.cell.held !== undefined
    : true;
}

export function isTooDeep<D extends Datum>(
  machine: Machine<D>,
  target: FunctionValue<D>,
  site: Site<D>,
): boolean {
  if (site.frame.depth >= machine.options.budget.depth) return true;
  const times = machine.active.filter((each) => each.definition === target.definition).length;
  return times >= (isOfData(machine, target.definition) ? DATA_RECURSION : KNOWN_RECURSION);
}

/** Whether the data decide that a function calls itself: on a path of its own, or because it may have returned before. */
function isOfData<D extends Datum>(machine: Machine<D>, definition: object): boolean {
  const own = machine.active.filter((each) => each.definition === definition);
  const [outermost] = own;
  if (outermost === undefined) return false;
  return machine.uncertain > outermost.uncertain || own.some(({ frame }) => frame.returns.length > 0);
}

/**
 * A call that is left out leaves out what it would have written as well, where it would have gone on to another object (the
 * parents of a node): the outermost call of the function hears of it.
 */
export function noteCut<D extends Datum>(
  machine: Machine<D>,
  { definition }: FunctionValue<D>,
  args: CallArguments<D>,
): void {
  const own = machine.active.filter((each) => each.definition === definition);
  const isElsewhere = args.positional.some(
    (each, index) =>
      each.kind !== "datum" && holdsObject(each) && !own.some((call) => call.args.positional[index] === each),
  );
  if (isElsewhere && own[0] !== undefined) own[0].isCut = true;
}

function holdsObject<D extends Datum>(value: Value<D>): boolean {
  return value.kind === "instance" || (value.kind === "choice" && value.options.some(holdsObject));
}

/** Of the lists that a recursion wrote into, and which it did not follow to its end, there is more than is known. */
export function loosenWritten<D extends Datum>(
  machine: Machine<D>,
  name: string,
  mark: number,
  site: Site<D>,
): void {
  const { state, joiner, domain } = machine;
  for (const [target, before] of state.before(mark)) {
    const now = target.value;
    if (before === undefined || now === before || now === undefined) continue;
    const more = machine.unknown("recursion", [name], site);
    if (now.kind === "items" || now.kind === "repeated") {
      const known = now.kind === "items" ? now.items : [now.item];
      const item = joiner.all([...known, more]) ?? more;
      state.replace(target, { kind: "repeated", length: domain.someInt("k", site), item });
    } else if (now.kind === "entries") {
      state.replace(target, { ...now, rest: now.rest ?? { key: more, value: more } });
    }
  }
}

/**
 * The arguments of a call that its own function makes, where the data decide how deep that goes: an array of which each
 * level gets another part stands for all parts.
 */
export function generalised<D extends Datum>(
  machine: Machine<D>,
  target: FunctionValue<D>,
  args: CallArguments<D>,
): CallArguments<D> {
  const { domain } = machine;
  if (domain.exact || domain.generalise === undefined || args.spread) return args;
  const outer = machine.active.find((each) => each.definition === target.definition);
  if (outer === undefined || !isOfData(machine, target.definition)) return args;
  const general = (before: Value<D> | undefined, now: Value<D>, name: string): Value<D> =>
    before === undefined
      ? now
      : generalValue(machine, before, now, `${target.definition.span.start}:${name}`);
  return {
    positional: args.positional.map((each, index) => general(outer.args.positional[index], each, `${index}`)),
    keywords: new Map(
      [...args.keywords].map(([name, each]) => [name, general(outer.args.keywords.get(name), each, name)]),
    ),
    spread: false,
  };
}

function generalValue<D extends Datum>(
  machine: Machine<D>,
  before: Value<D>,
  now: Value<D>,
  key: string,
): Value<D> {
  if (now.kind === "choice") {
    const options = now.options.map((each) => generalValue(machine, before, each, key));
    return machine.joiner.all(options) ?? now;
  }
  if (now.kind !== "datum") return now;
  const models = before.kind === "choice" ? before.options : [before];
  for (const model of models) {
    const general = model.kind === "datum" ? machine.domain.generalise?.(model, now, key) : null;
    if (general != null) return general;
  }
  return now;
}
