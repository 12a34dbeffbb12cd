/**
 * Whether an error's words say that there was no memory: V8's and the browsers', for a thread that died of it and for an
 * array that was refused. They have no code in common.
 */
export function isOutOfMemory(message: string): boolean {
  return /out of memory|memory limit|allocation failed|allocate memory|grow instance memory|invalid (typed )?array( buffer)? length/i.test(
    message,
  );
}

/** The exit code of a thread that ended itself for want of memory (`memoryGuard`). */
export const shortOfMemory = 12;
