import { type Layout, MovableMatrix, relayTiles } from "../datasets/matrix";
import type { EngineStart } from "./engine";
import { copyIn, type Placed, place, strideOf } from "./kernelMemory";
import { KernelInstance, MemoryPlan } from "./kernelModule";
import type { Subset } from "./run";

/** How a kernel wants its rows to lie. */
export interface Layouts {
  readonly train: Layout;
  readonly validation: Layout;
}

/** Where the numbers of one kernel go: a memory of its own, or room beside rows that lie in one already. */
export interface KernelSpace {
  readonly plan: MemoryPlan;
  readonly train: Placed;
  readonly validation: Placed;
  /** Once all is planned. Null where it is more than there can be. */
  instance(module: WebAssembly.Module): KernelInstance | null;
  /** Once there is an instance. Null for rows that nobody else reads. */
  bringRows(layouts: Layouts): Tenancy | null;
}

/** One kernel among those that read the same rows. */
export interface Tenancy {
  /**
   * Before each piece of work: the rows lie then as this kernel reads them. Before they no longer do, `settle` is called, which
   * ends what is under way.
   */
  enter(settle: () => void): void;
  leave(): void;
}

/** So many kernels find room beside the one that took the rows over: the other two policies, and a look back at an epoch. */
const guests = 3;
/** Bytes that a guest may need more than the first kernel did, beside an order of the rows. */
const guestMargin = 1 << 16;

interface Room {
  readonly from: number;
  readonly to: number;
}

interface Part {
  readonly matrix: MovableMatrix;
  readonly target: Float64Array;
  readonly placed: Placed;
  layout: Layout;
}

/** Large rows in a kernel's memory, and room beside them for kernels that come later: so the rows are held once. */
class SharedRows {
  readonly memory: WebAssembly.Memory;
  readonly isShared: boolean;
  readonly parts: readonly [train: Part, validation: Part];
  readonly rooms: Room[];
  #settle: (() => void) | null = null;

  constructor(memory: WebAssembly.Memory, isShared: boolean, parts: readonly [Part, Part], rooms: Room[]) {
    this.memory = memory;
    this.isShared = isShared;
    this.parts = parts;
    this.rooms = rooms;
  }

  /** These rows, and nobody has taken them elsewhere since. */
  holds({ train, validation }: EngineStart): boolean {
    return this.parts.every(({ matrix, target }, index) => {
      const subset = index === 0 ? train : validation;
      return matrix === subset.inputs && target === subset.target && matrix.isIn(this.memory.buffer);
    });
  }

  tenancy(layouts: Layouts, room: Room | null): Tenancy {
    let own: (() => void) | null = null;
    return {
      enter: (settle) => {
        own = settle;
        if (this.#settle === settle) return;
        this.#settle?.();
        this.#settle = settle;
        this.#lay(this.parts[0], layouts.train);
        this.#lay(this.parts[1], layouts.validation);
      },
      leave: () => {
        if (this.#settle === own) this.#settle = null;
        if (room !== null) this.rooms.push(room);
      },
    };
  }

  #lay(part: Part, wanted: Layout): void {
    if (part.layout === wanted) return;
    const stride = strideOf(part.matrix);
    const rows = Math.ceil(part.placed.rows / 8) * 8;
    relayTiles(new Float64Array(this.memory.buffer, part.placed.inputs, rows * stride), stride, wanted);
    part.layout = wanted;
    if (part.matrix.isIn(this.memory.buffer)) part.matrix.isNow(wanted);
  }
}

/** By the training rows. */
const sharedRows = new WeakMap<object, SharedRows>();

/** Room in the memory where the rows lie already; null where they lie in none, or no room is left. */
export function spaceBesideRows(start: EngineStart, isShared: boolean): KernelSpace | null {
  const rows = sharedRows.get(start.train.inputs);
  if (rows === undefined || rows.isShared !== isShared || !rows.holds(start)) return null;
  const room = rows.rooms.at(-1);
  if (room === undefined) return null;
  const plan = new MemoryPlan(room.from);
  const [train, validation] = rows.parts;
  return {
    plan,
    train: train.placed,
    validation: validation.placed,
    instance: (module) => {
      if (plan.end > room.to) return null;
      rows.rooms.pop();
      // Kernels count on zeros, and another may have been here before.
      new Uint8Array(rows.memory.buffer, room.from, plan.end - room.from).fill(0);
      return new KernelInstance(module, rows.memory);
    },
    bringRows: (layouts) => rows.tenancy(layouts, room),
  };
}

/** A memory of its own, which takes large rows over. */
export function ownSpace(start: EngineStart, isShared: boolean): KernelSpace {
  const plan = new MemoryPlan();
  const [train, validation] = [place(plan, start.train), place(plan, start.validation)];
  const endOfRows = plan.end;
  let instance: KernelInstance | null = null;
  let rooms: Room[] = [];
  return {
    plan,
    train,
    validation,
    instance: (module) => {
      const { end } = plan;
      const each = end - endOfRows + train.rows * 4 + guestMargin;
      if (isLarge(start)) rooms = Array.from({ length: guests }, () => roomIn(plan, each));
      let pages = plan.pages();
      if (pages === null && rooms.length > 0) {
        rooms = [];
        pages = new MemoryPlan(end).pages();
      }
      instance = pages === null ? null : new KernelInstance(module, pages, isShared);
      return instance;
    },
    bringRows: (layouts) => {
      if (instance === null) return null;
      const { memory } = instance;
      copyIn(memory, train, start.train, layouts.train);
      copyIn(memory, validation, start.validation, layouts.validation);
      const parts = [
        partOf(start.train, train, layouts.train),
        partOf(start.validation, validation, layouts.validation),
      ] as const;
      if (rooms.length === 0 || parts[0] === null || parts[1] === null) return null;
      const rows = new SharedRows(memory, isShared, [parts[0], parts[1]], rooms);
      sharedRows.set(start.train.inputs, rows);
      return rows.tenancy(layouts, null);
    },
  };
}

function roomIn(plan: MemoryPlan, bytes: number): Room {
  const from = plan.reserve(bytes);
  return { from, to: plan.end };
}

/** Rows that are not to be held twice. */
export function isLarge({ train, validation }: EngineStart): boolean {
  return train.inputs instanceof MovableMatrix && validation.inputs instanceof MovableMatrix;
}

function partOf({ inputs, target }: Subset, placed: Placed, layout: Layout): Part | null {
  return inputs instanceof MovableMatrix ? { matrix: inputs, target, placed, layout } : null;
}
