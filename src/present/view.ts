import type { Translate } from "../base/translate";
import type { MarkView, SearchView } from "./derivation-marks";
import type { DerivationView } from "./derivation-view";
import type { FlowView } from "./flow";
import { type LessonStrings, lessonStrings } from "./lesson-strings";
import type { LessonScreen } from "./lesson-view";
import type { ShapesView } from "./shapes";
import { emptyShapesView } from "./shapes-empty";
import type { TrainingView } from "./training";
import { type ChartStrings, chartStrings, type TrainingStrings, trainingStrings } from "./training-strings";
import type { VerdictView } from "./verdictCard";

/** The panel's screens, in the order of their tabs. */
export const screens = ["shapes", "derivation", "training", "lesson"] as const;
export type Screen = (typeof screens)[number];

/** All that the panel shows, as plain data: the host builds it, the view draws it. */
export interface PanelView {
  readonly shapes: ShapesScreen;
  readonly derivation: DerivationScreen;
  readonly training: TrainingView;
  readonly lesson: LessonScreen;
}

/** What the Shapes screen shows, and which state of the code that is. */
export interface ShapesScreen {
  /** Grows with each new `view`; a fix is asked for by this number, so a late click applies nothing old. */
  readonly revision: number;
  readonly view: ShapesView;
  /** The typeset `view.formula.tex`; null while there is none, or it is not typeset yet. */
  readonly formulaSvg: string | null;
  /** The function around the cursor, array by array, where the reader asked for it. */
  readonly flow?: FlowView | null;
}

export type DerivationScreen = DerivationState & { readonly verdicts?: VerdictsScreen };

/** The verdicts on the program's gradients, and which state of the code they are of. */
export interface VerdictsScreen {
  /** Grows with each change; a fix is asked for by this number, so a late click applies nothing old. */
  readonly revision: number;
  readonly views: readonly VerdictView[];
}

type DerivationState =
  /** Nothing to derive: `reason` says why in a sentence, where there is more to say than "open a program". */
  | { readonly kind: "empty"; readonly reason?: string; readonly search?: SearchView }
  /** `marks` were made by hand. */
  | { readonly kind: "ready"; readonly view: DerivationView; readonly marks?: readonly MarkView[] };

/** What the empty screens offer to do. */
export type PanelAction = "open-lesson" | "open-walkthrough" | "derive" | "try-hover";

/** What the panel shows before anything is known: each screen in its empty state. */
export function emptyPanel(training: TrainingView): PanelView {
  return {
    shapes: { revision: 0, view: emptyShapesView(null), formulaSvg: null },
    derivation: { kind: "empty" },
    training,
    lesson: { kind: "course", lessons: [], problems: [] },
  };
}

/** The words of the panel, in the reader's language. `{0}` … are filled in by the view, where the numbers change. */
export interface PanelStrings {
  readonly language: string;
  readonly screens: Readonly<Record<Screen, string>>;
  readonly panel: string;
  readonly common: CommonStrings;
  readonly welcome: WelcomeStrings;
  readonly shapes: ShapesStrings;
  readonly derivation: DerivationStrings;
  readonly training: TrainingStrings;
  readonly chart: ChartStrings;
  readonly lesson: LessonStrings;
}

export type CommonStrings = ReturnType<typeof commonStrings>;
export type WelcomeStrings = ReturnType<typeof welcomeStrings>;
export type ShapesStrings = ReturnType<typeof shapesStrings>;
export type DerivationStrings = ReturnType<typeof derivationStrings>;

/** Builds the words once; they are embedded in the page, so that the first paint waits for no message. */
export function panelStrings(t: Translate, language: string): PanelStrings {
  return {
    language,
    screens: {
      shapes: t("Shapes"),
      derivation: t("Derivation"),
      training: t("Training"),
      lesson: t("Lesson"),
    },
    panel: t("Neuron Lens"),
    common: commonStrings(t),
    welcome: welcomeStrings(t),
    shapes: shapesStrings(t),
    derivation: derivationStrings(t),
    training: trainingStrings(t),
    chart: chartStrings(t),
    lesson: lessonStrings(t),
  };
}

function commonStrings(t: Translate) {
  return {
    line: t("line {0}"),
    goToLine: t("Go to line {0}"),
    pin: t("Pin: stop following the cursor"),
    pinned: t("Pinned. Press to follow the cursor again"),
  };
}

function welcomeStrings(t: Translate) {
  return {
    title: t("See what your NumPy computes"),
    lead: t(
      "Open a Python file and put the cursor on an array. Its shape appears here. Nothing of yours is run.",
    ),
    openLesson: t("Open the lesson folder"),
    walkthrough: t("Walkthrough"),
    trainTitle: t("Train a neuron"),
    trainText: t("Watch it learn the data set that is open, or the bundled 569 tumours."),
    train: t("Train Neuron"),
    deriveTitle: t("View the derivation"),
    deriveText: t("The gradient of your own loss, step by step, beside the line that computes it."),
    derive: t("Derive from my code"),
    hoverTitle: t("Hover for shapes"),
    hoverText: t("Rest the pointer on any array or product. From the keyboard: {0}."),
    hoverKeys: "Ctrl+K Ctrl+I",
    hoverKeysMac: "⌘K ⌘I",
    hover: t("Try it on a line"),
    promise: t("Works offline, without Python. Your program is read, never run."),
  };
}

