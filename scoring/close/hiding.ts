import { hidePlaces, listPlaces, nameCell, type Places } from '../report/place.ts';
import { type Hidden, hideCells } from '../report/suppression.ts';
import type { PastYear } from '../wire/scale.ts';
import type { ClosingInput } from './input.ts';
import type { GradePupils } from './results.ts';

/** What of a grade no page above the school may show: the same set on all of them. */
export interface GradeHiding {
  places: Places;
  hidden: Hidden;
  /** Ids of hidden schools. */
  schools: Set<string>;
}

/** Throws when a class names a school that is not in the input. */
export function listHidden({ report }: ClosingInput, grade: number): GradeHiding {
  const places = listPlaces(report, grade);
  const hidden = hidePlaces(places, report.threshold);
  const ids = places.schools.map(({ id }) => id).filter((id) => hidden.has(nameCell.school(id)));
  return { places, hidden, schools: new Set(ids) };
}

/** A grade's pupils of those schools whose own figures may be shown, with their plausible values. */
export interface Shown {
  schools: string[];
  /** Per pupil: index into `schools`. */
  school: Uint16Array;
  draws: Float64Array[];
}

export function selectShown(
  input: ClosingInput,
  { grade, schools, school }: GradePupils,
  draws: readonly Float64Array[],
): Shown {
  const hidden = listHidden(input, grade).schools;
  const kept = schools.filter((id) => !hidden.has(id));
  const to = schools.map((id) => kept.indexOf(id));
  const rows = [...school.keys()].filter((row) => (to[school[row] ?? 0] ?? -1) >= 0);
  return {
    schools: kept,
    school: Uint16Array.from(rows, (row) => to[school[row] ?? 0] ?? 0),
    draws: draws.map((draw) => Float64Array.from(rows, (row) => draw[row] ?? 0)),
  };
}

/**
 * Schools whose figures an earlier year's release may have shown, with pupils and means: hidden anew
 * from that year's numbers, so that nothing is told now that was not told then. Schools that the city
 * no longer has are left out.
 */
export function listShownThen(
  { report }: ClosingInput,
  rows: PastYear['grades'][number]['schools'],
): { school: string; n: number; mean: number }[] {
  const districtOf = new Map(report.schools.map(({ id, district }) => [id, district]));
  const known = rows.filter(({ school }) => districtOf.has(school));
  const total = (own: typeof known) => own.reduce((sum, { n }) => sum + n, 0);
  const districts = [...new Set(known.map(({ school }) => districtOf.get(school) ?? ''))];
  const hidden = hideCells(
    [
      { id: nameCell.city, parent: undefined, tested: total(known) },
      ...districts.map((id) => ({
        id: nameCell.district(id),
        parent: nameCell.city,
        tested: total(known.filter(({ school }) => districtOf.get(school) === id)),
      })),
      ...known.map(({ school, n }) => ({
        id: nameCell.school(school),
        parent: nameCell.district(districtOf.get(school) ?? ''),
        tested: n,
      })),
    ],
    report.threshold,
  );
  return known.filter(({ school }) => !hidden.has(nameCell.school(school)));
}
