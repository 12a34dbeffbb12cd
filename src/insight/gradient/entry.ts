import type { ProgramPart } from "../../interpreter/interpret";
import { lastName } from "../../syntax/names";
import type {
  ClassDefinition,
  Expression,
  FunctionDefinition,
  Parameter,
  Statement,
} from "../../syntax/tree";
import { hasPlace, walk } from "../../syntax/walk";
import { withFunctions } from "./handedFunctions";
import { properLossName } from "./lossNames";
import { callsIn } from "./stageText";
import { steppersOf } from "./steppers";

/** A way to make a program train: its own lines, or a call that we write. */
export interface Entry {
  readonly kind: "module" | "class" | "function";
  /** Of the class or function. */
  readonly name: string;
  /** Python that calls it, with `__X`, `__y`, `__m`, `__n`, `__k` for data and sizes. */
  readonly code: string;
  /** How many parameters the code steps, where it does so itself. */
  readonly steps?: number;
  /** With data of ours where the program loads its own. */
  readonly loaded?: true;
  /** Products that NumPy refuses are followed with one of their arrays transposed. */
  readonly turns?: true;
  /** A model that has been seen is left for what comes behind it. */
  readonly goesOn?: true;
}

/** What a program only defines: run before a call of ours, while its own training is left out. */
export function definitionsOf(body: readonly Statement[]): Statement[] {
  const constants = new Set<string>();
  return body.filter((statement) => {
    switch (statement.kind) {
      case "function":
      case "class":
      case "import":
      case "import-from":
        for (const name of namesDefined(statement)) constants.add(name);
        return true;
      case "assign": {
        if (statement.value === null || !isFixed(statement.value, constants)) return false;
        for (const target of statement.targets) if (target.kind === "name") constants.add(target.id);
        return true;
      }
      default:
        return false;
    }
  });
}

function namesDefined(statement: Statement): string[] {
  if (statement.kind === "import")
    return statement.names.map(({ module, alias }) => alias ?? module.split(".")[0] ?? module);
  if (statement.kind === "import-from")
    return (statement.names ?? []).map(({ name, alias }) => alias ?? name);
  return [];
}

/** Made of numbers, imported names and other such values: `np.sqrt(2 / np.pi)`, but nothing random and nothing read. */
function isFixed(value: Expression, constants: ReadonlySet<string>): boolean {
  const all = (parts: readonly (Expression | null)[]) =>
    parts.every((part) => part === null || isFixed(part, constants));
  switch (value.kind) {
    case "number":
    case "string":
    case "constant":
    case "lambda":
      return true;
    case "name":
      return constants.has(value.id);
    case "attribute":
      return !/random|load|read|open|fetch|make_/.test(value.name) && isFixed(value.object, constants);
    case "unary":
      return isFixed(value.operand, constants);
    case "binary":
    case "logical":
      return all([value.left, value.right]);
    case "sequence":
      return all(value.items);
    case "dict":
      return all(value.entries.flatMap((each) => [each.key, each.value]));
    case "call":
      return all([value.callee, ...value.arguments.map((each) => each.value)]);
    default:
      return false;
  }
}

const trainers = /fit|train|learn|optimi|descent|sgd|gd|run|model|update|step|propagate|backprop|backward/i;

/** Calls worth trying, the likely ones first. */
export function entriesOf(parts: readonly ProgramPart[]): Entry[] {
  const statements = parts.flatMap((part) => part.module.body);
  const classes = statements.filter((each) => each.kind === "class").toReversed();
  const functions = statements.filter((each) => each.kind === "function");
  const steppers = new Set(parts.flatMap(({ module }) => [...steppersOf(module)]));
  return [...classes.flatMap((each) => classEntries(each, classes, steppers)), ...functionEntries(functions)];
}

