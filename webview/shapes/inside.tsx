import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { english as fill } from "../../src/base/translate";
import type { InsideView } from "../../src/present/picture/inside";
import { litBy, type Pointed } from "../../src/present/picture/light";
import type { PictureView } from "../../src/present/picture/picture";
import {
  type Block,
  equationOf,
  type Mix,
  mixOfColumns,
  sumOfOuters,
  sumOfProducts,
} from "../../src/present/picture/readout";
import { Segmented } from "../parts";
import type { Reading } from "../state";
import { dispatch, interfaceState, strings } from "../store";
import { LivePicture } from "./livePicture";

/** A picture with the cells of an operation, and what the cell that is pointed at is made of. */
export function Inside({
  picture,
  inside,
}: {
  readonly picture: PictureView;
  readonly inside: InsideView;
}): VNode {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  useEffect(() => setPointed(null), [inside]);
  return (
    <>
      <LivePicture picture={picture} inside={inside} pointed={pointed} onPoint={setPointed} />
      <Readout inside={inside} pointed={pointed} />
    </>
  );
}

/** The element that the readout is about: the one pointed at, or the first that it feeds. */
function elementOf(
  inside: InsideView,
  pointed: Pointed | null,
): { readonly row: number; readonly column: number } {
  if (pointed === null) return { row: 0, column: 0 };
  const fed = litBy(inside, pointed).find(({ part }) => part === "result");
  return { row: fed?.row ?? 0, column: fed?.column ?? 0 };
}

function Readout({
  inside,
  pointed,
}: {
  readonly inside: InsideView;
  readonly pointed: Pointed | null;
}): VNode {
  const { row, column } = elementOf(inside, pointed);
  if (inside.kind !== "product") {
    const { names, numbers } = equationOf(inside, row, column);
    return (
      <p class="readout mono">
        <span>{names}</span>
        {numbers === null ? null : <strong>{numbers}</strong>}
      </p>
    );
  }
  const { reading } = interfaceState.value;
  if (reading === "row-column") return <SumOfProducts inside={inside} row={row} column={column} />;
  return reading === "mix" ? (
    <Blocks mix={mixOfColumns(inside, column)} sentence={fill(strings.shapes.columnOf, column)} />
  ) : (
    <Blocks mix={sumOfOuters(inside)} sentence={strings.shapes.outersOf} />
  );
}

export function Readings(): VNode {
  const words = strings.shapes;
  return (
    <div class="readings">
      <Segmented
        label={words.readings}
        options={[
          { value: "row-column", label: words.rowColumn },
          { value: "mix", label: words.mixOfColumns },
          { value: "outers", label: words.sumOfOuters },
        ]}
        value={interfaceState.value.reading}
        onChoose={(reading: Reading) => dispatch({ type: "readingChosen", reading })}
      />
    </div>
  );
}

interface SumProps {
  readonly inside: InsideView;
  readonly row: number;
  readonly column: number;
}

function SumOfProducts({ inside, row, column }: SumProps): VNode | null {
  const sum = sumOfProducts(inside, row, column);
  if (sum === null) return null;
  const words = strings.shapes;
  const largest = Math.max(0, ...sum.terms.map(({ size }) => Math.abs(size ?? 0)));
  return (
    <div class="sum-of-products">
      <table class="mono">
        <caption>{sum.element}</caption>
        <tbody>
          {sum.terms.map(({ factors, values, product, size }) => (
            <tr key={factors[0]}>
              <th scope="row" title={values === null ? undefined : `${values[0]} × ${values[1]}`}>
                {factors[0]} × {factors[1]}
              </th>
              <td class="term-values">
                {values === null ? "" : `${bracketed(values[0])} × ${bracketed(values[1])}`}
              </td>
              <td>{product ?? ""}</td>
              <td class="term-cell">{size === null ? null : <Bar size={size} largest={largest} />}</td>
            </tr>
          ))}
          {sum.more === 0 ? null : (
            <tr class="dim">
              <th scope="row">{fill(words.moreProducts, sum.more)}</th>
              <td class="term-values" />
              <td>{sum.rest ?? ""}</td>
              <td />
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{fill(words.sumOfProducts, sum.count)}</th>
            <td class="term-values" />
            <td>
              <strong>{sum.total ?? ""}</strong>
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function bracketed(text: string | undefined): string {
  return text?.startsWith("−") ? `(${text})` : (text ?? "");
}

/** Solid to the right for a positive product, hatched to the left for a negative one. */
function Bar({ size, largest }: { readonly size: number; readonly largest: number }): VNode {
  const width = largest === 0 ? 0 : (Math.abs(size) / largest) * 24;
  return (
    <svg class="term-bar" width={52} height={10} aria-hidden="true">
      <line x1={26} y1={0} x2={26} y2={10} />
      <rect
        class={size < 0 ? "negative" : "positive"}
        x={size < 0 ? 26 - width : 26}
        y={1}
        width={width}
        height={8}
      />
    </svg>
  );
}

function Blocks({ mix, sentence }: { readonly mix: Mix | null; readonly sentence: string }): VNode | null {
  if (mix === null) return null;
  return (
    <div class="mix">
      <p class="dim">{sentence}</p>
      <div class="mix-parts">
        {mix.parts.map(({ left, right, names }, index) => (
          <div class="mix-part" key={names[0]}>
            {index === 0 ? null : <span class="mix-sign">+</span>}
            <Bracketed block={left} name={names[0]} />
            <span class="mix-sign">×</span>
            <Bracketed block={right} name={names[1]} />
          </div>
        ))}
        {mix.more === 0 ? null : <span class="dim">{fill(strings.shapes.moreProducts, mix.more)}</span>}
      </div>
    </div>
  );
}

function Bracketed({ block, name }: { readonly block: Block; readonly name: string }): VNode {
  if (block === null) return <code>{name}</code>;
  return (
    <figure class="bracketed">
      <table class="mono">
        <tbody>
          {block.map((row, index) => (
            <tr key={index}>
              {row.map((text, at) => (
                <td key={at}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption class="mono">{name}</figcaption>
    </figure>
  );
}
