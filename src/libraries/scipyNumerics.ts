import { constant, minimum } from "../algebra/size";
import { cls, fn, type LibraryCall, type LibraryFunction, type LibraryModule } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { realOf } from "../domains/shapes/numberBuiltins";
import { someText } from "../interpreter/value";
import { archiveClass } from "./archive";
import { given, itemsOf, none, rowsOf, scalar, sizesOf } from "./values";

// scipy.optimize, interpolate, integrate and io.

/** `minimize(f, x0)`: a result whose `x` has the sizes of `x0`. */
const minimized = (signature: string): LibraryFunction =>
  fn(signature, (call) => {
    const flat = call.numpy("numpy.ravel", call.arg("x0"));
    ask(call, ["fun", "jac"], call.like(flat, "float"));
    return call.instance("scipy.optimize.OptimizeResult", cls(""), {
      x: call.like(flat, "float"),
      fun: call.float(),
      jac: call.like(flat, "float"),
      nit: call.int(call.fresh("k")),
      nfev: call.int(call.fresh("k")),
      success: { kind: "bool", value: null },
      message: { kind: "str", value: null },
    });
  });

/** The search calls the loss and, where one is given, its gradient. */
function ask(call: LibraryCall, functions: readonly string[], point: ShapeValue): void {
  for (const name of functions) {
    const asked = call.get(name);
    if (asked !== undefined && isCallable(asked)) call.apply(asked, point, ...handedOn(call));
  }
}

function isCallable({ kind }: ShapeValue): boolean {
  return kind === "function" || kind === "method" || kind === "builtin" || kind === "instance";
}

/** What the caller hands on to its function with each call. */
function handedOn(call: LibraryCall): readonly ShapeValue[] {
  const given = call.get("args");
  return itemsOf(given) ?? (given === undefined || given.kind === "none" ? [] : [given]);
}

/** What is found; with `full_output=True` the first of a tuple, beside how it was found. */
const solution = (signature: string, beside: (call: LibraryCall) => readonly ShapeValue[]): LibraryFunction =>
  fn(`${signature}, *more, full_output=0, **kwargs`, (call) => {
    ask(call, ["func", "f", "fprime"], call.like(call.arg("x0"), "float"));
    const found = call.like(call.arg("x0"), "float");
    const full = realOf(call.arg("full_output"));
    return full === null || full === 0 ? found : call.tuple([found, ...beside(call)]);
  });

const counts = (call: LibraryCall, many: number) =>
  Array.from({ length: many }, () => call.int(call.fresh("k")));

/** How many parameters a model has behind its x: as many as its function takes. */
function parametersOf(model: ShapeValue): number | null {
  if (model.kind !== "function") return null;
  const { parameters } = model.definition;
  return parameters.every((each) => each.kind === "plain") ? parameters.length - 1 : null;
}