function shapesStrings(t: Translate) {
  return {
    formula: t("Formula"),
    operands: t("Operands"),
    origins: t("Where the sizes came from"),
    fits: t("What would fit"),
    instead: t("What to write instead"),
    enterApplies: t("Enter applies"),
    calledFrom: t("called from"),
    unknownTitle: t("The shape is not known"),
    predict: t("Predict each shape before it is shown"),
    predictTitle: t("Which shape comes out?"),
    predictLabel: t("Shape, as in (30, 1)"),
    predictCheck: t("Check"),
    predictShow: t("Show it"),
    predictRight: t("Right: {0}."),
    predictWrong: t("Not {0}. Look at the two sizes that meet, and try again."),
    predictWrongPlain: t("Not {0}. Try again."),
    readings: t("Ways to read the product"),
    rowColumn: t("Row · column"),
    mixOfColumns: t("Mix of columns"),
    sumOfOuters: t("Sum of outers"),
    product: t("product"),
    moreProducts: t("… and {0} more"),
    sumOfProducts: t("sum of {0} products"),
    onlyProduct: t("the only product"),
    toy: t("Toy twin"),
    toyNote: t("same formula, {0}"),
    ink: t("The fuller the ink, the larger the value."),
    pointing: t(
      "Point at a cell to see what it is made of and what it feeds. From the keyboard: arrows move, Page Up and Page Down change the matrix, Enter pins, Escape leaves.",
    ),
    columnOf: t("Column {0} of the result is a mix of the left columns, in the amounts of the right one."),
    outersOf: t("The whole result is a sum: each left column times the right row of the same number."),
    flow: t("The whole function"),
    flowEmpty: t("No array of this function is known."),
    parameter: t("parameter"),
    returned: t("returned"),
    nothing: t("No array under the cursor"),
    nothingHint: t("Put the cursor on an array, a product or a call. Its shape appears here."),
  };
}

function derivationStrings(t: Translate) {
  return {
    title: t("The gradient, step by step"),
    lead: t(
      "Open a Python file that trains a neuron, and the gradient of its own loss appears here, each step tied to the line that computes it.",
    ),
    whatYouSee: t("This is where it ends: the samples' errors, weighed by their inputs and averaged."),
    derive: t("Derive from my code"),
    openLesson: t("Open the lesson folder"),
    parts: t("For whom"),
    stepOf: t("step {0} of {1}"),
    previous: t("Previous step"),
    next: t("Next step"),
    steps: t("Steps"),
    isNew: t("new in this step"),
    isMissing: t("not in your code"),
    factors: t("The factors of the equation"),
    rule: t("rule"),
    inCode: t("in your code"),
    notInCode: t("Your code has no line for this step."),
    verdicts: t("Verdict on your gradient"),
    marks: { right: t("right"), wrong: t("wrong"), undecided: t("undecided") },
    sought: t("What was looked for, in this order"),
    soughtStates: { found: t("found"), missing: t("missing"), open: t("not looked for yet") },
    markHint: t("If a line is it and was not recognised, select it in the editor and say what it is."),
    markCode: t("Mark the selected code…"),
    marked: t("Marked by hand"),
    clearMarks: t("Remove the marks"),
    model: t("Which model"),
    sample: t("Sample"),
    sampleOf: t("of {0}"),
    previousSample: t("Previous sample"),
    nextSample: t("Next sample"),
    numbers: t("numbers"),
    hintsFirst: t("Hints first: hide the steps that come"),
    hidden: t("Try it yourself first."),
    hiddenSteps: t("{0} steps to go"),
    hiddenLast: t("1 step to go"),
    showRule: t("Rule"),
    showNext: t("Next line"),
    showAll: t("All"),
    why: t("See it sample by sample"),
    others: t("Why no other order fits"),
    play: t("Play"),
    pause: t("Pause"),
    frameBack: t("One sample back"),
    frameOn: t("One sample on"),
    picture: t("The product, sample by sample"),
    sum: t("sum"),
    innerDiffer: t("The inner sizes differ, so these can't be computed:"),
    fits: t("fits"),
    fitsNot: t("does not fit"),
    fitsByChance: t("by chance"),
    copyLatex: t("Copy as LaTeX"),
    copyMarkdown: t("Copy as Markdown"),
    copyImage: t("Copy as an image"),
    copied: t("Copied"),
    copyFailed: t("The image could not be copied. Save it as a file instead."),
    saveImage: t("Save as an image (SVG)"),
    exportPage: t("Export as a page to print"),
  };
}
