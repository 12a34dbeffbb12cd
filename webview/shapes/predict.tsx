import type { ComponentChildren, VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { english as fill } from "../../src/base/translate";
import { hiddenLine, isPredicted, shapeToPredict } from "../../src/present/predict";
import type { ShapesView } from "../../src/present/shapes";
import { Icon } from "../icons";
import { SecondaryButton, Section } from "../parts";
import { TiedLine } from "../shapeLine";
import { dispatch, interfaceState, strings } from "../store";
import { Button } from "../widgets";

export function PredictButton(): VNode {
  const label = strings.shapes.predict;
  return (
    <button
      type="button"
      class="icon-button"
      aria-pressed={interfaceState.value.predicting}
      aria-label={label}
      title={label}
      onClick={() => dispatch({ type: "predictionToggled" })}
    >
      <Icon name="question" />
    </button>
  );
}

interface Props {
  readonly view: ShapesView;
  readonly children: ComponentChildren;
}

/** Asks for the shape first, where the reader wants to be asked; then shows what was hidden. */
export function Predictable({ view, children }: Props): VNode {
  const shape = interfaceState.value.predicting ? shapeToPredict(view) : null;
  const key = `${view.code?.uri} ${view.code?.text} ${view.lines[0]?.text}`;
  const [shown, setShown] = useState<string | null>(null);
  const [line] = view.lines;
  if (shape === null || line === undefined) return <>{children}</>;
  if (shown === key)
    return (
      <>
        {children}
        <p class="visually-hidden" role="status">
          {fill(strings.shapes.predictRight, shape)}
        </p>
      </>
    );
  return <Question key={key} line={hiddenLine(line)} shape={shape} onShow={() => setShown(key)} />;
}

interface QuestionProps {
  readonly line: ShapesView["lines"][number];
  readonly shape: string;
  readonly onShow: () => void;
}

function Question({ line, shape, onShow }: QuestionProps): VNode {
  const words = strings.shapes;
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const check = () => {
    if (typed.trim() === "") return input.current?.focus();
    if (isPredicted(typed, shape)) onShow();
    else setWrong(typed.trim());
  };
  const sentence = line.ties.length > 0 ? words.predictWrong : words.predictWrongPlain;
  return (
    <Section class="shape-section predict">
      <TiedLine line={line} />
      <h2 class="predict-title">{words.predictTitle}</h2>
      <form
        class="predict-form"
        onSubmit={(event) => {
          event.preventDefault();
          check();
        }}
      >
        <input
          ref={input}
          class="text-input mono"
          type="text"
          aria-label={words.predictLabel}
          placeholder="( , )"
          spellcheck={false}
          autocomplete="off"
          aria-invalid={wrong !== null}
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setWrong(null);
          }}
        />
        <Button onClick={check}>{words.predictCheck}</Button>
        <SecondaryButton onClick={onShow}>{words.predictShow}</SecondaryButton>
      </form>
      <p class="predict-answer" role="status">
        {wrong === null ? "" : fill(sentence, wrong)}
      </p>
    </Section>
  );
}
