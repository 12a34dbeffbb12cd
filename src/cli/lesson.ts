import type { Translate } from "../base/translate";
import { Analyzer } from "../insight/analyze";
import type { Lesson, LessonText, Step, StepText } from "../lessons/lesson";
import { plainText } from "../lessons/markdown";
import type { CheckResult, StepResult } from "../lessons/result";
import { libraries } from "../libraries/libraries";
import { detailSentence, lessonProblemSentence, placeSentence } from "../present/lesson";
import { loadEmbeddedParser } from "../syntax/embedded";
import { checkStep, type LessonTools } from "../workers/lessons/checkStep";
import { lineAt } from "../workers/lessons/place";
import { type LessonFlaw, proveLesson } from "../workers/lessons/prove";
import { documentsOf, type FoundLesson, findLesson, type Submission, submissionsOf } from "./lessonFiles";
import type { Terminal } from "./terminal";

/** What was asked: `check --lesson LESSON [--json] [FILE…]`. */
export interface LessonArguments {
  /** null where nothing comes after `--lesson`. */
  readonly lesson: string | null;
  /** An option that there is not. */
  readonly strange: string | null;
  readonly paths: readonly string[];
  readonly json: boolean;
}

/** null where it is not about a lesson, or help is wanted. */
export function lessonArguments(args: readonly string[]): LessonArguments | null {
  const at = args.indexOf("--lesson");
  if (at < 0 || args.includes("--help") || args.includes("-h")) return null;
  const others = args.filter((_, index) => index !== at && index !== at + 1);
  return {
    lesson: args[at + 1] ?? null,
    paths: others.filter((each) => !each.startsWith("-")),
    json: others.includes("--json"),
    strange: others.find((each) => each.startsWith("-") && each !== "--json") ?? null,
  };
}

/**
 * Grades what was handed in; without files, looks whether the lesson itself works. Exit codes: 0 all steps are done (the
 * lesson works), 1 some are not (it has a flaw), 2 the lesson or a file could not be read.
 */
export async function runLesson(asked: LessonArguments, terminal: Terminal): Promise<number> {
  const { t } = terminal;
  if (asked.lesson === null || asked.strange !== null) {
    const { strange } = asked;
    terminal.stderr(
      `${strange === null ? t("Which lesson?") : t("There is no option {0}; --help lists them.", strange)}\n`,
    );
    return 2;
  }
  const found = await findLesson(asked.lesson);
  if (found === null) {
    terminal.stderr(
      `${t("There is no lesson {0}: no folder with a lesson.json, and none of the course.", asked.lesson)}\n`,
    );
    return 2;
  }
  const { lesson } = found;
  if (lesson === null) {
    for (const line of problemLines(found, t)) terminal.stderr(`${line}\n`);
    return 2;
  }
  const parser = await loadEmbeddedParser();
  const analyzer = new Analyzer(parser, { libraries });
  const tools: LessonTools = {
    parse: (text) => parser.parse(text),
    facts: (documents) => analyzer.analyze({ documents: documents.map((each) => ({ ...each, version: 0 })) }),
  };
  if (asked.paths.length === 0) return prove(found, lesson, { tools, json: asked.json, terminal });
  return grade(lesson, asked, tools, terminal);
}

/** `lesson.json:12: …` */
function problemLines({ problems, textOf }: FoundLesson, t: Translate): string[] {
  return problems.map((problem) => {
    const line = lineAt(textOf(problem.file) ?? "", problem.span.start);
    return `${problem.file}:${line}: ${lessonProblemSentence(problem, t)}`;
  });
}

function textIn(
  { texts, languages }: Lesson,
  language: string | undefined,
): [string, LessonText | undefined] {
  const chosen = languages.find((each) => each === language) ?? languages[0] ?? "";
  return [chosen, texts[chosen]];
}

interface Proof {
  readonly tools: LessonTools;
  readonly json: boolean;
  readonly terminal: Terminal;
}

function prove(found: FoundLesson, lesson: Lesson, { tools, json, terminal }: Proof): number {
  const { t } = terminal;
  const flaws = proveLesson(lesson, tools);
  if (json) terminal.stdout(`${JSON.stringify({ lesson: lesson.id, works: flaws.length === 0, flaws })}\n`);
  else if (flaws.length === 0) terminal.stdout(`${found.folder}: ✓ ${worksSentence(lesson, t)}\n`);
  else for (const flaw of flaws) terminal.stdout(`${flawLines(flaw, t).join("\n")}\n`);
  return flaws.length === 0 ? 0 : 1;
}

function worksSentence({ steps, languages }: Lesson, t: Translate): string {
  const named = languages.join(", ");
  return steps.length === 1
    ? t("the lesson works: 1 step, {0}", named)
    : t("the lesson works: {0} steps, {1}", steps.length, named);
}

