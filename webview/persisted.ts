import { screens } from "../src/present/view";
import { type InterfaceState, initialInterface, readings } from "./state";
import { restoreTraining } from "./training/restored";

/** What is kept with the page: plain JSON. A pinned picture is not, as its code may have changed meanwhile. */
export function persist(state: InterfaceState): unknown {
  const { pinnedShapes: _, ...kept } = state;
  return kept;
}

/** Reads what an earlier page (perhaps of an earlier version) kept; what does not fit is left as it is at first. */
export function restore(value: unknown): InterfaceState {
  if (typeof value !== "object" || value === null) return initialInterface;
  const fields = new Map<string, unknown>(Object.entries(value));
  const flag = (name: string) => fields.get(name) === true;
  const openStep = fields.get("openStep");
  const part = fields.get("part");
  return {
    screen: screens.find((screen) => screen === fields.get("screen")) ?? initialInterface.screen,
    scroll: readScroll(fields.get("scroll")),
    pinnedShapes: null,
    reading: readings.find((reading) => reading === fields.get("reading")) ?? initialInterface.reading,
    predicting: flag("predicting"),
    flowOpen: flag("flowOpen"),
    part: part === "sample" || part === "batch" ? part : null,
    openStep: typeof openStep === "string" ? openStep : null,
    derivationPinned: flag("derivationPinned"),
    revealed: readRevealed(fields.get("revealed")),
    productOpen: flag("productOpen"),
    ordersOpen: flag("ordersOpen"),
    training: restoreTraining(fields.get("training")),
  };
}

function readRevealed(value: unknown): InterfaceState["revealed"] {
  if (typeof value !== "object" || value === null) return {};
  const counts = Object.entries(value).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number" && entry[1] >= 1,
  );
  return Object.fromEntries(counts);
}

function readScroll(value: unknown): InterfaceState["scroll"] {
  const fields = new Map<string, unknown>(
    typeof value === "object" && value !== null ? Object.entries(value) : [],
  );
  const top = (name: string): number => {
    const found = fields.get(name);
    return typeof found === "number" && found >= 0 ? found : 0;
  };
  return {
    shapes: top("shapes"),
    derivation: top("derivation"),
    training: top("training"),
    lesson: top("lesson"),
  };
}
