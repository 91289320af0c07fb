/** A screen that pupils use, in CSS pixels. */
export interface Screen {
  width: number;
  height: number;
}

/** The Chromebook that is the reference, and a tablet both ways. */
export const SCREENS = [
  { width: 1366, height: 768 },
  { width: 1180, height: 820 },
  { width: 820, height: 1180 },
] as const satisfies readonly Screen[];

/** By how much `count` screens must shrink to stand in a row of `width`; narrow ones do not grow. */
export function fitScreen(screen: Screen, width: number, count: number): number {
  const share = (width - 12 * (count - 1)) / count;
  // Two that would be too small to read stand one below the other.
  const fit = share / screen.width < 0.35 ? width : share;
  return Math.min(1, Math.max(0.2, fit / screen.width));
}
