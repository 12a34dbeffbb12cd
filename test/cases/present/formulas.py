"""Writes formulas.json: operations with real NumPy's own values, to evaluate the formulas against."""

import json
import pathlib

import numpy as np

random = np.random.RandomState(7)
cases = []


def kind_of(array):
    return {"b": "bool", "i": "int", "f": "float"}[np.asarray(array).dtype.kind]


def fact(array):
    array = np.asarray(array)
    return {"shape": list(array.shape), "dtype": kind_of(array), "data": array.ravel().tolist()}


def case(kind, name, operands, result, bound="", axis="none given"):
    entry = {
        "kind": kind,
        "name": name,
        "operands": [{"text": text, **fact(array)} for text, array in operands],
        "result": fact(result),
        "bound": bound,
    }
    if axis != "none given":
        entry["axis"] = axis
    cases.append(entry)


def draw(*shape):
    return np.round(random.uniform(0.5, 3, shape), 2)


def product(name, function, a, b, bound="", texts=("a", "b")):
    case("product", name, [(texts[0], a), (texts[1], b)], function(a, b), bound)


for name, function in [("numpy.dot", np.dot), ("numpy.matmul", np.matmul), ("operator.matmul", np.matmul)]:
    product(name, function, np.arange(30).reshape(10, 3), np.arange(3).reshape(3, 1))
    product(name, function, draw(4, 3), draw(3, 2), "z")
    product(name, function, draw(4, 3), draw(3), "self.z")
    product(name, function, draw(3), draw(3, 2))
    product(name, function, draw(3), draw(3))
    product(name, function, draw(1, 3), draw(3, 1))
    product(name, function, draw(4, 1), draw(1, 5))
    product(name, function, draw(1), draw(1))
    product(name, function, draw(3, 3), draw(3, 3), "a")
    product(name, function, draw(2, 4, 3), draw(3, 5))
    product(name, function, draw(2, 4, 3), draw(3))
product("operator.matmul", np.matmul, draw(2, 4, 3), draw(2, 3, 5), "out", ("q", "k"))
product("operator.matmul", np.matmul, draw(6, 1, 4, 3), draw(2, 3, 5))
product("operator.matmul", np.matmul, draw(4, 3), draw(2, 3, 5))
product("operator.matmul", np.matmul, draw(1, 4, 3), draw(2, 3, 5))
product("operator.matmul", np.matmul, draw(3), draw(2, 3, 5))
product("numpy.dot", np.dot, draw(2, 4, 3), draw(5, 3, 2))
product("numpy.dot", np.dot, np.float64(2.5), draw(3, 2), "", ("rate", "b"))
product("numpy.dot", np.dot, draw(3, 4), draw(4, 2), "w_grad", ("x.T", "err"))
product("numpy.dot", np.dot, draw(3, 4), draw(4, 2), "x", ("x.T", "np.ones((4, 2))"))
product("numpy.inner", np.inner, draw(4, 3), draw(5, 3))
product("numpy.inner", np.inner, draw(3), draw(3))
product("numpy.vdot", np.vdot, draw(4), draw(4))
product("numpy.outer", np.outer, draw(4), draw(5))

infix = [
    ("add", np.add),
    ("sub", np.subtract),
    ("mul", np.multiply),
    ("truediv", np.divide),
    ("floordiv", np.floor_divide),
    ("mod", np.mod),
    ("pow", np.power),
    ("lt", np.less),
    ("le", np.less_equal),
    ("gt", np.greater),
    ("ge", np.greater_equal),
    ("eq", np.equal),
    ("ne", np.not_equal),
]
for name, function in infix:
    for left, right in [(draw(3, 4), draw(3, 4)), (draw(3, 4), draw(4)), (draw(3, 1), draw(4))]:
        case("elementwise", f"operator.{name}", [("a", left), ("x.T", right)], function(left, right))
    left = draw(2, 3)
    case("elementwise", f"operator.{name}", [("err", left), ("2", np.int64(2))], function(left, 2))
    case("elementwise", f"operator.{name}", [("-1.5", np.float64(-1.5)), ("w", left.round() + 1)], function(-1.5, left.round() + 1))
for name in ["add", "subtract", "multiply", "divide", "maximum", "minimum", "power"]:
    left, right = draw(2, 3, 1), draw(3, 4)
    case("elementwise", f"numpy.{name}", [("a + 1", left), ("self.w1", right)], getattr(np, name)(left, right), "a")
for name in "exp log log2 log10 sqrt square abs negative reciprocal sin cos tan tanh sign".split():
    array = draw(3, 2)
    case("elementwise", f"numpy.{name}", [("x.T", array)], getattr(np, name)(array), "y")
same = draw(3, 1)
case("elementwise", "operator.sub", [("w", same), ("w", same)], same - same, "w")
weights, step = draw(3, 1), draw(3, 1)
case("elementwise", "operator.sub", [("w", weights), ("self.w", step)], weights - step, "w")
case("elementwise", "operator.add", [("i", weights), ("j", step)], weights + step, "k")

for name in "sum mean prod max min argmax argmin".split():
    function = getattr(np, name)
    for array, axes in [(draw(4), [0, -1, None]), (draw(4, 3), [0, 1, -1]), (draw(2, 4, 3), [0, 1, -2])]:
        for axis in axes:
            case("reduce", f"numpy.{name}", [("a", array)], function(array, axis=axis), "", axis)
for name in "sum mean max".split():
    array = draw(4, 3)
    case("reduce", f"ndarray.{name}", [("loss", array)], getattr(array, name)(), "total", None)
    case("reduce", f"ndarray.{name}", [("loss", array)], getattr(array, name)())
    case("reduce", f"ndarray.{name}", [("x.T", array)], getattr(array, name)(axis=1, keepdims=True), "", 1)
    case("reduce", f"ndarray.{name}", [("a", array[:1])], getattr(array[:1], name)(axis=1), "", 1)

for array in [draw(3), draw(4, 3), draw(4, 1), draw(2, 4, 3)]:
    case("transpose", "ndarray.T", [("a", array)], array.T)
for array, shape in [
    (np.arange(30), (10, 3)),
    (np.arange(24), (2, 3, 4)),
    (np.arange(6), (6, 1)),
    (np.arange(6), (1, 6)),
    (np.arange(6).reshape(6, 1), (6,)),
    (np.arange(6).reshape(1, 6), (6, 1)),
    (np.arange(1), (1, 1)),
]:
    case("reshape", "ndarray.reshape", [("a", array)], array.reshape(shape))

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text("[\n" + ",\n".join(json.dumps(entry) for entry in cases) + "\n]\n")
print(len(cases))
