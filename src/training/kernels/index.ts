// AssemblyScript: what the host may call. Pointers are byte addresses in the memory that the host brings.
export { useScratch } from "./scratch";
export { clearSums, clearTally, gatherSums } from "./tally";
export {
  judgeLinear,
  judgeLogistic,
  learnLinear,
  learnLogistic,
  update,
} from "./single";
export { judgeOrdered } from "./gathered";
export { softmaxBatches, softmaxPass, softmaxUpdate } from "./softmax";
export { permute, temper } from "./random";
export { batchEpoch, learnInOrder, orderedEpoch } from "./epoch";
export { networkBatches, networkPass, networkUpdate } from "./network";
