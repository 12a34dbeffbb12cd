import { Fragment, type VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { english as fill } from "../../src/base/translate";
import type { DerivationView, StepView } from "../../src/present/derivation-view";
import { lacksMean, markAt } from "../../src/present/verdictCard";
import { colouredPieces } from "../code";
import { Icon } from "../icons";
import { goTo, IconButton } from "../parts";
import { dispatch, interfaceState, panel, post, strings } from "../store";
import { unbroken } from "../unbroken";
import { StepMark } from "../verdictCard";
import { Equation } from "./equation";
import { copyFormulaImage } from "./formulaImage";
import { NumberRow, SamplePicker } from "./numbers";
import { isPointed, leave } from "./pointed";
import { Orders, ProductPicture } from "./productPicture";

/** The steps of one sample are on no line of a batch's gradient alone, so only those of the batch are marked. */
export function markOf(step: StepView) {
  const { derivation } = panel.value.view;
  if (derivation.kind === "empty" || step.code === null) return null;
  if (!/^(weights|bias|scale|shift)$/.test(step.topic) || !step.id.startsWith("batch/")) return null;
  return markAt(derivation.verdicts?.views ?? [], derivation.view.uri, step.code.line);
}

/** The factor that the learner's line leaves out, as far as a verdict says so: the first fraction, 1/m. */
function missingFactor(step: StepView): number | null {
  const { derivation } = panel.value.view;
  if (derivation.kind === "empty" || step.code === null || markOf(step) !== "wrong") return null;
  if (!lacksMean(derivation.verdicts?.views ?? [], derivation.view.uri, step.code.line)) return null;
  const at = step.factors.findIndex(({ name }) => name.startsWith("\\frac") && name.endsWith("m"));
  return at < 0 ? null : at;
}

interface OpenStepProps {
  readonly step: StepView;
  readonly view: DerivationView;
}

export function OpenStep({ step, view }: OpenStepProps): VNode {
  const mark = markOf(step);
  const isCurrent = step.id === view.currentStep;
  const { productOpen, ordersOpen } = interfaceState.value;
  const { product } = step;
  const words = strings.derivation;
  const lastWord = step.title.lastIndexOf(" ") + 1;
  useEffect(() => () => leave(true), [step.id]);
  return (
    <li class="step open" aria-current={isCurrent ? "step" : undefined}>
      <div class="step-head">
        <span class="number">{step.number}</span>
        <h3>
          {step.title.slice(0, lastWord)}
          <span class="with-mark">
            {step.title.slice(lastWord)}
            {mark === null ? null : "\u00a0"}
            <StepMark verdict={mark} />
          </span>
        </h3>
        {product === null ? (
          <span class="chip">{step.ruleName}</span>
        ) : (
          <button
            type="button"
            class="chip chip-button"
            aria-expanded={productOpen}
            title={words.why}
            onClick={() => dispatch({ type: "productToggled" })}
          >
            {step.ruleName}
            <Icon name={productOpen ? "up" : "down"} />
          </button>
        )}
      </div>
      <p class="visually-hidden">{step.formula.spoken}</p>
      <Equation step={step} missing={missingFactor(step)} />
      {product !== null && productOpen ? <ProductPicture key={step.id} product={product} /> : null}
      <StepFacts step={step} view={view} />
      <div class="step-foot">
        {product === null ? null : (
          <button
            type="button"
            class="orders-toggle"
            aria-expanded={ordersOpen}
            onClick={() => dispatch({ type: "ordersToggled" })}
          >
            <Icon name={ordersOpen ? "up" : "down"} />
            {words.others}
          </button>
        )}
        <CopyButtons step={step} />
      </div>
      {product !== null && ordersOpen ? <Orders product={product} /> : null}
    </li>
  );
}

/** The rule, the numbers, the line of code. */
function StepFacts({ step, view }: OpenStepProps): VNode {
  const words = strings.derivation;
  const { numbers: head } = view;
  return (
    <dl class="facts">
      <dt>{words.rule}</dt>
      <dd>{step.rule}</dd>
      {step.numbers.map((row) => (
        <Fragment key={row.kind}>
          <dt>{row.label}</dt>
          <dd>
            <NumberRow row={row} />
          </dd>
        </Fragment>
      ))}
      {head === null || step.numbers.length === 0 ? null : (
        <>
          <dt class="picker-label">{words.numbers}</dt>
          <dd>
            <SamplePicker head={head} />
            {head.sentences.map((sentence) => (
              <p class="meta" key={sentence}>
                {unbroken(sentence)}
              </p>
            ))}
          </dd>
        </>
      )}
      <dt>{words.inCode}</dt>
      <dd>
        {step.code === null ? (
          <span class="dim">{words.notInCode}</span>
        ) : (
          <CodeChip step={step} uri={view.uri} />
        )}
      </dd>
    </dl>
  );
}

/** As text through the host, as a picture through the browser; where that is not let, as a file. */
function CopyButtons({ step }: { readonly step: StepView }): VNode {
  const words = strings.derivation;
  const [said, say] = useState("");
  const text = (form: "latex" | "markdown") => {
    post({ type: "copyStep", stepId: step.id, form });
    say(words.copied);
  };
  const image = async () => {
    const { svg } = step.formula;
    say("");
    const copied = svg !== null && (await copyFormulaImage(svg));
    say(copied ? words.copied : words.copyFailed);
  };
  return (
    <span class="copies">
      <span class="copy-group">
        <button type="button" class="text-button" title={words.copyLatex} onClick={() => text("latex")}>
          <Icon name="copy" />
          LaTeX
        </button>
        <button type="button" class="text-button" title={words.copyMarkdown} onClick={() => text("markdown")}>
          <Icon name="copy" />
          Markdown
        </button>
        <IconButton icon="image" label={words.copyImage} onClick={() => void image()} />
        <IconButton
          icon="export"
          label={words.saveImage}
          onClick={() => post({ type: "saveStepImage", stepId: step.id })}
        />
      </span>
      <span class="meta" role="status">
        {said}
      </span>
    </span>
  );
}

function CodeChip({ step, uri }: { readonly step: StepView; readonly uri: string }): VNode {
  const { code } = step;
  if (code === null) return <span />;
  const texts = colouredPieces(code.pieces.map(({ text }) => text));
  return (
    <button
      type="button"
      class="code-chip"
      title={fill(strings.common.goToLine, code.line)}
      onClick={() => goTo({ uri, line: code.line, span: code.span })}
    >
      <span class="line-number">{code.line}</span>
      <code>
        {code.pieces.map((piece, index) => {
          const lit = isPointed(piece.name) ? "lit" : "";
          if (piece.lit)
            return (
              <mark key={index} class={lit}>
                {texts[index]}
              </mark>
            );
          return piece.name === null ? (
            texts[index]
          ) : (
            <span key={index} class={lit}>
              {texts[index]}
            </span>
          );
        })}
      </code>
    </button>
  );
}
