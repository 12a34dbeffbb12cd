import type { DataRecipe, Run } from "../run";

/** A value as Python writes it. */
export function literal(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : `float("${value}")`;
  if (value instanceof Float64Array) return list([...value]);
  if (Array.isArray(value)) return list(value);
  return JSON.stringify(value);
}

function list(values: readonly unknown[]): string {
  return `[${values.map(literal).join(", ")}]`;
}

/** Class labels that are all numbers are compared as numbers: 1, 1.0 and 1e0 are one class. */
function classLiteral(names: readonly string[]): string {
  if (names.length === 0) return "None";
  const numbers = names.map(Number);
  return literal(
    names.every((name) => name.trim() !== "") && numbers.every(Number.isFinite) ? numbers : names,
  );
}

/** The part of each script that brings the same rows: constants, reading, choosing, and complete rows only. */
export function dataPart(run: Run, recipe: DataRecipe): string {
  const isLabel = run.dataset.classes.some(({ name }) => name === "-");
  const minus = isLabel || recipe.features.some(({ category }) => category === "-") ? "" : ' "-",';
  const features = recipe.features.map(
    ({ column, category }) => `    (${literal(column)}, ${literal(category)}),`,
  );
  return `PATH = sys.argv[1] if len(sys.argv) > 1 else ${literal(run.dataset.name)}
# A column of numbers, or a column of text and the category that counts as 1.
FEATURES = [
${features.join("\n")}
]
TARGET = ${literal(recipe.target)}
COLUMNS = ${literal(recipe.columns)}  # of the file, in its order
CLASSES = ${classLiteral(run.dataset.classes.map((each) => each.name))}  # numbered in this order
MISSING = {"", "na", "n/a", "nan", "null", "none", "nil", "?",${minus} "--", ".", "#n/a", "#na", "#null!", "#value!",
           "#div/0!", "<na>", "-nan", "1.#qnan", "-1.#ind"}


${numberPart(recipe)}

def is_missing(cell):
    return cell is None or str(cell).strip().lower() in MISSING


${readerOf(recipe)}


def design(rows):
    """Rows of numbers and targets; a row with a hole${recipe.missing === "mean" ? " keeps it as NaN" : " is left out"}."""
    x, y = [], []
    for row in rows:
        target = row[TARGET]
        if is_missing(target):
            continue
        if CLASSES is None or not isinstance(CLASSES[0], str):
            target = number(target${recipe.marks === undefined ? "" : ", TARGET"})
        values = []
        for column, category in FEATURES:
            cell = row[column]
            if is_missing(cell):
                values.append(np.nan)
            elif category is None:
                values.append(number(cell${recipe.marks === undefined ? "" : ", column"}))
            else:
                values.append(float(str(cell).strip() == category))
        if CLASSES is None and not np.isfinite(target):
            continue
        if np.isinf(values).any()${recipe.missing === "mean" ? "" : " or np.isnan(values).any()"}:
            continue
        x.append(values)
        y.append(target if CLASSES is None else CLASSES.index(${
          run.dataset.classes.every((each) => Number.isFinite(Number(each.name)))
            ? "target"
            : "str(target).strip()"
        }))
    return np.array(x), np.array(y, dtype=float)
`;
}

/** What makes a number of a cell; where numbers have something beside them, without it. */
function numberPart({ decimalComma, marks }: DataRecipe): string {
  const bare = decimalComma ? 'text.replace(".", "").replace(",", ".")' : 'text.replace(",", "")';
  const unmarked =
    marks === undefined
      ? ""
      : `    before, behind = MARKS.get(column, ("", ""))
    sign = "-" if text.startswith("-") else ""
    text = text.lstrip("-+").strip()
    if text.startswith(before) and text.endswith(behind):
        text = sign + text[len(before) : len(text) - len(behind)].strip()
`;
  const table =
    marks === undefined
      ? ""
      : `# What stands before and behind each number of a column.
MARKS = {${Object.entries(marks)
          .map(
            ([column, { before, behind }]) => `${literal(column)}: (${literal(before)}, ${literal(behind)})`,
          )
          .join(", ")}}


`;
  return `${table}def number(cell${marks === undefined ? "" : ", column"}):
    try:
        return float(cell)
    except (TypeError, ValueError):
        pass
    text = str(cell).strip().replace("−", "-").replace("\u00a0", " ").replace("\u202f", " ")
${unmarked}    text = text.replace(" ", "").replace("'", "").replace("’", "")
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    try:
        return float(${bare})
    except ValueError:
        return np.nan
`;
}

