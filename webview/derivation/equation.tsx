import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import type { FactorView, StepView } from "../../src/present/derivation-view";
import { Formula } from "../formula";
import { ShapeText } from "../shapeLine";
import { strings } from "../store";
import { isPointed, leave, pin, point, pointed } from "./pointed";

interface EquationProps {
  readonly step: StepView;
  /** The place of the factor that the learner's code leaves out. */
  readonly missing: number | null;
}

/** The equation factor by factor, with what shape each has under it. Without factors, the whole formula. */
export function Equation({ step, missing }: EquationProps): VNode {
  const list = useRef<HTMLUListElement>(null);
  const [stop, setStop] = useState(0);
  if (step.factors.length === 0) {
    return (
      <div class="equation whole">
        <Formula formula={step.formula} />
      </div>
    );
  }
  // One tag at a time: what is wrong comes before what is new.
  const firstNew = missing === null ? step.factors.find((factor) => factor.isNew) : undefined;
  const isTagged = firstNew !== undefined || missing !== null;
  const go = (index: number) => {
    const next = Math.min(Math.max(0, index), step.factors.length - 1);
    setStop(next);
    list.current?.querySelectorAll<HTMLElement>("button.factor")[next]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = target(event.key, stop, step.factors.length);
    if (to !== null) {
      event.preventDefault();
      go(to);
    } else if (event.key === "Escape") leave(true);
  };
  return (
    <>
      <div class="equation narrow-only">
        <Formula formula={step.formula} />
      </div>
      <ul
        class={`equation factors${isTagged ? " has-new" : ""}${isLit(step) ? " has-lit" : ""}`}
        aria-label={strings.derivation.factors}
        ref={list}
        onKeyDown={onKeyDown}
        onMouseLeave={() => leave()}
      >
        {termsOf(step.factors).map((term) => (
          <li key={term[0]?.index} class="term">
            {term.map(({ factor, index }) => (
              <FactorCell
                key={index}
                factor={factor}
                place={{ stepId: step.id, factor: index, name: factor.name }}
                tagged={factor === firstNew}
                isMissing={index === missing}
                isStop={index === Math.min(stop, step.factors.length - 1)}
                onFocus={() => setStop(index)}
              />
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

type Term = readonly { readonly factor: FactorView; readonly index: number }[];

/** The factors of each side and of each summand: a line breaks before a sign, not within a product. */
function termsOf(factors: readonly FactorView[]): readonly Term[] {
  const terms: { readonly factor: FactorView; readonly index: number }[][] = [];
  for (const [index, factor] of factors.entries()) {
    const last = terms.at(-1);
    if (last === undefined || /[=+\-−]/.test(factor.joint)) terms.push([{ factor, index }]);
    else last.push({ factor, index });
  }
  return terms;
}

function isLit(step: StepView): boolean {
  return step.factors.some((factor) => isPointed(factor.name));
}

function target(key: string, from: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return from + 1;
    case "ArrowLeft":
    case "ArrowUp":
      return from - 1;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

interface FactorProps {
  readonly factor: FactorView;
  readonly place: Parameters<typeof point>[0];
  readonly tagged: boolean;
  readonly isMissing: boolean;
  readonly isStop: boolean;
  readonly onFocus: () => void;
}

/** A factor with the sign before it: they stay together when the equation breaks into lines. */
function FactorCell({ factor, place, tagged, isMissing, isStop, onFocus }: FactorProps): VNode {
  const now = pointed.value;
  const own = now?.stepId === place.stepId && now.factor === place.factor;
  const lit = isPointed(factor.name);
  return (
    <span class="summand">
      {factor.joint === "" ? null : <span class="joint">{factor.joint}</span>}
      <button
        type="button"
        class={`factor${factor.isNew ? " new" : ""}${lit ? " lit" : ""}${isMissing ? " lacking" : ""}`}
        aria-pressed={own && now.pinned}
        tabIndex={isStop ? 0 : -1}
        onMouseEnter={() => point(place)}
        onFocus={() => {
          onFocus();
          point(place);
        }}
        onBlur={() => leave()}
        onClick={() => pin(place)}
      >
        {tagged ? <span class="new-tag">{strings.derivation.isNew}</span> : null}
        {isMissing ? <span class="new-tag missing-tag">{strings.derivation.isMissing}</span> : null}
        <span class="factor-formula">
          <Formula formula={factor.formula} />
        </span>
        <span class="factor-shape">
          <ShapeText pieces={factor.shape} />
        </span>
        <code class="factor-code">{factor.code ?? ""}</code>
      </button>
    </span>
  );
}