function classEntries(
  definition: ClassDefinition,
  all: readonly ClassDefinition[],
  steppers: ReadonlySet<string>,
): Entry[] {
  const methods = methodsOf(definition, all);
  const init = methods.find((each) => each.name === "__init__");
  // A constructor's `features` is a size, but not where it is an array.
  const arrays = init === undefined ? new Set<string>() : arraysIn(init);
  const given = (init?.parameters.slice(1) ?? []).flatMap(
    (each) => argumentsOf([each], !arrays.has(each.name)) || [],
  );
  const made = `${definition.name}(${given.join(", ")})`;
  const entry = (body: string): Entry => ({
    kind: "class",
    name: definition.name,
    code: `__t = ${made}\n${body}\n`,
  });
  const called = (each: FunctionDefinition) => `__t.${each.name}(${argumentsOf(each.parameters.slice(1))})`;
  // The constructor may have been given the data already, and may even train.
  const isGiven = given.some((each) => each.endsWith("=__X"));
  const likely = methods
    .filter((each) => each !== init && (trainers.test(each.name) || steppers.has(each.name)))
    .filter((each) => takesData(each) || (isGiven && steppers.has(each.name)));
  // What takes one step comes behind what calls it for all.
  const inner = new Set(likely.flatMap((each) => [...callsIn(each)].filter((name) => name !== each.name)));
  likely.sort((a, b) => Number(inner.has(a.name)) - Number(inner.has(b.name)) || rank(a.name) - rank(b.name));
  // A loss that is only a method, and that training does not call.
  const losses = methods
    .filter(
      (each) =>
        (properLossName.test(each.name) || /likelihood/i.test(each.name)) &&
        !steppers.has(each.name) &&
        takesData(each),
    )
    .map(called)
    // What else it wants to be told (which sample?) is not known.
    .filter((call) => !call.includes("=None"));
  const trained = isGiven && steppers.has("__init__") ? [entry("pass")] : [];
  const entries = likely.flatMap((each) =>
    [called(each), ...withPairs(each, called(each))].map((call) => entry([call, ...losses].join("\n"))),
  );
  // Forward, loss, backward and update as separate methods, called in the order of training.
  const stages = [
    /^(forward|forpass|predict_proba|predict|feed_?forward|__call__)/i,
    /loss|cost/i,
    /^(back|grad)/i,
    /update|step|optimi/i,
  ];
  const sequence = stages.flatMap((stage) => methods.find((each) => stage.test(each.name)) ?? []);
  if (sequence.length > 1) entries.push(entry(sequence.map(called).join("\n")));
  return [...trained, ...entries];
}

/** The parameters that a function takes for arrays: `np.asarray(features)`, `features.shape`. */
function arraysIn(definition: FunctionDefinition): ReadonlySet<string> {
  const found = new Set<string>();
  walk(definition.body, (part) => {
    if (!hasPlace(part)) return;
    if (
      part.kind === "attribute" &&
      part.object.kind === "name" &&
      /^(shape|T|reshape|copy|astype)$/.test(part.name)
    )
      found.add(part.object.id);
    const [first] =
      part.kind === "call" && /^as_?array$|^array$/.test(lastName(part.callee)) ? part.arguments : [];
    if (first?.value.kind === "name") found.add(first.value.id);
  });
  return found;
}

/** Without labels beside it the data may be pairs of columns, one a sample: `for x, y in training_data`. */
function withPairs({ parameters }: FunctionDefinition, call: string): string[] {
  if (parameters.some(({ name }) => targetName.test(name)) || !call.includes("=__X")) return [];
  // Samples may be the columns of what we give.
  const [rows, labels] = ["__X", "__y"].map((data) => `(${data} if len(${data}) == __m else ${data}.T)`);
  const pairs = `list(zip(${rows}.reshape(__m, __n, 1), ${labels}.reshape(__m, -1, 1)))`;
  return [call.replace("=__X", `=${pairs}`)];
}

function rank(name: string): number {
  const order = [/^fit/i, /^train/i, /learn|optimi|descent/i, /step|update/i];
  const at = order.findIndex((each) => each.test(name));
  return at < 0 ? order.length : at;
}

export function methodsOf(
  definition: ClassDefinition,
  all: readonly ClassDefinition[],
): FunctionDefinition[] {
  const own = definition.body.filter((each) => each.kind === "function");
  const inherited = definition.bases.flatMap((base) => {
    const parent = all.find((each) => base.kind === "name" && each.name === base.id && each !== definition);
    return parent === undefined
      ? []
      : methodsOf(
          parent,
          all.filter((each) => each !== definition),
        );
  });
  return [...own, ...inherited.filter((each) => !own.some((mine) => mine.name === each.name))];
}

function functionEntries(functions: readonly FunctionDefinition[]): Entry[] {
  const likely = functions.filter((each) => trainers.test(each.name) && takesData(each));
  const others = functions.filter((each) => takesData(each) && !likely.includes(each));
  return [...likely.sort((a, b) => rank(a.name) - rank(b.name)), ...others].flatMap((each) => {
    const call = withFunctions(`${each.name}(${argumentsOf(each.parameters)})`, each, functions);
    return [call, ...withPairs(each, call)].map((one) => ({
      kind: "function" as const,
      name: each.name,
      code: `__r = ${one}\n`,
    }));
  });
}