/** `read(path)` gives a dictionary a row; where a file's lines can be read one by one, `rows_of` does so with any of them. */
function readerOf(recipe: DataRecipe): string {
  switch (recipe.format) {
    case "json-lines":
      return jsonReader(recipe, "map(json.loads, filter(str.strip, file))");
    case "json":
      return `${jsonRecords}


${jsonReader(recipe, "records(json.load(file))")}`;
    case "npy":
      return `def read(path):
    return [dict(zip(COLUMNS, row)) for row in np.load(${unpacked(recipe)}).reshape(-1, len(COLUMNS))]`;
    case "npz":
      return `def read(path):
    arrays = [array for array in np.load(${unpacked(recipe)}).values() if array.ndim > 0]
    rows = max(map(len, arrays))
    arrays = sorted((array for array in arrays if len(array) == rows), key=lambda array: array.ndim == 1)
    columns = [column for array in arrays for column in array.reshape(rows, -1).T]
    return [dict(zip(COLUMNS, row)) for row in zip(*columns)]`;
    case "csv":
      return csvReader(recipe);
    case "libsvm":
      return libsvmReader(recipe);
    default:
      return `def read(path):
    import pandas

    return pandas.read_${recipe.format}(${unpacked(recipe)}).to_dict("records")`;
  }
}

/** The file's bytes, for those who take a path or a file. */
function unpacked({ packed }: DataRecipe): string {
  return packed === undefined ? "path" : "gzip.open(path)";
}

/** The file as text; `more` are arguments. */
function opened({ packed }: DataRecipe, more = ""): string {
  return packed === undefined ? `open(path${more})` : `gzip.open(path, "rt"${more})`;
}

function libsvmReader(recipe: DataRecipe): string {
  return `def rows_of(lines):
    rows = []
    for line in lines:
        label, *cells = line.split("#")[0].split() or [None]
        if label is not None:
            row = dict.fromkeys(COLUMNS, 0.0) | {"label": label}
            pairs = [cell.split(":") for cell in cells if not cell.startswith("qid:")]
            rows.append(row | {"feature_" + at: value for at, value in pairs})
    return rows


def read(path):
    with ${opened(recipe)} as file:
        return rows_of(file)`;
}

/** What `datasets/json.ts` takes for records. */
const jsonRecords = `def records(value):
    if isinstance(value, list):
        has_names = value and isinstance(value[0], list) and all(isinstance(cell, str) for cell in value[0])
        if has_names:
            return [dict(zip(value[0], row)) if isinstance(row, list) else row for row in value[1:]]
        return [dict((f"column_{i + 1}", cell) for i, cell in enumerate(row)) if isinstance(row, list) else row
                for row in value]
    if isinstance(value.get("columns"), list) and isinstance(value.get("data"), list):
        return [dict(zip(value["columns"], row)) for row in value["data"]]
    longest = max((len(column) for column in value.values() if isinstance(column, list)), default=0)
    together = {name: column for name, column in value.items() if isinstance(column, list) and len(column) == longest}
    if longest > 0 and len(together) > 1:
        return [dict(zip(together, row)) for row in zip(*together.values())]
    if value and all(isinstance(row, dict) for row in value.values()):
        inner = list(next(iter(value.values())))
        counted = [len(names) > 0 and all(name.isdigit() for name in names) for names in (value, inner)]
        if not counted[1] and (counted[0] or len(value) > len(inner)):
            return list(value.values())
    is_row = lambda cell: isinstance(cell, (dict, list))
    if all(isinstance(column, dict) or isinstance(column, list) and not any(map(is_row, column))
           for column in value.values()):
        columns = {name: column if isinstance(column, dict) else dict(enumerate(column))
                   for name, column in value.items()}
        keys = dict.fromkeys(key for column in columns.values() for key in column)
        return [{name: column.get(key) for name, column in columns.items()} for key in keys]
    inner = [column for column in value.values() if isinstance(column, list) and any(map(is_row, column))]
    return records(inner[0]) if inner else [value]`;

function jsonReader(recipe: DataRecipe, records: string): string {
  return `def flat(name, value):
    if isinstance(value, dict):
        for inner, cell in value.items():
            yield from flat(f"{name}.{inner}" if name else inner, cell)
    elif isinstance(value, list) and value and all(type(cell) in (int, float) for cell in value):
        yield from ((f"{name}[{i}]", cell) for i, cell in enumerate(value))
    else:
        yield name, str(value).lower() if isinstance(value, bool) else value


def rows_of(records):
    rows = [dict(flat("", row)) for row in records]
    return [{name: row.get(name) for name in COLUMNS} for row in rows]


def read(path):
    with ${opened(recipe, ', encoding="utf-8-sig"')} as file:
        return rows_of(${records})`;
}

