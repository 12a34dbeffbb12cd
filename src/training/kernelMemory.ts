import { type Layout, putInto } from "../datasets/matrix";
import type { MemoryPlan } from "./kernelModule";
import type { DesignMatrix, Subset } from "./run";

/** A subset's place in a kernel's memory. */
export interface Placed {
  readonly inputs: number;
  readonly target: number;
  readonly rows: number;
}

/** Rows are an even number of float64 long, so that each begins on 16 bytes. */
export function strideOf(matrix: DesignMatrix): number {
  return matrix.features + (matrix.features % 2);
}

/** Whole tiles of sixteen rows. */
function paddedRows(rows: number): number {
  return Math.ceil(rows / 16) * 16;
}

/** Space for whole tiles; what is over stays 0. */
export function place(plan: MemoryPlan, subset: Subset): Placed {
  const rows = subset.inputs.samples;
  const padded = paddedRows(rows);
  return {
    inputs: plan.reserve(padded * strideOf(subset.inputs) * 8),
    target: plan.reserve(padded * 8),
    rows,
  };
}

export function copyIn(memory: WebAssembly.Memory, placed: Placed, subset: Subset, layout: Layout): void {
  const { samples } = subset.inputs;
  const stride = strideOf(subset.inputs);
  const inputs = new Float64Array(memory.buffer, placed.inputs, paddedRows(samples) * stride);
  putInto(subset.inputs, inputs, layout, stride);
  new Float64Array(memory.buffer, placed.target, samples).set(subset.target);
}

/** The sums of a pass, as `kernels/tally.ts` lays them out. */
export const tallySize = 80;

export class TallyReader {
  readonly #numbers: Float64Array;
  readonly #words: Int32Array;

  constructor(memory: WebAssembly.Memory, address: number) {
    this.#numbers = new Float64Array(memory.buffer, address, tallySize / 8);
    this.#words = new Int32Array(memory.buffer, address, tallySize / 4);
  }

  /** −Σ ln p, of the product's two lanes and the exponents that were taken out of them. */
  crossEntropy(): number {
    const exponents = this.#whole(2) + this.#whole(3);
    return -(Math.log((this.#numbers[0] ?? 1) * (this.#numbers[1] ?? 1)) + exponents * Math.LN2);
  }

  right(): number {
    return this.#whole(4) + this.#whole(5);
  }

  squares(): number {
    return (this.#numbers[8] ?? 0) + (this.#numbers[9] ?? 0);
  }

  /** A 64-bit whole number, which stays far below 2⁵³. */
  #whole(position: number): number {
    const low = this.#words[position * 2] ?? 0;
    return (this.#words[position * 2 + 1] ?? 0) * 2 ** 32 + (low >>> 0);
  }
}
