// AssemblyScript: a thread's own scratch. Threads share one memory, and what each writes down meanwhile must not meet.

/** SIZE bytes: two blocks of z and errors (see `single.ts`), then the addresses of a tile's rows (see `softmax.ts`). */
const SIZE: usize = 512;
export const POINTERS: usize = 256;

let scratch: usize = memory.data(512, 64);

/** Another thread's instance gets another place, of SIZE bytes. */
export function useScratch(at: usize): void {
  scratch = at;
}

// @ts-ignore: decorator
@inline
export function scratchAt(offset: usize): usize {
  return scratch + offset;
}
