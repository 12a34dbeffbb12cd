"""
Runs an exported PySpark script without Spark: `python sparkStandIn.py SCRIPT DATA`. The names that the script uses do on one
list what Spark does on many machines: lines and CSV are read, rows are mapped, stages are checked for the columns that
they take. The last line that it prints compares the rows that came out with those of the script's own `read`.
"""
import csv
import gzip
import json
import runpy
import sys
import types

import numpy as np


def opened(path, mode, **options):
    """Spark unpacks what is called .gz."""
    return (gzip.open if path.endswith(".gz") else open)(path, mode, **options)


class Rdd:
    def __init__(self, items):
        self.items = list(items)

    def map(self, work):
        return Rdd(map(work, self.items))

    def filter(self, test):
        return Rdd(filter(test, self.items))

    def keys(self):
        return Rdd(key for key, _ in self.items)

    def zipWithIndex(self):
        return Rdd((item, index) for index, item in enumerate(self.items))

    def mapPartitions(self, work):
        # Three parts, the last of them empty.
        half = len(self.items) // 2
        return Rdd(item for part in (self.items[:half], self.items[half:], []) for item in work(iter(part)))


class Frame:
    def __init__(self, rows, columns):
        self.rows, self.columns = rows, columns

    @property
    def rdd(self):
        return Rdd(self.rows)

    def randomSplit(self, weights, seed=None):
        assert abs(sum(weights) - 1) < 1e-9 and isinstance(seed, int)
        order = np.random.RandomState(seed).permutation(len(self.rows))
        ends = np.round(np.cumsum(weights) * len(order)).astype(int)[:-1]
        return [Frame([self.rows[i] for i in part], self.columns) for part in np.split(order, ends)]


class Session:
    made = None

    @property
    def sparkContext(self):
        return self

    @property
    def read(self):
        return self

    def appName(self, name):
        return self

    def getOrCreate(self):
        return self

    def stop(self):
        pass

    def parallelize(self, rows):
        return Rdd(rows)

    def textFile(self, path, minPartitions=None, use_unicode=True):
        with opened(path, "rb") as file:
            lines = file.read().split(b"\n")
        lines = [line.removesuffix(b"\r") for line in lines[: -1 if lines[-1] == b"" else None]]
        return Rdd(line.decode("utf-8", "replace") if use_unicode else line for line in lines)

    def csv(self, path, schema, header, sep, encoding, quote, escape):
        assert quote == escape
        names = [column.split(" ") for column in schema.split(", ")]
        assert all(kind == "STRING" for _, kind in names)
        if isinstance(path, Rdd):
            rows = list(csv.reader(path.items, delimiter=sep, quotechar=quote))
        else:
            # Java reads a mark of the order of bytes by itself, and has names of its own: its cp949 is another.
            python = {"MS949": "cp949", "utf-8": "utf-8-sig", "utf-16le": "utf-16", "utf-16be": "utf-16"}
            python["windows-1252"] = "cp1252"
            with opened(path, "rt", encoding=python[encoding], newline="") as file:
                rows = list(csv.reader(file, delimiter=sep, quotechar=quote))
        rows = [row for row in rows if row][1 if header else 0 :]
        fitted = [tuple((cell or None) for cell in (row + [None] * len(names))[: len(names)]) for row in rows]
        return Frame(fitted, [name for name, _ in names])

    def createDataFrame(self, rows, schema):
        columns = [column.split(" ") for column in schema.split(", ")]
        assert all(kind == "DOUBLE" for _, kind in columns)
        for row in rows.items:
            assert len(row) == len(columns) and all(type(cell) is float for cell in row), row
        Session.made = Frame(rows.items, [name for name, _ in columns])
        return Session.made


def stage(name, parameters, takes, gives):
    """A stage that knows its parameters, and which of them name columns."""

    def fitted(self, columns):
        for each in takes:
            wanted = self.given.get(each, each if each == "label" else "features")
            for column in wanted if isinstance(wanted, list) else [wanted]:
                assert column in columns, f"{name}: there is no column {column}"
        new = self.given.get(gives, [])
        return columns + (new if isinstance(new, list) else [new])

    def begin(self, **given):
        assert set(given) <= set(parameters), given
        self.given = given

    return type(name, (), {"__init__": begin, "fitted": fitted})


class Pipeline:
    def __init__(self, stages):
        self.stages = stages

    def fit(self, frame):
        columns = frame.columns
        for each in self.stages:
            columns = each.fitted(columns)
        return self

    def transform(self, frame):
        return frame


class Evaluator:
    def __init__(self, metricName):
        assert metricName in ("r2", "accuracy")

    def evaluate(self, frame):
        return len(frame.rows)


learner = ["maxIter", "regParam", "elasticNetParam"]
modules = {
    "pyspark": {},
    "pyspark.sql": {"SparkSession": types.SimpleNamespace(builder=Session())},
    "pyspark.ml": {"Pipeline": Pipeline},
    "pyspark.ml.feature": {
        "Imputer": stage("Imputer", ["inputCols", "outputCols"], ["inputCols"], None),
        "VectorAssembler": stage("VectorAssembler", ["inputCols", "outputCol"], ["inputCols"], "outputCol"),
        "StandardScaler": stage("StandardScaler", ["inputCol", "outputCol", "withMean", "withStd"], ["inputCol"], "outputCol"),
    },
    "pyspark.ml.regression": {"LinearRegression": stage("LinearRegression", learner, ["label", "features"], None)},
    "pyspark.ml.classification": {
        "LogisticRegression": stage("LogisticRegression", learner, ["label", "features"], None),
        "MultilayerPerceptronClassifier": stage(
            "MultilayerPerceptronClassifier", ["maxIter", "layers", "seed"], ["label", "features"], None
        ),
    },
    "pyspark.ml.evaluation": {"RegressionEvaluator": Evaluator, "MulticlassClassificationEvaluator": Evaluator},
}
for name, members in modules.items():
    module = types.ModuleType(name)
    vars(module).update(members)
    sys.modules[name] = module

script, data = sys.argv[1:]
sys.argv = [script, data]
own = runpy.run_path(script, run_name="__main__")
x, y = own["design"](own["read"](data))
found = np.array(Session.made.rows)
same = found.shape == (len(y), x.shape[1] + 1) and np.array_equal(found, np.column_stack([y, x]), equal_nan=True)
print(json.dumps({"rows": len(found), "features": found.shape[1] - 1, "same": bool(same)}))
