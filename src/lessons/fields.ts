import type { Span } from "../base/span";
import type { JsonMember, JsonNode } from "./json";

/**
 * What `lesson.json` may hold is said once, in `format.ts`, out of these parts. From it come both the reader, which says
 * of each wrong value where it is, and the JSON schema, by which an editor completes.
 */
export interface Field<T> {
  readonly schema: JsonSchema;
  /** null where the value is not right; then a complaint was made. */
  readonly read: (node: JsonNode, complain: Complain) => T | null;
  /** What stands for it where the file leaves it out; missing for what has to be there. */
  readonly fallback?: { readonly value: T };
}

export type JsonSchema = { readonly [key: string]: unknown };

/** What is wrong with a value of `lesson.json`. */
export type FormatComplaint =
  | { readonly code: "missing"; readonly name: string }
  | { readonly code: "not-a-name"; readonly name: string; readonly known: readonly string[] }
  | { readonly code: "wrong-kind"; readonly wanted: Wanted }
  | { readonly code: "not-one-of"; readonly value: string; readonly known: readonly string[] }
  | { readonly code: "wrong-form"; readonly value: string; readonly form: Form }
  | { readonly code: "empty" };

export type Wanted = "text" | "whole-number" | "number" | "yes-or-no" | "list" | "object";

/** The forms that a text can be asked to have. */
export type Form = "id" | "file" | "python-name" | "target" | "language" | "code";

export type Complain = (span: Span, complaint: FormatComplaint) => void;

const forms: Readonly<Record<Form, RegExp>> = {
  id: /^[a-z0-9][a-z0-9-]{0,63}$/,
  // Names alone: nothing of a lesson may reach outside of its own folder.
  file: /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/,
  "python-name": /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/,
  target: /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\[\])?$/,
  language: /^[a-z]{2}$/,
  code: /\S/,
};

export function text(form: Form, description: string): Field<string> {
  const pattern = forms[form];
  return {
    schema: { type: "string", pattern: pattern.source, description },
    read: (node, complain) => {
      if (node.kind !== "text") return wrong(node, "text", complain);
      if (pattern.test(node.value)) return node.value;
      complain(node.span, { code: "wrong-form", value: node.value, form });
      return null;
    },
  };
}

/** Code: a text, or a list of its lines. */
export function code(description: string): Field<string> {
  const line = { type: "string" };
  return {
    schema: {
      description,
      oneOf: [
        { ...line, pattern: forms.code.source },
        { type: "array", items: line, minItems: 1 },
      ],
    },
    read: (node, complain) => {
      const lines = node.kind === "list" ? node.items : [node];
      const texts = lines.map((each) => (each.kind === "text" ? each.value : null));
      const strange = lines.find((each) => each.kind !== "text");
      if (strange !== undefined) return wrong(strange, "text", complain);
      const whole = texts.join("\n");
      if (forms.code.test(whole)) return whole;
      complain(node.span, { code: "empty" });
      return null;
    },
  };
}

export function number(description: string): Field<number> {
  return {
    schema: { type: "number", description },
    read: (node, complain) => (node.kind === "number" ? node.value : wrong(node, "number", complain)),
  };
}

export function wholeNumber(least: number, description: string): Field<number> {
  return {
    schema: { type: "integer", minimum: least, description },
    read: (node, complain) =>
      node.kind === "number" && Number.isInteger(node.value) && node.value >= least
        ? node.value
        : wrong(node, "whole-number", complain),
  };
}

export function yesOrNo(description: string): Field<boolean> {
  return {
    schema: { type: "boolean", description },
    read: (node, complain) => (node.kind === "boolean" ? node.value : wrong(node, "yes-or-no", complain)),
  };
}

export function choice<T extends string>(known: readonly T[], description: string): Field<T> {
  return {
    schema: { enum: known, description },
    read: (node, complain) => {
      if (node.kind !== "text") return wrong(node, "text", complain);
      const found = known.find((each) => each === node.value);
      if (found !== undefined) return found;
      complain(node.span, { code: "not-one-of", value: node.value, known });
      return null;
    },
  };
}

