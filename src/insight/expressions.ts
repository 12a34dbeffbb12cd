import { symbol } from "../algebra/size";
import type { Mutable } from "../base/mutable";
import type { Application } from "../domains/shapes/apply";
import type { Meeting } from "../domains/shapes/meet";
import type { Expression } from "../syntax/tree";
import type { FactConverter } from "./convert";
import type { ExpressionFact, OperandFact, OperationFact } from "./facts";
import { copied } from "./lines";
import { operandNodes } from "./operandNodes";
import type { Entry, Recorder, Sighting } from "./recorder";

const products = new Set([
  "numpy.dot",
  "ndarray.dot",
  "numpy.matmul",
  "operator.matmul",
  "numpy.inner",
  "numpy.outer",
  "numpy.tensordot",
  "numpy.einsum",
]);

const reductions =
  /\.(?:sum|mean|std|var|max|min|amax|amin|prod|argmax|argmin|any|all|median|nansum|nanmean|nanmax|nanmin|ptp|count_nonzero)$/;

const creations =
  /^numpy\.(?:zeros|ones|empty|full|eye|identity|arange|linspace|logspace|array|asarray|random\.\w+)(?:_like)?$/;

const kinds = new Map<string, OperationFact["kind"]>();

/** There are some hundred names, each of which is asked for again and again. */
function operationKind(name: string): OperationFact["kind"] {
  const kind = kinds.get(name) ?? kindOf(name);
  kinds.set(name, kind);
  return kind;
}

function kindOf(name: string): OperationFact["kind"] {
  if (products.has(name)) return "product";
  if (name === "ndarray.T" || name.endsWith(".transpose")) return "transpose";
  if (name.endsWith(".reshape") || name.endsWith(".ravel") || name.endsWith(".flatten")) return "reshape";
  if (reductions.test(name)) return "reduce";
  if (creations.test(name)) return "create";
  return name.startsWith("operator.") && name !== "operator.getitem" ? "elementwise" : "other";
}

