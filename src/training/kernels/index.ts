// AssemblyScript: what the host may call. Pointers are byte addresses in the memory that the host brings.
export { useScratch } from "./scratch";
export { clearSums, clearTally, gatherSums } from "./tally";
export {
  batchEpoch,
  judgeLinear,
  judgeLogistic,
  learnLinear,
  learnLogistic,
  update,
} from "./single";
export { judgeOrdered, miniBatches } from "./gathered";
export { oneByOne } from "./oneByOne";
export { softmaxBatches, softmaxPass, softmaxUpdate } from "./softmax";
export { permute, temper } from "./random";
export { networkBatches, networkPass, networkUpdate } from "./network";
