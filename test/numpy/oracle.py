"""Real NumPy as the judge: reads one call a line as JSON, writes what became of it."""
import io
import json
import math
import operator
import sys
import warnings

import numpy as np
import numpy.lib.recfunctions

warnings.simplefilter("ignore")
np.seterr(all="ignore")

DTYPES = {"float": float, "int": int, "bool": bool, "complex": complex, "str": str, "object": object}
OPERATORS = {"and": "and_", "or": "or_", "invert": "invert"}


def fields(kind):
    """The dtype of a kind that spells out its fields: record {"fields":[["pos","float",[3]]]}"""
    told = json.loads(kind[len("record "):])
    return np.dtype([(name, dtype_of(inner), tuple(shape)) for name, inner, shape in told["fields"]])


def dtype_of(kind):
    return fields(kind) if kind.startswith("record ") else DTYPES[kind]


def kind_of(dtype, named=False):
    if dtype.names is None:
        return KINDS.get(dtype.kind, "datetime" if dtype.kind in "mM" else "unknown")
    told = []
    for name in dtype.names:
        part = dtype[name]
        # A field of records is named on its own: only what is asked for tells it.
        told.append([name, kind_of(part.base), list(part.shape)])
    text = {"fields": told, **({"named": True} if named else {})}
    return "record " + json.dumps(text, separators=(",", ":"))


def number(value):
    return float(value) if isinstance(value, str) else value


def decode(value):
    kind = value["k"]
    if kind == "array":
        dtype = dtype_of(value["dtype"])
        if isinstance(dtype, np.dtype):
            array = np.zeros(value["shape"], dtype)
            array = array.view(np.recarray) if '"named":true' in value["dtype"] else array
            return array[()] if value.get("scalar") else array
        data = value["data"] if value["dtype"] == "str" else [number(each) for each in value["data"]]
        array = np.array(data, dtype=dtype).reshape(value["shape"]).copy()
        return array[()] if value.get("scalar") else array
    if kind == "float":
        return float(value["v"])
    if kind in ("int", "bool"):
        return value["v"]
    if kind == "complex":
        return complex(1, 2)
    if kind == "str":
        return value["v"]
    if kind == "none":
        return None
    if kind in ("list", "tuple"):
        items = [decode(each) for each in value["items"]]
        return items if kind == "list" else tuple(items)
    if kind == "slice":
        return slice(decode(value["start"]), decode(value["stop"]), decode(value["step"]))
    if kind == "ellipsis":
        return Ellipsis
    if kind == "dtype":
        return DTYPES[value["v"]]
    if kind == "object":
        return make_object(value["v"])
    raise ValueError(kind)


def make_object(name):
    if name == "function":
        return lambda row: row
    if name == "vectorized":
        return np.vectorize(lambda each: each)
    if name == "numpy.random.RandomState":
        return np.random.RandomState(0)
    if name == "numpy.random.Generator":
        return np.random.default_rng(0)
    if name == "bit generator":
        return np.random.PCG64(0)
    if name in ("numpy.recarray", "numpy.ndarray"):
        return getattr(np, name.split(".")[1])
    if name == "finfo":
        return np.finfo(float)
    if name == "iinfo":
        return np.iinfo(int)
    if name == "numpy.poly1d":
        return np.poly1d([1, 2, 3])
    raise ValueError(name)


def plain(value):
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        value = float(value)
        return value if math.isfinite(value) else str(value)
    return None


MASKED = {"filled", "compressed", "count", "mask"}
OBJECTS = {"RandomState", "Generator", "finfo", "iinfo", "poly1d"}
KINDS = {"b": "bool", "i": "int", "u": "int", "f": "float", "c": "complex", "U": "str", "S": "str", "O": "object"}


def encode(value):
    if isinstance(value, (np.ndarray, np.generic)):
        kind = kind_of(value.dtype, isinstance(value, (np.recarray, np.record)))
        flat = np.asarray(value).ravel()
        data = [plain(each) for each in flat] if flat.size <= 256 else None
        data = data if value.dtype.names is None else []
        return {
            "k": "array",
            "shape": list(value.shape),
            "dtype": kind,
            "scalar": isinstance(value, np.generic),
            "data": data,
        }
    if value is None:
        return {"k": "none"}
    if isinstance(value, bool):
        return {"k": "bool", "v": value}
    if isinstance(value, int):
        return {"k": "int", "v": value}
    if isinstance(value, float):
        return {"k": "float", "v": plain(value)}
    if isinstance(value, complex):
        return {"k": "complex"}
    if isinstance(value, str):
        return {"k": "str", "v": value}
    if isinstance(value, (list, tuple)):
        items = [encode(each) for each in value]
        return {"k": "list" if isinstance(value, list) else "tuple", "items": items}
    if isinstance(value, slice):
        return {
            "k": "slice",
            "start": encode(value.start),
            "stop": encode(value.stop),
            "step": encode(value.step),
        }
    if value is Ellipsis:
        return {"k": "ellipsis"}
    if isinstance(value, np.dtype) or (isinstance(value, type) and issubclass(value, np.generic)):
        return {"k": "dtype", "v": kind_of(np.dtype(value))}
    return {"k": "object", "v": type(value).__name__}


def walk(owner, path):
    for name in path:
        owner = getattr(owner, name)
    return owner


def call(request):
    name = request["name"]
    args = [decode(each) for each in request["args"]]
    kwargs = {key: decode(each) for key, each in request["kwargs"].items()}
    parts = name.split(".")
    result = apply(parts, args, kwargs, request["attribute"])
    after = [encode(each) if isinstance(each, np.ndarray) else None for each in args]
    after_keywords = {key: encode(each) for key, each in kwargs.items() if isinstance(each, np.ndarray)}
    return {"k": "value", "value": encode(result), "after": after, "afterKeywords": after_keywords}


def apply(parts, args, kwargs, attribute):
    if parts[0] == "operator":
        if parts[1] == "setitem":
            return operator.setitem(*args)
        return getattr(operator, OPERATORS.get(parts[1], parts[1]))(*args)
    if parts[0] == "dtype":
        return np.dtype(args[0]).type(*args[1:], **kwargs)
    if parts[0] == "ndarray" or len(parts) > 2 and parts[-2] in OBJECTS:
        receiver, *others = args
        if parts[0] == "ndarray" and not isinstance(receiver, (np.ndarray, np.generic)):
            raise NotImplementedError("receiver")
        if parts[-1] in MASKED:
            receiver = np.ma.masked_where(np.asarray(receiver) > 0.5, receiver)
            receiver.mask = np.ma.getmaskarray(receiver)
        member = getattr(receiver, parts[-1])
        if parts[-1] == "flat":
            return np.array(member)
        if parts[-1] == "__iter__":
            return list(member())
        return member if attribute else member(*others, **kwargs)
    owner = walk(np, parts[1:-1])
    if parts[-1] == "getitem":
        return owner[args[0]]
    member = getattr(owner, parts[-1])
    return member if attribute else member(*args, **kwargs)


def exception_name(error):
    name = type(error).__name__
    if name.startswith("_UFunc") or name == "UFuncTypeError":
        return "UFuncTypeError"
    return name


def main():
    out = sys.stdout
    sys.stdout = io.StringIO()  # what a function prints is not an answer
    for line in sys.stdin:
        request = json.loads(line)
        np.random.seed(0)
        try:
            reply = call(request)
        except Exception as error:  # noqa: BLE001 - whatever NumPy raises is the answer
            reply = {"k": "raise", "exception": exception_name(error), "message": str(error)}
        out.write(json.dumps(reply) + "\n")


main()
