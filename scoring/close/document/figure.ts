import type { Hidden } from '../../report/suppression.ts';
import type { Figure } from '../../wire/results.ts';
import type { Measure } from '../results.ts';

/** A share of 0 % or 100 % would tell what every pupil did: ends are told as "5 or less", "95 or more". */
const ENDS = { least: 5, most: 95 } as const;

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

/** More decimals than anybody reads would narrow down what single pupils had. */
export function roundTenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A share in percent with its ends masked. */
export function maskShare(percent: number): number {
  return roundTenth(Math.min(ENDS.most, Math.max(ENDS.least, percent)));
}
