import type { Domain } from "./domain";
import type { Datum, Value } from "./value";

/** Tells dict keys apart. */
export class Keys<D extends Datum> {
  /** A text that is equal exactly for equal dict keys; null when not known. */
  key(domain: Domain<D>, value: Value<D>): string | null {
    switch (value.kind) {
      case "datum":
        return domain.key(value);
      case "none":
        return "none";
      case "bool":
        return value.value === null ? null : domain.key(domain.int(value.value ? 1 : 0));
      case "str":
        return value.value === null ? null : `s:${value.value}`;
      case "tuple": {
        if (value.content.kind === "repeated") return null;
        const keys = value.content.items.map((each) => this.key(domain, each));
        return keys.includes(null) ? null : `(${keys.join(",")})`;
      }
      case "builtin":
        // The same type may have been asked for twice: `type(x) == np.ndarray`.
        return value.type === undefined ? this.#identity(value) : `t:${value.type}`;
      case "class":
      case "instance":
      case "function":
        return this.#identity(value);
      default:
        return null;
    }
  }

  readonly #identities = new WeakMap<object, number>();
  #nextIdentity = 1;

  #identity(object: object): string {
    let id = this.#identities.get(object);
    if (id === undefined) {
      id = this.#nextIdentity++;
      this.#identities.set(object, id);
    }
    return `o:${id}`;
  }
}
