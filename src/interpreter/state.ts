import type { AnyCell, Content, Datum, ListValue, SetValue, Value } from "./value";
import { nextBirth, watcher } from "./watch";

/** One place that can be written: a variable, an attribute, the content of a list or dict. */
export class Cell<D extends Datum, C extends Content<D>> {
  /** Only to tie the domain to the type. */
  declare readonly domain?: D;
  readonly born = nextBirth();
  /** Where in the journal its last write stands; -1 when there is none. */
  written = -1;

  constructor(
    /** What it holds; to be read like this only by those who keep account themselves. */
    public held: C | undefined,
    /** Others than the frame that it is a variable of may read it. */
    public shared: boolean,
    /** It stands for many places at once, so that a write adds to what may be there instead of replacing it. */
    public weak: boolean,
  ) {}

  get value(): C | undefined {
    watcher?.read(this);
    return this.held;
  }
}

export function cell<D extends Datum, C extends Content<D>>(value: C | undefined, weak = false): Cell<D, C> {
  return new Cell<D, C>(value, true, weak);
}

/** A variable: only its own frame reads it until a function inside is found to. */
export function variable<D extends Datum>(value: Value<D> | undefined): Cell<D, Value<D>> {
  return new Cell<D, Value<D>>(value, false, false);
}

interface Write<D extends Datum> {
  readonly cell: AnyCell<D>;
  readonly before: Content<D> | undefined;
  /** Where the write before this one stands. */
  readonly previous: number;
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
    /** One of two lists that both were there before: what is written into it is written into one of them. */
    private readonly eitherOf: (a: Value<D>, b: Value<D>) => Value<D>,
    /** Whether writing the second over the first would change nothing. */
    private readonly isSame: (a: Content<D>, b: Content<D>) => boolean,
  ) {}

  get mark(): number {
    return this.#log.length;
  }

  write<C extends Content<D>>(target: Cell<D, C>, value: C): void {
    const written: AnyCell<D> = target;
    // What is added to what was there depends on that.
    const before = target.weak ? written.value : written.held;
    const next = target.weak && before !== undefined ? this.joinContent(before, value) : value;
    this.replace(written, next);
  }

  /** Writes what a cell comes to, whatever it stands for. */
  replace(target: AnyCell<D>, next: Content<D> | undefined): void {
    const before = target.held;
    if (next === before || (before !== undefined && next !== undefined && this.isSame(before, next))) {
      // That nothing is written depends on what is there.
      watcher?.read(target);
      return;
    }
    this.#set(target, next);
  }

  /** From now on the place says less, on whatever path: going back does not bring back what was told apart. */
  blur<C extends Content<D>>(target: Cell<D, C>, value: C): void {
    if (target.shared) this.version += 1;
    target.held = value;
  }

  /** A mutable object is made: for whoever goes back before this, it does not exist. */
  born(made: AnyCell<D>): void {
    this.#note(made, undefined);
  }

  #note(target: AnyCell<D>, before: Content<D> | undefined): void {
    this.#log.push({ cell: target, before, previous: target.written });
    target.written = this.#log.length - 1;
  }

  clear<C extends Content<D>>(target: Cell<D, C>): void {
    const written: AnyCell<D> = target;
    if (written.value !== undefined) this.#set(written, undefined);
  }

  /** Every cell written since the mark, with what it holds now; those alone that were there before `born`. */
  changes(mark: number, born = Number.POSITIVE_INFINITY): Changes<D> {
    const changes: Changes<D> = new Map();
    for (let index = mark; index < this.#log.length; index++) {
      const write = this.#log[index];
      if (write !== undefined && write.cell.born <= born) changes.set(write.cell, write.cell.held);
    }
    return changes;
  }

  /** Every cell written since the mark, with what it held at the mark. */
  before(mark: number): Changes<D> {
    const before: Changes<D> = new Map();
    for (let index = mark; index < this.#log.length; index++) {
      const write = this.#log[index];
      if (write === undefined || before.has(write.cell)) continue;
      before.set(write.cell, write.before);
      watcher?.readBefore(write.cell, write.before, write.previous);
    }
    return before;
  }

  /** Takes every write since the mark back, and returns what they had led to. */
  undo(mark: number): Changes<D> {
    const changes = this.changes(mark);
    while (this.#log.length > mark) {
      const write = this.#log.pop();
      if (write === undefined) continue;
      write.cell.held = write.before;
      write.cell.written = write.previous;
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
  join(
    mark: number,
    other: ReadonlyMap<AnyCell<D>, Content<D> | undefined>,
    joinContent = this.joinContent,
  ): void {
    const start = this.before(mark);
    // First what only the other path has made: what is joined below may hold it.
    for (const [target, value] of other) {
      if (target.value === undefined && value !== undefined) this.#set(target, value);
    }
    for (const [target, value] of other) {
      const theirs = value;
      const ours = target.value;
      if (ours === theirs || theirs === undefined) continue;
      const isOld = (each: Content<D>): each is ListValue<D> | SetValue<D> =>
        (each.kind === "list" || each.kind === "set") && !start.has(each.cell) && !other.has(each.cell);
      if (ours === undefined) this.#set(target, theirs);
      else if (isOld(ours) && isOld(theirs)) this.#set(target, this.eitherOf(ours, theirs));
      else this.#set(target, joinContent(ours, theirs));
    }
    for (const [target, atStart] of start) {
      if (other.has(target)) continue;
      const ours = target.value;
      if (atStart === undefined || ours === atStart) continue;
      this.#set(target, ours === undefined ? atStart : joinContent(ours, atStart));
    }
  }

  #set(target: AnyCell<D>, value: Content<D> | undefined): void {
    if (target.held === value) return;
    this.#note(target, target.held);
    if (target.shared) this.version += 1;
    target.held = value;
  }
}
