import type { ComponentChildren, TargetedMouseEvent, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { english as fill } from "../src/base/translate";
import type { PictureView } from "../src/present/picture/picture";
import type { CodeLine } from "../src/present/shapes";
import type { CodePlace } from "../src/protocol/panel";
import { Code } from "./code";
import { Icon } from "./icons";
import { post, strings } from "./store";
import { pictureElement } from "./svg";
import { Button } from "./widgets";

interface SectionProps {
  readonly title?: string;
  readonly note?: string;
  readonly class?: string;
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Section({ title, note, aside, children, class: name = "" }: SectionProps): VNode {
  return (
    <section class={`section ${name}`}>
      {title === undefined ? null : (
        <div class="section-head">
          <h2>{title}</h2>
          {note === undefined ? null : <span class="meta">{note}</span>}
          {aside === undefined ? null : <span class="aside">{aside}</span>}
        </div>
      )}
      {children}
    </section>
  );
}

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: ComponentChildren }[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
}

/** A few choices of which one holds: one tab stop, the arrows move and choose. */
export function Segmented<T extends string>({ label, options, value, onChoose }: SegmentedProps<T>): VNode {
  const group = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step =
      event.key === "ArrowRight" || event.key === "ArrowDown"
        ? 1
        : /^Arrow(Left|Up)$/.test(event.key)
          ? -1
          : 0;
    if (step === 0) return;
    event.preventDefault();
    const index = options.findIndex((option) => option.value === value);
    const next = (index + step + options.length) % options.length;
    const option = options[next];
    if (option === undefined) return;
    onChoose(option.value);
    group.current?.querySelectorAll("button")[next]?.focus();
  };
  return (
    <div class="segmented" role="radiogroup" aria-label={label} ref={group} onKeyDown={onKeyDown}>
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio can't be drawn as a segment without more markup
        <button
          type="button"
          role="radio"
          key={option.value}
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChoose(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

interface ToggleProps {
  readonly pressed: boolean;
  readonly onToggle: (pressed: boolean) => void;
}

export function PinButton({ pressed, onToggle }: ToggleProps): VNode {
  const label = pressed ? strings.common.pinned : strings.common.pin;
  return (
    <button
      type="button"
      class="icon-button"
      aria-pressed={pressed}
      aria-label={strings.common.pin}
      title={label}
      onClick={() => onToggle(!pressed)}
    >
      <Icon name={pressed ? "pinned" : "pin"} />
    </button>
  );
}

interface IconButtonProps {
  readonly icon: Parameters<typeof Icon>[0]["name"];
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: (event: TargetedMouseEvent<HTMLButtonElement>) => void;
}

export function IconButton({ icon, label, disabled = false, onClick }: IconButtonProps): VNode {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      aria-disabled={disabled}
      onClick={(event) => {
        if (!disabled) onClick(event);
      }}
    >
      <Icon name={icon} />
    </button>
  );
}

/** The line of code in view, with the way to it. */
export function CodeBar({
  code,
  children,
}: {
  readonly code: CodeLine;
  readonly children?: ComponentChildren;
}): VNode {
  return (
    <div class="code-bar">
      <span class="line-number">{code.line}</span>
      <Code text={code.text} />
      <IconButton
        icon="goTo"
        label={fill(strings.common.goToLine, code.line)}
        onClick={() => goTo({ uri: code.uri, line: code.line })}
      />
      {children}
    </div>
  );
}

export function LineLink({ place }: { readonly place: CodePlace }): VNode {
  return (
    <button
      type="button"
      class="line-link"
      onClick={() => goTo(place)}
      title={fill(strings.common.goToLine, place.line)}
    >
      {fill(strings.common.line, place.line)}
    </button>
  );
}

export function goTo({ uri, line, span }: CodePlace): void {
  post({ type: "goToCode", place: span === undefined ? { uri, line } : { uri, line, span } });
}

/** A picture of the host's at its own size, or as wide as there is room. */
export function Picture({ picture }: { readonly picture: PictureView }): VNode {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = pictureElement(picture.svg);
    if (element === null || place.current === null) return;
    place.current.replaceChildren(element);
  }, [picture.svg]);
  return <div class="picture" role="img" aria-label={picture.alt} ref={place} />;
}

export function SecondaryButton(props: Omit<Parameters<typeof Button>[0], "appearance">): VNode {
  return <Button {...props} appearance="secondary" />;
}
