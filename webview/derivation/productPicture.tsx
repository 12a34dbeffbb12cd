import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type {
  ArrangementView,
  ProductFrame,
  ProductMatrixView,
  ProductView,
} from "../../src/present/derivation-product";
import { Formula } from "../formula";
import { Icon } from "../icons";
import { IconButton } from "../parts";
import { strings } from "../store";
import { isPointed } from "./pointed";

/** Milliseconds that a sample stands before the next one comes. */
const pace = 1400;

/** A product built up sample by sample until it is whole. */
export function ProductPicture({ product }: { readonly product: ProductView }): VNode {
  const last = product.frames.length - 1;
  const [frame, setFrame] = useState(() => (prefersStillness() ? last : 0));
  const [playing, setPlaying] = useState(false);
  usePlaying(playing, frame, last, setFrame, () => setPlaying(false));
  const shown = product.frames[Math.min(frame, last)];
  const go = (to: number) => {
    setPlaying(false);
    setFrame(Math.min(Math.max(0, to), last));
  };
  const play = () => {
    if (frame === last) setFrame(0);
    setPlaying(!playing);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowRight: frame + 1, ArrowLeft: frame - 1, Home: 0, End: last }[event.key];
    if (to === undefined && event.key !== " ") return;
    event.preventDefault();
    if (to === undefined) play();
    else go(to);
  };
  if (shown === undefined) return <span />;
  return (
    <div class="product-picture">
      <p class="dim">{product.lead}</p>
      <Build product={product} at={Math.min(frame, last)} onKeyDown={onKeyDown} />
      <p class="visually-hidden" aria-live={playing ? "off" : "polite"}>
        {shown.spoken}
      </p>
      <BuildControls frame={shown} at={frame} last={last} playing={playing} go={go} play={play} />
      <p class="meta">{product.toy}</p>
    </div>
  );
}

interface BuildProps {
  readonly product: ProductView;
  /** How many samples are in the sum. */
  readonly at: number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** The two factors, what the sample adds, and the sum so far. */
function Build({ product, at, onKeyDown }: BuildProps): VNode | null {
  const words = strings.derivation;
  const last = product.frames.length - 1;
  const shown = product.frames[at];
  if (shown === undefined) return null;
  return (
    <div
      class="build"
      role="slider"
      aria-label={words.picture}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={at}
      aria-valuetext={`${shown.label}. ${shown.spoken}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div class="build-line" aria-hidden="true">
        <MatrixCells matrix={product.left} lit={{ columns: at }} />
        <MatrixCells matrix={product.right} lit={{ rows: at }} />
        <span class="build-result">
          <span class="build-sign">=</span>
          <figure class="matrix">
            <figcaption>
              {at === last ? <Formula formula={product.formula} /> : <span class="meta">{words.sum}</span>}
            </figcaption>
            <Cells cells={shown.sum} isLit={() => at === last} />
            <span class="matrix-code" />
          </figure>
        </span>
      </div>
      <p class="build-term" aria-hidden="true">
        {shown.term === null ? null : (
          <>
            <Formula formula={shown.term.formula} />
            <span class="build-sign">=</span>
            <Cells cells={shown.term.cells} isLit={() => true} />
          </>
        )}
      </p>
    </div>
  );
}

interface ControlProps {
  readonly frame: ProductFrame;
  readonly at: number;
  readonly last: number;
  readonly playing: boolean;
  readonly go: (to: number) => void;
  readonly play: () => void;
}

function BuildControls({ frame, at, last, playing, go, play }: ControlProps): VNode {
  const words = strings.derivation;
  return (
    <div class="build-controls">
      <IconButton icon="left" label={words.frameBack} disabled={at === 0} onClick={() => go(at - 1)} />
      <IconButton
        icon={playing ? "pause" : "play"}
        label={playing ? words.pause : words.play}
        onClick={play}
      />
      <IconButton icon="right" label={words.frameOn} disabled={at === last} onClick={() => go(at + 1)} />
      <span class="meta">{frame.label}</span>
      <span class="build-note" aria-hidden="true">
        {frame.note}
      </span>
    </div>
  );
}

function usePlaying(
  playing: boolean,
  frame: number,
  last: number,
  setFrame: (frame: number) => void,
  onEnd: () => void,
): void {
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    if (!playing) return;
    if (frame >= last) return end.current();
    const timer = setTimeout(() => setFrame(frame + 1), pace);
    return () => clearTimeout(timer);
  }, [playing, frame, last, setFrame]);
}

/** Who wants nothing to move gets the whole product at once, and goes back by the buttons. */
function prefersStillness(): boolean {
  return (
    document.body.classList.contains("vscode-reduce-motion") ||
    window.matchMedia("(prefers-reduced-motion: reduce)").matches
  );
}

interface MatrixProps {
  readonly matrix: ProductMatrixView;
  /** The sample (from 1) whose column or row is lit. */
  readonly lit: { readonly columns?: number; readonly rows?: number };
}

function MatrixCells({ matrix, lit }: MatrixProps): VNode {
  const isLit = (row: number, column: number) => row + 1 === lit.rows || column + 1 === lit.columns;
  return (
    <figure class={isPointed(matrix.name) ? "matrix lit" : "matrix"}>
      <figcaption>
        <Formula formula={matrix.formula} />
      </figcaption>
      <Cells cells={matrix.cells} isLit={isLit} />
      <code class="matrix-code">{matrix.code ?? ""}</code>
    </figure>
  );
}

interface CellsProps {
  readonly cells: readonly (readonly string[])[];
  readonly isLit: (row: number, column: number) => boolean;
}

function Cells({ cells, isLit }: CellsProps): VNode {
  return (
    <span class="matrix-cells">
      {cells.map((row, i) => (
        <span class="matrix-row" key={i}>
          {row.map((cell, j) => (
            <span class={isLit(i, j) ? "matrix-cell lit" : "matrix-cell"} key={j}>
              {cell}
            </span>
          ))}
        </span>
      ))}
    </span>
  );
}

/** Every order of the two factors: which fit, which do not, and which only by chance. */
export function Orders({ product }: { readonly product: ProductView }): VNode {
  const exists = product.arrangements.filter(({ result }) => result !== null);
  const clashes = product.arrangements.filter(({ result }) => result === null);
  return (
    <div class="orders">
      <ul>
        {exists.map((each) => (
          <Order key={each.formula.tex} arrangement={each} />
        ))}
      </ul>
      {clashes.length === 0 ? null : <p class="orders-head dim">{strings.derivation.innerDiffer}</p>}
      <ul>
        {clashes.map((each) => (
          <Order key={each.formula.tex} arrangement={each} />
        ))}
      </ul>
    </div>
  );
}

function Order({ arrangement }: { readonly arrangement: ArrangementView }): VNode {
  const words = strings.derivation;
  const { formula, shapes, result, mark, verdict } = arrangement;
  const sign = { right: words.fits, wrong: words.fitsNot, chance: words.fitsByChance }[mark];
  const icon = { right: "pass", wrong: "error", chance: "warning" } as const;
  return (
    <li class={result === null ? "order clash" : `order ${mark}`}>
      <span class="order-mark" title={sign}>
        <Icon name={icon[mark]} />
        <span class="visually-hidden">{sign}: </span>
      </span>
      <Formula formula={formula} />
      <code class="order-shapes">{result === null ? shapes : `${shapes} → ${result}`}</code>
      <span class={result === null ? "visually-hidden" : "order-verdict"}>{verdict}</span>
    </li>
  );
}
