import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { assertNever } from "../src/base/never";
import { type Screen, screens } from "../src/present/view";
import { Announcer } from "./announcer";
import { DerivationScreen } from "./derivationScreen";
import { Icon } from "./icons";
import { LessonScreen } from "./lesson/lessonScreen";
import { ShapesScreen } from "./shapesScreen";
import { dispatch, interfaceState, screen, strings } from "./store";
import { TrainingScreen } from "./training/trainingScreen";

export function Panel(): VNode {
  const current = screen.value;
  return (
    <>
      <Tabs current={current} />
      <ScrollPane key={current} name={current} />
      <Announcer />
    </>
  );
}

function Tabs({ current }: { readonly current: Screen }): VNode {
  const buttons = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextTab(current, event.key);
    if (next === null) return;
    event.preventDefault();
    dispatch({ type: "screenChosen", screen: next });
    buttons.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={strings.panel} ref={buttons} onKeyDown={onKeyDown}>
      {screens.map((name) => (
        <button
          type="button"
          role="tab"
          key={name}
          id={`tab-${name}`}
          title={strings.screens[name]}
          aria-label={strings.screens[name]}
          aria-selected={name === current}
          aria-controls="screen"
          tabIndex={name === current ? 0 : -1}
          onClick={() => dispatch({ type: "screenChosen", screen: name })}
        >
          <span class="tab-icon">
            <Icon name={name} />
          </span>
          <span class="tab-name">{strings.screens[name]}</span>
        </button>
      ))}
    </div>
  );
}

function nextTab(current: Screen, key: string): Screen | null {
  const index = screens.indexOf(current);
  switch (key) {
    case "ArrowRight":
      return screens[(index + 1) % screens.length] ?? null;
    case "ArrowLeft":
      return screens[(index + screens.length - 1) % screens.length] ?? null;
    case "Home":
      return screens[0];
    case "End":
      return screens.at(-1) ?? null;
    default:
      return null;
  }
}

/** A screen in its own scroller, which comes back to where it was. */
function ScrollPane({ name }: { readonly name: Screen }): VNode {
  const pane = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (pane.current === null ? undefined : comeBack(pane.current, name)), [name]);
  const onScroll = (event: Event) => {
    if (event.currentTarget instanceof HTMLElement) {
      dispatch({ type: "scrolled", screen: name, top: event.currentTarget.scrollTop });
    }
  };
  return (
    <div
      class="screen"
      id="screen"
      role="tabpanel"
      aria-labelledby={`tab-${name}`}
      tabIndex={-1}
      ref={pane}
      onScrollEnd={onScroll}
    >
      <div>
        <ScreenBody name={name} />
      </div>
    </div>
  );
}

/** Scrolls to where the reader was. The content may still be on its way: tries until it is tall enough, or is touched. */
function comeBack(pane: HTMLElement, name: Screen): () => void {
  const top = interfaceState.peek().scroll[name];
  const growth = new ResizeObserver(() => {
    pane.scrollTop = top;
    if (pane.scrollTop >= top - 1) stop();
  });
  const stop = () => {
    growth.disconnect();
    for (const touch of ["wheel", "pointerdown", "keydown"]) pane.removeEventListener(touch, stop);
  };
  for (const touch of ["wheel", "pointerdown", "keydown"])
    pane.addEventListener(touch, stop, { passive: true });
  if (pane.firstElementChild !== null) growth.observe(pane.firstElementChild);
  return stop;
}

function ScreenBody({ name }: { readonly name: Screen }): VNode {
  switch (name) {
    case "shapes":
      return <ShapesScreen />;
    case "derivation":
      return <DerivationScreen />;
    case "training":
      return <TrainingScreen />;
    case "lesson":
      return <LessonScreen />;
    default:
      return assertNever(name);
  }
}
