import type { Mistake } from "../insight/gradient/comparison";
import {
  choice,
  code,
  type Field,
  type JsonSchema,
  list,
  number,
  object,
  oneOf,
  optional,
  text,
  wholeNumber,
  yesOrNo,
} from "./fields";
import type { Anchor, Check, Picture, Question, TypicalMistake } from "./lesson";

/** What `lesson.json` says. The texts and the starting files stand beside it. */
export interface LessonFormat {
  readonly id: string;
  readonly languages: readonly string[];
  readonly files: readonly string[];
  readonly shared: readonly string[];
  readonly steps: readonly StepFormat[];
}

export interface StepFormat {
  readonly id: string;
  readonly file: string | null;
  readonly anchor: Anchor;
  readonly checks: readonly Check[];
  readonly mistakes: readonly TypicalMistake[];
  readonly solution: string;
  readonly picture: Picture | null;
}

/** All that the gradient check can say, so that a lesson can have a hint for it. The type makes the list complete. */
const mistakes: Readonly<Record<Mistake, true>> = {
  missing_mean: true,
  double_mean: true,
  divided_by_features: true,
  sign: true,
  extra_activation_derivative: true,
  missing_activation_derivative: true,
  wrong_activation_derivative: true,
  uses_z_for_a: true,
  transposed_result: true,
  penalty_missing: true,
  penalty_sign: true,
  penalty_not_averaged: true,
  bias_missing: true,
  bias_not_averaged: true,
  bias_axis: true,
  wrong_layer_input: true,
  updated_weight_used_in_backprop: true,
  label_missing: true,
  factor_two: true,
  other: true,
};

function isMistake(name: string): name is Mistake {
  return Object.hasOwn(mistakes, name);
}

const mistakeNames = Object.keys(mistakes).filter(isMistake);

const of = text("code", "A Python expression; the learner's own names can be used.");
const setup = optional(code("Lines of Python to run first. Names made here stay here."), null);
const within = optional(
  number("How far apart two numbers may be and still count as equal, relative to their size."),
  1e-6,
);
const inFunction = optional(
  text(
    "python-name",
    "Ask inside this function (or Class.method), at the end of its last call, where its own names are known.",
  ),
  null,
);
const sizes = list(wholeNumber(0, "A size."), 0, "A shape, as [364, 1]. [] is a single number.");

const idField = text("id", "By which the texts name it: letters a to z, digits and hyphens.");

type Kind = Question["kind"];
type Of<K extends Kind> = Extract<Question, { kind: K }>;

function kind<K extends Kind>(name: K): Field<K> {
  return choice([name], "What is asked.");
}

const value = {
  kind: kind("value"),
  of,
  equals: text("code", "A Python expression for what `of` should come to."),
  within,
  setup,
  in: inFunction,
};
const shape = { kind: kind("shape"), of, is: sizes, setup, in: inFunction };
const gradient = {
  kind: kind("gradient"),
  of: optional(
    text(
      "python-name",
      "Weights or an intercept that must be learned; without it, whatever is learned counts.",
    ),
    null,
  ),
  function: optional(
    text("python-name", "The function that computes the gradient; without it, the whole program counts."),
    null,
  ),
  mistake: optional(choice(mistakeNames, "In a mistake: the gradient is wrong in just this way."), null),
};
const curve = {
  kind: kind("curve"),
  of: text("code", "A Python expression for a list of losses."),
  falls: optional(yesOrNo("The last loss is below the first one."), true),
  ends: optional(number("What the last loss should be."), null),
  within: optional(number("How far the last loss may be from `ends`."), 1e-3),
  length: optional(wholeNumber(1, "How many losses there should be."), null),
  setup,
};
const raises = {
  kind: kind("raises"),
  code: code("Lines of Python that should raise an exception."),
  message: optional(code("Words of the exception's message; of several lines, any."), null),
};
const runs = {
  kind: kind("runs"),
  code: optional(code("Lines of Python that should raise nothing; without them, the learner's file."), null),
};
const uses = {
  kind: kind("uses"),
  operation: text(
    "python-name",
    "`matrix_product` (np.dot, np.matmul, @, np.einsum), `shuffle`, `draw` (random numbers), `random` (either of them), or a function by its full name: numpy.sum.",
  ),
  in: optional(
    text("python-name", "Anywhere inside this function; without it, in the step's own lines."),
    null,
  ),
  code: optional(code("Lines of Python that call what is looked at."), null),
};
const noLoop = {
  kind: kind("no-loop"),
  code: code(
    "Lines of Python that call what is looked at with `m` samples. Run with m = 2 and m = 6: the work has to stay the same.",
  ),
};

