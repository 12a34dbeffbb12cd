interface Held {
  readonly currentTarget: HTMLElement;
}

/** What a slider needs to follow the mouse from where it was pressed, beyond its own edges too. */
export function dragged(slide: (event: PointerEvent & Held) => void) {
  return {
    onPointerDown: (event: PointerEvent & Held) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      event.currentTarget.focus({ preventScroll: true });
      slide(event);
    },
    onPointerMove: (event: PointerEvent & Held) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) slide(event);
    },
  };
}
