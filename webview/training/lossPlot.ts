import uPlot from "uplot";
import { formatCount } from "../../src/present/training-numbers";
import { lossRange, lossTicks, placeTicks, type Range } from "../chartScale";
import { type Drawing, lossesWithin } from "./chartCurves";
import { tracePath } from "./linePath";
import type { LineStyle } from "./lines";

/** The axes settle at most this often while a run streams in, in milliseconds. */
const settling = 1000;

/** Where the plot's own area lies in its place, and what its edges stand for, in the axes' units (logarithms, too). */
export interface PlotFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: Range;
  readonly y: Range;
  /** Grows with each settling: names are placed anew then, and never between. */
  readonly settled: number;
}

interface Colours {
  readonly ink: string;
  readonly samples: string;
  readonly validation: string;
  readonly dim: string;
  readonly grid: string;
  readonly mono: string;
}

/**
 * The loss curves on a canvas. uPlot draws, this says what: the lines, our axes, our colours. The marks, the names and all
 * that is pointed at lie above it, in the page. It owns what it creates and lets go of it in `dispose`.
 */
export class LossPlot {
  readonly #place: HTMLElement;
  readonly #onFrame: (frame: PlotFrame) => void;
  readonly #plot: uPlot;
  readonly #resize: ResizeObserver;
  readonly #themes: MutationObserver;
  #colours: Colours;
  #drawing: Drawing | null = null;
  #range: Range = [0.1, 10];
  #extent: Range = [1, 100];
  #settledAt = Number.NEGATIVE_INFINITY;
  #settlings = 0;
  #pending = 0;

  constructor(place: HTMLElement, onFrame: (frame: PlotFrame) => void) {
    this.#place = place;
    this.#onFrame = onFrame;
    this.#colours = readColours(place);
    this.#plot = new uPlot(this.#options(), [[]], place);
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
  show(drawing: Drawing): void {
    if (!drawing.running || this.#isOther(drawing)) this.#settledAt = Number.NEGATIVE_INFINITY;
    this.#drawing = drawing;
    cancelAnimationFrame(this.#pending);
    this.#pending = requestAnimationFrame(() => this.#draw());
  }

  #isOther(drawing: Drawing): boolean {
    const before = this.#drawing;
    return (
      before === null ||
      before.axis !== drawing.axis ||
      before.scale !== drawing.scale ||
      before.window[0] !== drawing.window[0] ||
      before.lines.length !== drawing.lines.length ||
      before.lines.some((line, index) => line.key !== drawing.lines[index]?.key)
    );
  }

  #draw(): void {
    const drawing = this.#drawing;
    if (drawing === null) return;
    this.#settle(drawing);
    this.#dress(drawing);
    const [from, to] = this.#xRange(drawing);
    const [least, most] = this.#yRange(drawing);
    this.#plot.batch(() => {
      // Each line has its own x, which uPlot's data can't say: it gets the axis' ends, and our paths draw the lines.
      const ends = Float64Array.of(from, to);
      this.#plot.setData([ends, ...this.#plot.series.slice(1).map(() => ends)], false);
      this.#plot.setScale("x", { min: from, max: to });
      this.#plot.setScale("y", { min: least, max: most });
    });
    // The batch is drawn in a microtask; what room the axes took is known after it.
    queueMicrotask(() => this.#tellFrame());
  }

