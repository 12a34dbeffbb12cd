import { learnsNumbers } from "../neuron";
import type { DataRecipe, Run } from "../run";
import { dataPart, headOf, literal } from "./python";

/**
 * For data beyond one machine: the same rows, features and numbered classes, standardised, and Spark's own estimator. Rows
 * are split by lot.
 */
export function pySparkScript(run: Run): string | null {
  const { recipe, spec } = run;
  if (recipe === undefined) return null;
  const features = recipe.standardised ? "raw" : "features";
  const { modules, remark, estimator, evaluator } = sparkModel(run);
  return `"""The ${spec.model.kind} model of a Neuron Lens run in PySpark ML: spark-submit script.py DATA"""
${headOf(run, [
  "from pyspark.ml import Pipeline",
  ...modules,
  `from pyspark.ml.feature import ${recipe.missing === "mean" ? "Imputer, " : ""}StandardScaler, VectorAssembler`,
  "from pyspark.sql import SparkSession",
])}${dataPart(run, recipe)}

NAMES = [f"x{i}" for i in range(len(FEATURES))]


def points(rows):
    """Some rows' targets and numbers."""
    x, y = design(rows)
    return [(float(target), *map(float, values)) for target, values in zip(y, x)]


spark = SparkSession.builder.appName("Neuron Lens").getOrCreate()
${rowsPart(recipe)}
data = spark.createDataFrame(rows.mapPartitions(points), ", ".join(f"{name} DOUBLE" for name in ["label"] + NAMES))
train, validation, test = data.randomSplit([0.64, 0.16, 0.2], seed=${recipe.seed})

stages = []
${recipe.missing === "mean" ? "stages.append(Imputer(inputCols=NAMES, outputCols=NAMES))\n" : ""}stages.append(VectorAssembler(inputCols=NAMES, outputCol=${literal(features)}))
${recipe.standardised ? 'stages.append(StandardScaler(inputCol="raw", outputCol="features", withMean=True, withStd=True))\n' : ""}${remark}stages.append(${estimator})
model = Pipeline(stages=stages).fit(train)
evaluator = ${evaluator}
for name, part in (("validation", validation), ("test", test)):
    print(name, evaluator.evaluate(model.transform(part)))
spark.stop()
`;
}

/** What Java calls an encoding, where it is not what Python calls it. */
const charsets: Record<string, string> = { cp949: "MS949" };

/** For one document, or arrays. */
const inOnePiece = "rows = spark.sparkContext.parallelize(read(PATH))";

/** `rows`: a dictionary a row, read piece by piece wherever the format can be. */
function rowsPart(recipe: DataRecipe): string {
  const { format, header, skip = 0 } = recipe;
  switch (format) {
    case "csv": {
      // Spark would take the notes below a table for rows with holes.
      if (recipe.delimiter === " " || recipe.notes === true)
        return `rows = ${linesOf(recipe, skip + (header ? 1 : 0))}.mapPartitions(rows_of)`;
      const lines = skip > 0 ? `lines = ${linesOf(recipe, skip)}\n` : "";
      const quote = recipe.quote === undefined ? `'"'` : literal(recipe.quote);
      const encoding = literal(charsets[recipe.encoding] ?? recipe.encoding);
      return `${lines}table = spark.read.csv(${skip > 0 ? "lines" : "PATH"}, schema=", ".join(f"_{i} STRING" for i in range(len(COLUMNS))),
                       header=${literal(header)}, sep=${literal(recipe.delimiter)}, encoding=${encoding}, quote=${quote}, escape=${quote})
rows = table.rdd.map(lambda row: dict(zip(COLUMNS, row)))`;
    }
    case "json-lines":
      return `lines = ${linesOf(recipe, 0)}.map(lambda line: line.lstrip("\\ufeff"))
rows = lines.filter(str.strip).map(json.loads).mapPartitions(rows_of)`;
    case "libsvm":
      return `rows = ${linesOf(recipe, 0)}.mapPartitions(rows_of)`;
    case "parquet":
      // Spark unpacks lines by a file's ending, and nothing else.
      return recipe.packed === undefined
        ? "rows = spark.read.parquet(PATH).rdd.map(lambda row: row.asDict())"
        : inOnePiece;
    default:
      return inOnePiece;
  }
}

/** The file's lines from a number on. */
function linesOf({ encoding }: DataRecipe, from: number): string {
  const text =
    encoding === "utf-8"
      ? "textFile(PATH)"
      : `textFile(PATH, use_unicode=False).map(lambda line: line.decode(${literal(encoding)}))`;
  const after = from === 0 ? "" : `.zipWithIndex().filter(lambda line: line[1] >= ${from}).keys()`;
  return `spark.sparkContext.${text}${after}`;
}

interface SparkModel {
  readonly modules: readonly string[];
  /** A comment on what Spark's model is not, or nothing. */
  readonly remark: string;
  readonly estimator: string;
  readonly evaluator: string;
}

function sparkModel(run: Run): SparkModel {
  const { model, l1, l2, epochs, seed } = run.spec;
  const isNetwork = model.kind === "network";
  const evaluation = (name: string) => `from pyspark.ml.evaluation import ${name}`;
  // Spark's squared error is half of ours.
  const strength = (l1 + l2) / Math.max(1, run.dataset.split.train) / (learnsNumbers(model) ? 2 : 1);
  const penalty = `regParam=${strength}, elasticNetParam=${l1 + l2 > 0 ? l1 / (l1 + l2) : 0}`;
  if (learnsNumbers(model))
    return {
      modules: [evaluation("RegressionEvaluator"), "from pyspark.ml.regression import LinearRegression"],
      remark: isNetwork ? "# Spark has no network that learns numbers: this is its linear model.\n" : "",
      estimator: `LinearRegression(maxIter=${epochs}, ${penalty})`,
      evaluator: 'RegressionEvaluator(metricName="r2")',
    };
  const name = isNetwork ? "MultilayerPerceptronClassifier" : "LogisticRegression";
  return {
    modules: [
      `from pyspark.ml.classification import ${name}`,
      evaluation("MulticlassClassificationEvaluator"),
    ],
    remark:
      isNetwork && model.activation !== "sigmoid"
        ? "# The hidden layer of Spark's network is one of sigmoids.\n"
        : "",
    estimator: isNetwork
      ? `${name}(maxIter=${epochs}, layers=[len(FEATURES), ${model.hidden}, len(CLASSES)], seed=${seed})`
      : `${name}(maxIter=${epochs}, ${penalty})`,
    evaluator: 'MulticlassClassificationEvaluator(metricName="accuracy")',
  };
}
