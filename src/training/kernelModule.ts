/** The builds of the kernels; see `kernels/build.mjs`. The caller brings the file's bytes. */
export type KernelFile = "neuron.wasm" | "neuron-fma.wasm";
export type SharedKernelFile = "neuron-shared.wasm" | "neuron-fma-shared.wasm";

/** (func (v128) (v128) relaxed_madd …): the smallest module that only an engine with relaxed SIMD accepts. */
const relaxedProbe = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0], // magic, version
  ...[1, 8, 1, 96, 3, 123, 123, 123, 1, 123], // a function of three v128 to one
  ...[3, 2, 1, 0],
  ...[10, 13, 1, 11, 0, 32, 0, 32, 1, 32, 2, 253, 135, 2, 11], // f64x2.relaxed_madd
);

/** i8x16.splat: SIMD itself. */
const simdProbe = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0],
  ...[10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
);

/** Which build this engine can run, the faster one first; null where there is no WebAssembly SIMD at all. */
export function usableKernel(): KernelFile | null {
  if (typeof WebAssembly === "undefined") return null;
  if (WebAssembly.validate(relaxedProbe)) return "neuron-fma.wasm";
  return WebAssembly.validate(simdProbe) ? "neuron.wasm" : null;
}

/** A kernel's function: numbers and addresses in; what it computes, it leaves in memory, but for a number of some. */
export type KernelFunction = (...values: number[]) => number;

/** So much a memory that threads share may have at most; the module says the same. */
const sharedPages = 65_536;

/** An instance over a memory of its own, of so many pages, or over one that another thread made. */
export class KernelInstance {
  readonly memory: WebAssembly.Memory;
  readonly #exports: WebAssembly.Exports;

  constructor(module: WebAssembly.Module, memory: number | WebAssembly.Memory, shared = false) {
    const made = (initial: number) =>
      new WebAssembly.Memory(shared ? { initial, maximum: sharedPages, shared } : { initial });
    this.memory = typeof memory === "number" ? made(memory) : memory;
    // AssemblyScript's `abort` is imported, but never called: nothing here can fail but by a wrong address.
    const env = { memory: this.memory, abort: () => undefined };
    this.#exports = new WebAssembly.Instance(module, { env }).exports;
  }

  function(name: string): KernelFunction {
    const found = this.#exports[name];
    if (!isFunction(found)) throw new Error(`the kernel has no ${name}`);
    return found;
  }
}

function isFunction(value: unknown): value is KernelFunction {
  return typeof value === "function";
}

const pageSize = 65_536;
/** 4 GiB is what 32-bit addresses reach. The last page stays unused: an address just behind it would be 0. */
const mostPages = 65_535;

/**
 * Hands out addresses before the memory exists: first it is planned what is needed, then so much is asked for. The first
 * page is the kernel's own, for its constants.
 */
export class MemoryPlan {
  #end: number;

  /** Plans from that address on; without one, a memory of its own. */
  constructor(begin = pageSize) {
    this.#end = begin;
  }

  get end(): number {
    return this.#end;
  }

  /** The address of so many bytes, on the line of a cache. */
  reserve(bytes: number): number {
    const address = this.#end;
    this.#end = Math.ceil((address + bytes) / 64) * 64;
    return address;
  }

  /** Pages that the plan needs, or null where they are more than there can be. */
  pages(): number | null {
    const pages = Math.ceil(this.#end / pageSize);
    return pages <= mostPages ? pages : null;
  }
}
