import type { AnyCell, Content, Datum, Value } from "./value";

/** One place that can be written: a variable, an attribute, the content of a list or dict. */
export interface Cell<D extends Datum, C extends Content<D>> {
  value: C | undefined;
  /** It stands for many places at once, so that a write adds to what may be there instead of replacing it. */
  weak: boolean;
  /** Others than the frame that it is a variable of may read it. */
  shared: boolean;
  /** Only to tie the domain to the type. */
  readonly domain?: D;
}

export function cell<D extends Datum, C extends Content<D>>(value: C | undefined): Cell<D, C> {
  return { value, weak: false, shared: true };
}

/** A variable: only its own frame reads it until a function inside is found to. */
export function variable<D extends Datum>(value: Value<D> | undefined): Cell<D, Value<D>> {
  return { value, weak: false, shared: false };
}

interface Write<D extends Datum> {
  readonly cell: AnyCell<D>;
  readonly before: Content<D> | undefined;
}

export type Changes<D extends Datum> = Map<AnyCell<D>, Content<D> | undefined>;

/**
 * The journal of all writes. A branch is run, its writes are taken back and kept, the other branch is run from the same
 * start, and both outcomes are joined cell by cell: no copy of the whole state is ever made.
 */
export class State<D extends Datum> {
  readonly #log: Write<D>[] = [];

  /** Counts the changes to what functions may share: while it stands still, a call gives what it gave before. */
  version = 0;

  constructor(
    private readonly joinContent: (a: Content<D>, b: Content<D>) => Content<D>,
    /** Whether writing the second over the first would change nothing. */
    private readonly isSame: (a: Content<D>, b: Content<D>) => boolean,
  ) {}

  get mark(): number {
    return this.#log.length;
  }

  write<C extends Content<D>>(target: Cell<D, C>, value: C): void {
    const written: AnyCell<D> = target;
    const before = written.value;
    if (before === value) return;
    const next = target.weak && before !== undefined ? this.joinContent(before, value) : value;
    if (next === before || (before !== undefined && this.isSame(before, next))) return;
    this.#log.push({ cell: written, before });
    if (target.shared) this.version += 1;
    written.value = next;
  }

  /** A mutable object is made: for whoever goes back before this, it does not exist. */
  born(made: AnyCell<D>): void {
    this.#log.push({ cell: made, before: undefined });
  }

  clear<C extends Content<D>>(target: Cell<D, C>): void {
    const written: AnyCell<D> = target;
    if (written.value === undefined) return;
    if (target.shared) this.version += 1;
    this.#log.push({ cell: written, before: written.value });
    written.value = undefined;
  }

  /** Every cell written since the mark, with what it holds now. */
  changes(mark: number): Changes<D> {
    const changes: Changes<D> = new Map();
    for (let index = mark; index < this.#log.length; index++) {
      const write = this.#log[index];
      if (write !== undefined) changes.set(write.cell, write.cell.value);
    }
    return changes;
  }

  /** Every cell written since the mark, with what it held at the mark. */
  before(mark: number): Changes<D> {
    const before: Changes<D> = new Map();
    for (let index = mark; index < this.#log.length; index++) {
      const write = this.#log[index];
      if (write !== undefined && !before.has(write.cell)) before.set(write.cell, write.before);
    }
    return before;
  }

  /** Takes every write since the mark back, and returns what they had led to. */
  undo(mark: number): Changes<D> {
    const changes = this.changes(mark);
    while (this.#log.length > mark) {
      const write = this.#log.pop();
      if (write === undefined) continue;
      write.cell.value = write.before;
      if (write.cell.shared) this.version += 1;
    }
    return changes;
  }

  /** Makes the changes that `undo` returned. */
  apply(changes: ReadonlyMap<AnyCell<D>, Content<D> | undefined>): void {
    for (const [target, value] of changes) this.#set(target, value);
  }

  /**
   * Joins what another path, which started at the mark, had led to into the present state. A cell that one of the paths
   * never set keeps the value of the other: the program would have failed had it read it.
   */
  join(mark: number, other: ReadonlyMap<AnyCell<D>, Content<D> | undefined>): void {
    const start = this.before(mark);
    // First what only the other path has made: what is joined below may hold it.
    for (const [target, value] of other) {
      if (target.value === undefined && value !== undefined) this.#set(target, value);
    }
    for (const [target, value] of other) {
      const theirs = value;
      const ours = target.value;
      if (ours === theirs || theirs === undefined) continue;
      this.#set(target, ours === undefined ? theirs : this.joinContent(ours, theirs));
    }
    for (const [target, atStart] of start) {
      if (other.has(target)) continue;
      const ours = target.value;
      if (atStart === undefined || ours === atStart) continue;
      this.#set(target, ours === undefined ? atStart : this.joinContent(ours, atStart));
    }
  }

  #set(target: AnyCell<D>, value: Content<D> | undefined): void {
    if (target.value === value) return;
    this.#log.push({ cell: target, before: target.value });
    if (target.shared) this.version += 1;
    target.value = value;
  }
}