function csvReader(recipe: DataRecipe): string {
  const encoding =
    recipe.encoding === "utf-8"
      ? "utf-8-sig"
      : recipe.encoding.startsWith("utf-16")
        ? "utf-16"
        : recipe.encoding;
  const rows =
    recipe.delimiter === " "
      ? `[[cell.strip('"') for cell in re.findall(r'"[^"]*"|\\S+', line.lstrip("# "))] for line in lines]`
      : `csv.reader(lines, delimiter=${literal(recipe.delimiter)}${recipe.quote === undefined ? "" : `, quotechar=${literal(recipe.quote)}`})`;
  // The notes below a table have fewer cells than its rows.
  const isRow = recipe.notes === true ? "len(row) >= len(COLUMNS)" : "any(cell.strip() for cell in row)";
  return `def rows_of(lines):
    rows = ${rows}
    return [dict(zip(COLUMNS, row)) for row in rows if ${isRow}]


def read(path):
    with ${opened(recipe, `, encoding=${literal(encoding)}, newline=""`)} as file:
${recipe.skip === undefined ? "" : `        for _ in range(${recipe.skip}):\n            next(file)\n`}        return rows_of(file)${recipe.header ? "[1:]" : ""}`;
}

/** scikit-learn's splits with nothing but NumPy. */
export const splitPart = `def approximate_mode(counts, draws, random):
    shares = counts / counts.sum() * draws
    drawn = np.floor(shares)
    left = int(draws - drawn.sum())
    remainders = shares - drawn
    for value in np.unique(remainders)[::-1]:
        if left <= 0:
            break
        tied = np.flatnonzero(remainders == value)
        chosen = random.choice(tied, min(len(tied), left), replace=False)
        drawn[chosen] += 1
        left -= len(chosen)
    return drawn.astype(int)


def split(y, share, seed, stratify):
    """The rows of scikit-learn's train_test_split: (training rows, test rows)."""
    random = np.random.RandomState(seed)
    test_size = int(np.ceil(share * len(y)))
    if not stratify:
        order = random.permutation(len(y))
        return order[test_size:], order[:test_size]
    labels, numbers = np.unique(y, return_inverse=True)
    counts = np.bincount(numbers)
    train_counts = approximate_mode(counts, len(y) - test_size, random)
    test_counts = approximate_mode(counts - train_counts, test_size, random)
    train, test = [], []
    for label in range(len(labels)):
        rows = np.flatnonzero(numbers == label)[random.permutation(counts[label])]
        train.extend(rows[: train_counts[label]])
        test.extend(rows[train_counts[label] : train_counts[label] + test_counts[label]])
    return random.permutation(train), random.permutation(test)
`;

export function headOf(run: Run, modules: readonly string[]): string {
  const used = ["csv", "gzip", "json", "re", "sys"].filter((name) => name === "sys" || usesModule(run, name));
  return `${used.map((name) => `import ${name}`).join("\n")}

import numpy as np
${modules.map((name) => `${name}\n`).join("")}
`;
}

function usesModule(run: Run, name: string): boolean {
  const { format = "csv", delimiter, packed } = run.recipe ?? {};
  if (name === "gzip") return packed !== undefined;
  if (name === "json") return format.startsWith("json");
  return format === "csv" && (name === "re") === (delimiter === " ");
}

/** Both splits, and standardising on the training rows. */
export function preparationPart(recipe: DataRecipe): string {
  const fill = `hole = np.isnan(x)
x[hole] = np.nanmean(np.where(np.isin(np.arange(len(x)), train)[:, None], x, np.nan), axis=0)[np.where(hole)[1]]
`;
  const scale = `mean, scale = x[train].mean(axis=0), x[train].std(axis=0)
scale[scale <= 1e-12 * np.abs(mean)] = 1.0
x = (x - mean) / scale
`;
  return `x, y = design(read(PATH))
rest, test = split(y, ${recipe.testShare}, ${recipe.seed}, CLASSES is not None)
train, validation = split(y[rest], ${recipe.testShare}, ${recipe.seed}, CLASSES is not None)
train, validation = rest[train], rest[validation]
${recipe.missing === "mean" ? fill : ""}${recipe.standardised ? scale : ""}`;
}
