import type { Translate } from "../base/translate";
import type { DerivationPart, DerivationStep, StepTopic } from "../insight/derivation/derivation";
import type { LayerModel, NeuronModel } from "../insight/derivation/model";

type Part = DerivationPart["kind"];

/** Why a step holds: said for this topic of this model, for one sample or all of them. */
export function ruleSentence(
  step: Pick<DerivationStep, "id" | "topic" | "rule">,
  part: Part,
  model: NeuronModel,
  t: Translate,
): string {
  const layer = layerOf(step, model);
  switch (step.rule) {
    case "definition":
      return definition(step.topic, part, layer, model, t);
    case "chain-rule":
      return lossByActivation(model, t);
    case "chain-rule-activation":
      return throughActivation(step.topic, layer, t);
    case "cancellation":
      return part === "sample"
        ? t(
            "The slope of the loss and the slope of the activation are multiplied, and the same factor stands above and below the bar. What is left is the error: called minus true.",
          )
        : t(
            "For each sample the slope of the activation cancels, as it does for one, and the error is left.",
          );
    case "loss-slope":
      return t("The weighted sum is the answer itself: what is left is how steeply the loss rises with it.");
    case "transpose":
      return transposed(part, layer, model, t);
    case "normalisation":
      return t(
        "Each sum moves the mean and the deviation of its unit, too, and with them the normalised sums of all samples. That takes from the error its mean over the samples and its share along the normalised sums. What is left is multiplied by the fraction in front, as the sums were.",
      );
    case "sum-over-samples":
      return step.topic === "shift" ? ofShift(model, t) : overSamples(part, layer, model, t);
    case "sum-by-normal":
      return ofScale(model, t);
    case "penalty":
      return t(
        "The penalty asks for small weights: its gradient points along each weight, whatever the data say.",
      );
    case "gradient-descent":
      return t(
        "The gradient points uphill. A step against it, as long as the learning rate says, makes the loss smaller.",
      );
  }
}

/** "batch/weights-2" is about the second layer. */
function layerOf({ id }: Pick<DerivationStep, "id">, { layers }: NeuronModel): LayerModel | undefined {
  const number = /-(\d+)$/.exec(id)?.[1];
  return layers[number === undefined ? 0 : Number(number) - 1];
}

function lossByActivation({ loss }: NeuronModel, t: Translate): string {
  return loss.kind === "cross-entropy" || loss.kind === "categorical"
    ? t("Each logarithm of the loss is differentiated by the activation inside it.")
    : t("The loss is differentiated by the neuron's answer.");
}

function throughActivation(topic: StepTopic, layer: LayerModel | undefined, t: Translate): string {
  if (topic === "scaled-error")
    return layer?.activation === "identity"
      ? t("The next layer takes these sums as they are, so the error comes back through its weights alone.")
      : t(
          "The loss reaches these sums through the activation, so its slope there is multiplied by the slope of the activation.",
        );
  if (topic !== "activation-derivative")
    return t(
      "The loss reaches the weighted sum through the activation, so its slope there is multiplied by the slope of the activation.",
    );
  return layer?.activation === "sigmoid" || layer?.activation === "tanh"
    ? t("The activation is steepest where the neuron is least sure, and almost flat at both ends.")
    : t("This is how fast the activation rises where the weighted sum stands.");
}

/** Which of the two factors is turned depends on how the samples lie, and the weights. */
function transposed(
  part: Part,
  layer: LayerModel | undefined,
  { samplesAs }: NeuronModel,
  t: Translate,
): string {
  if (part === "sample")
    return t("A weight reaches the sum through its own input, so the error is multiplied by that input.");
  if (layer?.turned === true)
    return t(
      "One product has to add up all samples for every weight, so the samples have to lie along the side that both factors share. The transpose turns the errors that way.",
    );
  return samplesAs === "columns"
    ? t(
        "Each weight meets every sample through its own row of the inputs. The transpose turns those rows into columns, so that one product adds up all samples for every weight.",
      )
    : t(
        "Each weight meets every sample through its own column of the inputs. The transpose turns those columns into rows, so that one product adds up all samples for every weight.",
      );
}

function overSamples(part: Part, layer: LayerModel | undefined, { loss }: NeuronModel, t: Translate): string {
  if (layer?.norm !== undefined)
    return t(
      "The normalisation takes away whatever the intercept adds, so these errors always add up to 0: an intercept before a normalisation learns nothing.",
    );
  if (layer?.takesBias === true)
    return t(
      "The intercept is taken away from the sum, so its slope is -1: the errors count with a minus sign.",
    );
  if (part === "sample")
    return t("The intercept is added as it is, so its slope is 1 and the error is left.");
  return loss.average
    ? t("The intercept is added to every sample alike, so its gradient is the mean of all errors.")
    : t("The intercept is added to every sample alike, so its gradient is the sum of all errors.");
}

