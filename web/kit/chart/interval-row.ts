/** A group on the chart of intervals. */
export interface IntervalRow {
  id: string;
  label: string;
  /** Undefined: there is no figure, and `absence` says why. */
  interval: { mean: number; lo: number; hi: number } | undefined;
  absence?: string;
  /** The figure is to be read with care: marked, and explained below the chart. */
  thin?: boolean;
  /** Its interval leaves out the reference: above or below, marked the same. */
  apart?: boolean;
  href?: string;
}
