import type { Traced } from "../../../domains/symbolsTrace";
import { Stopped } from "../../../interpreter/budget";
import { type CallArguments, unknown, type Value } from "../../../interpreter/value";
import { loadText } from "./data";
import type { TrueDomain } from "./domain";

/** `np.loadtxt` and `np.genfromtxt` of a file that lies beside the program, with the arguments whose meaning is plain. */
export function readText(domain: TrueDomain, name: string, args: CallArguments<Traced>): Value<Traced> {
  const [path, ...more] = args.positional;
  const skip = name === "loadtxt" ? "skiprows" : "skip_header";
  const isPlain = [...args.keywords.keys()].every((each) => ["delimiter", skip].includes(each));
  if (path?.kind !== "str" || path.value === null || more.length > 0 || !isPlain)
    return unknown("file-data", [`np.${name}`]);
  const given = domain.data.get(path.value);
  if (given === undefined) {
    domain.wanted.add(path.value);
    throw new Stopped("data");
  }
  const delimiter = args.keywords.get("delimiter");
  const text = delimiter?.kind === "str" ? delimiter.value : null;
  const skipped = args.keywords.has(skip) ? domain.number(args.keywords.get(skip)) : 0;
  const known = given.kind === "text" && skipped !== null && (delimiter === undefined || text !== null);
  const table = known ? loadText(given.text, text, skipped) : null;
  return table === null ? unknown("file-data", [path.value]) : domain.array(table, "float");
}
