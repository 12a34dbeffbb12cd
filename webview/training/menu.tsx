import { Fragment, type RefObject, type VNode } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "../icons";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** The key that does the same, as it is printed. */
  readonly keys?: string;
  /** A heading above this item; a line is drawn with it. */
  readonly heading?: string;
  readonly onChoose: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** What it opens at. */
  readonly anchor: DOMRect;
  /** Closed, the focus goes back to where it came from; not after a choice that has moved it. */
  readonly onClose: () => void;
}

/** A menu as the editor has them: arrows move, Enter chooses, Escape and a click elsewhere close. */
export function Menu({ label, items, anchor, onClose }: MenuProps): VNode {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = menu.current;
    if (element === null) return;
    stand(element, anchor);
    element.querySelector("button")?.focus({ preventScroll: true });
  }, []);
  useAway(menu, onClose);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      onClose();
      return;
    }
    const buttons: HTMLElement[] = [...(menu.current?.querySelectorAll("button") ?? [])];
    const at = document.activeElement instanceof HTMLElement ? buttons.indexOf(document.activeElement) : -1;
    const next = indexAfterKey(event.key, at, buttons.length);
    if (next === null) return;
    event.preventDefault();
    buttons[next]?.focus();
  };
  return (
    <div class="menu" role="menu" aria-label={label} ref={menu} onKeyDown={onKeyDown} tabIndex={-1}>
      {items.map((item) => (
        <Fragment key={item.id}>
          {item.heading === undefined ? null : (
            <p class="menu-heading" aria-hidden="true">
              {item.heading}
            </p>
          )}
          <button
            type="button"
            role="menuitem"
            tabIndex={-1}
            aria-keyshortcuts={item.keys}
            onClick={() => {
              onClose();
              item.onChoose();
            }}
          >
            <span class="menu-icon">{item.icon === undefined ? null : <Icon name={item.icon} />}</span>
            <span>{item.label}</span>
            {item.keys === undefined ? null : <kbd>{item.keys}</kbd>}
          </button>
        </Fragment>
      ))}
    </div>
  );
}

/** Whatever is done outside of the menu closes it. */
function useAway(menu: RefObject<HTMLDivElement | null>, onClose: () => void): void {
  useEffect(() => {
    const away = (event: Event) => {
      if (event.target instanceof Node && menu.current?.contains(event.target)) return;
      onClose();
    };
    document.addEventListener("pointerdown", away, true);
    document.addEventListener("scroll", away, true);
    window.addEventListener("blur", onClose);
    return () => {
      document.removeEventListener("pointerdown", away, true);
      document.removeEventListener("scroll", away, true);
      window.removeEventListener("blur", onClose);
    };
  }, []);
}

function indexAfterKey(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** Below what it opens at, or above where there is more room; never beyond the panel's edges. */
function stand(menu: HTMLElement, anchor: DOMRect): void {
  const margin = 4;
  const { innerWidth, innerHeight } = window;
  const { width, height } = menu.getBoundingClientRect();
  const below = innerHeight - anchor.bottom;
  const fits = height + margin <= below || below >= anchor.top;
  const room = Math.max(80, (fits ? below : anchor.top) - 2 * margin);
  menu.style.maxHeight = `${room}px`;
  const top = fits ? anchor.bottom + margin : anchor.top - Math.min(height, room) - margin;
  const left = Math.min(anchor.right - width, innerWidth - width - margin);
  menu.style.top = `${Math.max(margin, Math.min(top, innerHeight - Math.min(height, room) - margin))}px`;
  menu.style.left = `${Math.max(margin, left)}px`;
  // A parent that is a container may be what "fixed" is counted from.
  const stood = menu.getBoundingClientRect();
  menu.style.top = `${2 * Number.parseFloat(menu.style.top) - stood.top}px`;
  menu.style.left = `${2 * Number.parseFloat(menu.style.left) - stood.left}px`;
}
