import type { Match, MatchCase, Pattern } from "../syntax/tree";
import { attempt, fork } from "./branch";
import { compare } from "./comparisons";
import type { Completion, Machine } from "./machine";
import type { Datum, Frame, Value } from "./value";

const normal = { kind: "normal" } as const;

export function runMatch<D extends Datum>(machine: Machine<D>, node: Match, frame: Frame<D>): Completion<D> {
  return runCases(machine, machine.evaluate(node.subject, frame), node.cases, frame);
}

function runCases<D extends Datum>(
  machine: Machine<D>,
  subject: Value<D>,
  cases: readonly MatchCase[],
  frame: Frame<D>,
): Completion<D> {
  const [first, ...others] = cases;
  if (first === undefined) return normal;
  const matched = matches(machine, first.pattern, subject, frame);
  const guard =
    matched === false || first.guard === null ? true : machine.truth(machine.evaluate(first.guard, frame));
  const verdict =
    matched === false || guard === false ? false : matched === true && guard === true ? true : null;
  if (verdict === true) return machine.execute(first.body, frame);
  if (verdict === false) return runCases(machine, subject, others, frame);
  return fork(
    machine,
    frame,
    () => machine.execute(first.body, frame),
    () => runCases(machine, subject, others, frame),
  );
}

/** Whether the pattern matches; binds its names on the way. null: not known. */
function matches<D extends Datum>(
  machine: Machine<D>,
  pattern: Pattern,
  subject: Value<D>,
  frame: Frame<D>,
): boolean | null {
  switch (pattern.kind) {
    case "capture":
      if (pattern.name !== null) machine.assign(pattern.name, subject, null, frame);
      return true;
    case "value": {
      const value = machine.evaluate(pattern.value, frame);
      return machine.truth(compare(machine, "==", subject, value, { node: pattern.value, frame }));
    }
    case "or": {
      const verdicts = pattern.options.map((each) => matches(machine, each, subject, frame));
      return verdicts.includes(true) ? true : verdicts.includes(null) ? null : false;
    }
    case "as": {
      const verdict = matches(machine, pattern.pattern, subject, frame);
      machine.assign(pattern.name, subject, null, frame);
      return verdict;
    }
    case "sequence":
      return matchSequence(machine, pattern.items, subject, frame);
    case "class": {
      const type = machine.evaluate(pattern.type, frame);
      const check = machine.builtins.get("isinstance");
      const site = { node: pattern.type, frame };
      const verdict = check === undefined ? null : machine.truth(machine.apply(check, [subject, type], site));
      if (verdict === false) return false;
      const inner = [...pattern.positional, ...pattern.keywords.map((each) => each.pattern)];
      for (const { name, pattern: field } of pattern.keywords) {
        attempt(machine, () => {
          matches(machine, field, machine.attribute(subject, name, site), frame);
          return normal;
        });
      }
      return inner.length === 0 ? verdict : null;
    }
    case "mapping": {
      for (const each of pattern.values)
        matches(machine, each, { kind: "unknown", cause: { code: "not-supported", args: ["match"] } }, frame);
      return subject.kind === "dict" ? null : false;
    }
    case "star":
    case "other":
      return null;
  }
}

function matchSequence<D extends Datum>(
  machine: Machine<D>,
  patterns: readonly Pattern[],
  subject: Value<D>,
  frame: Frame<D>,
): boolean | null {
  if (subject.kind === "str" || subject.kind === "none" || subject.kind === "dict") return false;
  const iteration = machine.iterate(subject, null);
  const star = patterns.findIndex((each) => each.kind === "star");
  const count = iteration?.count ?? null;
  if (count !== null && (star < 0 ? count !== patterns.length : count < patterns.length - 1)) return false;
  const anything: Value<D> = { kind: "unknown", cause: { code: "not-supported", args: ["match"] } };
  const verdicts = patterns.map((each, index) => {
    if (each.kind === "star") {
      const kept =
        iteration === null
          ? anything
          : machine.listOf({
              kind: "repeated",
              length: machine.domain.someInt("k", null),
              item: iteration.any(),
            });
      if (each.name !== null) machine.assign(each.name, kept, null, frame);
      return true;
    }
    const position = star >= 0 && index > star && count !== null ? count - (patterns.length - index) : index;
    return matches(machine, each, iteration === null ? anything : iteration.at(position), frame);
  });
  if (verdicts.includes(false)) return false;
  return count === null || verdicts.includes(null) ? null : true;
}
