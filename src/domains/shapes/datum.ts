import type { Abstract, ArrayValue, DtypeKind } from "../../algebra/abstract";
import { constant, type Size } from "../../algebra/size";
import type { Machine } from "../../interpreter/machine";
import type {
  BuiltinValue,
  Datum,
  InstanceValue,
  Items,
  Iteration,
  Site,
  Value,
} from "../../interpreter/value";
import type { Memory } from "../../interpreter/watch";
import type { RandomStream } from "../../numpy/draws";

/** What the domain of shapes owns: numbers, arrays, and NumPy's own objects (a random generator). */
export type ShapeContent = Extract<
  Abstract,
  { kind: "array" | "int" | "float" | "complex" | "dtype" | "object" }
>;

/**
 * A value of the domain. `memory` is shared by all arrays that share memory: writing into one of them makes what was
 * known of the elements of the others stale.
 */
export interface ShapeDatum extends Datum {
  readonly content: ShapeContent;
  readonly memory: Memory | null;
  /** The memory's version when the elements were known. */
  readonly version: number;
  /** The elements of an array that was shuffled: all of them, in an order that is not known. */
  readonly unordered?: readonly (number | boolean)[];
  /** What an array of objects holds. */
  readonly held?: Items<ShapeDatum>;
  /** It is an `np.matrix`. */
  readonly matrix?: boolean;
  /** What a random generator draws from. */
  readonly stream?: RandomStream;
}

export type ShapeValue = Value<ShapeDatum>;
export type ShapeMachine = Machine<ShapeDatum>;
export type ShapeSite = Site<ShapeDatum>;
export type ShapeInstance = InstanceValue<ShapeDatum>;
export type ShapeBuiltin = BuiltinValue<ShapeDatum>;
export type ShapeIteration = Iteration<ShapeDatum>;

export function datum(content: ShapeContent, memory: Memory | null = null): ShapeDatum {
  const own =
    memory ??
    (content.kind === "array" && (content.scalar !== true || content.data !== undefined)
      ? { version: 0 }
      : null);
  return { kind: "datum", content, memory: own, version: own?.version ?? 0 };
}

export function intDatum(size: Size): ShapeDatum {
  return datum({ kind: "int", size });
}

export function known(value: number): ShapeDatum {
  return intDatum(constant(value));
}

export function floatDatum(value: number | null): ShapeDatum {
  return datum({ kind: "float", value });
}

export function arrayDatum(shape: readonly Size[], dtype: DtypeKind): ShapeDatum {
  return datum({ kind: "array", shape, dtype });
}

/** The content as it is now: without the elements where something was written to the memory since. */
export function contentOf(value: ShapeDatum): ShapeContent {
  const { content, memory, version } = value;
  if (content.kind !== "array" || memory === null || memory.version === version) return content;
  return withoutElements(content);
}

export function withoutElements(array: ArrayValue): ArrayValue {
  if (array.data === undefined && array.integer === undefined && array.count === undefined) return array;
  const { data: _data, integer: _integer, count: _count, rounded: _rounded, ...rest } = array;
  return rest;
}

/** The size that an integer stands for; null where it is no integer, or none that can be named. */
export function sizeOf(value: ShapeDatum): Size | null {
  const content = contentOf(value);
  if (content.kind === "int") return content.size;
  if (content.kind !== "array" || content.dtype !== "int" || content.shape?.length !== 0) return null;
  const [element] = content.data ?? [];
  return typeof element === "number" ? constant(element) : (content.integer ?? null);
}
