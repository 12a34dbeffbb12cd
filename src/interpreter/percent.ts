import { textOf } from "./contents";
import type { Machine } from "./machine";
import type { Datum, Value } from "./value";

/** `"W%d" % 3`: the text where every part of it is known and printed plainly; else null. */
export function percentFormat<D extends Datum>(
  machine: Machine<D>,
  text: string,
  values: Value<D>,
): string | null {
  const items =
    values.kind === "tuple" ? (values.content.kind === "items" ? values.content.items : null) : [values];
  if (items === null) return null;
  let next = 0;
  let lost = false;
  const whole = text.replace(/%(%|0?\d*[dis]|.?)/g, (_, code: string) => {
    if (code === "%") return "%";
    const item = items[next++];
    const printed = item === undefined ? null : part(machine, code, item);
    if (printed === null) lost = true;
    return printed ?? "";
  });
  return lost ? null : whole;
}

function part<D extends Datum>(machine: Machine<D>, code: string, item: Value<D>): string | null {
  const kind = code.at(-1);
  const width = Number.parseInt(code, 10) || 0;
  const fill = code.startsWith("0") ? "0" : " ";
  if (kind === "s") return textOf(machine, item)?.padStart(width) ?? null;
  if (kind !== "d" && kind !== "i") return null;
  const number = machine.integer(item);
  return number === null ? null : String(number).padStart(width, fill);
}
