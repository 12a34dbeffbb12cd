/** How a matrix of weights is laid into the room that there is, in whole pixels. */
export interface MatrixLayout {
  /** The names of the rows; 0 where each stands above its cells. */
  readonly names: number;
  readonly cell: number;
  /** Which columns are drawn: the largest of them where there is no room for all. */
  readonly columns: readonly number[];
  /** The cells show their numbers. */
  readonly numbers: boolean;
  /** The columns' names stand upright, as the cells are too slim for them. */
  readonly upright: boolean;
}

/** Slimmer cells can't be pointed at; wider ones are no easier to read. */
const cells = { least: 14, most: 96 };
/** Below this there is no room for names beside the cells. */
const narrow = 240;
/** What a letter of a row's name takes, more or less, and of a column's, which is smaller. */
const letter = { row: 6.6, column: 5.6 };
/** So wide cells have room for their numbers. */
const withNumber = 52;

/** Hangul and other wide letters take about two. */
function lettersOf(text: string): number {
  return [...text].reduce(
    (sum, each) => sum + (/[\u1100-\u11ff\u2e80-\ud7ff\uf900-\uffef]/.test(each) ? 1.9 : 1),
    0,
  );
}

export function matrixLayout(
  width: number,
  columns: readonly { readonly name: string; readonly rank: number }[],
  rowNames: readonly string[],
): MatrixLayout {
  const longest = Math.max(0, ...rowNames.map(lettersOf)) * letter.row + 10;
  const isNarrow = width < narrow && longest > width * 0.2;
  const names = isNarrow ? 0 : Math.ceil(Math.min(longest, width * 0.42));
  const room = width - names;
  const most = Math.max(1, Math.floor(room / cells.least));
  const drawn = [...columns.keys()].filter((column) => (columns[column]?.rank ?? 0) < most);
  const cell = Math.min(cells.most, Math.floor(room / Math.max(1, drawn.length)));
  const words = drawn.flatMap((column) => columns[column]?.name.split(/[\s_]+/) ?? []);
  return {
    names,
    cell,
    columns: drawn,
    numbers: cell >= withNumber,
    upright: words.some((word) => lettersOf(word) * letter.column > cell - 2),
  };
}
