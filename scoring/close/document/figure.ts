import { roundTenth } from '../../report/mask.ts';
import type { Hidden } from '../../report/suppression.ts';
import type { Figure } from '../../wire/results.ts';
import type { Measure } from '../results.ts';

/** A figure that is shown, hidden for a reason, or not there. */
export function toFigure(
  measure: Measure | null | undefined,
  why?: NonNullable<ReturnType<Hidden['get']>>,
): Figure {
  if (why !== undefined) return { status: 'hidden', why };
  if (!measure) return { status: 'none' };
  const { value, se, lo, hi } = measure;
  return {
    status: 'shown',
    ...{ value: roundTenth(value), se: roundTenth(se), lo: roundTenth(lo), hi: roundTenth(hi) },
  };
}
