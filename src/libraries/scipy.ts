import type { LibraryModule } from "../domains/library";
import { distance, hierarchy } from "./scipyDistances";
import { linalg, sparseLinalg } from "./scipyLinalg";
import { integrate, interpolate, io, optimize } from "./scipyNumerics";
import { ndimage, signal, windows } from "./scipySignal";
import { special } from "./scipySpecial";
import { stats } from "./scipyStats";
import { sparse } from "./sparseMatrices";

export const scipy: readonly LibraryModule[] = [
  sparseLinalg,
  special,
  stats,
  linalg,
  distance,
  hierarchy,
  signal,
  windows,
  ndimage,
  optimize,
  io,
  sparse,
  interpolate,
  integrate,
];
