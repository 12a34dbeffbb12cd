import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { FormulaView } from "../src/present/derivation-view";
import { typesetPieces } from "./svg";

/**
 * A typeset formula on the baseline of the text around it; its TeX until it is typeset. Where room is short it goes on in a
 * new line, before an operator.
 */
export function Formula({ formula }: { readonly formula: FormulaView }): VNode {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const pieces = formula.svg === null ? [] : typesetPieces(formula.svg);
    place.current?.replaceChildren(...(pieces.length > 0 ? pieces : [document.createTextNode(formula.tex)]));
    place.current?.classList.toggle("untypeset", pieces.length === 0);
  }, [formula.svg, formula.tex]);
  return <span ref={place} class="formula" role="img" aria-label={formula.spoken} />;
}
