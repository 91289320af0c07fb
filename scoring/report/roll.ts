import type { Headcount, TakenForm } from '../wire/report.ts';
import type { Text } from '../wire/text.ts';

/** What became of one enrolled pupil; `share` of the full credit of the form taken, in percent, 0 to 100. */
export type PupilResult =
  { status: 'tested'; share: number } | { status: 'exempt' | 'absent' | 'missing' };

/** A class that was to sit, with all of its enrolled pupils. A class that never sat has them missing. */
export interface ClassRoll {
  id: string;
  name: string;
  sitting: string;
  school: string;
  grade: number;
  formVersion: string;
  pupils: PupilResult[];
}

/** All that a release is computed from. */
export interface ReleaseInput {
  campaign: string;
  title: Text;
  release: number;
  computedAt: number;
  engineVersion: string;
  /** Fewest tested pupils in a cell that is shown above the school. */
  threshold: number;
  fictional: boolean;
  districts: { id: string; name: Text }[];
  schools: { id: string; name: Text; district: string }[];
  forms: TakenForm[];
  classes: ClassRoll[];
}

/** Everybody is in exactly one place: enrolled = exempt + absent + missing + tested. */
export function countHeads(classes: readonly ClassRoll[]): Headcount {
  const count = { enrolled: 0, exempt: 0, absent: 0, missing: 0, tested: 0 };
  for (const { status } of classes.flatMap(({ pupils }) => pupils)) {
    count.enrolled++;
    count[status]++;
  }
  return count;
}

/** Shares of those tested, in percent. */
export function listShares(classes: readonly ClassRoll[]): number[] {
  return classes
    .flatMap(({ pupils }) => pupils)
    .filter((pupil) => pupil.status === 'tested')
    .map(({ share }) => share);
}

/** The grades that were to sit, lowest first. */
export function listGrades(classes: readonly ClassRoll[]): number[] {
  return [...new Set(classes.map(({ grade }) => grade))].sort((a, b) => a - b);
}