function ofScale({ loss }: NeuronModel, t: Translate): string {
  return loss.average
    ? t(
        "γ multiplies the normalised sums, so each error counts by its own normalised sum, and the mean is taken.",
      )
    : t(
        "γ multiplies the normalised sums, so each error counts by its own normalised sum, and all are added.",
      );
}

function ofShift({ loss }: NeuronModel, t: Translate): string {
  return loss.average
    ? t("β is added to every sample alike, so its gradient is the mean of these errors.")
    : t("β is added to every sample alike, so its gradient is the sum of these errors.");
}

function definition(
  topic: StepTopic,
  part: Part,
  layer: LayerModel | undefined,
  model: NeuronModel,
  t: Translate,
): string {
  switch (topic) {
    case "forward":
      return forward(part, layer, model, t);
    case "mean":
      return t("The mean of each unit's weighted sums over all samples of the batch.");
    case "variance":
      return t("The mean of the squared distances of a unit's sums from their mean.");
    case "deviation": {
      const root = t("The root of the variance says how far a unit's sums usually lie from their mean.");
      return layer?.norm?.epsilon === 0 ? root : `${root} ${t("ε keeps it off 0 where all sums are alike.")}`;
    }
    case "normal":
      return t(
        "Now each unit's sums have mean 0 and deviation 1 in this batch. All samples share one μ and one σ.",
      );
    case "scaled":
      return scaled(layer, t);
    case "activation":
      if (layer?.activation === "softmax")
        return t("Softmax turns the weighted sums of a sample into shares that add up to 1.");
      return part === "sample"
        ? t("The activation turns the sum into what the neuron answers.")
        : t("The activation is taken entry by entry, so the shape stays as it is.");
    case "dropout":
      return t(
        "M is drawn anew in each step: 0 for an activation that is dropped, and for the others what they are multiplied by. The gradient goes back through the same M.",
      );
    case "loss":
      return lossDefinition(part, model, t);
    case "error":
      return t("The error is what the neuron called minus what is true.");
    case "activation-derivative":
    case "loss-by-activation":
    case "scaled-error":
    case "weights":
    case "bias":
    case "scale":
    case "shift":
    case "penalty":
    case "update":
      return t("This is what the name stands for.");
  }
}

function scaled(layer: LayerModel | undefined, t: Translate): string {
  if (layer?.norm?.shift === false)
    return t("γ is learned, one number a unit: it gives the unit a spread of its own again.");
  return layer?.norm?.scale === false
    ? t("β is learned, one number a unit: it gives the unit a middle of its own again.")
    : t(
        "γ and β are learned, one number each a unit: they give the unit a spread and a middle of its own again.",
      );
}

function forward(
  part: Part,
  layer: LayerModel | undefined,
  { samplesAs }: NeuronModel,
  t: Translate,
): string {
  if (part === "sample")
    return layer?.units === "many"
      ? t(
          "Each unit multiplies the inputs by weights of its own: one product gives the weighted sums of all units.",
        )
      : t("Each input is multiplied by its weight; the sum and the intercept give one number.");
  return samplesAs === "columns"
    ? t(
        "Every column of the inputs is one sample. One product gives the weighted sum of all samples at once.",
      )
    : t("Every row of the inputs is one sample. One product gives the weighted sum of all samples at once.");
}

function lossDefinition(part: Part, { loss, penalties }: NeuronModel, t: Translate): string {
  if (part === "sample") {
    const small = t(
      "The loss is small where the answer is close to what is true, and grows with the distance.",
    );
    return loss.kind === "huber" ? `${small} ${huberNote(t)}` : small;
  }
  const whole = loss.average
    ? t("The loss of the batch is the mean of the losses of its samples.")
    : t("The loss of the batch is the sum of the losses of its samples.");
  const notes = [whole];
  if (loss.weights !== undefined) notes.push(t("V says how much each sample counts."));
  if (loss.weights === "over-weights" && loss.average)
    notes.push(t("ν is the sum of V: the mean is taken over what the samples count."));
  if (loss.kind === "huber") notes.push(huberNote(t));
  if (penalties.some(({ spares }) => spares !== undefined))
    notes.push(t("w with a bar is w with a 0 in place of the intercept, which no penalty is on."));
  return notes.join(" ");
}

function huberNote(t: Translate): string {
  return t("Up to a residual of δ the loss is a square; beyond that it goes on in a straight line.");
}
