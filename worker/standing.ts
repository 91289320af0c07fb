import type { Enrolment } from './store/enrolment.ts';

export type Standing<Score> =
  { status: 'tested'; score: Score } | { status: 'exempt' | 'absent' | 'missing' };

/**
 * What became of an enrolled pupil, for reports and for the class alike; `score` is the counted one.
 * An exempt pupil who sat is exempt; one who began and answered nothing did not sit.
 */
export function standingOf<Score extends { answered: number }>(
  { exempt, absence }: Pick<Enrolment, 'exempt' | 'absence'>,
  score: Score | undefined,
): Standing<Score> {
  if (exempt || absence === 'exempt') return { status: 'exempt' };
  if (score && score.answered > 0) return { status: 'tested', score };
  return { status: absence === null ? 'missing' : 'absent' };
}
