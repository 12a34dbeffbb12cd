import type { LibraryModule } from "../domains/library";
import { distance, hierarchy } from "./scipyDistances";
import { linalg, sparse, sparseLinalg } from "./scipyLinalg";
import { integrate, interpolate, io, optimize } from "./scipyNumerics";
import { ndimage, signal } from "./scipySignal";
import { special } from "./scipySpecial";
import { stats } from "./scipyStats";

export const scipy: readonly LibraryModule[] = [
  sparseLinalg,
  special,
  stats,
  linalg,
  distance,
  hierarchy,
  signal,
  ndimage,
  optimize,
  io,
  sparse,
  interpolate,
  integrate,
];
