import type { Machine } from "../interpreter/machine";
import type { CallArguments, Datum, Frame, Value } from "../interpreter/value";

/**
 * Whether the program comes to this place once and in the order of its text: outside loops, conditions that are not known,
 * and functions that others call on elements. Only there a random stream can be followed by walking the program.
 */
export function isStraight<D extends Datum>(machine: Machine<D>, frame: Frame<D>): boolean {
  if (machine.uncertain > 0 || machine.approximate > 0 || machine.catching > 0 || machine.trials > 0)
    return false;
  if (machine.speculative || machine.supposing) return false;
  if (machine.domain.exact) return true;
  if (machine.loops.length > 0) return false;
  const seen = new Set<object>();
  for (let at: Frame<D> | undefined = frame; at !== undefined; at = at.site?.frame) {
    if (at.kind === "comprehension" || at.returns.length > 0) return false;
    if (at.function === null) continue;
    const { definition } = at.function;
    const isGenerator = definition.kind === "function" && definition.isGenerator;
    if (isGenerator || seen.has(definition) || !isOwnCall(at)) return false;
    seen.add(definition);
  }
  return true;
}

/** The call stands in the text: nobody else has been given the function to call. */
function isOwnCall<D extends Datum>({ function: called, site }: Frame<D>): boolean {
  if (called === null || site?.node.kind !== "call") return false;
  const { callee } = site.node;
  const name = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : null;
  return name === called.name || (called.name === "__init__" && name === called.owner?.name);
}

/** Of these libraries nothing draws from NumPy's global stream. */
const drawless =
  /^(?!sklearn|scipy|pandas|keras|tensorflow)|^sklearn\.(?:preprocessing|metrics)|^scipy\.(?:linalg|special|spatial|signal|io|fft)|[._](?:load|fetch)_\w+$|^pandas\.(?!.*\.sample$)|^(?:keras|tensorflow\.keras)\.(?:datasets|utils)/;

/** Whether a library's function may take numbers from the global stream: those given a seed of their own do not. */
export function mayDraw<D extends Datum>(name: string, args: CallArguments<D>, machine: Machine<D>): boolean {
  if (drawless.test(name)) return false;
  const own: Value<D> | undefined = args.keywords.get("random_state");
  return own === undefined || own.kind !== "datum" || machine.integer(own) === null;
}
