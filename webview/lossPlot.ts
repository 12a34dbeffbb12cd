import uPlot from "uplot";
import { formatCount } from "../src/present/training-numbers";
import { drawable, epochTicks, lossRange, lossTicks, type Range, type ScaleKind } from "./chartScale";
import type { Curves } from "./state";

/** The axis of the losses settles at most this often while a run streams in, in milliseconds. */
const settling = 1000;

interface Colours {
  readonly ink: string;
  readonly validation: string;
  readonly dim: string;
  readonly grid: string;
  readonly accent: string;
  readonly mono: string;
}

/**
 * The loss curves on a canvas. uPlot draws, this says what: two series, our axes, our colours. It owns what it creates and
 * lets go of it in `dispose`.
 */
export class LossPlot {
  readonly #place: HTMLElement;
  readonly #onPoint: (epoch: number | null) => void;
  readonly #plot: uPlot;
  readonly #resize: ResizeObserver;
  readonly #themes: MutationObserver;
  #colours: Colours;
  #curves: Curves | null = null;
  #scale: ScaleKind;
  #range: Range = [0.1, 10];
  #settled = Number.NEGATIVE_INFINITY;
  #pending = 0;

  constructor(place: HTMLElement, scale: ScaleKind, onPoint: (epoch: number | null) => void) {
    this.#place = place;
    this.#onPoint = onPoint;
    this.#scale = scale;
    this.#colours = readColours(place);
    this.#plot = new uPlot(this.#options(), [[], [], []], place);
    this.#resize = new ResizeObserver(() => this.#fit());
    this.#resize.observe(place);
    this.#themes = new MutationObserver(() => this.#recolour());
    this.#themes.observe(document.body, { attributes: true, attributeFilter: ["class"] });
    this.#themes.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  }

  dispose(): void {
    this.#resize.disconnect();
    this.#themes.disconnect();
    cancelAnimationFrame(this.#pending);
    this.#plot.destroy();
  }

  /** Draws in the next frame, so that several messages in one frame cost one drawing. */
  show(curves: Curves | null, scale: ScaleKind): void {
    const fresh = curves?.runId !== this.#curves?.runId || scale !== this.#scale || curves?.running !== true;
    this.#curves = curves;
    this.#scale = scale;
    if (fresh) this.#settled = Number.NEGATIVE_INFINITY;
    cancelAnimationFrame(this.#pending);
    this.#pending = requestAnimationFrame(() => this.#draw());
  }

  /** Puts the crosshair on an epoch, or takes it away. */
  point(epoch: number | null): void {
    const outside = { left: -10, top: -10 };
    this.#plot.setCursor(epoch === null ? outside : { left: this.#plot.valToPos(epoch, "x"), top: 1 });
  }

  #draw(): void {
    const curves = this.#curves;
    this.#settle();
    const epochs = curves?.epochNumbers ?? new Float64Array();
    const series = [curves?.trainLoss, curves?.validationLoss].map((values) => this.#points(values ?? []));
    this.#plot.batch(() => {
      this.#plot.setData([epochs, ...series], false);
      const last = Math.max(curves?.epochs ?? 100, 1);
      this.#plot.setScale("x", last === 1 ? { min: 0.5, max: 1.5 } : { min: 1, max: last });
      this.#plot.setScale("y", this.#yScale());
    });
  }

  #yScale(): { min: number; max: number } {
    const [least, most] = this.#range;
    return this.#scale === "log"
      ? { min: Math.log10(least), max: Math.log10(most) }
      : { min: least, max: most };
  }