function flawLines({ language, step, flaw }: LessonFlaw, t: Translate): string[] {
  const open = `✗ ${step} (${language}): `;
  switch (flaw.code) {
    case "no-place":
      return [open + t("its anchor is not found in the starting file")];
    case "nothing-to-do":
      return [open + t("its checks pass before anything is done")];
    case "solution-fails":
      return [
        open + t("its own solution does not pass"),
        ...flaw.checks.map((each) => checkLine(each, each.id, t)),
      ];
    case "spoilt-later":
      return [
        open + t("a later step's solution spoils it"),
        ...flaw.checks.map((each) => checkLine(each, each.id, t)),
      ];
  }
}

const marks: Readonly<Record<CheckResult["state"], string>> = {
  passed: "✓",
  partly: "◐",
  failed: "✗",
  waiting: "○",
  unknown: "?",
};

function checkLine({ state, detail }: CheckResult, text: string, t: Translate): string {
  const found = detail === null || state === "passed" ? "" : `: ${detailSentence(detail, t)}`;
  return `      ${marks[state]} ${text}${found}`;
}

async function grade(
  lesson: Lesson,
  { paths, json }: LessonArguments,
  tools: LessonTools,
  terminal: Terminal,
): Promise<number> {
  const { t, stdout, stderr } = terminal;
  const [language, text] = textIn(lesson, terminal.language);
  const submissions = await submissionsOf(lesson, paths);
  if (submissions.length === 0) {
    const names = lesson.files.filter(({ shared }) => !shared).map(({ path }) => path);
    stderr(`${t("None of the lesson's files is there: {0}.", names.join(", "))}\n`);
    return 2;
  }
  const reports: object[] = [];
  let [unread, open] = [false, false];
  for (const submission of submissions) {
    const results = await gradeOne(lesson, { submission, language, tools }).catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      stderr(`${t("The file {0} cannot be read: {1}", submission.name, detail)}\n`);
      return null;
    });
    if (results === null) {
      unread = true;
      continue;
    }
    open ||= results.some(({ done }) => !done);
    if (json) reports.push(reportOf(lesson, submission, results, t, text));
    else stdout(`${submissionLines(lesson, submission, results, t, text).join("\n")}\n`);
  }
  if (json) stdout(`${JSON.stringify(reports)}\n`);
  return unread ? 2 : open ? 1 : 0;
}

interface Graded {
  readonly submission: Submission;
  readonly language: string;
  readonly tools: LessonTools;
}

async function gradeOne(lesson: Lesson, { submission, language, tools }: Graded): Promise<StepResult[]> {
  const documents = Object.fromEntries(
    await Promise.all(
      [...submission.paths].map(async ([name, path]) => [name, await documentsOf(path)] as const),
    ),
  );
  const files = lesson.files.map(({ path, start }) => ({ path, start: start[language] ?? "" }));
  return lesson.steps.map((step) => checkStep({ step, files, documents }, tools));
}

function submissionLines(
  lesson: Lesson,
  submission: Submission,
  results: readonly StepResult[],
  t: Translate,
  text: LessonText | undefined,
): string[] {
  const done = results.filter((each) => each.done).length;
  const steps = lesson.steps.flatMap((step, at) => {
    const result = results[at];
    return result === undefined ? [] : stepLines(step, result, t, text?.steps[step.id]);
  });
  return [`${submission.name}: ${t("{0} of {1} steps done", done, results.length)}`, ...steps];
}

/** A step that is done takes a line; one that is not says why, and what the lesson says of the mistake. */
function stepLines(step: Step, result: StepResult, t: Translate, text: StepText | undefined): string[] {
  const title = text?.title ?? step.id;
  if (result.done) return [`  ✓ ${title}`];
  const { place } = result;
  const line = place.kind === "found" ? `  (${step.file}:${place.place.line})` : "";
  const lost = placeSentence(place, t);
  const checks = place.kind === "no-file" ? [] : result.checks;
  return [
    `  ✗ ${title}${line}`,
    ...(lost === null ? [] : [`      ${lost}`]),
    ...checks.map((check) => checkLine(check, plainText(text?.checks[check.id] ?? []) || check.id, t)),
    ...hintOf(result, text).map((hint) => `      → ${hint}`),
  ];
}

function hintOf({ mistakes: [first] }: StepResult, text: StepText | undefined): string[] {
  const hint = first === undefined ? undefined : text?.mistakes[first];
  return hint === undefined ? [] : [plainText(hint)];
}

/** One submission, as `--json` prints it. Lines count from 1. */
function reportOf(
  lesson: Lesson,
  submission: Submission,
  results: readonly StepResult[],
  t: Translate,
  text: LessonText | undefined,
): object {
  return {
    submission: submission.name,
    lesson: lesson.id,
    done: results.filter((each) => each.done).length,
    steps: results.map((result) => {
      const words = text?.steps[result.step];
      return {
        id: result.step,
        title: words?.title ?? result.step,
        done: result.done,
        line: result.place.kind === "found" ? result.place.place.line : null,
        checks: result.checks.map(({ id, state, detail }) => ({
          id,
          text: plainText(words?.checks[id] ?? []),
          state,
          message: detail === null ? null : detailSentence(detail, t),
        })),
        mistake: result.mistakes[0] ?? null,
        hint: hintOf(result, words)[0] ?? null,
      };
    }),
  };
}
