/** Compiles both kernels into `folder` (`dist/kernels` unless told); returns the paths of the files. */
export function buildKernels(folder?: string): Promise<string[]>;
