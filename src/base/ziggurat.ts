import { accurateLog } from "./accurateLog";

/**
 * The layers under the bell curve that NumPy's Generator draws normal numbers from (Marsaglia and Tsang's ziggurat): 256 of
 * them, equal in area.
 */
export interface Ziggurat {
  /** A layer's width, as the value of one step of 52 bits. */
  readonly width: Float64Array;
  /** Below so many steps a number lies in the layer for certain. */
  readonly inside: Float64Array;
  /** The curve's height at the layer's edge. */
  readonly height: Float64Array;
}

/** Where the tail begins. */
export const tailStart = 3.6541528853610088;
export const tailInverse = 0.2736612373297583;
const area = 0.004928673233974652;
const steps = 2 ** 52;
const layers = 256;

let made: Ziggurat | null = null;

/** Made when a program first needs it, since few do. */
export function ziggurat(): Ziggurat {
  made ??= layersFrom(tailStart);
  return made;
}

/** From the tail inwards, each layer's edge from the one before. The order of the operations decides the last digits. */
function layersFrom(start: number): Ziggurat {
  const [width, inside, height] = [layers, layers, layers].map((many) => new Float64Array(many));
  if (width === undefined || inside === undefined || height === undefined) throw new RangeError("layers");
  let edge = start;
  let top = accurateExp(-0.5 * edge * edge);
  width[layers - 1] = edge / steps;
  height[layers - 1] = top;
  width[0] = area / top / steps;
  inside[0] = roundHalfEven(((edge * top) / area) * steps);
  height[0] = 1;
  for (let layer = layers - 2; layer > 0; layer--) {
    const next = Math.sqrt(-2 * accurateLog(area / edge + top));
    inside[layer + 1] = roundHalfEven((next / edge) * steps);
    width[layer] = next / steps;
    // In NumPy's table this one entry is off by one in the last place, and the next edge was computed from it.
    top = layer === 38 ? 0.6773880362187735 : accurateExp(-0.5 * next * next);
    height[layer] = top;
    edge = next;
  }
  inside[1] = 0;
  return { width, inside, height };
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

const bits = 120n;
const halvings = 8n;

/** The exponential function of a number between −8 and −1/256, rounded right: its series in whole numbers of 2⁻¹²⁰. */
export function accurateExp(x: number): number {
  const one = 1n << bits;
  const part = (BigInt(x * 2 ** 60) << (bits - 60n)) >> halvings;
  let term = one;
  let sum = one;
  for (let n = 1n; term !== 0n && n < 40n; n++) {
    term = (term * part) / (n << bits);
    sum += term;
  }
  for (let n = 0n; n < halvings; n++) sum = (sum * sum) >> bits;
  return Number(sum) / 2 ** Number(bits);
}
