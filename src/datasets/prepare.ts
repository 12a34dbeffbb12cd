import { classesAlike, followers, totalRow } from "./doubts";
import { chooseFeatures, type Feature, isTooLarge, strayText } from "./features";
import { fingerprintOf } from "./fingerprint";
import { gather, type ThreeParts } from "./gather";
import { labelsOf } from "./labels";
import { numbersOf } from "./memory";
import { ok, problem, type Result } from "./problem";
import { applyScaler, fitScaler, type Scaler } from "./scaler";
import { type Split, type SplitProblem, splitSizes, stratifiedSplit, trainTestSplit } from "./split";
import type { DataRecipe, DatasetNote, DatasetSummary, Subset, TargetReason } from "./summary";
import type { Column, Table } from "./table";
import { chooseTarget, type Task, taskOf } from "./target";

export interface PrepareOptions {
  readonly name: string;
  readonly source: DatasetSummary["source"];
  readonly uri?: string;
  /** The column to learn; guessed where it is not given. */
  readonly target?: string;
  /** What to learn of it; the column decides where it is not given. */
  readonly task?: Task;
  /** Columns that are not learned from, by name. */
  readonly without?: readonly string[];
  /** What becomes of a row with a missing cell. */
  readonly missing?: "drop-rows" | "mean";
  /** Share of the test rows, and then of the validation rows in what is left. */
  readonly testShare?: number;
  readonly seed?: number;
  /** False leaves the numbers as they are. */
  readonly standardise?: boolean;
  /** The table is not needed any more: the columns of a large one are given back while they are read. */
  readonly consume?: boolean;
}

/** A data set that a trainer can take. */
export interface Prepared {
  readonly summary: DatasetSummary;
  readonly task: Task;
  readonly train: Subset;
  readonly validation: Subset;
  readonly test: Subset;
  readonly scaler: Scaler;
  readonly recipe: DataRecipe;
  /** Row numbers in the table, in the order of the subsets' rows. */
  readonly rows: { readonly train: Int32Array; readonly validation: Int32Array; readonly test: Int32Array };
}

/** The lesson's: 20 % of the rows are kept for the test, 20 % of the rest for validation. */
const lessonTestShare = 0.2;
const lessonSeed = 42;

/**
 * Table → design matrices: target and features chosen, rows without holes kept, split twice (stratified for classes),
 * standardised on the training rows.
 */
export function prepareDataset(table: Table, options: PrepareOptions): Result<Prepared> {
  if (table.rows === 1) return problem({ kind: "one-row" });
  const choice = chooseTarget(table, options.target);
  if (choice.kind === "problem") return choice;
  const target = table.columns.find((column) => column.name === choice.value.column);
  if (target === undefined) return problem({ kind: "empty-file" });
  if (table.columns.length === 1) return problem({ kind: "one-column", column: target.name });
  const left = table.columns.filter((column) => column !== target && !options.without?.includes(column.name));
  const chosen = chooseFeatures(left);
  if (chosen.features.length === 0) return problem({ kind: "no-feature", columns: table.columns.length });
  const rows = usableRows(table.rows, target, chosen.features, options.missing ?? "drop-rows");
  if (rows.kind === "problem") return rows;
  const task = options.task ?? taskOf(target);
  const learned = learnTarget(target, rows.value.kept, task);
  if (learned.kind === "problem") return learned;
  const notes = [
    ...besideRows(table),
    ...renamings(table, choice.value.column),
    ...strayText(target),
    ...chosen.notes,
    ...rows.value.notes,
  ];
  return assemble(chosen.features, rows.value.kept, learned.value, notes, {
    options,
    recipe: recipeOf(table, chosen.features, target.name, options),
    targetName: target.name,
    targetBy: choice.value.by,
    consumed: options.consume === true ? table.columns : [],
  });
}

function recipeOf(
  table: Table,
  features: readonly Feature[],
  target: string,
  options: PrepareOptions,
): DataRecipe {
  const { format } = table;
  const marks = Object.fromEntries(
    table.columns.flatMap((column) => {
      if (column.kind === "text" || column.mark === undefined) return [];
      const { before, behind } = column.mark;
      return [[column.name, { before, behind }] as const];
    }),
  );
  return {
    format: format.kind,
    ...(format.packed === undefined ? {} : { packed: format.packed }),
    encoding: format.encoding ?? "utf-8",
    delimiter: format.delimiter ?? ",",
    ...(format.quote === undefined ? {} : { quote: format.quote }),
    ...(format.skip === undefined ? {} : { skip: format.skip }),
    ...(table.below === undefined ? {} : { notes: true }),
    header: format.header ?? true,
    decimalComma: format.decimalComma ?? false,
    ...(Object.keys(marks).length === 0 ? {} : { marks }),
    columns: table.columns.map((column) => column.name),
    features: features.map(({ column, category }) =>
      category === undefined ? { column } : { column, category },
    ),
    target,
    missing: options.missing ?? "drop-rows",
    testShare: options.testShare ?? lessonTestShare,
    seed: options.seed ?? lessonSeed,
    standardised: options.standardise ?? true,
  };
}

