import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { english as fill } from "../src/base/translate";
import type { TrainingPhase } from "../src/present/training";
import { lastEpoch } from "./state";
import { curves, phase, strings } from "./store";

/** Tells a screen reader how training goes: at its start and end, and at each quarter between, never more often. */
export function Announcer(): VNode {
  const [text, setText] = useState("");
  const now = phase.value;
  const quarter = quarterOf(curves.value);
  useEffect(() => {
    const sentence = announcement(now);
    if (sentence !== null) setText(sentence);
  }, [now.kind, quarter]);
  return (
    <div class="visually-hidden" role="status">
      {text}
    </div>
  );
}

function quarterOf(run: typeof curves.value): number {
  return run === null || !run.running ? 0 : Math.floor((4 * lastEpoch(run)) / run.epochs);
}

function announcement(now: TrainingPhase): string | null {
  const words = strings.training;
  switch (now.kind) {
    case "idle":
      return null;
    case "running":
      return fill(words.runningFor, Math.max(1, lastEpoch(curves.peek())), now.epochs);
    case "finished":
      return fill(
        words.finishedAnnounced,
        now.result.epochsRun,
        now.result.metrics.validationLoss,
        now.result.metrics.validationScore,
      );
    case "stopped":
      return fill(words.stoppedAnnounced, now.result.epochsRun);
    case "diverged":
    case "failed":
      return now.sentence;
  }
}
