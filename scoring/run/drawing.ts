import type { Point } from '../wire/world.ts';

/**
 * How far a line may lie from where it should, to the right or left and up or down, in thousandths
 * of a square. A gap in a line counts from twice this width: each of its ends excuses so much.
 */
export const TOLERANCE = 40;

/** A straight stroke: where it begins, how far it leads, and the box around it. In thousandths. */
interface Stroke {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Each stroke once, under its two ends in words. */
type Strokes = ReadonlyMap<string, Stroke>;

/** A part of a stroke, from 0 where it begins to 1 where it ends. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const WHOLE: Span = { from: 0, to: 1 };

/**
 * Are two drawings the same picture? Each is a list of lines through corners in thousandths of a
 * square. Order, direction and splitting of lines do not matter, nor does drawing one twice: they
 * are the same when no point of either is further than TOLERANCE from the other. The parts of each
 * stroke that lie near some stroke of the other drawing are cut out exactly, not sampled. Costs
 * the product of the numbers of different strokes at worst, and stops at the first that is alone.
 */
export function isSamePicture(
  drawing: readonly (readonly Point[])[],
  other: readonly (readonly Point[])[],
): boolean {
  const strokes = strokesOf(drawing);
  const others = strokesOf(other);
  return isWithin(strokes, others) && isWithin(others, strokes);
}

function isWithin(strokes: Strokes, others: Strokes): boolean {
  const all = [...others.values()];
  for (const [key, stroke] of strokes) {
    if (!others.has(key) && !isCovered(stroke, all)) return false;
  }
  return true;
}

/** The different strokes of `drawing`, each in one direction only. */
function strokesOf(drawing: readonly (readonly Point[])[]): Strokes {
  const found = new Map<string, Stroke>();
  for (const line of drawing) {
    line.forEach((corner, index) => {
      const last = line[index - 1];
      if (!last) return;
      const [from, to] = inReadingOrder(last, corner);
      const key = `${from[0]},${from[1]},${to[0]},${to[1]}`;
      if (!found.has(key)) found.set(key, strokeBetween(from, to));
    });
  }
  return found;
}

function inReadingOrder(a: Point, b: Point): [Point, Point] {
  return a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]) ? [a, b] : [b, a];
}

function strokeBetween([x, y]: Point, [toX, toY]: Point): Stroke {
  return {
    x,
    y,
    dx: toX - x,
    dy: toY - y,
    left: Math.min(x, toX),
    right: Math.max(x, toX),
    top: Math.min(y, toY),
    bottom: Math.max(y, toY),
  };
}

/** Is all of `stroke` near some stroke of `others`? */
function isCovered(stroke: Stroke, others: readonly Stroke[]): boolean {
  const spans: Span[] = [];
  for (const other of others) {
    const span = isInReach(stroke, other) ? spanNear(stroke, other) : undefined;
    if (span?.from === 0 && span.to === 1) return true;
    if (span) spans.push(span);
  }
  spans.sort((a, b) => a.from - b.from);
  let reach = 0;
  for (const { from, to } of spans) {
    if (from > reach) return false;
    reach = Math.max(reach, to);
  }
  return spans.length > 0 && reach === 1;
}

function isInReach(stroke: Stroke, other: Stroke): boolean {
  return (
    stroke.left <= other.right + TOLERANCE &&
    stroke.right >= other.left - TOLERANCE &&
    stroke.top <= other.bottom + TOLERANCE &&
    stroke.bottom >= other.top - TOLERANCE
  );
}

/**
 * The part of `stroke` whose points lie within TOLERANCE of `other`, undefined when there is none.
 * A square of twice TOLERANCE drawn along `other` fills a hexagon, which is what three slabs have
 * in common: one upright, one level, one along `other`.
 */
function spanNear(stroke: Stroke, other: Stroke): Span | undefined {
  const { x, y, dx, dy } = stroke;
  const across = other.dx * (y - other.y) - other.dy * (x - other.x);
  const turning = other.dx * dy - other.dy * dx;
  const breadth = TOLERANCE * (Math.abs(other.dx) + Math.abs(other.dy));
  let span: Span | undefined = WHOLE;
  span = cut(span, x, dx, other.left - TOLERANCE, other.right + TOLERANCE);
  span = span && cut(span, y, dy, other.top - TOLERANCE, other.bottom + TOLERANCE);
  return span && cut(span, across, turning, -breadth, breadth);
}

/**
 * The part of `span` on which `value` + place × `slope` lies from `low` to `high`. All four are
 * whole numbers below 2^31, so the only rounding is that of one division, which is the same
 * everywhere.
 */
function cut(
  span: Span,
  value: number,
  slope: number,
  low: number,
  high: number,
): Span | undefined {
  if (slope === 0) return value >= low && value <= high ? span : undefined;
  const enters = ((slope > 0 ? low : high) - value) / slope;
  const leaves = ((slope > 0 ? high : low) - value) / slope;
  const from = Math.max(span.from, enters);
  const to = Math.min(span.to, leaves);
  return from <= to ? { from, to } : undefined;
}