function besideRows({ above, below, rowNames, unread, columns }: Table): DatasetNote[] {
  return [
    ...(above === undefined ? [] : [{ kind: "lines-skipped" as const, ...above }]),
    ...(below === undefined ? [] : [{ kind: "lines-below" as const, ...below }]),
    ...(rowNames === true ? [{ kind: "row-names" as const }] : []),
    ...(unread === undefined ? [] : [{ kind: "arrays-unread" as const, names: unread }]),
    ...columns.flatMap(totalRow).slice(0, 1),
  ];
}

function renamings(table: Table, target: string): DatasetNote[] {
  return table.renamed.flatMap(({ from, to }) =>
    to === target ? [] : [{ kind: "column-renamed" as const, column: from, to }],
  );
}

/** A share of the rows that nobody should lose unawares. */
const muchMissing = 0.25;

function usableRows(
  count: number,
  target: Column,
  features: readonly Feature[],
  missing: "drop-rows" | "mean",
): Result<{ kept: Int32Array; notes: DatasetNote[] }> {
  const kept = new Int32Array(count);
  let length = 0;
  let targets = 0;
  let infinite = 0;
  for (let row = 0; row < count; row++) {
    if (isHole(target, row)) continue;
    targets++;
    if (features.some((feature) => feature.isInfinite?.(row) === true)) {
      infinite++;
      continue;
    }
    if (missing === "drop-rows" && features.some((feature) => Number.isNaN(feature.valueAt(row)))) continue;
    kept[length++] = row;
  }
  if (targets === 0) return problem({ kind: "empty-target", column: target.name });
  if (length === 0) return problem({ kind: "no-complete-row", rows: count });
  const notes: DatasetNote[] = [];
  const missed = count - length - infinite;
  if (missed > 0) {
    // A target that is missing is never filled.
    const isMuch = missing === "drop-rows" && targets === count && missed > count * muchMissing;
    notes.push({ kind: "rows-dropped", rows: missed, why: "missing", ...(isMuch ? { of: count } : {}) });
  }
  if (infinite > 0) notes.push({ kind: "rows-dropped", rows: infinite, why: "infinite" });
  return ok({ kept: kept.subarray(0, length), notes });
}

function isHole(column: Column, row: number): boolean {
  if (column.kind === "text") return (column.codes[row] ?? -1) < 0;
  const value = column.values[row] ?? Number.NaN;
  return Number.isNaN(value) || isTooLarge(value);
}

interface Learned {
  readonly task: Task;
  readonly target: Float64Array;
  readonly classes: DatasetSummary["classes"];
}

function learnTarget(column: Column, rows: Int32Array, task: Task): Result<Learned> {
  if (task === "numbers") {
    if (column.kind === "text") return problem({ kind: "target-not-numeric", column: column.name });
    return ok({
      task,
      target: numbersOf(rows.length, (at) => column.values[rows[at] ?? 0] ?? 0),
      classes: [],
    });
  }
  const labels = labelsOf(withRows(column, rows));
  const classes = labels.names.map((name) => ({ name, rows: 0 }));
  for (const code of labels.codes) {
    const own = classes[code];
    if (own !== undefined) own.rows++;
  }
  if (classes.length < 2)
    return problem({ kind: "one-class", column: column.name, name: classes[0]?.name ?? "" });
  if (classes.length > Math.max(2, rows.length / 2))
    return problem({ kind: "too-many-classes", column: column.name, classes: classes.length });
  if (task === "two-classes" && classes.length > 2)
    return problem({ kind: "target-not-two-classes", column: column.name, classes: classes.length });
  return ok({ task, target: Float64Array.from(labels.codes), classes });
}

function withRows(column: Column, rows: Int32Array): Column {
  if (column.kind === "text") return { ...column, codes: rows.map((row) => column.codes[row] ?? -1) };
  if (rows.length === column.values.length) return column;
  return { ...column, values: numbersOf(rows.length, (at) => column.values[rows[at] ?? 0] ?? Number.NaN) };
}

interface Naming {
  readonly recipe: DataRecipe;
  readonly options: PrepareOptions;
  readonly targetName: string;
  readonly targetBy: TargetReason;
  /** Columns that nobody needs any more. */
  readonly consumed: readonly Column[];
}

