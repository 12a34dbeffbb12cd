/**
 * Programs in which the same call stands in a loop and something that it depends on changes between the passes, or in which
 * what it did must be done again. What is remembered of a call must never be taken for what the next one gives. Each binds
 * `r`, and this is its shape in Python.
 */
export const remembered: readonly (readonly [string, string, string])[] = [
  [
    "an attribute that it reads changes",
    `class A: pass
a = A()
a.n = 1
def f():
    a.out = np.zeros((a.n, 2))
    return a.out
for i in range(6):
    r = f()
    if i == 3:
        a.n = 5`,
    "(5, 2)",
  ],
  [
    "what it writes again and again, somebody else has written over",
    `class A: pass
a = A()
def f():
    a.out = np.zeros((3, 2))
for i in range(6):
    a.out = np.zeros(i + 1)
    f()
r = a.out`,
    "(3, 2)",
  ],
  [
    "it writes what was there already, until that is another",
    `class A: pass
a = A()
a.out = np.zeros((3, 2))
def f():
    a.out = np.zeros((3, 2))
for i in range(6):
    if i == 4:
        a.out = np.zeros(7)
    f()
r = a.out`,
    "(3, 2)",
  ],
  [
    "a variable of the module changes",
    `n = 1
def f():
    return np.zeros((n, 4))
def g():
    return f().T
for i in range(6):
    r = g()
    if i == 3:
        n = 9`,
    "(4, 9)",
  ],
  [
    "a list that it reads grows",
    `sizes = [1, 2]
log = []
def f():
    log.append(1)
    return np.zeros(len(sizes))
for i in range(6):
    r = f()
    if i == 3:
        sizes.append(3)`,
    "(3,)",
  ],
  [
    "the list that it appends to is read by itself",
    `log = []
def f():
    log.append(0)
    return np.zeros(len(log))
for i in range(6):
    r = f()`,
    "(6,)",
  ],
  [
    "an entry of a dict changes",
    `p = {"n": 2}
def f():
    p["out"] = np.zeros((p["n"], p["n"]))
    return p["out"]
for i in range(6):
    r = f()
    if i == 3:
        p["n"] = 6`,
    "(6, 6)",
  ],
  [
    "an entry of a dict comes",
    `p = {}
seen = {}
def f():
    seen["x"] = 1
    return np.zeros(p.get("n", 2))
for i in range(6):
    r = f()
    if i == 3:
        p["n"] = 6`,
    "(6,)",
  ],
  [
    "an attribute comes that hides the class's",
    `class A:
    n = 2
a = A()
def f():
    a.out = np.zeros(a.n)
    return a.out
for i in range(6):
    r = f()
    if i == 3:
        a.n = 8`,
    "(8,)",
  ],
  [
    "an attribute comes that was asked for",
    `class A: pass
a = A()
def f():
    return np.zeros(getattr(a, "n", 2)) if hasattr(a, "n") else np.zeros((3, 3))
for i in range(6):
    r = f()
    if i == 3:
        a.n = 8`,
    "(8,)",
  ],
  [
    "an attribute goes",
    `class A:
    n = 2
a = A()
a.n = 5
def f():
    return np.zeros(a.n)
for i in range(6):
    r = f()
    if i == 3:
        del a.n`,
    "(2,)",
  ],
  [
    "a method becomes another",
    `class A:
    def size(self):
        return 2
a = A()
def f():
    a.out = np.zeros(a.size())
    return a.out
def other(self):
    return 7
for i in range(6):
    r = f()
    if i == 3:
        A.size = other`,
    "(7,)",
  ],
  [
    "a class between becomes another's method",
    `class A:
    def size(self):
        return 2
class B(A):
    pass
b = B()
def f():
    b.out = np.zeros(b.size())
    return b.out
for i in range(6):
    r = f()
    if i == 3:
        B.size = lambda self: 7`,
    "(7,)",
  ],
  [
    "a variable of the function around changes",
    `def outer():
    n = 1
    def f():
        return np.zeros((n, 1))
    def grow():
        nonlocal n
        n = n + 1
    for i in range(6):
        out = f()
        grow()
    return out
r = outer()`,
    "(6, 1)",
  ],
  [
    "a builtin is hidden by a variable of the module",
    `x = [1, 2]
def f():
    return np.zeros(len(x))
def seven(_):
    return 7
for i in range(6):
    r = f()
    if i == 3:
        len = seven`,
    "(7,)",
  ],
  [
    "it counts its own calls",
    `class A:
    def __init__(self):
        self.i = 0
    def __call__(self):
        self.i += 1
        return np.zeros(self.i)
a = A()
for i in range(6):
    r = a()`,
    "(6,)",
  ],
  [
    "each call makes a list of its own",
    `def f():
    return []
lists = [f(), f(), f()]
lists[0].append(1)
lists[0].append(1)
r = np.zeros(len(lists[1]) + 1)`,
    "(1,)",
  ],
  [
    "each call makes a list of its own, in a loop",
    `lists = {}
def f():
    return []
for i in range(4):
    lists[i] = f()
lists[0].append(1)
r = np.zeros(len(lists[3]) + 1)`,
    "(1,)",
  ],
  [
    "each call keeps a list of its own",
    `class A: pass
a = A()
def f():
    a.items = []
for i in range(5):
    f()
    a.items.append(i)
r = np.zeros(len(a.items))`,
    "(1,)",
  ],
  [
    "each call makes an object of its own",
    `class A:
    def __init__(self, n):
        self.n = n
def f():
    return A(2)
made = {}
for i in range(4):
    made[i] = f()
made[0].n = 9
r = np.zeros(made[3].n)`,
    "(2,)",
  ],
  [
    "the objects that it is given take turns",
    `class A:
    def __init__(self, n):
        self.n = n
    def make(self):
        self.out = np.zeros(self.n)
        return self.out
for i in range(3):
    for each in [A(2), A(3), A(4)]:
        r = each.make()`,
    "(4,)",
  ],
  [
    "it takes from the end of a list",
    `sizes = [6, 5, 4, 3, 2, 1]
def f():
    return np.zeros(sizes.pop())
for i in range(4):
    r = f()`,
    "(4,)",
  ],
  [
    "it makes an array shorter each time",
    `class A: pass
a = A()
a.x = np.zeros((9, 2))
def f():
    a.x = a.x[1:]
    return a.x
for i in range(5):
    r = f()`,
    "(4, 2)",
  ],
  [
    "it takes the next of an iterator",
    `sizes = iter([1, 2, 3, 4, 5, 6])
def f():
    return np.zeros(next(sizes))
for i in range(4):
    r = f()`,
    "(4,)",
  ],
  [
    "a call within a call does it",
    `class A: pass
a = A()
a.n = 1
def grow():
    a.n = a.n + 1
def g():
    grow()
    return np.zeros(a.n)
def f():
    return g()
for i in range(5):
    r = f()`,
    "(6,)",
  ],
  [
    "what a path that was taken back had written is read by another",
    `class A: pass
a = A()
a.n = 2
def f(x):
    if x.sum() > 0:
        a.m = a.n
        a.n = 2
    else:
        a.m = a.n
    return np.zeros(a.m)
for i in range(6):
    r = f(np.ones(3))
    if i == 3:
        a.n = 2
        a.m = 5
        a.n = 4
    if i > 3:
        a.n = 4
        r = f(np.ones(3))`,
    "(4,)",
  ],
  [
    "its argument has another shape",
    `class A: pass
a = A()
def f(x):
    a.last = x
    return a.last.T
for n in [2, 3, 2, 3, 4]:
    r = f(np.zeros((n, 1)))`,
    "(1, 4)",
  ],
  [
    "it is told by a keyword",
    `class A: pass
a = A()
def f(x, *, deep=False):
    a.last = x
    return x[None] if deep else x
for deep in [False, False, True, False, True]:
    r = f(np.zeros(3), deep=deep)`,
    "(1, 3)",
  ],
  [
    "a star import means another by a name",
    `def f():
    return np.zeros(int(floor(2.5)))
def floor(x):
    return 7
for i in range(6):
    r = f()
    if i == 3:
        from math import floor`,
    "(2,)",
  ],
  [
    "all attributes are looked at",
    `class A: pass
a = A()
a.n = 1
def f():
    a.n = 2
    return np.zeros(len(vars(a)))
for i in range(6):
    r = f()
    if i == 3:
        a.m = 1`,
    "(2,)",
  ],
];

