/** The budget is spent. Caught once, at the top. */
export class Stopped {
  /** `underWay`: the functions that were being run, where that is of interest. */
  constructor(
    readonly budget: string,
    readonly underWay: ReadonlySet<object> | null = null,
  ) {}
}

export interface Budget {
  /** Expressions evaluated in all, calls within calls, and whether loops are taken for settled much sooner. */
  readonly steps: number;
  readonly depth: number;
  readonly hurried: boolean;
  /** Called about every thousand steps, so that a host can look after what they cost. */
  readonly pulse?: () => void;
}