function assemble(
  features: readonly Feature[],
  kept: Int32Array,
  learned: Learned,
  notes: DatasetNote[],
  naming: Naming,
): Result<Prepared> {
  const { options } = naming;
  const testShare = options.testShare ?? lessonTestShare;
  const splits = splitTwice(learned, testShare, options.seed ?? lessonSeed);
  if ("kind" in splits) return splitProblem(splits, learned, naming.targetName, testShare);
  const parts = gather(features, kept, learned.target, splits, naming.consumed);
  if (parts === null) return problem({ kind: "too-large", rows: kept.length, columns: features.length });
  const { train, validation, test } = parts;
  notes.push(...classesAlike(learned.classes.map(({ name }) => name)));
  if (options.missing === "mean") notes.push(...fillHoles(features, [train, validation, test]));
  if (features.length > train.inputs.samples)
    notes.push({ kind: "more-features-than-rows", features: features.length, rows: train.inputs.samples });
  if (learned.task === "numbers")
    notes.push(
      ...followers(
        features.map(({ name }) => name),
        train,
      ),
    );
  const scaler = scale([train, validation, test], options.standardise ?? true);
  const rowsOf = (positions: Int32Array) => positions.map((position) => kept[position] ?? 0);
  return ok({
    task: learned.task,
    train,
    validation,
    test,
    scaler,
    recipe: naming.recipe,
    rows: { train: rowsOf(splits.train), validation: rowsOf(splits.validation), test: rowsOf(splits.test) },
    summary: {
      name: options.name,
      source: options.source,
      ...(options.uri === undefined ? {} : { uri: options.uri }),
      rows: kept.length,
      featureNames: features.map((feature) => feature.name),
      targetName: naming.targetName,
      targetBy: naming.targetBy,
      classes: learned.classes,
      split: {
        train: splits.train.length,
        validation: splits.validation.length,
        test: splits.test.length,
      },
      notes,
      fingerprint: fingerprintOf(
        [train, validation, test].flatMap(({ inputs, target }) => [inputs.data, target]),
      ),
    },
  });
}

function splitTwice(learned: Learned, testShare: number, seed: number): ThreeParts | SplitProblem {
  const cut = (target: Float64Array): Split | SplitProblem =>
    learned.classes.length > 0
      ? stratifiedSplit(target, testShare, seed)
      : trainTestSplit(target.length, testShare, seed);
  const outer = cut(learned.target);
  if ("kind" in outer) return outer;
  const inner = cut(numbersOf(outer.train.length, (at) => learned.target[outer.train[at] ?? 0] ?? 0));
  if ("kind" in inner) return inner;
  const rowsOf = (positions: Int32Array) => positions.map((position) => outer.train[position] ?? 0);
  return { train: rowsOf(inner.train), validation: rowsOf(inner.test), test: outer.test };
}

function splitProblem(
  found: SplitProblem,
  learned: Learned,
  column: string,
  testShare: number,
): Result<Prepared> {
  if (found.kind === "class-too-small") {
    const own = learned.classes[found.class];
    return problem({ kind: "class-too-small", column, name: own?.name ?? "", rows: own?.rows ?? found.rows });
  }
  const needed = rowsToSplitTwice(Math.max(1, learned.classes.length), testShare);
  return problem({ kind: "too-few-rows", rows: learned.target.length, needed });
}

/** Every part of both splits needs a row of each class. */
function rowsToSplitTwice(classes: number, testShare: number): number {
  const fits = (rows: number) => {
    const { train, test } = splitSizes(rows, testShare);
    return Math.min(train, test) >= classes;
  };
  let rows = 3;
  while (!(fits(rows) && fits(splitSizes(rows, testShare).train)) && rows < 1e6) rows++;
  return rows;
}

/** Puts the training rows' mean where a value is missing; there are none left unless the reader chose so. */
function fillHoles(features: readonly Feature[], subsets: readonly Subset[]): DatasetNote[] {
  const notes: DatasetNote[] = [];
  const all = subsets.map(({ inputs }) => inputs.data);
  const [train] = all;
  if (train === undefined) return notes;
  features.forEach((feature, j) => {
    let sum = 0;
    let present = 0;
    for (let at = j; at < train.length; at += features.length) {
      const value = train[at] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      sum += value;
      present++;
    }
    const mean = present === 0 ? 0 : sum / present;
    let cells = 0;
    for (const data of all)
      for (let at = j; at < data.length; at += features.length)
        if (Number.isNaN(data[at])) {
          data[at] = mean;
          cells++;
        }
    if (cells > 0) notes.push({ kind: "column-filled", column: feature.name, cells, mean });
  });
  return notes;
}

function scale(subsets: readonly Subset[], standardise: boolean): Scaler {
  const train = subsets[0]?.inputs ?? { samples: 0, features: 0, data: new Float64Array(0) };
  const scaler = standardise
    ? fitScaler(train)
    : { mean: new Float64Array(train.features), scale: new Float64Array(train.features).fill(1) };
  if (standardise) for (const subset of subsets) applyScaler(scaler, subset.inputs);
  return scaler;
}
