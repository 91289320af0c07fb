/** Bands of difficulty, from nearly all to one in ten: the least share with full credit in each. */
const BANDS = [
  ['nearly all', 0.85],
  ['most', 0.65],
  ['half', 0.4],
  ['few', 0],
] as const;
export type Band = (typeof BANDS)[number][0];
export const BAND_NAMES: readonly Band[] = BANDS.map(([name]) => name);

/** Among the few: items that one pupil in ten masters. */
export const ONE_IN_TEN = 0.15;

/** The band of an item that a share of the pupils is expected to master. */
export function bandOf(share: number): Band {
  return BANDS.find(([, least]) => share >= least)?.[0] ?? 'few';
}
