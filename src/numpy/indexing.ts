import type { Abstract, ArrayValue, DtypeKind, Shape } from "../algebra/abstract";
import { isRecord } from "../algebra/record";
import { broadcast, numbers, printShape } from "../algebra/shape";
import { compare, constant, product, type Size } from "../algebra/size";
import type { Call, ShapedArray } from "./call";
import { asArray } from "./conversion";
import {
  castElements,
  count,
  type Element,
  elementsOf,
  gather,
  makeArray,
  maxElements,
  positions,
  stretch,
  strides,
} from "./elements";
import { complete, type Item, itemOf } from "./indexItems";
import type { Operation, Outcome } from "./operation";
import { fail, giveUp, shapeless } from "./outcome";
import { fieldItem } from "./records";
import { row } from "./row";
import { slice } from "./slicing";

/** What an index selects. */
export interface Selection {
  readonly shape: Shape;
  /** Flat positions in the indexed array, where they and its elements are known and few. */
  readonly at: readonly number[] | null;
  /** Every axis was given an integer: an element. */
  readonly element: boolean;
  /** Arrays of integers or booleans were among the items: the result is a copy. */
  readonly advanced: boolean;
  /** A single mask over all axes. */
  readonly mask: boolean;
  /** What is wrong with an element of an index array. */
  readonly late: string | null;
}

/** One axis of the result that a slice, a newaxis or an ellipsis made. */
interface Basic {
  readonly size: Size;
  /** Distance in the flat data from one to the next; null where it is not known. */
  readonly step: number | null;
}

/** Reads the items from left to right. */
class Reader {
  readonly before: Basic[] = [];
  readonly after: Basic[] = [];
  /** Index arrays, each with the flat distances that it adds; integers among them have shape (). */
  readonly arrays: { shape: Shape; offsets: readonly number[] | null; axes: number }[] = [];
  /** An index out of bounds in an array of them: NumPy looks only when the shapes have proved right. */
  late: string | null = null;
  /** An integer out of bounds beside arrays: NumPy looks when it has read all items. */
  lateInteger: string | null = null;
  offset: number | null = 0;
  axis = 0;
  apart = false;
  sawArray = false;
  #interrupted = false;
  readonly #steps: readonly number[] | null;

  constructor(
    readonly call: Call,
    readonly array: ShapedArray,
    readonly advanced: boolean,
  ) {
    const dims = numbers(array.shape);
    this.#steps = dims === null ? null : strides(dims);
  }

  sizeHere(): Size {
    return this.array.shape[this.axis] ?? constant(1);
  }

  stepHere(): number | null {
    return this.#steps?.[this.axis] ?? null;
  }

  addBasic(basic: Basic): void {
    (this.sawArray ? this.after : this.before).push(basic);
  }

  /** A slice, newaxis or ellipsis between index arrays sends their axes to the front. */
  interrupt(): void {
    if (this.sawArray) this.#interrupted = true;
  }

