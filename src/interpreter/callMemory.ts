import type { Expression } from "../syntax/tree";
import { countIn, isAlike, isOlder } from "./alike";
import type { Likeness } from "./domain";
import type { Machine } from "./machine";
import { type Read, Trace } from "./trace";
import type { AnyCell, CallArguments, Content, Datum, FunctionValue, Site, Value } from "./value";
import { type Members, type Memory, nextBirth, overwrite, watch } from "./watch";

/** What a call did besides giving its result, and all that it depended on besides its arguments. */
interface Effects<D extends Datum> {
  /** Where it was called. */
  readonly node: Expression;
  readonly reads: ReadonlyMap<AnyCell<D>, Read<D>>;
  /** So many of the arrays that it found were no longer what they had been made as. */
  readonly stale: number;
  readonly absent: ReadonlyMap<Members<unknown>, ReadonlySet<string>>;
  readonly writes: readonly Written<D>[];
  /** Memory of arrays that it wrote into. */
  readonly memories: ReadonlySet<Memory>;
  /** How certain it was that the program got there, where that made a difference. */
  readonly mode: string | null;
  readonly steps: number;
  /** Nothing that it gave or wrote has an identity of its own: it can be done again. */
  readonly isRepeatable: boolean;
}

interface Written<D extends Datum> {
  readonly cell: AnyCell<D>;
  readonly content: Content<D>;
  readonly weak: boolean;
}

interface Call<D extends Datum> {
  readonly target: FunctionValue<D>;
  readonly args: CallArguments<D>;
  readonly stale: number;
  readonly born: number;
  /** The state's, where the call changed nothing that functions share; -1 where it did. */
  readonly version: number;
  /** It was made in a pass that stands for many. */
  readonly approximate: boolean;
  /** It was made on a path that the data choose. */
  readonly uncertain: boolean;
  readonly supposing: boolean;
  /** null where not all is known that it depends on. */
  readonly effects: Effects<D> | null;
  readonly result: Value<D>;
}

export interface CallStart<D extends Datum> {
  readonly version: number;
  readonly raised: number;
  readonly steps: number;
  readonly stale: number;
  readonly trace: Trace<D> | null;
}

/** So many calls of one function are remembered. */
const kept = 12;

/**
 * What calls gave and did. As long as nothing that functions share has changed, the same arguments give the same again;
 * and where something has, they do so if all that the call looked at is as it was. Loops over samples and epochs, in which
 * layers call layers, cost little by it.
 */
export class CallMemory<D extends Datum> {
  readonly #calls = new Map<object, Call<D>[]>();
  #trace: Trace<D> | null = null;

  /** Without a likeness nothing is remembered. */
  constructor(private readonly likeness: Likeness<D> | null) {}

  /** The result of the same call earlier; what that did is done again. */
  find(
    machine: Machine<D>,
    target: FunctionValue<D>,
    args: CallArguments<D>,
    site: Site<D>,
  ): Value<D> | null {
    const { likeness } = this;
    if (likeness === null || args.spread) return null;
    const calls = this.#calls.get(target.definition);
    if (calls === undefined) return null;
    const stale = staleArguments(likeness, args);
    for (const call of calls) {
      if (!sameTarget(call.target, target) || call.stale !== stale) continue;
      // What was only a possibility, or stood for many, has to be seen once as it is.
      if (call.approximate && machine.approximate === 0) continue;
      if (call.uncertain && machine.uncertain === 0) continue;
      const { effects } = call;
      if (call.version === machine.state.version && isStill(likeness, call, args)) {
        this.#inherit(effects);
        for (const memory of effects?.memories ?? nothing) overwrite(memory);
        return call.result;
      }
      if (effects !== null && fits(machine, likeness, call, effects, args, site)) {
        this.#repeat(machine, effects);
        return call.result;
      }
    }
    return null;
  }

