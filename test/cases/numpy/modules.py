# Texts, masked arrays and series of polynomials: np.char, np.ma, np.polynomial.
import numpy as np
import numpy.ma as ma
from numpy.polynomial import Chebyshev, Polynomial
from numpy.polynomial import polynomial as P

names = np.array([["ann", "bo"], ["cy", "di"], ["ed", "flo"]])
upper = np.char.upper(names)
greeting = np.char.add("hello ", names)
lengths = np.char.str_len(names)
starts = np.char.startswith(names[:, 0], "a")
chosen = names[np.char.find(names, "o") >= 0]
padded = np.char.zfill(np.array(["1", "22"]), 4)
split = np.char.split(np.array(["a b", "c d e"]))
table = np.char.partition(np.array(["k=v", "x=y", "q"]), "=")
longest = lengths.max(axis=1)

data = np.array([[1.0, -999.0, 3.0], [4.0, 5.0, np.nan]])
bad = ma.masked_where(data == -999.0, data)
good = np.ma.masked_invalid(bad)
column_means = good.mean(axis=0)
row_sums = good.sum(axis=1)
overall = ma.mean(good)
counts = good.count(axis=1)
filled = good.filled(0.0)
values = good.compressed()
mask = good.mask
given = np.ma.array(np.arange(6).reshape(2, 3), mask=[[0, 1, 0], [1, 0, 0]])
doubled = given * 2
largest = given.max(axis=0)
together = ma.concatenate([given, given])
positive = ma.masked_less(data, 0)
zero_filled = np.ma.filled(positive, 0) @ np.ones((3, 2))

x = np.linspace(-1, 1, 40)
y = x**3 - x
fitted = Polynomial.fit(x, y, 3)
coefficients = fitted.convert().coef
smooth = fitted(x)
slope = fitted.deriv()(x)
area = fitted.integ(2).coef
xs, ys = fitted.linspace(25)
own = Polynomial([1.0, 2.0, 3.0])
at = own(np.ones((4, 2)))
c = P.polyfit(x, np.stack([y, -y], axis=1), 4)
both = P.polyval(x, c)
vandermonde = P.polyvander(x, 5)
solved = np.linalg.lstsq(vandermonde, y, rcond=None)[0]
cheb = Chebyshev.fit(x, y, 6)
cheb_values = cheb(x[:10])
nodes, weights = np.polynomial.legendre.leggauss(7)
integral = (weights * np.exp(nodes)).sum()
legendre = np.polynomial.legendre.legval(x, np.array([0.0, 1.0, 0.5]))
surface = P.polyval2d(x, x, np.ones((3, 4)))
