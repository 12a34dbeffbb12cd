import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { english as fill } from "../../src/base/translate";
import type { InsideView } from "../../src/present/picture/inside";
import { litBy, type Pointed, type Reading } from "../../src/present/picture/light";
import type { PictureView } from "../../src/present/picture/picture";
import {
  type Block,
  equationOf,
  type Mix,
  mixOfColumns,
  type Readout as SumReadout,
  sumOfOuters,
  sumOfProducts,
  type Term,
} from "../../src/present/picture/readout";
import { formatCount } from "../../src/present/training-numbers";
import { Segmented } from "../parts";
import { dispatch, interfaceState, strings } from "../store";
import { InkLegend } from "./inkLegend";
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
    <div class="inside">
      <LivePicture
        picture={picture}
        inside={inside}
        pointed={pointed}
        reading={interfaceState.value.reading}
        onPoint={setPointed}
      />
      <Readout inside={inside} pointed={pointed} />
      {/* The numbers, and with them the ink, may come later: what stands there already stays where it is. */}
      {picture.inks === undefined ? null : <InkLegend scales={picture.inks} />}
    </div>
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
  const isKnown = sum.terms.some(({ values }) => values !== null);
  return (
    <div class="sum-of-products">
      <table class={isKnown ? "mono known" : "mono"}>
        <caption>{sum.element}</caption>
        {isKnown ? <Heads heads={sum.heads} product={words.product} /> : null}
        <tbody>
          {sum.terms.map((term, at) =>
            isKnown ? (
              <KnownTerm key={term.factors[0]} at={at} term={term} largest={largestOf(sum)} />
            ) : (
              <tr key={term.factors[0]}>
                <th scope="row">
                  {term.factors[0]} × {term.factors[1]}
                </th>
              </tr>
            ),
          )}
          {sum.more === 0 ? null : (
            <SumRow
              label={fill(words.moreProducts, formatCount(sum.more))}
              value={sum.rest}
              isKnown={isKnown}
              class="dim"
            />
          )}
        </tbody>
        <tfoot>
          <SumRow
            label={sum.count === 1 ? words.onlyProduct : fill(words.sumOfProducts, formatCount(sum.count))}
            value={sum.total}
            isKnown={isKnown}
          />
        </tfoot>
      </table>
    </div>
  );
}

function largestOf({ terms }: SumReadout): number {
  return Math.max(0, ...terms.map(({ size }) => Math.abs(size ?? 0)));
}

function Heads({ heads, product }: { readonly heads: SumReadout["heads"]; readonly product: string }): VNode {
  return (
    <thead>
      <tr>
        <th scope="col" class="term-index">
          i
        </th>
        <th scope="col" class="term-factor">
          {heads[0]}
        </th>
        <td class="term-sign" />
        <th scope="col" class="term-factor">
          {heads[1]}
        </th>
        <td class="term-sign" />
        <th scope="col">{product}</th>
        <td class="term-cell" />
      </tr>
    </thead>
  );
}

interface TermProps {
  readonly at: number;
  readonly term: Term;
  readonly largest: number;
}

function KnownTerm({ at, term: { factors, values, product, size }, largest }: TermProps): VNode {
  const [left, right] = values ?? ["", ""];
  return (
    <tr title={`${factors[0]} × ${factors[1]} = ${bracketed(left)} × ${bracketed(right)}`}>
      <th scope="row" class="term-index">
        {at}
      </th>
      <td class="term-factor">{left}</td>
      <td class="term-sign">×</td>
      <td class="term-factor">{right}</td>
      <td class="term-sign">=</td>
      <td>{product ?? ""}</td>
      <td class="term-cell">{size === null ? null : <Bar size={size} largest={largest} />}</td>
    </tr>
  );
}

interface SumRowProps {
  readonly label: string;
  readonly value: string | null;
  readonly isKnown: boolean;
  readonly class?: string;
}

function SumRow({ label, value, isKnown, class: own }: SumRowProps): VNode {
  return (
    <tr class={own}>
      <th scope="row" colSpan={isKnown ? 5 : 1}>
        {label}
      </th>
      {isKnown ? <td>{own === undefined ? <strong>{value ?? ""}</strong> : (value ?? "")}</td> : null}
      {isKnown ? <td class="term-cell" /> : null}
    </tr>
  );
}

function bracketed(text: string | undefined): string {
  return text?.startsWith("−") ? `(${text})` : (text ?? "");
}

/** Solid to the right for a positive product, hatched to the left for a negative one. */
function Bar({ size, largest }: { readonly size: number; readonly largest: number }): VNode {
  const share = largest === 0 ? 0 : Math.abs(size) / largest;
  return (
    <span class="term-bar" aria-hidden="true">
      <span class={size < 0 ? "negative" : "positive"} style={{ width: `${share * 50}%` }} />
    </span>
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
        {mix.more === 0 ? null : (
          <span class="dim">{fill(strings.shapes.moreProducts, formatCount(mix.more))}</span>
        )}
        <div class="mix-part">
          <span class="mix-sign">=</span>
          <Bracketed block={mix.result.block} name={mix.result.name} />
        </div>
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