/** The facts of one document's expressions, in the order of the text. */
export function expressionFacts(
  recorder: Recorder,
  converter: FactConverter,
  file: string,
): readonly ExpressionFact[] {
  const facts: ExpressionFact[] = [];
  for (const entry of recorder.entries.values()) {
    if (entry.file !== file) continue;
    const fact = expressionFact(entry, recorder, converter);
    if (fact !== null) facts.push(fact);
  }
  return facts.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

function expressionFact(entry: Entry, recorder: Recorder, converter: FactConverter): ExpressionFact | null {
  const { node, file, maker } = entry;
  const isParameter = "nameSpan" in node && !("object" in node);
  const span = copied(isParameter ? node.nameSpan : node.span);
  const exact = [...entry.sightings.values()];
  const seen = exact.length === 0 || entry.drifts ? [...exact, ...roughAlone(entry)] : exact;
  const held = entry.isChosen && seen.length > 1 ? withoutWholes(seen, recorder.domain?.meeting) : seen;
  const told = withDoubtfulNamed(held);
  const sightings = told.length > FEW ? gathered(told) : told;
  const isCallee = !isParameter && recorder.callees.has(node);
  const reason = entry.reason ?? (sightings.length === 0 ? entry.roughReason : null);
  const lost = sightings.length === 0 && reason !== null && !isCallee && !entry.isOther;
  if (sightings.length === 0 && !lost && entry.python === null) return null;
  const operations = sightings.map(({ application }) =>
    isParameter ? null : operationFact(application, entry, maker ?? node, converter),
  );
  const values = sightings.map(({ array, caller }, index) => {
    const fact = converter.array(array);
    const operation = operations[index] ?? null;
    return caller === null || sightings.length === 1
      ? fact
      : {
          ...fact,
          caller: converter.siteOrigin(caller),
          ...(operation === null ? {} : { operation }),
        };
  });
  const role = isParameter ? "parameter" : roleOf(node, entry.isStore);
  const fact: Mutable<ExpressionFact> = { span, text: converter.source(file, span), role, values };
  const { passed, python, sizes } = entry;
  if (reason !== null) fact.reason = reason;
  if (!entry.isReached) fact.supposed = true;
  if (passed !== null) fact.passed = { file: passed.file, ...copied(passed.node.span) };
  if (python !== null && sightings.length === 0) fact.python = python;
  if (sizes !== null && sizes !== "several" && sightings.length === 0)
    fact.sizes = { isTuple: sizes.isTuple, items: sizes.items.map((size) => converter.size(size)) };
  const operation =
    operations.find((each) => each !== null) ??
    (isParameter ? null : operationFact(entry.application, entry, maker ?? node, converter));
  if (operation !== null) fact.operation = operation;
  return fact;
}

/** Which of the sizes takes a path that the data choose is not known: a name that stands for all of them says it. */
function withoutWholes(sightings: readonly Sighting[], meeting: Meeting | undefined): readonly Sighting[] {
  const shapes = sightings.map(({ array }) => array.shape ?? []);
  return sightings.filter((_, index) => {
    const own = shapes[index] ?? [];
    return !shapes.some((each) => meeting?.covers(each, own) === true && meeting.covers(own, each) === false);
  });
}

/** Beside shapes that are certain, those of paths that the data choose may never come: what differs in them has a name. */
function withDoubtfulNamed(sightings: readonly Sighting[]): readonly Sighting[] {
  const certain = sightings.filter(({ isCertain }) => isCertain);
  if (certain.length === 0 || certain.length === sightings.length) return sightings;
  const model = certain[0]?.array.shape ?? [];
  const named = sightings.map((each): Sighting => {
    const shape = each.array.shape ?? [];
    if (each.isCertain || shape.length !== model.length) return each;
    const sizes = shape.map((size, axis) =>
      size.text === model[axis]?.text ? size : symbol(axis === 0 ? "k" : `k${axis}`),
    );
    return { ...each, array: { kind: "array", shape: sizes, dtype: each.array.dtype }, application: null };
  });
  const seen = new Set<string>();
  return named.filter(({ array }) => {
    const text = (array.shape ?? []).map((size) => size.text).join(",");
    return !seen.has(text) && seen.add(text);
  });
}

/** What only passes that stand for many saw. */
function roughAlone({ rough, sightings }: Entry): readonly Sighting[] {
  return [...(rough ?? [])].flatMap(([key, each]) => (sightings.has(key) ? [] : [each]));
}

function roleOf(node: Expression, isStore: boolean): ExpressionFact["role"] {
  switch (node.kind) {
    case "attribute":
      return isStore ? "store" : "attribute";
    case "call":
      return "call";
    case "subscript":
      return "subscript";
    case "comparison":
      return "comparison";
    case "binary":
    case "unary":
      return "operator";
    default:
      return isStore ? "store" : "load";
  }
}

function operationFact(
  application: Application | null,
  { file }: Entry,
  node: Expression,
  converter: FactConverter,
): OperationFact | null {
  if (application === null || node.kind === "name") return null;
  const result = converter.value(application.result);
  if (result === null) return null;
  const nodes = receiverFirst(node, application.operation);
  const operands: OperandFact[] = [];
  for (const [index, value] of application.operands.entries()) {
    const operand = nodes[index];
    const array = operand === undefined ? null : converter.value(value);
    if (operand !== undefined && array !== null) operands.push(converter.operand(array, file, operand.span));
  }
  const kind = operationKind(application.operation);
  const fact: OperationFact = { kind, name: application.operation, operands, result };
  if (kind !== "reduce") return fact;
  const axis = application.args.axis;
  const isInt = axis !== undefined && "kind" in axis && axis.kind === "int";
  return { ...fact, axis: isInt ? axis.size.value : null };
}

/** A method's receiver is its first operand. */
export function receiverFirst(node: Expression, operation: string): readonly Expression[] {
  const nodes = operandNodes(node);
  const isMethod =
    !operation.startsWith("numpy.") && node.kind === "call" && node.callee.kind === "attribute";
  return isMethod && node.callee.kind === "attribute" ? [node.callee.object, ...nodes] : nodes;
}

/** More shapes than this are not listed one by one. */
const FEW = 24;

/** The sizes that differ among many shapes of as many axes get a name: nobody reads a list of forty. */
function gathered(sightings: readonly Sighting[]): readonly Sighting[] {
  const byRank = new Map<number, Sighting[]>();
  for (const each of sightings) {
    const rank = each.array.shape?.length ?? 0;
    byRank.set(rank, [...(byRank.get(rank) ?? []), each]);
  }
  return [...byRank.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length <= 4) return group;
    const shape = (first.array.shape ?? []).map((size, axis) =>
      group.every((each) => each.array.shape?.[axis]?.text === size.text)
        ? size
        : symbol(axis === 0 ? "k" : `k${axis}`),
    );
    const dtype = group.every((each) => each.array.dtype === first.array.dtype)
      ? first.array.dtype
      : "unknown";
    return [
      {
        array: { kind: "array", shape, dtype },
        caller: first.caller,
        isCertain: first.isCertain,
        application: null,
      },
    ];
  });
}
