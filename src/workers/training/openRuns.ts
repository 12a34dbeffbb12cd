import type { Prepared } from "../../datasets/prepare";
import type { Snapshot } from "../../training/engine";
import { lookAt, parametersNear } from "../../training/look";
import { outputsOf } from "../../training/parameters";
import type { TrainingSpec } from "../../training/run";
import { type NoSurface, type Surface, surfaceOfMost, surfaceOfTwo, type Way } from "../../training/surface";
import type { TrainingCalls } from "./calls";
import type { Tools } from "./group";
import { otherMessages } from "./turns";

interface OpenRun {
  readonly spec: TrainingSpec;
  readonly prepared: Prepared;
  /** While it runs they grow: so this is asked, not kept. */
  readonly places: () => readonly Snapshot[];
}

/** Runs that can be looked through at a time. */
const mostOpen = 24;
/** Numbers (rows × features) of a set that is not held beside another. */
const large = 1 << 22;
/** Milliseconds that computing an earlier epoch may take before the nearest place has to do. */
const patience = 700;
/** The lesson's own two weights, w₂ and w₃: by their places, which count from 0. */
const lessonWeights = [1, 2] as const;

/** The runs of this thread: those under way, those that have ended, and kept ones that were opened again. */
export class OpenRuns {
  readonly #runs = new Map<string, OpenRun>();
  readonly #tools: Promise<Tools>;

  constructor(tools: Promise<Tools>) {
    this.#tools = tools;
  }

  add(id: string, spec: TrainingSpec, prepared: Prepared, places: () => readonly Snapshot[]): void {
    this.#runs.delete(id);
    this.#runs.set(id, { spec, prepared: this.#shared(prepared), places });
    for (const oldest of this.#runs.keys()) {
      if (this.#runs.size <= mostOpen) break;
      this.#runs.delete(oldest);
    }
  }

  /** The same rows are held once, however many runs were made on them; of other data sets, only the newest. */
  #shared(prepared: Prepared): Prepared {
    const same = [...this.#runs.values()].find(
      (run) => run.prepared.summary.fingerprint === prepared.summary.fingerprint,
    );
    return same?.prepared ?? prepared;
  }

  /** Makes room for other rows: runs on a set that is too large to be held beside another are let go, and can be opened again. */
  letLargeGo(): void {
    for (const [id, { prepared }] of this.#runs) {
      const { rows, featureNames } = prepared.summary;
      if (rows * featureNames.length >= large) this.#runs.delete(id);
    }
  }

  async look(runId: string, epoch: number): Promise<TrainingCalls["look"]["reply"]> {
    const run = this.#runs.get(runId);
    if (run === undefined) return { type: "not-open" };
    const { clock, engines } = await this.#tools;
    const start = clock();
    const mayGoOn = async () => {
      await otherMessages();
      return clock() - start < patience;
    };
    const kept = { spec: run.spec, places: run.places() };
    const found = await parametersNear(kept, epoch, run.prepared, { engines, mayGoOn });
    if (found === null) return { type: "not-open" };
    const look = lookAt(run.spec, found.parameters, run.prepared, { epoch: found.epoch });
    return { type: "look", look };
  }

  async path(runIds: readonly string[], isCancelled: () => boolean): Promise<TrainingCalls["path"]["reply"]> {
    const open = runIds.flatMap((id) => {
      const run = this.#runs.get(id);
      return run === undefined ? [] : [{ id, run }];
    });
    const [first] = open;
    if (first === undefined || open.length < runIds.length) return { type: "not-open" };
    const { spec, prepared } = first.run;
    const ways = open.filter(({ run }) => isAlike(run, first.run)).map(({ id, run }) => wayOf(id, run));
    const most = await inTurns(surfaceOfMost(spec, ways, prepared.train), isCancelled);
    const weights = sliceOf(first.run);
    const slice =
      weights === null ? null : await inTurns(surfaceOfTwo(spec, ways, prepared.train, weights), isCancelled);
    return { type: "surfaces", most, slice };
  }
}

/** Ways can be drawn over one surface where the model, the penalties and the rows are the same. */
function isAlike(a: OpenRun, b: OpenRun): boolean {
  return (
    a.prepared.summary.fingerprint === b.prepared.summary.fingerprint &&
    JSON.stringify(a.spec.model) === JSON.stringify(b.spec.model) &&
    a.spec.l1 === b.spec.l1 &&
    a.spec.l2 === b.spec.l2
  );
}

function wayOf(id: string, run: OpenRun): Way {
  const places = run.places();
  return {
    id,
    epochs: Float64Array.from(places, (place) => place.epoch),
    points: places.map((place) => place.parameters),
  };
}

function sliceOf({ spec, prepared }: OpenRun): readonly [number, number] | null {
  const features = prepared.train.inputs.features;
  if (spec.model.kind === "network" || outputsOf(spec.model) > 1 || features < 2) return null;
  return features > lessonWeights[1] ? lessonWeights : [0, 1];
}

/** Works on while no message waits, some milliseconds at a time. */
async function inTurns(
  work: Generator<void, Surface | NoSurface, void>,
  isCancelled: () => boolean,
): Promise<Surface | NoSurface> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await otherMessages();
    if (isCancelled()) return "too-few-points";
  }
}