  /** One of uPlot's series a line; those that are not needed now draw nothing. */
  #dress({ lines }: Drawing): void {
    while (this.#plot.series.length <= lines.length) {
      const index = this.#plot.series.length;
      this.#plot.addSeries(this.#series(index), index);
    }
    lines.forEach(({ style }, index) => {
      const series = this.#plot.series[index + 1];
      if (series === undefined) return;
      series.width = style.width;
      series.dash = [...style.dash];
    });
  }

  #series(index: number): uPlot.Series {
    return {
      stroke: () => this.#colourOf(this.#drawing?.lines[index - 1]?.style),
      points: { show: false },
      paths: (plot) => {
        const line = this.#drawing?.lines[index - 1];
        if (line === undefined) return null;
        const stroke = new Path2D();
        const toX = (place: number) => plot.valToPos(place, "x", true);
        const toY = (value: number) => plot.valToPos(value, "y", true);
        tracePath(line, toX, toY, stroke);
        return { stroke, fill: null, clip: null };
      },
    };
  }

  #colourOf(style: LineStyle | undefined): string {
    return style === undefined ? "transparent" : this.#colours[style.role];
  }

  #xRange({ xLog, window, extent }: Drawing): Range {
    const whole = window[0] === extent[0] && window[1] === extent[1];
    const [from, to] = whole ? this.#extent : window;
    return xLog ? [Math.log10(from), Math.log10(to)] : [from, to];
  }

  #yRange({ scale }: Drawing): Range {
    const [least, most] = this.#range;
    return scale === "log" ? [Math.log10(least), Math.log10(most)] : [least, most];
  }

  #settle(drawing: Drawing): void {
    const now = performance.now();
    if (now - this.#settledAt < settling) return;
    this.#extent = drawing.extent;
    const within = lossesWithin(drawing);
    if (within === null) return;
    this.#range = lossRange([Float64Array.from(within)], drawing.scale) ?? this.#range;
    this.#settledAt = now;
    this.#settlings++;
  }

  #tellFrame(): void {
    const drawing = this.#drawing;
    if (drawing === null) return;
    const { left, top, width, height } = this.#plot.bbox;
    const ratio = uPlot.pxRatio;
    this.#onFrame({
      left: left / ratio,
      top: top / ratio,
      width: width / ratio,
      height: height / ratio,
      x: this.#xRange(drawing),
      y: this.#yRange(drawing),
      settled: this.#settlings,
    });
  }

  #options(): uPlot.Options {
    return {
      ...this.#size(),
      legend: { show: false },
      padding: [8, () => this.#endRoom(), 0, 0],
      cursor: { show: false },
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [this.#placeAxis(), this.#lossAxis()],
      series: [{}],
    };
  }

  /** Half of the last tick's text stands beyond the end of the axis. */
  #endRoom(): number {
    return 4 + 3.5 * this.#tickText(this.#drawing?.window[1] ?? 100).length;
  }

  #tickText(place: number): string {
    return this.#drawing?.axis === "seconds" ? tickText(Number(place.toPrecision(3))) : formatCount(place);
  }

  #placeAxis(): uPlot.Axis {
    return {
      ...this.#axis(),
      scale: "x",
      size: 24,
      gap: 6,
      grid: { show: false },
      border: { show: true, width: 1, stroke: () => this.#colours.dim },
      splits: (plot) => this.#placeSplits(plot.width),
      values: (_, ticks) => ticks.map((tick) => this.#tickText(this.#drawing?.xLog ? 10 ** tick : tick)),
    };
  }

  #placeSplits(width: number): number[] {
    const drawing = this.#drawing;
    if (drawing === null) return [1, 100];
    const { axis, xLog, window, extent } = drawing;
    const whole = window[0] === extent[0] && window[1] === extent[1] && axis === "epochs";
    const shown = whole ? this.#extent : window;
    const ticks = placeTicks(
      shown,
      { log: xLog, counted: axis !== "seconds", whole },
      this.#ticksFitting(width),
    );
    return ticks.map((tick) => (xLog ? Math.log10(tick) : tick));
  }

  /** As many as stand apart, the last being the widest: 1,000,000 takes the place of three times 100. */
  #ticksFitting(width: number): number {
    const widest = 7 * this.#tickText(this.#drawing?.window[1] ?? 100).length + 16;
    const most = width < 260 ? 3 : width < 340 ? 4 : 6;
    return Math.max(2, Math.min(most, Math.floor((width - 40) / widest)));
  }

  #lossAxis(): uPlot.Axis {
    const log = () => this.#drawing?.scale === "log";
    return {
      ...this.#axis(),
      scale: "y",
      size: 40,
      gap: 6,
      grid: { show: true, width: 1, stroke: () => this.#colours.grid },
      splits: () => {
        const ticks = lossTicks(this.#range, this.#drawing?.scale ?? "log", 5);
        return ticks.map((tick) => (log() ? Math.log10(tick) : tick));
      },
      values: (_, ticks) => ticks.map((tick) => tickText(log() ? 10 ** tick : tick)),
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
    if (size.width === this.#plot.width && size.height === this.#plot.height) return;
    this.#plot.setSize(size);
    queueMicrotask(() => this.#tellFrame());
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
    samples: resolve("--samples"),
    validation: resolve("--curve-validation"),
    dim: resolve("--dim"),
    grid: resolve("--grid"),
    mono: getComputedStyle(place).getPropertyValue("--mono").trim() || "monospace",
  };
  probe.remove();
  return colours;
}
