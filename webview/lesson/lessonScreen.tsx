import type { VNode } from "preact";
import { english as fill } from "../../src/base/translate";
import type { CheckView, CourseEntry, StepView } from "../../src/present/lesson-view";
import type { LessonAction } from "../../src/protocol/lesson";
import { Icon } from "../icons";
import { CodeBar, IconButton, Picture, SecondaryButton, Section } from "../parts";
import { panel, post, strings } from "../store";
import { Button } from "../widgets";
import { Blocks, firstSentence, Words } from "./blocks";

const act = (action: LessonAction) => post({ type: "lessonAction", action });

export function LessonScreen(): VNode {
  const { lesson } = panel.value.view;
  return lesson.kind === "step" ? (
    <StepPage view={lesson.view} />
  ) : (
    <Course lessons={lesson.lessons} problems={lesson.problems} />
  );
}

interface CourseProps {
  readonly lessons: readonly CourseEntry[];
  readonly problems: readonly string[];
}

function Course({ lessons, problems }: CourseProps): VNode {
  const words = strings.lesson;
  const own = lessons.filter(({ number }) => number === null);
  const course = lessons.filter(({ number }) => number !== null);
  return (
    <div class="lesson">
      <Section>
        <h1 class="title">{words.course}</h1>
        <p class="dim">{words.courseLead}</p>
        {lessons.length === 0 ? <p class="dim">{words.none}</p> : null}
        <Entries lessons={course} />
      </Section>
      {own.length === 0 ? null : (
        <Section title={words.own}>
          <Entries lessons={own} />
        </Section>
      )}
      {problems.length === 0 ? null : (
        <Section title={words.broken}>
          <ul class="lesson-problems">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

function Entries({ lessons }: { readonly lessons: readonly CourseEntry[] }): VNode {
  const words = strings.lesson;
  return (
    <ol class="course">
      {lessons.map(({ key, number, title, summary, done, all }) => (
        <li key={key}>
          <button
            type="button"
            class="course-entry"
            onClick={() => post({ type: "lessonChosen", lesson: key, step: null })}
          >
            <span class={`course-number${done === all ? " done" : ""}`} aria-hidden="true">
              {done === all ? <Icon name="pass" /> : (number ?? "·")}
            </span>
            <span class="course-text">
              <strong>{title}</strong>
              <span class="dim">
                <Summary blocks={summary} />
              </span>
              <span class="meta">{done === all ? words.finished : fill(words.progress, done, all)}</span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** The summary's first paragraph; in a narrow panel, where it would be a wall of text, its first sentence. */
function Summary({ blocks }: { readonly blocks: CourseEntry["summary"] }): VNode | null {
  const [first] = blocks;
  if (first?.kind !== "paragraph") return null;
  const [sentence, rest] = firstSentence(first.text);
  return (
    <>
      <Words words={sentence} />
      <span class="course-more">
        <Words words={rest} />
      </span>
    </>
  );
}

function StepPage({ view }: { readonly view: StepView }): VNode {
  return (
    <div class="lesson">
      <Heading view={view} />
      <Section class="lesson-text">
        <h1 class="title">{view.title}</h1>
        <Blocks blocks={view.body} />
        {view.picture === null ? null : <Picture picture={view.picture} />}
      </Section>
      <Goal view={view} />
      <Checks view={view} />
      <Hints view={view} />
      <Footer view={view} />
    </div>
  );
}

function Heading({ view }: { readonly view: StepView }): VNode {
  const words = strings.lesson;
  const at = view.steps.findIndex(({ isCurrent }) => isCurrent) + 1;
  return (
    <header class="lesson-head">
      <div class="lesson-bar">
        <IconButton icon="left" label={words.toCourse} onClick={() => post({ type: "courseRequested" })} />
        {view.number === null ? null : <span class="meta">{fill(words.numbered, view.number)}</span>}
        <span class="spacer" />
        {view.languages.length < 2 ? null : (
          <IconButton
            icon="globe"
            label={view.language === "ko" ? words.language : words.otherLanguage}
            onClick={() => act("language")}
          />
        )}
        <span class="meta">{fill(words.stepOf, at, view.steps.length)}</span>
      </div>
      <p class="lesson-name">{view.lessonTitle}</p>
      <nav class="lesson-steps" aria-label={words.steps}>
        {view.steps.map(({ id, title, done, isCurrent }) => (
          <button
            type="button"
            key={id}
            class={`lesson-step${done ? " done" : ""}`}
            aria-current={isCurrent ? "step" : undefined}
            title={title}
            aria-label={done ? fill(words.stepDone, title) : title}
            onClick={() => post({ type: "lessonChosen", lesson: view.key, step: id })}
          />
        ))}
      </nav>
    </header>
  );
}

function Goal({ view }: { readonly view: StepView }): VNode {
  const words = strings.lesson;
  return (
    <Section title={words.goal} class="lesson-text">
      <Blocks blocks={view.goal} />
      {view.code === null ? null : (
        <div class="lesson-place">
          <CodeBar code={view.code} />
        </div>
      )}
      {view.hasFile ? (
        view.placeNote === null ? null : (
          <p class="note">{view.placeNote}</p>
        )
      ) : (
        <>
          <Button icon={<Icon name="folder" />} onClick={() => act("start")}>
            {words.start}
          </Button>
          <p class="dim">{words.startHint}</p>
        </>
      )}
    </Section>
  );
}

function Checks({ view }: { readonly view: StepView }): VNode {
  const words = strings.lesson;
  const passed = view.checks.filter(({ state }) => state === "passed").length;
  return (
    <Section
      title={words.checks}
      aside={
        <span class="meta" role="status">
          {view.isChecking ? words.checking : fill(words.checksOf, passed, view.checks.length)}
        </span>
      }
    >
      <ul class="lesson-checks" aria-busy={view.isChecking}>
        {view.checks.map((check) => (
          <Check key={check.id} check={check} />
        ))}
      </ul>
      {view.mistake === null ? null : (
        <p class="note warning lesson-mistake">
          <Words words={view.mistake} />
        </p>
      )}
    </Section>
  );
}

function Check({ check }: { readonly check: CheckView }): VNode {
  return (
    <li class={`lesson-check ${check.state}`}>
      <Tick state={check.state} />
      <div>
        <Words words={check.label} />
        <span class="visually-hidden"> ({strings.lesson.states[check.state]})</span>
        {check.detail === null ? null : <p class="meta">{check.detail}</p>}
      </div>
    </li>
  );
}

/** A filled tick, half a disc, an open circle: told apart without their colours. */
function Tick({ state }: { readonly state: CheckView["state"] }): VNode {
  return (
    <svg class={`tick ${state}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {state === "passed" ? (
        <>
          <circle cx="8" cy="8" r="7" class="tick-fill" />
          <path d="M4.8 8.2 7 10.4 11.2 6" class="tick-mark" />
        </>
      ) : (
        <circle cx="8" cy="8" r="6.25" class="tick-ring" />
      )}
      {state === "partly" ? <path d="M8 1.75a6.25 6.25 0 0 0 0 12.5z" class="tick-fill" /> : null}
      {state === "unknown" ? (
        <path d="M6.3 6.6A1.7 1.7 0 1 1 8 8.3V9.2M8 10.8V11.3" class="tick-question" />
      ) : null}
    </svg>
  );
}

function Hints({ view }: { readonly view: StepView }): VNode | null {
  const words = strings.lesson;
  if (view.isDone && view.hintsOpen === 0) return null;
  return (
    <Section title={words.hints} class="lesson-text">
      {view.hints.slice(0, view.hintsOpen).map((hint, index) => (
        <p key={index} class="lesson-hint">
          <Words words={hint} />
        </p>
      ))}
      {view.isDone ? null : (
        <div class="buttons">
          {view.hintsOpen < view.hints.length ? (
            <SecondaryButton icon={<Icon name="fix" />} onClick={() => act("hint")}>
              {view.hintsOpen === 0 ? words.nextHint : words.anotherHint}
            </SecondaryButton>
          ) : (
            <SecondaryButton disabled={isLost(view)} onClick={() => act("show")}>
              {words.show}
            </SecondaryButton>
          )}
        </div>
      )}
    </Section>
  );
}

/** Whether there is no place for the answer. Until the first check has come the host looks for it. */
function isLost(view: StepView): boolean {
  return view.code === null && (!view.hasFile || view.placeNote !== null);
}

function Footer({ view }: { readonly view: StepView }): VNode {
  const words = strings.lesson;
  const at = view.steps.findIndex(({ isCurrent }) => isCurrent);
  const isLast = at === view.steps.length - 1;
  return (
    <footer class="section lesson-foot">
      {view.isDone && isLast ? <p class="lesson-done">{words.lessonDone}</p> : null}
      <div class="buttons">
        <SecondaryButton icon={<Icon name="left" />} disabled={at <= 0} onClick={() => act("back")}>
          {words.back}
        </SecondaryButton>
        <IconButton icon="undo" label={words.reset} disabled={isLost(view)} onClick={() => act("reset")} />
        <Button
          class="onward"
          disabled={!view.isDone}
          {...(isLast ? {} : { iconAfter: <Icon name="right" /> })}
          {...(view.isDone ? {} : { title: words.nextLater })}
          onClick={() => (isLast ? post({ type: "courseRequested" }) : act("next"))}
        >
          {isLast ? words.toCourse : words.next}
        </Button>
      </div>
    </footer>
  );
}
