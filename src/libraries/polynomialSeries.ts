import { cls, fn, type LibraryCall, type LibraryClass, type LibraryModule } from "../domains/library";
import { known, type ShapeValue } from "../domains/shapes/datum";

/** A series that can be called: `Polynomial([1, 2, 3])`, `Chebyshev.fit(x, y, 3)`. */
function series(name: string, prefix: string): LibraryClass {
  const of = (call: LibraryCall): ShapeValue => call.attribute("coef") ?? call.arg("coef");
  const made = (call: LibraryCall, coef: ShapeValue): ShapeValue =>
    coef.kind === "unknown" ? coef : call.instance(`numpy.polynomial.${name}`, type, { coef });
  const changed = (call: LibraryCall, how: string): ShapeValue =>
    made(call, call.numpy(`${prefix}${how}`, of(call), call.get("m") ?? known(1)));
  const type: LibraryClass = cls("coef, domain=None, window=None, symbol='x'", {
    construct: (call) => call.setAttribute("coef", call.like(call.arg("coef"), "float")),
    methods: {
      __call__: fn("arg", (call) => call.numpy(`${prefix}val`, call.arg("arg"), of(call))),
      // Called on the class: what Python passes first is x.
      fit: fn("y, deg, domain=None, rcond=None, full=False, w=None, window=None", (call) =>
        made(call, call.numpy(`${prefix}fit`, call.self, call.arg("y"), call.arg("deg"))),
      ),
      fromroots: fn("domain=[], window=None", (call) =>
        made(call, call.numpy(`${prefix}fromroots`, call.self)),
      ),
      convert: fn("domain=None, kind=None, window=None", (call) => call.self),
      copy: fn("", (call) => call.self),
      deriv: fn("m=1", (call) => changed(call, "der")),
      integ: fn("m=1, k=[], lbnd=None", (call) => changed(call, "int")),
      roots: fn("", (call) => call.numpy(`${prefix}roots`, of(call))),
      degree: fn("", (call) => call.int(call.fresh("degree"))),
      linspace: fn("n=100, domain=None", (call) => {
        const many = call.integer("n", 100);
        return call.tuple([call.array([many], "float"), call.array([many], "float")]);
      }),
    },
  });
  return type;
}

export const polynomialClasses: LibraryModule = {
  name: "numpy.polynomial",
  members: {
    Polynomial: series("Polynomial", "numpy.polynomial.polynomial.poly"),
    Chebyshev: series("Chebyshev", "numpy.polynomial.chebyshev.cheb"),
    Legendre: series("Legendre", "numpy.polynomial.legendre.leg"),
    Laguerre: series("Laguerre", "numpy.polynomial.laguerre.lag"),
    Hermite: series("Hermite", "numpy.polynomial.hermite.herm"),
    HermiteE: series("HermiteE", "numpy.polynomial.hermite_e.herme"),
  },
};
