import type { VNode } from "preact";
import { assertNever } from "../src/base/never";
import { english as fill } from "../src/base/translate";
import type { PictureView } from "../src/present/picture/picture";
import type { OriginView, ProblemView, ShapesView } from "../src/present/shapes";
import type { ShapesScreen as Shown } from "../src/present/view";
import { Code } from "./code";
import { Formula } from "./formula";
import { Icon } from "./icons";
import { CodeBar, goTo, LineLink, Picture, PinButton, Section } from "./parts";
import { ShapeText, TiedLine } from "./shapeLine";
import { Flow } from "./shapes/flow";
import { Inside, Readings } from "./shapes/inside";
import { Predictable, PredictButton } from "./shapes/predict";
import { dispatch, panel, post, strings } from "./store";
import { unbroken } from "./unbroken";
import { Welcome } from "./welcome";

export function ShapesScreen(): VNode {
  const { view, hasShownShapes, interface: current } = panel.value;
  const pinned = current.pinnedShapes !== null;
  const shown = current.pinnedShapes ?? view.shapes;
  if (shown.view.state === "empty" && shown.view.code === null && !hasShownShapes) return <Welcome />;
  return (
    <>
      {shown.view.code === null ? null : (
        <CodeBar code={shown.view.code}>
          <PredictButton />
          <PinButton
            pressed={pinned}
            onToggle={(value) => dispatch({ type: "shapesPinned", pinned: value })}
          />
        </CodeBar>
      )}
      <Body shown={shown} />
      <Flow flow={shown.flow ?? null} />
    </>
  );
}

function Body({ shown }: { readonly shown: Shown }): VNode {
  const { view } = shown;
  switch (view.state) {
    case "empty":
      return (
        <Section>
          <h2 class="title">{strings.shapes.nothing}</h2>
          <p class="dim">{strings.shapes.nothingHint}</p>
        </Section>
      );
    case "known":
    case "mismatch":
    case "silent":
    case "unknown":
      return (
        <>
          <Predictable view={view}>
            <ShapeSection view={view} shown={shown} />
            {view.toy === null ? null : <ToyTwin toy={view.toy} />}
          </Predictable>
          {view.problems.map((problem, index) => (
            <Problem
              key={`${problem.code}-${index}`}
              problem={problem}
              picture={problem.picture === leadingPicture(view) ? null : problem.picture}
              index={index}
              revision={shown.revision}
              verdict={view.verdict?.text ?? null}
            />
          ))}
          {view.operands.length > 0 && view.problems.length === 0 ? <Operands view={view} /> : null}
          {view.origins.length > 0 ? <Origins origins={view.origins} /> : null}
        </>
      );
    default:
      return assertNever(view.state);
  }
}

/** What is drawn right under the line: the operation, or what is wrong with it. */
function leadingPicture({ picture, problems }: ShapesView): PictureView | null {
  return picture ?? problems[0]?.picture ?? null;
}

function ShapeSection({ view, shown }: { readonly view: ShapesView; readonly shown: Shown }): VNode {
  const picture = leadingPicture(view);
  // A problem says itself how an operand is stretched.
  const notes = view.problems.length > 0 ? [] : view.notes;
  return (
    <Section class="shape-section">
      {view.verdict === null ? null : (
        <p class={`verdict ${view.verdict.severity}`}>
          <Icon name={view.verdict.severity} />
          {view.verdict.text}
        </p>
      )}
      {view.lines.map((line, index) => (
        <div class="shape-row" key={`${line.text}-${index}`}>
          {line.caller === null ? null : (
            <span class="meta">
              {strings.shapes.calledFrom} <LineLink place={line.caller} />
            </span>
          )}
          <TiedLine line={line} />
          {line.dtype === "" ? null : <span class="meta mono">{line.dtype}</span>}
        </div>
      ))}
      {view.unknown === null || view.problems.length > 0 ? null : <Unknown sentence={view.unknown} />}
      {view.inside?.kind === "product" || view.toy?.inside.kind === "product" ? <Readings /> : null}
      {picture === null ? null : view.inside === null ? (
        <Picture picture={picture} />
      ) : (
        <Inside picture={picture} inside={view.inside} />
      )}
      {notes.map((note) => (
        <p class="dim" key={note}>
          {note}
        </p>
      ))}
      {view.formula === null ? null : (
        <div class="shape-formula">
          <span class="meta">{strings.shapes.formula}</span>
          <Formula formula={{ tex: view.formula.tex, svg: shown.formulaSvg, spoken: view.formula.spoken }} />
        </div>
      )}
    </Section>
  );
}

