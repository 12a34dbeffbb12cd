import { signal } from "@preact/signals";
import { post } from "../store";

/** What the reader points at: its name is the same in the formula, the numbers, the picture and the line of code. */
export interface Pointed {
  readonly stepId: string;
  readonly name: string;
  /** Its place in the step's equation. */
  readonly factor: number;
  /** By Enter or a click: stays when the pointer leaves. */
  readonly pinned: boolean;
}

export const pointed = signal<Pointed | null>(null);

export function point(place: Omit<Pointed, "pinned">): void {
  const now = pointed.peek();
  if (now?.pinned === true) return;
  if (now?.stepId === place.stepId && now.factor === place.factor) return;
  pointed.value = { ...place, pinned: false };
  tell();
}

/** What was pinned is let go by the same press, or gives way to another. */
export function pin(place: Omit<Pointed, "pinned">): void {
  const now = pointed.peek();
  const again = now?.pinned === true && now.stepId === place.stepId && now.factor === place.factor;
  pointed.value = { ...place, pinned: !again };
  tell();
}

export function leave(evenPinned = false): void {
  const now = pointed.peek();
  if (now === null || (now.pinned && !evenPinned)) return;
  pointed.value = null;
  tell();
}

export function isPointed(name: string | null): boolean {
  return name !== null && pointed.value?.name === name;
}

function tell(): void {
  const now = pointed.peek();
  post({
    type: "pointAtFactor",
    factor: now === null ? null : { stepId: now.stepId, factor: now.factor },
  });
}
