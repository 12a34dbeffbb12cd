import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import type { Span } from "../base/span";
import type { NeuronModel } from "../insight/derivation/model";
import type { ProgramFacts } from "../insight/facts";
import type { FlowFact } from "../insight/flow";
import type { ProgramCheck } from "../insight/gradient/check";
import type { GradientFix } from "../insight/gradient/fix";
import type {
  AnalysisCalls,
  DataBytes,
  DerivationReply,
  DocumentProblems,
  DocumentSummary,
  FactReply,
  Learned,
  NumbersAtReply,
  NumbersReply,
  ProgramData,
  ProgramSummary,
  SourceDocument,
} from "../workers/analysis/calls";
import {
  importingScripts,
  mentionedData,
  type ProjectReader,
  projectSources,
} from "../workers/analysis/project";
import { type FatalCall, FatalCalls, type Subject } from "../workers/fatalCalls";
import type { ThreadService } from "../workers/thread";
import type { CodeMarks } from "./codeMarks";
import { ProjectFiles } from "./projectFiles";

/** Quiet time after a keystroke before the program is read again, in milliseconds. */
const pause = 120;

interface Program {
  readonly key: string;
  /** The versions of all that the summary was made of. */
  signature: string;
  update: Promise<ProgramSummary>;
  isReading: boolean;
  /** Asked for while it was being read: read again as it is by then, once for all who ask. */
  next: Promise<ProgramSummary> | null;
  /** Files that it imports or reads. */
  uses: ReadonlySet<string>;
}

/** A Python document is read as a script, a notebook's cell together with all code cells of its notebook. */
export class Analysis implements Disposable {
  readonly #store = new DisposableStore();
  readonly #changes = this.#store.add(new vscode.EventEmitter<ProgramSummary>());
  /** A program was read anew. */
  readonly onDidChange = this.#changes.event;
  readonly #failures = this.#store.add(new vscode.EventEmitter<void>());
  /** A program could not be read. */
  readonly onDidFail = this.#failures.event;
  readonly #thread: ThreadService<AnalysisCalls>;
  /** The calls about a program. */
  readonly #calls: FatalCalls<AnalysisCalls>;
  readonly #marks: CodeMarks;
  readonly #programs = new Map<string, Program>();
  /** The scripts that import a file. */
  readonly #scripts = new Map<string, Promise<readonly string[]>>();
  /** Data files whose rows and columns the thread was told, and which start of it that was. */
  readonly #described = new Map<string, number>();
  /** The data set that the thread has the bytes of, and which start of it that was. */
  #sentData = "";
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #files = this.#store.add(new ProjectFiles());

