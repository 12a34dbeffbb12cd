import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { english as fill } from "../../src/base/translate";
import type { NumberRowView, NumbersHead } from "../../src/present/derivation-numbers";
import { Formula } from "../formula";
import { IconButton } from "../parts";
import { post, strings } from "../store";
import { unbroken } from "../unbroken";
import { isPointed } from "./pointed";

/** Which sample the numbers are of: typed, or one on and one back. */
export function SamplePicker({ head }: { readonly head: NumbersHead }): VNode {
  const words = strings.derivation;
  const [text, setText] = useState(String(head.sample));
  useEffect(() => setText(String(head.sample)), [head.sample]);
  const choose = (sample: number) => {
    if (!Number.isInteger(sample)) return setText(String(head.sample));
    const within = Math.min(Math.max(1, sample), head.samples);
    setText(String(within));
    if (within !== head.sample) post({ type: "chooseSample", sample: within });
  };
  return (
    <span class="sample-picker">
      <IconButton
        icon="left"
        label={words.previousSample}
        disabled={head.sample <= 1}
        onClick={() => choose(head.sample - 1)}
      />
      <input
        class="sample-number"
        aria-label={words.sample}
        inputMode="numeric"
        value={text}
        size={Math.max(2, String(head.samples).length)}
        onInput={(event) => setText(event.currentTarget.value)}
        onBlur={() => choose(Number(text))}
        onKeyDown={(event) => {
          const step = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
          if (event.key === "Enter") choose(Number(text));
          else if (step !== undefined) {
            event.preventDefault();
            choose(head.sample + step);
          }
        }}
      />
      <span class="meta">{fill(words.sampleOf, head.samples)}</span>
      <IconButton
        icon="right"
        label={words.nextSample}
        disabled={head.sample >= head.samples}
        onClick={() => choose(head.sample + 1)}
      />
    </span>
  );
}

/** A line that is too long goes on with its sign, and no vector is torn. */
function beginsLine(text: string): string {
  return unbroken(text).replace(/^ (\S) $/, " $1\u00a0");
}

export function NumberRow({ row }: { readonly row: NumberRowView }): VNode {
  return (
    <p class="number-row">
      <span class="visually-hidden">{row.spoken}</span>
      <span aria-hidden="true">
        <Formula formula={row.formula} />
        <code>
          {row.pieces.map((piece, index) =>
            piece.name === null ? (
              beginsLine(piece.text)
            ) : (
              <span key={index} class={isPointed(piece.name) ? "value lit" : "value"}>
                {unbroken(piece.text)}
              </span>
            ),
          )}
        </code>
        {row.note === null ? null : <span class="meta"> {row.note}</span>}
      </span>
    </p>
  );
}
