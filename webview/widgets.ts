import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeLink,
  vsCodeProgressRing,
  vsCodeTextField,
} from "@vscode/webview-ui-toolkit";
import { type ComponentChild, type ComponentChildren, h, type VNode } from "preact";

/**
 * The editor's own widgets. The toolkit's upstream is archived, so this is the only file that knows it: to replace it is
 * to write these few components anew.
 */
export function registerWidgets(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeLink(), vsCodeProgressRing(), vsCodeTextField());
}

interface ButtonProps {
  readonly appearance?: "primary" | "secondary" | "icon";
  readonly onClick: () => void;
  readonly disabled?: boolean;
  /** The name of a button that shows only an icon. */
  readonly label?: string;
  readonly title?: string;
  readonly class?: string;
  readonly expanded?: boolean;
  readonly controls?: string;
  readonly icon?: VNode;
  /** Behind the words, for where the button leads. */
  readonly iconAfter?: VNode;
  readonly children?: ComponentChildren;
}

export function Button(props: ButtonProps): ComponentChild {
  return h(
    "vscode-button",
    {
      appearance: props.appearance ?? "primary",
      class: props.class,
      disabled: props.disabled ?? false,
      title: props.title,
      "aria-label": props.label,
      "aria-expanded": props.expanded === undefined ? undefined : String(props.expanded),
      "aria-controls": props.controls,
      onClick: () => {
        if (props.disabled !== true) props.onClick();
      },
    },
    props.icon === undefined ? null : h("span", { slot: "start", class: "button-icon" }, props.icon),
    props.children,
    props.iconAfter === undefined ? null : h("span", { slot: "end", class: "button-icon" }, props.iconAfter),
  );
}

interface LinkProps {
  readonly onClick: () => void;
  readonly title?: string;
  readonly children?: ComponentChildren;
}

/** A link that asks the host for something, so it goes nowhere by itself. */
export function Link({ onClick, title, children }: LinkProps): ComponentChild {
  return h(
    "vscode-link",
    {
      href: "#",
      title,
      onClick: (event: Event) => {
        event.preventDefault();
        onClick();
      },
    },
    children,
  );
}

interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onInput: (text: string) => void;
  readonly onEnter: () => void;
  readonly invalid: boolean;
  readonly disabled: boolean;
}

export function TextField(props: TextFieldProps): ComponentChild {
  return h(
    "vscode-text-field",
    {
      id: props.id,
      class: props.invalid ? "invalid" : "",
      value: props.value,
      disabled: props.disabled,
      "aria-invalid": String(props.invalid),
      inputmode: "decimal",
      spellcheck: false,
      onInput: (event: Event) => {
        if (event.currentTarget !== null && "value" in event.currentTarget)
          props.onInput(String(event.currentTarget.value));
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === "Enter") props.onEnter();
      },
    },
    props.label,
  );
}

export function ProgressRing({ label }: { readonly label: string }): ComponentChild {
  return h("vscode-progress-ring", { "aria-label": label });
}
