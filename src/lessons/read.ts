import type { Span } from "../base/span";
import type { FormatComplaint } from "./fields";
import { type LessonFormat, lessonFormat } from "./format";
import { readJson } from "./json";
import type { Lesson, LessonFile, LessonText, Step } from "./lesson";
import { readText, type TextComplaint } from "./texts";

/** A lesson's folder: the texts of its files by their paths in it, `lesson.json`, `en.md`, `start/ko/neuron.py` … */
export interface LessonFolder {
  readonly files: ReadonlyMap<string, string>;
  /** Those of the folder `shared` beside the lessons. */
  readonly shared: ReadonlyMap<string, string>;
}

/** Something wrong with a lesson, and where. `present` says it in words. */
export type LessonProblem = {
  readonly file: string;
  readonly span: Span;
} & (FormatComplaint | TextComplaint | FileComplaint);

export type FileComplaint =
  | { readonly code: "not-json" }
  /** A file that the lesson names is not there; `searched` are the places. */
  | { readonly code: "no-file"; readonly name: string; readonly searched: readonly string[] }
  | { readonly code: "too-large"; readonly name: string }
  | { readonly code: "id-twice"; readonly id: string }
  | { readonly code: "step-of-no-file"; readonly name: string; readonly known: readonly string[] }
  /** The anchor names no statement. */
  | { readonly code: "anchor-without-name" };

export interface ReadLesson {
  /** null where a problem leaves nothing to show. */
  readonly lesson: Lesson | null;
  readonly problems: readonly LessonProblem[];
}

export const lessonFileName = "lesson.json";

const start: Span = { start: 0, end: 0 };
/** A lesson's own files are texts for people; a data set is larger. */
const longestText = 256 * 1024;
const longestData = 4 * 1024 * 1024;

/** Reads a lesson. Never throws: what is wrong becomes a problem. */
export function readLesson(folder: LessonFolder): ReadLesson {
  const problems: LessonProblem[] = [];
  const complain =
    (file: string) => (span: Span, complaint: FormatComplaint | TextComplaint | FileComplaint) => {
      problems.push({ file, span, ...complaint });
    };
  const text = folder.files.get(lessonFileName);
  const inFormat = complain(lessonFileName);
  if (text === undefined) {
    inFormat(start, { code: "no-file", name: lessonFileName, searched: [lessonFileName] });
    return { lesson: null, problems };
  }
  if (text.length > longestText) {
    inFormat(start, { code: "too-large", name: lessonFileName });
    return { lesson: null, problems };
  }
  const json = readJson(text);
  if (json.kind === "error") {
    inFormat({ start: json.at, end: Math.min(json.at + 1, text.length) }, { code: "not-json" });
    return { lesson: null, problems };
  }
  const format = lessonFormat.read(json, inFormat);
  if (format === null) return { lesson: null, problems };
  checkNames(format, (complaint) => inFormat(start, complaint));
  const texts = readTexts(format, folder, complain);
  const files = readFiles(format, folder, (complaint) => inFormat(start, complaint));
  if (problems.length > 0) return { lesson: null, problems };
  const [first = ""] = format.files;
  const steps = format.steps.map((step): Step => ({ ...step, file: step.file ?? first }));
  return { lesson: { id: format.id, languages: format.languages, files, steps, texts }, problems };
}

function checkNames(format: LessonFormat, complain: (complaint: FileComplaint) => void): void {
  const ids = format.steps.map(({ id }) => id);
  for (const id of repeated(ids)) complain({ code: "id-twice", id });
  for (const { checks, mistakes, file, anchor } of format.steps) {
    for (const id of [
      ...repeated(checks.map((each) => each.id)),
      ...repeated(mistakes.map((each) => each.id)),
    ])
      complain({ code: "id-twice", id });
    if (file !== null && !format.files.includes(file))
      complain({ code: "step-of-no-file", name: file, known: format.files });
    const bodyOfModule = anchor.part === "body" && anchor.in === null;
    if ((anchor.part === "statement" && anchor.assigns === null && anchor.calls === null) || bodyOfModule)
      complain({ code: "anchor-without-name" });
  }
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

type ComplainOf = (file: string) => (span: Span, complaint: TextComplaint | FileComplaint) => void;

function readTexts(
  format: LessonFormat,
  { files }: LessonFolder,
  complain: ComplainOf,
): Record<string, LessonText> {
  const texts: Record<string, LessonText> = {};
  for (const language of format.languages) {
    const name = `${language}.md`;
    const text = files.get(name);
    if (text === undefined) complain(lessonFileName)(start, { code: "no-file", name, searched: [name] });
    else if (text.length > longestText) complain(name)(start, { code: "too-large", name });
    else texts[language] = readText(text, format, complain(name));
  }
  return texts;
}

function readFiles(
  format: LessonFormat,
  folder: LessonFolder,
  complain: (complaint: FileComplaint) => void,
): LessonFile[] {
  const named = [...format.files, ...format.shared];
  for (const name of repeated(named)) complain({ code: "id-twice", id: name });
  return named.flatMap((path, at): LessonFile[] => {
    const shared = at >= format.files.length;
    const starts = format.languages.flatMap((language): [string, string][] => {
      const own = folder.files.get(`start/${language}/${path}`) ?? folder.files.get(`start/${path}`);
      const text = own ?? (shared ? folder.shared.get(path) : undefined);
      return text === undefined ? [] : [[language, text]];
    });
    const limit = shared ? longestData : longestText;
    if (starts.length < format.languages.length) {
      const searched = [`start/${path}`, ...format.languages.map((language) => `start/${language}/${path}`)];
      complain({
        code: "no-file",
        name: path,
        searched: shared ? [...searched, `../shared/${path}`] : searched,
      });
    } else if (starts.some(([, text]) => text.length > limit)) complain({ code: "too-large", name: path });
    else return [{ path, start: Object.fromEntries(starts), shared }];
    return [];
  });
}
