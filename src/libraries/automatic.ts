import {
  fn,
  type LibraryCall,
  type LibraryFunction,
  type LibraryHost,
  type LibraryModule,
} from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { none, opaque } from "./values";

// Automatic differentiation with NumPy's functions: autograd and JAX.

/** `grad(f)` is a function of the same arguments, whose result has the sizes of the one it differentiates by. */
function gradient(withValue: boolean): LibraryFunction {
  return fn("fun, argnum=0, argnums=0, **kwargs", (call) => {
    const fun = call.arg("fun");
    const place = ["argnum", "argnums"].map((name) => call.get(name)).find((each) => each !== undefined);
    const at = place === undefined ? 0 : call.machine.integer(place);
    return call.function(
      "gradient",
      fn("*args, **kwargs", (inner) => differentiated(inner, fun, at, withValue)),
    );
  });
}

function differentiated(
  call: LibraryCall,
  fun: ShapeValue,
  at: number | null,
  withValue: boolean,
): ShapeValue {
  const value = call.apply(fun, ...call.rest);
  const by = at === null ? undefined : call.rest[at];
  const slope =
    by === undefined ? call.unknown("unknown-argument", "grad", "argnum") : likeArgument(call, by);
  return withValue ? call.tuple([value, slope]) : slope;
}

/** Lists and dicts of parameters give lists and dicts of gradients. */
function likeArgument(call: LibraryCall, value: ShapeValue): ShapeValue {
  return value.kind === "datum" ? call.like(value, "float") : value;
}

/** The same function, compiled or not. */
const same = fn("fun, *args, **kwargs", (call) => call.arg("fun"));

/** NumPy under another name. */
function asNumpy(name: string, part: string): LibraryModule {
  return {
    name,
    members: {},
    fallback: (member: string, host: LibraryHost) => {
      const numpy = host.machine.domain.module(part);
      return numpy?.kind === "module" ? numpy.member(member) : null;
    },
  };
}

const parts = ["", ".random", ".linalg", ".fft"];

export const automatic: readonly LibraryModule[] = [
  ...["autograd.numpy", "jax.numpy", "cupy"].flatMap((name) =>
    parts.map((part) => asNumpy(`${name}${part}`, `numpy${part}`)),
  ),
  {
    name: "autograd",
    members: { grad: gradient(false), elementwise_grad: gradient(false), value_and_grad: gradient(true) },
    fallback: (name) => opaque(`autograd.${name}`),
  },
  { name: "autograd.misc.optimizers", members: {}, fallback: (name) => opaque(name) },
  {
    name: "jax",
    members: {
      grad: gradient(false),
      value_and_grad: gradient(true),
      jit: same,
      block_until_ready: fn("*args", () => none),
    },
    fallback: (name) => opaque(`jax.${name}`),
  },
];