  start(machine: Machine<D>, args: CallArguments<D>): CallStart<D> {
    const { state, raised, steps } = machine;
    const { version } = state;
    if (this.likeness === null) return { version, raised, steps, stale: 0, trace: null };
    const stale = staleArguments(this.likeness, args);
    const trace = new Trace<D>(this.#trace, nextBirth(), state.mark);
    this.#trace = trace;
    watch(trace);
    return { version, raised, steps, stale, trace };
  }

  /** However the call ended. */
  end({ trace }: CallStart<D>): void {
    if (trace === null) return;
    this.#trace = trace.outer;
    watch(trace.outer);
    trace.close();
  }

  keep(
    machine: Machine<D>,
    target: FunctionValue<D>,
    args: CallArguments<D>,
    site: Site<D>,
    start: CallStart<D>,
    result: Value<D>,
  ): void {
    const { likeness } = this;
    const { trace } = start;
    if (likeness === null || trace === null || machine.raised !== start.raised || args.spread) return;
    // What a level of a recursion comes to depends on the levels around it.
    if (machine.active.some(({ definition }) => definition === target.definition)) return;
    const isPure = machine.state.version === start.version && isImmutable(result, 0);
    const effects = effectsOf(machine, likeness, args, site, start, trace, result);
    if (!isPure && (effects?.isRepeatable !== true || machine.approximate > 0)) return;
    const call: Call<D> = {
      target,
      args,
      result,
      effects,
      stale: start.stale,
      born: trace.born,
      version: isPure ? start.version : -1,
      approximate: machine.approximate > 0,
      uncertain: machine.uncertain > 0,
      supposing: machine.supposing,
    };
    const calls = this.#calls.get(target.definition);
    if (calls === undefined) this.#calls.set(target.definition, [call]);
    else {
      calls.unshift(call);
      if (calls.length > kept) calls.pop();
    }
  }

  /** What is under way depends on how certain it is that the program gets there. */
  dependOnMode(): void {
    if (this.#trace !== null) this.#trace.isModal = true;
  }

  /** What is under way depends on more than can be kept account of. */
  dependOnAll(): void {
    this.#trace?.openAll();
  }

  /** Names mean something else from here on. */
  forget(): void {
    this.#calls.clear();
    this.dependOnAll();
  }

  #repeat(machine: Machine<D>, effects: Effects<D>): void {
    machine.step(effects.steps);
    this.#inherit(effects);
    for (const { cell, content } of effects.writes) machine.state.replace(cell, content);
    for (const memory of effects.memories) overwrite(memory);
  }

  /** The call around depends on what this one depended on. */
  #inherit(effects: Effects<D> | null): void {
    const trace = this.#trace;
    if (trace === null) return;
    if (effects === null) {
      trace.openAll();
      return;
    }
    for (const cell of effects.reads.keys()) trace.read(cell);
    for (const [members, names] of effects.absent) for (const name of names) trace.missing(members, name);
    if (effects.mode !== null) trace.isModal = true;
  }
}

const nothing: ReadonlySet<Memory> = new Set();
const nobody: ReadonlyMap<Members<unknown>, ReadonlySet<string>> = new Map();

/** Whether all that a call was given and looked at is as it was. */
function fits<D extends Datum>(
  machine: Machine<D>,
  likeness: Likeness<D>,
  call: Call<D>,
  effects: Effects<D>,
  args: CallArguments<D>,
  site: Site<D>,
): boolean {
  if (!effects.isRepeatable || effects.node !== site.node) return false;
  if (call.approximate || machine.approximate > 0 || call.supposing !== machine.supposing) return false;
  if (effects.mode !== null && effects.mode !== modeOf(machine)) return false;
  if (!areAlike(likeness, call, args, effects.memories)) return false;
  for (const { cell, content } of effects.reads.values())
    if (!isAlike(likeness, content, cell.held, call.born, effects.memories)) return false;
  if (staleNow(likeness, effects) !== effects.stale) return false;
  if (!areAbsent(effects)) return false;
  if (staleIn(likeness, call.result) > 0) return false;
  return effects.writes.every(
    ({ cell, content, weak }) => cell.weak === weak && staleIn(likeness, content) === 0,
  );
}

/** Whether the names that were not found still stand for nothing. */
function areAbsent<D extends Datum>({ absent }: Effects<D>): boolean {
  for (const [members, names] of absent) for (const name of names) if (members.holds(name)) return false;
  return true;
}