const descriptions: Readonly<Record<Kind, string>> = {
  value: "Comes to the right numbers in the right shape.",
  shape: "Has this shape.",
  gradient: "The gradient is the derivative of the program's own loss.",
  curve: "A list of losses falls, or ends where it should.",
  raises: "Raises an exception.",
  runs: "Raises no exception.",
  uses: "Uses an operation.",
  "no-loop": "Does not loop over the samples.",
};

const question: Field<Question> = oneOf<Question>(
  {
    value: object<Of<"value">>(value, descriptions.value),
    shape: object<Of<"shape">>(shape, descriptions.shape),
    gradient: object<Of<"gradient">>(gradient, descriptions.gradient),
    curve: object<Of<"curve">>(curve, descriptions.curve),
    raises: object<Of<"raises">>(raises, descriptions.raises),
    runs: object<Of<"runs">>(runs, descriptions.runs),
    uses: object<Of<"uses">>(uses, descriptions.uses),
    "no-loop": object<Of<"no-loop">>(noLoop, descriptions["no-loop"]),
  },
  "A question that is answered by interpreting the learner's program.",
);

const id = { id: idField };

const check: Field<Check> = oneOf<Check>(
  {
    value: object<Of<"value"> & { id: string }>({ ...id, ...value }, descriptions.value),
    shape: object<Of<"shape"> & { id: string }>({ ...id, ...shape }, descriptions.shape),
    gradient: object<Of<"gradient"> & { id: string }>({ ...id, ...gradient }, descriptions.gradient),
    curve: object<Of<"curve"> & { id: string }>({ ...id, ...curve }, descriptions.curve),
    raises: object<Of<"raises"> & { id: string }>({ ...id, ...raises }, descriptions.raises),
    runs: object<Of<"runs"> & { id: string }>({ ...id, ...runs }, descriptions.runs),
    uses: object<Of<"uses"> & { id: string }>({ ...id, ...uses }, descriptions.uses),
    "no-loop": object<Of<"no-loop"> & { id: string }>({ ...id, ...noLoop }, descriptions["no-loop"]),
  },
  "What has to hold for the step to be done. A check passes by what the program means, never by how it is written.",
);

const anchor: Field<Anchor> = object<Anchor>(
  {
    in: optional(
      text(
        "python-name",
        "The function (or Class.method) that the lines are in; without it, the file's top level.",
      ),
      null,
    ),
    part: optional(
      choice(
        ["statement", "return", "loop", "body"],
        "A statement, a return, a loop, or all lines of the function.",
      ),
      "statement",
    ),
    assigns: optional(
      text(
        "target",
        "For a statement: the name that it assigns, `w_grad` or `self.w`; `z[]` for `z[i] = …`.",
      ),
      null,
    ),
    calls: optional(
      text("python-name", "For a statement that is a call: what it calls, `neuron.fit`."),
      null,
    ),
    through: optional(
      text("target", "Where it is more than one statement: the name that the last one assigns."),
      null,
    ),
    nth: optional(wholeNumber(1, "Which of several, from 1."), 1),
    pattern: optional(
      text(
        "code",
        "A line to look for where the statement has gone: `*` stands for anything. Without it, the starting file's own line.",
      ),
      null,
    ),
  },
  "The lines that the learner writes or changes.",
);

const operand = object<Picture["left"]>(
  { label: text("code", "What it is called."), shape: sizes },
  "A matrix.",
);

const step: Field<StepFormat> = object<StepFormat>(
  {
    id: idField,
    file: optional(text("file", "The file of the step; without it, the lesson's first."), null),
    anchor,
    checks: list(check, 1, "All have to pass. A curve waits until those above it do."),
    mistakes: optional(
      list(
        object<TypicalMistake>(
          { id: idField, when: question },
          "A typical wrong answer, with a hint of its own in the texts.",
        ),
        0,
        "Typical wrong answers. The first that fits is spoken of.",
      ),
      [],
    ),
    solution: code('What "show me" puts in the place of the anchor\'s lines.'),
    picture: optional(
      object<Picture>({ left: operand, right: operand }, "A product to draw beside the text."),
      null,
    ),
  },
  "A small step: one thing to write or to change.",
);

export const lessonFormat: Field<LessonFormat> = object<LessonFormat>(
  {
    id: idField,
    languages: list(
      text("language", "en, ko …"),
      1,
      "The languages of the lesson; each has its text in a file <language>.md.",
    ),
    files: list(
      text("file", "A file's name."),
      1,
      "What the learner works on. Each starts as the file of this name in the folder start (or start/<language>).",
    ),
    shared: optional(
      list(
        text("file", "A file's name."),
        0,
        "Data and helpers, from start or from the folder shared beside the lessons.",
      ),
      [],
    ),
    steps: list(step, 1, "The steps, in order."),
  },
  "A lesson of Neuron Lens.",
  ["$schema"],
);

/** The schema that is published, so that editors complete while a lesson is written. */
export function lessonSchema(): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "A lesson of Neuron Lens",
    ...lessonFormat.schema,
  };
}
