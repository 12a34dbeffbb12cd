import type { ProgramPart } from "../../interpreter/interpret";
import type { Anatomy, LayerAnatomy, ParameterAnatomy } from "../gradient/anatomy";
import type { LayerModel, StartValue } from "./model";
import { normPieces } from "./normalised";

/** What a program's parameters are before the first step, as its own lines say it. */
export function startsOf(
  anatomy: Anatomy,
  layer: LayerAnatomy,
  parts: readonly ProgramPart[],
): NonNullable<LayerModel["start"]> {
  const start = (key: string | undefined): StartValue => {
    const parameter = anatomy.parameters.find(({ leaf }) => leaf.key === key);
    return parameter === undefined ? unknown : startOf(anatomy, parameter, parts);
  };
  const { scale, shift } = normPieces(layer);
  return {
    weight: start(layer.weight.key),
    bias: start(layer.bias?.key),
    ...(scale === null ? {} : { scale: start(scale.key) }),
    ...(shift === null ? {} : { shift: start(shift.key) }),
  };
}

const unknown: StartValue = { kind: "unknown" };

function startOf(anatomy: Anatomy, { leaf }: ParameterAnatomy, parts: readonly ProgramPart[]): StartValue {
  const place = anatomy.trace.parameters.find(({ node }) => node.key === leaf.key)?.place;
  if (place === undefined) return unknown;
  const made = /^(.*):(\d+):(\d+)$/.exec(place);
  if (made !== null) {
    const module = parts.find(({ file }) => file === made[1])?.module;
    return module === undefined ? unknown : madeBy(module.text.slice(Number(made[2]), Number(made[3])));
  }
  // A number goes by its name: "b", ".b".
  const name = place.startsWith(".") ? `\\.${place.slice(1)}` : `\\b${place}`;
  for (const { module } of parts) {
    const given = new RegExp(`${name}\\s*=\\s*(-?\\d+(?:\\.\\d*)?)\\s*(?:#.*)?$`, "m").exec(module.text);
    if (given?.[1] !== undefined) return { kind: "filled", value: Number(given[1]) };
  }
  return unknown;
}

/** `np.zeros((n, 1))`, `0.01 * np.random.randn(n, k)`: only what leaves no doubt. */
function madeBy(code: string): StartValue {
  if (/\brand(n|om|int)?\b|\bnormal\b|\buniform\b/.test(code)) return { kind: "random" };
  const filled = /^\s*(?:\w+\.)?(ones|zeros)(?:_like)?\s*\(/.exec(code)?.[1];
  return filled === undefined ? unknown : { kind: "filled", value: filled === "ones" ? 1 : 0 };
}
