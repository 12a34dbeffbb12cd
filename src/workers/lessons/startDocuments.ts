import type { LearnerDocument } from "../../lessons/result";

/** A lesson's file as documents: a script is one, a notebook one for each code cell. Empty where it is neither. */
export function startDocuments(path: string, text: string): LearnerDocument[] {
  if (!path.endsWith(".ipynb")) return [{ uri: path, text }];
  const cells = field(parsed(text), "cells");
  if (!Array.isArray(cells)) return [];
  return cells.flatMap((cell: unknown, at) => {
    if (field(cell, "cell_type") !== "code") return [];
    const source = field(cell, "source");
    return [{ uri: `${path}#${at}`, text: Array.isArray(source) ? source.join("") : String(source ?? "") }];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