  /**
   * The loss as the plot gets it: its logarithm on the log scale (the axis prints it back), null where it can't be drawn.
   */
  #points(values: Float64Array | readonly number[]): (number | null)[] {
    return Array.from(values, (value) => {
      if (!drawable(value, this.#scale)) return null;
      return this.#scale === "log" ? Math.log10(value) : value;
    });
  }

  #settle(): void {
    const now = performance.now();
    if (this.#curves === null || now - this.#settled < settling) return;
    const range = lossRange([this.#curves.trainLoss, this.#curves.validationLoss], this.#scale);
    if (range === null) return;
    this.#range = range;
    this.#settled = now;
  }

  #options(): uPlot.Options {
    return {
      ...this.#size(),
      legend: { show: false },
      padding: [8, () => this.#endRoom(), 0, 0],
      cursor: {
        y: false,
        drag: { x: false, y: false },
        points: { size: 9, width: 2, fill: () => "transparent", stroke: () => this.#colours.ink },
      },
      scales: { x: { time: false }, y: {} },
      axes: [this.#epochAxis(), this.#lossAxis()],
      series: [
        {},
        { stroke: () => this.#colours.ink, width: 2, points: { show: false } },
        { stroke: () => this.#colours.validation, width: 1.5, dash: [2, 2], points: { show: false } },
      ],
      hooks: {
        setCursor: [(plot) => this.#pointed(plot)],
      },
    };
  }

  #pointed(plot: uPlot): void {
    const { idx, left } = plot.cursor;
    const epoch = idx == null || left == null || left < 0 ? null : this.#curves?.epochNumbers[idx];
    this.#onPoint(epoch ?? null);
  }

  /** Half of the last tick's text stands beyond the end of the axis. */
  #endRoom(): number {
    return 4 + 3.5 * formatCount(this.#curves?.epochs ?? 100).length;
  }

  #epochAxis(): uPlot.Axis {
    return {
      ...this.#axis(),
      size: 24,
      gap: 6,
      grid: { show: false },
      border: { show: true, width: 1, stroke: () => this.#colours.dim },
      splits: (plot) => [...epochTicks(this.#curves?.epochs ?? 100, this.#ticksFitting(plot.width))],
      values: (_, ticks) => ticks.map((tick) => formatCount(tick)),
    };
  }

  /** As many as stand apart, the last being the widest: 1,000,000 takes the place of three times 100. */
  #ticksFitting(width: number): number {
    const widest = 7 * formatCount(this.#curves?.epochs ?? 100).length + 16;
    const most = width < 260 ? 3 : width < 340 ? 4 : 6;
    return Math.max(2, Math.min(most, Math.floor((width - 40) / widest)));
  }

  #lossAxis(): uPlot.Axis {
    return {
      ...this.#axis(),
      size: 40,
      gap: 6,
      grid: { show: true, width: 1, stroke: () => this.#colours.grid },
      splits: () => {
        const ticks = lossTicks(this.#range, this.#scale, 5);
        return ticks.map((tick) => (this.#scale === "log" ? Math.log10(tick) : tick));
      },
      values: (_, ticks) => ticks.map((tick) => tickText(this.#scale === "log" ? 10 ** tick : tick)),
    };
  }

  #axis(): uPlot.Axis {
    return {
      stroke: () => this.#colours.dim,
      font: `11px ${this.#colours.mono}`,
      ticks: { show: false },
    };
  }

  #size(): { width: number; height: number } {
    const width = Math.max(120, this.#place.clientWidth);
    return { width, height: width < 280 ? 160 : width < 420 ? 208 : 260 };
  }

  #fit(): void {
    const size = this.#size();
    if (size.width !== this.#plot.width || size.height !== this.#plot.height) this.#plot.setSize(size);
  }

  #recolour(): void {
    this.#colours = readColours(this.#place);
    this.#plot.redraw(false, true);
  }
}

function tickText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 100_000))
    return value.toExponential(0).replace("+", "").replace("-", "\u2212");
  return String(Number(value.toPrecision(6)));
}

/** The theme's colours as the canvas can take them: a canvas knows no variables. */
function readColours(place: HTMLElement): Colours {
  const probe = document.createElement("span");
  probe.hidden = true;
  place.append(probe);
  const resolve = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    ink: resolve("--ink"),
    validation: resolve("--curve-validation"),
    dim: resolve("--dim"),
    grid: resolve("--grid"),
    accent: resolve("--accent"),
    mono: getComputedStyle(place).getPropertyValue("--mono").trim() || "monospace",
  };
  probe.remove();
  return colours;
}
