import { useComputed } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { formatCount } from "../src/present/training-numbers";
import { strings, trainingView } from "./store";
import { say } from "./training/say";
import { lastEpoch } from "./training/state";
import { focused } from "./training/trainingStore";

/** Tells a screen reader how training goes: at its start and end, and at each quarter between, never more often. */
export function Announcer(): VNode {
  const [text, setText] = useState("");
  const moment = useComputed(momentOf);
  useEffect(() => {
    const sentence = announcement();
    if (sentence !== null) setText(sentence);
  }, [moment.value]);
  return (
    <div class="visually-hidden" role="status">
      {text}
    </div>
  );
}

/** Changes with what is worth telling: what is under way, what became of it, each quarter of a run. */
function momentOf(): string {
  const { activity, focus } = trainingView.value;
  switch (activity.kind) {
    case "idle":
      return `${focus?.runId} ${focus?.status} ${focus?.epochsRun}`;
    case "reading":
    case "failed":
      return activity.sentence;
    case "running":
      return `${activity.runIds} ${activity.paused ? focus?.epochsRun : quarter()}`;
  }
}

function quarter(): number {
  const run = focused.value;
  return run === null ? 0 : Math.floor((4 * lastEpoch(run)) / run.epochs);
}

function announcement(): string | null {
  const words = strings.training;
  const { activity, focus, epoch } = trainingView.peek();
  switch (activity.kind) {
    case "reading":
    case "failed":
      return activity.sentence;
    case "running": {
      const at = Math.max(1, lastEpoch(focused.peek()));
      if (activity.paused) return say(words.pausedAnnounced, formatCount(at));
      return say(words.runningFor, at, focused.peek()?.epochs ?? at);
    }
    case "idle":
      if (focus === null) return null;
      if (focus.status === "diverged") return focus.remarks[0] ?? null;
      if (focus.status !== "finished") return say(words.stoppedAnnounced, focus.epochsRun);
      return epoch === null
        ? null
        : say(
            words.finishedAnnounced,
            focus.epochsRun,
            epoch.metrics.validationLoss,
            epoch.metrics.validationScore,
          );
  }
}
