import { innerBlocks } from "../syntax/blocks";
import { sameReference } from "../syntax/references";
import type { ClassDefinition, Expression, FunctionDefinition, Module, Statement } from "../syntax/tree";
import type { TrainingClass } from "./facts";
import { copied } from "./lines";

/** The classes of a document that train: they update what they hold, and have a method with a loop. */
export function trainingClasses(module: Module, program: readonly Module[]): readonly TrainingClass[] {
  const training = module.body.filter(
    (each): each is ClassDefinition => each.kind === "class" && trainsAtAll(each),
  );
  if (training.length === 0) return [];
  const dataset = [...new Set(program)].map(datasetOf).find((each) => each !== null) ?? null;
  return training.map(({ name, nameSpan }): TrainingClass => {
    const made: TrainingClass = { name, span: copied(nameSpan) };
    return dataset === null ? made : { ...made, dataset };
  });
}

/** A statement that did not change is the same object after the next keystroke. */
const verdicts = new WeakMap<ClassDefinition, boolean>();

function trainsAtAll(definition: ClassDefinition): boolean {
  const verdict = verdicts.get(definition) ?? trains(definition);
  verdicts.set(definition, verdict);
  return verdict;
}

function trains(definition: ClassDefinition): boolean {
  const methods = definition.body.filter((each): each is FunctionDefinition => each.kind === "function");
  const updates = methods.some((method) => some(method.body, isUpdate));
  const loops = methods.some((method) =>
    some(method.body, (each) => each.kind === "for" || each.kind === "while"),
  );
  return updates && loops;
}

/** `self.w -= …`, `self.w = self.w - …` */
function isUpdate(statement: Statement): boolean {
  if (statement.kind === "augmented-assign") return statement.operator === "-" && isOwn(statement.target);
  if (statement.kind !== "assign") return false;
  const [target] = statement.targets;
  const { value } = statement;
  return (
    target !== undefined &&
    isOwn(target) &&
    value?.kind === "binary" &&
    value.operator === "-" &&
    sameReference(value.left, target)
  );
}

function isOwn(target: Expression): boolean {
  if (target.kind === "subscript") return isOwn(target.object);
  return target.kind === "attribute" && target.object.kind === "name" && target.object.id === "self";
}

function some(body: readonly Statement[], test: (statement: Statement) => boolean): boolean {
  return body.some((each) => test(each) || innerBlocks(each).some((block) => some(block, test)));
}

const readers = new Set(["read_csv", "read_table", "loadtxt", "genfromtxt", "load"]);

/** The first data set that a program loads: `load_breast_cancer()`, `pd.read_csv("iris.csv")`. */
function datasetOf(module: Module): string | null {
  return datasetNamed(module.text);
}

/** The same for a text alone. */
export function datasetNamed(text: string): string | null {
  const builtin = /\bload_(breast_cancer|iris|wine|digits|diabetes|boston|linnerud)\s*\(/.exec(text);
  const file = /\b(\w+)\s*\(\s*r?["']([^"'\n]+\.(?:csv|tsv|txt|data|npy|npz))["']/.exec(text);
  const isReader = file?.[1] !== undefined && readers.has(file[1]);
  if (builtin !== null && (!isReader || builtin.index < (file?.index ?? 0))) return `sklearn:${builtin[1]}`;
  return isReader ? (file?.[2] ?? null) : null;
}
