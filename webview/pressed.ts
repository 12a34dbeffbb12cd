/** What is pressed and let go. A slider is dragged, and what the host answers meanwhile is what the reader looks at. */
const controls = "button, vscode-button, vscode-link, a, summary, label, [role=button], [role=option]";
/** Milliseconds after which a press keeps nothing back any more. */
const longest = 1000;

/**
 * Keeps the host's messages back, in their order, while a control is pressed. A message that comes between pressing and
 * letting go can move the control away from under the pointer, and then the browser makes no click of it.
 */
export function betweenPresses(receive: (message: unknown) => void): (message: unknown) => void {
  const waiting: unknown[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const letGo = () => {
    clearTimeout(timer);
    timer = undefined;
    for (const message of waiting.splice(0)) receive(message);
  };
  window.addEventListener(
    "pointerdown",
    ({ target }) => {
      clearTimeout(timer);
      const isControl = target instanceof Element && target.closest(controls) !== null;
      timer = isControl ? setTimeout(letGo, longest) : undefined;
      if (!isControl) letGo();
    },
    { capture: true },
  );
  for (const end of ["pointerup", "pointercancel", "blur"])
    window.addEventListener(
      end,
      () => {
        // The click comes after it, before any timer.
        if (timer !== undefined) timer = setTimeout(letGo, 0);
      },
      { capture: true },
    );
  return (message) => {
    if (timer === undefined) receive(message);
    else waiting.push(message);
  };
}