/**
 * The same with what is known of arrays' elements. Where memory is shared Python knows more than the analysis: a size with
 * a name is honest, another number is not.
 */
export const elements: readonly (readonly [string, string, string])[] = [
  [
    "a view of what was written into between two calls",
    `def f(v):
    return np.zeros(int(v[0]))
def g():
    a = np.array([1, 2])
    b = a[:]
    x = f(b)
    a[0] = 5
    return f(b)
r = g()`,
    "(5,)",
  ],
  [
    "it writes into what it is given",
    `def f(a):
    a[0] = 7
    return 0
x = np.array([1, 2])
y = np.array([1, 2])
f(x)
f(y)
r = np.zeros(int(y[0]))`,
    "(7,)",
  ],
  [
    "it gives a view of what it is given",
    `def first(v):
    return v[:2]
a = np.array([1, 2, 3])
b = np.array([1, 2, 3])
x = first(a)
y = first(b)
y[0] = 9
r = np.zeros(int(b[0]))`,
    "(9,)",
  ],
  [
    "the elements that it finds are written in place",
    `class A: pass
a = A()
a.v = np.array([1, 2])
def f():
    a.out = np.zeros(int(a.v[0]))
    return a.out
for i in range(6):
    r = f()
    if i == 3:
        a.v[0] = 5`,
    "(5,)",
  ],
  [
    "it writes into an array of the module",
    `v = np.array([0, 0])
w = v[:]
def f():
    v[0] += 1
    return 0
for i in range(5):
    f()
r = np.zeros(int(w[0]))`,
    "(5,)",
  ],
  [
    "it draws from a stream that was seeded",
    `class A: pass
a = A()
np.random.seed(0)
def f():
    a.n = np.random.randint(1, 9)
    return a.n
def g():
    return f()
first = g()
r = np.zeros(g())`,
    "(8,)",
  ],
  [
    "the stream that it draws from is seeded between two calls",
    `class A: pass
a = A()
def f():
    a.n = np.random.randint(1, 9, 3)
    return a.n
def g():
    return f()
first = g()
second = g()
np.random.seed(1)
third = g()
r = np.zeros(np.random.randint(1, 9))`,
    "(1,)",
  ],
  [
    "the array that it gave is written into",
    `class A: pass
a = A()
def f():
    a.n = 1
    return np.array([1, 2])
kept = {}
for i in range(4):
    kept[i] = f()
    kept[i][0] = 6
r = np.zeros(int(f()[0]))`,
    "(1,)",
  ],
];