  constructor(thread: ThreadService<AnalysisCalls>, marks: CodeMarks) {
    this.#thread = thread;
    this.#calls = new FatalCalls(thread);
    this.#marks = marks;
    this.#store.add(marks.onDidChange((uri) => this.#markedAnew(uri)));
    const { workspace } = vscode;
    this.#store.add(workspace.onDidChangeTextDocument(({ document }) => this.#schedule(document)));
    this.#store.add(workspace.onDidOpenTextDocument((document) => this.#schedule(document)));
    this.#store.add(workspace.onDidCloseTextDocument((document) => this.#forget(document)));
    this.#store.add(
      workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
        const cell = notebook.getCells().find(({ document }) => isPython(document));
        if (contentChanges.length > 0 && cell !== undefined) this.#schedule(cell.document);
      }),
    );
    this.#store.add(this.#files.onDidChange((uri) => this.#fileChanged(uri)));
    for (const document of workspace.textDocuments) this.#schedule(document);
  }

  /** What is known of a document as it now is. */
  async summary(document: vscode.TextDocument): Promise<DocumentSummary | undefined> {
    const summary = await this.program(document);
    return summary?.documents.find(({ uri }) => uri === document.uri.toString());
  }

  /** What is known of the program that a document belongs to; null when the thread gave no answer. */
  async program(document: vscode.TextDocument): Promise<ProgramSummary | null> {
    if (!isPython(document)) return null;
    try {
      return await this.#update(document);
    } catch {
      return null;
    }
  }

  /** What is wrong with a document, and what mends it: tried only when somebody asks. */
  async problems(document: vscode.TextDocument): Promise<DocumentProblems | undefined> {
    if ((await this.program(document)) === null) return undefined;
    const found = await this.#ask(document, "problems", { program: programKey(document) });
    return found?.find(({ uri }) => uri === document.uri.toString());
  }

  async factAt(document: vscode.TextDocument, offset: number): Promise<FactReply | null> {
    const version = document.version;
    if ((await this.program(document)) === null || document.version !== version) return null;
    const uri = document.uri.toString();
    return this.#ask(document, "factAt", { program: programKey(document), uri, offset });
  }

  /** The arrays of the function around an offset. */
  async flow(document: vscode.TextDocument, offset: number): Promise<FlowFact | null> {
    if ((await this.program(document)) === null) return null;
    const uri = document.uri.toString();
    return this.#ask(document, "flow", { program: programKey(document), uri, offset });
  }

  async facts(document: vscode.TextDocument): Promise<ProgramFacts | null> {
    if ((await this.program(document)) === null) return null;
    return this.#ask(document, "facts", { program: programKey(document) });
  }

  /** Null when the thread gave no answer. */
  async derive(document: vscode.TextDocument): Promise<DerivationReply | null> {
    if ((await this.program(document)) === null) return null;
    return this.#ask(document, "derive", { program: programKey(document) });
  }

  /** The numbers of a derivation for one sample (from 0). The bytes of a data set go to the thread once. */
  async numbers(
    model: NeuronModel,
    data: DataBytes | null,
    sample: number,
    learned: Learned | null,
  ): Promise<NumbersReply | null> {
    const start = Math.max(1, this.#thread.starts);
    const sent = data === null ? null : `${start} ${data.key}`;
    const known = sent !== null && sent === this.#sentData;
    const passed = data !== null && known ? { ...data, bytes: null } : data;
    this.#sentData = sent ?? this.#sentData;
    return this.#thread.call("numbers", { model, data: passed, sample, learned }).catch(() => null);
  }

  /** The program's own numbers at some places; null when the thread gave no answer. */
  async numbersAt(
    document: vscode.TextDocument,
    spans: readonly Span[],
    data: readonly ProgramData[],
  ): Promise<NumbersAtReply | null> {
    const uri = document.uri.toString();
    return this.#ask(document, "numbersAt", { program: programKey(document), uri, spans, data });
  }

  /** The verdict on each gradient; null when the thread gave no answer, or the program has changed meanwhile. */
  async check(document: vscode.TextDocument): Promise<readonly ProgramCheck[] | null> {
    if ((await this.program(document)) === null) return null;
    return this.#ask(document, "check", { program: programKey(document) });
  }

  /** What turns the gradient of that place in the checks right, where one change does. */
  async gradientFix(document: vscode.TextDocument, check: number): Promise<GradientFix | null> {
    if ((await this.program(document)) === null) return null;
    return this.#ask(document, "gradientFix", { program: programKey(document), check });
  }

  /** What is not worked out for a document as it now is, because the thread died of it. */
  failures(document: vscode.TextDocument): readonly FatalCall[] {
    return this.#calls.fatal(this.#subject(programKey(document), programDocuments(document)));
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#store.dispose();
  }

  /** Null when the thread gave no answer. */
  #ask<K extends keyof AnalysisCalls>(
    document: vscode.TextDocument,
    name: K,
    argument: AnalysisCalls[K]["argument"],
  ): Promise<AnalysisCalls[K]["reply"] | null> {
    const subject = this.#subject(programKey(document), programDocuments(document));
    return this.#calls.call(name, argument, subject).catch(() => {
      this.#failures.fire();
      return null;
    });
  }

  /** A program as it now is. */
  #subject(name: string, documents: readonly SourceDocument[]): Subject {
    const marks = documents.flatMap(({ uri }) => this.#marks.of(uri));
    const text = [
      ...documents.map(({ uri, version }) => `${uri}@${version}`),
      ...marks.map(({ role, span }) => `${role} ${span.start} ${span.end}`),
    ].join("\n");
    return { name, text };
  }

  #schedule(document: vscode.TextDocument): void {
    if (!isPython(document)) return;
    const key = programKey(document);
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        this.#update(document).catch(() => undefined);
      }, pause),
    );
  }

  #markedAnew(uri: string): void {
    const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri);
    if (document !== undefined) this.#update(document).catch(() => undefined);
  }

  #fileChanged(uri: string): void {
    this.#described.delete(uri);
    for (const script of this.#scripts.keys()) if (script !== uri) this.#scripts.delete(script);
    for (const program of this.#programs.values()) {
      if (!program.uses.has(uri)) continue;
      program.signature = "";
      const document = vscode.workspace.textDocuments.find((each) => programKey(each) === program.key);
      if (document !== undefined) this.#schedule(document);
    }
  }

  #forget(document: vscode.TextDocument): void {
    const key = programKey(document);
    if (key !== document.uri.toString() || !this.#programs.delete(key)) return;
    this.#calls.forget(key);
    void this.#thread.call("forget", { program: key }).catch(() => undefined);
  }

  /** Reads the program unless it is read already as it now is. */
  #update(document: vscode.TextDocument): Promise<ProgramSummary> {
    const key = programKey(document);
    const documents = programDocuments(document);
    // A thread that was started anew knows nothing of what its forerunner was told.
    const start = Math.max(1, this.#thread.starts);
    const subject = this.#subject(key, documents);
    const signature = `${start}\n${subject.text}`;
    const known = this.#programs.get(key);
    if (known?.signature === signature) return known.update;
    // However fast somebody types, the thread has one reading of a program to do at a time, and at most one waits.
    if (known?.isReading === true) {
      const again = () => {
        known.next = null;
        return this.#update(document);
      };
      known.next ??= known.update.then(again, again);
      return known.next;
    }
    const program: Program = known ?? {
      key,
      signature,
      update: Promise.reject(new Error("not read yet")),
      isReading: false,
      next: null,
      uses: new Set(),
    };
    if (known === undefined) program.update.catch(() => undefined);
    program.signature = signature;
    program.isReading = true;
    program.update = this.#read(program, documents, subject).finally(() => {
      program.isReading = false;
    });
    this.#programs.set(key, program);
    program.update.then(
      (summary) => {
        if (program.signature === signature) this.#changes.fire(summary);
      },
      () => {
        // Asked again, it is tried again.
        if (program.signature === signature) program.signature = "";
        this.#failures.fire();
      },
    );
    return program.update;
  }

  async #read(
    program: Program,
    documents: readonly SourceDocument[],
    subject: Subject,
  ): Promise<ProgramSummary> {
    const marks = documents.flatMap(({ uri }) => this.#marks.of(uri));
    const files = await this.#files.list(
      program.key,
      documents.some(({ text }) => text.includes("sys.path")),
    );
    const reader = { files, text: (uri: string) => this.#files.text(uri) };
    const scripts = await this.#importers(documents, reader);
    const around = await projectSources(documents, scripts, reader);
    const texts = new Map([...around, ...documents.map(({ uri, text }) => [uri, text] as const)]);
    const data = mentionedData(texts, files);
    program.uses = new Set([...around.keys(), ...data]);
    await Promise.all(data.map((uri) => this.#describeData(uri)));
    const sources = Array.from(around, ([uri, text]) => ({ uri, text }));
    const argument = { program: program.key, documents, sources, data, marks };
    return this.#calls.call("update", argument, subject);
  }

  /** The scripts that import a file, looked for once for each state of the other files. */
  async #importers(documents: readonly SourceDocument[], reader: ProjectReader): Promise<readonly string[]> {
    const [document, ...more] = documents;
    if (document === undefined || more.length > 0) return [];
    const known = this.#scripts.get(document.uri) ?? importingScripts(document, reader);
    this.#scripts.set(document.uri, known);
    return known;
  }

  /** Has the thread count a data file's rows and columns, once for each state of the file. */
  async #describeData(uri: string): Promise<void> {
    if (this.#thread.starts > 0 && this.#described.get(uri) === this.#thread.starts) return;
    await this.#thread.call("describeData", { uri, bytes: await this.#files.data(uri) });
    this.#described.set(uri, this.#thread.starts);
  }
}

export function isPython(document: vscode.TextDocument): boolean {
  return document.languageId === "python" && !["git", "output", "vscode-scm"].includes(document.uri.scheme);
}

function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  if (document.uri.scheme !== "vscode-notebook-cell") return undefined;
  return vscode.workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document === document),
  );
}

function programKey(document: vscode.TextDocument): string {
  return (notebookOf(document)?.uri ?? document.uri).toString();
}

/** The documents of the program that a document belongs to, in the order in which they are read. */
export function programDocuments(document: vscode.TextDocument): readonly SourceDocument[] {
  const cells = notebookOf(document)
    ?.getCells()
    .map((cell) => cell.document);
  return (cells ?? [document])
    .filter((each) => each === document || isPython(each))
    .map((each) => ({ uri: each.uri.toString(), version: each.version, text: each.getText() }));
}
