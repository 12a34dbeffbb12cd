import { add, constant, floorDivide, type Size, subtract } from "../algebra/size";
import type { LibraryCall } from "../domains/library";
import { given } from "./values";

/** The rows of the test part and of the training part, as scikit-learn counts them. */
export function splitSizes(call: LibraryCall, rows: Size): readonly [Size, Size] {
  const [test, train] = [share(call, "test_size"), share(call, "train_size")];
  const n = rows.value;
  if ([test, train].some((each) => each !== null && Number.isNaN(each.value))) {
    const last = call.fresh("test");
    return [subtract(rows, last), last];
  }
  if (n === null) return namedSplit(call, rows, test, train);
  const testRows = test === null ? null : test.whole ? test.value : Math.ceil(test.value * n);
  const trainRows = train === null ? null : train.whole ? train.value : Math.floor(train.value * n);
  const last = testRows ?? (trainRows === null ? Math.ceil(0.25 * n) : n - trainRows);
  return [constant(trainRows ?? n - last), constant(last)];
}

interface Share {
  /** NaN where the program computes it from what is not known. */
  readonly value: number;
  readonly whole: boolean;
}

function share(call: LibraryCall, parameter: string): Share | null {
  const value = given(call, parameter);
  if (value === null) return null;
  const abstract = call.abstract(value);
  if (abstract.kind === "int" && abstract.size.value !== null)
    return { value: abstract.size.value, whole: true };
  return abstract.kind === "float" && abstract.value !== null
    ? { value: abstract.value, whole: false }
    : { value: Number.NaN, whole: false };
}

function namedSplit(
  call: LibraryCall,
  rows: Size,
  test: Share | null,
  train: Share | null,
): readonly [Size, Size] {
  if (test?.whole) return [subtract(rows, constant(test.value)), constant(test.value)];
  if (train?.whole) return [constant(train.value), subtract(rows, constant(train.value))];
  const part = test === null && train === null ? 0.25 : test === null ? null : test.value;
  const by = part === null ? null : Math.round(1 / part);
  // A quarter, a fifth, a tenth of the rows, rounded up.
  if (part !== null && by !== null && Math.abs(1 / by - part) < 1e-12) {
    const last = floorDivide(add(rows, constant(by - 1)), constant(by)) ?? call.fresh("test");
    return [subtract(rows, last), last];
  }
  const last = call.fresh("test");
  return [subtract(rows, last), last];
}
