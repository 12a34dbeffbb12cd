import type { AnyCell, Content, Datum } from "./value";
import type { Members, Memory, Watcher } from "./watch";

/** A cell that a call looked at, as it was before the call. */
export interface Read<D extends Datum> {
  readonly cell: AnyCell<D>;
  readonly content: Content<D> | undefined;
  /** Where its last write stood in the journal. */
  readonly written: number;
}

/** More than this is not kept account of. */
const mostReads = 3000;

/** What a call under way depends on and does, besides what it is given and gives. */
export class Trace<D extends Datum> implements Watcher {
  readonly reads = new Map<AnyCell<D>, Read<D>>();
  /** Names that stood for nothing, and memories that were written into: for most calls there are none. */
  absent: Map<Members<unknown>, Set<string>> | null = null;
  memories: Set<Memory> | null = null;
  /** It depends on more than is written down here, or does more. */
  isOpen = false;
  /** How certain it is that the program gets there made a difference. */
  isModal = false;

  constructor(
    /** Of the call that this one is made in. */
    readonly outer: Trace<D> | null,
    /** What was born later was made by the call itself. */
    readonly born: number,
    /** The journal's mark when it began: what was written later the call itself wrote. */
    readonly mark: number,
  ) {}

  read(cell: AnyCell<D>): void {
    this.readBefore(cell, cell.held, cell.written);
  }

  readBefore(cell: AnyCell<D>, content: Content<D> | undefined, written: number): void {
    if (cell.born <= this.born && written < this.mark && !this.reads.has(cell))
      this.#keep({ cell, content, written });
  }

  #keep(read: Read<D>): void {
    if (this.reads.size >= mostReads) this.openAll();
    else this.reads.set(read.cell, read);
  }

  missing(members: Members<unknown>, name: string): void {
    if (members.born > this.born) return;
    this.absent ??= new Map();
    const names = this.absent.get(members);
    if (names === undefined) this.absent.set(members, new Set([name]));
    else names.add(name);
  }

  opened(members: Members<unknown>): void {
    let trace: Trace<D> | null = this;
    for (; trace !== null && members.born <= trace.born; trace = trace.outer) trace.isOpen = true;
  }

  overwritten(memory: Memory): void {
    this.memories ??= new Set();
    this.memories.add(memory);
  }

  openAll(): void {
    for (let trace: Trace<D> | null = this; trace !== null; trace = trace.outer) trace.isOpen = true;
  }

  /** The call has ended: the one around it depends on the same. */
  close(): void {
    const { outer } = this;
    if (outer === null) return;
    for (const [cell, read] of this.reads)
      if (cell.born <= outer.born && read.written < outer.mark && !outer.reads.has(cell)) outer.#keep(read);
    for (const [members, names] of this.absent ?? []) for (const name of names) outer.missing(members, name);
    for (const memory of this.memories ?? []) outer.overwritten(memory);
    if (this.isModal) outer.isModal = true;
  }
}
