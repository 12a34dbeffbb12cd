import type { RandomState, RandomStateData } from "../base/randomState";
import type { KernelFunction, KernelInstance, MemoryPlan } from "./kernelModule";

const stateLength = 624;

export interface OrderPlaces {
  readonly order: number;
  readonly state: number;
}

export function planOrder(plan: MemoryPlan, rows: number): OrderPlaces {
  return { order: plan.reserve(rows * 4), state: plan.reserve((stateLength * 2 + 1) * 4) };
}

/** The order in which an epoch visits its rows, and the generator that draws it, both in the kernel's memory. */
export class KernelOrder {
  readonly #permute: KernelFunction;
  readonly #places: OrderPlaces;
  readonly #rows: number;
  readonly #words: Uint32Array;
  readonly #waitingNormal: number | null;

  constructor(instance: KernelInstance, places: OrderPlaces, rows: number, random: RandomState) {
    const { key, position, waitingNormal } = random.state();
    this.#permute = instance.function("permute");
    this.#places = places;
    this.#rows = rows;
    this.#waitingNormal = waitingNormal;
    this.#words = new Uint32Array(instance.memory.buffer, places.state, stateLength * 2 + 1);
    this.#words.set(key);
    this.#words[stateLength * 2] = position;
    instance.function("temper")(places.state);
    const order = new Int32Array(instance.memory.buffer, places.order, rows);
    for (let row = 0; row < rows; row++) order[row] = row;
  }

  shuffle(): void {
    this.#permute(this.#places.order, this.#rows, this.#places.state);
  }

  state(): RandomStateData {
    return {
      key: this.#words.slice(0, stateLength),
      position: this.#words[stateLength * 2] ?? 0,
      waitingNormal: this.#waitingNormal,
    };
  }
}
