"""Runs lessons under real NumPy: the questions that checks ask have to be answered as Neuron Lens answers them."""

import ast
import json
import os
import sys

import numpy as np

np.seterr(all="ignore")


class Failed:
    """Stands for a value whose line raised: whoever uses it hears the same exception."""

    def __init__(self, error):
        object.__setattr__(self, "error", error)

    def __getattribute__(self, name):
        raise object.__getattribute__(self, "error")

    def _raise(self, *_):
        raise object.__getattribute__(self, "error")

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = _raise
    __matmul__ = __rmatmul__ = __getitem__ = __len__ = __iter__ = __array__ = __call__ = __neg__ = _raise


def targets(statement):
    names = [each.id for each in ast.walk(statement) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]
    return names if isinstance(statement, (ast.Assign, ast.AugAssign)) else []


def watcher(scope):
    """Notes the names of each function of the program as it returns."""

    def watch(frame, event, _):
        if event == "return" and frame.f_code.co_filename == "program":
            scope["__calls__"][frame.f_code.co_qualname] = dict(frame.f_locals)

    return watch


def run(program):
    """The names of a program; a statement that raises ends nothing else, as in the checks."""
    scope = {"__name__": "__main__", "print": lambda *_, **__: None, "__calls__": {}}

    sys.setprofile(watcher(scope))
    for statement in ast.parse(program).body:
        try:
            exec(compile(ast.Module([statement], []), "program", "exec"), scope)
        except Exception as error:
            for name in targets(statement):
                scope[name] = Failed(error)
            scope.setdefault("__errors__", []).append(error)
    sys.setprofile(None)
    return scope


def inside(scope, question, *asked):
    """Asks at the end of a function's last call, however it ended."""
    function, setup = question["in"], question["setup"]
    if setup is not None:
        sys.setprofile(watcher(scope))
        try:
            ask(scope, setup, None)
        except Exception:
            pass
        finally:
            sys.setprofile(None)
    calls = scope["__calls__"]
    name = next(each for each in reversed(calls) if each == function or each.endswith("." + function))
    return [eval(of, scope, calls[name]) for of in asked]


def ask(scope, setup, of):
    lines = ["def __question():", *("    " + line for line in (setup or "").split("\n"))]
    lines += ["    return (", of or "None", "    )"]
    exec("\n".join(lines), scope)
    return scope["__question"]()


def is_number(value):
    try:
        return np.asarray(value).dtype.kind in "biuf"
    except Exception:
        return False


def equal(yours, wanted, within):
    if not is_number(wanted) or not is_number(yours):
        return type(yours) is type(wanted) and yours == wanted
    yours, wanted = np.asarray(yours, dtype=float), np.asarray(wanted, dtype=float)
    if yours.shape != wanted.shape:
        return False
    close = np.abs(yours - wanted) <= within * np.maximum(1, np.abs(wanted))
    return bool(np.all(close | (yours == wanted) | (np.isnan(yours) & np.isnan(wanted))))


def curve(question, losses):
    losses = np.asarray(losses, dtype=float)
    fallen = not question["falls"] or losses[-1] < losses[0]
    ended = question["ends"] is None or abs(losses[-1] - question["ends"]) <= question["within"] * max(1, abs(question["ends"]))
    return bool(fallen and ended and (question["length"] is None or len(losses) == question["length"]))


def raised(scope, code):
    try:
        ask(scope, code, None)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def holds(scope, question):
    """True or false; None where the question is not one for NumPy."""
    kind = question["kind"]
    try:
        if kind == "value" and question["in"] is not None:
            yours, wanted = inside(scope, question, question["of"], question["equals"])
            return equal(yours, wanted, question["within"])
        if kind == "shape" and question["in"] is not None:
            (value,) = inside(scope, question, question["of"])
            return is_number(value) and list(np.shape(value)) == question["is"]
        if kind == "value":
            yours, wanted = ask(scope, question["setup"], f"(({question['of']}), ({question['equals']}))")
            return equal(yours, wanted, question["within"])
        if kind == "shape":
            value = ask(scope, question["setup"], question["of"])
            return is_number(value) and list(np.shape(value)) == question["is"]
        if kind == "curve":
            return curve(question, ask(scope, question["setup"], question["of"]))
    except Exception:
        return False
    if kind == "raises":
        message = raised(scope, question["code"])
        return message is not None and any(word in message for word in (question["message"] or "").split("\n"))
    if kind == "runs":
        return raised(scope, question["code"]) is None if question["code"] else not scope.get("__errors__")
    return None


os.chdir(sys.argv[1])
answers = []
for program, questions in json.load(sys.stdin):
    scope = run(program)
    answers.append([holds(scope, question) for question in questions])
json.dump(answers, sys.stdout)