/** Whether what a call that changed nothing was given, and the arrays that it found, are as they were. */
function isStill<D extends Datum>(likeness: Likeness<D>, call: Call<D>, args: CallArguments<D>): boolean {
  const { effects } = call;
  if (!areAlike(likeness, call, args, effects?.memories ?? nothing)) return false;
  if (effects !== null && !areAbsent(effects)) return false;
  return effects === null || staleNow(likeness, effects) === effects.stale;
}

function effectsOf<D extends Datum>(
  machine: Machine<D>,
  likeness: Likeness<D>,
  args: CallArguments<D>,
  { node }: Site<D>,
  start: CallStart<D>,
  trace: Trace<D>,
  result: Value<D>,
): Effects<D> | null {
  if (trace.isOpen) return null;
  const writes: Written<D>[] = [];
  let isRepeatable = isOlder(likeness, result, trace.born);
  for (const [cell, content] of machine.state.changes(trace.mark, trace.born)) {
    if (content === undefined || !isOlder(likeness, content, trace.born)) isRepeatable = false;
    else writes.push({ cell, content, weak: cell.weak });
  }
  // Of what it wrote into, the elements that were known before are no longer: what it found in them can't be told.
  if (trace.memories !== null) {
    const holds = (each: Content<D> | undefined) => countIn(each, (datum) => likeness.hasElements(datum)) > 0;
    const given = [...args.positional, ...args.keywords.values()];
    if (given.some(holds) || [...trace.reads.values()].some(({ content }) => holds(content)))
      isRepeatable = false;
  }
  let stale = 0;
  for (const { content } of trace.reads.values()) stale += staleIn(likeness, content);
  const mode = trace.isModal ? modeOf(machine) : null;
  const { reads } = trace;
  const absent = trace.absent ?? nobody;
  const memories = trace.memories ?? nothing;
  const steps = machine.steps - start.steps;
  return { node, reads, stale, absent, writes, memories, mode, steps, isRepeatable };
}

function modeOf<D extends Datum>(machine: Machine<D>): string {
  const { uncertain, catching, trials, speculative, open } = machine;
  return `${Math.min(uncertain, 2)} ${catching > 0} ${trials > 0} ${speculative} ${open > 0}`;
}

function staleIn<D extends Datum>(likeness: Likeness<D>, content: Content<D> | undefined): number {
  return countIn(content, (datum) => likeness.isStale(datum));
}

/** As stale as what a call found is now. */
function staleNow<D extends Datum>(likeness: Likeness<D>, { reads }: Effects<D>): number {
  let stale = 0;
  for (const { held } of reads.keys()) stale += staleIn(likeness, held);
  return stale;
}

function staleArguments<D extends Datum>(likeness: Likeness<D>, args: CallArguments<D>): number {
  let stale = 0;
  for (const each of args.positional) stale += staleIn(likeness, each);
  for (const each of args.keywords.values()) stale += staleIn(likeness, each);
  return stale;
}

function sameTarget<D extends Datum>(a: FunctionValue<D>, b: FunctionValue<D>): boolean {
  return a === b || (a.closure === b.closure && a.defaults === b.defaults);
}

function areAlike<D extends Datum>(
  likeness: Likeness<D>,
  { args: a, born }: Call<D>,
  b: CallArguments<D>,
  distinct: ReadonlySet<Memory>,
): boolean {
  if (a.positional.length !== b.positional.length || a.keywords.size !== b.keywords.size) return false;
  if (!a.positional.every((each, index) => isAlike(likeness, each, b.positional[index], born, distinct)))
    return false;
  for (const [name, value] of a.keywords)
    if (!isAlike(likeness, value, b.keywords.get(name), born, distinct)) return false;
  return true;
}

/** Nothing in it can be changed, so that two holders may share it. */
export function isImmutable<D extends Datum>(value: Value<D>, depth = 0): boolean {
  switch (value.kind) {
    case "datum":
    case "none":
    case "bool":
    case "str":
    case "ellipsis":
      return true;
    case "tuple":
      if (depth > 3) return false;
      return value.content.kind === "items"
        ? value.content.items.every((each) => isImmutable(each, depth + 1))
        : isImmutable(value.content.item, depth + 1);
    case "choice":
      return value.options.every((each) => isImmutable(each, depth + 1));
    default:
      return false;
  }
}
