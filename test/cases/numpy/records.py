# Arrays of records: fields with and without a shape of their own, nested, several at once, as attributes.
import io

import numpy as np
from numpy.lib import recfunctions as rfn

body = np.dtype([("pos", "f8", (3,)), ("mass", "f4"), ("tag", "U5"), ("cells", "i4", (2, 2)), ("ids", "i4", 4)])
bodies = np.zeros(5, dtype=body)
bodies["pos"] = np.arange(15.0).reshape(5, 3)
bodies["mass"] = [1, 2, 3, 4, 5]
bodies["cells"][0] = np.eye(2)
positions = bodies["pos"]
heights = bodies["pos"][:, 2]
centre = (bodies["mass"][:, np.newaxis] * bodies["pos"]).sum(axis=0) / bodies["mass"].sum()
distances = np.linalg.norm(bodies["pos"] - centre, axis=1)
cells = bodies["cells"].sum(axis=(1, 2))
ids = bodies["ids"]
first = bodies[0]
first_position = first["pos"]
bodies[1]["pos"] = [1.0, 2.0, 3.0]
pair = bodies[["pos", "mass"]]
pair_positions = pair["pos"]
heavy = bodies[bodies["mass"] > 2]
heavy_positions = heavy["pos"]
grid = np.zeros((2, 4), dtype=body)
grid_positions = grid["pos"]
grid_row = grid[1]["cells"]
copied = bodies.copy()["pos"]
joined = np.concatenate([bodies, bodies])["pos"]
turned = grid.T["pos"]
flat = grid.ravel()["cells"]
like = np.zeros_like(bodies)["ids"]
by_index = first[0]
names = body.names
for name in bodies.dtype.names:
    part = bodies[name]

people = np.array([("Ann", 31, 1.7), ("Bo", 27, 1.8), ("Cy", 45, 1.6)], dtype=[("name", "U10"), ("age", int), ("height", float)])
ages = people["age"]
mean_height = people["height"].mean()
by_age = np.sort(people, order="age")
oldest = people[people["age"].argmax()]["height"]
order = people[np.argsort(people["height"])]["name"]
person = np.dtype([("name", "U10"), ("age", int), ("height", float)])
again = np.array([("Ann", 31, 1.7), ("Bo", 27, 1.8)], dtype=person)
again_ages = again["age"]
again[:] = [("Di", 1, 2.0), ("Ed", 2, 3.0)]
again[0] = ("Flo", 3, 4.0)
for who, age, height in people:
    doubled = np.ones(3) * height

tree = np.zeros(4, dtype=[("inner", [("u", float, 2), ("v", int)]), ("outer", "f8")])
u = tree["inner"]["u"]
v = tree["inner"]["v"]
short = np.zeros((3, 2), dtype="f8, i4, (2,3)f8")
f0 = short["f0"]
f2 = short["f2"]
words = np.zeros(6, dtype={"names": ["x", "y"], "formats": ["f8", ("f8", (2,))]})
xs = words["x"]

rec = bodies.view(np.recarray)
rec_positions = rec.pos
rec_first = rec[0].pos
rec_mass = rec.mass * 2
plain = rec.view(np.ndarray)["cells"]
tree_rec = tree.view(np.recarray)
tree_u = tree_rec.inner.u
made = np.rec.array([(1, 2.0), (3, 4.0)], dtype=[("a", int), ("b", float)])
made_a = made.a
arrays = np.rec.fromarrays([np.arange(3), np.ones(3), np.zeros(3)], names="i,one,zero")
arrays_one = arrays.one
records = np.rec.fromrecords([(1, "x"), (2, "y"), (3, "z")], names="n,s")
records_n = records.n
empty = np.recarray((4, 2), dtype=body)
empty_pos = empty.pos

numbers = rfn.structured_to_unstructured(people[["age", "height"]])
structured = rfn.unstructured_to_structured(np.ones((6, 2)), names=["p", "q"])
p = structured["p"]
more = rfn.append_fields(people, "weight", np.array([60.0, 70.0, 80.0]), usemask=False)
weight = more["weight"]

text = np.genfromtxt(io.StringIO("x,y\n1,2\n3,4\n5,6"), delimiter=",", names=True)
text_x = text["x"]
