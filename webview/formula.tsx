import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { FormulaView } from "../src/present/derivation-view";
import { typesetElement } from "./svg";

/** A typeset formula on the baseline of the text around it; its TeX until it is typeset. */
export function Formula({ formula }: { readonly formula: FormulaView }): VNode {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = formula.svg === null ? null : typesetElement(formula.svg);
    place.current?.replaceChildren(element ?? document.createTextNode(formula.tex));
    place.current?.classList.toggle("untypeset", element === null);
  }, [formula.svg, formula.tex]);
  return <span ref={place} class="formula" role="img" aria-label={formula.spoken} />;
}
