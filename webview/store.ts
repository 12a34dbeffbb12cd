import { computed, effect, type Signal, signal } from "@preact/signals";
import { emptyPanel, type PanelStrings } from "../src/present/view";
import type { FromView } from "../src/protocol/panel";
import { parseToView } from "../src/protocol/panel";
import { persist, restore } from "./persisted";
import { betweenPresses } from "./pressed";
import { emptyState, type PanelEvent, type PanelState, reduce } from "./state";
import { unknownTraining } from "./training/state";
import { vscodeApi } from "./vscodeApi";

const state: Signal<PanelState> = signal(
  emptyState(emptyPanel(unknownTraining), restore(vscodeApi.getState())),
);

/** The whole state, for components that read much of it. */
export const panel = computed(() => state.value);

// Parts of their own, so that a curve that streams redraws the curve and nothing else.
export const screen = computed(() => state.value.interface.screen);
export const trainingView = computed(() => state.value.view.training);
const flowOpen = computed(() => state.value.interface.flowOpen);
export const interfaceState = computed(() => state.value.interface);

/** The words, embedded in the page by the host. */
export const strings: PanelStrings = readStrings();

export function dispatch(event: PanelEvent): void {
  state.value = reduce(state.value, event);
}

export function post(message: FromView): void {
  vscodeApi.postMessage(message);
}

/** Listens to the host, keeps what the reader set, and asks for everything. */
export function connect(): void {
  const receive = betweenPresses((data) => {
    const message = parseToView(data);
    if (message !== null) dispatch(message);
  });
  window.addEventListener("message", (event: MessageEvent<unknown>) => receive(event.data));
  effect(() => vscodeApi.setState(persist(interfaceState.value)));
  effect(() => post({ type: "openScreen", screen: screen.value }));
  effect(() => post({ type: "flowWanted", wanted: flowOpen.value }));
  post({ type: "ready" });
  reportWidth();
}

/** Tells the host how wide a picture may be: the page without its padding, at most once in 100 ms while it is dragged. */
function reportWidth(): void {
  let reported = -1;
  let waiting = false;
  const report = () => {
    waiting = false;
    const width = Math.floor(document.body.clientWidth - 2 * (document.body.clientWidth < 280 ? 12 : 16));
    if (width > 0 && width !== reported) post({ type: "resized", width });
    reported = width;
  };
  new ResizeObserver(() => {
    if (!waiting) setTimeout(report, 100);
    waiting = true;
  }).observe(document.body);
  report();
}

function readStrings(): PanelStrings {
  const text = document.getElementById("panel-strings")?.textContent;
  if (text == null) throw new Error("the page has no words");
  // Our own host wrote them into the page, from the same build.
  const words: PanelStrings = JSON.parse(text);
  return words;
}
