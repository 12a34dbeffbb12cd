/** Something that a program may write: by when it was made, and where its last write stands in the journal. */
interface Watched {
  readonly born: number;
  readonly written: number;
}

/** Memory that arrays share; it has another version after each write. */
export interface Memory {
  version: number;
}

/** Hears what is looked at and changed while somebody wants to know what a call depends on. */
export interface Watcher {
  read(cell: Watched): void;
  /** A cell's content of before was looked at, and where the last write before that stands. */
  readBefore(cell: Watched, content: unknown, written: number): void;
  /** There is no such name. */
  missing(members: Members<unknown>, name: string): void;
  /** All names were looked at, or another one came. */
  opened(members: Members<unknown>): void;
  overwritten(memory: Memory): void;
}

/** Who is watching. Interpreting is synchronous, so it is one at a time; cells are too many for each to know it. */
export let watcher: Watcher | null = null;

export function watch(next: Watcher | null): void {
  watcher = next;
}

let births = 0;

/** Later for what is made later. */
export function nextBirth(): number {
  births += 1;
  return births;
}

/** An array was written into: all others that share its memory no longer know their elements. */
export function overwrite(memory: Memory): void {
  memory.version += 1;
  watcher?.overwritten(memory);
}

/** The variables of a frame, the attributes of an object or a class. */
export class Members<C> extends Map<string, C> {
  readonly born = nextBirth();

  override get(name: string): C | undefined {
    const found = super.get(name);
    if (found === undefined) watcher?.missing(this, name);
    return found;
  }

  override has(name: string): boolean {
    const found = super.has(name);
    if (!found) watcher?.missing(this, name);
    return found;
  }

  /** Whether there is such a name; nobody hears of the question. */
  holds(name: string): boolean {
    return super.has(name);
  }

  override set(name: string, member: C): this {
    if (watcher !== null && !super.has(name)) watcher.opened(this);
    return super.set(name, member);
  }

  override delete(name: string): boolean {
    watcher?.opened(this);
    return super.delete(name);
  }

  override get size(): number {
    watcher?.opened(this);
    return super.size;
  }

  override forEach(visit: (member: C, name: string, all: Map<string, C>) => void): void {
    watcher?.opened(this);
    super.forEach(visit);
  }

  override keys() {
    watcher?.opened(this);
    return super.keys();
  }

  override values() {
    watcher?.opened(this);
    return super.values();
  }

  override entries() {
    watcher?.opened(this);
    return super.entries();
  }

  override [Symbol.iterator]() {
    watcher?.opened(this);
    return super[Symbol.iterator]();
  }
}