/** `least`: how many items there have to be. */
export function list<T>(of: Field<T>, least: number, description: string): Field<readonly T[]> {
  return {
    schema: { type: "array", items: of.schema, minItems: least, description },
    read: (node, complain) => {
      if (node.kind !== "list") return wrong(node, "list", complain);
      if (node.items.length < least) {
        complain(node.span, { code: "empty" });
        return null;
      }
      const items = node.items.map((item) => of.read(item, complain));
      return all(items) ? items : null;
    },
  };
}

function all<T>(items: readonly (T | null)[]): items is readonly T[] {
  return items.every((item) => item !== null);
}

/** A field that may be left out. */
export function optional<T, F>(of: Field<T>, value: F): Field<T | F> {
  return { schema: of.schema, read: of.read, fallback: { value } };
}

export type Fields<T> = { readonly [K in keyof T]: Field<T[K]> };

/** `ignored`: names that may stand there and say nothing, as `$schema`. */
export function object<T extends object>(
  fields: Fields<T>,
  description: string,
  ignored: readonly string[] = [],
): Field<T> {
  const entries = Object.entries<Field<unknown>>(fields);
  const known = [...ignored, ...entries.map(([name]) => name)];
  return {
    schema: objectSchema(entries, description, ignored),
    read: (node, complain) => {
      if (node.kind !== "object") return wrong(node, "object", complain);
      for (const { name, nameSpan } of node.members)
        if (!known.includes(name)) complain(nameSpan, { code: "not-a-name", name, known });
      let complete = true;
      const read = entries.map(([name, field]): [string, unknown] => {
        const value = readMember(field, memberOf(node.members, name), complain);
        if (value.kind === "missing") complain(nodeStart(node), { code: "missing", name });
        if (value.kind !== "value") complete = false;
        return [name, value.kind === "value" ? value.value : null];
      });
      // Each name has been read by its own field, so this is what T says.
      return complete ? (Object.fromEntries(read) as T) : null;
    },
  };
}

type Member = { readonly kind: "value"; readonly value: unknown } | { readonly kind: "missing" | "wrong" };

function readMember(field: Field<unknown>, member: JsonMember | undefined, complain: Complain): Member {
  if (member === undefined)
    return field.fallback === undefined
      ? { kind: "missing" }
      : { kind: "value", value: field.fallback.value };
  const value = field.read(member.value, complain);
  return value === null ? { kind: "wrong" } : { kind: "value", value };
}

/** The last of that name counts, as in JavaScript. */
function memberOf(members: readonly JsonMember[], name: string): JsonMember | undefined {
  return members.findLast((member) => member.name === name);
}

/** A whole object underlined would be much; its opening brace says enough. */
function nodeStart({ span }: JsonNode): Span {
  return { start: span.start, end: span.start + 1 };
}

function objectSchema(
  entries: readonly (readonly [string, Field<unknown>])[],
  description: string,
  ignored: readonly string[],
): JsonSchema {
  const required = entries.filter(([, field]) => field.fallback === undefined).map(([name]) => name);
  return {
    type: "object",
    description,
    properties: Object.fromEntries([
      ...ignored.map((name) => [name, {}]),
      ...entries.map(([name, { schema, fallback }]) => {
        const value = fallback?.value;
        return [name, value === undefined || value === null ? schema : { ...schema, default: value }];
      }),
    ]),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

/** An object whose member `kind` says which of several forms it has. */
export function oneOf<T>(forms: Readonly<Record<string, Field<T>>>, description: string): Field<T> {
  const kinds = Object.keys(forms);
  return {
    schema: { description, oneOf: Object.values(forms).map(({ schema }) => schema) },
    read: (node, complain) => {
      if (node.kind !== "object") return wrong(node, "object", complain);
      const kind = memberOf(node.members, "kind")?.value;
      if (kind === undefined) {
        complain(nodeStart(node), { code: "missing", name: "kind" });
        return null;
      }
      if (kind.kind !== "text") return wrong(kind, "text", complain);
      const form = Object.hasOwn(forms, kind.value) ? forms[kind.value] : undefined;
      if (form !== undefined) return form.read(node, complain);
      complain(kind.span, { code: "not-one-of", value: kind.value, known: kinds });
      return null;
    },
  };
}

function wrong(node: JsonNode, wanted: Wanted, complain: Complain): null {
  complain(nodeStart(node), { code: "wrong-kind", wanted });
  return null;
}
