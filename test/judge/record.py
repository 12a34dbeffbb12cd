"""Runs programs under real NumPy and writes down the shape of every expression that holds an array.

Usage: record.py PROGRAM...   (one JSON object a program on standard output)

Each source file of a program, and each file of its folder that it imports, is compiled with every expression wrapped in a
call that looks at the value and passes it on. Positions are those of Python's own parser, with columns in UTF-16 units.
"""

import ast
import contextlib
import importlib.abc
import importlib.machinery
import io
import json
import os
import signal
import sys
import types
import warnings

import numpy as np

HOOK = "__look__"
SECONDS = 40
MAX_SHAPES = 5000


class Recorder:
    def __init__(self):
        self.positions = []
        self.shapes = []

    def place(self, file, cell, span):
        self.positions.append((file, cell, span))
        self.shapes.append({})
        return len(self.positions) - 1

    def look(self, index, value):
        if isinstance(value, (np.ndarray, np.generic)):
            seen = self.shapes[index]
            key = (value.shape, value.dtype.kind)
            if key not in seen and len(seen) < MAX_SHAPES:
                seen[key] = True
        return value

    def result(self):
        rows = []
        merged = {}
        for (file, cell, span), shapes in zip(self.positions, self.shapes):
            if shapes:
                merged.setdefault((file, cell, span), {}).update(shapes)
        for (file, cell, span), shapes in merged.items():
            rows.append({
                "file": file,
                "cell": cell,
                "span": list(span),
                "shapes": sorted({json.dumps(list(shape)) for shape, _ in shapes}),
                "dtypes": sorted({kind for _, kind in shapes}),
            })
        return rows


class Wrapper(ast.NodeTransformer):
    """Wraps the expressions whose facts we report, and adds a look after each store."""

    def __init__(self, recorder, file, cell, text):
        self.recorder = recorder
        self.file = file
        self.cell = cell
        self.lines = text.split("\n")

    def column(self, line, offset):
        raw = self.lines[line - 1].encode("utf-8")[:offset].decode("utf-8", "ignore")
        return len(raw.encode("utf-16-le")) // 2

    def span(self, node):
        return (
            node.lineno,
            self.column(node.lineno, node.col_offset),
            node.end_lineno,
            self.column(node.end_lineno, node.end_col_offset),
        )

    def wrap(self, node, value=None):
        index = self.recorder.place(self.file, self.cell, self.span(node))
        call = ast.Call(
            func=ast.Name(id=HOOK, ctx=ast.Load()),
            args=[ast.Constant(value=index), node if value is None else value],
            keywords=[],
        )
        return ast.copy_location(ast.fix_missing_locations(ast.copy_location(call, node)), node)

    def load(self, node):
        self.generic_visit(node)
        if isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            return self.wrap(node)
        return node

    visit_Name = load
    visit_Attribute = load
    visit_Subscript = load
    visit_BinOp = load
    visit_UnaryOp = load
    visit_Compare = load

    def visit_Call(self, node):
        # The callee stays bare: a method must be called on what it was found on, and `super()` by its name.
        if isinstance(node.func, ast.Attribute):
            node.func.value = self.visit(node.func.value)
        elif not isinstance(node.func, ast.Name):
            node.func = self.visit(node.func)
        node.args = [self.visit(each) for each in node.args]
        node.keywords = [self.visit(each) for each in node.keywords]
        return self.wrap(node)

    def visit_AnnAssign(self, node):
        if node.value is not None:
            node.value = self.visit(node.value)
        return [node, *self.looks([node.target])] if node.value is not None else node

    def visit_arg(self, node):
        node.annotation = None
        return node

    def targets(self, node):
        if isinstance(node, (ast.Tuple, ast.List)):
            return [each for item in node.elts for each in self.targets(item)]
        if isinstance(node, ast.Starred):
            return self.targets(node.value)
        if isinstance(node, ast.Name):
            return [node]
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            return [node]
        return []

    def looks(self, targets):
        statements = []
        for target in (each for node in targets for each in self.targets(node)):
            if isinstance(target, ast.Name):
                value = ast.Name(id=target.id, ctx=ast.Load())
            else:
                value = ast.Attribute(
                    value=ast.Name(id=target.value.id, ctx=ast.Load()), attr=target.attr, ctx=ast.Load()
                )
            statement = ast.Expr(value=self.wrap(target, value))
            statements.append(ast.fix_missing_locations(ast.copy_location(statement, target)))
        return statements

    def visit_Assign(self, node):
        looks = self.looks(node.targets)
        self.generic_visit(node)
        return [node, *looks]

    def visit_AugAssign(self, node):
        looks = self.looks([node.target])
        self.generic_visit(node)
        return [node, *looks]

    def visit_For(self, node):
        looks = self.looks([node.target])
        self.generic_visit(node)
        node.body = [*looks, *node.body]
        return node

    def visit_FunctionDef(self, node):
        looks = []
        arguments = node.args
        names = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        for argument in names:
            span_node = ast.copy_location(ast.Name(id=argument.arg, ctx=ast.Load()), argument)
            span_node.end_lineno = argument.lineno
            span_node.end_col_offset = argument.col_offset + len(argument.arg.encode("utf-8"))
            looks.append(ast.fix_missing_locations(ast.copy_location(ast.Expr(value=self.wrap(span_node)), argument)))
        node.returns = None
        body = node.body
        document = body[:1] if ast.get_docstring(node, clean=False) is not None else []
        self.generic_visit(node)
        node.body = [*document, *looks, *node.body[len(document):]]
        return node

    def visit_ClassDef(self, node):
        self.generic_visit(node)
        return node


