/** A picture ready to show: an SVG of its own size in CSS pixels (never scaled), and the same in words. */
export interface PictureView {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}
