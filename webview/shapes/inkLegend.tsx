import type { VNode } from "preact";
import { type InkScale, inks } from "../../src/present/picture/heat";
import { strings } from "../store";

const step = { width: 10, height: 10 };

/** What the ink of each matrix stands for: from its smallest value to its largest. */
export function InkLegend({ scales }: { readonly scales: readonly InkScale[] }): VNode {
  return (
    <div class="inks">
      <p class="meta">{strings.shapes.ink}</p>
      <ul>
        {scales.map(({ name, least, most }) => (
          <li key={name}>
            <code>{name}</code>
            <span>{least}</span>
            <svg width={inks.length * step.width} height={step.height} aria-hidden="true">
              {inks.map((ink, index) => (
                <rect key={ink} x={index * step.width} {...step} fill="currentColor" fill-opacity={ink} />
              ))}
            </svg>
            <span>{most}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
