import { describe, expect, it } from "vitest";
import { shapeOf } from "../insight/shapesOf";

const np = "import numpy as np\n";

/** Each program ends in a store to `r`. */
const cases: readonly (readonly [string, string, string])[] = [
  ["follows constants through arithmetic", "n = 2 * 5 + 1\nr = np.zeros((n, n // 2))", "(11, 5)"],
  [
    "calls with defaults, keywords and *args",
    "def f(a, b=3, *c, d=4, **k):\n    return np.zeros((a, b, len(c), d, len(k)))\nr = f(1, 2, 7, 8, d=5, e=6)",
    "(1, 2, 2, 5, 1)",
  ],
  [
    "spreads lists and dicts into calls",
    "def f(a, b, c):\n    return np.zeros((a, b, c))\nr = f(*[1, 2], **{'c': 3})",
    "(1, 2, 3)",
  ],
  [
    "closes over variables",
    "def outer(n):\n    def inner(m):\n        return np.zeros((n, m))\n    return inner\nr = outer(2)(3)",
    "(2, 3)",
  ],
  [
    "writes nonlocal and global names",
    "k = 1\ndef f():\n    global k\n    k = 5\n    n = 1\n    def g():\n        nonlocal n\n        n = 4\n    g()\n    return n\nm = f()\nr = np.zeros((k, m))",
    "(5, 4)",
  ],
  [
    "reads computed dict keys",
    "p = {}\nsizes = [4, 3, 2]\nfor l in range(1, 3):\n    p['W' + str(l)] = np.zeros((sizes[l], sizes[l - 1]))\nr = p['W2']",
    "(2, 3)",
  ],
  ["reads f-string keys", "p = {f'b{i}': np.zeros(i + 1) for i in range(4)}\nr = p['b3']", "(4,)"],
  [
    "unpacks nested and starred targets",
    "(a, (b, c)), *rest = (1, (2, 3)), 4, 5\nr = np.zeros((b, c, len(rest)))",
    "(2, 3, 2)",
  ],
  [
    "follows inheritance and super()",
    "class A:\n    def __init__(self, n):\n        self.n = n\nclass B(A):\n    def __init__(self):\n        super().__init__(6)\nr = np.zeros(B().n)",
    "(6,)",
  ],
  [
    "follows properties and setters",
    "class A:\n    @property\n    def n(self):\n        return self._n\n    @n.setter\n    def n(self, v):\n        self._n = v + 1\na = A()\na.n = 3\nr = np.zeros(a.n)",
    "(4,)",
  ],
  [
    "calls instances and operator methods",
    "class V:\n    def __init__(self, x):\n        self.x = x\n    def __add__(self, o):\n        return V(np.concatenate([self.x, o.x]))\n    def __call__(self):\n        return self.x\nr = (V(np.zeros(2)) + V(np.zeros(3)))()",
    "(5,)",
  ],
  ["takes the known branch", "if 3 > 2:\n    r = np.zeros(1)\nelse:\n    r = np.zeros(2)", "(1,)"],
  ["runs the main block", "r = np.zeros(1)\nif __name__ == '__main__':\n    r = np.zeros(9)", "(9,)"],
  [
    "counts appends of a long loop",
    "a = []\nfor i in range(1000):\n    a.append(np.zeros(3))\nr = np.array(a)",
    "(1000, 3)",
  ],
  [
    "counts appends under a condition that it knows",
    "a = []\nfor i in range(1000):\n    if i % 100 == 0:\n        a.append(1.0)\nr = np.array(a)",
    "(10,)",
  ],
  ["counts a counter", "n = 0\nfor i in range(500):\n    n += 2\nr = np.zeros(n)", "(1000,)"],
  [
    "grows an array by a row a pass",
    "r = np.zeros((1, 4))\nfor i in range(50):\n    r = np.vstack([r, np.ones((1, 4))])\nr = r",
    "(51, 4)",
  ],
  ["leaves a loop by break", "for i in range(10):\n    if i == 4:\n        break\nr = np.zeros(i)", "(4,)"],
  [
    "runs a while loop with a known condition",
    "n = 1\nwhile n < 100:\n    n *= 2\nr = np.zeros(n)",
    "(128,)",
  ],
  ["collects a comprehension with a condition", "r = np.array([i for i in range(10) if i % 3 == 0])", "(4,)"],
  ["collects nested comprehensions", "r = np.array([[i * j for j in range(4)] for i in range(3)])", "(3, 4)"],
  [
    "yields from generators",
    "def g(n):\n    for i in range(n):\n        yield np.zeros(5)\nfor r in g(3):\n    pass",
    "(5,)",
  ],
  [
    "recurses as deep as the program says",
    "def f(n):\n    return np.zeros(1) if n == 0 else np.concatenate([f(n - 1), np.zeros(1)])\nr = f(5)",
    "(6,)",
  ],
  [
    "walks over all that an object was made of",
    "class N:\n    def __init__(self, parents):\n        self.parents = parents\ndef walk(n, seen, order):\n    if id(n) in seen:\n        return\n    seen.add(id(n))\n    for p in n.parents:\n        walk(p, seen, order)\n    order.append(n)\nw = N(())\nh = w\nfor i in range(40):\n    h = N((h, w))\norder = []\nwalk(h, set(), order)\nr = np.zeros(len(order))",
    "(41,)",
  ],
  [
    "keeps together what an option by name decides",
    "class M:\n    def __init__(self, kind):\n        self.kind = kind\n        self.w = np.zeros((2, 3)) if kind == 'rows' else np.zeros(4)\n    def get(self):\n        if self.kind == 'rows':\n            return self.w[0]\n        return self.w\nfound = min([(np.random.rand(), kind) for kind in ['rows', 'flat']])\nr = M(found[1]).get()",
    "(3,) | (4,)",
  ],
  [
    "names the size of what grows as the data say",
    "r = np.zeros((0, 3))\nfor i in range(4):\n    if np.random.rand() > 0.5:\n        r = np.vstack((r, np.ones((1, 3))))\nr = r + 1",
    "(k, 3)",
  ],
  [
    "names the size of what is one or the other",
    "a = np.zeros((5, 2))\nr = a[:2] if np.random.rand() > 0.5 else a[:3]\nr = r + 1",
    "(k, 2)",
  ],
  [
    "names the size of what the best of several objects holds",
    "class N:\n    def __init__(self, h):\n        self.w = np.zeros(h)\nbest = None\ntop = -1\nfor h in [8, 12]:\n    net = N(h)\n    acc = np.random.rand()\n    if acc > top:\n        top = acc\n        best = net\nr = best.w",
    "(k,)",
  ],
  [
    "names the size of an array in one of several dicts",
    "best = None\ntop = -1\nfor h in [8, 12]:\n    net = {'W': np.zeros((4, h))}\n    acc = np.random.rand()\n    if acc > top:\n        top = acc\n        best = net\nr = best['W']",
    "(4, k)",
  ],
  [
    "makes an array of texts that may be one or the other",
    "a = ['x', 'yz']\nr = np.array([a[np.random.randint(2)] for i in range(3)])",
    "(3,)",
  ],
  [
    "knows no number of what it does not walk over",
    "class N:\n    def __init__(self, parents):\n        self.parents = parents\ndef walk(n, seen, order):\n    if id(n) in seen:\n        return\n    seen.add(id(n))\n    for p in n.parents:\n        walk(p, seen, order)\n    order.append(n)\nw = N(())\nh = w\nfor i in range(120):\n    h = N((h, w))\norder = []\nwalk(h, set(), order)\nr = np.zeros(len(order))",
    "(k,)",
  ],
  [
    "handles exceptions that are certain",
    "try:\n    import some_gpu_library as xp\n    n = 1\nexcept ImportError:\n    n = 2\nr = np.zeros(n)",
    "(2,)",
  ],
  [
    "matches patterns",
    "def f(c):\n    match c:\n        case ('a', n):\n            return np.zeros(n)\n        case _:\n            return np.zeros(1)\nr = f(('a', 7))",
    "(7,)",
  ],
  ["assigns in expressions", "r = np.zeros((n := 4, n + 1))", "(4, 5)"],
  ["deletes and pops", "a = [1, 2, 3, 4]\ndel a[0]\na.pop()\nr = np.zeros(len(a))", "(2,)"],
  [
    "sorts by known keys",
    "a = sorted([(3, 'x'), (1, 'y')], key=lambda t: t[0])\nr = np.zeros(a[0][0])",
    "(1,)",
  ],
  [
    "zips, enumerates, reverses",
    "r = np.zeros(1)\nfor i, (a, b) in enumerate(zip([2, 3], reversed([4, 5]))):\n    n = (i, a, b)\nr = np.zeros(n)",
    "(1, 3, 4)",
  ],
  [
    "copies deeply",
    "import copy\na = [[1]]\nb = copy.deepcopy(a)\nb[0].append(2)\nr = np.zeros((len(a[0]), len(b[0])))",
    "(1, 2)",
  ],
  [
    "makes defaultdicts",
    "from collections import defaultdict\nd = defaultdict(list)\nd['a'].append(np.zeros(3))\nr = np.array(d['a'])",
    "(1, 3)",
  ],
  [
    "decorates",
    "def twice(f):\n    def g(n):\n        return f(2 * n)\n    return g\n@twice\ndef make(n):\n    return np.zeros(n)\nr = make(3)",
    "(6,)",
  ],
  [
    "goes through the fields of a dataclass by name",
    "from dataclasses import dataclass, fields, asdict, astuple\n@dataclass\nclass A:\n    n: int\n@dataclass\nclass B(A):\n    m: int = 4\n    def double(self):\n        for f in fields(self):\n            setattr(self, f.name, 2 * getattr(self, f.name))\nb = B(3)\nb.double()\nd = asdict(b)\nn, m = astuple(b)\nr = np.zeros((d['n'], m, len(fields(B))))",
    "(6, 8, 2)",
  ],
  [
    "makes dataclasses",
    "from dataclasses import dataclass\n@dataclass\nclass C:\n    n: int\n    m: int = 4\nc = C(3)\nr = np.zeros((c.n, c.m))",
    "(3, 4)",
  ],
  [
    "keeps a function's alternatives apart",
    "import random\ndef f(flag):\n    if flag > 0.5:\n        return np.zeros(3)\n    return np.zeros((3, 1))\nr = f(np.random.rand())",
    "(3,) | (3, 1)",
  ],
  [
    "makes named tuples of every kind",
    "from collections import namedtuple\nfrom typing import NamedTuple\nclass M(NamedTuple):\n    mu: np.ndarray\n    n: int = 4\n    def rows(self):\n        return self.mu.T\nB = NamedTuple('B', [('x', list), ('y', list)])\nclass E(namedtuple('E', ['u', 'v'], defaults=[2])):\n    def both(self):\n        return self.u + self.v\nm = M(np.ones((2, 3)))\nmu, n = m._replace(n=5)\nb = B(np.ones((7, 1)), y=np.ones(6))\nr = m.rows() @ mu @ np.ones((3, n)), b.x * b[1], E._make([7, 8]).both(), E(5).both(), b._asdict()['y'], len(m)\nr = np.zeros((r[0].shape + r[1].shape) + r[2:4] + r[4].shape + r[5:])",
    "(3, 5, 7, 6, 15, 7, 6, 2)",
  ],
  [
    "makes objects of names and values, which are set and read by name",
    "from types import SimpleNamespace\nimport argparse\nnet = SimpleNamespace(w=np.zeros((2, 8)), c=3)\nfor name in ('w', 'v'):\n    setattr(net, name, getattr(net, 'w').T)\noptions = argparse.Namespace(k=5)\nr = np.zeros(net.w.shape + net.v.shape + (net.c, options.k))",
    "(8, 2, 2, 8, 3, 5)",
  ],
  [
    "divides floats downwards as Python does",
    "r = np.zeros((int(80 // (1 / 0.3)), int(1 % 0.1 * 100)))",
    "(23, 9)",
  ],
  [
    "takes from both ends of a deque",
    "from collections import deque\nq = deque([3, 4, 5])\nq.appendleft(2)\nr = np.zeros((q.popleft(), q.popleft(), q.pop(), len(q)))",
    "(2, 3, 5, 1)",
  ],
  [
    "makes the members of an enumeration",
    "from enum import Enum, auto\nclass A(Enum):\n    UP = 2\n    DOWN = auto()\n    def size(self):\n        return self.value + 1\ndef f(a):\n    if a == A.UP:\n        return 7\n    return 5 if a is A.DOWN else 6\nr = np.zeros((f(A.DOWN), A.UP.size(), len(A), A(3).value, A['UP'].value, len(A.UP.name)))",
    "(5, 3, 2, 3, 2, 2)",
  ],
  [
    "knows objects by themselves, and that they are true",
    "class Op:\n    def __init__(self, kind):\n        self.kind = kind\n    def __eq__(self, other):\n        return self.kind == other\nclass V:\n    pass\na, b = V(), V()\nr = np.zeros((2 if Op(1) != 1 else 3, 4 if a else 5, 6 if a == b else 7, 8 if a != b else 9))",
    "(3, 4, 7, 8)",
  ],
  [
    "keeps attributes on functions",
    "def f(x):\n    f.calls += 1\n    return x\nf.calls = 0\nf(1)\nf(2)\nclass A:\n    def __init__(self):\n        self.penalty = lambda w: 0\n        self.penalty.grad = lambda w: 2 * w\nr = np.outer(A().penalty.grad(np.ones(4)), np.ones(f.calls))",
    "(4, 2)",
  ],
  [
    "goes through the batches of a generator one after the other, and never mixes them",
    "def batches(x, y):\n    for i in range(19):\n        yield x[i * 64:(i + 1) * 64], y[i * 64:(i + 1) * 64]\nfor e in range(3):\n    for x, y in batches(np.ones((1200, 2, 4)), np.ones(1200)):\n        r = x.reshape(x.shape[0], -1).T @ np.outer(y, y)",
    "(8, 64) | (8, 48)",
  ],
  [
    "goes on with a loop whose first item may not come, though the loop is left for it",
    "text = open('a.txt').read()\ndef g():\n    p = 0\n    while True:\n        if p + 6 >= len(text):\n            yield [], True\n            p = 0\n        yield [c for c in text[p:p + 5]], False\n        p += 5\nfor i, (s, ends) in enumerate(g()):\n    if ends:\n        break\n    r = np.zeros(3)",
    "(3,)",
  ],
  [
    "leaves `while True` only by `return`, where there is one",
    "def f():\n    while True:\n        stable = np.random.rand() > 0.5\n        if stable:\n            return np.ones((4, 2)), np.ones(4)\npolicy, v = f()\nr = policy.T @ v",
    "(2,)",
  ],
  [
    "unpacks what is not None, and asks no number for its keys",
    "def f():\n    if np.random.rand() > 0.5:\n        return np.ones((4, 2)), 3\na, b = f()\ndef grow(d):\n    if d == 2 or np.random.rand() > 0.5:\n        return np.unique([1, 2])[0]\n    return {'k': grow(d + 1)}\ntree = grow(0)\nfor k in tree.keys():\n    r = np.zeros((2, b)) + a.shape[1]",
    "(2, 3)",
  ],
  [
    "sets attributes of a frozen data class, and through super()",
    "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass A:\n    n: int = 3\n    w: np.ndarray = None\n    def __post_init__(self):\n        object.__setattr__(self, 'w', np.ones((self.n, 2)))\nclass B:\n    def keep(self, value):\n        super().__setattr__('v', value)\nb = B()\nb.keep(np.ones(2))\nr = A().w @ b.v",
    "(3,)",
  ],
  [
    "takes the greatest by a key, and calls the key",
    "xs = [np.zeros(2), np.zeros(5), np.zeros(5)]\nbest = max(xs, key=lambda x: x.size)\nleast = min(['abc', 'de'], key=len)\nr = np.outer(best, np.zeros(len(least)))",
    "(5, 2)",
  ],
  [
    "counts the letters of a long text",
    "text = 'hello there ' * 40\nr = np.zeros((len(set(text)), len(sorted(list(set(text))))))",
    "(7, 7)",
  ],
  [
    "knows what sets of known items hold together",
    "docs = [['my', 'dog'], ['his', 'dog', 'ate'], ['my']]\nvocab = set()\nfor doc in docs:\n    vocab = vocab | set(doc)\nother = set()\nfor doc in docs:\n    other.update(doc)\nother.discard('my')\nboth = vocab.intersection(other) ^ {'cat'}\nr = np.zeros((len(vocab), len(other), len(both), len(vocab - {'my'} & other)))",
    "(4, 3, 4, 3)",
  ],
  [
    "draws from a list of the program's own objects",
    "people = [{'at': np.zeros(6)} for _ in range(30)]\na = np.random.choice(people, 2, replace=False)\nb = np.random.choice(people)\nr = np.outer(a[0]['at'] + a[1]['at'], b['at'])[:, :len(a)]",
    "(6, 2)",
  ],
  [
    "imports builtins from where both Pythons find them",
    "from builtins import range, object\nimport builtins\nfrom past.builtins import xrange\nfrom six.moves import zip\nclass A(object):\n    n = 0\n    def __init__(self):\n        for i in xrange(3):\n            self.n += 1\nr = np.zeros((A().n, len(list(zip(range(2), range(4)))), builtins.max(4, 5)))",
    "(3, 2, 5)",
  ],
  [
    "keeps the items of a list apart that keeps its length, however often it is written",
    "class Net:\n    def __init__(self, ws):\n        self.ws, self.v = ws, [np.zeros(2), np.zeros(6), np.zeros(4)]\n    def go(self, x):\n        self.v[0] = x\n        for i in range(2):\n            self.v[i + 1] = self.ws[i] @ self.v[i]\n        return self.v\nn = Net([np.ones((6, 2)), np.ones((4, 6))])\nb = [np.ones((k, 2)) for k in [10] * 10 + [3]]\nfor e in range(3):\n    for i in range(11):\n        v = [n.go(b[i][j]) for j in range(b[i].shape[0])]\n        for l in range(2):\n            for d in range(b[i].shape[0]):\n                n.ws[l] = n.ws[l] + np.outer(v[d][l + 1], v[d][l])\nr = n.v[-1]",
    "(4,)",
  ],
  ["adds an array to a list", "r = [0, 0]\nfor row in np.ones((5, 2)):\n    r += row", "(2,)"],
  [
    "counts combinations",
    "import itertools as it\nr = np.zeros((len(list(it.combinations(range(5), 2))), len(list(it.combinations_with_replacement('abc', 2))), len(list(it.permutations(range(4)))), len([*it.permutations([1, 2], 1)])))",
    "(10, 6, 24, 2)",
  ],
  [
    "narrows by `is None`",
    "w = None\nfor i in range(3):\n    if w is None:\n        w = np.zeros(4)\nr = w + 1",
    "(4,)",
  ],
  [
    "writes through an element that is not known",
    "c = [[] for _ in range(3)]\nfor x in np.random.rand(20):\n    c[int(x * 3)].append(x)\nr = np.array(c[0])",
    "(k,)",
  ],
  [
    "writes through any of ten elements",
    "c = [[] for _ in range(10)]\nfor x in np.random.rand(20):\n    c[int(x * 10)].append(x)\nr = np.array(c[0])",
    "(k,)",
  ],
  [
    "writes through any of more elements than are kept apart",
    "c = {}\nfor i in range(40):\n    c[i] = []\nfor x in np.random.rand(20):\n    c[int(x * 40)].append(x)\nr = np.array(c[0])",
    "(k,)",
  ],
  [
    "writes through a list that was chosen",
    "a, b, c, d = [], [], [], []\nfor x in np.random.rand(20, 2):\n    (a if x[0] > 0.5 else b).append(x)\n    if x[1] > 0.5:\n        to = c\n    else:\n        to = d\n    to.append(x)\nr = np.array(a) @ np.ones((2, 1)) + np.array(c)[0]",
    "(k, 2)",
  ],
  [
    "counts what a comprehension over many leaves over as something of its own",
    "x = [v for v in np.random.rand(90, 4) if v[0] > 0.5]\nr = np.array(x)",
    "(k, 4)",
  ],
  [
    "writes through a list that any of several objects holds",
    "class G:\n    def __init__(self):\n        self.rows = []\ng = [G() for _ in range(3)]\nfor x in np.random.rand(20, 2):\n    g[int(x[0] * 3)].rows.append(x)\nr = np.array(g[0].rows)",
    "(k, 2)",
  ],
];

describe("interpreter", () => {
  it.each(cases)("%s", (_name, program, shape) => {
    expect(shapeOf(np + program, "r").replace(/k\d*/g, "k")).toBe(shape);
  });

  it("keeps the first reason of what it does not know", () => {
    expect(shapeOf(`${np}import strange\nx = strange.load()\ny = x @ x\nr = np.exp(y) + 1`, "r")).toBe(
      "unknown-import",
    );
  });

  it("goes on behind what it does not know", () => {
    expect(
      shapeOf(
        `${np}x = mystery(1)\nfor a in x:\n    b = a.foo[3](a)\nwith open('f') as f:\n    c = f.read()\nr = np.zeros(3)`,
        "r",
      ),
    ).toBe("(3,)");
  });
});
