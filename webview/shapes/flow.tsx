import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { FlowEntryView, FlowView } from "../../src/present/flow";
import { Icon } from "../icons";
import { goTo, Section } from "../parts";
import { ShapeText } from "../shapeLine";
import { dispatch, interfaceState, strings } from "../store";
import { pictureElement } from "../svg";

/** The whole function: a list that opens on request, for it is long. */
export function Flow({ flow }: { readonly flow: FlowView | null }): VNode {
  const { flowOpen } = interfaceState.value;
  return (
    <Section class="flow-section">
      <button
        type="button"
        class="flow-toggle"
        aria-expanded={flowOpen}
        onClick={() => dispatch({ type: "flowToggled" })}
      >
        <Icon name={flowOpen ? "down" : "right"} />
        <h2>{strings.shapes.flow}</h2>
        {flowOpen && flow !== null ? <span class="meta">{flow.title}</span> : null}
      </button>
      {flowOpen && flow !== null ? <Entries flow={flow} /> : null}
    </Section>
  );
}

function Entries({ flow }: { readonly flow: FlowView }): VNode {
  const [pointed, setPointed] = useState<number | null>(null);
  if (flow.entries.length === 0) return <p class="dim">{strings.shapes.flowEmpty}</p>;
  const read = pointed === null ? [] : (flow.entries[pointed]?.reads ?? []);
  return (
    <ol class={pointed === null ? "flow" : "flow pointed"} onPointerLeave={() => setPointed(null)}>
      {flow.entries.map((entry, index) => (
        <li key={`${entry.span.start}-${entry.text}`}>
          <button
            type="button"
            class={`flow-entry ${entry.kind}${index === pointed || read.includes(index) ? " lit" : ""}`}
            onPointerEnter={() => setPointed(index)}
            onFocus={() => setPointed(index)}
            onBlur={() => setPointed(null)}
            onClick={() => goTo({ uri: flow.uri, line: entry.line, span: entry.span })}
          >
            <Outline svg={entry.outline} />
            <span class="flow-name">
              <code>{entry.text}</code>
              <FlowNote entry={entry} />
            </span>
            <span class="flow-shapes">
              {entry.shapes.map((pieces, at) => (
                <ShapeText key={at} pieces={pieces} />
              ))}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function FlowNote({ entry }: { readonly entry: FlowEntryView }): VNode {
  if (entry.kind === "parameter") return <span class="meta">{strings.shapes.parameter}</span>;
  if (entry.kind === "returned") return <span class="meta">{strings.shapes.returned}</span>;
  return <span class="meta mono flow-source">{entry.source}</span>;
}

function Outline({ svg }: { readonly svg: string }): VNode {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = pictureElement(svg);
    if (element !== null) place.current?.replaceChildren(element);
  }, [svg]);
  return <span class="flow-outline" aria-hidden="true" ref={place} />;
}
