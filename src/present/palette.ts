import type { AxisRole } from "./roles";

/** The four kinds of theme that VS Code tells apart. */
export type ThemeKind = "dark" | "light" | "high-contrast" | "high-contrast-light";

/**
 * The colours of a picture. Hue says which axis, ink says how much, the status colours say right or wrong. Each is
 * anything that an SVG attribute takes: `#59a4f9`, or `var(--vscode-charts-blue)` inside the panel.
 */
export interface Palette {
  readonly ink: string;
  /** Secondary text; in high contrast the same as `ink`. */
  readonly dim: string;
  /** What the picture lies on, to cut gaps into what is drawn. */
  readonly surface: string;
  /** The fill of a matrix, of the cells that are pointed at, and of copies. */
  readonly cell: string;
  readonly lit: string;
  /** The outline of a matrix and the lines between its cells. */
  readonly outline: string;
  readonly roles: Readonly<Record<AxisRole, { readonly line: string; readonly text: string }>>;
  readonly wrong: string;
  readonly warning: string;
  /** The font of code and numbers, with fallbacks for Korean. */
  readonly codeFont: string;
}

const monospace = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace";
const korean = "'Apple SD Gothic Neo', 'Malgun Gothic', NanumGothic, 'Nanum Gothic'";

const panelColours = mixed(
  {
    ink: "var(--vscode-foreground)",
    surface: "var(--surface, var(--vscode-sideBar-background))",
    blue: "var(--vscode-charts-blue)",
    yellow: "var(--vscode-charts-yellow)",
    purple: "var(--vscode-charts-purple)",
    wrong: "var(--vscode-editorError-foreground)",
    warning: "var(--vscode-editorWarning-foreground)",
  },
  (color, percent, other) => `color-mix(in srgb, ${color} ${percent}%, ${other})`,
);

/**
 * For the panel: everything follows the theme by itself. In high contrast secondary text and outlines are full ink, which
 * the panel's style sheet says through `--dim` and `--outline`.
 */
export const panelPalette: Palette = {
  ...panelColours,
  dim: `var(--dim, ${panelColours.dim})`,
  outline: `var(--outline, ${panelColours.outline})`,
  codeFont: `var(--vscode-editor-font-family, ${monospace}), ${korean}`,
};

interface Colours {
  readonly ink: string;
  readonly surface: string;
  readonly blue: string;
  readonly yellow: string;
  readonly purple: string;
  readonly wrong: string;
  readonly warning: string;
}

/** VS Code's default values of the variables above, on the hover's background, for each kind of theme. */
const defaults: Readonly<Record<ThemeKind, Colours>> = {
  dark: {
    ink: "#cccccc",
    surface: "#202020",
    blue: "#59a4f9",
    yellow: "#cca700",
    purple: "#b180d7",
    wrong: "#f14c4c",
    warning: "#cca700",
  },
  light: {
    ink: "#3b3b3b",
    surface: "#f8f8f8",
    blue: "#0063d3",
    yellow: "#bf8803",
    purple: "#652d90",
    wrong: "#e51400",
    warning: "#bf8803",
  },
  "high-contrast": {
    ink: "#ffffff",
    surface: "#0c141f",
    blue: "#59a4f9",
    yellow: "#ffd370",
    purple: "#b180d7",
    wrong: "#f48771",
    warning: "#ffd370",
  },
  "high-contrast-light": {
    ink: "#292929",
    surface: "#ffffff",
    blue: "#0063d3",
    yellow: "#895503",
    purple: "#652d90",
    wrong: "#b5200d",
    warning: "#895503",
  },
};

/** For a picture inside a hover: an image can't read the theme's variables, so it is coloured for the theme's kind. */
export function hoverPalette(kind: ThemeKind): Palette {
  const palette = mixed(defaults[kind], mixHex);
  const contrast = kind.startsWith("high-contrast");
  return {
    ...palette,
    ...(contrast ? { dim: palette.ink, outline: palette.ink } : {}),
    codeFont: `${monospace}, ${korean}`,
  };
}

type Mix = (color: string, percent: number, other: string) => string;

function mixed(from: Colours, mix: Mix): Omit<Palette, "codeFont"> {
  return {
    ink: from.ink,
    dim: mix(from.ink, 72, from.surface),
    surface: from.surface,
    cell: mix(from.ink, 6, from.surface),
    lit: mix(from.ink, 16, from.surface),
    outline: mix(from.ink, 46, from.surface),
    wrong: from.wrong,
    warning: from.warning,
    roles: {
      m: { line: from.blue, text: mix(from.blue, 68, from.ink) },
      // Bare, the yellow of Light Modern has a contrast of 2.9 : 1 to its background; a mark needs 3 : 1.
      n: { line: mix(from.yellow, 84, from.ink), text: mix(from.yellow, 60, from.ink) },
      k: { line: from.purple, text: mix(from.purple, 68, from.ink) },
      other: { line: mix(from.ink, 80, from.surface), text: from.ink },
    },
  };
}

function mixHex(color: string, percent: number, other: string): string {
  const part = percent / 100;
  const channels = [1, 3, 5].map((at) => {
    const [a, b] = [color, other].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
    return Math.round((a ?? 0) * part + (b ?? 0) * (1 - part));
  });
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
