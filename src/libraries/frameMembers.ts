import type { DtypeKind } from "../algebra/abstract";
import type { Size } from "../algebra/size";
import { fn, type LibraryCall, type LibraryFunction } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { type Frame, frameAttributes, makeFrame, readFrame, readSeries } from "./frame";
import { none } from "./values";

// What the members of pandas' classes are made with.

export function ownFrame(call: LibraryCall): Frame | null {
  return readFrame(call, call.self);
}

export function lost(call: LibraryCall): ShapeValue {
  return call.unknown("unknown-argument", "pandas.DataFrame", "self");
}

type OfFrame = (call: LibraryCall, frame: Frame) => ShapeValue;
type OfSeries = (call: LibraryCall, rows: Size, dtype: DtypeKind) => ShapeValue;

export const onFrame = (signature: string, body: OfFrame): LibraryFunction =>
  fn(signature, (call) => {
    const frame = ownFrame(call);
    return frame === null ? lost(call) : body(call, frame);
  });

export const onSeries = (signature: string, body: OfSeries): LibraryFunction =>
  fn(signature, (call) => {
    const series = readSeries(call, call.self);
    return series === null ? lost(call) : body(call, series.rows, series.dtype);
  });

export const frameProperty =
  (body: OfFrame) =>
  (call: LibraryCall): ShapeValue => {
    const frame = ownFrame(call);
    return frame === null ? lost(call) : body(call, frame);
  };

export const seriesProperty =
  (body: OfSeries) =>
  (call: LibraryCall): ShapeValue => {
    const series = readSeries(call, call.self);
    return series === null ? lost(call) : body(call, series.rows, series.dtype);
  };

/** The result, or the frame itself changed where `inplace=True`. */
export function placed(call: LibraryCall, frame: Frame): ShapeValue {
  if (call.flag("inplace", false) !== true) return makeFrame(call, frame);
  for (const [name, value] of Object.entries(frameAttributes(call, frame))) call.setAttribute(name, value);
  return none;
}

export const withKind = (frame: Frame, dtype: DtypeKind): Frame => ({
  ...frame,
  dtype,
  columns: frame.columns?.map(({ name }) => ({ name, dtype })) ?? null,
});