class Silent(types.ModuleType):
    """Stands for a library that only draws, or that is not installed."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()


class Anything:
    def __call__(self, *args, **kwargs):
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __iter__(self):
        return iter((self, self))

    def __getitem__(self, index):
        return self

    def __setitem__(self, index, value):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False


class Finder(importlib.abc.MetaPathFinder):
    """Loads the program's own modules through the wrapper, and stands in for what draws."""

    silent = ("matplotlib", "mpl_toolkits", "seaborn", "pylab", "tqdm_stub")

    def __init__(self, folder, recorder):
        self.folder = folder
        self.recorder = recorder

    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in self.silent:
            return importlib.machinery.ModuleSpec(name, SilentLoader(), is_package=True)
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is None or spec.origin is None or not os.path.abspath(spec.origin).startswith(self.folder + os.sep):
            return None
        if spec.origin.endswith(".py"):
            spec.loader = WrappingLoader(spec.origin, self.recorder)
        return spec


class SilentLoader(importlib.abc.Loader):
    def create_module(self, spec):
        return Silent(spec.name)

    def exec_module(self, module):
        module.__path__ = []


class WrappingLoader(importlib.abc.Loader):
    def __init__(self, path, recorder):
        self.path = path
        self.recorder = recorder

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        with open(self.path, encoding="utf-8") as stream:
            text = stream.read()
        setattr(module, HOOK, self.recorder.look)
        exec(instrument(text, os.path.abspath(self.path), None, self.recorder), module.__dict__)


def instrument(text, file, cell, recorder):
    tree = Wrapper(recorder, file, cell, text).visit(ast.parse(text))
    return compile(ast.fix_missing_locations(tree), file, "exec")


def cells_of(path):
    with open(path, encoding="utf-8") as stream:
        text = stream.read()
    if not path.endswith(".ipynb"):
        return [(None, text)]
    notebook = json.loads(text)
    cells = []
    for index, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            lines = ["pass" if line.lstrip().startswith(("%", "!")) else line for line in source.split("\n")]
            cells.append((index, "\n".join(lines)))
    return cells


def on_time_out(signum, frame):
    raise TimeoutError("the program runs too long")


def run(path):
    path = os.path.abspath(path)
    recorder = Recorder()
    folder = os.path.dirname(path)
    os.chdir(folder)
    sys.path.insert(0, folder)
    sys.meta_path.insert(0, Finder(folder, recorder))
    sys.argv = [path]
    np.random.seed(0)
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    signal.signal(signal.SIGALRM, on_time_out)
    signal.alarm(SECONDS)
    module = types.ModuleType("__main__")
    module.__file__ = path
    setattr(module, HOOK, recorder.look)
    sys.modules["__main__"] = module
    error = None
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            for cell, text in cells_of(path):
                exec(instrument(text, path, cell, recorder), module.__dict__)
        except SystemExit:
            pass
        except BaseException as exception:  # A program that fails is a finding, not a failure of the judge.
            place = exception.__traceback__
            line = None
            while place is not None:
                if place.tb_frame.f_code.co_filename.startswith(folder):
                    line = [place.tb_frame.f_code.co_filename, place.tb_lineno]
                place = place.tb_next
            error = {"type": type(exception).__name__, "message": str(exception).strip(), "at": line}
    signal.alarm(0)
    return {"program": path, "expressions": recorder.result(), "error": error}


def main(paths):
    for path in paths:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            with os.fdopen(writer, "w", encoding="utf-8") as stream:
                stream.write(json.dumps(run(path)))
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader, encoding="utf-8") as stream:
            result = stream.read()
        os.waitpid(child, 0)
        print(result if result else json.dumps({"program": os.path.abspath(path), "expressions": [], "error": {"type": "Crash", "message": "", "at": None}}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