export const optimize: LibraryModule = {
  name: "scipy.optimize",
  members: {
    minimize: minimized("fun, x0, args=None, method=None, jac=None, **kwargs"),
    least_squares: minimized("fun, x0, jac=None, *more, args=None, **kwargs"),
    fmin: solution("func, x0, args=None", (call) => [call.float(), ...counts(call, 3)]),
    fmin_cg: solution("f, x0, fprime=None, args=None", (call) => [call.float(), ...counts(call, 3)]),
    fmin_bfgs: solution("f, x0, fprime=None, args=None", (call) => {
      const gradient = call.like(call.arg("x0"), "float");
      const size = sizesOf(call, gradient)?.[0] ?? constant(1);
      return [call.float(), gradient, call.array([size, size], "float"), ...counts(call, 3)];
    }),
    fmin_ncg: solution("f, x0, fprime=None, fhess_p=None, fhess=None, args=None", (call) => [
      call.float(),
      ...counts(call, 4),
    ]),
    fsolve: solution("func, x0, args=None, fprime=None", (call) => [
      call.dict({}),
      ...counts(call, 1),
      someText,
    ]),
    fmin_tnc: fn("func, x0, fprime=None, args=None, *more, **kwargs", (call) => {
      const found = call.like(call.numpy("numpy.ravel", call.arg("x0")), "float");
      ask(call, ["func", "fprime"], found);
      return call.tuple([found, ...counts(call, 2)]);
    }),
    fmin_l_bfgs_b: fn("func, x0, fprime=None, args=None, *more, **kwargs", (call) => {
      const found = call.like(call.numpy("numpy.ravel", call.arg("x0")), "float");
      ask(call, ["func", "fprime"], found);
      return call.tuple([found, call.float(), call.dict({})]);
    }),
    curve_fit: fn("f, xdata, ydata, p0=None, **kwargs", (call) => {
      const start = given(call, "p0");
      const model = call.arg("f");
      const count = parametersOf(model);
      const many =
        (start === null ? null : sizesOf(call, start)?.[0]) ??
        (count === null ? call.fresh("parameters") : constant(count));
      if (many.value !== null && many.value < 20) {
        const guess = Array.from({ length: many.value }, () => scalar(call, "float"));
        call.apply(model, call.like(call.arg("xdata"), "float"), ...guess);
      }
      return call.tuple([call.array([many], "float"), call.array([many, many], "float")]);
    }),
    linear_sum_assignment: fn("cost_matrix, maximize=False", (call) => {
      const [n, m] = sizesOf(call, call.get("cost_matrix")) ?? [];
      const many = n === undefined || m === undefined ? call.fresh("k") : minimum(n, m);
      return call.tuple([call.array([many], "int"), call.array([many], "int")]);
    }),
    check_grad: fn("*args, **kwargs", (call) => scalar(call, "float")),
    approx_fprime: fn("xk, f, epsilon=None, *args", (call) => call.like(call.arg("xk"), "float")),
  },
};

export const io: LibraryModule = {
  name: "scipy.io",
  members: {
    loadmat: fn("file_name, mdict=None, **kwargs", (call) =>
      call.instance("scipy.io.mat", archiveClass("scipy.io.loadmat"), {
        __path__: call.get("file_name") ?? none,
      }),
    ),
    savemat: fn("*args, **kwargs", () => none),
  },
};

export const interpolate: LibraryModule = {
  name: "scipy.interpolate",
  members: {
    interp1d: cls("x, y, *args, **kwargs", {
      methods: { __call__: fn("x", (call) => call.like(call.arg("x"), "float")) },
    }),
    ...Object.fromEntries(
      ["CubicSpline", "UnivariateSpline", "InterpolatedUnivariateSpline", "PchipInterpolator"].map((name) => [
        name,
        cls("x, y, *args, **kwargs", {
          methods: { __call__: fn("x, *args, **kwargs", (call) => call.like(call.arg("x"), "float")) },
        }),
      ]),
    ),
    griddata: fn("points, values, xi, *args, **kwargs", (call) => {
      const [first] = itemsOf(call.get("xi")) ?? [];
      return first === undefined ? call.unknown("not-supported", "griddata") : call.like(first, "float");
    }),
  },
};

export const integrate: LibraryModule = {
  name: "scipy.integrate",
  members: {
    quad: fn("*args, **kwargs", (call) => call.tuple([call.float(), call.float()])),
    odeint: fn("func, y0, t, args=None, *more, **kwargs", (call) => {
      const start = call.numpy("numpy.atleast_1d", call.like(call.arg("y0"), "float"));
      call.apply(call.arg("func"), start, call.float(), ...handedOn(call));
      return call.array([rowsOf(call, call.get("t")), sizesOf(call, start)?.[0] ?? 1], "float");
    }),
    solve_ivp: fn("fun, t_span, y0, method='RK45', t_eval=None, *more, args=None, **kwargs", (call) => {
      const start = call.like(call.arg("y0"), "float");
      call.apply(call.arg("fun"), scalar(call, "float"), start, ...handedOn(call));
      const times = given(call, "t_eval");
      const many = times === null ? call.fresh("steps") : rowsOf(call, times);
      return call.instance("scipy.integrate.OdeResult", cls(""), {
        t: call.array([many], "float"),
        y: call.array([sizesOf(call, start)?.[0] ?? call.fresh("n"), many], "float"),
        success: { kind: "bool", value: null },
        message: { kind: "str", value: null },
      });
    }),
  },
};
