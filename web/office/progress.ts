import type { Participation } from '../../scoring/wire/city.ts';
import { countExpected } from './finding.ts';

type Counted = Omit<Participation['rows'][number], 'school' | 'district' | 'grade'>;

/** Live counts of a school, a district or all, over its grades. */
export type Progress = Counted & { id: string };

export function sumProgress(id: string, rows: readonly Counted[]): Progress {
  const sum: Progress = {
    id,
    classes: 0,
    closed: 0,
    enrolled: 0,
    exempt: 0,
    absent: 0,
    started: 0,
    tested: 0,
  };
  for (const row of rows) {
    sum.classes += row.classes;
    sum.closed += row.closed;
    sum.enrolled += row.enrolled;
    sum.exempt += row.exempt;
    sum.absent += row.absent;
    sum.started += row.started;
    sum.tested += row.tested;
  }
  return sum;
}

/** Pupils who were to sit, of whom there is neither an answer nor a reason. */
export function countUntold(
  counted: Pick<Counted, 'enrolled' | 'exempt' | 'absent' | 'tested'>,
): number {
  return countExpected(counted) - counted.absent - counted.tested;
}
