import type { VNode } from "preact";
import type { PolicyKind } from "../../src/present/training-settings";
import { type LineStyle, lineStyle, validationStyle } from "./lines";

/** A piece of a curve as the chart draws it: what a chip, a key and a row know it by. */
export function Swatch({
  style,
  jitter = false,
}: {
  readonly style: LineStyle;
  readonly jitter?: boolean;
}): VNode {
  return (
    <svg class="swatch" width="28" height="12" viewBox="0 0 28 12" aria-hidden="true">
      <path
        class={style.role}
        d={jitter ? "M1 8L4 3L7 9L11 4L14 8L17 3L20 9L24 4L27 7" : "M1 6H27"}
        stroke-width={style.width}
        stroke-dasharray={jitter ? undefined : style.dash.join(" ")}
      />
    </svg>
  );
}

export function PolicySwatch({
  policy,
  style = lineStyle(policy, 0),
}: {
  readonly policy: PolicyKind;
  readonly style?: LineStyle;
}): VNode {
  return <Swatch style={style} jitter={policy === "one-sample"} />;
}

export function ValidationSwatch(): VNode {
  return <Swatch style={validationStyle} />;
}