  addArray(shape: Shape, offsets: readonly number[] | null, axes = 1): void {
    if (this.#interrupted) this.apart = true;
    this.sawArray = true;
    this.arrays.push({ shape, offsets, axes });
  }
}

function read(reader: Reader, item: Item, missing: number): void {
  switch (item.kind) {
    case "newaxis":
      reader.interrupt();
      reader.addBasic({ size: constant(1), step: 0 });
      return;
    case "ellipsis":
      reader.interrupt();
      for (let each = 0; each < missing; each++) {
        reader.addBasic({ size: reader.sizeHere(), step: reader.stepHere() });
        reader.axis++;
      }
      return;
    case "slice": {
      reader.interrupt();
      const taken = slice(reader.call, reader.sizeHere(), item.slice);
      const step = reader.stepHere();
      reader.addBasic({ size: taken.size, step: step === null ? null : step * taken.step });
      move(reader, taken.start === null || step === null ? null : taken.start * step);
      reader.axis++;
      return;
    }
    case "integer":
      readInteger(reader, item.size);
      return;
    case "fancy":
      readFancy(reader, item.array);
      return;
    case "mask":
      readMask(reader, item.array);
      return;
  }
}

function move(reader: Reader, by: number | null): void {
  reader.offset = reader.offset === null || by === null ? null : reader.offset + by;
}

function outOfBounds(index: number, axis: number, size: Size): string | null {
  if (size.value === null || (index >= -size.value && index < size.value)) return null;
  return `index ${index} is out of bounds for axis ${axis} with size ${size.value}`;
}

function fromStart(index: number, size: Size): number | null {
  if (size.value === null) return null;
  return index < 0 ? index + size.value : index;
}

function readInteger(reader: Reader, index: Size): void {
  const size = reader.sizeHere();
  const wrong = index.value === null ? null : outOfBounds(index.value, reader.axis, size);
  if (wrong !== null && !reader.advanced) fail("IndexError", wrong);
  reader.lateInteger ??= wrong;
  const at = index.value === null ? null : fromStart(index.value, size);
  const step = reader.stepHere();
  move(reader, at === null || step === null ? null : at * step);
  if (reader.advanced) reader.addArray([], [0]);
  reader.axis++;
}

function readFancy(reader: Reader, array: ShapedArray): void {
  const { axis } = reader;
  const size = reader.sizeHere();
  const step = reader.stepHere();
  const at = array.rounded ? undefined : array.data?.map((index) => fromStart(Number(index), size));
  for (const index of array.rounded ? [] : (array.data ?? []))
    reader.late ??= outOfBounds(Number(index), axis, size);
  const offsets = at?.map((each) => (each === null || step === null ? null : each * step));
  reader.addArray(array.shape, offsets?.every((each) => each !== null) ? offsets : null);
  reader.axis++;
}

function readMask(reader: Reader, mask: ShapedArray): void {
  const covered = reader.array.shape.slice(reader.axis, reader.axis + mask.shape.length);
  for (const [index, size] of covered.entries()) {
    const other = mask.shape[index];
    if (other !== undefined && size.value !== null && other.value !== null && size.value !== other.value)
      fail(
        "IndexError",
        `boolean index did not match indexed array along dimension ${reader.axis + index}; dimension is ${size.value} but corresponding boolean dimension is ${other.value}`,
      );
  }
  const selected = mask.count ?? reader.call.fresh("k");
  reader.addArray([selected], maskOffsets(reader, mask), mask.shape.length);
  reader.axis += mask.shape.length;
}

/** The flat distances of the true elements. */
function maskOffsets(reader: Reader, mask: ShapedArray): number[] | null {
  const known = elementsOf(mask);
  const dims = numbers(reader.array.shape);
  if (known === null || dims === null) return null;
  const steps = strides(dims).slice(reader.axis, reader.axis + known.dims.length);
  const all = positions(known.dims, steps);
  return all.filter((_, index) => known.data[index] === true);
}

/** What `array[index]` selects. */
export function select(call: Call, array: ShapedArray, index: Abstract): Selection {
  const values = index.kind === "sequence" && index.type === "tuple" ? index.items : [index];
  if (index.kind === "repeated" && index.type === "tuple") giveUp("unknown-argument", call.name, "index");
  const read = values.map((value) => itemOf(call, value));
  return selectItems(call, array, read);
}

function selectItems(call: Call, array: ShapedArray, given: readonly Item[]): Selection {
  const { items, missing } = complete(given, array.shape.length);
  const advanced = items.some((item) => item.kind === "fancy" || item.kind === "mask");
  const reader = new Reader(call, array, advanced);
  for (const item of items) read(reader, item, missing);
  if (reader.lateInteger !== null) fail("IndexError", reader.lateInteger);
  const middle = commonShape(reader);
  const basics = [...reader.before, ...reader.after];
  const sizes = (list: readonly Basic[]) => list.map((basic) => basic.size);
  const shape = reader.apart
    ? [...middle, ...sizes(basics)]
    : [...sizes(reader.before), ...middle, ...sizes(reader.after)];
  return {
    shape,
    // Which elements are taken matters only where they are known.
    at: array.data === undefined ? null : flatPositions(reader, middle),
    element: given.every((item) => item.kind === "integer") && missing === 0,
    advanced,
    mask:
      given.length === 1 && given[0]?.kind === "mask" && given[0].array.shape.length === array.shape.length,
    late: product(shape).value === 0 && reader.late !== null ? null : reader.late,
  };
}

function commonShape(reader: Reader): Shape {
  let common: Shape = [];
  for (const { shape } of reader.arrays) {
    const next = broadcast(common, shape);
    if (next === null) {
      const list = reader.arrays
        .filter((each) => each.shape.length > 0)
        .flatMap((each) => Array.from({ length: each.axes }, () => printShape(each.shape)))
        .join(" ");
      fail(
        "IndexError",
        `shape mismatch: indexing arrays could not be broadcast together with shapes ${list} `,
      );
    }
    common = next;
  }
  return common;
}

function flatPositions(reader: Reader, middle: Shape): number[] | null {
  const outer = layout(reader.apart ? [] : reader.before);
  const inner = layout(reader.apart ? [...reader.before, ...reader.after] : reader.after);
  const dims = numbers(middle);
  if (outer === null || inner === null || dims === null || reader.offset === null) return null;
  if (count(dims) * outer.length * inner.length > maxElements) return null;
  const offsets = new Array<number>(count(dims)).fill(0);
  for (const { shape, offsets: own } of reader.arrays) {
    const ownDims = numbers(shape);
    if (own === null || ownDims === null) return null;
    const wide = stretch({ dims: ownDims, data: own }, dims);
    for (const [index, distance] of wide.entries()) offsets[index] = (offsets[index] ?? 0) + Number(distance);
  }
  const base = reader.offset;
  return outer.flatMap((a) => offsets.flatMap((b) => inner.map((c) => base + a + b + c)));
}

function layout(basics: readonly Basic[]): number[] | null {
  const dims = numbers(basics.map((basic) => basic.size));
  if (dims === null || count(dims) > maxElements) return null;
  const steps: number[] = [];
  for (const { step, size } of basics) {
    if (step === null && size.value !== 1 && size.value !== 0) return null;
    steps.push(step ?? 0);
  }
  return positions(dims, steps);
}

/** `array[index]`. */
export function getItem(call: Call, array: ArrayValue, index: Abstract): ArrayValue {
  if (array.shape === null) return shapeless(array.dtype, array.reason ?? call.unknownArgument("a"));
  const parts = fieldItem(call, array, index);
  if (parts !== null) return parts;
  const selection = select(call, { ...array, shape: array.shape }, index);
  if (selection.late !== null) fail("IndexError", selection.late);
  const data = array.data !== undefined && selection.at !== null ? gather(array.data, selection.at) : null;
  return makeArray(selection.shape, array.dtype, data, {
    scalar: selection.element,
    rounded: array.rounded,
    integer: array.dtype === "int" && selection.shape.length === 0 ? call.fresh("k") : undefined,
  });
}

/** `array[index] = value`: what the array is afterwards. */
export function setItem(call: Call, array: ArrayValue, index: Abstract, value: Abstract): ArrayValue {
  if (array.shape === null) return array;
  const parts = fieldItem(call, array, index);
  if (parts !== null) return withPart(array, parts, value);
  const selection = select(call, { ...array, shape: array.shape }, index);
  const isOpaque = value.kind === "unknown" || value.kind === "object" || isRecord(array.dtype);
  const source = isOpaque ? null : asArray(value);
  if (source !== null && source.shape !== null) checkFits(source.shape, selection, source.dtype, array.dtype);
  if (selection.late !== null) fail("IndexError", selection.late);
  const data = source === null ? null : written(array, selection, source);
  const rounded = array.rounded === true || source?.rounded === true;
  return makeArray(array.shape, array.dtype, data, { scalar: array.scalar, rounded });
}

/** `people['age'] = value` */
function withPart(array: ArrayValue, part: ArrayValue, value: Abstract): ArrayValue {
  const shape = part.shape ?? [];
  const isOpaque = value.kind === "unknown" || value.kind === "object" || isRecord(part.dtype);
  if (isOpaque || part.scalar === true) return array;
  const source = asArray(value);
  const whole = { shape, at: null, element: false, advanced: false, mask: false, late: null };
  if (source.shape !== null) checkFits(source.shape, whole, source.dtype, part.dtype);
  return array;
}

function written(array: ArrayValue, selection: Selection, source: ArrayValue): readonly Element[] | null {
  const [known, dims] = [elementsOf(source), numbers(selection.shape)];
  if (array.data === undefined || known === null || dims === null || selection.at === null) return null;
  if (source.rounded && array.dtype !== "float") return null;
  const cast = castElements(known.data, array.dtype);
  if (cast === null) return null;
  const surplus = Math.max(0, known.dims.length - dims.length);
  const values = stretch({ dims: known.dims.slice(surplus), data: cast }, dims);
  const data = [...array.data];
  for (const [index, at] of selection.at.entries()) data[at] = values[index] ?? Number.NaN;
  return data;
}

function checkFits(value: Shape, selection: Selection, from: DtypeKind, to: DtypeKind): void {
  const target = selection.shape;
  if (selection.element) {
    const single = value.every((size) => size.value === null || size.value === 1);
    if (!single && from !== "object" && to !== "object" && to !== "unknown")
      fail("ValueError", "setting an array element with a sequence.");
    return;
  }
  if (selection.mask && value.length > 1)
    fail(
      "TypeError",
      `NumPy boolean array indexing assignment requires a 0 or 1-dimensional input, input has ${value.length} dimensions`,
    );
  if (fits(value, target)) return;
  if (selection.mask && value.length === 1 && target.length === 1)
    fail(
      "ValueError",
      `NumPy boolean array indexing assignment cannot assign ${value[0]?.text} input values to the ${target[0]?.text} output values where the mask is true`,
    );
  if (selection.advanced)
    fail(
      "ValueError",
      `shape mismatch: value array of shape ${printShape(value)} could not be broadcast to indexing result of shape ${printShape(target)}`,
    );
  fail(
    "ValueError",
    `could not broadcast input array from shape ${printShape(withoutOnes(value, target.length))} into shape ${printShape(target)}`,
  );
}

/** Leading axes of one that are too many do not count. */
export function withoutOnes(value: Shape, most: number): Shape {
  let surplus = 0;
  while (value.length - surplus > most && value[surplus]?.value === 1) surplus++;
  return value.slice(surplus);
}

/** Whether a value may be broadcast into a place: leading axes of one are dropped. False only where it is certain. */
export function fits(value: Shape, target: Shape): boolean {
  const surplus = value.length - target.length;
  for (const [axis, size] of value.entries()) {
    const room = target[axis - surplus];
    if (size.value === 1) continue;
    if (room === undefined) {
      if (size.value !== null) return false;
      continue;
    }
    if (size.value !== null && room.value !== null && compare(size, room) === "different") return false;
  }
  return true;
}

const view = { view: "a" };

function setItemRule(call: Call): Outcome {
  const array = setItem(call, call.array("a"), call.need("index"), call.need("value"));
  return { kind: "value", value: { kind: "none" }, mutated: { a: array } };
}

export const indexing: readonly Operation[] = [
  row("operator.getitem", "a, index", (call) => getItem(call, call.array("a"), call.need("index")), view),
  row("operator.setitem", "a, index, value", setItemRule, { mutates: "a" }),
  row("operator.delitem", "a, index", () => fail("ValueError", "cannot delete array elements")),
];
