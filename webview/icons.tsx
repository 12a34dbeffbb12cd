import type { VNode } from "preact";

/** Line icons on a 16 px grid, drawn for this panel; they take the colour of the text around them. */
const paths = {
  shapes: "M5.5 2.5H3.5V13.5H5.5M10.5 2.5H12.5V13.5H10.5",
  derivation:
    "M2.5 4.5H6.5M4.5 2.5V6.5M9.5 4.5H13.5M3 9.8L6.2 13M6.2 9.8L3 13M9.5 11.5H13.5M11.5 9.4V9.6M11.5 13.4V13.6",
  training: "M2.5 2.5V13.5H13.5M4.5 11L7 7.5L9.5 9.5L13 4.5",
  table: "M2.5 3.5H13.5V12.5H2.5ZM2.5 6.5H13.5M2.5 9.5H13.5M6.2 3.5V12.5M9.8 3.5V12.5",
  play: "M5 3.2V12.8L12.5 8Z",
  pause: "M5.5 3.5V12.5M10.5 3.5V12.5",
  stop: "M4.5 4.5H11.5V11.5H4.5Z",
  settings:
    "M2 5H8.5M11.5 5H14M2 11H4.5M7.5 11H14M10 3.5A1.5 1.5 0 1 1 10 6.5A1.5 1.5 0 1 1 10 3.5ZM6 9.5A1.5 1.5 0 1 1 6 12.5A1.5 1.5 0 1 1 6 9.5Z",
  left: "M10 3.5L5.5 8L10 12.5",
  right: "M6 3.5L10.5 8L6 12.5",
  copy: "M6 5.5H13.5V13.5H6ZM10 5.5V2.5H2.5V10.5H6",
  export: "M3 2.5V13.5M5.5 8H13.5M10.5 5L13.5 8L10.5 11",
  image: "M2.5 3.5H13.5V12.5H2.5ZM2.5 11L6 7.5L8.5 10L10.5 8L13.5 11M10 6V6.1",
  up: "M3.5 10L8 5.5L12.5 10",
  down: "M3.5 6L8 10.5L12.5 6",
  pin: "M2 8H6M6 5V11M6 6.2C8 6.2 9 5.6 10.5 4.5H13V11.5H10.5C9 10.4 8 9.8 6 9.8",
  pinned:
    "M3 13L6.2 9.8M4.3 7.9L8.1 11.7M5.2 8.8C6.6 7.4 7 6.3 7.3 4.4L9.2 2.5L13.5 6.8L11.6 8.7C9.7 9 8.6 9.4 7.2 10.8",
  goTo: "M9 2.5H4.5V13.5H12.5V6ZM9 2.5V6H12.5M6.5 9.8H10.2M8.6 8.2L10.2 9.8L8.6 11.4",
  pass: "M8 2.5A5.5 5.5 0 1 1 8 13.5A5.5 5.5 0 1 1 8 2.5ZM5.5 8.2L7.2 9.9L10.6 6.2",
  error: "M8 2.5A5.5 5.5 0 1 1 8 13.5A5.5 5.5 0 1 1 8 2.5ZM6 6L10 10M10 6L6 10",
  warning: "M8 2.8L14 13.2H2ZM8 6.5V9.8M8 11.2V11.8",
  question: "M8 2.5A5.5 5.5 0 1 1 8 13.5A5.5 5.5 0 1 1 8 2.5ZM6.3 6.6A1.7 1.7 0 1 1 8 8.3V9.2M8 10.8V11.3",
  fix: "M6 10.5C4.8 9.6 4 8.6 4 6.9A4 4 0 0 1 12 6.9C12 8.6 11.2 9.6 10 10.5V11.5H6ZM6.5 13.5H9.5",
  folder: "M2 12.5V3.5H6L7.5 5.5H13V7.5M2 12.5L4 7.5H14.5L12.7 12.5Z",
  eye: "M1.8 9C3 6.2 5.2 4.8 8 4.8C10.8 4.8 13 6.2 14.2 9M8 6.8A2.2 2.2 0 1 1 8 11.2A2.2 2.2 0 1 1 8 6.8Z",
  tree: "M6.5 2.5H9.5V5.5H6.5ZM2.5 10.5H5.5V13.5H2.5ZM10.5 10.5H13.5V13.5H10.5ZM8 5.5V8M4 10.5V8H12V10.5",
  shield:
    "M8 2L13 3.8V7.8C13 10.8 11 13 8 14C5 13 3 10.8 3 7.8V3.8ZM8 6.5A1 1 0 1 1 8 8.5A1 1 0 1 1 8 6.5ZM8 8.5V10.5",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }): VNode {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