/** `np.zeros((n, 1))`, `np.dot(w.T, X)` */
export const columnWeights = /(zeros|ones|randn|rand)\(\(?[^()]*, *1\)|\b(w|weights?|theta|beta)\.T\b/;

/**
 * Functions that train weights that they are given: `optimize(w, b, X, y, …)`. As the program makes the weights, columns or
 * vectors, they are tried first.
 */
export function weighedEntries(parts: readonly ProgramPart[]): Entry[] {
  const functions = parts.flatMap((part) => part.module.body).filter((each) => each.kind === "function");
  const isColumn = parts.some(({ module }) => columnWeights.test(module.text));
  const arrays = ["__zeros(__n)", "__zeros((__n, 1))"];
  // Or a number for a single feature: `w * x + b`.
  const hasProducts = parts.some(({ module }) => /@|\b(dot|matmul|einsum|inner)\(/.test(module.text));
  const made = [...(isColumn ? arrays.toReversed() : arrays), ...(hasProducts ? [] : ["0.0"])];
  const steppers = new Set(parts.flatMap(({ module }) => [...steppersOf(module)]));
  const likely = functions.filter(
    (each) =>
      (trainers.test(each.name) || steppers.has(each.name)) &&
      takesData(each) &&
      each.parameters.some((own) => weightName.test(own.name) && own.default === null),
  );
  return likely
    .sort((a, b) => rank(a.name) - rank(b.name))
    .flatMap((each) =>
      made.map((weight) => ({
        kind: "function",
        name: each.name,
        code: `__w = ${weight}\n__r = ${withFunctions(calledWith(each, "__w", "0.0"), each, functions)}\n`,
      })),
    );
}

const weightName =
  /^((init(ial)?|start)_)?(theta|w|weights?|beta|coef\w*|params?)(_?(in|init|initial|start))?$/i;
const singleBias = /^((init(ial)?|start)_)?(b|bias|intercept)(_?(in|init|initial|start))?$/i;

/**
 * Functions that only compute a loss and gradients of parameters that they are given: the step that they are made for is
 * ours. Where the gradients are in what they return is tried out.
 */
export function gradientEntries(parts: readonly ProgramPart[]): Entry[] {
  const functions = parts.flatMap((part) => part.module.body).filter((each) => each.kind === "function");
  // Without labels it predicts.
  const withWeights = functions.filter(
    (each) =>
      takesData(each) &&
      each.parameters.some(({ name }) => weightName.test(name)) &&
      each.parameters.some(({ name }) => targetName.test(name)),
  );
  const losses = withWeights.filter((each) => /loss|cost|error|objective|^j$/i.test(each.name));
  return withWeights.flatMap((each) => {
    const weight = each.parameters.find(({ name }) => weightName.test(name))?.name ?? "w";
    const bias = each.parameters.find(({ name }) => singleBias.test(name))?.name ?? null;
    return ["__n", "(__n, 1)"].flatMap((shape) =>
      resultPlaces(bias !== null).map(([weightPlace, biasPlace]): Entry => {
        const lines = [
          `${weight} = __zeros(${shape})`,
          ...(bias === null ? [] : [`${bias} = 0.0`]),
          ...losses.filter((loss) => loss !== each).map((loss) => `__l = ${calledWith(loss, weight, bias)}`),
          `__r = ${calledWith(each, weight, bias)}`,
          `${weight} -= __r${weightPlace}`,
          ...(bias === null ? [] : [`${bias} -= __r${biasPlace}`]),
        ];
        return {
          kind: "function",
          name: each.name,
          code: `${lines.join("\n")}\n`,
          steps: bias === null ? 1 : 2,
        };
      }),
    );
  });
}

function calledWith(definition: FunctionDefinition, weight: string, bias: string | null): string {
  const values = definition.parameters.flatMap((each) => {
    if (each.kind !== "plain") return [];
    const value = weightName.test(each.name)
      ? weight
      : singleBias.test(each.name)
        ? (bias ?? "0.0")
        : argumentFor(each.name, each.default !== null, false);
    return value === null ? [] : [`${each.name}=${value}`];
  });
  return `${definition.name}(${values.join(", ")})`;
}

function resultPlaces(withBias: boolean): readonly (readonly [string, string])[] {
  if (!withBias)
    return ["", "[0]", "[1]", '["dw"]', '[0]["dw"]', '[1]["dw"]'].map((place) => [place, ""] as const);
  return [
    ["[0]", "[1]"],
    ["[1]", "[2]"],
    ['["dw"]', '["db"]'],
    ['[0]["dw"]', '[0]["db"]'],
    ['[1]["dw"]', '[1]["db"]'],
  ];
}

export const inputName =
  /^(x|xs|inputs?|data|features?|samples|images|a0|entradas?|datos|dados|entr[eé]es|donn[eé]es|caracter[ií]sticas|tezheng|shuru|입력|데이터|특성|特征|输入)(_?(train|tr|batch|b|data|in|scaled|set|list))?$|^train_?x$|^(train|training)_(data|inputs?)$/i;
export const targetName =
  /^(y|ys|t|d(?!_?b$)|targets?|labels?|outputs?|teacher|truth|y_?true|y_?hot|one_?hot|etiquetas?|objetivos?|esperad[oa]s?|biaoqian|mubiao|정답|레이블|라벨|타[깃겟]|목표값?|标签|目标)(_?(train|tr|batch|b|true|oh|onehot|set|hot|enc|list))?$|^train_?y$/i;
const heldBack = /_?(validation|valid|val|test|dev)/i;

/** What a name says besides: `train_set_x_orig`, `X_train_flatten`. */
const filler = /^(orig(inal)?|raw|all|full|flat(ten(ed)?)?|set|arr|values)$/i;

/** What stands for data of this name; null for any other name. */
export function dataFor(name: string): string | null {
  const whole = name.replace(heldBack, "").replace(/^_+|_+$/g, "");
  const isHeldBack = whole !== name;
  const said = whole.split("_").filter((each) => !filler.test(each));
  const own = said.length === 0 ? whole : said.join("_");
  if (inputName.test(own)) return isHeldBack ? "__Xv" : "__X";
  return targetName.test(own) ? (isHeldBack ? "__yv" : "__y") : null;
}

function takesData(definition: FunctionDefinition): boolean {
  return definition.parameters.some((each) => inputName.test(each.name) && !heldBack.test(each.name));
}

/** A constructor's `inputs` is a size, a method's is data. `sized`: sizes that have a default are given, too. */
export function argumentsOf(parameters: readonly Parameter[], constructs = false, sized = false): string {
  return parameters
    .filter((each) => each.kind === "plain")
    .flatMap((each) => {
      const size = sized ? argumentFor(each.name, false, constructs) : null;
      const isSize = size !== null && /^(__[nk]|\d|\[.*\])$/.test(size);
      const value = isSize ? size : argumentFor(each.name, each.default !== null, constructs);
      return value === null ? [] : [`${each.name}=${value}`];
    })
    .join(", ");
}

const guesses: readonly (readonly [RegExp, string])[] = [
  [
    /^(n_?)?epochs?$|^(n|num|max)_?iter\w*$|^iterations?$|^(n_?|num_?)?steps$|^max_?epochs?$|^num_epochs$|^(n_?|num_?)?([eé]pocas|[eé]poques|iteracione?s|itera[cç][oõ]es|rondas|vueltas|lunshu|cishu)$|^(반복|에폭|에포크)_?(횟수|수)?$|^轮数$|次数$/i,
    "2",
  ],
  [/batch/i, "__m"],
  // The loss is often computed only to be shown.
  [/^(verbose|(print|show|track|log|compute)_?(loss|cost|error)\w*)$/i, "True"],
];

const required: readonly (readonly [RegExp, string])[] = [
  // How much each sample counts: a positive number each, in the form that the labels have.
  [/^(sample|case|row|obs)_?w(eights?|ts?)?$|^weights?_?(per_|of_)?samples?$/i, "(1 + 0.5 * __y * __y)"],
  [/^(layers?|layers?_?(dims?|sizes?|units)|sizes|dims|architecture|units|shape)$/i, "[__n, 4, __k]"],
  [/^hidden_?(layers|sizes|dims)$/i, "[4]"],
  [/hidden|^n_?h\d?$|^h\d?$|nodes_h|h_?dim|ocult|escond|cach[eé]/i, "4"],
  [/out|class|^n_?y$|^k$|^c$|target|label|salid|etiquet|clase|sortie|rotulo/i, "__k"],
  [/^n_?x$|in_?(put|dim|features|size)|^n_?in|features|^d$|^n$|^dim|input|entrad|entr[eé]e/i, "__n"],
  [/^m$|samples/i, "__m"],
  [
    /lr|rate|(?<!(?<![a-z])(th|b|z))eta|alpha|step|tasa|taxa|taux|alfa|^paso$|xuexi_?lv|학습[률율]|学习率|步长/i,
    "0.1",
  ],
  [/lam|reg|l1|l2|decay|strength|penalt|shrink|factor/i, "0.1"],
  [/print|plot|debug/i, "False"],
  [/seed|random/i, "1"],
];

/** What a parameter is given by its name; null to leave it at its default (or out). */
export function argumentFor(name: string, hasDefault: boolean, constructs: boolean): string | null {
  for (const [pattern, value] of guesses) if (pattern.test(name)) return value;
  if (heldBack.test(name))
    return hasDefault
      ? null
      : targetName.test(name.replace(heldBack, "").replace(/^_+|_+$/g, ""))
        ? "__yv"
        : "__Xv";
  const isData = !constructs || /^(x|y)([_\w]*)$/i.test(name);
  if (isData && inputName.test(name)) return "__X";
  if (isData && targetName.test(name)) return "__y";
  if (hasDefault) return null;
  for (const [pattern, value] of required) if (pattern.test(name)) return value;
  return "None";
}
