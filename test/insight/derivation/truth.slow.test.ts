import { beforeAll, describe, expect, it } from "vitest";
import * as arrays from "../../../src/algebra/array";
import * as e from "../../../src/algebra/expression";
import { deriveLines } from "../../../src/insight/derivation/lines";
import { batchGraph, isNormalised } from "../../../src/insight/derivation/model";
import { normPieces } from "../../../src/insight/derivation/normalised";
import { recognise } from "../../../src/insight/derivation/recognise";
import { bindRun } from "../../../src/insight/derivation/run";
import { parameterPieces } from "../../../src/insight/derivation/sizes";
import { type Anatomy, hasOwnLoss, ownAnatomy } from "../../../src/insight/gradient/anatomy";
import { traceModels } from "../../../src/insight/gradient/others";
import { readers } from "../../../src/insight/gradient/support";
import type { Parser } from "../../../src/syntax/parser";
import { relativeError } from "../../algebra/expression.cases";
import { testParser } from "../../syntax/load";
import { gradientCases } from "../gradient/programs";

let parser: Parser;
beforeAll(async () => {
  parser = await testParser();
});

function anatomies(text: string): readonly Anatomy[] {
  const parse = (each: string) => parser.parse(each);
  const program = { parts: [{ file: "p.py", module: parse(text) }], parse };
  return [...traceModels(program, hasOwnLoss)].map(ownAnatomy);
}

/** How far the gradients that are shown are from those of the program's own loss, with the numbers of a run and others. */
function distances(traced: Anatomy): readonly { readonly id: string; readonly distance: number }[] {
  const found = recognise(traced);
  if (typeof found === "string") return [];
  const { anatomy } = found;
  // With the ε of a normalisation, which the check looks away from.
  const [loss] = (isNormalised(found.model) ? anatomy : traced).losses;
  if (loss === undefined) return [];
  const graph = batchGraph(found.model);
  const { lines, definitions } = deriveLines(found.model, graph);
  const own = anatomy.layers.map((layer) => ({ ...parameterPieces(layer), ...normPieces(layer) }));
  return readers(anatomy.trace, [1.2, -0.7]).flatMap((read) => {
    const { variables: given, sizes } = bindRun(anatomy, found, graph, read);
    const variables = new Map(given);
    for (const [kind, strength] of found.strengths) variables.set(kind, arrays.scalar(strength));
    for (let left = [...definitions]; left.length > 0; ) {
      const ready = left.filter(([, node]) =>
        [...e.variablesOf(node).keys()].every((name) => variables.has(name)),
      );
      if (ready.length === 0) throw new Error(`no definition of a name in ${left.map(([name]) => name)}`);
      for (const [name, node] of ready) variables.set(name, e.evaluate(node, { variables, sizes }));
      left = left.filter((each) => !ready.includes(each));
    }
    const evaluator = new e.Evaluator({ variables, sizes });
    const shown = lines.filter(({ topic }) => /^(weights|bias|scale|shift)$/.test(topic));
    return shown.map(({ id, topic, chain }) => {
      const at = anatomy.layers.length === 1 ? 0 : Number(id.split("-").at(-1)) - 1;
      const { weights, bias, scale, shift } = own[at] ?? { weights: [] };
      const pieces =
        topic === "weights" ? weights : [{ bias, scale, shift }[topic as "bias"]].filter(isThere);
      const last = chain.at(-1);
      if (pieces.length === 0 || last === undefined || !("kind" in last)) throw new Error(id);
      const whole = flat(pieces.map((piece) => read(slopeBy(loss.node, piece))));
      const shownValue = flat([evaluator.value(last)]);
      // Of centred features far from their targets both are 0, but for the last digit.
      const isNothing = arrays.norm(shownValue) + arrays.norm(whole) < 1e-12;
      return { id, distance: isNothing ? 0 : relativeError(shownValue, whole) };
    });
  });
}

function isThere(node: e.Expression | null | undefined): node is e.Expression {
  return node != null;
}

/** By a piece of a parameter: that piece of the derivative by all of it. */
function slopeBy(loss: e.Expression, piece: e.Expression): e.Expression {
  const leaf = piece.kind === "index" ? piece.of : piece;
  const [slope = e.number(0)] = e.derivative(loss, [leaf]);
  return piece.kind === "index" ? e.index(slope, piece.indices) : slope;
}

function flat(parts: readonly arrays.NumberArray[]): arrays.NumberArray {
  const all = parts.flatMap((part) => Array.from(arrays.elements(part)));
  return arrays.arrayOf(Float64Array.from(all), [all.length]);
}

describe("the gradients that are shown are those of the program's own loss", () => {
  it.each(gradientCases())("$file", ({ text }) => {
    for (const anatomy of anatomies(text))
      for (const { id, distance } of distances(anatomy)) expect(distance, id).toBeLessThan(1e-6);
  });
});
