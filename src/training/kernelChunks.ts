import { type Placed, tallySize } from "./kernelMemory";
import type { KernelInstance, MemoryPlan } from "./kernelModule";

/**
 * A large pass over rows, in chunks that each sum up on their own. How many there are, and in which order their sums are
 * added, the data alone decide: so the result is the same bit by bit, whoever did which chunk, alone or beside others.
 */
export interface ChunkPlan {
  readonly model: "linear" | "logistic" | "softmax";
  readonly classes: number;
  /** Bytes of a row of the design matrix, and of a row of weights. */
  readonly bytes: number;
  readonly wide: number;
  readonly rows: { readonly train: Placed; readonly validation: Placed };
  readonly rowsAChunk: number;
  readonly weights: number;
  readonly gradientBytes: number;
  /** Each chunk's sums, one after another, and each thread's own scratch. */
  readonly sums: number;
  readonly sumsStride: number;
  readonly scratch: number;
  readonly scratchStride: number;
}

/** What is done with the chunks' rows. */
export type ChunkWork = "learn" | "judge-train" | "judge-validation";
export const chunkWorks: readonly ChunkWork[] = ["learn", "judge-train", "judge-validation"];

/** A set of so few numbers (rows × weights) is done in one call an epoch, without chunks. */
export const smallWork = 1 << 19;
/** Rows × weights of a chunk at least, so that beginning one costs nothing beside it. */
const leastWork = 1 << 18;
const mostChunks = 64;
/** The thread that began it, and so many beside it at most. */
export const mostThreads = 8;
/** What `kernels/scratch.ts` needs, and a line of the cache to keep the threads apart. */
const ownScratch = 576;

/** A multiple of the tiles' rows. */
export function rowsAChunkOf(rows: number, weightsASample: number): number {
  const least = Math.max(leastWork / weightsASample, rows / mostChunks);
  return Math.max(32, Math.ceil(least / 32) * 32);
}

/** Reserves what the chunks need. `scores` are the bytes that a tile of a softmax layer needs for its scores. */
export function planChunks(
  plan: MemoryPlan,
  of: Omit<ChunkPlan, "rowsAChunk" | "sums" | "sumsStride" | "scratch" | "scratchStride">,
  scores: number,
): ChunkPlan {
  const { train, validation } = of.rows;
  const rowsAChunk = rowsAChunkOf(
    Math.max(train.rows, validation.rows),
    Math.max(of.bytes, of.gradientBytes) / 8,
  );
  const chunks = Math.ceil(Math.max(train.rows, validation.rows) / rowsAChunk);
  const sumsStride = wholeLines(tallySize + 48 + of.gradientBytes);
  const scratchStride = wholeLines(ownScratch + scores);
  return {
    ...of,
    rowsAChunk,
    sums: plan.reserve(chunks * sumsStride),
    sumsStride,
    scratch: plan.reserve(mostThreads * scratchStride),
    scratchStride,
  };
}

function wholeLines(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}

/** Where a chunk's gradient begins behind its tally. */
export const gradientInSums = 128;

export function rowsOf(plan: ChunkPlan, work: ChunkWork): Placed {
  return work === "judge-validation" ? plan.rows.validation : plan.rows.train;
}

export function chunksOf(plan: ChunkPlan, work: ChunkWork): number {
  return Math.ceil(rowsOf(plan, work).rows / plan.rowsAChunk);
}

/** Does single chunks, in the thread that it is made in. Thread 0 is the one that began it all. */
export function chunkRunner(
  instance: KernelInstance,
  plan: ChunkPlan,
  thread: number,
): (work: ChunkWork, chunk: number) => void {
  const { model, classes, bytes, wide, weights: w } = plan;
  const scratch = plan.scratch + thread * plan.scratchStride;
  instance.function("useScratch")(scratch);
  const clear = instance.function("clearSums");
  const softmax = instance.function("softmaxPass");
  const learn = instance.function(model === "linear" ? "learnLinear" : "learnLogistic");
  const judge = instance.function(model === "linear" ? "judgeLinear" : "judgeLogistic");
  return (work, chunk) => {
    const place = rowsOf(plan, work);
    const from = chunk * plan.rowsAChunk;
    const to = Math.min(place.rows, from + plan.rowsAChunk);
    const tally = plan.sums + chunk * plan.sumsStride;
    const g = tally + gradientInSums;
    clear(tally, g, work === "learn" ? plan.gradientBytes : 0);
    if (model === "softmax") {
      const gradient = work === "learn" ? g : 0;
      const scores = scratch + ownScratch;
      const { inputs, target } = place;
      softmax(inputs, target, 0, from, to, bytes, classes, wide, w, gradient, scores, tally);
    } else {
      const [x, y] = [place.inputs + from * bytes, place.target + from * 8];
      if (work === "learn") learn(x, y, to - from, bytes, w, g, tally);
      else judge(x, y, to - from, bytes, w, tally);
    }
  };
}