/** The same operation on a few small numbers, where the program does not fix its own. */
function ToyTwin({ toy }: { readonly toy: NonNullable<ShapesView["toy"]> }): VNode {
  return (
    <Section
      class="toy"
      title={strings.shapes.toy}
      aside={<span class="meta">{fill(strings.shapes.toyNote, toy.sizes)}</span>}
    >
      <Inside picture={toy.picture} inside={toy.inside} />
    </Section>
  );
}

function Unknown({ sentence }: { readonly sentence: string }): VNode {
  return (
    <div class="note">
      <p class="note-head">
        <Icon name="question" />
        {strings.shapes.unknownTitle}
      </p>
      <p class="dim">{unbroken(sentence)}</p>
    </div>
  );
}

interface ProblemProps {
  readonly problem: ProblemView;
  /** Its picture, unless that stands above already. */
  readonly picture: PictureView | null;
  readonly index: number;
  readonly revision: number;
  /** What stands above already, and need not be said twice. */
  readonly verdict: string | null;
}

function Problem({ problem, picture, index, revision, verdict }: ProblemProps): VNode {
  return (
    <>
      <Section class="problem">
        {picture === null ? null : <Picture picture={picture} />}
        <div class={`note ${problem.severity}`}>
          {problem.heading === verdict ? null : (
            <p class="note-head">
              <Icon name={problem.severity} />
              {problem.heading}
            </p>
          )}
          {problem.numpy === null ? null : (
            <p class="numpy" lang="en">
              {problem.numpy}
            </p>
          )}
          {problem.sentences.map((sentence) => (
            <p key={sentence}>{unbroken(sentence)}</p>
          ))}
          {problem.calls.map((call) => (
            <p class="call" key={`${call.uri}-${call.line}`}>
              <span class="meta">{strings.shapes.calledFrom}</span> <Code text={call.text} />{" "}
              <LineLink place={call} />
            </p>
          ))}
        </div>
      </Section>
      {problem.fixes.length === 0 ? null : (
        <Section
          title={problem.severity === "error" ? strings.shapes.fits : strings.shapes.instead}
          aside={<span class="meta">{strings.shapes.enterApplies}</span>}
        >
          <ul class="fixes">
            {problem.fixes.map((fix) => (
              <li key={fix.index}>
                <button
                  type="button"
                  class="fix"
                  onClick={() => post({ type: "applyFix", revision, problem: index, fix: fix.index })}
                >
                  <Icon name="fix" />
                  {fix.source === null ? <span>{withoutShape(fix)}</span> : <Code text={fix.source} />}
                  <ShapeText pieces={fix.pieces} />
                  {fix.source === null ? null : <span class="meta fix-why">{withoutShape(fix)}</span>}
                </button>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** The title without the shape at its end, which stands in a column of its own. */
function withoutShape({ title, shape }: { readonly title: string; readonly shape: string }): string {
  const end = `: ${shape}`;
  return title.endsWith(end) ? title.slice(0, -end.length) : title;
}

function Operands({ view }: { readonly view: ShapesView }): VNode {
  return (
    <Section title={strings.shapes.operands}>
      <ul class="rows">
        {view.operands.map((operand, index) => (
          <li key={`${operand.span.start}-${index}`}>
            <button
              type="button"
              class="row"
              onClick={() => {
                if (view.code !== null)
                  goTo({ uri: view.code.uri, line: view.code.line, span: operand.span });
              }}
            >
              <Code text={operand.text} />
              <span class="meta mono">{operand.dtype}</span>
              <ShapeText pieces={operand.shape} />
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Origins({ origins }: { readonly origins: readonly OriginView[] }): VNode {
  return (
    <Section title={strings.shapes.origins}>
      <ol class="chain">
        {origins.map((origin) => (
          <li key={`${origin.uri}-${origin.line}-${origin.sizes}`}>
            <div>
              <Code text={origin.text} />
              <p class="meta">
                {origin.pieces.map(({ text, role }) =>
                  role === null ? text : <span class={`origin role-${role}`}>{text}</span>,
                )}
              </p>
            </div>
            <LineLink place={origin} />
          </li>
        ))}
      </ol>
    </Section>
  );
}
