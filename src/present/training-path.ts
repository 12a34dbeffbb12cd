/** The way of the weights over the loss surface, in planes through the space of all weights. */
export interface PathView {
  /** The runs whose ways it shows: the answer to a request for these. */
  readonly runIds: readonly string[];
  readonly planes: readonly PlaneView[];
  /** Why there is no plane, in a sentence; null where there is one. */
  readonly sentence: string | null;
}

export interface PlaneView {
  /** "most": the plane that shows most of the ways (their principal components). "slice": the lesson's (w₂, w₃). */
  readonly kind: "most" | "slice";
  /** "The plane of the path", "w₂ and w₃". */
  readonly title: string;
  /** "96.6 % of the path lies in this plane", or what a slice holds fixed. */
  readonly note: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly columns: number;
  readonly rows: number;
  /** The training loss on a grid over the whole extent, its edges included; row-major, the first row at y's least. */
  readonly loss: Float64Array;
  /** Losses to draw lines of equal loss at, from low to high. */
  readonly levels: readonly number[];
  readonly paths: readonly PlanePath[];
  /** The picture in words. */
  readonly text: string;
}

/** Where a run's weights were after these epochs; the first is the start, epoch 0. */
export interface PlanePath {
  readonly runId: string;
  readonly epochNumbers: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}
